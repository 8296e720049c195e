// One point across the four lanes of AVX2: its coordinates are the lanes of one Avx2Field vector.
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using MobileCoin.Curve25519.Field;

namespace MobileCoin.Curve25519.Group;

/// <summary>
/// (X, Y, Z, T) in the layout of <see cref="Avx2Field"/>; a cached point is (Y-X, Y+X, 2Z, 2dT), and so is an affine cached one with
/// Z = 1. About half the time of plain arithmetic for one point.
/// </summary>
internal readonly unsafe struct QuadAvx2Group : IGroup
{
    private const int Limbs = 10;

    private static readonly ulong* CacheFactors = MakeCacheFactors();

    public static int Lanes => 1;

    /// <summary>The point and two vectors of scratch.</summary>
    public static int PointLength => 3 * Avx2Field.Length;

    public static int CachedLength => Avx2Field.Length;

    public static int AffineLength => Avx2Field.Length;

    public static void Load(ulong* p, EdwardsPoint* points)
    {
        EdwardsPoint raw = *points;
        Flip((ulong*)&raw);
        Avx2Field.Load(p, (ulong*)&raw, 5, 0);
    }

    public static void Store(EdwardsPoint* points, ulong* p)
    {
        Avx2Field.Store((ulong*)points, 5, 0, p);
        Flip((ulong*)points);
    }

    public static void SetIdentity(ulong* p) => SetSmall(p, 0, 1, 1, 0);

    public static void SetIdentityCached(ulong* cached) => SetSmall(cached, 1, 1, 2, 0);

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Double(ulong* p, int times)
    {
        ulong* left = p + Avx2Field.Length, right = p + (2 * Avx2Field.Length);
        do
        {
            for (int l = 0; l < Limbs; l++) Put(left, l, QuadFormulas.WithSum(Get(p, l)));
            Avx2Field.SquareTimes(right, left, 1);
            for (int l = 0; l < Limbs; l++)
            {
                QuadFormulas.DoublingFactors(Get(right, l), out Vector256<long> a, out Vector256<long> b);
                Put(left, l, a);
                Put(right, l, b);
            }
            Avx2Field.Multiply(p, left, right);
        }
        while (--times > 0);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Add(ulong* p, ulong* cached, bool needT)
    {
        ulong* left = p + Avx2Field.Length, right = p + (2 * Avx2Field.Length);
        for (int l = 0; l < Limbs; l++) Put(left, l, QuadFormulas.DifferenceAndSum(Get(p, l)));
        Avx2Field.Multiply(right, left, cached);
        for (int l = 0; l < Limbs; l++)
        {
            QuadFormulas.AdditionFactors(Get(right, l), out Vector256<long> a, out Vector256<long> b);
            Put(left, l, a);
            Put(right, l, b);
        }
        Avx2Field.Multiply(p, left, right);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Subtract(ulong* p, ulong* cached)
    {
        ulong* left = p + Avx2Field.Length, right = p + (2 * Avx2Field.Length);
        for (int l = 0; l < Limbs; l++) Put(left, l, QuadFormulas.SumAndDifference(Get(p, l)));
        Avx2Field.Multiply(right, left, cached);
        for (int l = 0; l < Limbs; l++)
        {
            QuadFormulas.SubtractionFactors(Get(right, l), out Vector256<long> a, out Vector256<long> b);
            Put(left, l, a);
            Put(right, l, b);
        }
        Avx2Field.Multiply(p, left, right);
    }

    public static void AddAffine(ulong* p, ulong* affine) => Add(p, affine, needT: true);

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void ToCached(ulong* cached, ulong* p)
    {
        ulong* sums = p + Avx2Field.Length;
        for (int l = 0; l < Limbs; l++) Put(sums, l, QuadFormulas.DifferenceAndSum(Get(p, l)));
        Avx2Field.Multiply(cached, sums, CacheFactors);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void NegateCachedIf(ulong* cached, ulong* mask)
    {
        Vector256<long> m = Vector256.Create((long)*mask);
        for (int l = 0; l < Limbs; l++)
        {
            Vector256<long> v = Get(cached, l);
            Put(cached, l, v ^ ((v ^ QuadFormulas.NegateCached(v)) & m));
        }
    }

    public static void NegateAffineIf(ulong* affine, ulong* mask) => NegateCachedIf(affine, mask);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Scan(ulong* cached, ulong* table, int entries, ulong* index)
    {
        // Every lane wants the same entry. The field scans 16 words at a time: 40 are two such runs and a half, so limbs go in fives.
        Vector256<long> wanted = Vector256.Create((long)*index);
        for (int half = 0; half < Limbs; half += 5)
        {
            ulong* t = table + (4 * half);
            Vector256<long> r0 = Vector256<long>.Zero, r1 = r0, r2 = r0, r3 = r0, r4 = r0;
            for (int e = 0; e < entries; e++, t += CachedLength)
            {
                Vector256<long> m = Vector256.Equals(wanted, Vector256.Create((long)e));
                r0 |= m & Get(t, 0);
                r1 |= m & Get(t, 1);
                r2 |= m & Get(t, 2);
                r3 |= m & Get(t, 3);
                r4 |= m & Get(t, 4);
            }
            Put(cached, half, r0);
            Put(cached, half + 1, r1);
            Put(cached, half + 2, r2);
            Put(cached, half + 3, r3);
            Put(cached, half + 4, r4);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ScanShared(ulong* affine, ulong* position, ulong* index)
    {
        // y+x, y-x and 2dxy in plain form, then side by side with a 2 for twice Z.
        ulong* plain = stackalloc ulong[24], coordinates = stackalloc ulong[20];
        PlainField.ScanShared(plain, position, index);
        for (int l = 0; l < 5; l++)
        {
            coordinates[l] = plain[8 + l];
            coordinates[5 + l] = plain[l];
            coordinates[10 + l] = 0;
            coordinates[15 + l] = plain[16 + l];
        }
        coordinates[10] = 2;
        Avx2Field.Load(affine, coordinates, 5, 0);
        new Span<ulong>(plain, 24).Clear();
        new Span<ulong>(coordinates, 20).Clear();
    }

    public static void Digit(ulong* magnitude, ulong* sign, ulong* words, int bit, int width) =>
        PlainField.Digit(magnitude, sign, words, bit, width);

    private static ulong* MakeCacheFactors()
    {
        ulong* factors = (ulong*)NativeMemory.AlignedAlloc((nuint)Avx2Field.Length * sizeof(ulong), 64);
        ReadOnlySpan<FieldElement> values = [FieldElement.One, FieldElement.One, new FieldElement(2, 0, 0, 0, 0), FieldConstants.TwoD];
        fixed (FieldElement* from = values) Avx2Field.Load(factors, (ulong*)from, 5, 0);
        return factors;
    }

    private static void Flip(ulong* point)
    {
        point[5] ^= EdwardsPoint.Flip;
        point[10] ^= EdwardsPoint.Flip;
    }

    private static void SetSmall(ulong* p, ulong x, ulong y, ulong z, ulong t)
    {
        new Span<ulong>(p, Avx2Field.Length).Clear();
        (p[0], p[1], p[2], p[3]) = (x, y, z, t);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<long> Get(ulong* p, int i) => Vector256.Load((long*)p + (4 * i));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(ulong* p, int i, Vector256<long> v) => Vector256.Store(v, (long*)p + (4 * i));
}
