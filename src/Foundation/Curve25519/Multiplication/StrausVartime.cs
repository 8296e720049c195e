// Sums of products with public scalars, up to a few hundred: shared doublings and sparse digits (Straus with non-adjacent forms).
using System.Runtime.CompilerServices;
using MobileCoin.Curve25519.Group;

namespace MobileCoin.Curve25519.Multiplication;

/// <summary>Variable-time multiscalar multiplication on points one at a time.</summary>
internal static unsafe class StrausVartime<TGroup>
    where TGroup : struct, IGroup
{
    private const int Width = 5;

    /// <summary>p = the sum of scalars[i] * points[i].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Multiply(ulong* p, ReadOnlySpan<Scalar> scalars, ReadOnlySpan<EdwardsPoint> points)
    {
        int count = points.Length, tableLength = OddMultiples<TGroup>.Count(Width) * TGroup.CachedLength;
        using var ws = Workspace.Open();
        ulong* tables = ws.Take(count * tableLength), second = ws.Take(TGroup.PointLength), cached = ws.Take(TGroup.CachedLength);
        sbyte* digits = (sbyte*)ws.Take(count * Scalar.NafLength / sizeof(ulong));
        Span<sbyte> form = stackalloc sbyte[Scalar.NafLength];
        for (int i = 0; i < count; i++)
        {
            fixed (EdwardsPoint* from = &points[i]) TGroup.Load(p, from);
            OddMultiples<TGroup>.Fill(tables + (i * tableLength), p, OddMultiples<TGroup>.Count(Width));
            scalars[i].NonAdjacentFormVartime(form, Width);
            // Position by position, in the order they are read.
            for (int bit = 0; bit < Scalar.NafLength; bit++) digits[(bit * count) + i] = form[bit];
        }

        // Two sums take turns, so that one addition need not wait for the one before.
        TGroup.SetIdentity(p);
        TGroup.SetIdentity(second);
        bool turn = false;
        for (int bit = Scalar.NafLength - 1; bit >= 0; bit--)
        {
            TGroup.Double(p, 1);
            TGroup.Double(second, 1);
            sbyte* row = digits + (bit * count);
            for (int i = 0; i < count; i++)
            {
                if (row[i] == 0) continue;
                OddMultiples<TGroup>.AddVartime(turn ? second : p, tables + (i * tableLength), row[i]);
                turn = !turn;
            }
        }
        TGroup.ToCached(cached, second);
        TGroup.Add(p, cached, needT: true);
    }
}
