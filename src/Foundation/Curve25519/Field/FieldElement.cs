// The field of integers modulo p = 2^255 - 19, one element, plain 64-bit arithmetic (docs/field-arithmetic.md).
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace MobileCoin.Curve25519.Field;

/// <summary>
/// An integer modulo 2^255 - 19 as five unsigned limbs of 51 bits. Between operations each limb is below 2^51 + 2^13, so the same
/// value has several forms: <see cref="ToBytes"/> gives the one canonical form. All operations are constant time.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal struct FieldElement
{
    internal const int Bytes = 32;

    private const ulong Mask51 = (1UL << 51) - 1;

    internal ulong L0, L1, L2, L3, L4;

    internal FieldElement(ulong l0, ulong l1, ulong l2, ulong l3, ulong l4) => (L0, L1, L2, L3, L4) = (l0, l1, l2, l3, l4);

    internal static FieldElement One => new(1, 0, 0, 0, 0);

    /// <summary>Reads 32 little-endian bytes; the top bit is ignored and values from p to 2^255 - 1 are taken modulo p.</summary>
    internal static FieldElement FromBytes(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<ulong> w = MemoryMarshal.Cast<byte, ulong>(bytes[..Bytes]);
        return FromWords(w[0], w[1], w[2], w[3]);
    }

    internal static FieldElement FromWords(ulong w0, ulong w1, ulong w2, ulong w3) => new(
        w0 & Mask51,
        ((w0 >> 51) | (w1 << 13)) & Mask51,
        ((w1 >> 38) | (w2 << 26)) & Mask51,
        ((w2 >> 25) | (w3 << 39)) & Mask51,
        (w3 >> 12) & Mask51);

    /// <summary>Writes the canonical 32 bytes.</summary>
    internal readonly void ToBytes(Span<byte> bytes) => ToWords(MemoryMarshal.Cast<byte, ulong>(bytes[..Bytes]));

    internal readonly void ToWords(Span<ulong> w)
    {
        FieldElement a = Canonical();
        w[0] = a.L0 | (a.L1 << 51);
        w[1] = (a.L1 >> 13) | (a.L2 << 38);
        w[2] = (a.L2 >> 26) | (a.L3 << 25);
        w[3] = (a.L3 >> 39) | (a.L4 << 12);
    }

    /// <summary>The one form with every limb below 2^51 and the value below p.</summary>
    internal readonly FieldElement Canonical()
    {
        FieldElement a = this;
        CarryChain(ref a);
        CarryChain(ref a);
        // Now below 2^255. The value is at least p exactly when adding 19 carries out of the top limb.
        ulong q = (a.L0 + 19) >> 51;
        q = (a.L1 + q) >> 51;
        q = (a.L2 + q) >> 51;
        q = (a.L3 + q) >> 51;
        q = (a.L4 + q) >> 51;
        a.L0 += 19 * q;
        a.L1 += a.L0 >> 51;
        a.L2 += a.L1 >> 51;
        a.L3 += a.L2 >> 51;
        a.L4 += a.L3 >> 51;
        return new FieldElement(a.L0 & Mask51, a.L1 & Mask51, a.L2 & Mask51, a.L3 & Mask51, a.L4 & Mask51);
    }

    /// <summary>All ones if the value is zero modulo p, else zero.</summary>
    internal readonly ulong IsZeroMask()
    {
        FieldElement a = Canonical();
        ulong bits = a.L0 | a.L1 | a.L2 | a.L3 | a.L4;
        return ((bits | (0 - bits)) >> 63) - 1;
    }

    /// <summary>All ones if the canonical form is odd ("negative" in RFC 9496), else zero.</summary>
    internal readonly ulong IsNegativeMask() => 0 - (Canonical().L0 & 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Add(ref FieldElement r, in FieldElement a, in FieldElement b)
    {
        r = new FieldElement(a.L0 + b.L0, a.L1 + b.L1, a.L2 + b.L2, a.L3 + b.L3, a.L4 + b.L4);
        Carry(ref r);
    }

    /// <summary>a - b, made positive by adding 4p before the carry.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Subtract(ref FieldElement r, in FieldElement a, in FieldElement b)
    {
        const ulong FourP0 = 4 * (Mask51 - 18), FourP = 4 * Mask51;
        r = new FieldElement(a.L0 + FourP0 - b.L0, a.L1 + FourP - b.L1, a.L2 + FourP - b.L2, a.L3 + FourP - b.L3, a.L4 + FourP - b.L4);
        Carry(ref r);
    }

    /// <summary>r = a * b. Operands below 2^52 a limb; result below 2^51 + 2^11.</summary>
    /// <remarks>
    /// The column sums T are never formed in 128 bits. Their low 64 bits come from wrapping products; the high part is a sum of
    /// floor(a*b / 2^52), one multiply-high each on an operand shifted left by 12. Low minus (high shifted left by 52) is then
    /// small and exact, so no carry passes between the products (docs/field-arithmetic.md).
    /// </remarks>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static void Multiply(ref FieldElement r, in FieldElement a, in FieldElement b)
    {
        ulong b0 = b.L0, b1 = b.L1, b2 = b.L2, b3 = b.L3, b4 = b.L4;
        ulong t1 = 19 * b1, t2 = 19 * b2, t3 = 19 * b3, t4 = 19 * b4;

        ulong x = a.L0, s = x << 12;
        ulong lo0 = x * b0, lo1 = x * b1, lo2 = x * b2, lo3 = x * b3, lo4 = x * b4;
        ulong hi0 = High(s, b0), hi1 = High(s, b1), hi2 = High(s, b2), hi3 = High(s, b3), hi4 = High(s, b4);

        x = a.L1; s = x << 12;
        lo0 += x * t4; lo1 += x * b0; lo2 += x * b1; lo3 += x * b2; lo4 += x * b3;
        hi0 += High(s, t4); hi1 += High(s, b0); hi2 += High(s, b1); hi3 += High(s, b2); hi4 += High(s, b3);

        x = a.L2; s = x << 12;
        lo0 += x * t3; lo1 += x * t4; lo2 += x * b0; lo3 += x * b1; lo4 += x * b2;
        hi0 += High(s, t3); hi1 += High(s, t4); hi2 += High(s, b0); hi3 += High(s, b1); hi4 += High(s, b2);

        x = a.L3; s = x << 12;
        lo0 += x * t2; lo1 += x * t3; lo2 += x * t4; lo3 += x * b0; lo4 += x * b1;
        hi0 += High(s, t2); hi1 += High(s, t3); hi2 += High(s, t4); hi3 += High(s, b0); hi4 += High(s, b1);

        x = a.L4; s = x << 12;
        lo0 += x * t1; lo1 += x * t2; lo2 += x * t3; lo3 += x * t4; lo4 += x * b0;
        hi0 += High(s, t1); hi1 += High(s, t2); hi2 += High(s, t3); hi3 += High(s, t4); hi4 += High(s, b0);

        Combine(ref r, lo0, lo1, lo2, lo3, lo4, hi0, hi1, hi2, hi3, hi4);
    }

    /// <summary>r = a^(2^n), n at least 1. Operand below 2^52 a limb.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static void SquareTimes(ref FieldElement r, in FieldElement a, int n)
    {
        ulong a0 = a.L0, a1 = a.L1, a2 = a.L2, a3 = a.L3, a4 = a.L4;
        FieldElement t;
        Unsafe.SkipInit(out t);
        do
        {
            ulong d0 = 2 * a0, d1 = 2 * a1, d3 = 2 * a3, t3 = 19 * a3, t4 = 19 * a4;
            ulong s = a0 << 12;
            ulong lo0 = a0 * a0, hi0 = High(s, a0);
            ulong lo1 = d0 * a1, hi1 = High(s, d1);
            ulong lo2 = d0 * a2, hi2 = High(s, 2 * a2);
            ulong lo3 = d0 * a3, hi3 = High(s, d3);
            ulong lo4 = d0 * a4, hi4 = High(s, 2 * a4);
            s = a1 << 12;
            lo2 += a1 * a1; hi2 += High(s, a1);
            lo3 += d1 * a2; hi3 += High(s, 2 * a2);
            lo4 += d1 * a3; hi4 += High(s, d3);
            lo0 += d1 * t4; hi0 += High(s, 2 * t4);
            s = a2 << 12;
            lo4 += a2 * a2; hi4 += High(s, a2);
            lo0 += 2 * a2 * t3; hi0 += High(s, 2 * t3);
            lo1 += 2 * a2 * t4; hi1 += High(s, 2 * t4);
            s = a3 << 12;
            lo1 += a3 * t3; hi1 += High(s, t3);
            lo2 += d3 * t4; hi2 += High(s, 2 * t4);
            s = a4 << 12;
            lo3 += a4 * t4; hi3 += High(s, t4);
            Combine(ref t, lo0, lo1, lo2, lo3, lo4, hi0, hi1, hi2, hi3, hi4);
            a0 = t.L0; a1 = t.L1; a2 = t.L2; a3 = t.L3; a4 = t.L4;
        }
        while (--n > 0);
        r = t;
    }

    /// <summary>One parallel carry: limbs below 2^63 become limbs below 2^51 + 2^17; sums of a few elements become ordinary ones.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Carry(ref FieldElement a)
    {
        ulong c0 = a.L0 >> 51, c1 = a.L1 >> 51, c2 = a.L2 >> 51, c3 = a.L3 >> 51, c4 = a.L4 >> 51;
        a = new FieldElement((a.L0 & Mask51) + 19 * c4, (a.L1 & Mask51) + c0, (a.L2 & Mask51) + c1, (a.L3 & Mask51) + c2, (a.L4 & Mask51) + c3);
    }

    /// <summary>mask ? b : a, the mask all ones or zero.</summary>
    internal static void Select(ref FieldElement r, in FieldElement a, in FieldElement b, ulong mask) => r = new FieldElement(
        a.L0 ^ ((a.L0 ^ b.L0) & mask),
        a.L1 ^ ((a.L1 ^ b.L1) & mask),
        a.L2 ^ ((a.L2 ^ b.L2) & mask),
        a.L3 ^ ((a.L3 ^ b.L3) & mask),
        a.L4 ^ ((a.L4 ^ b.L4) & mask));

    /// <summary>r = 1/a; zero for zero.</summary>
    internal static unsafe void Invert(ref FieldElement r, in FieldElement a)
    {
        using var ws = Workspace.Open();
        ulong* t = ws.Take(PlainField.Length);
        *(FieldElement*)t = a;
        LanePowers<PlainField>.Invert(t, t);
        r = *(FieldElement*)t;
    }

    private static void CarryChain(ref FieldElement a)
    {
        a.L1 += a.L0 >> 51; a.L0 &= Mask51;
        a.L2 += a.L1 >> 51; a.L1 &= Mask51;
        a.L3 += a.L2 >> 51; a.L2 &= Mask51;
        a.L4 += a.L3 >> 51; a.L3 &= Mask51;
        a.L0 += 19 * (a.L4 >> 51); a.L4 &= Mask51;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Combine(
        ref FieldElement r, ulong lo0, ulong lo1, ulong lo2, ulong lo3, ulong lo4, ulong hi0, ulong hi1, ulong hi2, ulong hi3, ulong hi4)
    {
        // A high part of column k has weight 2^52 * 2^(51k), that is 2 * 2^(51(k+1)); out of column 4 it wraps to 38 in column 0.
        ulong c0 = lo0 - (hi0 << 52) + 38 * hi4;
        ulong c1 = lo1 - (hi1 << 52) + 2 * hi0;
        ulong c2 = lo2 - (hi2 << 52) + 2 * hi1;
        ulong c3 = lo3 - (hi3 << 52) + 2 * hi2;
        ulong c4 = lo4 - (hi4 << 52) + 2 * hi3;
        r.L0 = (c0 & Mask51) + 19 * (c4 >> 51);
        r.L1 = (c1 & Mask51) + (c0 >> 51);
        r.L2 = (c2 & Mask51) + (c1 >> 51);
        r.L3 = (c3 & Mask51) + (c2 >> 51);
        r.L4 = (c4 & Mask51) + (c3 >> 51);
    }

    /// <summary>The high 64 bits of a product. The one-result form of MULX: asking for the low half too spills it (measured 1.6x slower).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong High(ulong a, ulong b) => Bmi2.X64.IsSupported ? Bmi2.X64.MultiplyNoFlags(a, b) : Math.BigMul(a, b, out _);
}
