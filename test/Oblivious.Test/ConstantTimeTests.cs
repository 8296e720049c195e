using System.Runtime.Intrinsics;
using MobileCoin.Curve25519;
using MobileCoin.Oblivious.Lanes;

namespace MobileCoin.Oblivious.Test;

public sealed unsafe class ConstantTimeTests
{
    private static readonly int[] Lengths = [0, 1, 7, 8, 9, 31, 32, 33, 63, 64, 65, 100, 127, 128, 240, 256, 257];

    [Theory]
    [MemberData(nameof(Backends.Levels), MemberType = typeof(Backends))]
    public void Spans_AllLengths(SimdLevel level)
    {
        switch (level)
        {
            case SimdLevel.Avx512:
                Spans<Avx512Lanes, Vector512<ulong>>();
                break;
            case SimdLevel.Avx2:
                Spans<Avx2Lanes, Vector256<ulong>>();
                break;
            default:
                Spans<PlainLanes, ulong>();
                break;
        }
    }

    [Fact]
    public void PublicOperations_GoToTheChosenBackend()
    {
        var random = new Random(2);
        foreach (int length in Lengths)
        {
            byte[] a = Bytes(random, length), b = Bytes(random, length), result = new byte[length];
            ConstantTime.Select(ConstantTime.Yes, a, b, result);
            Assert.Equal(a, result);
            ConstantTime.CopyIf(ConstantTime.No, b, result);
            Assert.Equal(a, result);
            ConstantTime.CopyIf(ConstantTime.Yes, b, result);
            Assert.Equal(b, result);
            byte[] x = [.. a], y = [.. b];
            ConstantTime.SwapIf(ConstantTime.Yes, x, y);
            Assert.Equal([b, a], new[] { x, y });
            Assert.Equal(ConstantTime.Yes, ConstantTime.Equal(y, a));
            Assert.Equal(a.AsSpan().SequenceEqual(b) ? ConstantTime.Yes : ConstantTime.No, ConstantTime.Equal(a, b));
        }
    }

    [Fact]
    public void Less_IsTheOrderOfBytes()
    {
        var random = new Random(3);
        for (int i = 0; i < 2000; i++)
        {
            byte[] a = Bytes(random, i % 5), b = Bytes(random, i % 5);
            for (int j = 0; j < a.Length; j++) (a[j], b[j]) = ((byte)(a[j] & 0x81), (byte)(b[j] & 0x81)); // many equal prefixes
            Assert.Equal(a.AsSpan().SequenceCompareTo(b) < 0 ? ConstantTime.Yes : ConstantTime.No, ConstantTime.Less(a, b));
        }
    }

    [Fact]
    public void Words_AtTheEdges()
    {
        ulong[] edges = [0, 1, 2, long.MaxValue - 1, long.MaxValue, 1UL << 63, (1UL << 63) + 1, ulong.MaxValue - 1, ulong.MaxValue];
        foreach (ulong a in edges)
        {
            Assert.Equal(a == 0 ? ConstantTime.Yes : ConstantTime.No, Mask.IsZero(a));
            Assert.Equal(a != 0 ? ConstantTime.Yes : ConstantTime.No, Mask.NonZero(a));
            foreach (ulong b in edges)
            {
                Assert.Equal(a < b ? ConstantTime.Yes : ConstantTime.No, ConstantTime.Less(a, b));
                Assert.Equal(a == b ? ConstantTime.Yes : ConstantTime.No, ConstantTime.Equal(a, b));
                Assert.Equal(a, ConstantTime.Select(ConstantTime.Yes, a, b));
                Assert.Equal(b, ConstantTime.Select(ConstantTime.No, a, b));
            }
        }
    }

    [Fact]
    public void LengthsThatDiffer_NameTheArgument()
    {
        Assert.Throws<ArgumentException>("ifYes", () => ConstantTime.Select(0, new byte[1], new byte[2], new byte[2]));
        Assert.Throws<ArgumentException>("ifNo", () => ConstantTime.Select(0, new byte[2], new byte[1], new byte[2]));
        Assert.Throws<ArgumentException>("source", () => ConstantTime.CopyIf(0, new byte[1], new byte[2]));
        Assert.Throws<ArgumentException>("b", () => ConstantTime.SwapIf(0, new byte[1], new byte[2]));
        Assert.Throws<ArgumentException>("b", () => ConstantTime.Equal(new byte[1], new byte[2]));
        Assert.Throws<ArgumentException>("b", () => ConstantTime.Less(new byte[1], new byte[2]));
    }

    private static void Spans<TLanes, TV>()
        where TLanes : struct, ILanes<TV>
        where TV : unmanaged
    {
        var random = new Random(1);
        foreach (int length in Lengths)
        {
            byte[] a = Bytes(random, length), b = Bytes(random, length), result = Bytes(random, length);
            SpanKernels<TLanes, TV>.Select(ConstantTime.Yes, a, b, result);
            Assert.Equal(a, result);
            SpanKernels<TLanes, TV>.Select(ConstantTime.No, a, b, result);
            Assert.Equal(b, result);
            byte[] x = [.. a], y = [.. b];
            SpanKernels<TLanes, TV>.Swap(ConstantTime.No, x, y);
            Assert.Equal([a, b], new[] { x, y });
            SpanKernels<TLanes, TV>.Swap(ConstantTime.Yes, x, y);
            Assert.Equal([b, a], new[] { x, y });
            Assert.Equal(ConstantTime.Yes, SpanKernels<TLanes, TV>.Equal(x, b));
            for (int i = 0; i < length; i++)
            {
                byte[] other = [.. a];
                other[i] ^= (byte)(1 << (i % 8));
                Assert.Equal(ConstantTime.No, SpanKernels<TLanes, TV>.Equal(a, other));
            }
        }
    }

    private static byte[] Bytes(Random random, int length)
    {
        byte[] bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }
}
