// Select, swap, compare and conditional copy over spans, without a branch or an address that depends on the data (fact sheet crypto §12).
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using MobileCoin.Curve25519;
using MobileCoin.Oblivious.Lanes;

namespace MobileCoin.Oblivious;

/// <summary>
/// Operations whose time and memory trace depend on lengths alone. A decision is a mask: all ones for yes, zero for no; any other value
/// mixes its operands bit by bit and is the caller's error.
/// </summary>
public static class ConstantTime
{
    /// <summary>The mask for "yes": all ones.</summary>
    public const ulong Yes = ulong.MaxValue;

    /// <summary>The mask for "no": zero.</summary>
    public const ulong No = 0;

    /// <summary>Writes <paramref name="ifYes"/> or <paramref name="ifNo"/> to <paramref name="result"/>, reading both.</summary>
    /// <param name="mask">All ones or zero.</param>
    /// <param name="ifYes">As many bytes as the result.</param>
    /// <param name="ifNo">As many bytes as the result; may be the result itself.</param>
    /// <param name="result">Receives one of the two.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Select(ulong mask, ReadOnlySpan<byte> ifYes, ReadOnlySpan<byte> ifNo, Span<byte> result)
    {
        Same(ifYes.Length, result.Length, nameof(ifYes));
        Same(ifNo.Length, result.Length, nameof(ifNo));
        switch (Simd.Level)
        {
            case SimdLevel.Avx512:
                SpanKernels<Avx512Lanes, Vector512<ulong>>.Select(mask, ifYes, ifNo, result);
                break;
            case SimdLevel.Avx2:
                SpanKernels<Avx2Lanes, Vector256<ulong>>.Select(mask, ifYes, ifNo, result);
                break;
            default:
                SpanKernels<PlainLanes, ulong>.Select(mask, ifYes, ifNo, result);
                break;
        }
    }

    /// <summary>
    /// Copies <paramref name="source"/> over <paramref name="destination"/> if the mask says so; rewrites it in either case.
    /// </summary>
    /// <param name="mask">All ones or zero.</param>
    /// <param name="source">As many bytes as the destination.</param>
    /// <param name="destination">Overwritten or kept.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void CopyIf(ulong mask, ReadOnlySpan<byte> source, Span<byte> destination)
    {
        Same(source.Length, destination.Length, nameof(source));
        Select(mask, source, destination, destination);
    }

    /// <summary>Exchanges two spans if the mask says so; rewrites both in either case. They must not overlap.</summary>
    /// <param name="mask">All ones or zero.</param>
    /// <param name="a">As many bytes as <paramref name="b"/>.</param>
    /// <param name="b">As many bytes as <paramref name="a"/>.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void SwapIf(ulong mask, Span<byte> a, Span<byte> b)
    {
        Same(b.Length, a.Length, nameof(b));
        switch (Simd.Level)
        {
            case SimdLevel.Avx512:
                SpanKernels<Avx512Lanes, Vector512<ulong>>.Swap(mask, a, b);
                break;
            case SimdLevel.Avx2:
                SpanKernels<Avx2Lanes, Vector256<ulong>>.Swap(mask, a, b);
                break;
            default:
                SpanKernels<PlainLanes, ulong>.Swap(mask, a, b);
                break;
        }
    }

    /// <summary>All ones if the spans hold the same bytes, else zero.</summary>
    /// <param name="a">As many bytes as <paramref name="b"/>.</param>
    /// <param name="b">As many bytes as <paramref name="a"/>.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static ulong Equal(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        Same(b.Length, a.Length, nameof(b));
        return Simd.Level switch
        {
            SimdLevel.Avx512 => SpanKernels<Avx512Lanes, Vector512<ulong>>.Equal(a, b),
            SimdLevel.Avx2 => SpanKernels<Avx2Lanes, Vector256<ulong>>.Equal(a, b),
            _ => SpanKernels<PlainLanes, ulong>.Equal(a, b),
        };
    }

    /// <summary>
    /// All ones if <paramref name="a"/> comes before <paramref name="b"/> in the order of bytes, first byte first; else zero.
    /// </summary>
    /// <param name="a">As many bytes as <paramref name="b"/>.</param>
    /// <param name="b">As many bytes as <paramref name="a"/>.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static ulong Less(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        Same(b.Length, a.Length, nameof(b));
        ulong less = 0;
        for (int i = a.Length - 1; i >= 0; i--) // the last difference seen, the first in the string, decides
        {
            less = Mask.Less(a[i], b[i]) | (less & Mask.Equal(a[i], b[i]));
        }
        return less;
    }

    /// <summary>All ones if the two words are equal, else zero.</summary>
    public static ulong Equal(ulong a, ulong b) => Mask.Equal(a, b);

    /// <summary>All ones if <paramref name="a"/> is less than <paramref name="b"/>, else zero.</summary>
    public static ulong Less(ulong a, ulong b) => Mask.Less(a, b);

    /// <summary><paramref name="ifYes"/> where the mask is set, else <paramref name="ifNo"/>.</summary>
    public static ulong Select(ulong mask, ulong ifYes, ulong ifNo) => Mask.Select(mask, ifYes, ifNo);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Same(int actual, int expected, string name)
    {
        if (actual != expected) throw new ArgumentException($"{name} has {actual} bytes, expected {expected}", name);
    }
}
