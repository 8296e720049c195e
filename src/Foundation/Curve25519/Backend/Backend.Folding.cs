// What a folding prover asks for: a few sums of products at once, and points folded by public weights.
using MobileCoin.Curve25519.Group;
using MobileCoin.Curve25519.Multiplication;

namespace MobileCoin.Curve25519.Backends;

internal sealed unsafe partial class Backend<TField, TOne>
{
    internal override void Multiscalars(ReadOnlySpan<Scalar> scalars, ReadOnlySpan<EdwardsPoint> points, Span<EdwardsPoint> sums)
    {
        int lanes = TField.Lanes, each = points.Length / sums.Length;
        if (sums.Length > lanes || lanes % sums.Length != 0)
        {
            for (int i = 0; i < sums.Length; i++) sums[i] = Multiscalar(scalars.Slice(i * each, each), points.Slice(i * each, each));
            return;
        }

        // A sum has some of the lanes to itself, and all sums share their doublings.
        int share = lanes / sums.Length, pointLength = LaneGroup<TField>.PointLength, scalarLength = ScalarLanes.Length<LaneGroup<TField>>();
        using var ws = Workspace.Open();
        var row = (EdwardsPoint*)ws.Take(lanes * EdwardsPoint.Words);
        var rowScalars = (Scalar*)ws.Take(lanes * Scalar.Size / sizeof(ulong));
        ulong* totals = ws.Take(sums.Length * TOne.PointLength);
        for (int i = 0; i < sums.Length; i++) TOne.SetIdentity(totals + (i * TOne.PointLength));
        for (int done = 0; done < each;)
        {
            int count = Math.Min(each - done, MaxTerms * share), terms = (count + share - 1) / share;
            using var chunk = Workspace.Open();
            ulong* p = chunk.Take(terms * pointLength), words = chunk.Take(terms * scalarLength);
            for (int t = 0; t < terms; t++)
            {
                for (int lane = 0; lane < lanes; lane++)
                {
                    int i = done + (t * share) + (lane % share), at = (lane / share * each) + i;
                    row[lane] = i < each ? points[at] : default;
                    rowScalars[lane] = i < each ? scalars[at] : default;
                }
                LaneGroup<TField>.Load(p + (t * pointLength), row);
                ScalarLanes.LoadRadix16<LaneGroup<TField>>(words + (t * scalarLength), new ReadOnlySpan<Scalar>(rowScalars, lanes));
            }
            Straus<LaneGroup<TField>>.Multiply(p, p, words, terms);
            LaneGroup<TField>.Store(row, p);
            for (int i = 0; i < sums.Length; i++) AddAll(totals + (i * TOne.PointLength), row + (i * share), share);
            done += count;
        }
        fixed (EdwardsPoint* to = sums)
        {
            for (int i = 0; i < sums.Length; i++) TOne.Store(to + i, totals + (i * TOne.PointLength));
        }
    }

    internal override void FoldVartime(ReadOnlySpan<Scalar> weights, ReadOnlySpan<EdwardsPoint> points, Span<EdwardsPoint> results)
    {
        using var ws = Workspace.Open();
        int length = LaneGroup<TField>.PointLength;
        ulong* p = ws.Take(Math.Max(weights.Length, 1) * length);
        sbyte* digits = (sbyte*)ws.Take(weights.Length * Scalar.NafLength / sizeof(ulong));
        CommonFold<LaneGroup<TField>>.DigitsVartime(digits, weights);
        for (int i = 0; i < results.Length; i += TField.Lanes)
        {
            int count = Math.Min(TField.Lanes, results.Length - i);
            for (int h = 0; h < weights.Length; h++)
            {
                LaneVector<LaneGroup<TField>>.Load(p + (h * length), points.Slice((h * results.Length) + i, count));
            }
            CommonFold<LaneGroup<TField>>.MultiplyVartime(p, digits, weights.Length);
            LaneVector<LaneGroup<TField>>.Store(results[i..], p);
        }
    }
}
