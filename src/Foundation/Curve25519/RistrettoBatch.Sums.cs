// Sums of chosen points, as commitments to bits are (fact sheet ledger §2.13).
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
}
