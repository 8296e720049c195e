// Tables of odd multiples for the variable-time multiplications.
using MobileCoin.Curve25519.Group;

namespace MobileCoin.Curve25519.Multiplication;

/// <summary>P, 3P, 5P, … cached: what the non-zero digits of a non-adjacent form ask for. A negative digit subtracts.</summary>
internal static unsafe class OddMultiples<TGroup>
    where TGroup : struct, IGroup
{
    /// <summary>Multiples that digits of a width need.</summary>
    internal static int Count(int width) => 1 << (width - 2);

    /// <summary>table[i] = (2i + 1) P.</summary>
    internal static void Fill(ulong* table, ulong* point, int count)
    {
        using var ws = Workspace.Open();
        int n = TGroup.CachedLength;
        ulong* p = ws.Take(TGroup.PointLength), twice = ws.Take(n);
        Copy(p, point);
        TGroup.Double(p, 1);
        TGroup.ToCached(twice, p);
        Copy(p, point);
        for (int i = 0; i < count; i++)
        {
            if (i > 0) TGroup.Add(p, twice, needT: true);
            TGroup.ToCached(table + (i * n), p);
        }
    }

    /// <summary>p += digit * P for an odd digit.</summary>
    internal static void AddVartime(ulong* p, ulong* table, int digit)
    {
        ulong* entry = table + ((Math.Abs(digit) >> 1) * TGroup.CachedLength);
        if (digit > 0) TGroup.Add(p, entry, needT: true);
        else TGroup.Subtract(p, entry);
    }

    private static void Copy(ulong* to, ulong* from) =>
        new ReadOnlySpan<ulong>(from, TGroup.PointLength).CopyTo(new Span<ulong>(to, TGroup.PointLength));
}
