// Vectors of points at the end of a batch, which have fewer points than lanes.
namespace MobileCoin.Curve25519.Group;

/// <summary>Loads and stores that take any number of points from one on.</summary>
internal static unsafe class LaneVector<TGroup>
    where TGroup : struct, IGroup
{
    /// <summary>Loads a vector of points, padded with the identity.</summary>
    internal static void Load(ulong* p, ReadOnlySpan<EdwardsPoint> points)
    {
        if (points.Length >= TGroup.Lanes)
        {
            fixed (EdwardsPoint* from = points) TGroup.Load(p, from);
            return;
        }
        using var ws = Workspace.Open();
        var padded = new Span<EdwardsPoint>(ws.Take(TGroup.Lanes * EdwardsPoint.Words), TGroup.Lanes);
        points.CopyTo(padded);
        padded[points.Length..].Clear();
        fixed (EdwardsPoint* from = padded) TGroup.Load(p, from);
    }

    /// <summary>Stores as many of a vector's points as the destination takes.</summary>
    internal static void Store(Span<EdwardsPoint> points, ulong* p)
    {
        if (points.Length >= TGroup.Lanes)
        {
            fixed (EdwardsPoint* to = points) TGroup.Store(to, p);
            return;
        }
        using var ws = Workspace.Open();
        var all = (EdwardsPoint*)ws.Take(TGroup.Lanes * EdwardsPoint.Words);
        TGroup.Store(all, p);
        new ReadOnlySpan<EdwardsPoint>(all, points.Length).CopyTo(points);
    }
}
