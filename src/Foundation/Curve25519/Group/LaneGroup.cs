// Point arithmetic with one point a lane, over any field backend (Hisil, Wong, Carter, Dawson 2008, a = -1; docs/field-arithmetic.md).
using System.Runtime.CompilerServices;
using MobileCoin.Curve25519.Field;

namespace MobileCoin.Curve25519.Group;

/// <summary>Points laid out coordinate by coordinate, each an element vector of the field backend.</summary>
internal readonly unsafe struct LaneGroup<TField> : IGroup
    where TField : struct, ILaneField
{
    public static int Lanes => TField.Lanes;

    /// <summary>X, Y, Z, T and four elements of scratch, which keeps the formulas free of allocation.</summary>
    public static int PointLength => 8 * TField.Length;

    public static int CachedLength => 4 * TField.Length;

    public static int AffineLength => 3 * TField.Length;

    public static void Load(ulong* p, EdwardsPoint* points)
    {
        int n = TField.Length;
        TField.Load(p, (ulong*)points, EdwardsPoint.Words, 0);
        TField.Load(p + n, (ulong*)points + 5, EdwardsPoint.Words, EdwardsPoint.Flip);
        TField.Load(p + (2 * n), (ulong*)points + 10, EdwardsPoint.Words, EdwardsPoint.Flip);
        TField.Load(p + (3 * n), (ulong*)points + 15, EdwardsPoint.Words, 0);
    }

    public static void Store(EdwardsPoint* points, ulong* p)
    {
        int n = TField.Length;
        TField.Store((ulong*)points, EdwardsPoint.Words, 0, p);
        TField.Store((ulong*)points + 5, EdwardsPoint.Words, EdwardsPoint.Flip, p + n);
        TField.Store((ulong*)points + 10, EdwardsPoint.Words, EdwardsPoint.Flip, p + (2 * n));
        TField.Store((ulong*)points + 15, EdwardsPoint.Words, 0, p + (3 * n));
    }

    public static void SetIdentity(ulong* p)
    {
        int n = TField.Length;
        TField.Broadcast(p, default);
        TField.Broadcast(p + n, FieldElement.One);
        TField.Broadcast(p + (2 * n), FieldElement.One);
        TField.Broadcast(p + (3 * n), default);
    }

    public static void SetIdentityCached(ulong* cached)
    {
        int n = TField.Length;
        TField.Broadcast(cached, FieldElement.One);
        TField.Broadcast(cached + n, FieldElement.One);
        TField.Broadcast(cached + (2 * n), new FieldElement(2, 0, 0, 0, 0));
        TField.Broadcast(cached + (3 * n), default);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Double(ulong* p, int times)
    {
        int n = TField.Length;
        ulong* a = p + (4 * n), b = p + (5 * n), c = p + (6 * n), s = p + (7 * n);
        ulong* x = p, y = p + n, z = p + (2 * n), t = p + (3 * n);
        do
        {
            TField.Add(s, x, y);
            TField.SquareTimes(a, x, 1);
            TField.SquareTimes(b, y, 1);
            TField.SquareTimes(c, z, 1);
            TField.SquareTimes(s, s, 1);
            TField.Add(z, a, b);            // H = A + B
            TField.Subtract(b, a, b);       // G = A - B
            TField.Subtract(s, z, s);       // E = A + B - S
            TField.Add(c, c, c);
            TField.Add(c, c, b);            // F = 2C + A - B
            if (times == 1) TField.Multiply(t, s, z);
            TField.Multiply(x, c, s);
            TField.Multiply(y, b, z);
            TField.Multiply(z, c, b);
        }
        while (--times > 0);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Add(ulong* p, ulong* cached, bool needT)
    {
        int n = TField.Length;
        ulong* a = p + (4 * n), b = p + (5 * n), c = p + (6 * n), d = p + (7 * n);
        ulong* x = p, y = p + n, z = p + (2 * n), t = p + (3 * n);
        TField.Add(b, y, x);
        TField.Subtract(a, y, x);
        TField.Multiply(b, b, cached);
        TField.Multiply(a, a, cached + n);
        TField.Multiply(d, z, cached + (2 * n));
        TField.Multiply(c, t, cached + (3 * n));
        Finish(p, a, b, c, d, needT);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Subtract(ulong* p, ulong* cached)
    {
        // -(Y+X, Y-X, 2Z, 2dT) is (Y-X, Y+X, 2Z, -2dT).
        int n = TField.Length;
        ulong* a = p + (4 * n), b = p + (5 * n), c = p + (6 * n), d = p + (7 * n);
        ulong* x = p, y = p + n, z = p + (2 * n), t = p + (3 * n);
        TField.Add(b, y, x);
        TField.Subtract(a, y, x);
        TField.Multiply(b, b, cached + n);
        TField.Multiply(a, a, cached);
        TField.Multiply(d, z, cached + (2 * n));
        TField.Multiply(c, t, cached + (3 * n));
        TField.Subtract(c, LaneConstants<TField>.Zero, c);
        Finish(p, a, b, c, d, needT: true);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void AddAffine(ulong* p, ulong* affine)
    {
        int n = TField.Length;
        ulong* a = p + (4 * n), b = p + (5 * n), c = p + (6 * n), d = p + (7 * n);
        ulong* x = p, y = p + n, z = p + (2 * n), t = p + (3 * n);
        TField.Add(b, y, x);
        TField.Subtract(a, y, x);
        TField.Multiply(b, b, affine);
        TField.Multiply(a, a, affine + n);
        TField.Multiply(c, t, affine + (2 * n));
        TField.Add(d, z, z);
        Finish(p, a, b, c, d, needT: true);
    }

    public static void ToCached(ulong* cached, ulong* p)
    {
        int n = TField.Length;
        TField.Add(cached, p + n, p);
        TField.Subtract(cached + n, p + n, p);
        TField.Add(cached + (2 * n), p + (2 * n), p + (2 * n));
        TField.Multiply(cached + (3 * n), p + (3 * n), LaneConstants<TField>.TwoD);
    }

    public static void NegateCachedIf(ulong* cached, ulong* mask)
    {
        int n = TField.Length;
        TField.SwapIf(cached, cached + n, mask);
        TField.NegateIf(cached + (3 * n), cached + (3 * n), mask);
    }

    public static void NegateAffineIf(ulong* affine, ulong* mask)
    {
        int n = TField.Length;
        TField.SwapIf(affine, affine + n, mask);
        TField.NegateIf(affine + (2 * n), affine + (2 * n), mask);
    }

    public static void Scan(ulong* cached, ulong* table, int entries, ulong* index) =>
        TField.Scan(cached, table, entries, CachedLength, index);

    public static void ScanShared(ulong* affine, ulong* position, ulong* index) => TField.ScanShared(affine, position, index);

    public static void Digit(ulong* magnitude, ulong* sign, ulong* words, int bit, int width) =>
        TField.Digit(magnitude, sign, words, bit, width);

    /// <summary>From A = (Y-X)(y-x), B = (Y+X)(y+x), C = 2dTt, D = 2Zz: E = B - A, F = D - C, G = D + C, H = B + A.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish(ulong* p, ulong* a, ulong* b, ulong* c, ulong* d, bool needT)
    {
        int n = TField.Length;
        ulong* x = p, y = p + n, z = p + (2 * n), t = p + (3 * n);
        TField.Subtract(x, b, a);       // E
        TField.Add(b, b, a);            // H
        TField.Subtract(a, d, c);       // F
        TField.Add(d, d, c);            // G
        if (needT) TField.Multiply(t, x, b);
        TField.Multiply(x, a, x);
        TField.Multiply(y, d, b);
        TField.Multiply(z, d, a);
    }
}
