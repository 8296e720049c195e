// Sums of very many products with public scalars: the bucket method (Pippenger), with windows side by side in the lanes.
using System.Runtime.CompilerServices;
using MobileCoin.Curve25519.Field;
using MobileCoin.Curve25519.Group;

namespace MobileCoin.Curve25519.Multiplication;

/// <summary>
/// Every lane works on a window of its own: one pass over the points adds each, or its negative, to a bucket in each lane's window. The
/// work per point is a few additions however long the scalars' tables would have been. Variable time: buckets are chosen by the scalars.
/// </summary>
internal static unsafe class Pippenger<TField>
    where TField : struct, ILaneField
{
    private const int ScalarBits = 254;

    /// <summary>From this count on the bucket method beats Straus (measured, docs/performance.md).</summary>
    internal static int MinimumCount => TField.Lanes == 1 ? 48 : 1024;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static EdwardsPoint MultiplyVartime(ReadOnlySpan<Scalar> scalars, ReadOnlySpan<EdwardsPoint> points)
    {
        int width = Width(points.Length), windows = (ScalarBits + width - 1) / width, lanes = TField.Lanes;
        using var ws = Workspace.Open();
        short[] digits = new short[windows * points.Length];
        for (int i = 0; i < points.Length; i++) SignedDigits(scalars[i], digits.AsSpan(i * windows, windows), width);

        // From the top group of windows down: total = total * 2^(width * lanes) + the group's lanes combined.
        ulong* total = ws.Take(LaneGroup<PlainField>.PointLength);
        LaneGroup<PlainField>.SetIdentity(total);
        var sums = (EdwardsPoint*)ws.Take(lanes * EdwardsPoint.Words);
        for (int first = (windows - 1) / lanes * lanes; first >= 0; first -= lanes)
        {
            SumWindows(sums, digits, windows, first, 1 << (width - 1), points);
            for (int lane = Math.Min(lanes, windows - first) - 1; lane >= 0; lane--)
            {
                LaneGroup<PlainField>.Double(total, width);
                AddOne(total, sums + lane);
            }
        }
        Unsafe.SkipInit(out EdwardsPoint r);
        LaneGroup<PlainField>.Store(&r, total);
        return r;
    }

    /// <summary>sums[lane] = the sum of digit times point in window first + lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SumWindows(EdwardsPoint* sums, short[] digits, int windows, int first, int buckets, ReadOnlySpan<EdwardsPoint> points)
    {
        int lanes = TField.Lanes, active = Math.Min(lanes, windows - first);
        using var ws = Workspace.Open();
        // Bucket 0 takes what belongs nowhere. The default point is the identity, so cleared memory is empty buckets.
        var table = (EdwardsPoint*)ws.Take(lanes * (buckets + 1) * EdwardsPoint.Words);
        new Span<EdwardsPoint>(table, lanes * (buckets + 1)).Clear();
        var staged = (EdwardsPoint*)ws.Take(lanes * EdwardsPoint.Words);
        ulong* p = ws.Take(LaneGroup<TField>.PointLength), cached = ws.Take(LaneGroup<TField>.CachedLength);
        ulong* sign = ws.Take(lanes);
        EdwardsPoint** chosen = stackalloc EdwardsPoint*[lanes];
        for (int i = 0; i < points.Length; i++)
        {
            for (int lane = 0; lane < lanes; lane++)
            {
                int digit = lane < active ? digits[(i * windows) + first + lane] : 0;
                sign[lane] = (ulong)(digit >> 31);
                chosen[lane] = table + (lane * (buckets + 1)) + Math.Abs(digit);
                staged[lane] = *chosen[lane];
            }
            LaneGroup<TField>.Broadcast(p, points[i]);
            LaneGroup<TField>.ToCached(cached, p);
            LaneGroup<TField>.NegateCachedIf(cached, sign);
            LaneGroup<TField>.Load(p, staged);
            LaneGroup<TField>.Add(p, cached, needT: true);
            LaneGroup<TField>.Store(staged, p);
            for (int lane = 0; lane < lanes; lane++) *chosen[lane] = staged[lane];
        }

        // The sum of b * bucket[b] is the sum of the running sums from the top.
        ulong* sum = ws.Take(LaneGroup<TField>.PointLength);
        LaneGroup<TField>.SetIdentity(p);
        LaneGroup<TField>.SetIdentity(sum);
        ulong* bucket = ws.Take(LaneGroup<TField>.PointLength);
        for (int b = buckets; b > 0; b--)
        {
            for (int lane = 0; lane < lanes; lane++) staged[lane] = table[(lane * (buckets + 1)) + b];
            LaneGroup<TField>.Load(bucket, staged);
            LaneGroup<TField>.ToCached(cached, bucket);
            LaneGroup<TField>.Add(p, cached, needT: true);
            LaneGroup<TField>.ToCached(cached, p);
            LaneGroup<TField>.Add(sum, cached, needT: true);
        }
        LaneGroup<TField>.Store(sums, sum);
    }

    /// <summary>Digits from -2^(width-1) to 2^(width-1), lowest first.</summary>
    private static void SignedDigits(in Scalar scalar, Span<short> digits, int width)
    {
        int carry = 0;
        for (int w = 0; w < digits.Length; w++)
        {
            int digit = (int)scalar.Window(w * width, Math.Min(width, 256 - (w * width))) + carry;
            carry = digit > (1 << (width - 1)) ? 1 : 0;
            digits[w] = (short)(digit - (carry << width));
        }
    }

    /// <summary>The window that makes passes plus bucket sums cheapest.</summary>
    private static int Width(int count)
    {
        int best = 4;
        long bestCost = long.MaxValue;
        for (int width = 4; width <= 13; width++)
        {
            int windows = (ScalarBits + width - 1) / width, groups = (windows + TField.Lanes - 1) / TField.Lanes;
            // A bucket's part of the sums costs about one and a half times an addition of a point.
            long cost = groups * (2L * count + (3L << (width - 1)));
            if (cost >= bestCost) continue;
            bestCost = cost;
            best = width;
        }
        return best;
    }

    private static void AddOne(ulong* total, EdwardsPoint* point)
    {
        using var ws = Workspace.Open();
        ulong* p = ws.Take(LaneGroup<PlainField>.PointLength), cached = ws.Take(LaneGroup<PlainField>.CachedLength);
        LaneGroup<PlainField>.Load(p, point);
        LaneGroup<PlainField>.ToCached(cached, p);
        LaneGroup<PlainField>.Add(total, cached, needT: true);
    }
}
