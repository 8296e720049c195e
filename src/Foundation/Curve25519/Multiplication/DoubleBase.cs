// a A + b B for the base point B, with public scalars: sliding windows (non-adjacent forms), for verifying signatures.
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MobileCoin.Curve25519.Group;

namespace MobileCoin.Curve25519.Multiplication;

/// <summary>Variable-time double-base multiplication of single points.</summary>
internal static unsafe class DoubleBase<TGroup>
    where TGroup : struct, IGroup
{
    private const int PointWidth = 5, BaseWidth = 8;

    private static readonly ulong* BaseMultiples = MakeBaseMultiples();

    /// <summary>p = a p + b B.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void MultiplyVartime(ulong* p, in Scalar a, in Scalar b)
    {
        sbyte* aDigits = stackalloc sbyte[Scalar.NafLength], bDigits = stackalloc sbyte[Scalar.NafLength];
        a.NonAdjacentFormVartime(new Span<sbyte>(aDigits, Scalar.NafLength), PointWidth);
        b.NonAdjacentFormVartime(new Span<sbyte>(bDigits, Scalar.NafLength), BaseWidth);
        using var ws = Workspace.Open();
        ulong* table = ws.Take(OddMultiples<TGroup>.Count(PointWidth) * TGroup.CachedLength);
        OddMultiples<TGroup>.Fill(table, p, OddMultiples<TGroup>.Count(PointWidth));
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
                if (da != 0) OddMultiples<TGroup>.AddVartime(p, table, da);
                if (db != 0) OddMultiples<TGroup>.AddVartime(p, BaseMultiples, db);
                pending = 0;
            }
            pending++;
        }
        if (pending > 1) TGroup.Double(p, pending - 1);
    }

    private static ulong* MakeBaseMultiples()
    {
        using var ws = Workspace.Open();
        ulong* p = ws.Take(TGroup.PointLength);
        EdwardsPoint start = EdwardsPoint.Base;
        TGroup.Load(p, &start);
        int count = OddMultiples<TGroup>.Count(BaseWidth);
        ulong* table = (ulong*)NativeMemory.AlignedAlloc((nuint)(count * TGroup.CachedLength * sizeof(ulong)), 64);
        OddMultiples<TGroup>.Fill(table, p, count);
        return table;
    }
}
