// One field element in portable 64-bit code: the backend that every other one is tested against.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MobileCoin.Curve25519.Field;

/// <summary>One lane: the five limbs of a <see cref="FieldElement"/>, padded to eight words.</summary>
internal readonly unsafe struct PlainField : ILaneField
{
    public static int Lanes => 1;

    public static int Length => 8;

    public static void Load(ulong* r, ulong* limbs, int strideWords, ulong flip)
    {
        *(FieldElement*)r = *(FieldElement*)limbs;
        r[0] ^= flip;
    }

    public static void Store(ulong* limbs, int strideWords, ulong flip, ulong* a)
    {
        *(FieldElement*)limbs = *(FieldElement*)a;
        limbs[0] ^= flip;
    }

    public static void Broadcast(ulong* r, in FieldElement a) => *(FieldElement*)r = a;

    public static void FromEncodings(ulong* r, byte* encodings)
    {
        ulong* w = (ulong*)encodings;
        *(FieldElement*)r = FieldElement.FromWords(w[0], w[1], w[2], w[3]);
    }

    public static void ToEncodings(byte* encodings, ulong* a) => ((FieldElement*)a)->ToBytes(new Span<byte>(encodings, FieldElement.Bytes));

    public static void Multiply(ulong* r, ulong* a, ulong* b) =>
        FieldElement.Multiply(ref *(FieldElement*)r, *(FieldElement*)a, *(FieldElement*)b);

    public static void SquareTimes(ulong* r, ulong* a, int n) => FieldElement.SquareTimes(ref *(FieldElement*)r, *(FieldElement*)a, n);

    public static void SquareTimesPair(ulong* r, ulong* a, int n)
    {
        SquareTimes(r, a, n);
        SquareTimes(r + Length, a + Length, n);
    }

    public static void Add(ulong* r, ulong* a, ulong* b) => FieldElement.Add(ref *(FieldElement*)r, *(FieldElement*)a, *(FieldElement*)b);

    public static void Subtract(ulong* r, ulong* a, ulong* b) =>
        FieldElement.Subtract(ref *(FieldElement*)r, *(FieldElement*)a, *(FieldElement*)b);

    /// <summary>Sums carry as they are made here, so there is nothing left to do.</summary>
    public static void Carry(ulong* r, ulong* a) => *(FieldElement*)r = *(FieldElement*)a;

    public static void Select(ulong* r, ulong* a, ulong* b, ulong* mask) =>
        FieldElement.Select(ref *(FieldElement*)r, *(FieldElement*)a, *(FieldElement*)b, *mask);

    public static void SwapIf(ulong* a, ulong* b, ulong* mask)
    {
        for (int l = 0; l < 5; l++)
        {
            ulong d = (a[l] ^ b[l]) & *mask;
            a[l] ^= d;
            b[l] ^= d;
        }
    }

    public static void NegateIf(ulong* r, ulong* a, ulong* mask)
    {
        FieldElement negated = default;
        FieldElement.Subtract(ref negated, default, *(FieldElement*)a);
        FieldElement.Select(ref *(FieldElement*)r, *(FieldElement*)a, negated, *mask);
    }

    public static void IsZero(ulong* mask, ulong* a) => *mask = ((FieldElement*)a)->IsZeroMask();

    public static void IsNegative(ulong* mask, ulong* a) => *mask = ((FieldElement*)a)->IsNegativeMask();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Scan(ulong* r, ulong* table, int entries, int length, ulong* index)
    {
        // 128-bit vectors are part of every 64-bit machine that the runtime supports.
        for (int w = 0; w < length; w += 8)
        {
            ulong* t = table + w;
            Vector128<ulong> r0 = Vector128<ulong>.Zero, r1 = r0, r2 = r0, r3 = r0;
            for (int e = 0; e < entries; e++, t += length)
            {
                Vector128<ulong> m = Vector128.Create(EqualMask(*index, (ulong)e));
                r0 |= m & Vector128.Load(t);
                r1 |= m & Vector128.Load(t + 2);
                r2 |= m & Vector128.Load(t + 4);
                r3 |= m & Vector128.Load(t + 6);
            }
            Vector128.Store(r0, r + w);
            Vector128.Store(r1, r + w + 2);
            Vector128.Store(r2, r + w + 4);
            Vector128.Store(r3, r + w + 6);
        }
    }

    public static void Digit(ulong* magnitude, ulong* sign, ulong* words, int bit, int width)
    {
        int word = bit >> 6, shift = bit & 63;
        ulong d = words[word] >> shift;
        if (shift + width > 64) d |= words[word + 1] << (64 - shift);
        long v = (long)(d & ((1UL << width) - 1)) - (1L << (width - 1));
        long s = v >> 63;
        *sign = (ulong)s;
        *magnitude = (ulong)((v ^ s) - s);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ScanShared(ulong* r, ulong* table, ulong* index)
    {
        ulong zero = EqualMask(*index, 0);
        Vector128<ulong>* masks = stackalloc Vector128<ulong>[8];
        for (int e = 0; e < 8; e++)
        {
            masks[e] = Vector128.Create(EqualMask(*index, (ulong)((2 * e) + 1)), EqualMask(*index, (ulong)((2 * e) + 2)));
        }
        for (int element = 0; element < 3; element++)
        {
            for (int limb = 0; limb < 5; limb++, table += 16)
            {
                Vector128<ulong> found = masks[0] & Vector128.Load(table);
                for (int e = 1; e < 8; e++) found |= masks[e] & Vector128.Load(table + (2 * e));
                r[(8 * element) + limb] = found[0] | found[1];
            }
        }
        r[0] |= zero & 1;
        r[8] |= zero & 1;
    }

    /// <summary>All ones if a equals b, else zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong EqualMask(ulong a, ulong b)
    {
        ulong x = a ^ b;
        return ((x | (0 - x)) >> 63) - 1;
    }
}
