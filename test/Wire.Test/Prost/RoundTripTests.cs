// What the writer writes, the reader reads, and Google's library reads the same (fact sheet crypto §9.1).
using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf;
using MobileCoin.Wire.External;

namespace MobileCoin.Wire.Test.Prost;

public sealed class RoundTripTests
{
    private static readonly Gen<ulong> Numbers = Gen.OneOf(
        Gen.Choose(0, 300).Select(n => (ulong)n),
        Gen.Choose(0, 63).Select(n => 1UL << n),
        Gen.Choose(0, 63).Select(n => (1UL << n) - 1),
        Gen.Constant(ulong.MaxValue));

    private static readonly Gen<byte[]> ByteStrings = Gen.Choose(0, 255).Select(n => (byte)n).ArrayOf();

    private static readonly Gen<string> Texts =
        Gen.Elements("", "a", "\0", "\u00e4", "\u20ac", "\ud83d\ude00", "host:443").ListOf().Select(p => string.Concat(p));

    private static readonly Gen<Inner> Inners = from number in Numbers from bytes in ByteStrings select new Inner(number, bytes);

    internal static readonly Gen<Sample> Samples =
        from numbers in Numbers.ArrayOf(9)
        from strings in ByteStrings.ArrayOf(3)
        from texts in Texts.ArrayOf(2)
        from wrapper in Gen.Choose(0, 255).Select(n => (byte)n).ArrayOf(Sample.WrapperSize)
        from inners in Inners.ArrayOf()
        from packed in Numbers.ArrayOf()
        select new Sample
        {
            Varint = numbers[0],
            Signed = (long)numbers[1],
            Small = (uint)numbers[2],
            Flag = (numbers[3] & 1) != 0,
            Wide = numbers[4],
            Narrow = (uint)numbers[5],
            VarintAlways = numbers[6],
            WideAlways = numbers[7],
            NarrowAlways = (uint)numbers[8],
            Bytes = strings[0],
            BytesAlways = strings[1],
            Text = texts[0],
            TextAlways = texts[1],
            Wrapper = wrapper,
            Required = inners.FirstOrDefault() ?? new Inner(0, []),
            Optional = inners.LastOrDefault(),
            Many = [.. inners],
            ManyBytes = [.. inners.Select(i => i.Bytes)],
            Packed = [.. packed],
        };

    [Fact]
    public void Sample_OfAnyValues_ComesBack() => Check.QuickThrowOnFailure(Prop.ForAll(Samples.ToArbitrary(), sample =>
    {
        Sample read = WireMessage.Decode<Sample>(sample.Encode());
        return read.Same(sample) && read.Varint == sample.Varint && read.Signed == sample.Signed && read.Small == sample.Small
            && read.Flag == sample.Flag && read.Wide == sample.Wide && read.Narrow == sample.Narrow && read.Text == sample.Text
            && read.Bytes.AsSpan().SequenceEqual(sample.Bytes) && read.Wrapper.AsSpan().SequenceEqual(sample.Wrapper)
            && read.Required == sample.Required && read.Optional == sample.Optional && read.Many.SequenceEqual(sample.Many)
            && read.Packed.SequenceEqual(sample.Packed);
    }));

    // Google's reader goes over the same tags and values, and comes to the end of the bytes.
    [Fact]
    public void Sample_OfAnyValues_IsReadByGoogle() => Check.QuickThrowOnFailure(Prop.ForAll(Samples.ToArbitrary(), sample =>
    {
        byte[] bytes = sample.Encode();
        var input = new CodedInputStream(bytes);
        int last = 0;
        for (uint tag; (tag = input.ReadTag()) != 0;)
        {
            int field = WireFormat.GetTagFieldNumber(tag);
            if (field < last) return false;
            last = field;
            bool equal = field switch
            {
                1 => input.ReadUInt64() == sample.Varint,
                2 => input.ReadInt64() == sample.Signed,
                3 => input.ReadUInt32() == sample.Small,
                4 => input.ReadBool() == sample.Flag,
                5 => input.ReadFixed64() == sample.Wide,
                6 => input.ReadFixed32() == sample.Narrow,
                7 => input.ReadBytes().Span.SequenceEqual(sample.Bytes),
                8 => input.ReadString() == sample.Text,
                15 => input.ReadUInt64() == sample.VarintAlways,
                16 => input.ReadFixed64() == sample.WideAlways,
                2047 => input.ReadFixed32() == sample.NarrowAlways,
                2048 => input.ReadBytes().Span.SequenceEqual(sample.BytesAlways),
                536870911 => input.ReadString() == sample.TextAlways,
                _ => input.ReadBytes().Length >= 0,
            };
            if (!equal) return false;
        }
        return input.IsAtEnd;
    }));

