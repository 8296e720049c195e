// The portable backend: one 64-bit word at a time.
using System.Diagnostics;
using System.Runtime.CompilerServices;
using MobileCoin.Oblivious.Oram;

namespace MobileCoin.Oblivious.Lanes;

internal readonly unsafe struct PlainLanes : ILanes<ulong>
{
    public static int Bytes
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => sizeof(ulong);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Load(byte* p) => Unsafe.ReadUnaligned<ulong>(p);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(byte* p, ulong v) => Unsafe.WriteUnaligned(p, v);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Fill(ulong word) => word;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong And(ulong a, ulong b) => a & b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Or(ulong a, ulong b) => a | b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Xor(ulong a, ulong b) => a ^ b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Select(ulong mask, ulong a, ulong b) => Mask.Select(mask, a, b);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static ulong EqualBits64(ulong* p, int n, ulong x)
    {
        ulong bits = 0;
        for (int i = 0; i < n; i++) bits |= (Mask.Equal(p[i], x) & 1) << i;
        return bits;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static ulong EqualBits32(uint* p, int n, uint x)
    {
        ulong bits = 0;
        for (int i = 0; i < n; i++) bits |= (Mask.Equal(p[i], x) & 1) << i;
        return bits;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static uint Pick32(uint* p, int n, ulong bits)
    {
        uint picked = 0;
        for (int i = 0; i < n; i++) picked |= p[i] & (uint)Bit(bits, i);
        return picked;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static ulong Pick64(ulong* p, int n, ulong bits)
    {
        ulong picked = 0;
        for (int i = 0; i < n; i++) picked |= p[i] & Bit(bits, i);
        return picked;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Put32(uint* p, int n, ulong bits, uint x)
    {
        for (int i = 0; i < n; i++) p[i] = (uint)Mask.Select(Bit(bits, i), x, p[i]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Put64(ulong* p, int n, ulong bits, ulong x)
    {
        for (int i = 0; i < n; i++) p[i] = Mask.Select(Bit(bits, i), x, p[i]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Expand(ulong bits, ulong* masks)
    {
        for (int i = 0; i < 64; i++) masks[i] = Bit(bits, i);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static uint Exchange32(uint* p, int n, uint index, uint x)
    {
        uint old = 0;
        for (int i = 0; i < n; i++)
        {
            uint here = (uint)Mask.Equal((uint)i, index);
            old |= p[i] & here;
            p[i] ^= (p[i] ^ x) & here;
        }
        return old;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static ulong Nearest(uint* labels, uint path, out uint difference)
    {
        ulong best = uint.MaxValue;
        ulong bits = 0;
        for (int i = 0; i < 64; i++)
        {
            ulong x = (labels[i] ^ path) | ((labels[i] & 1) - 1);
            ulong closer = (ulong)((long)(x - best) >> 63); // both are below 2^32
            best = Mask.Select(closer, x, best);
            bits = Mask.Select(closer, 1UL << i, bits);
        }
        difference = (uint)best;
        return bits;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FindPlan(uint* labels0, uint* labels1, uint path, uint nearest, int depth, LevelPlan* plan) =>
        LevelPlan.Find(labels0, labels1, path, nearest, depth, plan);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SwapHeaders(ulong* buckets, ulong* masks, ulong* held, int depth)
    {
        ulong tag = held[0], label = held[1];
        for (int i = 1; i <= depth; i++)
        {
            ulong* header = (ulong*)buckets[i];
            ulong m = masks[2 * i], n = masks[(2 * i) + 1];
            ulong tag0 = header[0], label0 = header[1], tag1 = header[2], label1 = header[3];
            ulong x = (tag ^ tag0) & m, y = (label ^ label0) & m;
            ulong z = (tag ^ tag1) & n, w = (label ^ label1) & n;
            header[0] = tag0 ^ x;
            header[1] = label0 ^ y;
            header[2] = tag1 ^ z;
            header[3] = label1 ^ w;
            tag ^= x | z; // one of the two is zero
            label ^= y | w;
        }
        Debug.Assert(label == 0, "an eviction left a block in the air");
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Bit(ulong bits, int i) => 0 - ((bits >> i) & 1);
}
