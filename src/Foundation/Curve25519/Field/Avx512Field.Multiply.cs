// Multiplication and squaring modulo 2^255 - 19 in eight 64-bit lanes (docs/field-arithmetic.md, "Eight lanes").
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MobileCoin.Curve25519.Field;

// T_k is the exact, 19-folded column sum of weight 2^(51k). s_k holds T_k modulo 2^64 (wrapping products); h_k is a chain of
// double-precision multiply-adds on the same operands that starts at 1.5 * 2^112, so its low bits are an estimate of T_k / 2^60.
// s_k - (h_k << 60) + (h_(k-1) << 9) is exact modulo 2^64 and small, hence exact; how the estimate was rounded cannot matter.
// Rows, not columns: written in this order everything fits 32 registers, in column order the compiler spills 80 times.
internal readonly unsafe partial struct Avx512Field
{
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(ulong* r, ulong* a, ulong* b)
    {
        Vector512<long> a0 = Get(a, 0), a1 = Get(a, 1), a2 = Get(a, 2), a3 = Get(a, 3), a4 = Get(a, 4);
        Product(ref a0, ref a1, ref a2, ref a3, ref a4, Get(b, 0), Get(b, 1), Get(b, 2), Get(b, 3), Get(b, 4));
        PutAll(r, a0, a1, a2, a3, a4);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void SquareTimes(ulong* r, ulong* a, int n)
    {
        Vector512<long> a0 = Get(a, 0), a1 = Get(a, 1), a2 = Get(a, 2), a3 = Get(a, 3), a4 = Get(a, 4);
        do
        {
            Square(ref a0, ref a1, ref a2, ref a3, ref a4);
        }
        while (--n > 0);
        PutAll(r, a0, a1, a2, a3, a4);
    }

    // Two independent chains in one loop: each fills the other's waits, and neither is stored or loaded between squarings.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void SquareTimesPair(ulong* r, ulong* a, int n)
    {
        Vector512<long> a0 = Get(a, 0), a1 = Get(a, 1), a2 = Get(a, 2), a3 = Get(a, 3), a4 = Get(a, 4);
        Vector512<long> b0 = Get(a, 5), b1 = Get(a, 6), b2 = Get(a, 7), b3 = Get(a, 8), b4 = Get(a, 9);
        do
        {
            Square(ref a0, ref a1, ref a2, ref a3, ref a4);
            Square(ref b0, ref b1, ref b2, ref b3, ref b4);
        }
        while (--n > 0);
        PutAll(r, a0, a1, a2, a3, a4);
        PutAll(r + 40, b0, b1, b2, b3, b4);
    }

    /// <summary>a = a^2. </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Square(
        ref Vector512<long> a0, ref Vector512<long> a1, ref Vector512<long> a2, ref Vector512<long> a3, ref Vector512<long> a4)
    {
        Vector512<double> bias = Vector512.Create(EstimateBias);
        Vector512<double> e0 = Vector512.ConvertToDouble(a0), e1 = Vector512.ConvertToDouble(a1), e2 = Vector512.ConvertToDouble(a2);
        Vector512<double> e3 = Vector512.ConvertToDouble(a3), e4 = Vector512.ConvertToDouble(a4);

        Vector512<long> d = a0 + a0;
        Vector512<double> f = e0 + e0;
        Vector512<long> s0 = a0 * a0, s1 = d * a1, s2 = d * a2, s3 = d * a3, s4 = d * a4;
        Vector512<double> h0 = Vector512.FusedMultiplyAdd(e0, e0, bias), h1 = Vector512.FusedMultiplyAdd(f, e1, bias);
        Vector512<double> h2 = Vector512.FusedMultiplyAdd(f, e2, bias), h3 = Vector512.FusedMultiplyAdd(f, e3, bias);
        Vector512<double> h4 = Vector512.FusedMultiplyAdd(f, e4, bias);

        d = a1 + a1;
        f = e1 + e1;
        Vector512<long> t = a4 * Vector512.Create(19L);
        Vector512<double> u = e4 * Vector512.Create(19.0);
        s2 += a1 * a1; s3 += d * a2; s4 += d * a3; s0 += d * t;
        h2 = Vector512.FusedMultiplyAdd(e1, e1, h2); h3 = Vector512.FusedMultiplyAdd(f, e2, h3);
        h4 = Vector512.FusedMultiplyAdd(f, e3, h4); h0 = Vector512.FusedMultiplyAdd(f, u, h0);

        d = a2 + a2;
        f = e2 + e2;
        s4 += a2 * a2; s1 += d * t; s3 += a4 * t;
        h4 = Vector512.FusedMultiplyAdd(e2, e2, h4); h1 = Vector512.FusedMultiplyAdd(f, u, h1);
        h3 = Vector512.FusedMultiplyAdd(e4, u, h3);

        s2 += (a3 + a3) * t;
        h2 = Vector512.FusedMultiplyAdd(e3 + e3, u, h2);
        t = a3 * Vector512.Create(19L);
        u = e3 * Vector512.Create(19.0);
        s0 += d * t; s1 += a3 * t;
        h0 = Vector512.FusedMultiplyAdd(f, u, h0); h1 = Vector512.FusedMultiplyAdd(e3, u, h1);

        Combine(s0, s1, s2, s3, s4, h0, h1, h2, h3, h4, out a0, out a1, out a2, out a3, out a4);
    }

    /// <summary>a = a * b. </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Product(
        ref Vector512<long> a0, ref Vector512<long> a1, ref Vector512<long> a2, ref Vector512<long> a3, ref Vector512<long> a4,
        Vector512<long> b0, Vector512<long> b1, Vector512<long> b2, Vector512<long> b3, Vector512<long> b4)
    {
        Vector512<double> e0 = Vector512.ConvertToDouble(b0), e1 = Vector512.ConvertToDouble(b1), e2 = Vector512.ConvertToDouble(b2);
        Vector512<double> e3 = Vector512.ConvertToDouble(b3), e4 = Vector512.ConvertToDouble(b4);
        Vector512<double> f = Vector512.ConvertToDouble(a0), bias = Vector512.Create(EstimateBias);
        Vector512<long> s0 = a0 * b0, s1 = a0 * b1, s2 = a0 * b2, s3 = a0 * b3, s4 = a0 * b4;
        Vector512<double> h0 = Vector512.FusedMultiplyAdd(f, e0, bias), h1 = Vector512.FusedMultiplyAdd(f, e1, bias);
        Vector512<double> h2 = Vector512.FusedMultiplyAdd(f, e2, bias), h3 = Vector512.FusedMultiplyAdd(f, e3, bias);
        Vector512<double> h4 = Vector512.FusedMultiplyAdd(f, e4, bias);

        f = Vector512.ConvertToDouble(a1);
        b4 *= Vector512.Create(19L);
        e4 *= Vector512.Create(19.0);
        s0 += a1 * b4; s1 += a1 * b0; s2 += a1 * b1; s3 += a1 * b2; s4 += a1 * b3;
        h0 = Vector512.FusedMultiplyAdd(f, e4, h0); h1 = Vector512.FusedMultiplyAdd(f, e0, h1);
        h2 = Vector512.FusedMultiplyAdd(f, e1, h2); h3 = Vector512.FusedMultiplyAdd(f, e2, h3);
        h4 = Vector512.FusedMultiplyAdd(f, e3, h4);

        f = Vector512.ConvertToDouble(a2);
        b3 *= Vector512.Create(19L);
        e3 *= Vector512.Create(19.0);
        s0 += a2 * b3; s1 += a2 * b4; s2 += a2 * b0; s3 += a2 * b1; s4 += a2 * b2;
        h0 = Vector512.FusedMultiplyAdd(f, e3, h0); h1 = Vector512.FusedMultiplyAdd(f, e4, h1);
        h2 = Vector512.FusedMultiplyAdd(f, e0, h2); h3 = Vector512.FusedMultiplyAdd(f, e1, h3);
        h4 = Vector512.FusedMultiplyAdd(f, e2, h4);

        f = Vector512.ConvertToDouble(a3);
        b2 *= Vector512.Create(19L);
        e2 *= Vector512.Create(19.0);
        s0 += a3 * b2; s1 += a3 * b3; s2 += a3 * b4; s3 += a3 * b0; s4 += a3 * b1;
        h0 = Vector512.FusedMultiplyAdd(f, e2, h0); h1 = Vector512.FusedMultiplyAdd(f, e3, h1);
        h2 = Vector512.FusedMultiplyAdd(f, e4, h2); h3 = Vector512.FusedMultiplyAdd(f, e0, h3);
        h4 = Vector512.FusedMultiplyAdd(f, e1, h4);

        f = Vector512.ConvertToDouble(a4);
        b1 *= Vector512.Create(19L);
        e1 *= Vector512.Create(19.0);
        s0 += a4 * b1; s1 += a4 * b2; s2 += a4 * b3; s3 += a4 * b4; s4 += a4 * b0;
        h0 = Vector512.FusedMultiplyAdd(f, e1, h0); h1 = Vector512.FusedMultiplyAdd(f, e2, h1);
        h2 = Vector512.FusedMultiplyAdd(f, e3, h2); h3 = Vector512.FusedMultiplyAdd(f, e4, h3);
        h4 = Vector512.FusedMultiplyAdd(f, e0, h4);
        Combine(s0, s1, s2, s3, s4, h0, h1, h2, h3, h4, out a0, out a1, out a2, out a3, out a4);
    }

    /// <summary>Limbs of a product from low parts and estimates of high parts, with one carry.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Combine(
        Vector512<long> s0, Vector512<long> s1, Vector512<long> s2, Vector512<long> s3, Vector512<long> s4,
        Vector512<double> h0, Vector512<double> h1, Vector512<double> h2, Vector512<double> h3, Vector512<double> h4,
        out Vector512<long> r0, out Vector512<long> r1, out Vector512<long> r2, out Vector512<long> r3, out Vector512<long> r4)
    {
        Vector512<long> k = Vector512.Create(EstimateBiasHigh), mask = Vector512.Create(Mask51);
        Vector512<long> g0 = h0.AsInt64(), g1 = h1.AsInt64(), g2 = h2.AsInt64(), g3 = h3.AsInt64(), g4 = h4.AsInt64();
        s0 = s0 - (g0 << 60) + (g4 * Vector512.Create(19L << 9) - Vector512.Create(EstimateBiasWrapped));
        s1 = s1 - (g1 << 60) + ((g0 << 9) - k);
        s2 = s2 - (g2 << 60) + ((g1 << 9) - k);
        s3 = s3 - (g3 << 60) + ((g2 << 9) - k);
        s4 = s4 - (g4 << 60) + ((g3 << 9) - k);
        r0 = (s0 & mask) + (s4 >> 51) * Vector512.Create(19L);
        r1 = (s1 & mask) + (s0 >> 51);
        r2 = (s2 & mask) + (s1 >> 51);
        r3 = (s3 & mask) + (s2 >> 51);
        r4 = (s4 & mask) + (s3 >> 51);
    }
}
