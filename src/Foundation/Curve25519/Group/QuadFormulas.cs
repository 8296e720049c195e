// The steps between the products of a point across four lanes, one limb at a time (Hisil, Wong, Carter, Dawson 2008, section 4.2 to
// 4.4, with signs chosen for few steps).
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MobileCoin.Curve25519.Group;

/// <summary>
/// Sums across lanes for points laid out as (X, Y, Z, T). Permutation and blend constants are written lane by lane, highest first: two
/// bits name the source lane of a permutation, two bits (one for each half) choose the second operand of a blend.
/// </summary>
internal static class QuadFormulas
{
    /// <summary>(X, Y, Z, T) to (X, Y, Z, X + Y).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<long> WithSum(Vector256<long> p) =>
        Avx2.Blend(p.AsInt32(), (Avx2.Permute4x64(p, 0b00_00_00_00) + Avx2.Permute4x64(p, 0b01_01_01_01)).AsInt32(), 0b11_00_00_00).AsInt64();

    /// <summary>
    /// From the squares (A, B, C, S) the factors left = (F, G, F, E) and right = (E, H, G, H) of X3, Y3, Z3, T3, where H = A + B,
    /// G = A - B, E = H - S, F = 2C + G: the larger of two on the left, as <see cref="Field.ILaneField"/> asks.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void DoublingFactors(Vector256<long> squares, out Vector256<long> left, out Vector256<long> right)
    {
        Vector256<long> a = Avx2.Permute4x64(squares, 0b00_00_00_00), b = Avx2.Permute4x64(squares, 0b01_01_01_01);
        Vector256<int> h = (a + b).AsInt32(), g = (a - b).AsInt32();
        // (., ., 2C, -S): what E and F add to H and G.
        Vector256<long> extra = Avx2.Blend((squares + squares).AsInt32(), (Vector256<long>.Zero - squares).AsInt32(), 0b11_00_00_00).AsInt64();
        Vector256<int> extraLeft = Avx2.Permute4x64(extra, 0b11_10_00_10).AsInt32(), extraRight = Avx2.Permute4x64(extra, 0b00_00_00_11).AsInt32();
        left = Avx2.Blend(g, h, 0b11_00_00_00).AsInt64() + Avx2.Blend(extraLeft, Vector256<int>.Zero, 0b00_00_11_00).AsInt64();
        right = Avx2.Blend(h, g, 0b00_11_00_00).AsInt64() + Avx2.Blend(extraRight, Vector256<int>.Zero, 0b11_11_11_00).AsInt64();
    }

    /// <summary>From (A, B, D, C): E = B - A, F = D - C, G = D + C, H = B + A; left = (E, G, F, E), right = (F, H, G, H).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void AdditionFactors(Vector256<long> v, out Vector256<long> left, out Vector256<long> right)
    {
        Vector256<long> other = Avx2.Permute4x64(v, 0b10_11_00_01), gh = v + other;                                 // (H, H, G, G)
        Vector256<long> ef = Avx2.Blend((other - v).AsInt32(), (v - other).AsInt32(), 0b11_11_00_00).AsInt64();     // (E, ., F, .)
        left = Avx2.Blend(
            Avx2.Permute4x64(ef, 0b00_10_00_00).AsInt32(), Avx2.Permute4x64(gh, 0b10_10_10_10).AsInt32(), 0b00_00_11_00).AsInt64();
        right = Avx2.Blend(
            Avx2.Permute4x64(gh, 0b00_10_00_00).AsInt32(), Avx2.Permute4x64(ef, 0b10_10_10_10).AsInt32(), 0b00_00_00_11).AsInt64();
    }

    /// <summary>As <see cref="AdditionFactors"/> from (B, A, D, -C): the negative of a cached point exchanges A with B and negates C.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void SubtractionFactors(Vector256<long> v, out Vector256<long> left, out Vector256<long> right)
    {
        Vector256<long> other = Avx2.Permute4x64(v, 0b10_11_00_01), hf = v + other, eg = v - other;     // (H, H, F, F), (E, ., G, .)
        left = Avx2.Blend(Avx2.Permute4x64(eg, 0b00_00_10_00).AsInt32(), hf.AsInt32(), 0b00_11_00_00).AsInt64();
        right = Avx2.Blend(Avx2.Permute4x64(hf, 0b00_00_00_10).AsInt32(), eg.AsInt32(), 0b00_11_00_00).AsInt64();
    }

    /// <summary>(X, Y, Z, T) to (Y - X, Y + X, Z, T).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<long> DifferenceAndSum(Vector256<long> p)
    {
        Vector256<long> swapped = Avx2.Permute4x64(p, 0b11_10_00_01);       // (Y, X, Z, T)
        Vector256<int> difference = (swapped - p).AsInt32(), sum = (swapped + p).AsInt32();
        Vector256<int> both = Avx2.Blend(difference, sum, 0b00_00_11_00);
        return Avx2.Blend(both, p.AsInt32(), 0b11_11_00_00).AsInt64();
    }

    /// <summary>(X, Y, Z, T) to (Y + X, Y - X, Z, T).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<long> SumAndDifference(Vector256<long> p)
    {
        Vector256<long> swapped = Avx2.Permute4x64(p, 0b11_10_00_01);       // (Y, X, Z, T)
        Vector256<int> difference = (p - swapped).AsInt32(), sum = (swapped + p).AsInt32();
        Vector256<int> both = Avx2.Blend(sum, difference, 0b00_00_11_00);
        return Avx2.Blend(both, p.AsInt32(), 0b11_11_00_00).AsInt64();
    }

    /// <summary>The limbs of -P from those of a cached P = (Y-X, Y+X, 2Z, 2dT).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<long> NegateCached(Vector256<long> v) =>
        Avx2.Blend(Avx2.Permute4x64(v, 0b11_10_00_01).AsInt32(), (Vector256<long>.Zero - v).AsInt32(), 0b11_00_00_00).AsInt64();
}
