using System.Text;
using FsCheck;
using FsCheck.Fluent;
using MobileCoin.Curve25519;

namespace MobileCoin.Crypto.Test;

public sealed class DigestTests
{
    private static readonly DigestForm<IReadOnlyCollection<string?>> Texts = DigestForms.List(DigestForms.Optional(DigestForms.Text));

    [Fact]
    public void Compute_OfTheDefaultFeeMap_IsTheSheetsDigest() =>
        Assert.Equal(
            "79c184506718faa8b0769d78d5d296eea5c072dcd7a900194fafb9eef2828d2e",
            Hex("mc-fee-map"u8, new FeeMap(new() { [0] = 400_000_000 })));

    [Fact]
    public void Compute_OfEmptyContents_IsTheSheetsDigest() =>
        Assert.Equal("27667fe56c6e2a3c2de265d41da505dac8324c0260edec388b82ac244167df5d", Hex("block_contents"u8, new EmptyContents()));

    [Fact]
    public void DigestText_OfAnyString_IsItsUtf8() =>
        Prop.ForAll<int, ushort>((seed, length) =>
        {
            // All of the first plane, surrogates in no order among them, across the pieces that the text is encoded in.
            string text = string.Concat(Samples.Bytes(seed, 2 * (length % 700)).Chunk(2).Select(b => (char)(b[0] << 8 | b[1])));
            MerlinTranscript a = new("t"u8), b = new("t"u8);
            a.DigestText("c"u8, text);
            b.DigestPrimitive("c"u8, "str"u8, Encoding.UTF8.GetBytes(text));
            return Finish(ref a) == Finish(ref b);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Fields_OfEmptyValues_AppendNothingUnlessAlways()
    {
        string bare = Fields((ref readonly _) => { });
        Assert.Equal(bare, Fields((ref readonly node) => node.Bytes("f"u8, default)));
        Assert.Equal(bare, Fields((ref readonly node) => node.Text("f"u8, "")));
        Assert.Equal(bare, Fields((ref readonly node) => node.Value("f"u8, new TransparentBlob([]))));
        Assert.Equal(bare, Fields((ref readonly node) => node.Optional("f"u8, (Blob?)null)));
        Assert.Equal(bare, Fields((ref readonly node) => node.Optional("f"u8, (Wrap?)null)));
        Assert.Equal(bare, Fields((ref readonly node) => node.Optional("f"u8, new TransparentBlob([]))));
        Assert.Equal(bare, Fields((ref readonly node) => node.List("f"u8, Array.Empty<Blob>())));
        Assert.Equal(bare, Fields((ref readonly node) => node.List("f"u8, Array.Empty<ulong>())));
        Assert.Equal(bare, Fields((ref readonly node) => node.List("f"u8, Array.Empty<byte[]>())));
        Assert.Equal(bare, Fields((ref readonly node) => node.Field("f"u8, [], Texts)));
        Assert.Equal(bare, Fields((ref readonly node) => node.Field("f"u8, [], DigestForms.Optional(Texts))));

        string[] present =
        [
            bare,
            Fields((ref readonly node) => node.BytesAlways("f"u8, default)),
            Fields((ref readonly node) => node.TextAlways("f"u8, "")),
            Fields((ref readonly node) => node.FieldAlways("f"u8, [], Texts)),
            Fields((ref readonly node) => node.UInt16("f"u8, 0)),
            Fields((ref readonly node) => node.UInt32("f"u8, 0)),
            Fields((ref readonly node) => node.UInt64("f"u8, 0)),
            Fields((ref readonly node) => node.Int8("f"u8, 0)),
            Fields((ref readonly node) => node.Int16("f"u8, 0)),
            Fields((ref readonly node) => node.Int32("f"u8, 0)),
            Fields((ref readonly node) => node.Int64("f"u8, 0)),
            Fields((ref readonly node) => node.Bool("f"u8, false)),
            Fields((ref readonly node) => node.List("f"u8, [new Blob([])])),
            Fields((ref readonly node) => node.List("f"u8, (byte[][])[[]])),
            Fields((ref readonly node) => node.Ristretto("f"u8, new byte[32])),
            Fields((ref readonly node) => node.Scalar("f"u8, new byte[32])),
            Fields((ref readonly node) => node.Ed25519Public("f"u8, new byte[32])),
            Fields((ref readonly node) => node.X25519Public("f"u8, new byte[32])),
            Fields((ref readonly node) => node.Ed25519Signature("f"u8, new byte[64])),
        ];
        Assert.Equal(present.Length, present.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(present[1], Fields((ref readonly node) => node.ValueAlways("f"u8, new TransparentBlob([]))));
    }

    /// <summary>The short methods for fields and the forms say the same.</summary>
    [Fact]
    public void Fields_AndForms_Agree()
    {
        Assert.Equal(
            Fields((ref readonly node) => node.List("f"u8, (ulong[])[1, 2])),
            Fields((ref readonly node) => node.Field("f"u8, [1, 2], DigestForms.List(DigestForms.UInt64))));
        Assert.Equal(
            Fields((ref readonly node) => node.List("f"u8, [new Wrap(1)])),
            Fields((ref readonly node) => node.Field("f"u8, [new Wrap(1)], DigestForms.List(DigestForms.Of<Wrap>()))));
        Assert.Equal(
            Fields((ref readonly node) => node.Optional("f"u8, (Wrap?)new Wrap(1))),
            Fields((ref readonly node) => node.UInt64("f"u8, 1)));
        Assert.Equal(
            Fields((ref readonly _) => { }),
            Fields((ref readonly node) => node.Field("f"u8, new TransparentBlob([]), DigestForms.Of<TransparentBlob>())));
    }

    [Fact]
    public void PointsAndScalars_AreTheirBytes()
    {
        CompressedRistretto point = RistrettoPoint.Generator.Compress();
        Assert.Equal(
            Fields((ref readonly node) => node.Ristretto("f"u8, RistrettoPoint.Generator.Compress().ToBytes())),
            Fields((ref readonly node) => node.Ristretto("f"u8, RistrettoPoint.Generator.Compress())));
        Assert.Equal(
            Fields((ref readonly node) => node.Scalar("f"u8, Scalar.One.ToBytes())),
            Fields((ref readonly node) => node.Scalar("f"u8, Scalar.One)));
        Assert.Equal(
            Fields((ref readonly node) => node.Field("f"u8, [point], DigestForms.List(DigestForms.Ristretto))),
            Fields((ref readonly node) => node.List("f"u8, [point])));
        Assert.Equal(
            Fields((ref readonly node) => node.Field("f"u8, [Scalar.One], DigestForms.List(DigestForms.Scalar))),
            Fields((ref readonly node) => node.List("f"u8, [Scalar.One])));
    }

    [Fact]
    public void Nodes_OfOtherLengths_NameTheParameter()
    {
        AssertNames("point", (ref readonly node) => node.Ristretto("f"u8, new byte[31]));
        AssertNames("scalar", (ref readonly node) => node.Scalar("f"u8, new byte[33]));
        AssertNames("key", (ref readonly node) => node.Ed25519Public("f"u8, new byte[64]));
        AssertNames("key", (ref readonly node) => node.X25519Public("f"u8, default));
        AssertNames("signature", (ref readonly node) => node.Ed25519Signature("f"u8, new byte[32]));
        Assert.Equal("digest", Assert.Throws<ArgumentException>(() => Digest.Compute("c"u8, new Wrap(1), new byte[31])).ParamName);
        Assert.Throws<ArgumentOutOfRangeException>(() =>
        {
            MerlinTranscript transcript = new("t"u8);
            transcript.DigestSequence("c"u8, 0);
        });
    }

    private delegate void WriteFields(ref readonly DigestAggregate node);

    private static string Fields(WriteFields write)
    {
        MerlinTranscript transcript = new("t"u8);
        using (DigestAggregate node = transcript.DigestAggregate("c"u8, "N"u8)) write(in node);
        return Finish(ref transcript);
    }

    private static void AssertNames(string parameter, WriteFields write) =>
        Assert.Equal(parameter, Assert.Throws<ArgumentException>(() => Fields(write)).ParamName);

    private static string Finish(ref MerlinTranscript transcript)
    {
        byte[] digest = new byte[Digest.Size];
        transcript.Digest32(digest);
        return Convert.ToHexStringLower(digest);
    }

    private static string Hex<T>(ReadOnlySpan<byte> context, T value)
        where T : IDigestible
    {
        byte[] digest = new byte[Digest.Size];
        Digest.Compute(context, value, digest);
        return Convert.ToHexStringLower(digest);
    }

    private readonly record struct TokenId(ulong Value) : IDigestible
    {
        public void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context)
        {
            using DigestAggregate node = transcript.DigestAggregate(context, "TokenId"u8);
            node.UInt64("0"u8, Value);
        }
    }

    private sealed record FeeMap(SortedDictionary<ulong, ulong> Fees) : IDigestible
    {
        private static readonly DigestForm<IReadOnlyCollection<KeyValuePair<TokenId, ulong>>> Map =
            DigestForms.Map(DigestForms.Of<TokenId>(), DigestForms.UInt64);

        public void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context)
        {
            using DigestAggregate node = transcript.DigestAggregate(context, "FeeMap"u8);
            node.Field("map"u8, [.. Fees.Select(f => KeyValuePair.Create(new TokenId(f.Key), f.Value))], Map);
        }
    }

    private sealed record EmptyContents : IDigestible
    {
        public void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context)
        {
            using DigestAggregate node = transcript.DigestAggregate(context, "BlockContents"u8);
        }
    }
}
