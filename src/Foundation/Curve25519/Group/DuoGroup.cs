// Two points across the eight lanes of 512-bit registers, four lanes each: the layout of QuadGroup twice.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MobileCoin.Curve25519.Group;

/// <summary>
/// Limb l of (X, Y, Z, T) of the first point is words 8l to 8l + 3, of the second 8l + 4 to 8l + 7; a cached point is (Y-X, Y+X, 2Z, 2dT) in
/// the same layout, and so is an affine cached one with Z = 1. Two points take little longer than one, which waits for its own results.
/// Needs AVX-512 F and DQ.
/// </summary>
internal readonly unsafe partial struct DuoGroup : IGroup
{
    private const int Limbs = 5, Coordinates = 4;
    private const long Mask51 = (1L << 51) - 1;

    public static int Lanes => 2;

    public static int PointLength => 40;

    public static int CachedLength => 40;

    public static int AffineLength => 40;

    public static void Load(ulong* p, EdwardsPoint* points)
    {
        for (int lane = 0; lane < 2; lane++, p += Coordinates)
        {
            ulong* from = (ulong*)(points + lane);
            for (int l = 0; l < Limbs; l++)
            {
                ulong flip = l == 0 ? EdwardsPoint.Flip : 0;
                p[8 * l] = from[l];
                p[(8 * l) + 1] = from[5 + l] ^ flip;
                p[(8 * l) + 2] = from[10 + l] ^ flip;
                p[(8 * l) + 3] = from[15 + l];
            }
        }
    }

    public static void Store(EdwardsPoint* points, ulong* p)
    {
        // Fresh limbs may be slightly negative: add 2p and carry, as Avx512Field.Store does.
        ulong* t = stackalloc ulong[40];
        Vector512<long> c = Vector512.Create(2 * Mask51), mask = Vector512.Create(Mask51);
        Vector512<long> s0 = Get(p, 0) + Vector512.Create(2 * (Mask51 - 18)), s1 = Get(p, 1) + c, s2 = Get(p, 2) + c;
        Vector512<long> s3 = Get(p, 3) + c, s4 = Get(p, 4) + c;
        Put(t, 0, (s0 & mask) + (s4 >> 51) * Vector512.Create(19L));
        Put(t, 1, (s1 & mask) + (s0 >> 51));
        Put(t, 2, (s2 & mask) + (s1 >> 51));
        Put(t, 3, (s3 & mask) + (s2 >> 51));
        Put(t, 4, (s4 & mask) + (s3 >> 51));
        for (int lane = 0; lane < 2; lane++)
        {
            ulong* from = t + (Coordinates * lane), to = (ulong*)(points + lane);
            for (int l = 0; l < Limbs; l++)
            {
                ulong flip = l == 0 ? EdwardsPoint.Flip : 0;
                to[l] = from[8 * l];
                to[5 + l] = from[(8 * l) + 1] ^ flip;
                to[10 + l] = from[(8 * l) + 2] ^ flip;
                to[15 + l] = from[(8 * l) + 3];
            }
        }
        new Span<ulong>(t, 40).Clear();
    }

    public static void SetIdentity(ulong* p) => SetSmall(p, 0, 1, 1, 0);

    public static void SetIdentityCached(ulong* cached) => SetSmall(cached, 1, 1, 2, 0);

    public static void AddAffine(ulong* p, ulong* affine) => Add(p, affine, needT: true);

    public static void NegateCachedIf(ulong* cached, ulong* mask)
    {
        Vector512<long> m = Each(mask);
        for (int l = 0; l < Limbs; l++)
        {
            Vector512<long> v = Get(cached, l);
            Put(cached, l, v ^ ((v ^ DuoFormulas.NegateCached(v)) & m));
        }
    }

    public static void NegateAffineIf(ulong* affine, ulong* mask) => NegateCachedIf(affine, mask);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Scan(ulong* cached, ulong* table, int entries, ulong* index)
    {
        Vector512<long> wanted = Each(index);
        Vector512<long> r0 = Vector512<long>.Zero, r1 = r0, r2 = r0, r3 = r0, r4 = r0;
        for (int e = 0; e < entries; e++, table += CachedLength)
        {
            Vector512<long> m = Vector512.Equals(wanted, Vector512.Create((long)e));
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
        // As Avx512Field.ScanShared, with a point's index in all four of its lanes: rows l, 5 + l and 10 + l are Y+X, Y-X and 2dxy.
        Vector512<long> i = Each(index), zero = Vector512.Equals(i, Vector512<long>.Zero);
        i -= Vector512<long>.One;
        for (int l = 0; l < Limbs; l++)
        {
            ulong* sum = position + (16 * l), difference = sum + (16 * Limbs), product = difference + (16 * Limbs);
            Vector512<long> limb = DuoFormulas.Affine(
                Avx512F.PermuteVar8x64x2(Get(difference, 0), i, Get(difference, 1)),
                Avx512F.PermuteVar8x64x2(Get(sum, 0), i, Get(sum, 1)),
                Avx512F.PermuteVar8x64x2(Get(product, 0), i, Get(product, 1)));
            Put(affine, l, Vector512.AndNot(limb, zero));
        }
        Put(affine, 0, Get(affine, 0) | (zero & Vector512.Create(1L, 1, 0, 0, 1, 1, 0, 0)) | Vector512.Create(0L, 0, 2, 0, 0, 0, 2, 0));
    }

    public static void Digit(ulong* magnitude, ulong* sign, ulong* words, int bit, int width)
    {
        int word = bit >> 6, shift = bit & 63;
        Vector128<long> d = Vector128.Load((long*)words + (2 * word)) >>> shift;
        if (shift + width > 64) d |= Vector128.Load((long*)words + (2 * (word + 1))) << (64 - shift);
        d = (d & Vector128.Create((1L << width) - 1)) - Vector128.Create(1L << (width - 1));
        Vector128<long> s = Vector128.LessThan(d, Vector128<long>.Zero);
        Vector128.Store(s, (long*)sign);
        Vector128.Store((d ^ s) - s, (long*)magnitude);
    }

    private static void SetSmall(ulong* p, ulong x, ulong y, ulong z, ulong t)
    {
        new Span<ulong>(p, 40).Clear();
        (p[0], p[1], p[2], p[3]) = (x, y, z, t);
        (p[4], p[5], p[6], p[7]) = (x, y, z, t);
    }

    /// <summary>A word for each point, in all of its lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<long> Each(ulong* words) => Vector512.Create(Vector256.Create((long)words[0]), Vector256.Create((long)words[1]));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<long> Get(ulong* p, int i) => Vector512.Load((long*)p + (8 * i));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(ulong* p, int i, Vector512<long> v) => Vector512.Store(v, (long*)p + (8 * i));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void PutAll(
        ulong* p, Vector512<long> v0, Vector512<long> v1, Vector512<long> v2, Vector512<long> v3, Vector512<long> v4)
    {
        Put(p, 0, v0);
        Put(p, 1, v1);
        Put(p, 2, v2);
        Put(p, 3, v3);
        Put(p, 4, v4);
    }
}
