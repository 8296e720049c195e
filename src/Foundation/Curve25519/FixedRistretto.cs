// Multiples of fixed elements, kept so that products with them cost a third.
using MobileCoin.Curve25519.Backends;
using MobileCoin.Curve25519.Field;
using MobileCoin.Curve25519.Group;
using MobileCoin.Curve25519.Multiplication;

namespace MobileCoin.Curve25519;

/// <summary>
/// A list of elements with 16 multiples of each, 1,920 bytes an element, for sums of products with many of them. The elements are public.
/// </summary>
public sealed unsafe class FixedRistretto
{
    private const int Alignment = 8, Together = 16;

    private readonly ulong[] _memory;

    /// <summary>Computes the multiples: about 10 µs an element.</summary>
    public FixedRistretto(ReadOnlySpan<RistrettoPoint> points)
    {
        Count = points.Length;
        _memory = GC.AllocateArray<ulong>(checked((points.Length * BaseTable.PositionLength) + Alignment), pinned: true);
        for (int done = 0; done < points.Length; done += Together)
        {
            Fill(Words + (done * (long)BaseTable.PositionLength), points.Slice(done, Math.Min(Together, points.Length - done)));
        }
    }

    /// <summary>Elements in the table.</summary>
    public int Count { get; }

    /// <summary>Pinned, and aligned to a cache line.</summary>
    internal ulong* Words
    {
        get
        {
            fixed (ulong* start = _memory) return (ulong*)(((nuint)start + 63) & ~(nuint)63);
        }
    }

    /// <summary>The sum of scalars[i] times element i. Constant time.</summary>
    /// <exception cref="ArgumentException">More scalars than elements.</exception>
    public RistrettoPoint Multiscalar(ReadOnlySpan<Scalar> scalars)
    {
        if (scalars.Length > Count) throw new ArgumentException($"Expected at most {Count} items, got {scalars.Length}", nameof(scalars));
        var sum = new RistrettoPoint(Backend.Current.MultiscalarFixed(scalars, default, Words));
        GC.KeepAlive(_memory);
        return sum;
    }

    /// <summary>The sum of scalars[i] times element indexes[i]. Constant time in the scalars; the indexes are public.</summary>
    /// <exception cref="ArgumentException">Lengths do not agree.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index is not below <see cref="Count"/>.</exception>
    public RistrettoPoint Multiscalar(ReadOnlySpan<Scalar> scalars, ReadOnlySpan<int> indexes)
    {
        Error.ThrowIfNotCount(indexes.Length, scalars.Length, 1, nameof(indexes));
        foreach (int index in indexes)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index, nameof(indexes));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count, nameof(indexes));
        }
        var sum = new RistrettoPoint(Backend.Current.MultiscalarFixed(scalars, indexes, Words));
        GC.KeepAlive(_memory);
        return sum;
    }

    private static void Fill(ulong* words, ReadOnlySpan<RistrettoPoint> points)
    {
        const int Entries = BaseTable.Entries;
        var multiples = new EdwardsPoint[points.Length * Entries];
        var inverses = new FieldElement[multiples.Length];
        using (var ws = Workspace.Open())
        {
            ulong* p = ws.Take(LaneGroup<PlainField>.PointLength), cached = ws.Take(LaneGroup<PlainField>.CachedLength);
            for (int i = 0; i < points.Length; i++)
            {
                EdwardsPoint point = points[i].Point;
                LaneGroup<PlainField>.Load(p, &point);
                LaneGroup<PlainField>.ToCached(cached, p);
                for (int j = 0; j < Entries; j++)
                {
                    fixed (EdwardsPoint* to = &multiples[(i * Entries) + j]) LaneGroup<PlainField>.Store(to, p);
                    LaneGroup<PlainField>.Add(p, cached, needT: true);
                }
            }
        }
        for (int i = 0; i < multiples.Length; i++) inverses[i] = multiples[i].Z;
        Backend.Current.Invert(inverses);
        for (int i = 0; i < multiples.Length; i++)
        {
            BaseTable.AffineCached(multiples[i], inverses[i], words + ((i / Entries) * BaseTable.PositionLength) + (i % Entries), Entries);
        }
    }
}
