// Bytes that no honest writer makes: refused, or read as upstream's decoder reads them (fact sheet crypto §9.1).
using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf;
using MobileCoin.Wire.External;

namespace MobileCoin.Wire.Test.Prost;

public sealed class HostileInputTests
{
    // Every prefix of a message is the message without its last fields, or is refused; none is read past its end.
    [Fact]
    public void Truncation_AtEveryByte_EndsBetweenFieldsOrIsRefused() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(30),
        Prop.ForAll(RoundTripTests.Samples.ToArbitrary(), sample =>
        {
            byte[] bytes = sample.Encode();
            HashSet<int> ends = FieldEnds(bytes);
            for (int length = 0; length < bytes.Length; length++)
            {
                if (TryDecode(bytes.AsSpan(0, length)) != ends.Contains(length)) return false;
            }
            return true;
        }));

    [Fact]
    public void Mutation_OfAnyByte_IsReadOrRefused() => Check.QuickThrowOnFailure(Prop.ForAll(
        (from sample in RoundTripTests.Samples from seed in Gen.Choose(0, int.MaxValue) select (sample, seed)).ToArbitrary(),
        x =>
        {
            byte[] bytes = x.sample.Encode();
            for (int i = 0; i < 50; i++)
            {
                uint at = (uint)x.seed + ((uint)i * 2654435761);
                bytes[at % (uint)bytes.Length] ^= (byte)(1 << (int)(at >> 29));
                TryDecode(bytes);
            }
            return true;
        }));

    [Fact]
    public void Decode_OfAnyBytes_ReadsOrRefuses() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(5_000), Prop.ForAll((byte[] bytes) =>
    {
        TryDecode(bytes);
        return true;
    }));

    // As many bytes as a number of 64 bits may take are read; those it could do without change nothing.
    [Theory]
    [InlineData(0UL)]
    [InlineData(1UL)]
    [InlineData(300UL)]
    public void Varint_WithMoreBytesThanNeeded_IsReadUpToTen(ulong value)
    {
        for (int length = Raw.Varint(value).Length; length <= 10; length++)
        {
            Assert.Equal(value, WireMessage.Decode<Inner>([.. Raw.Tag(1, 0), .. Raw.LongVarint(value, length)]).Number);
            Assert.Equal(value, MaskedOf([.. Raw.Tag(1, 0), .. Raw.LongVarint(value, length)]));
        }
        Refused([.. Raw.Tag(1, 0), .. Raw.LongVarint(value, 11)]);
    }

    [Fact]
    public void Varint_OfMoreThan64Bits_IsRefused()
    {
        byte[] most = [.. Raw.Tag(1, 0), .. Raw.Varint(ulong.MaxValue)];
        Assert.Equal(ulong.MaxValue, WireMessage.Decode<Inner>(most).Number);
        most[^1] = 2;
        Refused(most);
        most[^1] = 0x7f;
        Refused(most);
        Refused([.. Raw.Tag(1, 0), .. Enumerable.Repeat((byte)0xff, 100)]);
        Refused([.. Enumerable.Repeat((byte)0x80, 100)]);
    }

    [Fact]
    public void Tag_OfMoreThan32Bits_IsRefused()
    {
        // The greatest number that there is, and one more.
        Assert.Equal(0UL, WireMessage.Decode<Inner>([.. Raw.Varint(uint.MaxValue & ~7UL), 0]).Number);
        Refused([.. Raw.Varint(1UL << 32), 0]);
        Refused([.. Raw.Varint((1UL << 35) | 8), 0]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void FieldNumber0_IsRefused(int type) => Refused([.. Raw.Tag(0, type), 0, 0, 0, 0, 0, 0, 0, 0]);

    // Groups, and the two types that there are not: known field or not.
    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(6)]
    [InlineData(7)]
    public void GroupsAndUnknownTypes_AreRefused(int type)
    {
        Refused([.. Raw.Tag(1, type), 0]);
        Refused([.. Raw.Tag(99, type), .. Raw.Tag(99, 4)]);
    }

    // A known field with another type than its own is refused; an unknown one is skipped whatever its type.
    [Fact]
    public void WrongWireTypes_OfKnownFields_AreRefused()
    {
        (int Field, int Type)[] known =
        [
            (1, 0), (2, 0), (3, 0), (4, 0), (5, 1), (6, 5), (7, 2), (8, 2), (9, 2), (10, 2), (11, 2), (12, 2), (13, 2), (14, 2), (14, 1), (15, 0),
            (16, 1), (2047, 5), (2048, 2), (536870911, 2),
        ];
        foreach (int field in known.Select(k => k.Field).Distinct())
        {
            foreach (int type in new[] { 0, 1, 2, 5 })
            {
                byte[] bytes = [.. Raw.Tag(field, type), .. new byte[type switch { 1 => 8, 5 => 4, _ => 1 }]];
                Assert.Equal(known.Contains((field, type)), TryDecode(bytes));
                Assert.True(TryDecode([.. Raw.Tag(1000, type), .. bytes.AsSpan(Raw.Tag(field, type).Length)]));
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(int.MaxValue)]
    [InlineData(uint.MaxValue)]
    [InlineData(long.MaxValue)]
    [InlineData(-1)]
    public void Length_BeyondTheEnd_IsRefusedWithoutMemory(long length)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        foreach (int field in new[] { 2, 7, 8, 9, 10, 12, 13, 14, 1000 })
        {
            Assert.False(TryDecode([.. Raw.Tag(field, 2), .. Raw.Varint((ulong)length)]));
        }
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1 << 20);
    }

    [Fact]
    public void Text_ThatIsNotUtf8_IsRefused()
    {
        byte[][] wrong = [[0xff], [0xc0, 0x80], [0xe2, 0x82], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80]];
        Assert.All(wrong, w => Assert.False(TryDecode(Raw.Delimited(8, w))));
        Assert.True(TryDecode(Raw.Delimited(8, 0xe2, 0x82, 0xac)));
    }

    [Fact]
    public void Wrapper_OfAnotherSize_IsRefused()
    {
        Assert.True(TryDecode(Raw.Delimited(9, Raw.Delimited(1, 1, 2, 3, 4))));
        Assert.True(TryDecode(Raw.Delimited(9))); // absent: the default
        Assert.False(TryDecode(Raw.Delimited(9, Raw.Delimited(1, 1, 2, 3))));
        Assert.False(TryDecode(Raw.Delimited(9, Raw.Delimited(1, 1, 2, 3, 4, 5))));
        Assert.False(TryDecode(Raw.Delimited(9, Raw.Delimited(1))));
        Assert.False(TryDecode(Raw.Delimited(9, Raw.Number(1, 4))));
    }

    [Fact]
    public void Messages_WithinEachOther_AreReadUpToTheLimit()
    {
        Nest at = new(null);
        for (int i = 0; i < ProstReader.MaxDepth; i++) at = new Nest(at);
        Assert.Equal(ProstReader.MaxDepth, WireMessage.Decode<Nest>(at.Encode()).Depth);
        byte[] deeper = new Nest(at).Encode();
        Assert.Contains($"{ProstReader.MaxDepth}", Assert.Throws<WireException>(() => WireMessage.Decode<Nest>(deeper)).Message, StringComparison.Ordinal);
    }

    // Ten thousand levels in thirty kilobytes: refused before the stack is.
    [Fact]
    public void DepthBomb_IsRefused()
    {
        var bomb = new LinkedList<byte[]>();
        int length = 0;
        for (int i = 0; i < 10_000; i++)
        {
            byte[] head = [.. Raw.Tag(1, 2), .. Raw.Varint((ulong)length)];
            bomb.AddFirst(head);
            length += head.Length;
        }
        byte[] bytes = [.. bomb.SelectMany(b => b)];
        Assert.Throws<WireException>(() => WireMessage.Decode<Nest>(bytes));
    }

    [Fact]
    public void Numbers_PackedSingleAndMixed_AreOneList()
    {
        byte[] one = [1, 0, 0, 0, 0, 0, 0, 0];
        byte[] two = [2, 0, 0, 0, 0, 0, 0, 0];
        byte[][] forms =
        [
            Raw.Delimited(14, [.. one, .. two, .. one]),
            [.. Raw.Tag(14, 1), .. one, .. Raw.Tag(14, 1), .. two, .. Raw.Tag(14, 1), .. one],
            [.. Raw.Tag(14, 1), .. one, .. Raw.Delimited(14), .. Raw.Delimited(14, [.. two, .. one])],
            [.. Raw.Delimited(14, one), .. Raw.Number(1, 5), .. Raw.Delimited(14, two), .. Raw.Tag(14, 1), .. one],
        ];
        Assert.All(forms, f => Assert.Equal([1UL, 2, 1], WireMessage.Decode<Sample>(f).Packed));
        Assert.False(TryDecode(Raw.Delimited(14, one.AsSpan(0, 7))));
        Assert.False(TryDecode(Raw.Delimited(14, [.. one, 0])));
    }

    // The last of a number or string that comes twice counts; the parts of a message are one message.
    [Fact]
    public void SingularFields_ThatComeTwice_AreTheLastOrMerge()
    {
        Sample numbers = WireMessage.Decode<Sample>(Raw.Join(Raw.Number(1, 1), Raw.Delimited(7, 1, 2), Raw.Number(1, 2), Raw.Delimited(7, 3)));
        Assert.Equal((2UL, 3), (numbers.Varint, numbers.Bytes.Single()));
        byte[] parts = Raw.Join(
            Raw.Delimited(11, Raw.Number(1, 5)), Raw.Number(1, 1), Raw.Delimited(11, Raw.Delimited(2, 9)), Raw.Delimited(11), Raw.Delimited(11, Raw.Number(1, 6)));
        Assert.Equal(new Inner(6, [9]), WireMessage.Decode<Sample>(parts).Optional);
        Assert.Equal(new Inner(0, []), WireMessage.Decode<Sample>(Raw.Delimited(11)).Optional);
        Assert.Null(WireMessage.Decode<Sample>([]).Optional);
    }

    // Google's library merges the parts of a message in the same way.
    [Fact]
    public void MergedMessages_AreAsGoogleMergesThem()
    {
        byte[] parts = Raw.Join(
            Raw.Delimited(1, Raw.Number(1, 5)), Raw.Delimited(2, Raw.Delimited(1, 1)), Raw.Delimited(1, Raw.Number(2, 7)), Raw.Delimited(2, Raw.Delimited(1, 2)));
        TxOutMembershipElement google = TxOutMembershipElement.Parser.ParseFrom(parts);
        Assert.Equal((5UL, 7UL, 2), (google.Range.From, google.Range.To, google.Hash.Data.Single()));
        var reader = new ProstReader(parts);
        ReadOnlySpan<byte> range = default, hash = default;
        while (reader.TryReadField(out int field))
        {
            if (field == 1) reader.Merge(ref range);
            else reader.Merge(ref hash);
        }
        Assert.Equal(google.Range, External.Range.Parser.ParseFrom(range.ToArray()));
        Assert.Equal(2, reader.Wrapped(hash, 1, "hash")[0]);
    }

    // Each part copies those before it, so there is a limit: without one, n parts would cost n² bytes.
    [Fact]
    public void Merges_BeyondTheLimit_AreRefused()
    {
        byte[] part = Raw.Delimited(11, Raw.Number(1, 5));
        Assert.True(TryDecode(Raw.Join([.. Enumerable.Repeat(part, 17)])));
        Assert.False(TryDecode(Raw.Join([.. Enumerable.Repeat(part, 18)])));
        Assert.False(TryDecode(Raw.Join([.. Enumerable.Repeat(Raw.Delimited(10, Raw.Number(1, 5)), 9), .. Enumerable.Repeat(part, 10)])));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.False(TryDecode(Raw.Join([.. Enumerable.Repeat(part, 10_000)])));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 4 << 20);
    }

    // On bytes that are right but for their order, doubles and unknown fields, this reader and Google's agree.
    [Fact]
    public void Elements_InAnyOrder_AreReadAsByGoogle()
    {
        Gen<byte[]> fields = Gen.OneOf(
            Gen.Choose(0, 100_000).Select(n => Raw.Number(1, (ulong)n * 7919)),
            Gen.Choose(0, 255).Select(n => (byte)n).ArrayOf().Select(b => Raw.Number(2, (ulong)b.Length)),
            Gen.Choose(3, 5).Select(n => Raw.Number(n, 1)),
            Gen.Choose(3, 5).Select(n => Raw.Delimited(n, 1, 2, 3)),
            Gen.Choose(3, 5).Select(n => (byte[])[.. Raw.Tag(n, 1), .. new byte[8]]),
            Gen.Choose(3, 5).Select(n => (byte[])[.. Raw.Tag(n, 5), .. new byte[4]]),
            Gen.Choose(0, 11).Select(n => (byte[])[.. Raw.Tag(1, 0), .. Raw.LongVarint(1, Math.Max(1, n))]),
            Gen.Choose(0, 7).Select(n => (byte[])[.. Raw.Tag(2, n), 0]));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(3_000), Prop.ForAll(fields.ListOf().Select(f => Raw.Join([.. f])).ToArbitrary(), bytes =>
        {
            External.Range google;
            try
            {
                google = External.Range.Parser.ParseFrom(bytes);
            }
            catch (InvalidProtocolBufferException)
            {
                return !TryRange(bytes, out _, out _);
            }
            // Google's reader takes a known number with another type for an unknown field, and groups too: prost refuses both.
            return !TryRange(bytes, out ulong from, out ulong to) ? HasOddTypes(bytes) : (from, to) == (google.From, google.To);
        }));
    }

    private static bool TryRange(byte[] bytes, out ulong from, out ulong to)
    {
        (from, to) = (0, 0);
        try
        {
            var reader = new ProstReader(bytes);
            while (reader.TryReadField(out int field))
            {
                if (field == 1) from = reader.UInt64();
                else if (field == 2) to = reader.UInt64();
                else reader.Skip();
            }
            return true;
        }
        catch (WireException)
        {
            return false;
        }
    }

    private static bool HasOddTypes(byte[] bytes)
    {
        var input = new CodedInputStream(bytes);
        for (uint tag; (tag = input.ReadTag()) != 0; input.SkipLastField())
        {
            if (tag >> 3 <= 2 && (tag & 7) != 0) return true;
        }
        return false;
    }

    private static ulong MaskedOf(byte[] bytes) => External.Range.Parser.ParseFrom(bytes).From;

    private static void Refused(byte[] bytes)
    {
        Assert.False(TryDecode(bytes));
        Assert.Throws<WireException>(() => WireMessage.Decode<Inner>(bytes));
    }

    private static bool TryDecode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            WireMessage.Decode<Sample>(bytes);
            return true;
        }
        catch (WireException)
        {
            return false;
        }
    }

    private static HashSet<int> FieldEnds(byte[] bytes)
    {
        var input = new CodedInputStream(bytes);
        HashSet<int> ends = [0];
        while (input.ReadTag() != 0)
        {
            input.SkipLastField();
            ends.Add((int)input.Position);
        }
        return ends;
    }
}
