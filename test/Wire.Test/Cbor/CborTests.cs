// The parts of the CBOR profile: heads, bytes, options, enums, structs, and what is refused (fact sheet consensus §2.2).
using FsCheck;
using FsCheck.Fluent;

namespace MobileCoin.Wire.Test;

public sealed class CborTests
{
    private delegate void Read(ref CborReader reader);

    [Theory]
    [InlineData(0, "00")]
    [InlineData(23, "17")]
    [InlineData(24, "1818")]
    [InlineData(255, "18ff")]
    [InlineData(256, "190100")]
    [InlineData(65535, "19ffff")]
    [InlineData(65536, "1a00010000")]
    [InlineData(4294967295, "1affffffff")]
    [InlineData(4294967296, "1b0000000100000000")]
    [InlineData(ulong.MaxValue, "1bffffffffffffffff")]
    public void Integers_AreWrittenInTheirShortestForm(ulong value, string hex)
    {
        Assert.Equal(hex, Written(w => w.UInt64(value)));
        var reader = new CborReader(Convert.FromHexString(hex));
        Assert.Equal(value, reader.UInt64());
        reader.Finish();
    }

    [Theory]
    [InlineData("1805")]
    [InlineData("190005")]
    [InlineData("1a00000005")]
    [InlineData("1b0000000000000005")]
    public void Integers_InLongerForms_AreRead(string hex)
    {
        var reader = new CborReader(Convert.FromHexString(hex));
        Assert.Equal(5u, reader.UInt32());
        reader.Finish();
    }

    [Fact]
    public void Items_AreWrittenAsSerdeDoes()
    {
        Assert.Equal("f6", Written(w => w.Null()));
        Assert.Equal("f4f5", Written(w => { w.Bool(false); w.Bool(true); }));
        Assert.Equal("60", Written(w => w.Text("")));
        Assert.Equal("62c3bc", Written(w => w.Text("ü")));
        Assert.Equal("7818616263646566676861626364656667686162636465666768", Written(w => w.Text("abcdefghabcdefghabcdefgh")));
        Assert.Equal("4301ff18", Written(w => w.ByteString([1, 255, 24])));
        Assert.Equal("840117181818ff", Written(w => w.ByteArray([1, 23, 24, 255])));
        Assert.Equal("80", Written(w => w.ByteArray([])));
        Assert.Equal("981e", Written(w => w.Array(30)));
        Assert.Equal("b90100", Written(w => w.Map(256)));
    }

    [Fact]
    public void Bytes_AreReadFromStringsAndArrays()
    {
        foreach (string hex in (string[])["43011718", "8301171818", "9803011900171a00000018"])
        {
            byte[] bytes = Convert.FromHexString(hex);
            var reader = new CborReader(bytes);
            Assert.Equal([1, 0x17, 0x18], reader.Bytes());
            reader.Finish();
            reader = new CborReader(bytes);
            byte[] known = new byte[3];
            reader.Bytes(known);
            Assert.Equal([1, 0x17, 0x18], known);
        }
    }

