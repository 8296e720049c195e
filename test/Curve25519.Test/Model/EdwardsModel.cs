// edwards25519 over BigInteger: the complete addition law in extended coordinates, and the encoding of RFC 8032 §5.1.2.
using System.Numerics;
using MobileCoin.Curve25519.Field;
using static MobileCoin.Curve25519.Test.Model.FieldModel;

namespace MobileCoin.Curve25519.Test.Model;

/// <summary>A point with x = X/Z, y = Y/Z, xy = T/Z.</summary>
internal sealed record EdwardsModel(BigInteger X, BigInteger Y, BigInteger Z, BigInteger T)
{
    /// <summary>The order of the base point.</summary>
    internal static readonly BigInteger Order = (BigInteger.One << 252) + BigInteger.Parse("27742317777372353535851937790883648493");

    internal static readonly EdwardsModel Identity = new(0, 1, 1, 0);

    internal static readonly EdwardsModel Base = Decode(ToBytes(Multiply(4, Invert(5))))!;

    /// <summary>The eight points whose order divides eight: multiples 0 to 7 of one of order eight.</summary>
    internal static readonly EdwardsModel[] Torsion = MakeTorsion();

    internal static EdwardsModel Affine(BigInteger x, BigInteger y) => new(x, y, 1, FieldModel.Multiply(x, y));

    /// <summary>The same point in other coordinates.</summary>
    internal EdwardsModel Scaled(BigInteger z) =>
        new(FieldModel.Multiply(X, z), FieldModel.Multiply(Y, z), FieldModel.Multiply(Z, z), FieldModel.Multiply(T, z));

    internal EdwardsModel Negate() => new(Mod(-X), Y, Z, Mod(-T));

    public static EdwardsModel operator +(EdwardsModel a, EdwardsModel b)
    {
        BigInteger p = Mod(a.X * b.X), q = Mod(a.Y * b.Y), c = Mod(D * Mod(a.T * b.T)), z = Mod(a.Z * b.Z);
        BigInteger e = Mod(((a.X + a.Y) * (b.X + b.Y)) - p - q), f = z - c, g = z + c, h = q + p;
        return new(Mod(e * f), Mod(g * h), Mod(f * g), Mod(e * h));
    }

    public static EdwardsModel operator *(BigInteger k, EdwardsModel point)
    {
        EdwardsModel r = Identity;
        for (int bit = (int)k.GetBitLength() - 1; bit >= 0; bit--)
        {
            r += r;
            if (!((k >> bit) & 1).IsZero) r += point;
        }
        return r;
    }

    internal bool IsSame(EdwardsModel other) => Mod((X * other.Z) - (other.X * Z)).IsZero && Mod((Y * other.Z) - (other.Y * Z)).IsZero;

    internal bool IsOnCurve =>
        Mod((Y * Y) - (X * X) - (Z * Z) - (D * T * T)).IsZero && Mod((X * Y) - (Z * T)).IsZero && !Mod(Z).IsZero;

    /// <summary>y with the sign of x in the top bit.</summary>
    internal byte[] Encode()
    {
        BigInteger inverse = Invert(Z), x = Mod(X * inverse);
        byte[] bytes = ToBytes(Mod(Y * inverse));
        if (IsNegative(x)) bytes[31] |= 0x80;
        return bytes;
    }

    /// <summary>As the network decodes: y modulo p whether canonical or not, and x = 0 may carry a sign. Null if there is none.</summary>
    internal static EdwardsModel? Decode(ReadOnlySpan<byte> bytes)
    {
        BigInteger y = Mod(FromBytes(bytes) & ((BigInteger.One << 255) - 1)), y2 = Mod(y * y);
        (bool wasSquare, BigInteger x) = SqrtRatioM1(Mod(y2 - 1), Mod((D * y2) + 1));
        if (!wasSquare) return null;
        return Affine((bytes[31] & 0x80) != 0 ? Mod(-x) : x, y);
    }

    internal EdwardsPoint ToPoint() => new(Element(X), Element(Y), Element(Z), Element(T));

    internal static EdwardsModel FromPoint(in EdwardsPoint p) => new(Integer(p.X), Integer(p.Y), Integer(p.Z), Integer(p.T));

    internal static FieldElement Element(BigInteger a) => FieldElement.FromBytes(ToBytes(Mod(a)));

    /// <summary>The exact integer that the limbs hold, modulo p.</summary>
    internal static BigInteger Integer(in FieldElement a) =>
        Mod(a.L0 + ((BigInteger)a.L1 << 51) + ((BigInteger)a.L2 << 102) + ((BigInteger)a.L3 << 153) + ((BigInteger)a.L4 << 204));

    private static EdwardsModel[] MakeTorsion()
    {
        for (int y = 2; ; y++)
        {
            if (Decode(ToBytes(y)) is not { } point) continue;
            EdwardsModel t = Order * point;
            if ((4 * t).IsSame(Identity)) continue;
            return [.. Enumerable.Range(0, 8).Select(k => k * t).Select(q => Affine(Mod(q.X * Invert(q.Z)), Mod(q.Y * Invert(q.Z))))];
        }
    }
}
