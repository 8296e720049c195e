using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using MobileCoin.Curve25519;
using MobileCoin.Testing;

namespace MobileCoin.Crypto.Test;

public sealed class DigestibleVectors
{
    // Outputs and addresses are of a floor above this: Transactions.Test has the same theory for them.
    [Theory, Vectors("digestible", TypesElsewhere = ["TxOut", "PublicAddress"])]
    public void Case_OfEachType_Agrees(VectorCase c)
    {
        string type = c.Text("type");
        if (c.Has("note") && c.Text("note") == "all set")
        {
            // Such a case does not record its values (fact sheet crypto §5.4): it can only be told from the one that has none.
            Assert.Equal(Digest.Size, c.Hex("digest32").Length);
            Assert.NotEqual(Compute(Encoding.UTF8.GetBytes(c.Text("context")), NothingSet), c.Hex("digest32"));
            return;
        }

        byte[] digest = type.StartsWith("raw: ", StringComparison.Ordinal)
            ? Raw(type)
            : Digest32(type, Encoding.UTF8.GetBytes(c.Text("context")), c);
        Assert.Equal(c.Hex("digest32"), digest);
        if (type.StartsWith("signature over digestible", StringComparison.Ordinal)) DigestSignatures.Check(c);
    }

    private static byte[] Digest32(string type, byte[] context, VectorCase c) => type switch
    {
        "u16" => Of(context, (ushort)c.UInt64("value"), DigestForms.UInt16),
        "u32" => Of(context, (uint)c.UInt64("value"), DigestForms.UInt32),
        "u64" => Of(context, c.UInt64("value"), DigestForms.UInt64),
        "i8" => Of(context, (sbyte)Int64(c), DigestForms.Int8),
        "i16" => Of(context, (short)Int64(c), DigestForms.Int16),
        "i32" => Of(context, (int)Int64(c), DigestForms.Int32),
        "i64" => Of(context, Int64(c), DigestForms.Int64),
        "bool" => Of(context, c.Flag("value"), DigestForms.Bool),
        "Option<u64>::Some" => Of(context, c.UInt64("value"), DigestForms.OptionalValue(DigestForms.UInt64)),
        "Option<u64>::None" => Of(context, null, DigestForms.OptionalValue(DigestForms.UInt64)),
        "String" or "str" => Of(context, c.Text("value"), DigestForms.Text),
        "bytes (&[u8] / Vec<u8>)" => Of(context, c.Hex("value"), DigestForms.Bytes),
        "Vec<u32>" => Of(context, Numbers(c), DigestForms.List(DigestForms.UInt32)),
        "Vec<Vec<u8>>" => Of(
            context,
            [.. c.Field("value").EnumerateArray().Select(e => Convert.FromHexString(e.GetString()!))],
            DigestForms.List(DigestForms.Bytes)),
        "BTreeMap<u64,String>" => Of(
            context,
            new SortedDictionary<ulong, string>(
                c.Field("value").EnumerateObject().ToDictionary(p => ulong.Parse(p.Name), p => p.Value.GetString()!)),
            DigestForms.Map(DigestForms.UInt64, DigestForms.Text)),
        "BTreeSet<u32>" => Of(context, new SortedSet<uint>(Numbers(c)), DigestForms.List(DigestForms.UInt32)),
        "RistrettoPublic" => Compute(context, RistrettoPublic.Parse(c.Hex("value"))),
        "CompressedRistrettoPublic" or "KeyImage" or "CompressedCommitment" => Of(
            context, new CompressedRistretto(c.Hex("value")), DigestForms.Ristretto),
        "RistrettoPrivate" => Compute(context, RistrettoPrivate.Parse(c.Hex("value"))),
        "CurveScalar" => Of(context, Scalar.FromBytesModOrder(c.Hex("value")), DigestForms.Scalar),
        "Ed25519Public" => Compute(context, Ed25519Public.Parse(c.Hex("value"))),
        "X25519Public" => Compute(context, X25519Public.Parse(c.Hex("value"))),
        "Ed25519Signature" => Compute(context, Ed25519Signature.Parse(c.Hex("value"))),
        "signature over digestible (RistrettoPrivate, schnorrkel)" or "signature over digestible (Ed25519)" => Of(
            context,
            [.. c.Field("value").EnumerateArray().Select(e => e.GetUInt64())],
            DigestForms.List(DigestForms.UInt64)),
        _ => Compute(context, Example(type, c)),
    };

