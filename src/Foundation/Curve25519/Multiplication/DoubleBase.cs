// a A + b B for the base point B, with public scalars: sliding windows (non-adjacent forms), for verifying signatures.
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MobileCoin.Curve25519.Group;

namespace MobileCoin.Curve25519.Multiplication;

/// <summary>Variable-time double-base multiplication of single points.</summary>
internal static unsafe class DoubleBase<TGroup>
    where TGroup : struct, IGroup
{
    private const int PointWidth = 5, BaseWidth = 8, PointEntries = 1 << (PointWidth - 1), BaseEntries = 1 << (BaseWidth - 1);

    private static readonly ulong* BaseMultiples = MakeBaseMultiples();

    /// <summary>p = a p + b B.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void MultiplyVartime(ulong* p, in Scalar a, in Scalar b)
    {
        sbyte* aDigits = stackalloc sbyte[Scalar.NafLength], bDigits = stackalloc sbyte[Scalar.NafLength];
        a.NonAdjacentFormVartime(new Span<sbyte>(aDigits, Scalar.NafLength), PointWidth);
        b.NonAdjacentFormVartime(new Span<sbyte>(bDigits, Scalar.NafLength), BaseWidth);
        using var ws = Workspace.Open();
        int n = TGroup.CachedLength;
        ulong* table = ws.Take(PointEntries * n);
        OddMultiples(table, p, PointEntries);
        TGroup.SetIdentity(p);

        int top = Scalar.NafLength - 1;
        while (top >= 0 && (aDigits[top] | bDigits[top]) == 0) top--;
        // Runs of zero digits become one call that keeps the point in registers.
        int pending = 0;
        for (int i = top; i >= 0; i--)
        {
            int da = aDigits[i], db = bDigits[i];
            if ((da | db) != 0)
            {
                if (pending > 0) TGroup.Double(p, pending);
                if (da != 0) TGroup.Add(p, table + (((da + PointEntries - 1) >> 1) * n), needT: true);
                if (db != 0) TGroup.Add(p, BaseMultiples + (((db + BaseEntries - 1) >> 1) * n), needT: true);
                pending = 0;
            }
            pending++;
        }
        if (pending > 1) TGroup.Double(p, pending - 1);
    }

    /// <summary>table[(d + entries - 1) / 2] = d P for every odd d from 1 - entries to entries - 1.</summary>
    private static void OddMultiples(ulong* table, ulong* point, int entries)
    {
        using var ws = Workspace.Open();
        int n = TGroup.CachedLength;
        ulong* q = ws.Take(TGroup.PointLength), twice = ws.Take(TGroup.PointLength), cachedTwice = ws.Take(n), all = ws.Take(TGroup.Lanes);
        *all = ulong.MaxValue;
        Copy(q, point, TGroup.PointLength);
        Copy(twice, point, TGroup.PointLength);
        TGroup.Double(twice, 1);
        TGroup.ToCached(cachedTwice, twice);
        for (int i = 0; i < entries / 2; i++)
        {
            ulong* positive = table + (((entries / 2) + i) * n), negative = table + (((entries / 2) - 1 - i) * n);
            if (i > 0) TGroup.Add(q, cachedTwice, needT: true);
            TGroup.ToCached(positive, q);
            Copy(negative, positive, n);
            TGroup.NegateCachedIf(negative, all);
        }
    }

    private static ulong* MakeBaseMultiples()
    {
        using var ws = Workspace.Open();
        ulong* p = ws.Take(TGroup.PointLength);
        EdwardsPoint start = EdwardsPoint.Base;
        TGroup.Load(p, &start);
        ulong* table = (ulong*)NativeMemory.AlignedAlloc((nuint)(BaseEntries * TGroup.CachedLength * sizeof(ulong)), 64);
        OddMultiples(table, p, BaseEntries);
        return table;
    }

    private static void Copy(ulong* to, ulong* from, int words) => new ReadOnlySpan<ulong>(from, words).CopyTo(new Span<ulong>(to, words));
}
