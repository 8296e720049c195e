// One point across four lanes of five limbs: doubling, addition and subtraction with all limbs in registers.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MobileCoin.Curve25519.Group;

internal readonly unsafe partial struct QuadGroup
{
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Double(ulong* p, int times)
    {
        Vector256<long> a0 = Get(p, 0), a1 = Get(p, 1), a2 = Get(p, 2), a3 = Get(p, 3), a4 = Get(p, 4);
        do
        {
            a0 = QuadFormulas.WithSum(a0);
            a1 = QuadFormulas.WithSum(a1);
            a2 = QuadFormulas.WithSum(a2);
            a3 = QuadFormulas.WithSum(a3);
            a4 = QuadFormulas.WithSum(a4);
            Square(ref a0, ref a1, ref a2, ref a3, ref a4);
            QuadFormulas.DoublingFactors(a0, out a0, out Vector256<long> b0);
            QuadFormulas.DoublingFactors(a1, out a1, out Vector256<long> b1);
            QuadFormulas.DoublingFactors(a2, out a2, out Vector256<long> b2);
            QuadFormulas.DoublingFactors(a3, out a3, out Vector256<long> b3);
            QuadFormulas.DoublingFactors(a4, out a4, out Vector256<long> b4);
            Product(ref a0, ref a1, ref a2, ref a3, ref a4, b0, b1, b2, b3, b4);
        }
        while (--times > 0);
        PutAll(p, a0, a1, a2, a3, a4);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Add(ulong* p, ulong* cached, bool needT)
    {
        Vector256<long> a0 = QuadFormulas.DifferenceAndSum(Get(p, 0)), a1 = QuadFormulas.DifferenceAndSum(Get(p, 1)), a2 = QuadFormulas.DifferenceAndSum(Get(p, 2));
        Vector256<long> a3 = QuadFormulas.DifferenceAndSum(Get(p, 3)), a4 = QuadFormulas.DifferenceAndSum(Get(p, 4));
        Product(ref a0, ref a1, ref a2, ref a3, ref a4, Get(cached, 0), Get(cached, 1), Get(cached, 2), Get(cached, 3), Get(cached, 4));
        QuadFormulas.AdditionFactors(a0, out a0, out Vector256<long> b0);
        QuadFormulas.AdditionFactors(a1, out a1, out Vector256<long> b1);
        QuadFormulas.AdditionFactors(a2, out a2, out Vector256<long> b2);
        QuadFormulas.AdditionFactors(a3, out a3, out Vector256<long> b3);
        QuadFormulas.AdditionFactors(a4, out a4, out Vector256<long> b4);
        Product(ref a0, ref a1, ref a2, ref a3, ref a4, b0, b1, b2, b3, b4);
        PutAll(p, a0, a1, a2, a3, a4);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Subtract(ulong* p, ulong* cached)
    {
        Vector256<long> a0 = QuadFormulas.SumAndDifference(Get(p, 0)), a1 = QuadFormulas.SumAndDifference(Get(p, 1)), a2 = QuadFormulas.SumAndDifference(Get(p, 2));
        Vector256<long> a3 = QuadFormulas.SumAndDifference(Get(p, 3)), a4 = QuadFormulas.SumAndDifference(Get(p, 4));
        Product(ref a0, ref a1, ref a2, ref a3, ref a4, Get(cached, 0), Get(cached, 1), Get(cached, 2), Get(cached, 3), Get(cached, 4));
        QuadFormulas.SubtractionFactors(a0, out a0, out Vector256<long> b0);
        QuadFormulas.SubtractionFactors(a1, out a1, out Vector256<long> b1);
        QuadFormulas.SubtractionFactors(a2, out a2, out Vector256<long> b2);
        QuadFormulas.SubtractionFactors(a3, out a3, out Vector256<long> b3);
        QuadFormulas.SubtractionFactors(a4, out a4, out Vector256<long> b4);
        Product(ref a0, ref a1, ref a2, ref a3, ref a4, b0, b1, b2, b3, b4);
        PutAll(p, a0, a1, a2, a3, a4);
    }
}
