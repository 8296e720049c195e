// Sums of any number of points, products of any number of scalars and points, a vector at a time, and of single ones.
using System.Runtime.CompilerServices;
using MobileCoin.Curve25519.Group;
using MobileCoin.Curve25519.Multiplication;

namespace MobileCoin.Curve25519.Backends;

internal sealed unsafe partial class Backend<TField, TOne>
{
    /// <summary>Vectors of a key agreement that share an inversion: more gain little and leave the first-level cache.</summary>
    private const int AgreeVectors = 8;

    internal override void Add(ReadOnlySpan<EdwardsPoint> a, ReadOnlySpan<EdwardsPoint> b, bool subtract, Span<EdwardsPoint> results)
    {
        using var ws = Workspace.Open();
        ulong* p = ws.Take(LaneGroup<TField>.PointLength), q = ws.Take(LaneGroup<TField>.PointLength);
        ulong* cached = ws.Take(LaneGroup<TField>.CachedLength);
        for (int i = 0; i < results.Length; i += TField.Lanes)
        {
            LaneVector<LaneGroup<TField>>.Load(p, a[i..]);
            LaneVector<LaneGroup<TField>>.Load(q, b[i..]);
            LaneGroup<TField>.ToCached(cached, q);
            if (subtract) LaneGroup<TField>.Subtract(p, cached);
            else LaneGroup<TField>.Add(p, cached, needT: true);
            LaneVector<LaneGroup<TField>>.Store(results[i..], p);
        }
    }

    internal override void Multiply(ReadOnlySpan<Scalar> scalars, ReadOnlySpan<EdwardsPoint> points, Span<EdwardsPoint> results)
    {
        for (int i = 0, width; i < points.Length; i += width)
        {
            width = NextWidth(points.Length - i);
            ReadOnlySpan<Scalar> own = scalars.Length == 1 ? scalars : scalars[i..];
            if (width == TField.Lanes) MultiplyVector<LaneGroup<TField>>(own, points[i..], results[i..]);
            else if (width == DuoGroup.Lanes) MultiplyVector<DuoGroup>(own, points[i..], results[i..]);
            else MultiplyVector<TOne>(own, points[i..], results[i..]);
        }
    }

    private static void MultiplyVector<TGroup>(ReadOnlySpan<Scalar> scalars, ReadOnlySpan<EdwardsPoint> points, Span<EdwardsPoint> results)
        where TGroup : struct, IGroup
    {
        using var ws = Workspace.Open();
        ulong* p = ws.Take(TGroup.PointLength), words = ws.Take(ScalarLanes.Length<TGroup>());
        LaneVector<TGroup>.Load(p, points);
        LoadScalars16<TGroup>(words, scalars);
        Straus<TGroup>.Multiply(p, p, words, 1);
        LaneVector<TGroup>.Store(results, p);
    }

    internal override void MultiplyBase(ReadOnlySpan<Scalar> scalars, Span<EdwardsPoint> results)
    {
        using var ws = Workspace.Open();
        ulong* p = ws.Take(LaneGroup<TField>.PointLength), words = ws.Take(ScalarLanes.Length<LaneGroup<TField>>());
        for (int i = 0; i < scalars.Length; i += TField.Lanes)
        {
            ScalarLanes.LoadRadix32<LaneGroup<TField>>(words, scalars[i..]);
            LaneGroup<TField>.SetIdentity(p);
            FixedBase<LaneGroup<TField>>.Accumulate(p, words);
            LaneVector<LaneGroup<TField>>.Store(results[i..], p);
        }
    }

    internal override void DoubleMultiplyBase(
        ReadOnlySpan<Scalar> a, ReadOnlySpan<EdwardsPoint> aPoints, ReadOnlySpan<Scalar> b, Span<EdwardsPoint> results)
    {
        for (int i = 0, width; i < aPoints.Length; i += width)
        {
            width = NextWidth(aPoints.Length - i);
            if (width == TField.Lanes) DoubleMultiplyBaseVector<LaneGroup<TField>>(a[i..], aPoints[i..], b[i..], results[i..]);
            else if (width == DuoGroup.Lanes) DoubleMultiplyBaseVector<DuoGroup>(a[i..], aPoints[i..], b[i..], results[i..]);
            else DoubleMultiplyBaseVector<TOne>(a[i..], aPoints[i..], b[i..], results[i..]);
        }
    }

    private static void DoubleMultiplyBaseVector<TGroup>(
        ReadOnlySpan<Scalar> a, ReadOnlySpan<EdwardsPoint> aPoints, ReadOnlySpan<Scalar> b, Span<EdwardsPoint> results)
        where TGroup : struct, IGroup
    {
        using var ws = Workspace.Open();
        ulong* p = ws.Take(TGroup.PointLength), words = ws.Take(ScalarLanes.Length<TGroup>());
        LaneVector<TGroup>.Load(p, aPoints);
        ScalarLanes.LoadRadix16<TGroup>(words, a);
        Straus<TGroup>.Multiply(p, p, words, 1);
        ScalarLanes.LoadRadix32<TGroup>(words, b);
        FixedBase<TGroup>.Accumulate(p, words);
        LaneVector<TGroup>.Store(results, p);
    }

