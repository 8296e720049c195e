// Inverses modulo l: a power of one scalar, or many scalars for the price of one (Montgomery's trick).

namespace MobileCoin.Curve25519;

public readonly partial struct Scalar
{
    /// <summary>1/a modulo l; zero for zero. Constant time.</summary>
    public Scalar Invert()
    {
        // a^(l-2), four bits at a time; the exponent is public.
        Span<Scalar> power = stackalloc Scalar[16];
        power[0] = One;
        power[1] = this;
        for (int i = 2; i < 16; i++) power[i] = power[i - 1] * this;
        ReadOnlySpan<ulong> exponent = [Order0 - 2, Order1, 0, Order3];
        Scalar r = this;
        for (int nibble = 62; nibble >= 0; nibble--)
        {
            for (int i = 0; i < 4; i++) r *= r;
            int digit = (int)(exponent[nibble >> 4] >> (4 * (nibble & 15))) & 15;
            if (digit != 0) r *= power[digit];
        }
        Wipe(power);
        return r;
    }

    /// <summary>
    /// Replaces every scalar by its inverse, zero by zero: three multiplications each and one inversion for all. Constant time but for
    /// the count. The memory that it takes grows with the count.
    /// </summary>
    public static void InvertAll(Span<Scalar> scalars)
    {
        const int MaxOnStack = 64;
        Span<Scalar> products = scalars.Length <= MaxOnStack ? stackalloc Scalar[MaxOnStack] : new Scalar[scalars.Length];
        Scalar product = One;
        for (int i = 0; i < scalars.Length; i++)
        {
            products[i] = product;
            product *= OneIfZero(scalars[i]);
        }
        product = product.Invert();
        for (int i = scalars.Length - 1; i >= 0; i--)
        {
            ulong keep = ~ZeroMask(scalars[i]);
            Scalar inverse = product * products[i];
            product *= OneIfZero(scalars[i]);
            scalars[i] = new Scalar(inverse._w0 & keep, inverse._w1 & keep, inverse._w2 & keep, inverse._w3 & keep);
        }
        Wipe(products);
    }

    private static Scalar OneIfZero(in Scalar a) => new(a._w0 | (ZeroMask(a) & 1), a._w1, a._w2, a._w3);

    /// <summary>All ones for zero, else zero.</summary>
    private static ulong ZeroMask(in Scalar a)
    {
        ulong any = a._w0 | a._w1 | a._w2 | a._w3;
        return ((any | (0 - any)) >> 63) - 1;
    }
}
