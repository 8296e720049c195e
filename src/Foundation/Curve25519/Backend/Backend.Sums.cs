// The sums that aggregated proofs ask for: products of fixed points out of tables, and sums of chosen points.
using System.Runtime.CompilerServices;
using MobileCoin.Curve25519.Group;
using MobileCoin.Curve25519.Multiplication;

namespace MobileCoin.Curve25519.Backends;

internal sealed unsafe partial class Backend<TField, TOne>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal override EdwardsPoint SelectedDifference(ReadOnlySpan<ulong> masks, ReadOnlySpan<EdwardsPoint> yes, ReadOnlySpan<EdwardsPoint> no)
    {
        int lanes = TField.Lanes;
        using var ws = Workspace.Open();
        ulong* sum = ws.Take(LaneGroup<TField>.PointLength), p = ws.Take(LaneGroup<TField>.PointLength);
        ulong* cached = ws.Take(LaneGroup<TField>.CachedLength), total = ws.Take(TOne.PointLength), negative = ws.Take(lanes);
        var row = (EdwardsPoint*)ws.Take(lanes * EdwardsPoint.Words);
        LaneGroup<TField>.SetIdentity(sum);
        for (int done = 0; done < masks.Length; done += lanes)
        {
            for (int lane = 0; lane < lanes; lane++)
            {
                int i = done + lane;
                negative[lane] = 0;
                row[lane] = default;
                if (i >= masks.Length) continue;
                negative[lane] = ~masks[i];
                Select(row + lane, masks[i], yes[i], no[i]);
            }
            LaneGroup<TField>.Load(p, row);
            LaneGroup<TField>.ToCached(cached, p);
            LaneGroup<TField>.NegateCachedIf(cached, negative);
            LaneGroup<TField>.Add(sum, cached, needT: true);
        }
        LaneGroup<TField>.Store(row, sum);
        TOne.SetIdentity(total);
        AddAll(total, row, lanes);
        Unsafe.SkipInit(out EdwardsPoint r);
        TOne.Store(&r, total);
        return r;
    }

    internal override EdwardsPoint MultiscalarFixed(ReadOnlySpan<Scalar> scalars, ReadOnlySpan<int> indexes, ulong* table)
    {
        using var ws = Workspace.Open();
        int lanes = TField.Lanes;
        ulong* p = ws.Take(LaneGroup<TField>.PointLength), total = ws.Take(TOne.PointLength);
        ulong* one = ws.Take(TOne.PointLength), cached = ws.Take(TOne.CachedLength);
        var row = (EdwardsPoint*)ws.Take(lanes * EdwardsPoint.Words);
        FixedBases<LaneGroup<TField>>.Multiply(p, scalars, indexes, table);
        LaneGroup<TField>.Store(row, p);
        TOne.Load(total, row + lanes - 1);
        for (int lane = lanes - 2; lane >= 0; lane--)
        {
            TOne.Double(total, FixedBases<LaneGroup<TField>>.LaneBits);
            TOne.Load(one, row + lane);
            TOne.ToCached(cached, one);
            TOne.Add(total, cached, needT: true);
        }
        Unsafe.SkipInit(out EdwardsPoint r);
        TOne.Store(&r, total);
        return r;
    }

    private static void Select(EdwardsPoint* result, ulong mask, in EdwardsPoint yes, in EdwardsPoint no)
    {
        ulong* to = (ulong*)result;
        fixed (EdwardsPoint* first = &yes, second = &no)
        {
            ulong* a = (ulong*)first, b = (ulong*)second;
            for (int i = 0; i < EdwardsPoint.Words; i++) to[i] = b[i] ^ ((a[i] ^ b[i]) & mask);
        }
    }
}
