// One backend: a lane field for batches and a group for single points; here what all its operations share.
using MobileCoin.Curve25519.Field;
using MobileCoin.Curve25519.Group;

namespace MobileCoin.Curve25519.Backends;

/// <summary>The operations over one field backend for batches and one group, of a single lane, for points one at a time.</summary>
internal sealed unsafe partial class Backend<TField, TOne> : Backend
    where TField : struct, ILaneField
    where TOne : struct, IGroup
{
    internal override int Lanes => TField.Lanes;

    /// <summary>
    /// How many points the next kernel takes when a number is left. Points of the last vector, which is not full, go two or one at a time
    /// where that is faster (docs/performance.md).
    /// </summary>
    private static int NextWidth(int left) => TField.Lanes switch
    {
        8 => left >= 6 ? 8 : left >= 2 ? DuoGroup.Lanes : 1,
        4 => left >= 3 ? 4 : 1,
        _ => TField.Lanes,
    };

    private static void Pad<T>(ReadOnlySpan<T> items, Span<T> padded)
    {
        items.CopyTo(padded);
        padded[items.Length..].Clear();
    }
}