    [Fact]
    public void Bytes_RoundTrip() => Prop.ForAll<byte[]>(value =>
    {
        value ??= [];
        byte[] array = Bytes(w => w.ByteArray(value)), text = Bytes(w => w.ByteString(value));
        var one = new CborReader(array);
        var two = new CborReader(text);
        bool same = one.Bytes().AsSpan().SequenceEqual(value) && two.Bytes().AsSpan().SequenceEqual(value);
        one.Finish();
        two.Finish();
        return same;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Integers_AndTexts_RoundTrip() => Prop.ForAll<ulong, string>((value, text) =>
    {
        text = new string([.. (text ?? "").Where(c => !char.IsSurrogate(c))]);
        byte[] bytes = Bytes(w =>
        {
            w.Array(2);
            w.UInt64(value);
            w.Text(text);
        });
        var reader = new CborReader(bytes);
        reader.BeginArray(2);
        bool same = reader.UInt64() == value && string.Equals(reader.Text(), text, StringComparison.Ordinal);
        reader.End();
        reader.Finish();
        return same;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Skip_PassesOverExactlyOneItem() => Prop.ForAll(Items().ToArbitrary(), item =>
    {
        var reader = new CborReader([.. item, 0x07]);
        reader.Skip();
        return reader.Position == item.Length && reader.UInt64() == 7;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Skip_CutOffAnywhere_IsRefused() => Prop.ForAll(Items().ToArbitrary(), item =>
    {
        for (int length = 0; length < item.Length; length++) AssertRefused("CBOR at offset", item[..length], (ref CborReader r) => r.Skip());
        return true;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void AnyBytes_AreReadOrRefused() => Prop.ForAll<byte[]>(bytes =>
    {
        foreach (Read read in (Read[])
                 [
                     (ref CborReader r) => r.Skip(), (ref CborReader r) => r.Bytes(), (ref CborReader r) => r.Text(), (ref CborReader r) => r.UInt32(),
                     (ref CborReader r) => r.Value<PairForm>(), (ref CborReader r) => r.List<PairForm>(), (ref CborReader r) => r.Value<ShapeForm>(),
                 ])
        {
            try
            {
                var reader = new CborReader(bytes ?? []);
                read(ref reader);
            }
            catch (WireException)
            {
            }
        }
        return true;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Structs_TakeAnyOrderAndPassOverUnknownKeys()
    {
        Assert.Equal("a2616101616202", Convert.ToHexStringLower(Cbor.Encode(new PairForm(1, 2))));
        string[] forms =
        [
            "a2 6161 01 6162 02",
            "a2 6162 02 6161 01",
            "a4 617a 82 01 a1 6162 05 6161 01 6162 02 6179 20", // z: [1, {b: 5}], a, b, y: -1
            "a3 6161 01 60 fb 3ff0000000000000 6162 02", // an empty key, a float
            "a3 6161 01 63616161 c2 41 00 6162 02", // a tag
            "b8 02 6161 01 7801 62 02",
        ];
        foreach (string form in forms) Assert.Equal(new PairForm(1, 2), Cbor.Decode<PairForm>(Hex(form)));
    }

    [Fact]
    public void Structs_MissingOption_IsAbsent()
    {
        Assert.Equal(new PairForm(1, null), Cbor.Decode<PairForm>(Hex("a1 6161 01")));
        Assert.Equal(new PairForm(1, null), Cbor.Decode<PairForm>(Hex("a2 6161 01 6162 f6")));
        Assert.Equal("a26161016162f6", Convert.ToHexStringLower(Cbor.Encode(new PairForm(1, null))));
    }

    [Fact]
    public void Enums_AreTextOrAMapOfOneEntry()
    {
        Assert.Equal("64556e6974", Convert.ToHexStringLower(Cbor.Encode(new ShapeForm(1, 0, 0))));
        Assert.Equal("a1634f6e6507", Convert.ToHexStringLower(Cbor.Encode(new ShapeForm(0, 7, 0))));
        Assert.Equal("a16354776f820708", Convert.ToHexStringLower(Cbor.Encode(new ShapeForm(2, 7, 8))));
        for (int i = 0; i < 3; i++)
        {
            var shape = new ShapeForm(i, i == 1 ? 0 : 7ul, i == 2 ? 8ul : 0);
            Assert.Equal(shape, Cbor.Decode<ShapeForm>(Cbor.Encode(shape)));
        }
    }

    [Theory]
    [InlineData("the field comes twice", "a2 6161 01 6161 01")]
    [InlineData("Pair.a is missing", "a1 6162 01")]
    [InlineData("Pair.a is missing", "a0")]
    [InlineData("expected a map, got an array", "82 01 02")]
    [InlineData("expected a text, got an unsigned integer", "a2 00 01 01 02")]
    [InlineData("after Pair.a: expected an unsigned integer, got a text", "a1 6161 6131")]
    [InlineData("needs more than 32 bits", "a1 6161 1b0000000100000000")]
    [InlineData("got a negative integer", "a1 6161 20")]
    [InlineData("got a simple value", "a1 6161 f6")]
    [InlineData("is not definite", "bf 6161 01 ff")]
    [InlineData("is not definite", "a1 6161 5f 4101 ff")]
    [InlineData("reserved", "a1 6161 1c")]
    [InlineData("entries cannot lie", "bb ffffffffffffffff")]
    [InlineData("entries cannot lie", "ba 7fffffff 6161 01")]
    [InlineData("1 bytes follow", "a1 6161 01 00")]
    public void Structs_AreRefusedWithAPlace(string error, string hex) =>
        Assert.Contains(error, Assert.Throws<WireException>(() => Cbor.Decode<PairForm>(Hex(hex))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("an unknown variant", "63 466f6f")]
    [InlineData("an unknown variant", "a1 63 466f6f 01")]
    [InlineData("comes without its value", "63 4f6e65")]
    [InlineData("comes with one", "a1 64 556e6974 f6")]
    [InlineData("map of 1 entry, not of 2", "a2 63 4f6e65 01 63 4f6e65 01")]
    [InlineData("map of 1 entry, not of 0", "a0")]
    [InlineData("expected 2 items, got 3", "a1 63 54776f 83 01 02 03")]
    [InlineData("expected a variant, got an unsigned integer", "00")]
    public void Enums_AreRefusedWithAPlace(string error, string hex) =>
        Assert.Contains(error, Assert.Throws<WireException>(() => Cbor.Decode<ShapeForm>(Hex(hex))).Message, StringComparison.Ordinal);

    // Counts are checked against what is left before anything is allocated or looped over.
    [Theory]
    [InlineData("9a ffffffff")]
    [InlineData("9b ffffffffffffffff")]
    [InlineData("9b 7fffffffffffffff 00")]
    [InlineData("9a 00000010 00")]
    [InlineData("5a ffffffff")]
    [InlineData("5b ffffffffffffffff 00")]
    [InlineData("7b 8000000000000000 00")]
    [InlineData("bb 8000000000000000 00")]
    [InlineData("bb ffffffffffffffff 00")]
    public void HugeCounts_AreRefusedAtOnce(string hex)
    {
        byte[] bytes = Hex(hex);
        long before = GC.GetAllocatedBytesForCurrentThread();
        AssertRefused("CBOR at offset 0", bytes, (ref CborReader r) => r.Skip());
        AssertRefused("CBOR at offset 0", bytes, (ref CborReader r) => r.Bytes());
        AssertRefused("CBOR at offset 0", bytes, (ref CborReader r) => r.Bytes(new byte[32]));
        AssertRefused("CBOR at offset 0", bytes, (ref CborReader r) => r.List<PairForm>());
        AssertRefused("CBOR at offset 0", bytes, (ref CborReader r) => r.Text());
        AssertRefused("CBOR at offset 0", bytes, (ref CborReader r) => r.Value<PairForm>());
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200_000);
    }

    [Theory]
    [InlineData(0x81)]
    [InlineData(0xc1)]
    public void Bombs_AreRefusedAtTheLimit(int head)
    {
        byte[] levels = [.. Enumerable.Repeat((byte)head, CborReader.MaxDepth)];
        var reader = new CborReader([.. levels, 0]);
        reader.Skip();
        reader.Finish();
        AssertRefused("within each other", [.. levels, (byte)head, 0], (ref CborReader r) => r.Skip());
        AssertRefused("within each other", [.. Enumerable.Repeat((byte)head, 1_000_000)], (ref CborReader r) => r.Skip());
        AssertRefused("within each other", [.. Enumerable.Repeat((byte)0x81, 1_000_000)], (ref CborReader r) => Dig(ref r));
        byte[] key = [0xa1, 0x60];
        AssertRefused("within each other", [.. Enumerable.Repeat(key, 1_000_000).SelectMany(k => k)], (ref CborReader r) => r.Skip());
    }

    [Fact]
    public void Bytes_OfAnotherKindOrLength_AreRefused()
    {
        AssertRefused("expected 2 bytes, got 3", Hex("43 010203"), (ref CborReader r) => r.Bytes(new byte[2]));
        AssertRefused("expected 2 bytes, got 1", Hex("81 01"), (ref CborReader r) => r.Bytes(new byte[2]));
        AssertRefused("256 is no byte", Hex("82 01 190100"), (ref CborReader r) => r.Bytes());
        AssertRefused("got a negative integer", Hex("82 01 20"), (ref CborReader r) => r.Bytes());
        AssertRefused("expected bytes, got a text", Hex("61 31"), (ref CborReader r) => r.Bytes());
        AssertRefused("not UTF-8", Hex("61 ff"), (ref CborReader r) => r.Text());
        AssertRefused("a truth value", Hex("f6"), (ref CborReader r) => r.Bool());
        AssertRefused("ends within", [], (ref CborReader r) => r.Bool());
        AssertRefused("reserved simple", Hex("f8 00"), (ref CborReader r) => r.Skip());
    }

    [Fact]
    public void Writer_GrowsAndWipes()
    {
        using var writer = new CborWriter();
        byte[] large = [.. Enumerable.Repeat((byte)9, 100_000)];
        writer.ByteString(large);
        Assert.Equal(large.Length + 5, writer.Length);
        ReadOnlySpan<byte> written = writer.Written;
        writer.Clear();
        Assert.Equal(0, writer.Length);
        Assert.False(written.ContainsAnyExcept((byte)0));
    }

    private static void Dig(ref CborReader reader)
    {
        while (true) reader.BeginArray();
    }

    private static Gen<byte[]> Items() => Gen.Sized(size => Item(Math.Min(size, 6)));

    private static Gen<byte[]> Item(int depth)
    {
        Gen<byte[]> leaf = Gen.OneOf(
            ArbMap.Default.GeneratorFor<ulong>().Select(v => Bytes(w => w.UInt64(v))),
            ArbMap.Default.GeneratorFor<byte[]>().Select(v => Bytes(w => w.ByteString(v ?? []))),
            ArbMap.Default.GeneratorFor<byte[]>().Select(v => Bytes(w => w.ByteArray(v ?? []))),
            Gen.Elements("f6", "f4", "f7", "f0", "f820", "fa3fc00000", "fb3ff8000000000000", "f93e00", "20", "3903e7", "c001", "d9d9f780", "6161").Select(Convert.FromHexString));
        if (depth == 0) return leaf;
        Gen<byte[]> nested = Item(depth - 1).ListOf(3).Select(items => items.SelectMany(i => i).ToArray());
        return Gen.OneOf(leaf, nested.Select(i => (byte[])[0x83, .. i]), nested.Select(i => (byte[])[0xa2, 0x01, .. i]), Item(depth - 1).Select(i => (byte[])[0xc2, .. i]));
    }

    private static void AssertRefused(string error, byte[] bytes, Read read)
    {
        WireException e = Assert.Throws<WireException>(() =>
        {
            var reader = new CborReader(bytes);
            read(ref reader);
        });
        Assert.Contains(error, e.Message, StringComparison.Ordinal);
    }

    private static byte[] Hex(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));

    private static string Written(Action<CborWriter> write) => Convert.ToHexStringLower(Bytes(write));

    private static byte[] Bytes(Action<CborWriter> write)
    {
        using var writer = new CborWriter();
        write(writer);
        return writer.ToArray();
    }

    private sealed record PairForm(uint A, uint? B) : ICborValue<PairForm>
    {
        private static readonly CborStruct Form = new CborStruct("Pair", "a", "b").WithOptional(1);

        public void WriteTo(CborWriter writer)
        {
            writer.Struct(Form);
            writer.Key(Form, 0);
            writer.UInt64(A);
            writer.Key(Form, 1);
            if (B is { } b) writer.UInt64(b);
            else writer.Null();
        }

        public static PairForm ReadFrom(ref CborReader reader)
        {
            uint a = 0;
            uint? b = null;
            CborFields fields = reader.BeginStruct(Form);
            while (reader.TryReadField(ref fields, out int field))
            {
                switch (field)
                {
                    case 0: a = reader.UInt32(); break;
                    case 1: b = reader.TryNull() ? null : reader.UInt32(); break;
                }
            }
            return new PairForm(a, b);
        }
    }

    /// <summary>0: One(x), 1: Unit, 2: Two(x, y).</summary>
    private sealed record ShapeForm(int Kind, ulong X, ulong Y) : ICborValue<ShapeForm>
    {
        private static readonly CborEnum Form = new CborEnum("Shape", "One", "Two").WithUnits("Unit");

        public void WriteTo(CborWriter writer)
        {
            writer.Variant(Form, Kind switch { 0 => 0, 1 => 2, _ => 1 });
            if (Kind == 2) writer.Array(2);
            if (Kind != 1) writer.UInt64(X);
            if (Kind == 2) writer.UInt64(Y);
        }

        public static ShapeForm ReadFrom(ref CborReader reader)
        {
            ShapeForm shape;
            switch (reader.BeginVariant(Form))
            {
                case 0: shape = new ShapeForm(0, reader.UInt64(), 0); break;
                case 1:
                    reader.BeginArray(2);
                    shape = new ShapeForm(2, reader.UInt64(), reader.UInt64());
                    reader.End();
                    break;
                default: return new ShapeForm(1, 0, 0);
            }
            reader.End();
            return shape;
        }
    }
}
