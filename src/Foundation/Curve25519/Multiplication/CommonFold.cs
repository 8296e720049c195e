// Sums of products whose public scalars are the same in every lane: sparse digits that all lanes share, so no table is searched.
using System.Runtime.CompilerServices;
using MobileCoin.Curve25519.Group;

namespace MobileCoin.Curve25519.Multiplication;

/// <summary>Straus with non-adjacent forms across lanes. Variable time in the scalars only.</summary>
internal static unsafe class CommonFold<TGroup>
    where TGroup : struct, IGroup
{
    private const int Width = 5;

    /// <summary>Writes the forms of all scalars end to end, 256 digits each.</summary>
    internal static void DigitsVartime(sbyte* digits, ReadOnlySpan<Scalar> scalars)
    {
        for (int i = 0; i < scalars.Length; i++)
        {
            scalars[i].NonAdjacentFormVartime(new Span<sbyte>(digits + (i * Scalar.NafLength), Scalar.NafLength), Width);
        }
    }

    /// <summary>p = the sum over terms of scalar times point, lane by lane; p is the first of the points, which are laid end to end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void MultiplyVartime(ulong* p, sbyte* digits, int terms)
    {
        using var ws = Workspace.Open();
        int tableLength = OddMultiples<TGroup>.Count(Width) * TGroup.CachedLength;
        ulong* tables = ws.Take(terms * tableLength);
        for (int t = 0; t < terms; t++)
        {
            OddMultiples<TGroup>.Fill(tables + (t * tableLength), p + (t * TGroup.PointLength), OddMultiples<TGroup>.Count(Width));
        }
        TGroup.SetIdentity(p);
        int doublings = 0;
        for (int bit = Scalar.NafLength - 1; bit >= 0; bit--)
        {
            doublings++;
            for (int t = 0; t < terms; t++)
            {
                int digit = digits[(t * Scalar.NafLength) + bit];
                if (digit == 0) continue;
                if (doublings > 0) TGroup.Double(p, doublings);
                doublings = 0;
                OddMultiples<TGroup>.AddVartime(p, tables + (t * tableLength), digit);
            }
        }
        if (doublings > 0) TGroup.Double(p, doublings);
    }
}
