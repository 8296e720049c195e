// Elements made ready for products with scalars that are known one after the other, as the members of a ring.
using MobileCoin.Curve25519.Backends;

namespace MobileCoin.Curve25519;

/// <summary>
/// Elements with their multiples by 2^64, 2^128 and 2^192. Making them ready goes through full vectors and takes three quarters of the
/// doublings out of a multiplication: worth it where products must be made one or two at a time. Constant time. They lie on a stack of the
/// thread and are wiped on disposal: dispose in the reverse order of making, as <c>using</c> does.
/// </summary>
public readonly unsafe ref struct RistrettoPowers
{
    private readonly Workspace _workspace;
    private readonly EdwardsPoint* _powers;
    private readonly int _count;

    /// <summary>Makes elements ready.</summary>
    public RistrettoPowers(ReadOnlySpan<RistrettoPoint> points)
    {
        _workspace = Workspace.Open();
        _count = points.Length;
        _powers = (EdwardsPoint*)_workspace.Take(Backend.Powers * _count * EdwardsPoint.Words);
        Backend.Current.Raise(RistrettoBatch.Raw(points), new Span<EdwardsPoint>(_powers, Backend.Powers * _count));
    }

    /// <summary>results[i] = scalar * the element of index first + i.</summary>
    /// <exception cref="ArgumentException">There are not as many elements from first on.</exception>
    public void Multiply(in Scalar scalar, int first, Span<RistrettoPoint> results) =>
        MultiplyAll(new ReadOnlySpan<Scalar>(in scalar), first, results);

    /// <summary>results[i] = scalars[i] * the element of index first + i.</summary>
    /// <exception cref="ArgumentException">There are not as many elements from first on, or scalars.</exception>
    public void Multiply(ReadOnlySpan<Scalar> scalars, int first, Span<RistrettoPoint> results)
    {
        Error.ThrowIfNotCount(scalars.Length, results.Length, 1, nameof(scalars));
        MultiplyAll(scalars, first, results);
    }

    /// <summary>Wipes the elements.</summary>
    public void Dispose() => _workspace.Dispose();

    private void MultiplyAll(ReadOnlySpan<Scalar> scalars, int first, Span<RistrettoPoint> results)
    {
        if ((uint)first > (uint)_count || results.Length > _count - first)
        {
            throw new ArgumentException($"Expected {_count} elements at most, got {results.Length} from {first} on", nameof(results));
        }
        var powers = new ReadOnlySpan<EdwardsPoint>(_powers, Backend.Powers * _count);
        Backend.Current.MultiplyRaised(scalars, powers, first, RistrettoBatch.Raw(results));
    }
}
