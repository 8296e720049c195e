using System.Runtime.Intrinsics;
using MobileCoin.Curve25519;
using MobileCoin.Oblivious.Lanes;
using MobileCoin.Oblivious.Routing;

namespace MobileCoin.Oblivious.Test;

public sealed class RoutingTests
{
    public static TheoryData<int, int> Sizes()
    {
        var data = new TheoryData<int, int>();
        foreach (int n in new[] { 0, 1, 2, 3, 4, 5, 7, 8, 15, 16, 17, 31, 33, 100, 257 })
        {
            foreach (int size in new[] { 1, 8, 24, 256, 257 }) data.Add(n, size);
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public unsafe void Sort_AllBackends_OrdersKeysAndCarriesRecords(int n, int size)
    {
        var random = new Random((n * 1000) + size);
        foreach (SimdLevel level in Backends.All)
        {
            ulong[] keys = [.. Enumerable.Range(0, n).Select(_ => (ulong)random.NextInt64() * 2)];
            byte[] records = [.. keys.SelectMany(key => Record(key, size))];
            ulong[] expected = [.. keys.Order()];
            fixed (ulong* k = keys)
            fixed (byte* r = records)
            {
                switch (level)
                {
                    case SimdLevel.Avx512:
                        Network<Avx512Lanes, Vector512<ulong>>.Sort(k, r, n, size);
                        break;
                    case SimdLevel.Avx2:
                        Network<Avx2Lanes, Vector256<ulong>>.Sort(k, r, n, size);
                        break;
                    default:
                        Network<PlainLanes, ulong>.Sort(k, r, n, size);
                        break;
                }
            }
            Assert.Equal(expected, keys);
            Assert.Equal(expected.SelectMany(key => Record(key, size)), records);
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public unsafe void Compact_AllBackends_KeepsTheOrderOfWhatIsKept(int n, int size)
    {
        var random = new Random((n * 1000) + size);
        foreach (SimdLevel level in Backends.All)
        {
            int odds = random.Next(5);
            ulong[] keep = [.. Enumerable.Range(0, n).Select(_ => random.Next(4) < odds ? ConstantTime.Yes : ConstantTime.No)];
            byte[] records = [.. Enumerable.Range(0, n).SelectMany(i => Record((ulong)i, size))];
            int[] expected = [.. Enumerable.Range(0, n).Where(i => keep[i] != 0)];
            ulong kept;
            fixed (ulong* k = keep)
            fixed (byte* r = records)
            {
                kept = level switch
                {
                    SimdLevel.Avx512 => Network<Avx512Lanes, Vector512<ulong>>.Compact(k, r, n, size),
                    SimdLevel.Avx2 => Network<Avx2Lanes, Vector256<ulong>>.Compact(k, r, n, size),
                    _ => Network<PlainLanes, ulong>.Compact(k, r, n, size),
                };
            }
            Assert.Equal((ulong)expected.Length, kept);
            Assert.Equal(expected.SelectMany(i => Record((ulong)i, size)), records[..(expected.Length * size)]);
            Assert.Equal(Enumerable.Range(0, n).Select(i => i < expected.Length ? ConstantTime.Yes : ConstantTime.No), keep);
        }
    }

    [Fact]
    public void Compact_AllPatternsOfUpToTenRecords()
    {
        for (int n = 0; n <= 10; n++)
        {
            for (int pattern = 0; pattern < 1 << n; pattern++)
            {
                ulong[] keep = [.. Enumerable.Range(0, n).Select(i => 0 - (ulong)((pattern >> i) & 1))];
                byte[] records = [.. Enumerable.Range(0, n).Select(i => (byte)i)];
                byte[] expected = [.. records.Where(i => keep[i] != 0)];
                Assert.Equal((ulong)expected.Length, ObliviousCompaction.Compact(keep, records));
                Assert.Equal(expected, records[..expected.Length]);
                Assert.Equal(n, records.Distinct().Count());
            }
        }
    }

    [Fact]
    public void Sort_AllZeroOnePatternsOfUpToTenKeys() // and so all inputs: the 0-1 principle
    {
        for (int n = 0; n <= 10; n++)
        {
            for (int pattern = 0; pattern < 1 << n; pattern++)
            {
                ulong[] keys = [.. Enumerable.Range(0, n).Select(i => (ulong)((pattern >> i) & 1))];
                ulong[] expected = [.. keys.Order()];
                ObliviousSort.Sort(keys, []);
                Assert.Equal(expected, keys);
            }
        }
    }

    [Fact]
    public void WrongLengths_NameTheArgument()
    {
        var e = Assert.Throws<ArgumentException>("records", () => ObliviousSort.Sort(new ulong[3], new byte[7]));
        Assert.Contains("7 bytes", e.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("records", () => ObliviousCompaction.Compact([], new byte[1]));
    }

    private static byte[] Record(ulong key, int size)
    {
        byte[] record = new byte[size];
        for (int i = 0; i < size; i++) record[i] = (byte)((key >> (8 * (i % 8))) + (ulong)i);
        return record;
    }
}
