// Many products of one point that is not known in advance: a comb over all lanes (Lim and Lee 1994, signed; docs/field-arithmetic.md).
using System.Runtime.CompilerServices;
using MobileCoin.Curve25519.Group;

namespace MobileCoin.Curve25519.Multiplication;

/// <summary>
/// With k' = (k + 2^256 - 1)/2 modulo l, bit b of k' stands for the digit 2b - 1, and k P is the sum of all 256 digits times 2^i P.
/// The four words of k' are the four teeth: bit j of each, together, name one of 16 sums ±2^j P ± 2^(64+j) P ± 2^(128+j) P ± 2^(192+j) P,
/// eight of which are kept. Lane i of L has the bits from 64 i / L on, so that a product takes 64 / L additions and one doubling less.
/// </summary>
internal static unsafe class Comb<TGroup, TOne>
    where TGroup : struct, IGroup
    where TOne : struct, IGroup
{
    private const int Teeth = 4, Entries = 8, Columns = 64;

    private static int LaneColumns => Columns / TGroup.Lanes;

    /// <summary>Words of a table.</summary>
    internal static int TableLength => Entries * TGroup.CachedLength;

    /// <summary>
    /// Makes the table of a point: entry b2 b1 b0 in binary is Q3 ± Q2 ± Q1 ± Q0 with plus for a one, where Qk = 2^(64k) times the
    /// point a lane starts from.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Fill(ulong* table, EdwardsPoint* point)
    {
        using var ws = Workspace.Open();
        int lanes = TGroup.Lanes, n = TGroup.PointLength, c = TGroup.CachedLength;
        var powers = (EdwardsPoint*)ws.Take(Teeth * lanes * EdwardsPoint.Words);
        ulong* one = ws.Take(TOne.PointLength);
        TOne.Load(one, point);
        for (int i = 0; i < Teeth * lanes; i++)
        {
            if (i > 0) TOne.Double(one, LaneColumns);
            TOne.Store(powers + i, one);
        }

        ulong* high = ws.Take(n), low = ws.Take(n), sum = ws.Take(n), cached = ws.Take(c), lows = ws.Take(2 * c);
        // Q1 + Q0 and Q1 - Q0.
        TGroup.Load(low, powers);
        TGroup.ToCached(cached, low);
        TGroup.Load(low, powers + lanes);
        TGroup.Add(low, cached, needT: true);
        TGroup.ToCached(lows, low);
        TGroup.Load(low, powers + lanes);
        TGroup.Subtract(low, cached);
        TGroup.ToCached(lows + c, low);
        // Q3 - Q2 and Q3 + Q2, plus and minus each.
        TGroup.Load(low, powers + (2 * lanes));
        TGroup.ToCached(cached, low);
        for (int second = 0; second < 2; second++)
        {
            TGroup.Load(high, powers + (3 * lanes));
            if (second == 0) TGroup.Subtract(high, cached);
            else TGroup.Add(high, cached, needT: true);
            for (int first = 0; first < 4; first++)
            {
                new ReadOnlySpan<ulong>(high, n).CopyTo(new Span<ulong>(sum, n));
                // Signs of Q1 and Q0: -- and ++ are one sum, -+ and +- the other.
                ulong* term = lows + (first is 0 or 3 ? 0 : c);
                if (first < 2) TGroup.Subtract(sum, term);
                else TGroup.Add(sum, term, needT: true);
                TGroup.ToCached(table + (((4 * second) + first) * c), sum);
            }
        }
    }

    /// <summary>product = k times the table's point.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Multiply(ulong* product, ulong* table, in Scalar k)
    {
        using var ws = Workspace.Open();
        int lanes = TGroup.Lanes, columns = LaneColumns;
        ulong* words = ws.Take(4), p = ws.Take(TGroup.PointLength), cached = ws.Take(TGroup.CachedLength);
        ulong* index = ws.Take(lanes), sign = ws.Take(lanes);
        (k * Scalar.Half + Scalar.HalfOfAllOnes).AddBias(words, 1, 0, 0, 0, 0);
        TGroup.SetIdentity(p);
        for (int column = columns - 1; column >= 0; column--)
        {
            if (column != columns - 1) TGroup.Double(p, 1);
            for (int lane = 0; lane < lanes; lane++)
            {
                int bit = (lane * columns) + column;
                ulong b0 = words[0] >> bit, b1 = words[1] >> bit, b2 = words[2] >> bit, minus = (words[3] >> bit) & 1;
                minus = minus - 1;
                index[lane] = ((((b2 & 1) << 2) | ((b1 & 1) << 1) | (b0 & 1)) ^ minus) & 7;
                sign[lane] = minus;
            }
            TGroup.Scan(cached, table, Entries, index);
            TGroup.NegateCachedIf(cached, sign);
            TGroup.Add(p, cached, needT: column == 0);
        }
        SumLanes(product, p);
    }

    private static void SumLanes(ulong* sum, ulong* p)
    {
        using var ws = Workspace.Open();
        var points = (EdwardsPoint*)ws.Take(TGroup.Lanes * EdwardsPoint.Words);
        ulong* one = ws.Take(TOne.PointLength), cached = ws.Take(TOne.CachedLength);
        TGroup.Store(points, p);
        TOne.Load(sum, points);
        for (int lane = 1; lane < TGroup.Lanes; lane++)
        {
            TOne.Load(one, points + lane);
            TOne.ToCached(cached, one);
            TOne.Add(sum, cached, needT: true);
        }
    }
}
