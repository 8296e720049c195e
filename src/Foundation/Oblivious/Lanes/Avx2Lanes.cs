// The AVX2 backend: 256-bit registers, 4 words of 64 bits or 8 of 32.
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using MobileCoin.Oblivious.Oram;

namespace MobileCoin.Oblivious.Lanes;

internal readonly unsafe struct Avx2Lanes : ILanes<Vector256<ulong>>
{
    public static int Bytes
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 4 * sizeof(ulong);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> Load(byte* p) => Vector256.Load((ulong*)p);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(byte* p, Vector256<ulong> v) => v.Store((ulong*)p);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> Fill(ulong word) => Vector256.Create(word);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> And(Vector256<ulong> a, Vector256<ulong> b) => a & b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> Or(Vector256<ulong> a, Vector256<ulong> b) => a | b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> Xor(Vector256<ulong> a, Vector256<ulong> b) => a ^ b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<ulong> Select(Vector256<ulong> mask, Vector256<ulong> a, Vector256<ulong> b) =>
        Vector256.ConditionalSelect(mask, a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong EqualBits64(ulong* p, int n, ulong x)
    {
        Vector256<ulong> wanted = Vector256.Create(x);
        ulong bits = 0;
        for (int i = 0; i < n; i += 4) bits |= (ulong)Vector256.Equals(Vector256.Load(p + i), wanted).ExtractMostSignificantBits() << i;
        return bits;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong EqualBits32(uint* p, int n, uint x)
    {
        Vector256<uint> wanted = Vector256.Create(x);
        ulong bits = 0;
        for (int i = 0; i < n; i += 8) bits |= (ulong)Vector256.Equals(Vector256.Load(p + i), wanted).ExtractMostSignificantBits() << i;
        return bits;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Pick32(uint* p, int n, ulong bits)
    {
        Vector256<uint> picked = Vector256<uint>.Zero;
        for (int i = 0; i < n; i += 8) picked |= Vector256.Load(p + i) & Lanes32(bits >> i);
        return Fold(picked);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Pick64(ulong* p, int n, ulong bits)
    {
        Vector256<ulong> picked = Vector256<ulong>.Zero;
        for (int i = 0; i < n; i += 4) picked |= Vector256.Load(p + i) & Lanes64(bits >> i);
        return Fold(picked);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Put32(uint* p, int n, ulong bits, uint x)
    {
        Vector256<uint> value = Vector256.Create(x);
        for (int i = 0; i < n; i += 8) Vector256.ConditionalSelect(Lanes32(bits >> i), value, Vector256.Load(p + i)).Store(p + i);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Put64(ulong* p, int n, ulong bits, ulong x)
    {
        Vector256<ulong> value = Vector256.Create(x);
        for (int i = 0; i < n; i += 4) Vector256.ConditionalSelect(Lanes64(bits >> i), value, Vector256.Load(p + i)).Store(p + i);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Expand(ulong bits, ulong* masks)
    {
        for (int i = 0; i < 64; i += 4) Lanes64(bits >> i).Store(masks + i);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static uint Exchange32(uint* p, int n, uint index, uint x)
    {
        Vector256<uint> lane = Vector256<uint>.Indices;
        Vector256<uint> step = Vector256.Create(8u);
        Vector256<uint> wanted = Vector256.Create(index);
        Vector256<uint> value = Vector256.Create(x);
        Vector256<uint> old = Vector256<uint>.Zero;
        for (int i = 0; i < n; i += 8)
        {
            Vector256<uint> here = Vector256.Equals(lane, wanted);
            Vector256<uint> label = Vector256.Load(p + i);
            old |= label & here;
            Vector256.ConditionalSelect(here, value, label).Store(p + i);
            lane += step;
        }
        return Fold(old);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Nearest(uint* labels, uint path, out uint difference)
    {
        Vector256<uint> along = Vector256.Create(path);
        Vector256<uint> best = Vector256<uint>.AllBitsSet;
        for (int i = 0; i < 64; i += 8) best = Vector256.Min(best, Difference(labels + i, along));
        uint least = Least(best);
        // Two labels may be equal, or none valid: take one bit, and none where the least is all ones.
        Vector256<uint> wanted = Vector256.Create(least);
        ulong bits = 0;
        for (int i = 0; i < 64; i += 8)
        {
            bits |= (ulong)Vector256.Equals(Difference(labels + i, along), wanted).ExtractMostSignificantBits() << i;
        }
        difference = least;
        return Mask.Lowest(bits) & Mask.NonZero(~least);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FindPlan(uint* labels0, uint* labels1, uint path, uint nearest, int depth, LevelPlan* plan) =>
        LevelPlan.Find(labels0, labels1, path, nearest, depth, plan);

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void SwapHeaders(ulong* buckets, ulong* masks, ulong* held, int depth)
    {
        const byte EachTwice = 0b01_01_00_00;
        const byte Halves = 0b01_00_11_10;
        Vector128<ulong> one = Vector128.Load(held);
        Vector256<ulong> both = Vector256.Create(one, one);
        for (int i = 1; i <= depth; i++)
        {
            ulong* header = (ulong*)buckets[i];
            Vector256<ulong> mask = Avx2.Permute4x64(Vector128.Load(masks + (2 * i)).ToVector256Unsafe(), EachTwice);
            Vector256<ulong> slots = Vector256.Load(header);
            Vector256<ulong> change = (both ^ slots) & mask;
            (slots ^ change).Store(header);
            both ^= change | Avx2.Permute4x64(change, Halves); // one of the two halves is zero
        }
        Debug.Assert(both.GetElement(1) == 0, "an eviction left a block in the air");
    }

    /// <summary>label ^ path, or all ones where the label's valid bit (the lowest) is clear.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Difference(uint* labels, Vector256<uint> path)
    {
        Vector256<uint> label = Vector256.Load(labels);
        return (label ^ path) | ((label & Vector256<uint>.One) - Vector256<uint>.One);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Lanes32(ulong bits)
    {
        Vector256<uint> own = Vector256.Create(1u, 2, 4, 8, 16, 32, 64, 128);
        return Vector256.Equals(Vector256.Create((uint)bits) & own, own);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Lanes64(ulong bits)
    {
        Vector256<ulong> own = Vector256.Create(1UL, 2, 4, 8);
        return Vector256.Equals(Vector256.Create(bits) & own, own);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Fold(Vector256<uint> v)
    {
        ulong word = Fold(v.AsUInt64());
        return (uint)(word | (word >> 32));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Fold(Vector256<ulong> v)
    {
        Vector128<ulong> half = v.GetLower() | v.GetUpper();
        return half.ToScalar() | half.GetElement(1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Least(Vector256<uint> v)
    {
        Vector128<uint> half = Vector128.Min(v.GetLower(), v.GetUpper());
        half = Vector128.Min(half, Vector128.Shuffle(half, Vector128.Create(2u, 3, 0, 1)));
        return Vector128.Min(half, Vector128.Shuffle(half, Vector128.Create(1u, 0, 3, 2))).ToScalar();
    }
}
