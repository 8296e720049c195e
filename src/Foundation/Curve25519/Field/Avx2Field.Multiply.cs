// Multiplication and squaring modulo 2^255 - 19 in four lanes of ten signed limbs (docs/field-arithmetic.md, "AVX2").
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MobileCoin.Curve25519.Field;

// AVX2 multiplies 32 by 32 bits, so an element is ten limbs of 26 and 25 bits in turn, as in the reference implementation of Ed25519: a
// product of two odd limbs counts twice (their weights' halves add up) and what passes 2^255 counts 19 times. The second operand
// holds its limbs times 19, which is why it may be less large than the first.
internal readonly unsafe partial struct Avx2Field
{
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(ulong* r, ulong* a, ulong* b)
    {
        ulong* b19 = stackalloc ulong[40];
        Vector256<long> nineteen = Vector256.Create(19L), d;
        for (int l = 1; l < 10; l++) Put(b19, l, Product(Get(b, l), nineteen));
        Vector256<long> x = Get(a, 0);
        Vector256<long> h0 = Product(x, Get(b, 0)), h1 = Product(x, Get(b, 1)), h2 = Product(x, Get(b, 2)), h3 = Product(x, Get(b, 3)), h4 = Product(x, Get(b, 4));
        Vector256<long> h5 = Product(x, Get(b, 5)), h6 = Product(x, Get(b, 6)), h7 = Product(x, Get(b, 7)), h8 = Product(x, Get(b, 8)), h9 = Product(x, Get(b, 9));

        x = Get(a, 1);
        d = x + x;
        h0 += Product(d, Get(b19, 9)); h1 += Product(x, Get(b, 0)); h2 += Product(d, Get(b, 1)); h3 += Product(x, Get(b, 2));
        h4 += Product(d, Get(b, 3)); h5 += Product(x, Get(b, 4)); h6 += Product(d, Get(b, 5)); h7 += Product(x, Get(b, 6));
        h8 += Product(d, Get(b, 7)); h9 += Product(x, Get(b, 8));

        x = Get(a, 2);
        h0 += Product(x, Get(b19, 8)); h1 += Product(x, Get(b19, 9)); h2 += Product(x, Get(b, 0)); h3 += Product(x, Get(b, 1));
        h4 += Product(x, Get(b, 2)); h5 += Product(x, Get(b, 3)); h6 += Product(x, Get(b, 4)); h7 += Product(x, Get(b, 5));
        h8 += Product(x, Get(b, 6)); h9 += Product(x, Get(b, 7));

        x = Get(a, 3);
        d = x + x;
        h0 += Product(d, Get(b19, 7)); h1 += Product(x, Get(b19, 8)); h2 += Product(d, Get(b19, 9)); h3 += Product(x, Get(b, 0));
        h4 += Product(d, Get(b, 1)); h5 += Product(x, Get(b, 2)); h6 += Product(d, Get(b, 3)); h7 += Product(x, Get(b, 4));
        h8 += Product(d, Get(b, 5)); h9 += Product(x, Get(b, 6));

        x = Get(a, 4);
        h0 += Product(x, Get(b19, 6)); h1 += Product(x, Get(b19, 7)); h2 += Product(x, Get(b19, 8)); h3 += Product(x, Get(b19, 9));
        h4 += Product(x, Get(b, 0)); h5 += Product(x, Get(b, 1)); h6 += Product(x, Get(b, 2)); h7 += Product(x, Get(b, 3));
        h8 += Product(x, Get(b, 4)); h9 += Product(x, Get(b, 5));

        x = Get(a, 5);
        d = x + x;
        h0 += Product(d, Get(b19, 5)); h1 += Product(x, Get(b19, 6)); h2 += Product(d, Get(b19, 7)); h3 += Product(x, Get(b19, 8));
        h4 += Product(d, Get(b19, 9)); h5 += Product(x, Get(b, 0)); h6 += Product(d, Get(b, 1)); h7 += Product(x, Get(b, 2));
        h8 += Product(d, Get(b, 3)); h9 += Product(x, Get(b, 4));

        x = Get(a, 6);
        h0 += Product(x, Get(b19, 4)); h1 += Product(x, Get(b19, 5)); h2 += Product(x, Get(b19, 6)); h3 += Product(x, Get(b19, 7));
        h4 += Product(x, Get(b19, 8)); h5 += Product(x, Get(b19, 9)); h6 += Product(x, Get(b, 0)); h7 += Product(x, Get(b, 1));
        h8 += Product(x, Get(b, 2)); h9 += Product(x, Get(b, 3));

        x = Get(a, 7);
        d = x + x;
        h0 += Product(d, Get(b19, 3)); h1 += Product(x, Get(b19, 4)); h2 += Product(d, Get(b19, 5)); h3 += Product(x, Get(b19, 6));
        h4 += Product(d, Get(b19, 7)); h5 += Product(x, Get(b19, 8)); h6 += Product(d, Get(b19, 9)); h7 += Product(x, Get(b, 0));
        h8 += Product(d, Get(b, 1)); h9 += Product(x, Get(b, 2));

        x = Get(a, 8);
        h0 += Product(x, Get(b19, 2)); h1 += Product(x, Get(b19, 3)); h2 += Product(x, Get(b19, 4)); h3 += Product(x, Get(b19, 5));
        h4 += Product(x, Get(b19, 6)); h5 += Product(x, Get(b19, 7)); h6 += Product(x, Get(b19, 8)); h7 += Product(x, Get(b19, 9));
        h8 += Product(x, Get(b, 0)); h9 += Product(x, Get(b, 1));

        x = Get(a, 9);
        d = x + x;
        h0 += Product(d, Get(b19, 1)); h1 += Product(x, Get(b19, 2)); h2 += Product(d, Get(b19, 3)); h3 += Product(x, Get(b19, 4));
        h4 += Product(d, Get(b19, 5)); h5 += Product(x, Get(b19, 6)); h6 += Product(d, Get(b19, 7)); h7 += Product(x, Get(b19, 8));
        h8 += Product(d, Get(b19, 9)); h9 += Product(x, Get(b, 0));

        CarryChain(ref h0, ref h1, ref h2, ref h3, ref h4, ref h5, ref h6, ref h7, ref h8, ref h9);
        PutAll(r, h0, h1, h2, h3, h4, h5, h6, h7, h8, h9);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void SquareTimes(ulong* r, ulong* a, int n)
    {
        ulong* t19 = stackalloc ulong[40];
        ulong* t = a;
        do
        {
            Vector256<long> nineteen = Vector256.Create(19L), x, d, q;
            Vector256<long> h0, h1, h2, h3, h4, h5, h6, h7, h8, h9;
            for (int l = 5; l < 10; l++) Put(t19, l, Product(Get(t, l), nineteen));
            x = Get(t, 0);
            d = x + x;
            h0 = Product(x, x); h1 = Product(d, Get(t, 1)); h2 = Product(d, Get(t, 2)); h3 = Product(d, Get(t, 3));
            h4 = Product(d, Get(t, 4)); h5 = Product(d, Get(t, 5)); h6 = Product(d, Get(t, 6)); h7 = Product(d, Get(t, 7));
            h8 = Product(d, Get(t, 8)); h9 = Product(d, Get(t, 9));
            x = Get(t, 1);
            d = x + x;
            q = d + d;
            h2 += Product(d, x); h3 += Product(d, Get(t, 2)); h4 += Product(q, Get(t, 3)); h5 += Product(d, Get(t, 4));
            h6 += Product(q, Get(t, 5)); h7 += Product(d, Get(t, 6)); h8 += Product(q, Get(t, 7)); h9 += Product(d, Get(t, 8));
            h0 += Product(q, Get(t19, 9));
            x = Get(t, 2);
            d = x + x;
            h4 += Product(x, x); h5 += Product(d, Get(t, 3)); h6 += Product(d, Get(t, 4)); h7 += Product(d, Get(t, 5));
            h8 += Product(d, Get(t, 6)); h9 += Product(d, Get(t, 7)); h0 += Product(d, Get(t19, 8)); h1 += Product(d, Get(t19, 9));
            x = Get(t, 3);
            d = x + x;
            q = d + d;
            h6 += Product(d, x); h7 += Product(d, Get(t, 4)); h8 += Product(q, Get(t, 5)); h9 += Product(d, Get(t, 6));
            h0 += Product(q, Get(t19, 7)); h1 += Product(d, Get(t19, 8)); h2 += Product(q, Get(t19, 9));
            x = Get(t, 4);
            d = x + x;
            h8 += Product(x, x); h9 += Product(d, Get(t, 5)); h0 += Product(d, Get(t19, 6)); h1 += Product(d, Get(t19, 7));
            h2 += Product(d, Get(t19, 8)); h3 += Product(d, Get(t19, 9));
            x = Get(t, 5);
            d = x + x;
            q = d + d;
            h0 += Product(d, Get(t19, 5)); h1 += Product(d, Get(t19, 6)); h2 += Product(q, Get(t19, 7)); h3 += Product(d, Get(t19, 8));
            h4 += Product(q, Get(t19, 9));
            x = Get(t, 6);
            d = x + x;
            h2 += Product(x, Get(t19, 6)); h3 += Product(d, Get(t19, 7)); h4 += Product(d, Get(t19, 8)); h5 += Product(d, Get(t19, 9));
            x = Get(t, 7);
            d = x + x;
            q = d + d;
            h4 += Product(d, Get(t19, 7)); h5 += Product(d, Get(t19, 8)); h6 += Product(q, Get(t19, 9));
            x = Get(t, 8);
            d = x + x;
            h6 += Product(x, Get(t19, 8)); h7 += Product(d, Get(t19, 9));
            x = Get(t, 9);
            d = x + x;
            h8 += Product(d, Get(t19, 9));
            CarryChain(ref h0, ref h1, ref h2, ref h3, ref h4, ref h5, ref h6, ref h7, ref h8, ref h9);
            PutAll(r, h0, h1, h2, h3, h4, h5, h6, h7, h8, h9);
            t = r;
        }
        while (--n > 0);
    }

    public static void SquareTimesPair(ulong* r, ulong* a, int n)
    {
        SquareTimes(r, a, n);
        SquareTimes(r + Length, a + Length, n);
    }

    /// <summary>Brings limbs below 2^62 back to a little over 25 and 24 bits in magnitude, in two interleaved chains.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CarryChain(
        ref Vector256<long> h0, ref Vector256<long> h1, ref Vector256<long> h2, ref Vector256<long> h3, ref Vector256<long> h4,
        ref Vector256<long> h5, ref Vector256<long> h6, ref Vector256<long> h7, ref Vector256<long> h8, ref Vector256<long> h9)
    {
        CarryEven(ref h0, ref h1);
        CarryEven(ref h4, ref h5);
        CarryOdd(ref h1, ref h2);
        CarryOdd(ref h5, ref h6);
        CarryEven(ref h2, ref h3);
        CarryEven(ref h6, ref h7);
        CarryOdd(ref h3, ref h4);
        CarryOdd(ref h7, ref h8);
        CarryEven(ref h4, ref h5);
        CarryEven(ref h8, ref h9);
        // Out of the top limb a carry counts 19 times.
        Vector256<long> c = ShiftRight(h9, 25);
        h9 -= c << 25;
        h0 += (c << 4) + (c << 1) + c;
        CarryEven(ref h0, ref h1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CarryEven(ref Vector256<long> low, ref Vector256<long> high)
    {
        Vector256<long> c = ShiftRight(low, 26);
        high += c;
        low -= c << 26;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CarryOdd(ref Vector256<long> low, ref Vector256<long> high)
    {
        Vector256<long> c = ShiftRight(low, 25);
        high += c;
        low -= c << 25;
    }

    /// <summary>The nearest integer to v / 2^bits. AVX2 has no arithmetic shift of 64 bits: 2^63 is added before and taken off after.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<long> ShiftRight(Vector256<long> v, int bits) =>
        ((v + Vector256.Create(long.MinValue + (1L << (bits - 1)))) >>> bits) - Vector256.Create(1L << (63 - bits));

    /// <summary>The 64-bit product of the low 32 bits, signed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<long> Product(Vector256<long> a, Vector256<long> b) => Avx2.Multiply(a.AsInt32(), b.AsInt32());
}
