// Points of edwards25519 as Ed25519 encodes them (RFC 8032 §5.1.2, §5.1.3), in lanes.
using System.Runtime.CompilerServices;
using MobileCoin.Curve25519.Field;

namespace MobileCoin.Curve25519.Group;

/// <summary>Decoding and encoding of y with the sign of x, over any field backend.</summary>
internal static unsafe class LaneEdwards<TField>
    where TField : struct, ILaneField
{
    /// <summary>
    /// Decodes 32 bytes a lane as the network's implementation does: y is taken modulo p whether canonical or not, and x = 0 with a set
    /// sign is x = 0. Valid: all ones where y belongs to a point; elsewhere the lane of p is the identity.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Decode(ulong* p, ulong* valid, byte* encodings)
    {
        int n = TField.Length;
        using var ws = Workspace.Open();
        ulong* u = ws.Take(n), v = ws.Take(n), sign = ws.Take(TField.Lanes);
        ulong* x = p, y = p + n, z = p + (2 * n), t = p + (3 * n), one = LaneConstants<TField>.One;
        TField.FromEncodings(y, encodings);
        TField.SquareTimes(t, y, 1);
        TField.Subtract(u, t, one);                                 // y^2 - 1
        TField.Multiply(v, t, LaneConstants<TField>.D);
        TField.Add(v, v, one);                                      // d y^2 + 1
        TField.Carry(v, v);
        LanePowers<TField>.SqrtRatio(x, valid, u, v);
        for (int lane = 0; lane < TField.Lanes; lane++) sign[lane] = 0 - ((ulong)encodings[(lane * FieldElement.Bytes) + 31] >> 7);
        TField.NegateIf(x, x, sign);
        TField.Select(x, LaneConstants<TField>.Zero, x, valid);
        TField.Select(y, one, y, valid);
        TField.Broadcast(z, FieldElement.One);
        TField.Multiply(t, x, y);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Encode(byte* encodings, ulong* p)
    {
        int n = TField.Length;
        using var ws = Workspace.Open();
        ulong* inverse = ws.Take(n), x = ws.Take(n), y = ws.Take(n), negative = ws.Take(TField.Lanes);
        LanePowers<TField>.Invert(inverse, p + (2 * n));
        TField.Multiply(x, p, inverse);
        TField.Multiply(y, p + n, inverse);
        TField.ToEncodings(encodings, y);
        TField.IsNegative(negative, x);
        for (int lane = 0; lane < TField.Lanes; lane++) encodings[(lane * FieldElement.Bytes) + 31] |= (byte)(negative[lane] & 0x80);
    }

    /// <summary>All ones a lane where eight times the point is the identity. Destroys p.</summary>
    internal static void IsSmallOrder(ulong* mask, ulong* p)
    {
        int n = TField.Length;
        using var ws = Workspace.Open();
        ulong* other = ws.Take(TField.Lanes);
        LaneGroup<TField>.Double(p, 3);
        TField.IsZero(mask, p);
        TField.Subtract(p, p + n, p + (2 * n));
        TField.IsZero(other, p);
        for (int lane = 0; lane < TField.Lanes; lane++) mask[lane] &= other[lane];
    }

    /// <summary>p = -p.</summary>
    internal static void Negate(ulong* p)
    {
        int n = TField.Length;
        TField.Subtract(p, LaneConstants<TField>.Zero, p);
        TField.Subtract(p + (3 * n), LaneConstants<TField>.Zero, p + (3 * n));
    }
}
