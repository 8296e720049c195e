// ristretto255 in lanes: decoding, encoding, the one-way map and equality (RFC 9496 §4.3).
using System.Runtime.CompilerServices;
using MobileCoin.Curve25519.Field;

namespace MobileCoin.Curve25519.Group;

/// <summary>
/// The encoding of ristretto255 over any field backend. Point vectors are as <see cref="LaneGroup{TField}"/> lays them out, of which
/// the scratch part is not used. Constant time: whether an encoding was valid comes back as a mask.
/// </summary>
internal static unsafe class LaneRistretto<TField>
    where TField : struct, ILaneField
{
    /// <summary>
    /// Decodes 32 bytes a lane. Valid: all ones where the string is the canonical encoding of a group element, else zero and the lane
    /// of p is the identity.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Decode(ulong* p, ulong* valid, byte* encodings)
    {
        int n = TField.Length;
        using var ws = Workspace.Open();
        ulong* s = ws.Take(n), u1 = ws.Take(n), u2 = ws.Take(n), v = ws.Take(n), i = ws.Take(n), t = ws.Take(n);
        ulong* mask = ws.Take(TField.Lanes);
        ulong* x = p, y = p + n, z = p + (2 * n), xy = p + (3 * n), one = LaneConstants<TField>.One;

        TField.FromEncodings(s, encodings);
        IsCanonicalAndEven(valid, s, encodings);
        TField.SquareTimes(t, s, 1);
        TField.Subtract(u1, one, t);                            // 1 - s^2
        TField.Add(u2, one, t);                                 // 1 + s^2
        TField.SquareTimes(t, u2, 1);
        TField.SquareTimes(v, u1, 1);
        TField.Multiply(v, v, LaneConstants<TField>.D);
        TField.Add(v, v, t);
        TField.Subtract(v, LaneConstants<TField>.Zero, v);      // -(d u1^2) - u2^2
        TField.Multiply(t, v, t);
        TField.Broadcast(z, FieldElement.One);
        LanePowers<TField>.InverseSqrt(i, mask, t);             // 1 / sqrt(v u2^2)
        And(valid, mask);

        TField.Multiply(x, i, u2);
        TField.Multiply(y, i, x);
        TField.Multiply(y, y, v);
        TField.Multiply(y, u1, y);
        TField.Add(t, s, s);
        TField.Multiply(x, t, x);
        LanePowers<TField>.MakeEven(x);
        TField.Multiply(xy, x, y);
        TField.IsNegative(mask, xy);
        AndNot(valid, mask);
        TField.IsZero(mask, y);
        AndNot(valid, mask);

        TField.Select(x, LaneConstants<TField>.Zero, x, valid);
        TField.Select(y, one, y, valid);
        TField.Select(xy, LaneConstants<TField>.Zero, xy, valid);
    }

    /// <summary>Encodes each lane to 32 bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Encode(byte* encodings, ulong* p)
    {
        int n = TField.Length;
        using var ws = Workspace.Open();
        ulong* u1 = ws.Take(n), u2 = ws.Take(n), i = ws.Take(n), t = ws.Take(n), den1 = ws.Take(n), den2 = ws.Take(n);
        ulong* zInverse = ws.Take(n), x = ws.Take(n), y = ws.Take(n), mask = ws.Take(TField.Lanes);
        ulong* px = p, py = p + n, pz = p + (2 * n), pt = p + (3 * n);

        TField.Add(u1, pz, py);
        TField.Subtract(t, pz, py);
        TField.Multiply(u1, u1, t);                             // (z + y)(z - y)
        TField.Multiply(u2, px, py);                            // x y
        TField.SquareTimes(t, u2, 1);
        TField.Multiply(t, u1, t);
        LanePowers<TField>.InverseSqrt(i, mask, t);
        TField.Multiply(den1, i, u1);
        TField.Multiply(den2, i, u2);
        TField.Multiply(zInverse, den1, den2);
        TField.Multiply(zInverse, zInverse, pt);

        TField.Multiply(t, pt, zInverse);
        TField.IsNegative(mask, t);                             // rotate by a point of order four?
        TField.Multiply(t, py, LaneConstants<TField>.SqrtM1);
        TField.Select(x, px, t, mask);
        TField.Multiply(t, px, LaneConstants<TField>.SqrtM1);
        TField.Select(y, py, t, mask);
        TField.Multiply(t, den1, LaneConstants<TField>.InvSqrtAMinusD);
        TField.Select(den2, den2, t, mask);

        TField.Multiply(t, x, zInverse);
        TField.IsNegative(mask, t);
        TField.NegateIf(y, y, mask);
        TField.Subtract(t, pz, y);
        TField.Multiply(t, den2, t);
        LanePowers<TField>.MakeEven(t);
        TField.ToEncodings(encodings, t);
    }

    /// <summary>The map of RFC 9496 §4.3.4 of one 32-byte string a lane; the top bit of each is ignored.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Map(ulong* p, byte* strings)
    {
        int n = TField.Length;
        using var ws = Workspace.Open();
        ulong* t = ws.Take(n), r = ws.Take(n), u = ws.Take(n), v = ws.Take(n), s = ws.Take(n), c = ws.Take(n), a = ws.Take(n);
        ulong* mask = ws.Take(TField.Lanes);
        ulong* one = LaneConstants<TField>.One, d = LaneConstants<TField>.D, zero = LaneConstants<TField>.Zero;

        TField.FromEncodings(t, strings);
        TField.SquareTimes(r, t, 1);
        TField.Multiply(r, r, LaneConstants<TField>.SqrtM1);            // i t^2
        TField.Add(u, r, one);
        TField.Multiply(u, u, LaneConstants<TField>.OneMinusDSquared);  // (r + 1)(1 - d^2)
        TField.Multiply(v, r, d);
        TField.Add(v, v, one);
        TField.Subtract(v, zero, v);
        TField.Add(a, r, d);
        TField.Multiply(v, v, a);                                       // (-1 - r d)(r + d)
        LanePowers<TField>.SqrtRatio(s, mask, u, v);

        // Where u/v is no square: s = -|s t|, c = r; else c = -1.
        TField.Multiply(a, s, t);
        LanePowers<TField>.MakeEven(a);
        TField.Subtract(a, zero, a);
        TField.Select(s, a, s, mask);
        TField.Subtract(a, zero, one);
        TField.Select(c, r, a, mask);

        TField.Subtract(a, r, one);
        TField.Multiply(c, c, a);
        TField.Multiply(c, c, LaneConstants<TField>.DMinusOneSquared);
        TField.Subtract(c, c, v);                                       // N = c (r - 1)(d - 1)^2 - v
        TField.Multiply(a, s, v);
        TField.Add(a, a, a);                                            // w0 = 2 s v
        TField.Multiply(c, c, LaneConstants<TField>.SqrtADMinusOne);    // w1
        TField.SquareTimes(t, s, 1);
        TField.Subtract(u, one, t);                                     // w2 = 1 - s^2
        TField.Add(r, one, t);                                          // w3 = 1 + s^2
        TField.Multiply(p, a, r);
        TField.Multiply(p + n, u, c);
        TField.Multiply(p + (2 * n), c, r);
        TField.Multiply(p + (3 * n), a, u);
    }

    /// <summary>All ones a lane where the two points are the same group element (RFC 9496 §4.3.3).</summary>
    internal static void AreEqual(ulong* mask, ulong* p, ulong* q)
    {
        int n = TField.Length;
        using var ws = Workspace.Open();
        ulong* a = ws.Take(n), b = ws.Take(n), other = ws.Take(TField.Lanes);
        TField.Multiply(a, p, q + n);
        TField.Multiply(b, p + n, q);
        TField.Subtract(a, a, b);
        TField.IsZero(mask, a);
        TField.Multiply(a, p + n, q + n);
        TField.Multiply(b, p, q);
        TField.Subtract(a, a, b);
        TField.IsZero(other, a);
        for (int lane = 0; lane < TField.Lanes; lane++) mask[lane] |= other[lane];
    }

    private static void IsCanonicalAndEven(ulong* valid, ulong* s, byte* encodings)
    {
        byte* canonical = stackalloc byte[16 * FieldElement.Bytes];
        TField.ToEncodings(canonical, s);
        for (int lane = 0; lane < TField.Lanes; lane++)
        {
            ulong* a = (ulong*)(encodings + (lane * FieldElement.Bytes)), b = (ulong*)(canonical + (lane * FieldElement.Bytes));
            ulong bad = (a[0] ^ b[0]) | (a[1] ^ b[1]) | (a[2] ^ b[2]) | (a[3] ^ b[3]) | (a[0] & 1);
            valid[lane] = ((bad | (0 - bad)) >> 63) - 1;
        }
    }

    private static void And(ulong* mask, ulong* other)
    {
        for (int lane = 0; lane < TField.Lanes; lane++) mask[lane] &= other[lane];
    }

    private static void AndNot(ulong* mask, ulong* other)
    {
        for (int lane = 0; lane < TField.Lanes; lane++) mask[lane] &= ~other[lane];
    }
}
