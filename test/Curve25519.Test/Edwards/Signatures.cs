// Signatures made by hand: any key, any R, honest or not.
using System.Numerics;
using System.Security.Cryptography;
using MobileCoin.Curve25519.Test.Model;

namespace MobileCoin.Curve25519.Test.Edwards;

/// <summary>A signature with what it is checked against, and the verdict it deserves.</summary>
internal sealed record SignatureCase(byte[] PublicKey, byte[] Message, byte[] Signature, bool Valid, string What = "");

/// <summary>A multiple of the base point whose logarithm is known.</summary>
internal sealed record KnownPoint(BigInteger Logarithm, EdwardsModel Point)
{
    internal static KnownPoint Random(Random random)
    {
        Scalar k = Samples.RandomScalar(random);
        return new(Samples.Integer(k), EdwardsModel.FromPoint(TestBackends.Plain.MultiplyBaseOne(k)));
    }
}

/// <summary>Crafts signatures from the integers of the equation [s]B - [k]A = R.</summary>
internal static class Signatures
{
    private static readonly BigInteger L = EdwardsModel.Order;

    internal static SignatureCase Honest(Random random, int messageLength)
    {
        byte[] seed = Samples.Bytes(random, 32), message = Samples.Bytes(random, messageLength);
        byte[] publicKey = new byte[32], signature = new byte[64];
        Ed25519.PublicKey(seed, publicKey);
        Ed25519.Sign(seed, message, signature);
        return new(publicKey, message, signature, true, "honest");
    }

    /// <summary>SHA-512(R, A, message) modulo l.</summary>
    internal static BigInteger Challenge(byte[] encodedR, byte[] publicKey, byte[] message) =>
        FieldModel.FromBytes(SHA512.HashData([.. encodedR, .. publicKey, .. message])) % L;

    internal static byte[] Join(byte[] encodedR, BigInteger s) => [.. encodedR, .. FieldModel.ToBytes(s)];

    /// <summary>
    /// Signs with the key a B + T and the commitment r B + U for small-order T and U: with a cofactor always valid, without one only
    /// where -[k]T = U.
    /// </summary>
    internal static SignatureCase Mixed(
        KnownPoint key, KnownPoint commitment, EdwardsModel keyTorsion, EdwardsModel commitmentTorsion, byte[] message)
    {
        (BigInteger a, BigInteger r) = (key.Logarithm, commitment.Logarithm);
        byte[] publicKey = (key.Point + keyTorsion).Encode(), encodedR = (commitment.Point + commitmentTorsion).Encode();
        BigInteger k = Challenge(encodedR, publicKey, message);
        bool equation = (k % 8 * keyTorsion).Negate().IsSame(commitmentTorsion), small = (a % L).IsZero || (r % L).IsZero;
        return new(publicKey, message, Join(encodedR, (r + (k * a)) % L), equation && !small, "mixed order");
    }

    /// <summary>All encodings of the eight small-order points that decode: canonical or not, and x = 0 with either sign.</summary>
    internal static byte[][] SmallOrderEncodings()
    {
        var encodings = new List<byte[]>();
        foreach (EdwardsModel point in EdwardsModel.Torsion)
        {
            foreach (BigInteger y in (BigInteger[])[point.Y, point.Y + FieldModel.P])
            {
                if (y >> 255 != 0) continue;
                for (int sign = 0; sign < 2; sign++)
                {
                    if (!point.X.IsZero && FieldModel.IsNegative(point.X) != (sign == 1)) continue;
                    encodings.Add(FieldModel.ToBytes(y + (sign * (BigInteger.One << 255))));
                }
            }
        }
        return [.. encodings];
    }
}