    // The longest that a message's length may be with one byte, two and three: the writer makes room for it afterwards.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(125)]
    [InlineData(126)]
    [InlineData(16_379)]
    [InlineData(16_380)]
    [InlineData(2_097_146)]
    [InlineData(2_097_147)]
    public void Message_OfAnyLength_ComesBack(int length)
    {
        byte[] payload = new byte[length];
        payload.AsSpan().Fill(0x5a);
        using var writer = new ProstWriter();
        writer.UInt64(1, 1);
        writer.Message(2, new Inner(7, payload));
        writer.UInt64(3, 3);
        byte[] inner = new Inner(7, payload).Encode();
        Assert.Equal(Raw.Join(Raw.Number(1, 1), Raw.Delimited(2, inner), Raw.Number(3, 3)), writer.ToArray());
    }

    // A message's hand-written encoding and Google's of the same values are read as each other.
    [Fact]
    public void PublicAddress_ByHandAndByGoogle_IsTheSame() => Check.QuickThrowOnFailure(Prop.ForAll(
        (from keys in Gen.Choose(0, 255).Select(n => (byte)n).ArrayOf(64)
         from texts in Texts.ArrayOf(2)
         from signature in ByteStrings
         select (keys, texts, signature)).ToArbitrary(),
        x =>
        {
            using var writer = new ProstWriter();
            writer.Wrapper(1, x.keys.AsSpan(0, 32));
            writer.Wrapper(2, x.keys.AsSpan(32));
            writer.Text(3, x.texts[0]);
            writer.Text(4, x.texts[1]);
            writer.Bytes(5, x.signature);
            var address = new PublicAddress
            {
                ViewPublicKey = new CompressedRistretto { Data = ByteString.CopyFrom(x.keys, 0, 32) },
                SpendPublicKey = new CompressedRistretto { Data = ByteString.CopyFrom(x.keys, 32, 32) },
                FogReportUrl = x.texts[0],
                FogReportId = x.texts[1],
                FogAuthoritySig = ByteString.CopyFrom(x.signature),
            };
            return address.ToByteArray().AsSpan().SequenceEqual(writer.Written) && PublicAddress.Parser.ParseFrom(writer.ToArray()).Equals(address);
        }));

    // Prost writes the second version's amount at the place of the first, and required zeros; Google's library reads that all the same.
    [Fact]
    public void TxOut_InProstsOrder_IsReadByGoogle()
    {
        using var writer = new ProstWriter();
        int amount = writer.Begin(6);
        writer.Wrapper(1, new byte[32]);
        writer.Fixed64Always(2, 0);
        writer.Bytes(3, new byte[8]);
        writer.End(amount);
        writer.Wrapper(2, new byte[32]);
        writer.Wrapper(3, new byte[32]);
        writer.Wrapper(4, new byte[84]);
        TxOut output = TxOut.Parser.ParseFrom(writer.ToArray());
        Assert.Equal(TxOut.MaskedAmountOneofCase.MaskedAmountV2, output.MaskedAmountCase);
        Assert.Equal(8, output.MaskedAmountV2.MaskedTokenId.Length);
        Assert.Equal(84, output.EFogHint.Data.Length);
        Assert.Null(output.EMemo);
        // Google's library leaves the zero amount out, which takes nine bytes.
        Assert.Equal(writer.Length - 9, output.CalculateSize());
    }

    [Fact]
    public void PackedNumbers_AreReadByGoogleAndBack() => Check.QuickThrowOnFailure(Prop.ForAll(Numbers.ArrayOf().ToArbitrary(), numbers =>
    {
        using var writer = new ProstWriter();
        writer.PackedFixed64(6, numbers);
        var google = new SignedContingentInput { TxOutGlobalIndices = { numbers } };
        return google.ToByteArray().AsSpan().SequenceEqual(writer.Written)
            && SignedContingentInput.Parser.ParseFrom(writer.ToArray()).TxOutGlobalIndices.SequenceEqual(numbers);
    }));

    [Fact]
    public void Defaults_AreWrittenOnlyWhereTheyAlwaysAre()
    {
        // The wrapper's zeros, the required message, and the fields 15, 16, 2047, 2048 and 2^29 - 1.
        byte[] expected =
        [
            0x4a, 6, 0x0a, 4, 0, 0, 0, 0, 0x52, 0, 0x78, 0, 0x81, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0xfd, 0x7f, 0, 0, 0, 0, 0x82, 0x80, 1, 0,
            0xfa, 0xff, 0xff, 0xff, 0x0f, 0,
        ];
        Assert.Equal(expected, new Sample().Encode());
    }
}
