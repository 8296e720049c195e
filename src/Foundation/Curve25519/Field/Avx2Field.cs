// Four field elements side by side in 256-bit registers: loads, stores, sums, masks and table scans (docs/field-arithmetic.md).
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MobileCoin.Curve25519.Field;

/// <summary>Four lanes of ten signed limbs of 26 and 25 bits in turn; limb l of lane i is word 4 * l + i, sign-extended.</summary>
internal readonly unsafe partial struct Avx2Field : ILaneField
{
    private const long Mask26 = (1L << 26) - 1;

    public static int Lanes => 4;

    public static int Length => 40;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Load(ulong* r, ulong* limbs, int strideWords, ulong flip)
    {
        for (int lane = 0; lane < 4; lane++, limbs += strideWords)
        {
            r[lane] = limbs[0] ^ flip;
            r[8 + lane] = limbs[1];
            r[16 + lane] = limbs[2];
            r[24 + lane] = limbs[3];
            r[32 + lane] = limbs[4];
        }
        Split(r);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Store(ulong* limbs, int strideWords, ulong flip, ulong* a)
    {
        for (int lane = 0; lane < 4; lane++, limbs += strideWords)
        {
            FieldElement e = Element(a, lane);
            limbs[0] = e.L0 ^ flip;
            limbs[1] = e.L1;
            limbs[2] = e.L2;
            limbs[3] = e.L3;
            limbs[4] = e.L4;
        }
    }

    public static void Broadcast(ulong* r, in FieldElement a)
    {
        Put(r, 0, Vector256.Create((long)a.L0));
        Put(r, 2, Vector256.Create((long)a.L1));
        Put(r, 4, Vector256.Create((long)a.L2));
        Put(r, 6, Vector256.Create((long)a.L3));
        Put(r, 8, Vector256.Create((long)a.L4));
        Split(r);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FromEncodings(ulong* r, byte* encodings)
    {
        ulong* w = (ulong*)encodings;
        for (int lane = 0; lane < 4; lane++, w += 4)
        {
            FieldElement e = FieldElement.FromWords(w[0], w[1], w[2], w[3]);
            r[lane] = e.L0;
            r[8 + lane] = e.L1;
            r[16 + lane] = e.L2;
            r[24 + lane] = e.L3;
            r[32 + lane] = e.L4;
        }
        Split(r);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ToEncodings(byte* encodings, ulong* a)
    {
        for (int lane = 0; lane < 4; lane++)
        {
            Element(a, lane).ToBytes(new Span<byte>(encodings + (lane * FieldElement.Bytes), FieldElement.Bytes));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(ulong* r, ulong* a, ulong* b)
    {
        for (int l = 0; l < 10; l++) Put(r, l, Get(a, l) + Get(b, l));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Subtract(ulong* r, ulong* a, ulong* b)
    {
        for (int l = 0; l < 10; l++) Put(r, l, Get(a, l) - Get(b, l));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Carry(ulong* r, ulong* a)
    {
        Vector256<long> h0 = Get(a, 0), h1 = Get(a, 1), h2 = Get(a, 2), h3 = Get(a, 3), h4 = Get(a, 4);
        Vector256<long> h5 = Get(a, 5), h6 = Get(a, 6), h7 = Get(a, 7), h8 = Get(a, 8), h9 = Get(a, 9);
        CarryChain(ref h0, ref h1, ref h2, ref h3, ref h4, ref h5, ref h6, ref h7, ref h8, ref h9);
        PutAll(r, h0, h1, h2, h3, h4, h5, h6, h7, h8, h9);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Select(ulong* r, ulong* a, ulong* b, ulong* mask)
    {
        Vector256<long> m = Get(mask, 0);
        for (int l = 0; l < 10; l++) Put(r, l, Vector256.ConditionalSelect(m, Get(b, l), Get(a, l)));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SwapIf(ulong* a, ulong* b, ulong* mask)
    {
        Vector256<long> m = Get(mask, 0);
        for (int l = 0; l < 10; l++)
        {
            Vector256<long> x = Get(a, l), y = Get(b, l), d = (x ^ y) & m;
            Put(a, l, x ^ d);
            Put(b, l, y ^ d);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void NegateIf(ulong* r, ulong* a, ulong* mask)
    {
        Vector256<long> m = Get(mask, 0);
        for (int l = 0; l < 10; l++) Put(r, l, (Get(a, l) ^ m) - m);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void IsZero(ulong* mask, ulong* a)
    {
        for (int lane = 0; lane < 4; lane++) mask[lane] = Element(a, lane).IsZeroMask();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void IsNegative(ulong* mask, ulong* a)
    {
        for (int lane = 0; lane < 4; lane++) mask[lane] = Element(a, lane).IsNegativeMask();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Scan(ulong* r, ulong* table, int entries, int length, ulong* index)
    {
        Vector256<long> wanted = Get(index, 0);
        for (int v = 0; v < length; v += 16)
        {
            ulong* t = table + v;
            Vector256<long> r0 = Vector256<long>.Zero, r1 = r0, r2 = r0, r3 = r0;
            for (int e = 0; e < entries; e++, t += length)
            {
                Vector256<long> m = Vector256.Equals(wanted, Vector256.Create((long)e));
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
        Vector256<long> d = Get(words, word) >>> shift;
        if (shift + width > 64) d |= Get(words, word + 1) << (64 - shift);
        d = (d & Vector256.Create((1L << width) - 1)) - Vector256.Create(1L << (width - 1));
        Vector256<long> s = Vector256.LessThan(d, Vector256<long>.Zero);
        Put(sign, 0, s);
        Put(magnitude, 0, (d ^ s) - s);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ScanShared(ulong* r, ulong* table, ulong* index)
    {
        Vector256<long> i = Get(index, 0), one = Vector256.Equals(i, Vector256<long>.Zero) & Vector256<long>.One;
        for (int element = 0; element < 3; element++, r += Length)
        {
            for (int limb = 0; limb < 5; limb++, table += 16)
            {
                Vector256<long> found = Vector256<long>.Zero;
                for (int e = 0; e < 16; e++) found |= Vector256.Equals(i, Vector256.Create(e + 1L)) & Vector256.Create((long)table[e]);
                Put(r, 2 * limb, found);
            }
            if (element < 2) Put(r, 0, Get(r, 0) | one);
            Split(r);
        }
    }

    /// <summary>Splits limbs of 51 bits, which stand at the even places, in two each and balances them.</summary>
    private static void Split(ulong* r)
    {
        for (int l = 0; l < 10; l += 2)
        {
            Vector256<long> limb = Get(r, l);
            Put(r, l, limb & Vector256.Create(Mask26));
            Put(r, l + 1, limb >>> 26);
        }
        Carry(r, r);
    }

    /// <summary>One lane as limbs of 51 bits; 8p makes every limb of a sum of up to four terms positive.</summary>
    private static FieldElement Element(ulong* a, int lane)
    {
        const ulong Mask51 = (1UL << 51) - 1;
        var e = new FieldElement(
            a[lane] + (a[4 + lane] << 26) + (8 * (Mask51 - 18)),
            a[8 + lane] + (a[12 + lane] << 26) + (8 * Mask51),
            a[16 + lane] + (a[20 + lane] << 26) + (8 * Mask51),
            a[24 + lane] + (a[28 + lane] << 26) + (8 * Mask51),
            a[32 + lane] + (a[36 + lane] << 26) + (8 * Mask51));
        FieldElement.Carry(ref e);
        return e;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void PutAll(
        ulong* p, Vector256<long> v0, Vector256<long> v1, Vector256<long> v2, Vector256<long> v3, Vector256<long> v4,
        Vector256<long> v5, Vector256<long> v6, Vector256<long> v7, Vector256<long> v8, Vector256<long> v9)
    {
        Put(p, 0, v0);
        Put(p, 1, v1);
        Put(p, 2, v2);
        Put(p, 3, v3);
        Put(p, 4, v4);
        Put(p, 5, v5);
        Put(p, 6, v6);
        Put(p, 7, v7);
        Put(p, 8, v8);
        Put(p, 9, v9);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<long> Get(ulong* p, int i) => Vector256.Load((long*)p + (4 * i));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(ulong* p, int i, Vector256<long> v) => Vector256.Store(v, (long*)p + (4 * i));
}
