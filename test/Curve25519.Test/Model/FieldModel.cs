// Integers modulo p = 2^255 - 19 over BigInteger, straight from RFC 9496 §3.1, §4.1 and §4.2: slow, and an oracle of its own.
using System.Globalization;
using System.Numerics;

namespace MobileCoin.Curve25519.Test.Model;

internal static class FieldModel
{
    internal static readonly BigInteger P = (BigInteger.One << 255) - 19;

    internal static readonly BigInteger D = Mod(-121665 * Invert(121666));

    /// <summary>The even square root of -1.</summary>
    internal static readonly BigInteger SqrtM1 = Abs(BigInteger.ModPow(2, (P - 1) / 4, P));

    /// <summary>sqrt(ad - 1), the root that RFC 9496 §4.1 prints; it is the odd one.</summary>
    internal static readonly BigInteger SqrtADMinusOne =
        BigInteger.Parse("25063068953384623474111414158702152701244531502492656460079210482610430750235", CultureInfo.InvariantCulture);

    internal static readonly BigInteger InvSqrtAMinusD = SqrtRatioM1(BigInteger.One, Mod(-1 - D)).Root;

    internal static BigInteger Mod(BigInteger a)
    {
        BigInteger r = a % P;
        return r.Sign < 0 ? r + P : r;
    }

    internal static BigInteger Multiply(BigInteger a, BigInteger b) => Mod(a * b);

    /// <summary>1/a; zero for zero.</summary>
    internal static BigInteger Invert(BigInteger a) => BigInteger.ModPow(Mod(a), P - 2, P);

    internal static bool IsNegative(BigInteger a) => !Mod(a).IsEven;

    internal static BigInteger Abs(BigInteger a) => IsNegative(a) ? Mod(-a) : Mod(a);

    /// <summary>SQRT_RATIO_M1 of RFC 9496 §4.2.</summary>
    internal static (bool WasSquare, BigInteger Root) SqrtRatioM1(BigInteger u, BigInteger v)
    {
        BigInteger v3 = Multiply(Multiply(v, v), v), v7 = Multiply(Multiply(v3, v3), v);
        BigInteger r = Multiply(Multiply(u, v3), BigInteger.ModPow(Multiply(u, v7), (P - 5) / 8, P));
        BigInteger check = Multiply(v, Multiply(r, r));
        bool correct = check == Mod(u), flipped = check == Mod(-u), flippedI = check == Mod(-u * SqrtM1);
        if (flipped || flippedI) r = Multiply(r, SqrtM1);
        return (correct || flipped, Abs(r));
    }

    internal static BigInteger FromBytes(ReadOnlySpan<byte> bytes) => new(bytes, isUnsigned: true);

    /// <summary>32 little-endian bytes of an integer below 2^256, reduced or not.</summary>
    internal static byte[] ToBytes(BigInteger a)
    {
        byte[] bytes = new byte[32];
        if (!a.TryWriteBytes(bytes, out _, isUnsigned: true)) throw new ArgumentOutOfRangeException(nameof(a));
        return bytes;
    }
}