    internal override void DoubleMultiply(
        ReadOnlySpan<Scalar> a, ReadOnlySpan<EdwardsPoint> aPoints, ReadOnlySpan<Scalar> b, ReadOnlySpan<EdwardsPoint> bPoints, Span<EdwardsPoint> results)
    {
        for (int i = 0, width; i < aPoints.Length; i += width)
        {
            width = NextWidth(aPoints.Length - i);
            if (width == TField.Lanes) DoubleMultiplyVector<LaneGroup<TField>>(a[i..], aPoints[i..], b[i..], bPoints[i..], results[i..]);
            else if (width == DuoGroup.Lanes) DoubleMultiplyVector<DuoGroup>(a[i..], aPoints[i..], b[i..], bPoints[i..], results[i..]);
            else DoubleMultiplyVector<TOne>(a[i..], aPoints[i..], b[i..], bPoints[i..], results[i..]);
        }
    }

    private static void DoubleMultiplyVector<TGroup>(
        ReadOnlySpan<Scalar> a, ReadOnlySpan<EdwardsPoint> aPoints, ReadOnlySpan<Scalar> b, ReadOnlySpan<EdwardsPoint> bPoints, Span<EdwardsPoint> results)
        where TGroup : struct, IGroup
    {
        using var ws = Workspace.Open();
        int scalarLength = ScalarLanes.Length<TGroup>();
        ulong* p = ws.Take(2 * TGroup.PointLength), words = ws.Take(2 * scalarLength);
        LaneVector<TGroup>.Load(p, aPoints);
        LaneVector<TGroup>.Load(p + TGroup.PointLength, bPoints);
        ScalarLanes.LoadRadix16<TGroup>(words, a);
        ScalarLanes.LoadRadix16<TGroup>(words + scalarLength, b);
        Straus<TGroup>.Multiply(p, p, words, 2);
        LaneVector<TGroup>.Store(results, p);
    }

    internal override void Agree(in Scalar scalar, ReadOnlySpan<byte> encodings, Span<byte> secrets, Span<bool> valid)
    {
        // Half the scalar, so that what is encoded is a doubled point: that needs no square root, and vectors share an inversion.
        int chunk = AgreeVectors * TField.Lanes;
        Scalar half = scalar.Halve();
        using var ws = Workspace.Open();
        var points = new Span<EdwardsPoint>(ws.Take(chunk * EdwardsPoint.Words), chunk);
        for (int i = 0; i < valid.Length; i += chunk)
        {
            int count = Math.Min(chunk, valid.Length - i);
            Span<EdwardsPoint> some = points[..count];
            Decode(encodings.Slice(i * Size, count * Size), some, valid.Slice(i, count));
            Multiply(new ReadOnlySpan<Scalar>(in half), some, some);
            DoubleAndEncode(some, secrets.Slice(i * Size, count * Size));
        }
        Scalar.Wipe(ref half);
    }

    internal override EdwardsPoint MultiplyOne(in Scalar scalar, in EdwardsPoint point)
    {
        using var ws = Workspace.Open();
        ulong* p = ws.Take(TOne.PointLength), words = ws.Take(ScalarLanes.Length<TOne>());
        EdwardsPoint r = point;
        TOne.Load(p, &r);
        ScalarLanes.LoadRadix16<TOne>(words, new ReadOnlySpan<Scalar>(in scalar));
        Straus<TOne>.Multiply(p, p, words, 1);
        TOne.Store(&r, p);
        return r;
    }

    internal override EdwardsPoint MultiplyBaseOne(in Scalar scalar)
    {
        using var ws = Workspace.Open();
        ulong* p = ws.Take(TOne.PointLength), words = ws.Take(ScalarLanes.Length<TOne>());
        ScalarLanes.LoadRadix32<TOne>(words, new ReadOnlySpan<Scalar>(in scalar));
        TOne.SetIdentity(p);
        FixedBase<TOne>.Accumulate(p, words);
        Unsafe.SkipInit(out EdwardsPoint r);
        TOne.Store(&r, p);
        return r;
    }

    /// <summary>The scalars of a vector, or the one scalar that serves all.</summary>
    private static void LoadScalars16<TGroup>(ulong* words, ReadOnlySpan<Scalar> scalars)
        where TGroup : struct, IGroup
    {
        if (scalars.Length > 1 || TGroup.Lanes == 1)
        {
            ScalarLanes.LoadRadix16<TGroup>(words, scalars);
            return;
        }
        Scalar* all = stackalloc Scalar[TGroup.Lanes];
        var span = new Span<Scalar>(all, TGroup.Lanes);
        span.Fill(scalars[0]);
        ScalarLanes.LoadRadix16<TGroup>(words, span);
        Scalar.Wipe(span);
    }
}
