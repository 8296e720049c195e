// Two points across eight lanes of five limbs: doubling, addition and subtraction with all limbs in registers.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using MobileCoin.Curve25519.Field;

namespace MobileCoin.Curve25519.Group;

internal readonly unsafe partial struct DuoGroup
{
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Double(ulong* p, int times)
    {
        Vector512<long> a0 = Get(p, 0), a1 = Get(p, 1), a2 = Get(p, 2), a3 = Get(p, 3), a4 = Get(p, 4);
        do
        {
            a0 = DuoFormulas.WithSum(a0);
            a1 = DuoFormulas.WithSum(a1);
            a2 = DuoFormulas.WithSum(a2);
            a3 = DuoFormulas.WithSum(a3);
            a4 = DuoFormulas.WithSum(a4);
            Avx512Field.Square(ref a0, ref a1, ref a2, ref a3, ref a4);
            DuoFormulas.DoublingFactors(a0, out a0, out Vector512<long> b0);
            DuoFormulas.DoublingFactors(a1, out a1, out Vector512<long> b1);
            DuoFormulas.DoublingFactors(a2, out a2, out Vector512<long> b2);
            DuoFormulas.DoublingFactors(a3, out a3, out Vector512<long> b3);
            DuoFormulas.DoublingFactors(a4, out a4, out Vector512<long> b4);
            Avx512Field.Product(ref a0, ref a1, ref a2, ref a3, ref a4, b0, b1, b2, b3, b4);
        }
        while (--times > 0);
        PutAll(p, a0, a1, a2, a3, a4);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Add(ulong* p, ulong* cached, bool needT)
    {
        Vector512<long> a0 = DuoFormulas.DifferenceAndSum(Get(p, 0)), a1 = DuoFormulas.DifferenceAndSum(Get(p, 1)), a2 = DuoFormulas.DifferenceAndSum(Get(p, 2));
        Vector512<long> a3 = DuoFormulas.DifferenceAndSum(Get(p, 3)), a4 = DuoFormulas.DifferenceAndSum(Get(p, 4));
        Avx512Field.Product(ref a0, ref a1, ref a2, ref a3, ref a4, Get(cached, 0), Get(cached, 1), Get(cached, 2), Get(cached, 3), Get(cached, 4));
        DuoFormulas.AdditionFactors(a0, out a0, out Vector512<long> b0);
        DuoFormulas.AdditionFactors(a1, out a1, out Vector512<long> b1);
        DuoFormulas.AdditionFactors(a2, out a2, out Vector512<long> b2);
        DuoFormulas.AdditionFactors(a3, out a3, out Vector512<long> b3);
        DuoFormulas.AdditionFactors(a4, out a4, out Vector512<long> b4);
        Avx512Field.Product(ref a0, ref a1, ref a2, ref a3, ref a4, b0, b1, b2, b3, b4);
        PutAll(p, a0, a1, a2, a3, a4);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Subtract(ulong* p, ulong* cached)
    {
        Vector512<long> a0 = DuoFormulas.SumAndDifference(Get(p, 0)), a1 = DuoFormulas.SumAndDifference(Get(p, 1)), a2 = DuoFormulas.SumAndDifference(Get(p, 2));
        Vector512<long> a3 = DuoFormulas.SumAndDifference(Get(p, 3)), a4 = DuoFormulas.SumAndDifference(Get(p, 4));
        Avx512Field.Product(ref a0, ref a1, ref a2, ref a3, ref a4, Get(cached, 0), Get(cached, 1), Get(cached, 2), Get(cached, 3), Get(cached, 4));
        DuoFormulas.SubtractionFactors(a0, out a0, out Vector512<long> b0);
        DuoFormulas.SubtractionFactors(a1, out a1, out Vector512<long> b1);
        DuoFormulas.SubtractionFactors(a2, out a2, out Vector512<long> b2);
        DuoFormulas.SubtractionFactors(a3, out a3, out Vector512<long> b3);
        DuoFormulas.SubtractionFactors(a4, out a4, out Vector512<long> b4);
        Avx512Field.Product(ref a0, ref a1, ref a2, ref a3, ref a4, b0, b1, b2, b3, b4);
        PutAll(p, a0, a1, a2, a3, a4);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void ToCached(ulong* cached, ulong* p)
    {
        Vector512<long> a0 = DuoFormulas.DifferenceAndSum(Get(p, 0)), a1 = DuoFormulas.DifferenceAndSum(Get(p, 1)), a2 = DuoFormulas.DifferenceAndSum(Get(p, 2));
        Vector512<long> a3 = DuoFormulas.DifferenceAndSum(Get(p, 3)), a4 = DuoFormulas.DifferenceAndSum(Get(p, 4));
        FieldElement d = FieldConstants.TwoD;
        Avx512Field.Product(
            ref a0, ref a1, ref a2, ref a3, ref a4,
            DuoFormulas.CacheFactors(1, 2, d.L0), DuoFormulas.CacheFactors(0, 0, d.L1), DuoFormulas.CacheFactors(0, 0, d.L2),
            DuoFormulas.CacheFactors(0, 0, d.L3), DuoFormulas.CacheFactors(0, 0, d.L4));
        PutAll(cached, a0, a1, a2, a3, a4);
    }
}
