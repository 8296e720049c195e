// Decoding, encoding and the one-way map of any number of elements, a vector or a pair of vectors at a time.
using MobileCoin.Curve25519.Field;
using MobileCoin.Curve25519.Group;

namespace MobileCoin.Curve25519.Backends;

internal sealed unsafe partial class Backend<TField, TOne>
{
    private const int Size = FieldElement.Bytes;

    internal override void Decode(ReadOnlySpan<byte> encodings, Span<EdwardsPoint> points, Span<bool> valid)
    {
        int done = 0;
        while (points.Length - done > TField.Lanes && TField.Lanes > 1)
        {
            done += DecodeVector<Paired<TField>>(encodings[(done * Size)..], points[done..], valid[done..]);
        }
        while (done < points.Length) done += DecodeVector<TField>(encodings[(done * Size)..], points[done..], valid[done..]);
    }

    internal override void Encode(ReadOnlySpan<EdwardsPoint> points, Span<byte> encodings)
    {
        int done = 0;
        while (points.Length - done > TField.Lanes && TField.Lanes > 1)
        {
            done += EncodeVector<Paired<TField>>(points[done..], encodings[(done * Size)..]);
        }
        while (done < points.Length) done += EncodeVector<TField>(points[done..], encodings[(done * Size)..]);
    }

    internal override void DoubleAndEncode(ReadOnlySpan<EdwardsPoint> points, Span<byte> encodings) =>
        DoubledEncoding<TField>.Encode(points, encodings);

    internal override void FromUniform(ReadOnlySpan<byte> strings, Span<EdwardsPoint> points)
    {
        int done = 0;
        while (points.Length - done > TField.Lanes && TField.Lanes > 1)
        {
            done += MapVector<Paired<TField>>(strings[(done * 2 * Size)..], points[done..]);
        }
        while (done < points.Length) done += MapVector<TField>(strings[(done * 2 * Size)..], points[done..]);
    }

    private static int DecodeVector<T>(ReadOnlySpan<byte> encodings, Span<EdwardsPoint> points, Span<bool> valid)
        where T : struct, ILaneField
    {
        int count = Math.Min(T.Lanes, points.Length);
        using var ws = Workspace.Open();
        ulong* p = ws.Take(LaneGroup<T>.PointLength), mask = ws.Take(T.Lanes);
        byte* padded = (byte*)ws.Take(T.Lanes * Size / 8);
        var results = (EdwardsPoint*)ws.Take(T.Lanes * EdwardsPoint.Words);
        Pad(encodings[..(count * Size)], new Span<byte>(padded, T.Lanes * Size));
        LaneRistretto<T>.Decode(p, mask, padded);
        LaneGroup<T>.Store(results, p);
        new ReadOnlySpan<EdwardsPoint>(results, count).CopyTo(points);
        for (int i = 0; i < count; i++) valid[i] = (mask[i] & 1) != 0;
        return count;
    }

    private static int EncodeVector<T>(ReadOnlySpan<EdwardsPoint> points, Span<byte> encodings)
        where T : struct, ILaneField
    {
        int count = Math.Min(T.Lanes, points.Length);
        using var ws = Workspace.Open();
        ulong* p = ws.Take(LaneGroup<T>.PointLength);
        LaneVector<LaneGroup<T>>.Load(p, points);
        byte* results = (byte*)ws.Take(T.Lanes * Size / 8);
        LaneRistretto<T>.Encode(results, p);
        new ReadOnlySpan<byte>(results, count * Size).CopyTo(encodings);
        return count;
    }

    private static int MapVector<T>(ReadOnlySpan<byte> strings, Span<EdwardsPoint> points)
        where T : struct, ILaneField
    {
        int count = Math.Min(T.Lanes, points.Length);
        using var ws = Workspace.Open();
        ulong* p = ws.Take(LaneGroup<T>.PointLength), q = ws.Take(LaneGroup<T>.PointLength), cached = ws.Take(LaneGroup<T>.CachedLength);
        byte* first = (byte*)ws.Take(T.Lanes * Size / 8), second = (byte*)ws.Take(T.Lanes * Size / 8);
        for (int i = 0; i < count; i++)
        {
            strings.Slice(i * 2 * Size, Size).CopyTo(new Span<byte>(first + (i * Size), Size));
            strings.Slice((i * 2 * Size) + Size, Size).CopyTo(new Span<byte>(second + (i * Size), Size));
        }
        new Span<byte>(first + (count * Size), (T.Lanes - count) * Size).Clear();
        new Span<byte>(second + (count * Size), (T.Lanes - count) * Size).Clear();
        LaneRistretto<T>.Map(p, first);
        LaneRistretto<T>.Map(q, second);
        LaneGroup<T>.ToCached(cached, q);
        LaneGroup<T>.Add(p, cached, needT: true);
        LaneVector<LaneGroup<T>>.Store(points, p);
        return count;
    }
}
