// Multiples of the base point, constant time: 51 additions out of a table and no doubling.
using System.Runtime.CompilerServices;
using MobileCoin.Curve25519.Group;

namespace MobileCoin.Curve25519.Multiplication;

/// <summary>Fixed-base multiplication by windows of five bits.</summary>
internal static unsafe class FixedBase<TGroup>
    where TGroup : struct, IGroup
{
    /// <summary>p += scalar times the base point, lane by lane; scalars as <see cref="ScalarLanes.LoadRadix32"/> made them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Accumulate(ulong* p, ulong* words)
    {
        using var ws = Workspace.Open();
        ulong* affine = ws.Take(TGroup.AffineLength), magnitude = ws.Take(TGroup.Lanes), sign = ws.Take(TGroup.Lanes);
        ulong* position = BaseTable.Words;
        for (int digit = 0; digit < ScalarLanes.Radix32Digits; digit++, position += BaseTable.PositionLength)
        {
            TGroup.Digit(magnitude, sign, words, 5 * digit, 5);
            TGroup.ScanShared(affine, position, magnitude);
            TGroup.NegateAffineIf(affine, sign);
            TGroup.AddAffine(p, affine);
        }
    }
}
