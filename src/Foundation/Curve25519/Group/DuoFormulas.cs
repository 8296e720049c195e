// The steps between the products of two points across eight lanes: those of QuadFormulas in each half of a 512-bit register.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MobileCoin.Curve25519.Group;

/// <summary>
/// Sums across lanes for pairs of points laid out as (X, Y, Z, T), (X, Y, Z, T). Constants are written lane by lane of a half, highest
/// first: two bits name the source lane of a permutation, one bit chooses the second operand of a blend.
/// </summary>
internal static class DuoFormulas
{
    /// <summary>(X, Y, Z, T) to (X, Y, Z, X + Y).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<long> WithSum(Vector512<long> p) =>
        Blend(p, Avx512F.Permute4x64(p, 0b00_00_00_00) + Avx512F.Permute4x64(p, 0b01_01_01_01), 0b1000);

    /// <summary>
    /// From the squares (A, B, C, S) the factors left = (F, G, F, E) and right = (E, H, G, H) of X3, Y3, Z3, T3, where H = A + B,
    /// G = A - B, E = H - S, F = 2C + G: the larger of two on the left, as <see cref="Field.ILaneField"/> asks.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void DoublingFactors(Vector512<long> squares, out Vector512<long> left, out Vector512<long> right)
    {
        Vector512<long> a = Avx512F.Permute4x64(squares, 0b00_00_00_00), b = Avx512F.Permute4x64(squares, 0b01_01_01_01);
        Vector512<long> h = a + b, g = a - b;
        // (., ., 2C, -S): what E and F add to H and G.
        Vector512<long> extra = Blend(squares + squares, Vector512<long>.Zero - squares, 0b1000);
        Vector512<long> extraLeft = Avx512F.Permute4x64(extra, 0b11_10_00_10), extraRight = Avx512F.Permute4x64(extra, 0b00_00_00_11);
        left = Blend(g, h, 0b1000) + Blend(extraLeft, Vector512<long>.Zero, 0b0010);
        right = Blend(h, g, 0b0100) + Blend(extraRight, Vector512<long>.Zero, 0b1110);
    }

    /// <summary>From (A, B, D, C): E = B - A, F = D - C, G = D + C, H = B + A; left = (E, G, F, E), right = (F, H, G, H).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void AdditionFactors(Vector512<long> v, out Vector512<long> left, out Vector512<long> right)
    {
        Vector512<long> other = Avx512F.Permute4x64(v, 0b10_11_00_01), gh = v + other;     // (H, H, G, G)
        Vector512<long> ef = Blend(other - v, v - other, 0b1100);      // (E, ., F, .)
        left = Blend(Avx512F.Permute4x64(ef, 0b00_10_00_00), Avx512F.Permute4x64(gh, 0b10_10_10_10), 0b0010);
        right = Blend(Avx512F.Permute4x64(gh, 0b00_10_00_00), Avx512F.Permute4x64(ef, 0b10_10_10_10), 0b0001);
    }

    /// <summary>As <see cref="AdditionFactors"/> from (B, A, D, -C): the negative of a cached point exchanges A with B and negates C.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void SubtractionFactors(Vector512<long> v, out Vector512<long> left, out Vector512<long> right)
    {
        Vector512<long> other = Avx512F.Permute4x64(v, 0b10_11_00_01), hf = v + other, eg = v - other;     // (H, H, F, F), (E, ., G, .)
        left = Blend(Avx512F.Permute4x64(eg, 0b00_00_10_00), hf, 0b0100);
        right = Blend(Avx512F.Permute4x64(hf, 0b00_00_00_10), eg, 0b0100);
    }

    /// <summary>(X, Y, Z, T) to (Y - X, Y + X, Z, T).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<long> DifferenceAndSum(Vector512<long> p)
    {
        Vector512<long> swapped = Avx512F.Permute4x64(p, 0b11_10_00_01);       // (Y, X, Z, T)
        Vector512<long> difference = swapped - p, sum = swapped + p;
        Vector512<long> both = Blend(difference, sum, 0b0010);
        return Blend(both, p, 0b1100);
    }

    /// <summary>(X, Y, Z, T) to (Y + X, Y - X, Z, T).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<long> SumAndDifference(Vector512<long> p)
    {
        Vector512<long> swapped = Avx512F.Permute4x64(p, 0b11_10_00_01);       // (Y, X, Z, T)
        Vector512<long> difference = p - swapped, sum = swapped + p;
        Vector512<long> both = Blend(sum, difference, 0b0010);
        return Blend(both, p, 0b1100);
    }

    /// <summary>The limbs of -P from those of a cached P = (Y-X, Y+X, 2Z, 2dT).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<long> NegateCached(Vector512<long> v) =>
        Blend(Avx512F.Permute4x64(v, 0b11_10_00_01), Vector512<long>.Zero - v, 0b1000);

    /// <summary>One limb of affine cached points from Y - X, Y + X and 2dxy; the place of 2Z is left zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<long> Affine(Vector512<long> difference, Vector512<long> sum, Vector512<long> product) =>
        Blend(Blend(difference, sum, 0b0010), product, 0b1000) & ~Mask(0b0100);

    /// <summary>One limb of what (Y - X, Y + X, Z, T) is multiplied with to make cached points.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<long> CacheFactors(long one, long two, ulong twoD) =>
        Vector512.Create(one, one, two, (long)twoD, one, one, two, (long)twoD);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<long> Blend(Vector512<long> a, Vector512<long> b, int lanes) =>
        Vector512.ConditionalSelect(Mask(lanes), b, a);

    /// <summary>All ones in the lanes of both halves that four bits name; a constant where the bits are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<long> Mask(int lanes)
    {
        long l0 = -(lanes & 1), l1 = -((lanes >> 1) & 1), l2 = -((lanes >> 2) & 1), l3 = -(lanes >> 3);
        return Vector512.Create(l0, l1, l2, l3, l0, l1, l2, l3);
    }
}
