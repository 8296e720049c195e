// The inverses of many field elements at the price of one inversion a lane (Montgomery's trick).
using System.Runtime.CompilerServices;

namespace MobileCoin.Curve25519.Field;

/// <summary>Inversion of any number of element vectors, constant time; zero stays zero.</summary>
internal static unsafe class LaneInversion<TField>
    where TField : struct, ILaneField
{
    /// <summary>Replaces each of the vectors, laid end to end, by its inverses.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void InvertAll(ulong* elements, int vectors)
    {
        int n = TField.Length, lanes = TField.Lanes;
        using var ws = Workspace.Open();
        ulong* products = ws.Take((vectors + 1) * n), zero = ws.Take(vectors * lanes), inverse = ws.Take(n), own = ws.Take(n);
        TField.Broadcast(products, FieldElement.One);
        for (int v = 0; v < vectors; v++)
        {
            // A zero would spoil its lane's product: a one stands in for it.
            ulong* element = elements + (v * n), mask = zero + (v * lanes);
            TField.IsZero(mask, element);
            TField.Select(element, element, LaneConstants<TField>.One, mask);
            TField.Multiply(products + ((v + 1) * n), products + (v * n), element);
        }
        LanePowers<TField>.Invert(inverse, products + (vectors * n));
        for (int v = vectors - 1; v >= 0; v--)
        {
            ulong* element = elements + (v * n);
            TField.Multiply(own, inverse, products + (v * n));
            TField.Multiply(inverse, inverse, element);
            TField.Select(element, own, LaneConstants<TField>.Zero, zero + (v * lanes));
        }
    }
}
