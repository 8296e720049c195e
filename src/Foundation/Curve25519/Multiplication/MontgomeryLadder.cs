// The X25519 ladder of RFC 7748 §5 in every lane, constant time.
using System.Runtime.CompilerServices;
using MobileCoin.Curve25519.Field;

namespace MobileCoin.Curve25519.Multiplication;

/// <summary>u-coordinates only, one bit of the scalar at a time, with masked exchanges.</summary>
internal static unsafe class MontgomeryLadder<TField>
    where TField : struct, ILaneField
{
    /// <summary>
    /// shared = the u-coordinate of scalar times the point with u-coordinate u, 32 bytes a lane each; scalars as four words a lane
    /// ([4][Lanes], already clamped).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Multiply(byte* shared, ulong* words, byte* u)
    {
        int n = TField.Length, lanes = TField.Lanes;
        using var ws = Workspace.Open();
        ulong* x1 = ws.Take(n), x2 = ws.Take(n), z2 = ws.Take(n), x3 = ws.Take(n), z3 = ws.Take(n), a24 = ws.Take(n);
        ulong* a = ws.Take(n), b = ws.Take(n), c = ws.Take(n), d = ws.Take(n);
        ulong* ignored = ws.Take(lanes), clear = ws.Take(lanes), swap = ws.Take(lanes), before = ws.Take(lanes);

        TField.FromEncodings(x1, u);
        TField.FromEncodings(x3, u);
        TField.Broadcast(x2, FieldElement.One);
        TField.Broadcast(z2, default);
        TField.Broadcast(z3, FieldElement.One);
        TField.Broadcast(a24, new FieldElement(121665, 0, 0, 0, 0));
        for (int lane = 0; lane < lanes; lane++) before[lane] = 0;

        for (int bit = 254; bit >= 0; bit--)
        {
            // A one-bit window less its bias is -1 for a clear bit: the sign is the mask of clear bits.
            TField.Digit(ignored, clear, words, bit, 1);
            for (int lane = 0; lane < lanes; lane++)
            {
                swap[lane] = before[lane] ^ ~clear[lane];
                before[lane] = ~clear[lane];
            }
            TField.SwapIf(x2, x3, swap);
            TField.SwapIf(z2, z3, swap);

            TField.Add(a, x2, z2);
            TField.Subtract(b, x2, z2);
            TField.Add(c, x3, z3);
            TField.Subtract(d, x3, z3);
            TField.Multiply(d, d, a);           // DA
            TField.Multiply(c, c, b);           // CB
            TField.SquareTimes(a, a, 1);        // AA
            TField.SquareTimes(b, b, 1);        // BB
            TField.Add(x3, d, c);
            TField.SquareTimes(x3, x3, 1);
            TField.Subtract(z3, d, c);
            TField.SquareTimes(z3, z3, 1);
            TField.Multiply(z3, x1, z3);
            TField.Multiply(x2, a, b);
            TField.Subtract(b, a, b);           // E
            TField.Multiply(c, b, a24);
            TField.Add(c, a, c);
            TField.Multiply(z2, b, c);
        }
        TField.SwapIf(x2, x3, before);
        TField.SwapIf(z2, z3, before);
        LanePowers<TField>.Invert(z2, z2);
        TField.Multiply(x2, x2, z2);
        TField.ToEncodings(shared, x2);
    }
}
