// The vector backends against the plain one, operation by operation.
using System.Runtime.Intrinsics;
using MobileCoin.Curve25519;
using MobileCoin.Oblivious.Lanes;

namespace MobileCoin.Oblivious.Test;

public sealed unsafe class LanesTests
{
    [Fact]
    public void Avx2_AgreesWithPlain()
    {
        Assert.SkipUnless(Simd.Best >= SimdLevel.Avx2, "no AVX2");
        Agree<Avx2Lanes, Vector256<ulong>>();
    }

    [Fact]
    public void Avx512_AgreesWithPlain()
    {
        Assert.SkipUnless(Simd.Best >= SimdLevel.Avx512, "no AVX-512");
        Agree<Avx512Lanes, Vector512<ulong>>();
    }

    private static void Agree<TLanes, TV>()
        where TLanes : struct, ILanes<TV>
        where TV : unmanaged
    {
        var random = new Random(4);
        ulong* words = stackalloc ulong[64];
        ulong* other = stackalloc ulong[64];
        for (int round = 0; round < 500; round++)
        {
            ulong bits = (ulong)random.NextInt64(long.MinValue, long.MaxValue) & (ulong)random.NextInt64(long.MinValue, long.MaxValue);
            if (round % 10 == 0) bits = round % 20 == 0 ? 0 : ulong.MaxValue;
            ulong x = (ulong)random.NextInt64(4);
            long low = round % 2 == 0 ? 0 : long.MinValue;
            long high = round % 2 == 0 ? 4 : long.MaxValue;
            for (int i = 0; i < 64; i++) words[i] = (ulong)random.NextInt64(low, high);
            void Reset() => new Span<ulong>(words, 64).CopyTo(new Span<ulong>(other, 64));
            void Same() => Assert.True(new Span<ulong>(words, 64).SequenceEqual(new Span<ulong>(other, 64)));
            foreach (int n in new[] { 8, 24, 32, 64 })
            {
                Assert.Equal(PlainLanes.EqualBits64(words, n, x), TLanes.EqualBits64(words, n, x));
                Assert.Equal(PlainLanes.Pick64(words, n, bits), TLanes.Pick64(words, n, bits));
                Reset();
                PlainLanes.Put64(other, n, bits, x);
                TLanes.Put64(words, n, bits, x);
                Same();
            }
            foreach (int n in new[] { 16, 32, 64 })
            {
                uint* narrow = (uint*)words;
                Assert.Equal(PlainLanes.EqualBits32(narrow, n, (uint)x), TLanes.EqualBits32(narrow, n, (uint)x));
                Assert.Equal(PlainLanes.Pick32(narrow, n, bits), TLanes.Pick32(narrow, n, bits));
                Reset();
                PlainLanes.Put32((uint*)other, n, bits, (uint)x);
                TLanes.Put32(narrow, n, bits, (uint)x);
                Same();
                uint index = (uint)random.Next(n);
                Reset();
                Assert.Equal(PlainLanes.Exchange32((uint*)other, n, index, 77), TLanes.Exchange32(narrow, n, index, 77));
                Same();
            }
            TLanes.Expand(bits, words);
            PlainLanes.Expand(bits, other);
            Same();
        }
    }

    [Theory]
    [MemberData(nameof(Backends.Levels), MemberType = typeof(Backends))]
    public void Nearest_TakesOneLabelOfTheLongestCommonPrefix(SimdLevel level)
    {
        var random = new Random(5);
        uint* labels = stackalloc uint[64];
        for (int round = 0; round < 2000; round++)
        {
            // From no valid label at all to many, with equal ones among them.
            int range = 1 << (1 + (round % 30));
            for (int i = 0; i < 64; i++) labels[i] = random.Next(64) < round % 65 ? ((uint)random.Next(range) << 1) | 1 : 0;
            uint path = (uint)random.NextInt64(1L << 32) | 1;
            uint difference;
            ulong bits = level switch
            {
                SimdLevel.Avx512 => Avx512Lanes.Nearest(labels, path, out difference),
                SimdLevel.Avx2 => Avx2Lanes.Nearest(labels, path, out difference),
                _ => PlainLanes.Nearest(labels, path, out difference),
            };
            uint least = uint.MaxValue;
            for (int i = 0; i < 64; i++) least = (labels[i] & 1) != 0 ? Math.Min(least, labels[i] ^ path) : least;
            Assert.Equal(least, difference);
            Assert.Equal(least == uint.MaxValue ? 0 : 1, System.Numerics.BitOperations.PopCount(bits));
            if (bits != 0) Assert.Equal(least, labels[System.Numerics.BitOperations.TrailingZeroCount(bits)] ^ path);
        }
    }
}