    private static Options NothingSet => new(null, [], "", [], "", 0, new TransparentEnum(0, null));

    /// <summary>The example types carry their values in the type's text.</summary>
    private static IDigestible Example(string type, VectorCase c)
    {
        if (type.Contains("struct ExOpt{", StringComparison.Ordinal) && c.Text("note") == "all defaults")
        {
            return NothingSet;
        }
        if (ExampleText.Struct().Match(type) is { Success: true } s) return TripleOf(s);
        if (ExampleText.Enum().Match(type) is { Success: true } e) return ExampleEnumOf(e.Groups[1].Value, e.Groups[2].Value);
        if (ExampleText.Wrap().Match(type) is { Success: true } w) return new Wrap(ulong.Parse(w.Groups[1].Value));
        if (ExampleText.Tup().Match(type) is { Success: true } t) return new Tup(uint.Parse(t.Groups[1].Value), t.Groups[2].Value);
        if (ExampleText.Nested().Match(type) is { Success: true } n)
        {
            Triple[] triples = [.. ExampleText.Triple().Matches(type).Select(TripleOf)];
            return new Nested(
                triples[0],
                triples[1..],
                new Wrap(ulong.Parse(n.Groups[1].Value)),
                new Tup(uint.Parse(n.Groups[2].Value), n.Groups[3].Value));
        }
        throw new InvalidDataException($"{c}: unknown type '{type}'");
    }

    private static ExampleEnum ExampleEnumOf(string variant, string payload) => variant switch
    {
        "A" => new ExampleEnum.A("ExEnum", ushort.Parse(payload)),
        "B" => new ExampleEnum.B("ExEnum", TripleOf(ExampleText.Triple().Match(payload))),
        "C" => new ExampleEnum.C("ExEnum", bool.Parse(payload)),
        "D" => new ExampleEnum.D("ExEnum"),
        _ => throw new InvalidDataException($"unknown variant '{variant}'"),
    };

    /// <summary>Bare node operations on a transcript with the usual label.</summary>
    private static byte[] Raw(string type)
    {
        MerlinTranscript transcript = new("digestible"u8);
        if (ExampleText.RawPrimitive().Match(type) is { Success: true } p)
        {
            byte[] data = [.. p.Groups[3].Value.Split(',').Select(byte.Parse)];
            transcript.DigestPrimitive(Utf8(p, 1), Utf8(p, 2), data);
        }
        else if (ExampleText.RawNodes().Match(type) is { Success: true } m)
        {
            using DigestAggregate node = transcript.DigestAggregate(Utf8(m, 1), Utf8(m, 2));
            transcript.DigestNone(Utf8(m, 3));
            transcript.DigestSequence(Utf8(m, 4), int.Parse(m.Groups[5].Value));
            transcript.DigestVariant(Utf8(m, 6), Utf8(m, 7), uint.Parse(m.Groups[8].Value));
        }
        else
        {
            Assert.Fail($"unknown operations: {type}");
        }
        byte[] digest = new byte[Digest.Size];
        transcript.Digest32(digest);
        return digest;
    }

    private static byte[] Of<T>(byte[] context, T value, DigestForm<T> form)
    {
        byte[] digest = new byte[Digest.Size];
        Digest.Compute(context, value, form, digest);
        return digest;
    }

    private static byte[] Compute(byte[] context, IDigestible value)
    {
        byte[] digest = new byte[Digest.Size];
        Digest.Compute(context, value, digest);
        return digest;
    }

    private static long Int64(VectorCase c) => long.Parse(c.Text("value"), CultureInfo.InvariantCulture);

    private static uint[] Numbers(VectorCase c) => [.. c.Field("value").EnumerateArray().Select(e => e.GetUInt32())];

    private static byte[] Utf8(Match match, int group) => Encoding.UTF8.GetBytes(match.Groups[group].Value);

    private static ushort UInt16(Match match, int group) => ushort.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    private static Triple TripleOf(Match match) => new("ExStruct", UInt16(match, 1), UInt16(match, 2), UInt16(match, 3));
}
