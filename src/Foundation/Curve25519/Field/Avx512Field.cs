// Eight field elements side by side in 512-bit registers: loads, stores, sums, masks and table scans (docs/field-arithmetic.md).
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MobileCoin.Curve25519.Field;

/// <summary>
/// Eight lanes of five signed 51-bit limbs; limb l of lane i is word 8 * l + i. Loops over the five limbs are written out: the compiler
/// keeps a loop of five.
/// </summary>
internal readonly unsafe partial struct Avx512Field : ILaneField
{
    /// <summary>1.5 * 2^112: a double of this size has its last bit at 2^60, with room for sums of either sign below it.</summary>
    private const double EstimateBias = 1.5 * (1UL << 56) * (1UL << 56);

    /// <summary>The bits of <see cref="EstimateBias"/> shifted left by 9, modulo 2^64: what the bias adds to the next limb.</summary>
    private const long EstimateBiasHigh = unchecked((long)0xF000000000000000);

    /// <summary>The bits of <see cref="EstimateBias"/> times 19 * 2^9, modulo 2^64: what the bias adds to limb 0.</summary>
    private const long EstimateBiasWrapped = unchecked((long)0xD000000000000000);

    private const long Mask51 = (1L << 51) - 1;

    public static int Lanes => 8;

    public static int Length => 40;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Load(ulong* r, ulong* limbs, int strideWords, ulong flip)
    {
        for (int lane = 0; lane < 8; lane++, limbs += strideWords)
        {
            r[lane] = limbs[0] ^ flip;
            r[8 + lane] = limbs[1];
            r[16 + lane] = limbs[2];
            r[24 + lane] = limbs[3];
            r[32 + lane] = limbs[4];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Store(ulong* limbs, int strideWords, ulong flip, ulong* a)
    {
        // Fresh limbs may be slightly negative; 2p makes them positive and the carry brings them back to size.
        ulong* t = stackalloc ulong[40];
        Vector512<long> c = Vector512.Create(2 * Mask51), mask = Vector512.Create(Mask51);
        Vector512<long> s0 = Get(a, 0) + Vector512.Create(2 * (Mask51 - 18)), s1 = Get(a, 1) + c, s2 = Get(a, 2) + c;
        Vector512<long> s3 = Get(a, 3) + c, s4 = Get(a, 4) + c;
        Vector512.Store((s0 & mask) + (s4 >> 51) * Vector512.Create(19L), (long*)t);
        Vector512.Store((s1 & mask) + (s0 >> 51), (long*)t + 8);
        Vector512.Store((s2 & mask) + (s1 >> 51), (long*)t + 16);
        Vector512.Store((s3 & mask) + (s2 >> 51), (long*)t + 24);
        Vector512.Store((s4 & mask) + (s3 >> 51), (long*)t + 32);
        for (int lane = 0; lane < 8; lane++, limbs += strideWords)
        {
            limbs[0] = t[lane] ^ flip;
            limbs[1] = t[8 + lane];
            limbs[2] = t[16 + lane];
            limbs[3] = t[24 + lane];
            limbs[4] = t[32 + lane];
        }
        new Span<ulong>(t, 40).Clear();
    }

    public static void Broadcast(ulong* r, in FieldElement a)
    {
        Put(r, 0, Vector512.Create((long)a.L0));
        Put(r, 1, Vector512.Create((long)a.L1));
        Put(r, 2, Vector512.Create((long)a.L2));
        Put(r, 3, Vector512.Create((long)a.L3));
        Put(r, 4, Vector512.Create((long)a.L4));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FromEncodings(ulong* r, byte* encodings)
    {
        ulong* w = (ulong*)encodings;
        for (int lane = 0; lane < 8; lane++, w += 4)
        {
            r[lane] = w[0];
            r[8 + lane] = w[1];
            r[16 + lane] = w[2];
            r[24 + lane] = w[3];
        }
        Vector512<long> w0 = Get(r, 0), w1 = Get(r, 1), w2 = Get(r, 2), w3 = Get(r, 3), mask = Vector512.Create(Mask51);
        Put(r, 0, w0 & mask);
        Put(r, 1, ((w0 >>> 51) | (w1 << 13)) & mask);
        Put(r, 2, ((w1 >>> 38) | (w2 << 26)) & mask);
        Put(r, 3, ((w2 >>> 25) | (w3 << 39)) & mask);
        Put(r, 4, (w3 >>> 12) & mask);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ToEncodings(byte* encodings, ulong* a)
    {
        ulong* t = stackalloc ulong[32];
        Canonical(a, out Vector512<long> l0, out Vector512<long> l1, out Vector512<long> l2, out Vector512<long> l3, out Vector512<long> l4);
        Vector512.Store(l0 | (l1 << 51), (long*)t);
        Vector512.Store((l1 >>> 13) | (l2 << 38), (long*)t + 8);
        Vector512.Store((l2 >>> 26) | (l3 << 25), (long*)t + 16);
        Vector512.Store((l3 >>> 39) | (l4 << 12), (long*)t + 24);
        ulong* w = (ulong*)encodings;
        for (int lane = 0; lane < 8; lane++, w += 4)
        {
            w[0] = t[lane];
            w[1] = t[8 + lane];
            w[2] = t[16 + lane];
            w[3] = t[24 + lane];
        }
        new Span<ulong>(t, 32).Clear();
    }

    public static void Add(ulong* r, ulong* a, ulong* b)
    {
        PutAll(r, Get(a, 0) + Get(b, 0), Get(a, 1) + Get(b, 1), Get(a, 2) + Get(b, 2), Get(a, 3) + Get(b, 3), Get(a, 4) + Get(b, 4));
    }

    public static void Subtract(ulong* r, ulong* a, ulong* b)
    {
        PutAll(r, Get(a, 0) - Get(b, 0), Get(a, 1) - Get(b, 1), Get(a, 2) - Get(b, 2), Get(a, 3) - Get(b, 3), Get(a, 4) - Get(b, 4));
    }

    public static void Carry(ulong* r, ulong* a)
    {
        Vector512<long> s0 = Get(a, 0), s1 = Get(a, 1), s2 = Get(a, 2), s3 = Get(a, 3), s4 = Get(a, 4), mask = Vector512.Create(Mask51);
        Put(r, 0, (s0 & mask) + (s4 >> 51) * Vector512.Create(19L));
        Put(r, 1, (s1 & mask) + (s0 >> 51));
        Put(r, 2, (s2 & mask) + (s1 >> 51));
        Put(r, 3, (s3 & mask) + (s2 >> 51));
        Put(r, 4, (s4 & mask) + (s3 >> 51));
    }

    public static void Select(ulong* r, ulong* a, ulong* b, ulong* mask)
    {
        Vector512<long> m = Get(mask, 0);
        Put(r, 0, Vector512.ConditionalSelect(m, Get(b, 0), Get(a, 0)));
        Put(r, 1, Vector512.ConditionalSelect(m, Get(b, 1), Get(a, 1)));
        Put(r, 2, Vector512.ConditionalSelect(m, Get(b, 2), Get(a, 2)));
        Put(r, 3, Vector512.ConditionalSelect(m, Get(b, 3), Get(a, 3)));
        Put(r, 4, Vector512.ConditionalSelect(m, Get(b, 4), Get(a, 4)));
    }

    public static void SwapIf(ulong* a, ulong* b, ulong* mask)
    {
        Vector512<long> m = Get(mask, 0);
        SwapLimbIf(a, b, m);
        SwapLimbIf(a + 8, b + 8, m);
        SwapLimbIf(a + 16, b + 16, m);
        SwapLimbIf(a + 24, b + 24, m);
        SwapLimbIf(a + 32, b + 32, m);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SwapLimbIf(ulong* a, ulong* b, Vector512<long> m)
    {
        Vector512<long> x = Get(a, 0), y = Get(b, 0), d = (x ^ y) & m;
        Put(a, 0, x ^ d);
        Put(b, 0, y ^ d);
    }

    public static void NegateIf(ulong* r, ulong* a, ulong* mask)
    {
        Vector512<long> m = Get(mask, 0);
        Put(r, 0, (Get(a, 0) ^ m) - m);
        Put(r, 1, (Get(a, 1) ^ m) - m);
        Put(r, 2, (Get(a, 2) ^ m) - m);
        Put(r, 3, (Get(a, 3) ^ m) - m);
        Put(r, 4, (Get(a, 4) ^ m) - m);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void IsZero(ulong* mask, ulong* a)
    {
        Canonical(a, out Vector512<long> l0, out Vector512<long> l1, out Vector512<long> l2, out Vector512<long> l3, out Vector512<long> l4);
        Put(mask, 0, Vector512.Equals(l0 | l1 | l2 | l3 | l4, Vector512<long>.Zero));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void IsNegative(ulong* mask, ulong* a)
    {
        Canonical(a, out Vector512<long> l0, out _, out _, out _, out _);
        Put(mask, 0, Vector512<long>.Zero - (l0 & Vector512<long>.One));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Scan(ulong* r, ulong* table, int entries, int length, ulong* index)
    {
        Vector512<long> wanted = Get(index, 0);
        // Four vectors at a time share each entry's mask.
        for (int v = 0; v < length; v += 32)
        {
            ulong* t = table + v;
            Vector512<long> r0 = Vector512<long>.Zero, r1 = r0, r2 = r0, r3 = r0;
            for (int e = 0; e < entries; e++, t += length)
            {
                Vector512<long> m = Vector512.Equals(wanted, Vector512.Create((long)e));
                r0 |= m & Get(t, 0);
                r1 |= m & Get(t, 1);
                r2 |= m & Get(t, 2);
                r3 |= m & Get(t, 3);
            }
            Put(r + v, 0, r0);
            Put(r + v, 1, r1);
            Put(r + v, 2, r2);
            Put(r + v, 3, r3);
        }
    }

    public static void Digit(ulong* magnitude, ulong* sign, ulong* words, int bit, int width)
    {
        int word = bit >> 6, shift = bit & 63;
        Vector512<long> d = Get(words, word) >>> shift;
        if (shift + width > 64) d |= Get(words, word + 1) << (64 - shift);
        d = (d & Vector512.Create((1L << width) - 1)) - Vector512.Create(1L << (width - 1));
        Vector512<long> s = d >> 63;
        Put(sign, 0, s);
        Put(magnitude, 0, (d ^ s) - s);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ScanShared(ulong* r, ulong* table, ulong* index)
    {
        // Both halves of the table's 16 entries sit in two registers; the permutation picks by index without touching memory by it.
        Vector512<long> i = Get(index, 0), zero = Vector512.Equals(i, Vector512<long>.Zero);
        i -= Vector512<long>.One;
        for (int l = 0; l < 15; l++, table += 16)
        {
            Put(r, l, Vector512.AndNot(Avx512F.PermuteVar8x64x2(Get(table, 0), i, Get(table, 1)), zero));
        }
        Vector512<long> one = zero & Vector512<long>.One;
        Put(r, 0, Get(r, 0) | one);
        Put(r, 5, Get(r, 5) | one);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Canonical(
        ulong* a, out Vector512<long> l0, out Vector512<long> l1, out Vector512<long> l2, out Vector512<long> l3, out Vector512<long> l4)
    {
        Vector512<long> mask = Vector512.Create(Mask51), nineteen = Vector512.Create(19L);
        l0 = Get(a, 0); l1 = Get(a, 1); l2 = Get(a, 2); l3 = Get(a, 3); l4 = Get(a, 4);
        for (int pass = 0; pass < 2; pass++)
        {
            l1 += l0 >> 51; l0 &= mask;
            l2 += l1 >> 51; l1 &= mask;
            l3 += l2 >> 51; l2 &= mask;
            l4 += l3 >> 51; l3 &= mask;
            l0 += (l4 >> 51) * nineteen; l4 &= mask;
        }
        // Now in 0 .. 2^255 - 1. The value is at least p exactly when adding 19 carries out of the top limb.
        Vector512<long> q = (l0 + nineteen) >> 51;
        q = (l1 + q) >> 51;
        q = (l2 + q) >> 51;
        q = (l3 + q) >> 51;
        q = (l4 + q) >> 51;
        l0 += q * nineteen;
        l1 += l0 >> 51; l0 &= mask;
        l2 += l1 >> 51; l1 &= mask;
        l3 += l2 >> 51; l2 &= mask;
        l4 += l3 >> 51; l3 &= mask;
        l4 &= mask;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<long> Get(ulong* p, int i) => Vector512.Load((long*)p + (8 * i));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(ulong* p, int i, Vector512<long> v) => Vector512.Store(v, (long*)p + (8 * i));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void PutAll(
        ulong* p, Vector512<long> v0, Vector512<long> v1, Vector512<long> v2, Vector512<long> v3, Vector512<long> v4)
    {
        Put(p, 0, v0);
        Put(p, 1, v1);
        Put(p, 2, v2);
        Put(p, 3, v3);
        Put(p, 4, v4);
    }
}
