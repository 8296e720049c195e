// Multiples of the base point for fixed-base multiplication, made at first use.
using System.Runtime.InteropServices;
using MobileCoin.Curve25519.Field;
using MobileCoin.Curve25519.Group;

namespace MobileCoin.Curve25519.Multiplication;

/// <summary>
/// For each of 51 positions i the points j * 32^i * B, j = 1 to 16, affine cached, in the layout of
/// <see cref="ILaneField.ScanShared"/>: position, then limb, then entry. 98 kB, shared by all backends.
/// </summary>
internal static unsafe class BaseTable
{
    /// <summary>Words of one position: 15 limbs of 16 entries.</summary>
    internal const int PositionLength = 15 * Entries;

    internal const int Entries = 16;

    internal static readonly ulong* Words = Build();

    private static ulong* Build()
    {
        const int Positions = ScalarLanes.Radix32Digits;
        var points = new EdwardsPoint[Positions * Entries];
        using (var ws = Workspace.Open())
        {
            int n = LaneGroup<PlainField>.PointLength;
            ulong* row = ws.Take(n), p = ws.Take(n), cached = ws.Take(LaneGroup<PlainField>.CachedLength);
            EdwardsPoint start = EdwardsPoint.Base;
            LaneGroup<PlainField>.Load(row, &start);
            for (int i = 0; i < Positions; i++)
            {
                Buffer.MemoryCopy(row, p, n * sizeof(ulong), n * sizeof(ulong));
                LaneGroup<PlainField>.ToCached(cached, row);
                for (int j = 0; j < Entries; j++)
                {
                    fixed (EdwardsPoint* to = &points[(i * Entries) + j]) LaneGroup<PlainField>.Store(to, p);
                    LaneGroup<PlainField>.Add(p, cached, needT: true);
                }
                LaneGroup<PlainField>.Double(row, 5);
            }
        }

        ulong* table = (ulong*)NativeMemory.AlignedAlloc(Positions * PositionLength * sizeof(ulong), 64);
        using (var ws = Workspace.Open())
        {
            int n = PlainField.Length;
            ulong* inverses = ws.Take(points.Length * n);
            for (int i = 0; i < points.Length; i++) *(FieldElement*)(inverses + (i * n)) = points[i].Z;
            LaneInversion<PlainField>.InvertAll(inverses, points.Length);
            for (int i = 0; i < points.Length; i++)
            {
                ulong* column = table + ((i / Entries) * PositionLength) + (i % Entries);
                AffineCached(points[i], *(FieldElement*)(inverses + (i * n)), column, Entries);
            }
        }
        return table;
    }

    /// <summary>Writes y+x, y-x, 2dxy as 15 canonical limbs, a stride apart.</summary>
    internal static void AffineCached(in EdwardsPoint p, in FieldElement inverseZ, ulong* column, int stride)
    {
        FieldElement x = default, y = default, sum = default, difference = default, product = default;
        FieldElement.Multiply(ref x, p.X, inverseZ);
        FieldElement.Multiply(ref y, p.Y, inverseZ);
        FieldElement.Add(ref sum, y, x);
        FieldElement.Subtract(ref difference, y, x);
        FieldElement.Multiply(ref product, x, y);
        FieldElement.Multiply(ref product, product, FieldConstants.TwoD);
        ReadOnlySpan<FieldElement> elements = [sum.Canonical(), difference.Canonical(), product.Canonical()];
        foreach (ulong limb in MemoryMarshal.Cast<FieldElement, ulong>(elements))
        {
            *column = limb;
            column += stride;
        }
    }
}
