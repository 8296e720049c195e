// Products of points whose multiples by 2^64, 2^128 and 2^192 are there already (Lim and Lee 1994, signed; docs/field-arithmetic.md).
using System.Runtime.CompilerServices;
using MobileCoin.Curve25519.Group;

namespace MobileCoin.Curve25519.Multiplication;

/// <summary>
/// With k' = (k + 2^256 - 1)/2 modulo l, bit b of k' stands for the digit 2b - 1, and k P is the sum of all 256 digits times 2^i P.
/// The four words of k' are the teeth of a comb: bit j of each, together, name one of 16 sums ±Q0 ± Q1 ± Q2 ± Q3 of Qw = 2^(64w + j) P.
/// Eight of them, for j = 0, are the table; the others are negatives.
/// </summary>
internal static unsafe class Comb<TGroup>
    where TGroup : struct, IGroup
{
    /// <summary>Multiples of a point that a table is made of: by 1, 2^64, 2^128 and 2^192.</summary>
    internal const int Teeth = 4;

    private const int Entries = 8;

    /// <summary>Words of a table.</summary>
    internal static int TableLength => Entries * TGroup.CachedLength;

    /// <summary>Words that <see cref="LoadScalar"/> fills.</summary>
    internal static int ScalarLength => (Teeth * TGroup.Lanes + 7) & ~7;

    /// <summary>Makes the table of the points Q0 to Q3 in every lane: entry b2 b1 b0 in binary is Q3 ± Q2 ± Q1 ± Q0 with plus for a one.</summary>
    /// <param name="table">The table.</param>
    /// <param name="points">Q0, Q1, Q2, Q3 as point vectors, end to end; they are used up.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Fill(ulong* table, ulong* points)
    {
        using var ws = Workspace.Open();
        int n = TGroup.PointLength, c = TGroup.CachedLength;
        ulong* sum = ws.Take(n), cached = ws.Take(c), lows = ws.Take(2 * c);
        // Q1 + Q0 and Q1 - Q0.
        TGroup.ToCached(cached, points);
        Copy(sum, points + n);
        TGroup.Add(sum, cached, needT: true);
        TGroup.ToCached(lows, sum);
        Copy(sum, points + n);
        TGroup.Subtract(sum, cached);
        TGroup.ToCached(lows + c, sum);
        // Q3 - Q2 and Q3 + Q2, plus and minus each.
        TGroup.ToCached(cached, points + (2 * n));
        Copy(points, points + (3 * n));
        TGroup.Subtract(points, cached);
        Copy(points + n, points + (3 * n));
        TGroup.Add(points + n, cached, needT: true);
        for (int e = 0; e < Entries; e++)
        {
            // The signs of Q1 and Q0, minus for a zero: 00 and 11 are one sum, 01 and 10 the other.
            int low = e & 3;
            ulong* term = lows + (low is 0 or 3 ? 0 : c);
            Copy(sum, points + ((e >> 2) * n));
            if (low < 2) TGroup.Subtract(sum, term);
            else TGroup.Add(sum, term, needT: true);
            TGroup.ToCached(table + (e * c), sum);
        }
    }

    /// <summary>The words of k' for a lane.</summary>
    internal static void LoadScalar(ulong* words, int lane, in Scalar k)
    {
        ulong* all = stackalloc ulong[Teeth];
        (k.Halve() + Scalar.HalfOfAllOnes).AddBias(all, 1, 0, 0, 0, 0);
        for (int tooth = 0; tooth < Teeth; tooth++) words[(tooth * TGroup.Lanes) + lane] = all[tooth];
        new Span<ulong>(all, Teeth).Clear();
    }

    /// <summary>p = the sum of 2^column times the column's entry, over a number of columns from the lowest on, lane by lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Multiply(ulong* p, ulong* table, ulong* words, int columns)
    {
        using var ws = Workspace.Open();
        int lanes = TGroup.Lanes;
        ulong* cached = ws.Take(TGroup.CachedLength), index = ws.Take(lanes), sign = ws.Take(lanes);
        TGroup.SetIdentity(p);
        for (int column = columns - 1; column >= 0; column--)
        {
            if (column != columns - 1) TGroup.Double(p, 1);
            for (int lane = 0; lane < lanes; lane++)
            {
                ulong* w = words + lane;
                ulong bits = ((w[0] >> column) & 1) | (((w[lanes] >> column) & 1) << 1) | (((w[2 * lanes] >> column) & 1) << 2);
                ulong minus = ((w[3 * lanes] >> column) & 1) - 1;
                index[lane] = (bits ^ minus) & (Entries - 1);
                sign[lane] = minus;
            }
            TGroup.Scan(cached, table, Entries, index);
            TGroup.NegateCachedIf(cached, sign);
            TGroup.Add(p, cached, needT: column == 0);
        }
    }

    private static void Copy(ulong* to, ulong* from) =>
        new ReadOnlySpan<ulong>(from, TGroup.PointLength).CopyTo(new Span<ulong>(to, TGroup.PointLength));
}
