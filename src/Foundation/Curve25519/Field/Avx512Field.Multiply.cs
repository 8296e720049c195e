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
        Vector512<long> b0 = Get(b, 0), b1 = Get(b, 1), b2 = Get(b, 2), b3 = Get(b, 3), b4 = Get(b, 4);
        Vector512<double> y0 = Vector512.ConvertToDouble(b0), y1 = Vector512.ConvertToDouble(b1), y2 = Vector512.ConvertToDouble(b2);
        Vector512<double> y3 = Vector512.ConvertToDouble(b3), y4 = Vector512.ConvertToDouble(b4);
        Vector512<double> bias = Vector512.Create(EstimateBias), nineteen = Vector512.Create(19.0);

        Vector512<long> x = Get(a, 0);
        Vector512<double> e = Vector512.ConvertToDouble(x);
        Vector512<long> s0 = x * b0, s1 = x * b1, s2 = x * b2, s3 = x * b3, s4 = x * b4;
        Vector512<double> h0 = Vector512.FusedMultiplyAdd(e, y0, bias), h1 = Vector512.FusedMultiplyAdd(e, y1, bias);
        Vector512<double> h2 = Vector512.FusedMultiplyAdd(e, y2, bias), h3 = Vector512.FusedMultiplyAdd(e, y3, bias);
        Vector512<double> h4 = Vector512.FusedMultiplyAdd(e, y4, bias);

        x = Get(a, 1);
        e = Vector512.ConvertToDouble(x);
        b4 *= Vector512.Create(19L);
        y4 *= nineteen;
        s0 += x * b4; s1 += x * b0; s2 += x * b1; s3 += x * b2; s4 += x * b3;
        h0 = Vector512.FusedMultiplyAdd(e, y4, h0); h1 = Vector512.FusedMultiplyAdd(e, y0, h1);
        h2 = Vector512.FusedMultiplyAdd(e, y1, h2); h3 = Vector512.FusedMultiplyAdd(e, y2, h3);
        h4 = Vector512.FusedMultiplyAdd(e, y3, h4);

        x = Get(a, 2);
        e = Vector512.ConvertToDouble(x);
        b3 *= Vector512.Create(19L);
        y3 *= nineteen;
        s0 += x * b3; s1 += x * b4; s2 += x * b0; s3 += x * b1; s4 += x * b2;
        h0 = Vector512.FusedMultiplyAdd(e, y3, h0); h1 = Vector512.FusedMultiplyAdd(e, y4, h1);
        h2 = Vector512.FusedMultiplyAdd(e, y0, h2); h3 = Vector512.FusedMultiplyAdd(e, y1, h3);
        h4 = Vector512.FusedMultiplyAdd(e, y2, h4);

        x = Get(a, 3);
        e = Vector512.ConvertToDouble(x);
        b2 *= Vector512.Create(19L);
        y2 *= nineteen;
        s0 += x * b2; s1 += x * b3; s2 += x * b4; s3 += x * b0; s4 += x * b1;
        h0 = Vector512.FusedMultiplyAdd(e, y2, h0); h1 = Vector512.FusedMultiplyAdd(e, y3, h1);
        h2 = Vector512.FusedMultiplyAdd(e, y4, h2); h3 = Vector512.FusedMultiplyAdd(e, y0, h3);
        h4 = Vector512.FusedMultiplyAdd(e, y1, h4);

        x = Get(a, 4);
        e = Vector512.ConvertToDouble(x);
        b1 *= Vector512.Create(19L);
        y1 *= nineteen;
        s0 += x * b1; s1 += x * b2; s2 += x * b3; s3 += x * b4; s4 += x * b0;
        h0 = Vector512.FusedMultiplyAdd(e, y1, h0); h1 = Vector512.FusedMultiplyAdd(e, y2, h1);
        h2 = Vector512.FusedMultiplyAdd(e, y3, h2); h3 = Vector512.FusedMultiplyAdd(e, y4, h3);
        h4 = Vector512.FusedMultiplyAdd(e, y0, h4);

        Vector512<long> g0 = h0.AsInt64(), g1 = h1.AsInt64(), g2 = h2.AsInt64(), g3 = h3.AsInt64(), g4 = h4.AsInt64();
        Vector512<long> k = Vector512.Create(EstimateBiasHigh);
        s0 = s0 - (g0 << 60) + (g4 * Vector512.Create(19L << 9) - Vector512.Create(EstimateBiasWrapped));
        s1 = s1 - (g1 << 60) + ((g0 << 9) - k);
        s2 = s2 - (g2 << 60) + ((g1 << 9) - k);
        s3 = s3 - (g3 << 60) + ((g2 << 9) - k);
        s4 = s4 - (g4 << 60) + ((g3 << 9) - k);

        Vector512<long> mask = Vector512.Create(Mask51);
        Put(r, 0, (s0 & mask) + (s4 >> 51) * Vector512.Create(19L));
        Put(r, 1, (s1 & mask) + (s0 >> 51));
        Put(r, 2, (s2 & mask) + (s1 >> 51));
        Put(r, 3, (s3 & mask) + (s2 >> 51));
        Put(r, 4, (s4 & mask) + (s3 >> 51));
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void SquareTimes(ulong* r, ulong* a, int n)
    {
        Vector512<long> a0 = Get(a, 0), a1 = Get(a, 1), a2 = Get(a, 2), a3 = Get(a, 3), a4 = Get(a, 4);
        Vector512<long> mask = Vector512.Create(Mask51), nineteen = Vector512.Create(19L), k = Vector512.Create(EstimateBiasHigh);
        Vector512<double> bias = Vector512.Create(EstimateBias);
        do
        {
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
            Vector512<long> t = a4 * nineteen;
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
            t = a3 * nineteen;
            u = e3 * Vector512.Create(19.0);
            s0 += d * t; s1 += a3 * t;
            h0 = Vector512.FusedMultiplyAdd(f, u, h0); h1 = Vector512.FusedMultiplyAdd(e3, u, h1);

            Vector512<long> g0 = h0.AsInt64(), g1 = h1.AsInt64(), g2 = h2.AsInt64(), g3 = h3.AsInt64(), g4 = h4.AsInt64();
            s0 = s0 - (g0 << 60) + (g4 * Vector512.Create(19L << 9) - Vector512.Create(EstimateBiasWrapped));
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
        while (--n > 0);
        Put(r, 0, a0);
        Put(r, 1, a1);
        Put(r, 2, a2);
        Put(r, 3, a3);
        Put(r, 4, a4);
    }
}
