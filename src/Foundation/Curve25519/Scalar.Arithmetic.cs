// Sums and differences modulo l in four 64-bit words, with one conditional subtraction.
using System.Runtime.CompilerServices;

namespace MobileCoin.Curve25519;

public readonly partial struct Scalar
{
    private const ulong Order0 = 0x5812631A5CF5D3ED, Order1 = 0x14DEF9DEA2F79CD6, Order3 = 0x1000000000000000;

    /// <summary>a + b modulo l.</summary>
    public static Scalar operator +(Scalar a, Scalar b)
    {
        ulong carry = 0;
        ulong w0 = AddCarry(a._w0, b._w0, ref carry);
        ulong w1 = AddCarry(a._w1, b._w1, ref carry);
        ulong w2 = AddCarry(a._w2, b._w2, ref carry);
        ulong w3 = AddCarry(a._w3, b._w3, ref carry);
        return ReduceOnce(w0, w1, w2, w3);
    }

    /// <summary>a - b modulo l.</summary>
    public static Scalar operator -(Scalar a, Scalar b)
    {
        ulong borrow = 0;
        ulong w0 = SubtractBorrow(a._w0, b._w0, ref borrow);
        ulong w1 = SubtractBorrow(a._w1, b._w1, ref borrow);
        ulong w2 = SubtractBorrow(a._w2, b._w2, ref borrow);
        ulong w3 = SubtractBorrow(a._w3, b._w3, ref borrow);
        ulong mask = 0 - borrow, carry = 0;
        return new Scalar(
            AddCarry(w0, Order0 & mask, ref carry),
            AddCarry(w1, Order1 & mask, ref carry),
            AddCarry(w2, 0, ref carry),
            AddCarry(w3, Order3 & mask, ref carry));
    }

    /// <summary>-a modulo l.</summary>
    public static Scalar operator -(Scalar a) => Zero - a;

    /// <summary>The scalar's words plus the same digit bias in every position, for signed digits (see the multiplications).</summary>
    internal unsafe void AddBias(ulong* words, int stride, ulong bias0, ulong bias1, ulong bias2, ulong bias3)
    {
        ulong carry = 0;
        words[0] = AddCarry(_w0, bias0, ref carry);
        words[stride] = AddCarry(_w1, bias1, ref carry);
        words[2 * stride] = AddCarry(_w2, bias2, ref carry);
        words[3 * stride] = AddCarry(_w3, bias3, ref carry);
    }

    /// <summary>a below 2l, minus l if that is not negative.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Scalar ReduceOnce(ulong w0, ulong w1, ulong w2, ulong w3)
    {
        ulong keep = 0 - SubtractOrder(w0, w1, w2, w3, out Scalar reduced);
        return new Scalar(
            reduced._w0 ^ ((reduced._w0 ^ w0) & keep),
            reduced._w1 ^ ((reduced._w1 ^ w1) & keep),
            reduced._w2 ^ ((reduced._w2 ^ w2) & keep),
            reduced._w3 ^ ((reduced._w3 ^ w3) & keep));
    }

    /// <summary>The words minus l; returns the borrow, 0 or 1.</summary>
    private static ulong SubtractOrder(ulong w0, ulong w1, ulong w2, ulong w3, out Scalar difference)
    {
        ulong borrow = 0;
        ulong d0 = SubtractBorrow(w0, Order0, ref borrow);
        ulong d1 = SubtractBorrow(w1, Order1, ref borrow);
        ulong d2 = SubtractBorrow(w2, 0, ref borrow);
        ulong d3 = SubtractBorrow(w3, Order3, ref borrow);
        difference = new Scalar(d0, d1, d2, d3);
        return borrow;
    }

    // Carries are computed with bit operations rather than comparisons, which a compiler may turn into jumps.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong AddCarry(ulong a, ulong b, ref ulong carry)
    {
        ulong sum = a + b + carry;
        carry = ((a & b) | ((a | b) & ~sum)) >> 63;
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong SubtractBorrow(ulong a, ulong b, ref ulong borrow)
    {
        ulong difference = a - b - borrow;
        borrow = ((~a & b) | ((~a | b) & difference)) >> 63;
        return difference;
    }
}
