// Sums of many products: constant time by Straus across lanes, and the forms that may branch on public inputs.
using System.Runtime.CompilerServices;
using MobileCoin.Curve25519.Group;
using MobileCoin.Curve25519.Multiplication;

namespace MobileCoin.Curve25519.Backends;

internal sealed unsafe partial class Backend<TField, TOne>
{
    /// <summary>Terms a lane that share their doublings; more would push the tables out of the second-level cache.</summary>
    private const int MaxTerms = 48;

    /// <summary>Points that go through the buckets together: 300 bytes of scratch each, and no sum of sizes overflows.</summary>
    private const int MaxBuckets = 1 << 18;

    internal override EdwardsPoint Multiscalar(ReadOnlySpan<Scalar> scalars, ReadOnlySpan<EdwardsPoint> points)
    {
        int lanes = TField.Lanes, pointLength = LaneGroup<TField>.PointLength, scalarLength = ScalarLanes.Length<LaneGroup<TField>>();
        using var ws = Workspace.Open();
        var sums = (EdwardsPoint*)ws.Take(lanes * EdwardsPoint.Words);
        ulong* total = ws.Take(TOne.PointLength);
        TOne.SetIdentity(total);
        for (int done = 0; done < points.Length;)
        {
            int count = Math.Min(points.Length - done, MaxTerms * lanes), terms = (count + lanes - 1) / lanes;
            using var chunk = Workspace.Open();
            ulong* p = chunk.Take(terms * pointLength), words = chunk.Take(terms * scalarLength);
            for (int t = 0; t < terms; t++)
            {
                LaneVector<LaneGroup<TField>>.Load(p + (t * pointLength), points[(done + (t * lanes))..(done + count)]);
                ScalarLanes.LoadRadix16<LaneGroup<TField>>(words + (t * scalarLength), scalars[(done + (t * lanes))..(done + count)]);
            }
            Straus<LaneGroup<TField>>.Multiply(p, p, words, terms);
            LaneGroup<TField>.Store(sums, p);
            AddAll(total, sums, lanes);
            done += count;
        }
        Unsafe.SkipInit(out EdwardsPoint r);
        TOne.Store(&r, total);
        return r;
    }

    internal override EdwardsPoint MultiscalarVartime(ReadOnlySpan<Scalar> scalars, ReadOnlySpan<EdwardsPoint> points)
    {
        using var ws = Workspace.Open();
        ulong* total = ws.Take(TOne.PointLength), p = ws.Take(TOne.PointLength), cached = ws.Take(TOne.CachedLength);
        TOne.SetIdentity(total);
        for (int done = 0; done < points.Length;)
        {
            int count = Math.Min(points.Length - done, MaxBuckets);
            ReadOnlySpan<Scalar> someScalars = scalars.Slice(done, count);
            ReadOnlySpan<EdwardsPoint> somePoints = points.Slice(done, count);
            if (count < Pippenger<TOne>.MinimumCount) StrausVartime<TOne>.Multiply(p, someScalars, somePoints);
            else Pippenger<TOne>.MultiplyVartime(p, someScalars, somePoints);
            TOne.ToCached(cached, p);
            TOne.Add(total, cached, needT: true);
            done += count;
        }
        Unsafe.SkipInit(out EdwardsPoint r);
        TOne.Store(&r, total);
        return r;
    }

    internal override EdwardsPoint DoubleMultiplyBaseVartimeOne(in Scalar a, in EdwardsPoint aPoint, in Scalar b)
    {
        using var ws = Workspace.Open();
        ulong* p = ws.Take(TOne.PointLength);
        EdwardsPoint r = aPoint;
        TOne.Load(p, &r);
        DoubleBase<TOne>.MultiplyVartime(p, a, b);
        TOne.Store(&r, p);
        return r;
    }

    private static void AddAll(ulong* total, EdwardsPoint* points, int count)
    {
        using var ws = Workspace.Open();
        ulong* p = ws.Take(TOne.PointLength), cached = ws.Take(TOne.CachedLength);
        for (int i = 0; i < count; i++)
        {
            TOne.Load(p, points + i);
            TOne.ToCached(cached, p);
            TOne.Add(total, cached, needT: true);
        }
    }
}
