// Sums of products with many fixed points, constant time: the lanes work on stretches of one scalar, and share the point's table.
using System.Runtime.CompilerServices;
using MobileCoin.Curve25519.Group;

namespace MobileCoin.Curve25519.Multiplication;

/// <summary>
/// A scalar has 51 digits of five bits, see <see cref="ScalarLanes"/>. Each lane takes a stretch of neighbours, so that all lanes read the
/// table of the same point, by permutation and not by address; digits of the same place in their stretches go to a sum of their own, and
/// only these sums are doubled. A term costs seven additions of eight lanes.
/// </summary>
internal static unsafe class FixedBases<TGroup>
    where TGroup : struct, IGroup
{
    private const int DigitBits = 5;

    /// <summary>Digits in a lane's stretch.</summary>
    private static int Stretch => (ScalarLanes.Radix32Digits + TGroup.Lanes - 1) / TGroup.Lanes;

    /// <summary>Bits in a lane's stretch: a lane's sum counts 2^LaneBits times the sum of the lane below it.</summary>
    internal static int LaneBits => DigitBits * Stretch;

    /// <summary>p = in each lane the sum over terms of the lane's stretch of the scalar times the point of the table.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Multiply(ulong* p, ReadOnlySpan<Scalar> scalars, ReadOnlySpan<int> indexes, ulong* table)
    {
        using var ws = Workspace.Open();
        int stretch = Stretch, length = TGroup.PointLength;
        ulong* sums = ws.Take(stretch * length), words = ws.Take(ScalarLanes.Length<TGroup>()), cached = ws.Take(TGroup.CachedLength);
        ulong* affine = ws.Take(TGroup.AffineLength), magnitude = ws.Take(TGroup.Lanes), sign = ws.Take(TGroup.Lanes);
        for (int s = 0; s < stretch; s++) TGroup.SetIdentity(sums + (s * length));
        for (int i = 0; i < scalars.Length; i++)
        {
            ulong* entry = table + ((indexes.IsEmpty ? i : indexes[i]) * (long)BaseTable.PositionLength);
            ScalarLanes.LoadStretches<TGroup>(words, scalars[i], LaneBits);
            for (int s = 0; s < stretch; s++)
            {
                TGroup.Digit(magnitude, sign, words, DigitBits * s, DigitBits);
                TGroup.ScanShared(affine, entry, magnitude);
                TGroup.NegateAffineIf(affine, sign);
                TGroup.AddAffine(sums + (s * length), affine);
            }
        }
        Buffer.MemoryCopy(sums + ((stretch - 1) * length), p, length * sizeof(ulong), length * sizeof(ulong));
        for (int s = stretch - 2; s >= 0; s--)
        {
            TGroup.Double(p, DigitBits);
            TGroup.ToCached(cached, sums + (s * length));
            TGroup.Add(p, cached, needT: true);
        }
    }
}
