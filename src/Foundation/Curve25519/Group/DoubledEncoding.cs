// The encodings of doubled points, without a square root: one inversion a lane serves a whole batch.
using System.Runtime.CompilerServices;
using MobileCoin.Curve25519.Field;

namespace MobileCoin.Curve25519.Group;

// Encoding needs 1/sqrt because a group element has several representatives. A doubled point 2P is the image of P under an isogeny, so
// that root is a ratio of P's own coordinates. With e = 2XY, f = Z^2 + dT^2, g = Y^2 + X^2, h = Z^2 - dT^2 the doubled point is
// (ef : gh : fh : eg), and everything the encoding needs follows from 1/(efgh).
/// <summary>The encodings of twice each of many points, constant time.</summary>
internal static unsafe class DoubledEncoding<TField>
    where TField : struct, ILaneField
{
    /// <summary>Vectors of points that share an inversion.</summary>
    internal const int MaxShared = 32;

    /// <summary>Points whose inverses are made one after another: an inversion is a chain, which is shorter for a single element.</summary>
    private const int FewPoints = 4;

    private const int Size = FieldElement.Bytes;

    private const int E = 0, F = 1, G = 2, H = 3, EG = 4, FH = 5, Elements = 6;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Encode(ReadOnlySpan<EdwardsPoint> points, Span<byte> encodings)
    {
        int n = TField.Length, lanes = TField.Lanes;
        for (int done = 0; done < points.Length;)
        {
            int count = Math.Min(points.Length - done, MaxShared * lanes), vectors = (count + lanes - 1) / lanes;
            using var ws = Workspace.Open();
            ulong* state = ws.Take(vectors * Elements * n), inverses = ws.Take(vectors * n), p = ws.Take(LaneGroup<TField>.PointLength);
            byte* results = (byte*)ws.Take(lanes * Size / 8);
            for (int v = 0; v < vectors; v++)
            {
                LaneVector<LaneGroup<TField>>.Load(p, points[(done + (v * lanes))..(done + count)]);
                Prepare(state + (v * Elements * n), inverses + (v * n), p);
            }
            if (count <= FewPoints && lanes > FewPoints) InvertFew(inverses, count);
            else LaneInversion<TField>.InvertAll(inverses, vectors);
            for (int v = 0; v < vectors; v++)
            {
                Finish(results, state + (v * Elements * n), inverses + (v * n));
                int first = done + (v * lanes), some = Math.Min(lanes, done + count - first);
                new ReadOnlySpan<byte>(results, some * Size).CopyTo(encodings[(first * Size)..]);
            }
            done += count;
        }
    }

    private static void InvertFew(ulong* elements, int count)
    {
        using var ws = Workspace.Open();
        ulong* each = ws.Take(TField.Lanes * PlainField.Length);
        TField.Store(each, PlainField.Length, 0, elements);
        LaneInversion<PlainField>.InvertAll(each, count);
        TField.Load(elements, each, PlainField.Length, 0);
    }

    /// <summary>e, f, g, h, eg, fh, and the product of all four. Where that is zero the doubled point is the identity, and encodes to 0.</summary>
    private static void Prepare(ulong* s, ulong* product, ulong* p)
    {
        int n = TField.Length;
        ulong* x = p, y = p + n, z = p + (2 * n), t = p + (3 * n), u = p + (4 * n);
        TField.Multiply(s + (E * n), x, y);
        TField.Add(u, s + (E * n), s + (E * n));
        TField.Carry(s + (E * n), u);
        TField.SquareTimes(z, z, 1);
        TField.SquareTimes(t, t, 1);
        TField.Multiply(t, t, LaneConstants<TField>.D);
        TField.Add(s + (F * n), z, t);
        TField.Subtract(s + (H * n), z, t);
        TField.SquareTimes(x, x, 1);
        TField.SquareTimes(y, y, 1);
        TField.Add(s + (G * n), y, x);
        TField.Multiply(s + (EG * n), s + (E * n), s + (G * n));
        TField.Multiply(s + (FH * n), s + (F * n), s + (H * n));
        TField.Multiply(product, s + (EG * n), s + (FH * n));
    }

    private static void Finish(byte* encodings, ulong* s, ulong* inverse)
    {
        int n = TField.Length;
        using var ws = Workspace.Open();
        ulong* zInverse = ws.Take(n), tInverse = ws.Take(n), magic = ws.Take(n), u = ws.Take(n), mask = ws.Take(TField.Lanes);
        ulong* e = s + (E * n), f = s + (F * n), g = s + (G * n), h = s + (H * n), i = LaneConstants<TField>.SqrtM1;
        TField.Multiply(zInverse, s + (EG * n), inverse);
        TField.Multiply(tInverse, s + (FH * n), inverse);
        TField.Multiply(u, s + (EG * n), zInverse);
        TField.IsNegative(mask, u);
        // Rotate by a point of order four where xy/z is negative: (e, g, h) becomes (g, -e, i f).
        TField.Subtract(u, LaneConstants<TField>.Zero, e);
        TField.Select(e, e, g, mask);
        TField.Select(g, g, u, mask);
        TField.Multiply(u, f, i);
        TField.Select(h, h, u, mask);
        TField.Select(magic, LaneConstants<TField>.InvSqrtAMinusD, i, mask);
        TField.Multiply(u, h, e);
        TField.Multiply(u, u, zInverse);
        TField.IsNegative(mask, u);
        TField.NegateIf(g, g, mask);
        TField.Multiply(u, g, tInverse);
        TField.Multiply(u, magic, u);
        TField.Subtract(h, h, g);
        TField.Multiply(u, h, u);
        LanePowers<TField>.MakeEven(u);
        TField.ToEncodings(encodings, u);
    }
}
