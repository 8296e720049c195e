// ristretto255 over BigInteger, written from RFC 9496 §4.3: what every backend's decoding, encoding and map is compared with.
using System.Numerics;
using static MobileCoin.Curve25519.Test.Model.FieldModel;

namespace MobileCoin.Curve25519.Test.Model;

/// <summary>Why a string is no encoding of an element; the classes of RFC 9496 appendix A.2.</summary>
internal enum Decoding
{
    Valid,
    NonCanonical,
    Negative,
    NonSquare,
    NegativeXY,
    ZeroY,
}

internal static class RistrettoModel
{
    /// <summary>Decode, §4.3.1; the point is the identity unless the string is valid.</summary>
    internal static (Decoding Decoding, EdwardsModel Point) Decode(ReadOnlySpan<byte> bytes)
    {
        BigInteger s = FromBytes(bytes);
        if (s >= P) return (Decoding.NonCanonical, EdwardsModel.Identity);
        if (IsNegative(s)) return (Decoding.Negative, EdwardsModel.Identity);
        BigInteger ss = Mod(s * s), u1 = Mod(1 - ss), u2 = Mod(1 + ss), u2Squared = Mod(u2 * u2);
        BigInteger v = Mod(-(D * u1 * u1) - u2Squared);
        (bool wasSquare, BigInteger inverse) = SqrtRatioM1(1, Mod(v * u2Squared));
        BigInteger denX = Mod(inverse * u2), denY = Mod(inverse * denX * v);
        BigInteger x = Abs(2 * s * denX), y = Mod(u1 * denY);
        Decoding decoding = !wasSquare ? Decoding.NonSquare
            : IsNegative(x * y) ? Decoding.NegativeXY
            : y.IsZero ? Decoding.ZeroY
            : Decoding.Valid;
        return (decoding, decoding == Decoding.Valid ? EdwardsModel.Affine(x, y) : EdwardsModel.Identity);
    }

    /// <summary>Encode, §4.3.2.</summary>
    internal static byte[] Encode(EdwardsModel p)
    {
        BigInteger u1 = Mod((p.Z + p.Y) * (p.Z - p.Y)), u2 = Mod(p.X * p.Y);
        BigInteger inverse = SqrtRatioM1(1, Mod(u1 * u2 * u2)).Root;
        BigInteger den1 = Mod(inverse * u1), den2 = Mod(inverse * u2), zInverse = Mod(den1 * den2 * p.T);
        bool rotate = IsNegative(p.T * zInverse);
        BigInteger x = rotate ? Mod(p.Y * SqrtM1) : p.X, y = rotate ? Mod(p.X * SqrtM1) : p.Y;
        BigInteger denominator = rotate ? Mod(den1 * InvSqrtAMinusD) : den2;
        if (IsNegative(x * zInverse)) y = Mod(-y);
        return ToBytes(Abs(denominator * (p.Z - y)));
    }

    /// <summary>The element derivation of §4.3.4 of 64 bytes.</summary>
    internal static EdwardsModel FromUniformBytes(ReadOnlySpan<byte> bytes) => Map(bytes[..32]) + Map(bytes[32..]);

    private static EdwardsModel Map(ReadOnlySpan<byte> bytes)
    {
        BigInteger t = Mod(FromBytes(bytes) & ((BigInteger.One << 255) - 1));
        BigInteger r = Mod(SqrtM1 * t * t), u = Mod((r + 1) * (1 - (D * D))), v = Mod((-1 - (r * D)) * (r + D));
        (bool wasSquare, BigInteger s) = SqrtRatioM1(u, v);
        BigInteger sPrime = Mod(-Abs(s * t));
        BigInteger c = wasSquare ? Mod(-1) : r;
        if (!wasSquare) s = sPrime;
        BigInteger n = Mod((c * (r - 1) * (D - 1) * (D - 1)) - v);
        BigInteger w0 = Mod(2 * s * v), w1 = Mod(n * SqrtADMinusOne), w2 = Mod(1 - (s * s)), w3 = Mod(1 + (s * s));
        return new(Mod(w0 * w3), Mod(w2 * w1), Mod(w1 * w3), Mod(w0 * w2));
    }
}
