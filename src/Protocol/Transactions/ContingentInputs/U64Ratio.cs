// Fractions of 64-bit numbers, as partial fills use them (fact sheet ledger §2.8).
// Comparison multiplies crosswise in 128 bits and is free of branches: amounts that rules reveal are known to an enclave alone.
// Rounding divides in variable time: only whoever builds transactions, on a machine of his own, does that.
using MobileCoin.Crypto;

namespace MobileCoin.Transactions;

/// <summary>A fraction that is not negative. It is not reduced, and the default, 0/0, compares as neither less nor more than any other.</summary>
public readonly record struct U64Ratio
{
    private U64Ratio(ulong numerator, ulong denominator)
    {
        Numerator = numerator;
        Denominator = denominator;
    }

    /// <summary>The numerator.</summary>
    public ulong Numerator { get; }

    /// <summary>The denominator, not 0.</summary>
    public ulong Denominator { get; }

    /// <summary>The fraction of two numbers; null if the denominator is 0.</summary>
    public static U64Ratio? Create(ulong numerator, ulong denominator) =>
        denominator == 0 ? null : new U64Ratio(numerator, denominator);

    /// <summary>Whether this fraction is less than another: fixed-time.</summary>
    public Choice IsLessThan(U64Ratio other) => IsLess(Numerator, Denominator, other.Numerator, other.Denominator);

    /// <summary>
    /// <paramref name="value"/> times this fraction, rounded up; null if that does not fit 64 bits. Variable time.
    /// </summary>
    public ulong? CheckedMultiplyRoundUp(ulong value)
    {
        if (Denominator == 0) return null;
        UInt128 product = (UInt128)value * Numerator;
        (UInt128 quotient, UInt128 remainder) = UInt128.DivRem(product, Denominator);
        if (remainder != 0) quotient++;
        return quotient > ulong.MaxValue ? null : (ulong)quotient;
    }

    /// <summary>Whether a/b is less than c/d, fixed-time; denominators that are 0 make one side of the comparison 0.</summary>
    internal static Choice IsLess(ulong a, ulong b, ulong c, ulong d)
    {
        ulong leftHigh = Math.BigMul(a, d, out ulong leftLow);
        ulong rightHigh = Math.BigMul(c, b, out ulong rightLow);
        Choice highLess = Choice.Less(leftHigh, rightHigh);
        return highLess | (Choice.Equal(leftHigh, rightHigh) & Choice.Less(leftLow, rightLow));
    }
}
