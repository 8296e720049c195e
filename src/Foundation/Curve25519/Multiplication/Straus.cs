// Sums of products k_1 P_1 + ... + k_n P_n with shared doublings (Straus), constant time; one product is the case n = 1.
using System.Runtime.CompilerServices;
using MobileCoin.Curve25519.Group;

namespace MobileCoin.Curve25519.Multiplication;

/// <summary>Fixed windows of four bits, 64 signed digits, tables of 0P to 8P read whole at every digit.</summary>
internal static unsafe class Straus<TGroup>
    where TGroup : struct, IGroup
{
    private const int Entries = 9;

    /// <summary>
    /// p = the sum over terms of scalar times point, lane by lane. Points are laid end to end, scalars as
    /// <see cref="ScalarLanes.LoadRadix16"/> made them. p may be the first of the points.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Multiply(ulong* p, ulong* points, ulong* words, int terms)
    {
        using var ws = Workspace.Open();
        int lanes = TGroup.Lanes, scalarLength = ScalarLanes.Length<TGroup>(), tableLength = Entries * TGroup.CachedLength;
        ulong* tables = ws.Take(terms * tableLength), cached = ws.Take(TGroup.CachedLength);
        ulong* magnitude = ws.Take(lanes), sign = ws.Take(lanes);
        for (int t = 0; t < terms; t++) BuildTable(tables + (t * tableLength), points + (t * TGroup.PointLength));

        TGroup.SetIdentity(p);
        for (int digit = ScalarLanes.Radix16Digits - 1; digit >= 0; digit--)
        {
            if (digit != ScalarLanes.Radix16Digits - 1) TGroup.Double(p, 4);
            for (int t = 0; t < terms; t++)
            {
                TGroup.Digit(magnitude, sign, words + (t * scalarLength), 4 * digit, 4);
                TGroup.Scan(cached, tables + (t * tableLength), Entries, magnitude);
                TGroup.NegateCachedIf(cached, sign);
                TGroup.Add(p, cached, needT: digit == 0 || t != terms - 1);
            }
        }
    }

    private static void BuildTable(ulong* table, ulong* point)
    {
        using var ws = Workspace.Open();
        ulong* q = ws.Take(TGroup.PointLength);
        int n = TGroup.CachedLength;
        Buffer.MemoryCopy(point, q, TGroup.PointLength * sizeof(ulong), TGroup.PointLength * sizeof(ulong));
        TGroup.SetIdentityCached(table);
        TGroup.ToCached(table + n, q);
        for (int e = 2; e < Entries; e++)
        {
            TGroup.Add(q, table + n, needT: true);
            TGroup.ToCached(table + (e * n), q);
        }
    }
}
