// Products of any number of scalars and points, a vector at a time, and of single ones.
using System.Runtime.CompilerServices;
using MobileCoin.Curve25519.Group;
using MobileCoin.Curve25519.Multiplication;

namespace MobileCoin.Curve25519.Backends;

internal sealed unsafe partial class Backend<TField, TOne>
{
    /// <summary>Vectors of a key agreement that share an inversion: more gain little and leave the first-level cache.</summary>
    private const int AgreeVectors = 8;

    internal override void Multiply(ReadOnlySpan<Scalar> scalars, ReadOnlySpan<EdwardsPoint> points, Span<EdwardsPoint> results)
    {
        using var ws = Workspace.Open();
        ulong* p = ws.Take(LaneGroup<TField>.PointLength), words = ws.Take(ScalarLanes.Length<LaneGroup<TField>>());
        for (int i = 0; i < points.Length; i += TField.Lanes)
        {
            LoadPadded<LaneGroup<TField>>(p, points[i..]);
            LoadScalars16(words, scalars, i);
            Straus<LaneGroup<TField>>.Multiply(p, p, words, 1);
            StorePadded<LaneGroup<TField>>(results[i..], p);
        }
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
            StorePadded<LaneGroup<TField>>(results[i..], p);
        }
    }

    internal override void DoubleMultiplyBase(
        ReadOnlySpan<Scalar> a, ReadOnlySpan<EdwardsPoint> aPoints, ReadOnlySpan<Scalar> b, Span<EdwardsPoint> results)
    {
        using var ws = Workspace.Open();
        ulong* p = ws.Take(LaneGroup<TField>.PointLength), words = ws.Take(ScalarLanes.Length<LaneGroup<TField>>());
        for (int i = 0; i < aPoints.Length; i += TField.Lanes)
        {
            LoadPadded<LaneGroup<TField>>(p, aPoints[i..]);
            LoadScalars16(words, a, i);
            Straus<LaneGroup<TField>>.Multiply(p, p, words, 1);
            ScalarLanes.LoadRadix32<LaneGroup<TField>>(words, b[i..]);
            FixedBase<LaneGroup<TField>>.Accumulate(p, words);
            StorePadded<LaneGroup<TField>>(results[i..], p);
        }
    }

    internal override void DoubleMultiply(
        ReadOnlySpan<Scalar> a, ReadOnlySpan<EdwardsPoint> aPoints, ReadOnlySpan<Scalar> b, ReadOnlySpan<EdwardsPoint> bPoints, Span<EdwardsPoint> results)
    {
        using var ws = Workspace.Open();
        int pointLength = LaneGroup<TField>.PointLength, scalarLength = ScalarLanes.Length<LaneGroup<TField>>();
        ulong* p = ws.Take(2 * pointLength), words = ws.Take(2 * scalarLength);
        for (int i = 0; i < aPoints.Length; i += TField.Lanes)
        {
            LoadPadded<LaneGroup<TField>>(p, aPoints[i..]);
            LoadPadded<LaneGroup<TField>>(p + pointLength, bPoints[i..]);
            LoadScalars16(words, a, i);
            LoadScalars16(words + scalarLength, b, i);
            Straus<LaneGroup<TField>>.Multiply(p, p, words, 2);
            StorePadded<LaneGroup<TField>>(results[i..], p);
        }
    }

    internal override void Agree(in Scalar scalar, ReadOnlySpan<byte> encodings, Span<byte> secrets, Span<bool> valid)
    {
        // Half the scalar, so that what is encoded is a doubled point: that needs no square root, and vectors share an inversion.
        int chunk = AgreeVectors * TField.Lanes;
        Scalar half = scalar * Scalar.Half;
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

    /// <summary>The scalars of the vector that starts at index, or the one scalar that serves all.</summary>
    private static void LoadScalars16(ulong* words, ReadOnlySpan<Scalar> scalars, int index)
    {
        if (scalars.Length > 1 || TField.Lanes == 1)
        {
            ScalarLanes.LoadRadix16<LaneGroup<TField>>(words, scalars.Length == 1 ? scalars : scalars[index..]);
            return;
        }
        Scalar* all = stackalloc Scalar[TField.Lanes];
        var span = new Span<Scalar>(all, TField.Lanes);
        span.Fill(scalars[0]);
        ScalarLanes.LoadRadix16<LaneGroup<TField>>(words, span);
        Scalar.Wipe(span);
    }
}
