// The sums that aggregated proofs are made of (fact sheet ledger §2.13).
using MobileCoin.Curve25519.Backends;

namespace MobileCoin.Curve25519;

public static partial class RistrettoBatch
{
    /// <summary>The sum over i of yes[i] where masks[i] is all ones, of -no[i] where it is zero. Constant time.</summary>
    /// <exception cref="ArgumentException">Lengths do not agree.</exception>
    public static RistrettoPoint SelectedDifference(ReadOnlySpan<ulong> masks, ReadOnlySpan<RistrettoPoint> yes, ReadOnlySpan<RistrettoPoint> no)
    {
        Error.ThrowIfNotCount(yes.Length, masks.Length, 1, nameof(yes));
        Error.ThrowIfNotCount(no.Length, masks.Length, 1, nameof(no));
        return new RistrettoPoint(Backend.Current.SelectedDifference(masks, Raw(yes), Raw(no)));
    }

    /// <summary>Several sums of equally many products: sums[k] is that of the k-th part of the terms. Constant time.</summary>
    /// <exception cref="ArgumentException">There is no sum, or the terms are not as many for each.</exception>
    public static void Multiscalars(ReadOnlySpan<Scalar> scalars, ReadOnlySpan<RistrettoPoint> points, Span<RistrettoPoint> sums)
    {
        Error.ThrowIfNotCount(scalars.Length, points.Length, 1, nameof(scalars));
        if (sums.IsEmpty) throw new ArgumentException("Expected at least 1 item, got 0", nameof(sums));
        Error.ThrowIfNotCount(points.Length, points.Length / sums.Length, sums.Length, nameof(points));
        Backend.Current.Multiscalars(scalars, Raw(points), Raw(sums));
    }

    /// <summary>
    /// results[i] = the sum over h of weights[h] * points[h * results.Length + i], for public weights: time and memory accesses depend
    /// on them. Constant time in the points.
    /// </summary>
    /// <exception cref="ArgumentException">Lengths do not agree.</exception>
    public static void FoldVartime(ReadOnlySpan<Scalar> weights, ReadOnlySpan<RistrettoPoint> points, Span<RistrettoPoint> results)
    {
        Error.ThrowIfNotCount(points.Length, weights.Length, results.Length, nameof(points));
        Backend.Current.FoldVartime(weights, Raw(points), Raw(results));
    }
}
