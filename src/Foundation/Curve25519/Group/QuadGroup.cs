// One point across the four lanes of 256-bit registers: its coordinates are worked on side by side (Hisil et al. 2008, section 4).
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using MobileCoin.Curve25519.Field;

namespace MobileCoin.Curve25519.Group;

/// <summary>
/// Limb l of (X, Y, Z, T) is words 4l to 4l + 3; a cached point is (Y-X, Y+X, 2Z, 2dT) in the same layout, and so is an affine cached
/// one with Z = 1. Needs AVX-512 F, DQ and VL for 64-bit products of 256-bit vectors.
/// </summary>
internal readonly unsafe partial struct QuadGroup : IGroup
{
    private const long Mask51 = (1L << 51) - 1;

    // The constants of Avx512Field, where they are explained.
    private const double EstimateBias = 1.5 * (1UL << 56) * (1UL << 56);
    private const long EstimateBiasHigh = unchecked((long)0xF000000000000000);
    private const long EstimateBiasWrapped = unchecked((long)0xD000000000000000);

    public static int Lanes => 1;

    public static int PointLength => 24;

    public static int CachedLength => 20;

    public static int AffineLength => 20;

    public static void Load(ulong* p, EdwardsPoint* points)
    {
        ulong* from = (ulong*)points;
        for (int l = 0; l < 5; l++)
        {
            ulong flip = l == 0 ? EdwardsPoint.Flip : 0;
            p[4 * l] = from[l];
            p[(4 * l) + 1] = from[5 + l] ^ flip;
            p[(4 * l) + 2] = from[10 + l] ^ flip;
            p[(4 * l) + 3] = from[15 + l];
        }
    }

    public static void Store(EdwardsPoint* points, ulong* p)
    {
        // Fresh limbs may be slightly negative: add 2p and carry, as Avx512Field.Store does.
        Vector256<long>* t = stackalloc Vector256<long>[5];
        Vector256<long> c = Vector256.Create(2 * Mask51), mask = Vector256.Create(Mask51);
        Vector256<long> s0 = Get(p, 0) + Vector256.Create(2 * (Mask51 - 18)), s1 = Get(p, 1) + c, s2 = Get(p, 2) + c;
        Vector256<long> s3 = Get(p, 3) + c, s4 = Get(p, 4) + c;
        t[0] = (s0 & mask) + (s4 >> 51) * Vector256.Create(19L);
        t[1] = (s1 & mask) + (s0 >> 51);
        t[2] = (s2 & mask) + (s1 >> 51);
        t[3] = (s3 & mask) + (s2 >> 51);
        t[4] = (s4 & mask) + (s3 >> 51);
        ulong* from = (ulong*)t, to = (ulong*)points;
        for (int l = 0; l < 5; l++)
        {
            ulong flip = l == 0 ? EdwardsPoint.Flip : 0;
            to[l] = from[4 * l];
            to[5 + l] = from[(4 * l) + 1] ^ flip;
            to[10 + l] = from[(4 * l) + 2] ^ flip;
            to[15 + l] = from[(4 * l) + 3];
        }
        new Span<ulong>(t, 20).Clear();
    }

    public static void SetIdentity(ulong* p) => SetSmall(p, 0, 1, 1, 0);

    public static void SetIdentityCached(ulong* cached) => SetSmall(cached, 1, 1, 2, 0);

    public static void AddAffine(ulong* p, ulong* affine) => Add(p, affine, needT: true);

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void ToCached(ulong* cached, ulong* p)
    {
        Vector256<long> a0 = QuadFormulas.DifferenceAndSum(Get(p, 0)), a1 = QuadFormulas.DifferenceAndSum(Get(p, 1)), a2 = QuadFormulas.DifferenceAndSum(Get(p, 2));
        Vector256<long> a3 = QuadFormulas.DifferenceAndSum(Get(p, 3)), a4 = QuadFormulas.DifferenceAndSum(Get(p, 4));
        ulong* f = CacheFactors;
        Product(ref a0, ref a1, ref a2, ref a3, ref a4, Get(f, 0), Get(f, 1), Get(f, 2), Get(f, 3), Get(f, 4));
        PutAll(cached, a0, a1, a2, a3, a4);
    }

    public static void NegateCachedIf(ulong* cached, ulong* mask)
    {
        Vector256<long> m = Vector256.Create((long)*mask);
        for (int l = 0; l < 5; l++)
        {
            Vector256<long> v = Get(cached, l);
            Put(cached, l, v ^ ((v ^ QuadFormulas.NegateCached(v)) & m));
        }
    }

    public static void NegateAffineIf(ulong* affine, ulong* mask) => NegateCachedIf(affine, mask);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Scan(ulong* cached, ulong* table, int entries, ulong* index)
    {
        Vector256<long> wanted = Vector256.Create((long)*index);
        Vector256<long> r0 = Vector256<long>.Zero, r1 = r0, r2 = r0, r3 = r0, r4 = r0;
        for (int e = 0; e < entries; e++, table += CachedLength)
        {
            Vector256<long> m = Vector256.Equals(wanted, Vector256.Create((long)e));
            r0 |= m & Get(table, 0);
            r1 |= m & Get(table, 1);
            r2 |= m & Get(table, 2);
            r3 |= m & Get(table, 3);
            r4 |= m & Get(table, 4);
        }
        PutAll(cached, r0, r1, r2, r3, r4);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ScanShared(ulong* affine, ulong* position, ulong* index)
    {
        // Limb l of the three elements is entry-major at rows l, 5 + l, 10 + l of the shared table: mask each row of 16 and fold it.
        Vector512<long> lanes = Vector512.Create(1L, 2, 3, 4, 5, 6, 7, 8), wanted = Vector512.Create((long)*index);
        Vector512<long> low = Vector512.Equals(lanes, wanted), high = Vector512.Equals(lanes + Vector512.Create(8L), wanted);
        for (int l = 0; l < 5; l++)
        {
            affine[4 * l] = Fold(position + (16 * (5 + l)), low, high);
            affine[(4 * l) + 1] = Fold(position + (16 * l), low, high);
            affine[(4 * l) + 2] = 0;
            affine[(4 * l) + 3] = Fold(position + (16 * (10 + l)), low, high);
        }
        ulong x = *index, zero = ((x | (0 - x)) >> 63) - 1;
        affine[0] |= zero & 1;
        affine[1] |= zero & 1;
        affine[2] = 2;
    }

    public static void Digit(ulong* magnitude, ulong* sign, ulong* words, int bit, int width) =>
        PlainField.Digit(magnitude, sign, words, bit, width);

    private static readonly ulong* CacheFactors = MakeCacheFactors();

    private static ulong* MakeCacheFactors()
    {
        ulong* factors = (ulong*)NativeMemory.AlignedAlloc(20 * sizeof(ulong), 64);
        SetSmall(factors, 1, 1, 2, 0);
        FieldElement d2 = FieldConstants.TwoD;
        for (int l = 0; l < 5; l++) factors[(4 * l) + 3] = ((ulong*)&d2)[l];
        return factors;
    }

    private static ulong Fold(ulong* row, Vector512<long> low, Vector512<long> high)
    {
        Vector512<long> found = (Vector512.Load((long*)row) & low) | (Vector512.Load((long*)row + 8) & high);
        return (ulong)Vector512.Sum(found);
    }

    private static void SetSmall(ulong* p, ulong x, ulong y, ulong z, ulong t)
    {
        new Span<ulong>(p, 20).Clear();
        (p[0], p[1], p[2], p[3]) = (x, y, z, t);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<long> Get(ulong* p, int i) => Vector256.Load((long*)p + (4 * i));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(ulong* p, int i, Vector256<long> v) => Vector256.Store(v, (long*)p + (4 * i));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void PutAll(
        ulong* p, Vector256<long> v0, Vector256<long> v1, Vector256<long> v2, Vector256<long> v3, Vector256<long> v4)
    {
        Put(p, 0, v0);
        Put(p, 1, v1);
        Put(p, 2, v2);
        Put(p, 3, v3);
        Put(p, 4, v4);
    }
}
