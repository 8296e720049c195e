// Sums of many products with public scalars: the bucket method (Pippenger).
using System.Runtime.CompilerServices;
using MobileCoin.Curve25519.Group;

namespace MobileCoin.Curve25519.Multiplication;

/// <summary>
/// Window by window every point is added to the bucket of its digit, and the buckets are summed with their weights: a point costs one
/// addition a window and needs no table. Additions to different buckets do not wait for each other. Variable time.
/// </summary>
internal static unsafe class Pippenger<TGroup>
    where TGroup : struct, IGroup
{
    /// <summary>From this count on the bucket method beats Straus (measured, docs/performance.md).</summary>
    internal const int MinimumCount = 190;

    private const int ScalarBits = 254;

    /// <summary>p = the sum of scalars[i] * points[i].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void MultiplyVartime(ulong* p, ReadOnlySpan<Scalar> scalars, ReadOnlySpan<EdwardsPoint> points)
    {
        int count = points.Length, width = Width(count), windows = (ScalarBits + width - 1) / width, buckets = 1 << (width - 1);
        int n = TGroup.CachedLength;
        using var ws = Workspace.Open();
        ulong* cached = ws.Take(2 * count * n), window = ws.Take(TGroup.PointLength), minus = ws.Take(TGroup.Lanes);
        ulong* sums = ws.Take((buckets + 1) * TGroup.PointLength);
        short* digits = (short*)ws.Take((windows * count / 4) + 1);
        ulong* identity = ws.Take(TGroup.PointLength);
        TGroup.SetIdentity(identity);
        *minus = ulong.MaxValue;
        for (int i = 0; i < count; i++)
        {
            // P and -P, so that the sign of a digit chooses an address and not a branch.
            ulong* both = cached + (2 * i * n);
            fixed (EdwardsPoint* from = &points[i]) TGroup.Load(p, from);
            TGroup.ToCached(both, p);
            new ReadOnlySpan<ulong>(both, n).CopyTo(new Span<ulong>(both + n, n));
            TGroup.NegateCachedIf(both + n, minus);
            SignedDigits(scalars[i], digits + i, count, windows, width);
        }

        TGroup.SetIdentity(p);
        for (int w = windows - 1; w >= 0; w--)
        {
            if (w != windows - 1) TGroup.Double(p, width);
            for (int b = 0; b <= buckets; b++) Copy(sums + (b * TGroup.PointLength), identity);
            short* row = digits + (w * count);
            for (int i = 0; i < count; i++)
            {
                // Digit zero goes to bucket zero, which is not read: no branch to mispredict.
                int negative = row[i] >> 15, bucket = (row[i] ^ negative) - negative;
                TGroup.Add(sums + (bucket * TGroup.PointLength), cached + (((2 * i) - negative) * n), needT: true);
            }
            SumBuckets(window, sums, buckets);
            TGroup.ToCached(sums, window);
            TGroup.Add(p, sums, needT: true);
        }
    }

    /// <summary>sum = 1 * sums[1] + 2 * sums[2] + …: the sum of the running sums from the top.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SumBuckets(ulong* sum, ulong* sums, int buckets)
    {
        using var ws = Workspace.Open();
        ulong* running = ws.Take(TGroup.PointLength), cached = ws.Take(TGroup.CachedLength);
        ulong* top = sums + (buckets * TGroup.PointLength);
        Copy(sum, top);
        Copy(running, top);
        for (int b = buckets - 1; b > 0; b--)
        {
            TGroup.ToCached(cached, sums + (b * TGroup.PointLength));
            TGroup.Add(running, cached, needT: true);
            TGroup.ToCached(cached, running);
            TGroup.Add(sum, cached, needT: true);
        }
    }

    /// <summary>Digits from -2^(width-1) to 2^(width-1), lowest first, a stride apart.</summary>
    private static void SignedDigits(in Scalar scalar, short* digits, int stride, int windows, int width)
    {
        ulong* words = stackalloc ulong[4];
        scalar.AddBias(words, 1, 0, 0, 0, 0);
        ulong w0 = words[0], w1 = words[1], w2 = words[2], w3 = words[3];
        int carry = 0;
        for (int w = 0; w < windows; w++)
        {
            int digit = (int)(w0 & ((1UL << width) - 1)) + carry;
            carry = ((1 << (width - 1)) - digit) >>> 31;
            digits[w * stride] = (short)(digit - (carry << width));
            w0 = (w0 >> width) | (w1 << (64 - width));
            w1 = (w1 >> width) | (w2 << (64 - width));
            w2 = (w2 >> width) | (w3 << (64 - width));
            w3 >>= width;
        }
    }

    private static void Copy(ulong* to, ulong* from) =>
        new ReadOnlySpan<ulong>(from, TGroup.PointLength).CopyTo(new Span<ulong>(to, TGroup.PointLength));

    /// <summary>The window for which additions to buckets and sums of buckets (about three additions each) are fewest.</summary>
    private static int Width(int count)
    {
        int best = 3;
        long bestCost = long.MaxValue;
        for (int width = best; width <= 14; width++)
        {
            long cost = (ScalarBits + width - 1) / width * (count + (3L << (width - 1)));
            if (cost >= bestCost) continue;
            bestCost = cost;
            best = width;
        }
        return best;
    }
}
