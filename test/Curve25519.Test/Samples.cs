// Inputs of the tests: seeded random values mixed with the ones that break arithmetic.
using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using MobileCoin.Curve25519.Test.Model;

namespace MobileCoin.Curve25519.Test;

internal static class Samples
{
    private static readonly BigInteger L = EdwardsModel.Order;

    /// <summary>Scalars at the edges of the ring, of words, and of the digit forms.</summary>
    internal static IReadOnlyList<Scalar> EdgeScalars { get; } =
    [
        .. new[]
        {
            0, 1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 32, L - 1, L - 2, L - 8, (L - 1) / 2, (L + 1) / 2,
            BigInteger.One << 252, (BigInteger.One << 252) - 1,
            (BigInteger.One << 64) - 1, BigInteger.One << 64, (BigInteger.One << 128) - 1, BigInteger.One << 192,
            (BigInteger.One << 192) - 1,
            Repeated(0x88), Repeated(0x77), Repeated(0x78), Repeated(0xF0), Repeated(0x0F), Repeated(0x55), Repeated(0x80), Repeated(0x01),
            BigInteger.Parse("08421084210842108421084210842108421084210842108421084210842108", System.Globalization.NumberStyles.HexNumber),
        }.Select(FromInteger),
    ];

    internal static Arbitrary<Scalar> Scalars { get; } = Gen.Frequency(
        (4, Gen.Choose(0, 255).ArrayOf(64).Select(b => Scalar.FromBytesModOrderWide(Array.ConvertAll(b, x => (byte)x)))),
        (1, Gen.Elements<Scalar>([.. EdgeScalars]))).ToArbitrary();

    internal static Arbitrary<RistrettoPoint> Points { get; } = Gen.Frequency(
        (6, Gen.Choose(0, int.MaxValue).Select(seed => Point(new Random(seed)))),
        (1, Gen.Choose(0, 3).Select(k => RistrettoPoint.MultiplyBase(Scalar.FromUInt64((ulong)k))))).ToArbitrary();

    internal static byte[] Bytes(int seed, int count) => Bytes(new Random(seed), count);

    internal static byte[] Bytes(Random random, int count)
    {
        byte[] bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    internal static Scalar RandomScalar(Random random) => Scalar.FromBytesModOrderWide(Bytes(random, 64));

    internal static Scalar[] RandomScalars(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ =>
            random.Next(5) == 0 ? EdgeScalars[random.Next(EdgeScalars.Count)] : RandomScalar(random))];

    /// <summary>A random element in a random one of its representations.</summary>
    internal static RistrettoPoint Point(Random random) =>
        Represented(RistrettoModel.FromUniformBytes(Bytes(random, 64)), random.Next(4), Integer(random));

    internal static RistrettoPoint[] RandomPoints(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(i => i % 7 == 5 ? RistrettoPoint.Identity : Point(random))];

    /// <summary>The element of a point as the point plus a torsion point of order 1, 2 or 4, with Z multiplied by z.</summary>
    internal static RistrettoPoint Represented(EdwardsModel point, int torsion, BigInteger z) =>
        new((point + EdwardsModel.Torsion[2 * torsion]).Scaled(z).ToPoint());

    /// <summary>A random integer from 1 to p - 1.</summary>
    internal static BigInteger Integer(Random random) => 1 + (FieldModel.FromBytes(Bytes(random, 40)) % (FieldModel.P - 1));

    internal static Scalar FromInteger(BigInteger k)
    {
        byte[] bytes = FieldModel.ToBytes(((k % L) + L) % L);
        Assert.True(Scalar.TryFromCanonicalBytes(bytes, out Scalar scalar));
        return scalar;
    }

    internal static BigInteger Integer(in Scalar scalar) => FieldModel.FromBytes(scalar.ToBytes());

    internal static byte[] Hex(string hex) => Convert.FromHexString(hex);

    private static BigInteger Repeated(byte b) => new(Enumerable.Repeat(b, 32).ToArray(), isUnsigned: true);
}
