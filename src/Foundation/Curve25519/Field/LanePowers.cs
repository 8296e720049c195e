// Fixed powers in every lane: inversion, and the square root of a ratio (RFC 9496 §4.2).
using System.Runtime.CompilerServices;

namespace MobileCoin.Curve25519.Field;

/// <summary>Exponentiations by the two exponents that curve25519 needs. The chains are public; all is constant time.</summary>
internal static unsafe class LanePowers<TField>
    where TField : struct, ILaneField
{
    /// <summary>r = a^(p-2): the inverse, zero for zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Invert(ulong* r, ulong* a)
    {
        using var ws = Workspace.Open();
        ulong* t = ws.Take(TField.Length), a11 = ws.Take(TField.Length);
        Power250(t, a11, a);
        TField.SquareTimes(t, t, 5);
        TField.Multiply(r, t, a11);
    }

    /// <summary>
    /// r = sqrt(u/v) with even canonical form, mask all ones, where u/v is a square (zero included); else sqrt(sqrt(-1) u/v) and mask
    /// zero. v = 0 counts as a non-square unless u = 0. r must not alias u or v; u has size 2 at most, v size 1.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void SqrtRatio(ulong* r, ulong* mask, ulong* u, ulong* v)
    {
        int n = TField.Length;
        using var ws = Workspace.Open();
        ulong* t = ws.Take(n), x = ws.Take(n), uI = ws.Take(n);
        Power3And7(x, t, v);
        TField.Multiply(t, u, t);
        TField.Multiply(x, u, x);
        Power252(t, t);
        TField.Multiply(r, x, t);                               // u v^3 (u v^7)^((p-5)/8)
        TField.Multiply(uI, u, LaneConstants<TField>.SqrtM1);
        ChooseRoot(r, mask, u, uI, v);
    }

    /// <summary>As <see cref="SqrtRatio"/> for u = 1, which saves its products.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void InverseSqrt(ulong* r, ulong* mask, ulong* v)
    {
        int n = TField.Length;
        using var ws = Workspace.Open();
        ulong* t = ws.Take(n), x = ws.Take(n);
        Power3And7(x, t, v);
        Power252(t, t);
        TField.Multiply(r, x, t);
        ChooseRoot(r, mask, LaneConstants<TField>.One, LaneConstants<TField>.SqrtM1, v);
    }

    private static void Power3And7(ulong* v3, ulong* v7, ulong* v)
    {
        TField.SquareTimes(v7, v, 1);
        TField.Multiply(v3, v, v7);
        TField.SquareTimes(v7, v3, 1);
        TField.Multiply(v7, v7, v);
    }

    /// <summary>Of a candidate r with v r^2 = u times a fourth root of one: the even root of u/v, or of sqrt(-1) u/v and mask zero.</summary>
    private static void ChooseRoot(ulong* r, ulong* mask, ulong* u, ulong* uI, ulong* v)
    {
        int n = TField.Length;
        using var ws = Workspace.Open();
        ulong* t = ws.Take(n), check = ws.Take(n);
        ulong* plus = ws.Take(TField.Lanes), minus = ws.Take(TField.Lanes), minusI = ws.Take(TField.Lanes);
        TField.SquareTimes(check, r, 1);
        TField.Multiply(check, v, check);
        TField.Subtract(t, check, u);
        TField.IsZero(plus, t);
        TField.Add(t, check, u);
        TField.IsZero(minus, t);
        TField.Add(t, check, uI);
        TField.IsZero(minusI, t);
        for (int lane = 0; lane < TField.Lanes; lane++)
        {
            mask[lane] = plus[lane] | minus[lane];
            minus[lane] |= minusI[lane];
        }
        TField.Multiply(t, r, LaneConstants<TField>.SqrtM1);
        TField.Select(r, r, t, minus);
        MakeEven(r);
    }

    /// <summary>r = |r|: the one of r and -r whose canonical form is even.</summary>
    internal static void MakeEven(ulong* r)
    {
        ulong* negative = stackalloc ulong[16];
        TField.IsNegative(negative, r);
        TField.NegateIf(r, r, negative);
    }

    /// <summary>r = a^((p-5)/8) = a^(2^252 - 3).</summary>
    private static void Power252(ulong* r, ulong* a)
    {
        using var ws = Workspace.Open();
        ulong* t = ws.Take(TField.Length), a11 = ws.Take(TField.Length);
        Power250(t, a11, a);
        TField.SquareTimes(t, t, 2);
        TField.Multiply(r, t, a);
    }

    /// <summary>r = a^(2^250 - 1), a11 = a^11.</summary>
    private static void Power250(ulong* r, ulong* a11, ulong* a)
    {
        using var ws = Workspace.Open();
        ulong* t0 = ws.Take(TField.Length), t1 = ws.Take(TField.Length), t2 = ws.Take(TField.Length);
        TField.SquareTimes(t0, a, 1);           // 2
        TField.SquareTimes(t1, t0, 2);          // 8
        TField.Multiply(t1, a, t1);             // 9
        TField.Multiply(a11, t0, t1);           // 11
        TField.SquareTimes(t0, a11, 1);         // 22
        TField.Multiply(t0, t1, t0);            // 2^5 - 1
        TField.SquareTimes(t1, t0, 5);
        TField.Multiply(t0, t1, t0);            // 2^10 - 1
        TField.SquareTimes(t1, t0, 10);
        TField.Multiply(t1, t1, t0);            // 2^20 - 1
        TField.SquareTimes(t2, t1, 20);
        TField.Multiply(t1, t2, t1);            // 2^40 - 1
        TField.SquareTimes(t1, t1, 10);
        TField.Multiply(t0, t1, t0);            // 2^50 - 1
        TField.SquareTimes(t1, t0, 50);
        TField.Multiply(t1, t1, t0);            // 2^100 - 1
        TField.SquareTimes(t2, t1, 100);
        TField.Multiply(t1, t2, t1);            // 2^200 - 1
        TField.SquareTimes(t1, t1, 50);
        TField.Multiply(r, t1, t0);             // 2^250 - 1
    }
}
