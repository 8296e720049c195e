// One point across four lanes: doubling, with all limbs in registers over a run of doublings (docs/field-arithmetic.md, "Four lanes").
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MobileCoin.Curve25519.Group;

internal readonly unsafe partial struct QuadGroup
{
    // One squaring of (X, Y, Z, X+Y) and one product (E, G, F, E) * (F, H, G, H): the arithmetic of Avx512Field.Multiply on 256-bit
    // registers. It is written out here, not called, because the chain of 252 doublings is bound by latency: a call and its loads and
    // stores would cost a tenth.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Double(ulong* p, int times)
    {
        Vector256<long> a0 = Get(p, 0), a1 = Get(p, 1), a2 = Get(p, 2), a3 = Get(p, 3), a4 = Get(p, 4);
        Vector256<long> mask = Vector256.Create(Mask51), nineteen = Vector256.Create(19L);
        do
        {
            a0 = WithSum(a0);
            a1 = WithSum(a1);
            a2 = WithSum(a2);
            a3 = WithSum(a3);
            a4 = WithSum(a4);

            // The squares A, B, C, S.
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
            Vector256<long> t = a4 * nineteen;
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
            t = a3 * nineteen;
            u = e3 * Vector256.Create(19.0);
            s0 += d * t; s1 += a3 * t;
            h0 = Vector256.FusedMultiplyAdd(f, u, h0); h1 = Vector256.FusedMultiplyAdd(e3, u, h1);

            Vector256<long> k = Vector256.Create(EstimateBiasHigh);
            Vector256<long> g0 = h0.AsInt64(), g1 = h1.AsInt64(), g2 = h2.AsInt64(), g3 = h3.AsInt64(), g4 = h4.AsInt64();
            s0 = s0 - (g0 << 60) + (g4 * Vector256.Create(19L << 9) - Vector256.Create(EstimateBiasWrapped));
            s1 = s1 - (g1 << 60) + ((g0 << 9) - k);
            s2 = s2 - (g2 << 60) + ((g1 << 9) - k);
            s3 = s3 - (g3 << 60) + ((g2 << 9) - k);
            s4 = s4 - (g4 << 60) + ((g3 << 9) - k);
            a0 = (s0 & mask) + (s4 >> 51) * nineteen;
            a1 = (s1 & mask) + (s0 >> 51);
            a2 = (s2 & mask) + (s1 >> 51);
            a3 = (s3 & mask) + (s2 >> 51);
            a4 = (s4 & mask) + (s3 >> 51);

            // The factors, and their product limb row by limb row.
            Factors(a0, out a0, out Vector256<long> b0);
            Factors(a1, out a1, out Vector256<long> b1);
            Factors(a2, out a2, out Vector256<long> b2);
            Factors(a3, out a3, out Vector256<long> b3);
            Factors(a4, out a4, out Vector256<long> b4);
            e0 = Vector256.ConvertToDouble(b0); e1 = Vector256.ConvertToDouble(b1); e2 = Vector256.ConvertToDouble(b2);
            e3 = Vector256.ConvertToDouble(b3); e4 = Vector256.ConvertToDouble(b4);
            f = Vector256.ConvertToDouble(a0);
            s0 = a0 * b0; s1 = a0 * b1; s2 = a0 * b2; s3 = a0 * b3; s4 = a0 * b4;
            h0 = Vector256.FusedMultiplyAdd(f, e0, bias); h1 = Vector256.FusedMultiplyAdd(f, e1, bias);
            h2 = Vector256.FusedMultiplyAdd(f, e2, bias); h3 = Vector256.FusedMultiplyAdd(f, e3, bias);
            h4 = Vector256.FusedMultiplyAdd(f, e4, bias);

            f = Vector256.ConvertToDouble(a1);
            b4 *= nineteen;
            e4 *= Vector256.Create(19.0);
            s0 += a1 * b4; s1 += a1 * b0; s2 += a1 * b1; s3 += a1 * b2; s4 += a1 * b3;
            h0 = Vector256.FusedMultiplyAdd(f, e4, h0); h1 = Vector256.FusedMultiplyAdd(f, e0, h1);
            h2 = Vector256.FusedMultiplyAdd(f, e1, h2); h3 = Vector256.FusedMultiplyAdd(f, e2, h3);
            h4 = Vector256.FusedMultiplyAdd(f, e3, h4);

            f = Vector256.ConvertToDouble(a2);
            b3 *= nineteen;
            e3 *= Vector256.Create(19.0);
            s0 += a2 * b3; s1 += a2 * b4; s2 += a2 * b0; s3 += a2 * b1; s4 += a2 * b2;
            h0 = Vector256.FusedMultiplyAdd(f, e3, h0); h1 = Vector256.FusedMultiplyAdd(f, e4, h1);
            h2 = Vector256.FusedMultiplyAdd(f, e0, h2); h3 = Vector256.FusedMultiplyAdd(f, e1, h3);
            h4 = Vector256.FusedMultiplyAdd(f, e2, h4);

            f = Vector256.ConvertToDouble(a3);
            b2 *= nineteen;
            e2 *= Vector256.Create(19.0);
            s0 += a3 * b2; s1 += a3 * b3; s2 += a3 * b4; s3 += a3 * b0; s4 += a3 * b1;
            h0 = Vector256.FusedMultiplyAdd(f, e2, h0); h1 = Vector256.FusedMultiplyAdd(f, e3, h1);
            h2 = Vector256.FusedMultiplyAdd(f, e4, h2); h3 = Vector256.FusedMultiplyAdd(f, e0, h3);
            h4 = Vector256.FusedMultiplyAdd(f, e1, h4);

            f = Vector256.ConvertToDouble(a4);
            b1 *= nineteen;
            e1 *= Vector256.Create(19.0);
            s0 += a4 * b1; s1 += a4 * b2; s2 += a4 * b3; s3 += a4 * b4; s4 += a4 * b0;
            h0 = Vector256.FusedMultiplyAdd(f, e1, h0); h1 = Vector256.FusedMultiplyAdd(f, e2, h1);
            h2 = Vector256.FusedMultiplyAdd(f, e3, h2); h3 = Vector256.FusedMultiplyAdd(f, e4, h3);
            h4 = Vector256.FusedMultiplyAdd(f, e0, h4);

            g0 = h0.AsInt64(); g1 = h1.AsInt64(); g2 = h2.AsInt64(); g3 = h3.AsInt64(); g4 = h4.AsInt64();
            s0 = s0 - (g0 << 60) + (g4 * Vector256.Create(19L << 9) - Vector256.Create(EstimateBiasWrapped));
            s1 = s1 - (g1 << 60) + ((g0 << 9) - k);
            s2 = s2 - (g2 << 60) + ((g1 << 9) - k);
            s3 = s3 - (g3 << 60) + ((g2 << 9) - k);
            s4 = s4 - (g4 << 60) + ((g3 << 9) - k);
            a0 = (s0 & mask) + (s4 >> 51) * nineteen;
            a1 = (s1 & mask) + (s0 >> 51);
            a2 = (s2 & mask) + (s1 >> 51);
            a3 = (s3 & mask) + (s2 >> 51);
            a4 = (s4 & mask) + (s3 >> 51);
        }
        while (--times > 0);
        Put(p, 0, a0);
        Put(p, 1, a1);
        Put(p, 2, a2);
        Put(p, 3, a3);
        Put(p, 4, a4);
    }

    /// <summary>(X, Y, Z, T) to (X, Y, Z, X + Y).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<long> WithSum(Vector256<long> p) =>
        Avx2.Blend(p.AsInt32(), (Avx2.Permute4x64(p, 0b00_00_00_00) + Avx2.Permute4x64(p, 0b01_01_01_01)).AsInt32(), 0b11_00_00_00).AsInt64();

    /// <summary>
    /// From the squares (A, B, C, S) the factors left = (E, G, F, E) and right = (F, H, G, H) of X3, Y3, Z3, T3, where H = A + B,
    /// G = A - B, E = H - S, F = 2C + G.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Factors(Vector256<long> squares, out Vector256<long> left, out Vector256<long> right)
    {
        Vector256<long> a = Avx2.Permute4x64(squares, 0b00_00_00_00), b = Avx2.Permute4x64(squares, 0b01_01_01_01);
        Vector256<int> h = (a + b).AsInt32(), g = (a - b).AsInt32();
        // (2C, 2C, -S, -S): what E and F add to H and G.
        Vector256<long> extra = Avx2.Blend((squares + squares).AsInt32(), (Vector256<long>.Zero - squares).AsInt32(), 0b11_00_00_00).AsInt64();
        Vector256<int> extraLeft = Avx2.Permute4x64(extra, 0b11_10_00_11).AsInt32(), extraRight = Avx2.Permute4x64(extra, 0b00_00_00_10).AsInt32();
        left = Avx2.Blend(h, g, 0b00_11_11_00).AsInt64() + Avx2.Blend(extraLeft, Vector256<int>.Zero, 0b00_00_11_00).AsInt64();
        right = Avx2.Blend(h, g, 0b00_11_00_11).AsInt64() + Avx2.Blend(extraRight, Vector256<int>.Zero, 0b11_11_11_00).AsInt64();
    }
}
