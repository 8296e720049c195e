// The AVX-512 backend: 512-bit registers, 8 words of 64 bits or 16 of 32.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MobileCoin.Oblivious.Lanes;

internal readonly unsafe partial struct Avx512Lanes : ILanes<Vector512<ulong>>
{
    public static int Bytes
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 8 * sizeof(ulong);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> Load(byte* p) => Vector512.Load((ulong*)p);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(byte* p, Vector512<ulong> v) => v.Store((ulong*)p);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> Fill(ulong word) => Vector512.Create(word);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> And(Vector512<ulong> a, Vector512<ulong> b) => a & b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> Or(Vector512<ulong> a, Vector512<ulong> b) => a | b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> Xor(Vector512<ulong> a, Vector512<ulong> b) => a ^ b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> Select(Vector512<ulong> mask, Vector512<ulong> a, Vector512<ulong> b) =>
        Vector512.ConditionalSelect(mask, a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong EqualBits64(ulong* p, int n, ulong x)
    {
        Vector512<ulong> wanted = Vector512.Create(x);
        ulong bits = 0;
        for (int i = 0; i < n; i += 8) bits |= (ulong)Vector512.Equals(Vector512.Load(p + i), wanted).ExtractMostSignificantBits() << i;
        return bits;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong EqualBits32(uint* p, int n, uint x)
    {
        Vector512<uint> wanted = Vector512.Create(x);
        ulong bits = 0;
        for (int i = 0; i < n; i += 16) bits |= (ulong)Vector512.Equals(Vector512.Load(p + i), wanted).ExtractMostSignificantBits() << i;
        return bits;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Pick32(uint* p, int n, ulong bits)
    {
        Vector512<uint> picked = Vector512<uint>.Zero;
        for (int i = 0; i < n; i += 16) picked |= Vector512.Load(p + i) & Lanes32(bits >> i);
        return Fold(picked);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Pick64(ulong* p, int n, ulong bits)
    {
        Vector512<ulong> picked = Vector512<ulong>.Zero;
        for (int i = 0; i < n; i += 8) picked |= Vector512.Load(p + i) & Lanes64(bits >> i);
        return Fold(picked);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Put32(uint* p, int n, ulong bits, uint x)
    {
        Vector512<uint> value = Vector512.Create(x);
        for (int i = 0; i < n; i += 16) Vector512.ConditionalSelect(Lanes32(bits >> i), value, Vector512.Load(p + i)).Store(p + i);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Put64(ulong* p, int n, ulong bits, ulong x)
    {
        Vector512<ulong> value = Vector512.Create(x);
        for (int i = 0; i < n; i += 8) Vector512.ConditionalSelect(Lanes64(bits >> i), value, Vector512.Load(p + i)).Store(p + i);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Expand(ulong bits, ulong* masks)
    {
        for (int i = 0; i < 64; i += 8) Lanes64(bits >> i).Store(masks + i);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static uint Exchange32(uint* p, int n, uint index, uint x)
    {
        Vector512<uint> lane = Vector512<uint>.Indices;
        Vector512<uint> step = Vector512.Create(16u);
        Vector512<uint> wanted = Vector512.Create(index);
        Vector512<uint> value = Vector512.Create(x);
        Vector512<uint> old = Vector512<uint>.Zero;
        for (int i = 0; i < n; i += 16)
        {
            Vector512<uint> here = Vector512.Equals(lane, wanted);
            Vector512<uint> label = Vector512.Load(p + i);
            old |= label & here;
            Vector512.ConditionalSelect(here, value, label).Store(p + i);
            lane += step;
        }
        return Fold(old);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Nearest(uint* labels, uint path, out uint difference)
    {
        Vector512<uint> along = Vector512.Create(path);
        Vector512<uint> best = Vector512<uint>.AllBitsSet;
        for (int i = 0; i < 64; i += 16) best = Vector512.Min(best, Difference(labels + i, along));
        uint least = Least(best);
        // Two labels may be equal, or none valid: take one bit, and none where the least is all ones.
        Vector512<uint> wanted = Vector512.Create(least);
        ulong bits = 0;
        for (int i = 0; i < 64; i += 16)
        {
            bits |= (ulong)Vector512.Equals(Difference(labels + i, along), wanted).ExtractMostSignificantBits() << i;
        }
        difference = least;
        return Mask.Lowest(bits) & Mask.NonZero(~least);
    }

    /// <summary>label ^ path, or all ones where the label's valid bit (the lowest) is clear.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Difference(uint* labels, Vector512<uint> path)
    {
        Vector512<uint> label = Vector512.Load(labels);
        return (label ^ path) | ((label & Vector512<uint>.One) - Vector512<uint>.One);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Lanes32(ulong bits)
    {
        Vector512<uint> own = Vector512.Create(1u, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768);
        return Vector512.Equals(Vector512.Create((uint)bits) & own, own);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Lanes64(ulong bits)
    {
        Vector512<ulong> own = Vector512.Create(1UL, 2, 4, 8, 16, 32, 64, 128);
        return Vector512.Equals(Vector512.Create(bits) & own, own);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Fold(Vector512<uint> v)
    {
        Vector256<uint> half = v.GetLower() | v.GetUpper();
        Vector128<ulong> quarter = (half.GetLower() | half.GetUpper()).AsUInt64();
        ulong word = quarter.ToScalar() | quarter.GetElement(1);
        return (uint)(word | (word >> 32));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Fold(Vector512<ulong> v)
    {
        Vector256<ulong> half = v.GetLower() | v.GetUpper();
        Vector128<ulong> quarter = half.GetLower() | half.GetUpper();
        return quarter.ToScalar() | quarter.GetElement(1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Least(Vector512<uint> v)
    {
        Vector256<uint> half = Vector256.Min(v.GetLower(), v.GetUpper());
        Vector128<uint> quarter = Vector128.Min(half.GetLower(), half.GetUpper());
        quarter = Vector128.Min(quarter, Vector128.Shuffle(quarter, Vector128.Create(2u, 3, 0, 1)));
        return Vector128.Min(quarter, Vector128.Shuffle(quarter, Vector128.Create(1u, 0, 3, 2))).ToScalar();
    }
}
