// Products of points that are made ready for scalars which come one after the other.
using System.Runtime.CompilerServices;
using MobileCoin.Curve25519.Group;
using MobileCoin.Curve25519.Multiplication;

namespace MobileCoin.Curve25519.Backends;

internal sealed unsafe partial class Backend<TField, TOne>
{
    private const int WordBits = 64;

    // One point: a comb whose columns are dealt out to all lanes, lane i of L having the columns from 64 i / L on.
    internal override int TableLength => Comb<LaneGroup<TField>>.TableLength;

    private static int LaneColumns => WordBits / TField.Lanes;

    internal override void FillTable(ulong* table, in EdwardsPoint point)
    {
        using var ws = Workspace.Open();
        int lanes = TField.Lanes, n = LaneGroup<TField>.PointLength;
        var powers = (EdwardsPoint*)ws.Take(Powers * lanes * EdwardsPoint.Words);
        ulong* one = ws.Take(TOne.PointLength), points = ws.Take(Powers * n);
        fixed (EdwardsPoint* from = &point) TOne.Load(one, from);
        for (int i = 0; i < Powers * lanes; i++)
        {
            if (i > 0) TOne.Double(one, LaneColumns);
            TOne.Store(powers + i, one);
        }
        for (int i = 0; i < Powers; i++) LaneGroup<TField>.Load(points + (i * n), powers + (i * lanes));
        Comb<LaneGroup<TField>>.Fill(table, points);
    }

    internal override EdwardsPoint MultiplyTable(ulong* table, in Scalar scalar)
    {
        using var ws = Workspace.Open();
        int lanes = TField.Lanes;
        ulong* p = ws.Take(LaneGroup<TField>.PointLength), words = ws.Take(Comb<LaneGroup<TField>>.ScalarLength);
        ulong* total = ws.Take(TOne.PointLength);
        var sums = (EdwardsPoint*)ws.Take(lanes * EdwardsPoint.Words);
        Comb<LaneGroup<TField>>.LoadScalar(words, 0, scalar);
        for (int lane = 1; lane < lanes; lane++)
        {
            for (int w = 0; w < Powers * lanes; w += lanes) words[w + lane] = words[w] >> (lane * LaneColumns);
        }
        Comb<LaneGroup<TField>>.Multiply(p, table, words, LaneColumns);
        LaneGroup<TField>.Store(sums, p);
        TOne.Load(total, sums);
        AddAll(total, sums + 1, lanes - 1);
        Unsafe.SkipInit(out EdwardsPoint r);
        TOne.Store(&r, total);
        return r;
    }

    // Several points: the doublings that need no scalar, most of them, go through full vectors; the others through the narrow group.
    internal override void Raise(ReadOnlySpan<EdwardsPoint> points, Span<EdwardsPoint> powers)
    {
        for (int i = 0, width; i < points.Length; i += width)
        {
            width = NextWidth(points.Length - i);
            if (width == TField.Lanes) RaiseVector<LaneGroup<TField>>(points, powers, i);
            else if (width == DuoGroup.Lanes) RaiseVector<DuoGroup>(points, powers, i);
            else RaiseVector<TOne>(points, powers, i);
        }
    }

    private static void RaiseVector<TGroup>(ReadOnlySpan<EdwardsPoint> points, Span<EdwardsPoint> powers, int index)
        where TGroup : struct, IGroup
    {
        using var ws = Workspace.Open();
        ulong* p = ws.Take(TGroup.PointLength);
        LaneVector<TGroup>.Load(p, points[index..]);
        for (int i = 0; i < Powers; i++)
        {
            if (i > 0) TGroup.Double(p, WordBits);
            LaneVector<TGroup>.Store(powers.Slice(i * points.Length, points.Length)[index..], p);
        }
    }

    internal override void MultiplyRaised(ReadOnlySpan<Scalar> scalars, ReadOnlySpan<EdwardsPoint> powers, int first, Span<EdwardsPoint> results)
    {
        if (TField.Lanes == 8) MultiplyRaisedBy<DuoGroup>(scalars, powers, first, results);
        else MultiplyRaisedBy<TOne>(scalars, powers, first, results);
    }

    private static void MultiplyRaisedBy<TGroup>(
        ReadOnlySpan<Scalar> scalars, ReadOnlySpan<EdwardsPoint> powers, int first, Span<EdwardsPoint> results)
        where TGroup : struct, IGroup
    {
        int count = powers.Length / Powers, lanes = TGroup.Lanes, n = TGroup.PointLength;
        using var ws = Workspace.Open();
        ulong* points = ws.Take(Powers * n), table = ws.Take(Comb<TGroup>.TableLength), words = ws.Take(Comb<TGroup>.ScalarLength);
        for (int i = 0; i < results.Length; i += lanes)
        {
            int used = Math.Min(lanes, results.Length - i);
            for (int power = 0; power < Powers; power++)
            {
                LaneVector<TGroup>.Load(points + (power * n), powers.Slice((power * count) + first + i, used));
            }
            for (int lane = 0; lane < lanes; lane++)
            {
                int index = Math.Min(i + lane, results.Length - 1);
                Comb<TGroup>.LoadScalar(words, lane, scalars[scalars.Length == 1 ? 0 : index]);
            }
            Comb<TGroup>.Fill(table, points);
            Comb<TGroup>.Multiply(points, table, words, WordBits);
            LaneVector<TGroup>.Store(results[i..], points);
        }
    }
}
