// Four field products at once on 256-bit registers: the arithmetic of Avx512Field.Multiply, half as wide.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MobileCoin.Curve25519.Group;

internal readonly unsafe partial struct QuadGroup
{
    /// <summary>r = a * b lane by lane; sizes as in <see cref="Field.ILaneField"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Multiply(ulong* r, ulong* a, ulong* b)
    {
        Vector256<long> a0 = Get(a, 0), a1 = Get(a, 1), a2 = Get(a, 2), a3 = Get(a, 3), a4 = Get(a, 4);
        Vector256<long> b0 = Get(b, 0), b1 = Get(b, 1), b2 = Get(b, 2), b3 = Get(b, 3), b4 = Get(b, 4);
        Vector256<long> nineteen = Vector256.Create(19L);
        Vector256<double> e0 = Vector256.ConvertToDouble(b0), e1 = Vector256.ConvertToDouble(b1), e2 = Vector256.ConvertToDouble(b2);
        Vector256<double> e3 = Vector256.ConvertToDouble(b3), e4 = Vector256.ConvertToDouble(b4);
        Vector256<double> f = Vector256.ConvertToDouble(a0), bias = Vector256.Create(EstimateBias);
        Vector256<long> s0 = a0 * b0, s1 = a0 * b1, s2 = a0 * b2, s3 = a0 * b3, s4 = a0 * b4;
        Vector256<double> h0 = Vector256.FusedMultiplyAdd(f, e0, bias), h1 = Vector256.FusedMultiplyAdd(f, e1, bias);
        Vector256<double> h2 = Vector256.FusedMultiplyAdd(f, e2, bias), h3 = Vector256.FusedMultiplyAdd(f, e3, bias);
        Vector256<double> h4 = Vector256.FusedMultiplyAdd(f, e4, bias);

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

        Vector256<long> k = Vector256.Create(EstimateBiasHigh), mask = Vector256.Create(Mask51);
        Vector256<long> g0 = h0.AsInt64(), g1 = h1.AsInt64(), g2 = h2.AsInt64(), g3 = h3.AsInt64(), g4 = h4.AsInt64();
        s0 = s0 - (g0 << 60) + (g4 * Vector256.Create(19L << 9) - Vector256.Create(EstimateBiasWrapped));
        s1 = s1 - (g1 << 60) + ((g0 << 9) - k);
        s2 = s2 - (g2 << 60) + ((g1 << 9) - k);
        s3 = s3 - (g3 << 60) + ((g2 << 9) - k);
        s4 = s4 - (g4 << 60) + ((g3 << 9) - k);
        Put(r, 0, (s0 & mask) + (s4 >> 51) * nineteen);
        Put(r, 1, (s1 & mask) + (s0 >> 51));
        Put(r, 2, (s2 & mask) + (s1 >> 51));
        Put(r, 3, (s3 & mask) + (s2 >> 51));
        Put(r, 4, (s4 & mask) + (s3 >> 51));
    }
}
