// Squares and products of four field elements at once, with every limb in a register (docs/field-arithmetic.md, "Four lanes").
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MobileCoin.Curve25519.Group;

// The arithmetic of Avx512Field on 256-bit registers. These bodies are inlined, so that a point stays in registers through a whole
// addition or a run of doublings: the chain of 252 doublings is bound by latency, and stores and loads between would cost a tenth.
internal readonly unsafe partial struct QuadGroup
{
    /// <summary>a = a^2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Square(
        ref Vector256<long> a0, ref Vector256<long> a1, ref Vector256<long> a2, ref Vector256<long> a3, ref Vector256<long> a4)
    {
        Vector256<double> e0 = Vector256.ConvertToDouble(a0), e1 = Vector256.ConvertToDouble(a1), e2 = Vector256.ConvertToDouble(a2);
        Vector256<double> e3 = Vector256.ConvertToDouble(a3), e4 = Vector256.ConvertToDouble(a4);
        Vector256<double> bias = Vector256.Create(EstimateBias);

        Vector256<long> d = a0 + a0;
        Vector256<double> f = e0 + e0;
        Vector256<long> s0 = a0 * a0, s1 = d * a1, s2 = d * a2, s3 = d * a3, s4 = d * a4;
        Vector256<double> h0 = Vector256.FusedMultiplyAdd(e0, e0, bias), h1 = Vector256.FusedMultiplyAdd(f, e1, bias);
        Vector256<double> h2 = Vector256.FusedMultiplyAdd(f, e2, bias), h3 = Vector256.FusedMultiplyAdd(f, e3, bias);
        Vector256<double> h4 = Vector256.FusedMultiplyAdd(f, e4, bias);

        d = a1 + a1;
        f = e1 + e1;
        Vector256<long> t = a4 * Vector256.Create(19L);
        Vector256<double> u = e4 * Vector256.Create(19.0);
        s2 += a1 * a1; s3 += d * a2; s4 += d * a3; s0 += d * t;
        h2 = Vector256.FusedMultiplyAdd(e1, e1, h2); h3 = Vector256.FusedMultiplyAdd(f, e2, h3);
        h4 = Vector256.FusedMultiplyAdd(f, e3, h4); h0 = Vector256.FusedMultiplyAdd(f, u, h0);

        d = a2 + a2;
        f = e2 + e2;
        s4 += a2 * a2; s1 += d * t; s3 += a4 * t;
        h4 = Vector256.FusedMultiplyAdd(e2, e2, h4); h1 = Vector256.FusedMultiplyAdd(f, u, h1);
        h3 = Vector256.FusedMultiplyAdd(e4, u, h3);

        s2 += (a3 + a3) * t;
        h2 = Vector256.FusedMultiplyAdd(e3 + e3, u, h2);
        t = a3 * Vector256.Create(19L);
        u = e3 * Vector256.Create(19.0);
        s0 += d * t; s1 += a3 * t;
        h0 = Vector256.FusedMultiplyAdd(f, u, h0); h1 = Vector256.FusedMultiplyAdd(e3, u, h1);
        Combine(s0, s1, s2, s3, s4, h0, h1, h2, h3, h4, out a0, out a1, out a2, out a3, out a4);
    }

    /// <summary>a = a * b. Sizes as in <see cref="Field.ILaneField"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Product(
        ref Vector256<long> a0, ref Vector256<long> a1, ref Vector256<long> a2, ref Vector256<long> a3, ref Vector256<long> a4,
        Vector256<long> b0, Vector256<long> b1, Vector256<long> b2, Vector256<long> b3, Vector256<long> b4)
    {
        Vector256<double> e0 = Vector256.ConvertToDouble(b0), e1 = Vector256.ConvertToDouble(b1), e2 = Vector256.ConvertToDouble(b2);
        Vector256<double> e3 = Vector256.ConvertToDouble(b3), e4 = Vector256.ConvertToDouble(b4);
        Vector256<double> f = Vector256.ConvertToDouble(a0), bias = Vector256.Create(EstimateBias);
        Vector256<long> s0 = a0 * b0, s1 = a0 * b1, s2 = a0 * b2, s3 = a0 * b3, s4 = a0 * b4;
        Vector256<double> h0 = Vector256.FusedMultiplyAdd(f, e0, bias), h1 = Vector256.FusedMultiplyAdd(f, e1, bias);
        Vector256<double> h2 = Vector256.FusedMultiplyAdd(f, e2, bias), h3 = Vector256.FusedMultiplyAdd(f, e3, bias);
        Vector256<double> h4 = Vector256.FusedMultiplyAdd(f, e4, bias);

        f = Vector256.ConvertToDouble(a1);
        b4 *= Vector256.Create(19L);
        e4 *= Vector256.Create(19.0);
        s0 += a1 * b4; s1 += a1 * b0; s2 += a1 * b1; s3 += a1 * b2; s4 += a1 * b3;
        h0 = Vector256.FusedMultiplyAdd(f, e4, h0); h1 = Vector256.FusedMultiplyAdd(f, e0, h1);
        h2 = Vector256.FusedMultiplyAdd(f, e1, h2); h3 = Vector256.FusedMultiplyAdd(f, e2, h3);
        h4 = Vector256.FusedMultiplyAdd(f, e3, h4);

        f = Vector256.ConvertToDouble(a2);
        b3 *= Vector256.Create(19L);
        e3 *= Vector256.Create(19.0);
        s0 += a2 * b3; s1 += a2 * b4; s2 += a2 * b0; s3 += a2 * b1; s4 += a2 * b2;
        h0 = Vector256.FusedMultiplyAdd(f, e3, h0); h1 = Vector256.FusedMultiplyAdd(f, e4, h1);
        h2 = Vector256.FusedMultiplyAdd(f, e0, h2); h3 = Vector256.FusedMultiplyAdd(f, e1, h3);
        h4 = Vector256.FusedMultiplyAdd(f, e2, h4);

        f = Vector256.ConvertToDouble(a3);
        b2 *= Vector256.Create(19L);
        e2 *= Vector256.Create(19.0);
        s0 += a3 * b2; s1 += a3 * b3; s2 += a3 * b4; s3 += a3 * b0; s4 += a3 * b1;
        h0 = Vector256.FusedMultiplyAdd(f, e2, h0); h1 = Vector256.FusedMultiplyAdd(f, e3, h1);
        h2 = Vector256.FusedMultiplyAdd(f, e4, h2); h3 = Vector256.FusedMultiplyAdd(f, e0, h3);
        h4 = Vector256.FusedMultiplyAdd(f, e1, h4);

        f = Vector256.ConvertToDouble(a4);
        b1 *= Vector256.Create(19L);
        e1 *= Vector256.Create(19.0);
        s0 += a4 * b1; s1 += a4 * b2; s2 += a4 * b3; s3 += a4 * b4; s4 += a4 * b0;
        h0 = Vector256.FusedMultiplyAdd(f, e1, h0); h1 = Vector256.FusedMultiplyAdd(f, e2, h1);
        h2 = Vector256.FusedMultiplyAdd(f, e3, h2); h3 = Vector256.FusedMultiplyAdd(f, e4, h3);
        h4 = Vector256.FusedMultiplyAdd(f, e0, h4);
        Combine(s0, s1, s2, s3, s4, h0, h1, h2, h3, h4, out a0, out a1, out a2, out a3, out a4);
    }

    /// <summary>Limbs of a product from low parts and estimates of high parts, with one carry.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Combine(
        Vector256<long> s0, Vector256<long> s1, Vector256<long> s2, Vector256<long> s3, Vector256<long> s4,
        Vector256<double> h0, Vector256<double> h1, Vector256<double> h2, Vector256<double> h3, Vector256<double> h4,
        out Vector256<long> r0, out Vector256<long> r1, out Vector256<long> r2, out Vector256<long> r3, out Vector256<long> r4)
    {
        Vector256<long> k = Vector256.Create(EstimateBiasHigh), mask = Vector256.Create(Mask51);
        Vector256<long> g0 = h0.AsInt64(), g1 = h1.AsInt64(), g2 = h2.AsInt64(), g3 = h3.AsInt64(), g4 = h4.AsInt64();
        s0 = s0 - (g0 << 60) + (g4 * Vector256.Create(19L << 9) - Vector256.Create(EstimateBiasWrapped));
        s1 = s1 - (g1 << 60) + ((g0 << 9) - k);
        s2 = s2 - (g2 << 60) + ((g1 << 9) - k);
        s3 = s3 - (g3 << 60) + ((g2 << 9) - k);
        s4 = s4 - (g4 << 60) + ((g3 << 9) - k);
        r0 = (s0 & mask) + (s4 >> 51) * Vector256.Create(19L);
        r1 = (s1 & mask) + (s0 >> 51);
        r2 = (s2 & mask) + (s1 >> 51);
        r3 = (s3 & mask) + (s2 >> 51);
        r4 = (s4 & mask) + (s3 >> 51);
    }
}
