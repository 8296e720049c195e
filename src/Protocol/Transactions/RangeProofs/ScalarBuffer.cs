// Where the scalars of a proof lie while it is made or checked: memory that the collector does not move, wiped when given back.
using MobileCoin.Curve25519;

namespace MobileCoin.Transactions;

/// <summary>A pinned array of scalars, zero at first, wiped on disposal.</summary>
internal readonly struct ScalarBuffer(int count) : IDisposable
{
    private readonly Scalar[] _scalars = GC.AllocateArray<Scalar>(count, pinned: true);

    internal Span<Scalar> Span => _scalars;

    /// <inheritdoc/>
    public void Dispose() => Scalar.Wipe(_scalars);
}
