// Arithmetic modulo l in four 64-bit words: Montgomery multiplication, sums with one conditional subtraction.
using System.Runtime.CompilerServices;

namespace MobileCoin.Curve25519;

public readonly partial struct Scalar
{
    private const ulong Order0 = 0x5812631A5CF5D3ED, Order1 = 0x14DEF9DEA2F79CD6, Order3 = 0x1000000000000000;

    /// <summary>-1/l modulo 2^64.</summary>
    private const ulong OrderInverse = 0xD2B51DA312547E1B;

    /// <summary>R = 2^256 modulo l.</summary>
    private static Scalar RModOrder => new(0xD6EC31748D98951D, 0xC6EF5BF4737DCF70, 0xFFFFFFFFFFFFFFFE, 0x0FFFFFFFFFFFFFFF);

    /// <summary>R^2 modulo l.</summary>
    private static Scalar RSquared => new(0xA40611E3449C0F01, 0xD00E1BA768859347, 0xCEEC73D217F5BE65, 0x0399411B7C309A3D);

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

    /// <summary>a * b modulo l.</summary>
    public static Scalar operator *(Scalar a, Scalar b) => MontgomeryMultiply(MontgomeryMultiply(a, b), RSquared);

    /// <summary>1/a modulo l; zero for zero. Constant time.</summary>
    public Scalar Invert()
    {
        // a^(l-2) in Montgomery form, four bits at a time; the exponent is public.
        Span<Scalar> power = stackalloc Scalar[16];
        power[0] = RModOrder;
        power[1] = MontgomeryMultiply(this, RSquared);
        for (int i = 2; i < 16; i++) power[i] = MontgomeryMultiply(power[i - 1], power[1]);
        ReadOnlySpan<ulong> exponent = [Order0 - 2, Order1, 0, Order3];
        Scalar r = power[1];
        for (int nibble = 62; nibble >= 0; nibble--)
        {
            for (int i = 0; i < 4; i++) r = MontgomeryMultiply(r, r);
            int digit = (int)(exponent[nibble >> 4] >> (4 * (nibble & 15))) & 15;
            if (digit != 0) r = MontgomeryMultiply(r, power[digit]);
        }
        Wipe(power);
        return MontgomeryMultiply(r, One);
    }

    /// <summary>The scalar's words plus the same digit bias in every position, for signed digits (see the multiplications).</summary>
    internal unsafe void AddBias(ulong* words, int stride, ulong bias0, ulong bias1, ulong bias2, ulong bias3)
    {
        ulong carry = 0;
        words[0] = AddCarry(_w0, bias0, ref carry);
        words[stride] = AddCarry(_w1, bias1, ref carry);
        words[2 * stride] = AddCarry(_w2, bias2, ref carry);
        words[3 * stride] = AddCarry(_w3, bias3, ref carry);
    }

    /// <summary>a * b / R modulo l. Takes any a below 2^256 if b is below l.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Scalar MontgomeryMultiply(in Scalar a, in Scalar b)
    {
        ulong t0 = 0, t1 = 0, t2 = 0, t3 = 0, t4 = 0;
        Row(a._w0, b, ref t0, ref t1, ref t2, ref t3, ref t4);
        Row(a._w1, b, ref t0, ref t1, ref t2, ref t3, ref t4);
        Row(a._w2, b, ref t0, ref t1, ref t2, ref t3, ref t4);
        Row(a._w3, b, ref t0, ref t1, ref t2, ref t3, ref t4);
        return ReduceOnce(t0, t1, t2, t3);
    }

    /// <summary>t = (t + x * b + m * l) / 2^64 with m chosen so that the division is exact. t stays below 2l.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Row(ulong x, in Scalar b, ref ulong t0, ref ulong t1, ref ulong t2, ref ulong t3, ref ulong t4)
    {
        ulong carry = 0;
        t0 = MultiplyAdd(x, b._w0, t0, ref carry);
        t1 = MultiplyAdd(x, b._w1, t1, ref carry);
        t2 = MultiplyAdd(x, b._w2, t2, ref carry);
        t3 = MultiplyAdd(x, b._w3, t3, ref carry);
        t4 = carry;

        ulong m = t0 * OrderInverse;
        carry = 0;
        _ = MultiplyAdd(m, Order0, t0, ref carry);
        t0 = MultiplyAdd(m, Order1, t1, ref carry);
        // l's third word is zero and its fourth a power of two.
        ulong c = 0;
        t1 = AddCarry(t2, carry, ref c);
        t2 = AddCarry(t3, m << 60, ref c);
        t3 = t4 + (m >> 4) + c;
        t4 = 0;
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

    /// <summary>The low word of x * y + add + carry; the high word goes to carry.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong MultiplyAdd(ulong x, ulong y, ulong add, ref ulong carry)
    {
        ulong high = Math.BigMul(x, y, out ulong low);
        ulong c = 0;
        low = AddCarry(low, add, ref c);
        high += c;
        c = 0;
        low = AddCarry(low, carry, ref c);
        carry = high + c;
        return low;
    }
}
