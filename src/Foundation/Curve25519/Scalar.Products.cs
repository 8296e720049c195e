// Products modulo l in five limbs of 52 bits, whose sums need no carries, reduced by folding (2^260 is -2^8 c for l = 2^252 + c).
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace MobileCoin.Curve25519;

public readonly partial struct Scalar
{
    private const int LimbBits = 52, Spare = 64 - LimbBits;

    private const ulong Mask52 = (1UL << LimbBits) - 1, Mask44 = (1UL << 44) - 1;

    /// <summary>c = l - 2^252 in limbs.</summary>
    private const ulong C0 = 0x2631a5cf5d3ed, C1 = 0xdea2f79cd6581, C2 = 0x14def9;

    /// <summary>2^8 c in limbs.</summary>
    private const ulong D0 = 0x31a5cf5d3ed00, D1 = 0xa2f79cd658126, D2 = 0x14def9de;

    /// <summary>2^9 c in limbs: with 2^261 it makes 2^9 l, which is added to keep a difference positive.</summary>
    private const long E0 = 0x634b9eba7da00, E1 = 0x45ef39acb024c, E2 = 0x29bdf3bd, E4 = 1L << 53;

    /// <summary>Products that ten columns of 64 bits hold between carries: each adds less than 2^55.4 to a column.</summary>
    private const int MaxTerms = 256;

    /// <summary>a * b modulo l.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Scalar operator *(in Scalar a, in Scalar b)
    {
        ulong s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0, s8 = 0, s9 = 0;
        AddProduct(a, b, ref s0, ref s1, ref s2, ref s3, ref s4, ref s5, ref s6, ref s7, ref s8, ref s9);
        return Reduce(s0, s1, s2, s3, s4, s5, s6, s7, s8, s9);
    }

    /// <summary>The sum of a[i] * b[i] modulo l, with one reduction for many terms. Constant time but for the count.</summary>
    /// <exception cref="ArgumentException">The counts differ.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Scalar InnerProduct(ReadOnlySpan<Scalar> a, ReadOnlySpan<Scalar> b)
    {
        Error.ThrowIfNotCount(b.Length, a.Length, 1, nameof(b));
        Scalar sum = Zero;
        for (int done = 0; done < a.Length;)
        {
            ulong s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0, s8 = 0, s9 = 0;
            int end = Math.Min(a.Length, done + MaxTerms);
            for (; done < end; done++)
            {
                AddProduct(a[done], b[done], ref s0, ref s1, ref s2, ref s3, ref s4, ref s5, ref s6, ref s7, ref s8, ref s9);
            }
            sum += Reduce(s0, s1, s2, s3, s4, s5, s6, s7, s8, s9);
        }
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddProduct(
        in Scalar a, in Scalar b, ref ulong s0, ref ulong s1, ref ulong s2, ref ulong s3, ref ulong s4,
        ref ulong s5, ref ulong s6, ref ulong s7, ref ulong s8, ref ulong s9)
    {
        ulong b0 = b._w0 & Mask52, b1 = ((b._w0 >> 52) | (b._w1 << 12)) & Mask52, b2 = ((b._w1 >> 40) | (b._w2 << 24)) & Mask52;
        ulong b3 = ((b._w2 >> 28) | (b._w3 << 36)) & Mask52, b4 = b._w3 >> 16;

        ulong x = a._w0 << Spare;
        AddProduct(x, b0, ref s0, ref s1);
        AddProduct(x, b1, ref s1, ref s2);
        AddProduct(x, b2, ref s2, ref s3);
        AddProduct(x, b3, ref s3, ref s4);
        AddProduct(x, b4, ref s4, ref s5);
        x = ((a._w0 >> 52) | (a._w1 << 12)) << Spare;
        AddProduct(x, b0, ref s1, ref s2);
        AddProduct(x, b1, ref s2, ref s3);
        AddProduct(x, b2, ref s3, ref s4);
        AddProduct(x, b3, ref s4, ref s5);
        AddProduct(x, b4, ref s5, ref s6);
        x = ((a._w1 >> 40) | (a._w2 << 24)) << Spare;
        AddProduct(x, b0, ref s2, ref s3);
        AddProduct(x, b1, ref s3, ref s4);
        AddProduct(x, b2, ref s4, ref s5);
        AddProduct(x, b3, ref s5, ref s6);
        AddProduct(x, b4, ref s6, ref s7);
        x = ((a._w2 >> 28) | (a._w3 << 36)) << Spare;
        AddProduct(x, b0, ref s3, ref s4);
        AddProduct(x, b1, ref s4, ref s5);
        AddProduct(x, b2, ref s5, ref s6);
        AddProduct(x, b3, ref s6, ref s7);
        AddProduct(x, b4, ref s7, ref s8);
        x = (a._w3 >> 16) << Spare;
        AddProduct(x, b0, ref s4, ref s5);
        AddProduct(x, b1, ref s5, ref s6);
        AddProduct(x, b2, ref s6, ref s7);
        AddProduct(x, b3, ref s7, ref s8);
        AddProduct(x, b4, ref s8, ref s9);
    }

    /// <summary>Adds x * y in two columns. x comes shifted by 12 bits, so that the words of the product part at bit 52.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddProduct(ulong x, ulong y, ref ulong column, ref ulong next)
    {
        next += High(x, y);
        column += (x * y) >> Spare;
    }

    // Two multiplications instead of one that gives both words: that one stores the low word to memory and reads it back.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong High(ulong x, ulong y) => Bmi2.X64.IsSupported ? Bmi2.X64.MultiplyNoFlags(x, y) : Math.BigMul(x, y, out _);

    /// <summary>Ten columns of 64 bits, a number below 2^520, modulo l.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Scalar Reduce(
        ulong s0, ulong s1, ulong s2, ulong s3, ulong s4, ulong s5, ulong s6, ulong s7, ulong s8, ulong s9)
    {
        s1 += s0 >> LimbBits;
        s2 += s1 >> LimbBits;
        s3 += s2 >> LimbBits;
        s4 += s3 >> LimbBits;
        s5 += s4 >> LimbBits;
        s6 += s5 >> LimbBits;
        s7 += s6 >> LimbBits;
        s8 += s7 >> LimbBits;
        s9 += s8 >> LimbBits;

        // The number is low + 2^260 high, so low - 2^8 c high; of that product the half above 2^260 is folded again: + 2^8 c high'.
        ulong p0 = 0, p1 = 0, p2 = 0, p3 = 0, p4 = 0, p5 = 0, p6 = 0, p7 = 0;
        ulong x = s5 << Spare;
        AddProduct(x, D0, ref p0, ref p1);
        AddProduct(x, D1, ref p1, ref p2);
        AddProduct(x, D2, ref p2, ref p3);
        x = s6 << Spare;
        AddProduct(x, D0, ref p1, ref p2);
        AddProduct(x, D1, ref p2, ref p3);
        AddProduct(x, D2, ref p3, ref p4);
        x = s7 << Spare;
        AddProduct(x, D0, ref p2, ref p3);
        AddProduct(x, D1, ref p3, ref p4);
        AddProduct(x, D2, ref p4, ref p5);
        x = s8 << Spare;
        AddProduct(x, D0, ref p3, ref p4);
        AddProduct(x, D1, ref p4, ref p5);
        AddProduct(x, D2, ref p5, ref p6);
        x = s9 << Spare;
        AddProduct(x, D0, ref p4, ref p5);
        AddProduct(x, D1, ref p5, ref p6);
        AddProduct(x, D2, ref p6, ref p7);
        p1 += p0 >> LimbBits;
        p2 += p1 >> LimbBits;
        p3 += p2 >> LimbBits;
        p4 += p3 >> LimbBits;
        p5 += p4 >> LimbBits;
        p6 += p5 >> LimbBits;
        p7 += p6 >> LimbBits;

        ulong f0 = s0 & Mask52, f1 = s1 & Mask52, f2 = s2 & Mask52, f3 = s3 & Mask52, f4 = s4 & Mask52;
        x = p5 << Spare;
        AddProduct(x, D0, ref f0, ref f1);
        AddProduct(x, D1, ref f1, ref f2);
        AddProduct(x, D2, ref f2, ref f3);
        x = p6 << Spare;
        AddProduct(x, D0, ref f1, ref f2);
        AddProduct(x, D1, ref f2, ref f3);
        AddProduct(x, D2, ref f3, ref f4);
        x = p7 << Spare;
        AddProduct(x, D0, ref f2, ref f3);
        AddProduct(x, D1, ref f3, ref f4);
        f4 += p7 * D2; // p7 has some 30 bits at most, D2 has 29: what belongs above stays in the top limb.
        return FromLimbs(
            (long)(f0 - (p0 & Mask52)), (long)(f1 - (p1 & Mask52)), (long)(f2 - (p2 & Mask52)), (long)(f3 - (p3 & Mask52)), (long)(f4 - (p4 & Mask52)));
    }

    /// <summary>Five signed limbs, a number between -2^260 and 2^267, modulo l.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Scalar FromLimbs(long r0, long r1, long r2, long r3, long r4)
    {
        const long Mask = (long)Mask52;
        r0 += E0;
        r1 += E1 + (r0 >> LimbBits);
        r2 += E2 + (r1 >> LimbBits);
        r3 += r2 >> LimbBits;
        r4 += E4 + (r3 >> LimbBits);

        // Positive now: minus q l for the part q above 2^252, which leaves less than 2^252 and more than -2^140.
        ulong q = (ulong)r4 >> 44;
        ulong m0 = 0, m1 = 0, m2 = q * C2;
        q <<= Spare;
        AddProduct(q, C0, ref m0, ref m1);
        AddProduct(q, C1, ref m1, ref m2);
        r0 = (r0 & Mask) - (long)m0;
        r1 = (r1 & Mask) - (long)m1 + (r0 >> LimbBits);
        r2 = (r2 & Mask) - (long)m2 + (r1 >> LimbBits);
        r3 = (r3 & Mask) + (r2 >> LimbBits);
        r4 = (r4 & (long)Mask44) + (r3 >> LimbBits);

        // Plus l if that is negative.
        long negative = r4 >> 63;
        r0 = (r0 & Mask) + ((long)C0 & negative);
        r1 = (r1 & Mask) + ((long)C1 & negative) + (r0 >> LimbBits);
        r2 = (r2 & Mask) + ((long)C2 & negative) + (r1 >> LimbBits);
        r3 = (r3 & Mask) + (r2 >> LimbBits);
        r4 += ((1L << 44) & negative) + (r3 >> LimbBits);
        ulong l0 = (ulong)(r0 & Mask), l1 = (ulong)(r1 & Mask), l2 = (ulong)(r2 & Mask), l3 = (ulong)(r3 & Mask), l4 = (ulong)r4;
        return new Scalar(l0 | (l1 << 52), (l1 >> 12) | (l2 << 40), (l2 >> 24) | (l3 << 28), (l3 >> 36) | (l4 << 16));
    }

    /// <summary>Any 256-bit number modulo l.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Scalar FromWords(ulong w0, ulong w1, ulong w2, ulong w3) => FromLimbs(
        (long)(w0 & Mask52), (long)(((w0 >> 52) | (w1 << 12)) & Mask52), (long)(((w1 >> 40) | (w2 << 24)) & Mask52),
        (long)(((w2 >> 28) | (w3 << 36)) & Mask52), (long)(w3 >> 16));

    /// <summary>Any 512-bit number modulo l.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Scalar FromWords(ulong w0, ulong w1, ulong w2, ulong w3, ulong w4, ulong w5, ulong w6, ulong w7) => Reduce(
        w0 & Mask52, ((w0 >> 52) | (w1 << 12)) & Mask52, ((w1 >> 40) | (w2 << 24)) & Mask52, ((w2 >> 28) | (w3 << 36)) & Mask52,
        ((w3 >> 16) | (w4 << 48)) & Mask52, (w4 >> 4) & Mask52, ((w4 >> 56) | (w5 << 8)) & Mask52, ((w5 >> 44) | (w6 << 20)) & Mask52,
        ((w6 >> 32) | (w7 << 32)) & Mask52, w7 >> 20);
}
