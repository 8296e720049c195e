// Sums of any number of points, and products of one point with scalars that come one after the other.
using System.Runtime.CompilerServices;
using MobileCoin.Curve25519.Group;
using MobileCoin.Curve25519.Multiplication;

namespace MobileCoin.Curve25519.Backends;

internal sealed unsafe partial class Backend<TField, TTwo, TOne>
{
    internal override int TableLength => Comb<LaneGroup<TField>, TOne>.TableLength;

    internal override void Add(ReadOnlySpan<EdwardsPoint> a, ReadOnlySpan<EdwardsPoint> b, bool subtract, Span<EdwardsPoint> results)
    {
        using var ws = Workspace.Open();
        ulong* p = ws.Take(LaneGroup<TField>.PointLength), q = ws.Take(LaneGroup<TField>.PointLength);
        ulong* cached = ws.Take(LaneGroup<TField>.CachedLength);
        for (int i = 0; i < results.Length; i += TField.Lanes)
        {
            LoadPadded<LaneGroup<TField>>(p, a[i..]);
            LoadPadded<LaneGroup<TField>>(q, b[i..]);
            LaneGroup<TField>.ToCached(cached, q);
            if (subtract) LaneGroup<TField>.Subtract(p, cached);
            else LaneGroup<TField>.Add(p, cached, needT: true);
            StorePadded<LaneGroup<TField>>(results[i..], p);
        }
    }

    internal override void FillTable(ulong* table, in EdwardsPoint point)
    {
        fixed (EdwardsPoint* from = &point) Comb<LaneGroup<TField>, TOne>.Fill(table, from);
    }

    internal override EdwardsPoint MultiplyTable(ulong* table, in Scalar scalar)
    {
        using var ws = Workspace.Open();
        ulong* p = ws.Take(TOne.PointLength);
        Comb<LaneGroup<TField>, TOne>.Multiply(p, table, scalar);
        Unsafe.SkipInit(out EdwardsPoint r);
        TOne.Store(&r, p);
        return r;
    }
}
