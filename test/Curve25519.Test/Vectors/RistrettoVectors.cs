// Family ristretto: group and scalar arithmetic, strict decoding, the one-way map, key exchange (fact sheet crypto §1.1-1.4).
using System.Numerics;
using MobileCoin.Testing;

namespace MobileCoin.Curve25519.Test.Vectors;

public sealed class RistrettoVectors
{
    [Theory]
    [Vectors("ristretto")]
    public void Ristretto(VectorCase c)
    {
        switch (c.Op)
        {
            case "basepoint_multiple": BasepointMultiple(c); break;
            case "decode": Decode(c); break;
            case "private_decode": PrivateDecode(c); break;
            case "scalar_from_wide": Assert.Equal(c.Hex("scalar"), Scalar.FromBytesModOrderWide(c.Hex("bytes")).ToBytes()); break;
            case "point_from_uniform_bytes": Assert.Equal(c.Hex("encoded"), RistrettoPoint.FromUniformBytes(c.Hex("bytes")).ToBytes()); break;
            case "scalar_arith": ScalarArithmetic(c); break;
            case "scalar_mul": ScalarMultiplication(c); break;
            case "hash_to_point": case "hash_to_scalar": case "generators":
                break; // need BLAKE2b: the crypto tests read them
            case "key_exchange": KeyExchange(c); break;
            default: Assert.Fail($"{c}: unknown op"); break;
        }
    }

    private static void BasepointMultiple(VectorCase c)
    {
        byte[] wide = new byte[64];
        BigInteger.Parse(c.Text("n"), System.Globalization.CultureInfo.InvariantCulture).ToByteArray(isUnsigned: true).CopyTo(wide, 0);
        Scalar n = Scalar.FromBytesModOrderWide(wide);
        Assert.Equal(c.Hex("encoded"), RistrettoPoint.MultiplyBase(n).ToBytes());
        Assert.Equal(c.Hex("encoded"), (n * RistrettoPoint.Generator).ToBytes());
    }

    private static void Decode(VectorCase c)
    {
        byte[] encoded = c.Hex("encoded");
        bool valid = RistrettoPoint.TryDecode(encoded, out RistrettoPoint point);
        Assert.Equal(c.Flag("valid"), valid);
        Assert.Equal(valid ? encoded : new byte[32], point.ToBytes());
        if (encoded.Length != 32) return;

        var batch = new RistrettoPoint[1];
        bool[] flags = new bool[1];
        RistrettoBatch.Decode(encoded, batch, flags);
        Assert.Equal(valid, flags[0]);
        Assert.Equal(point, batch[0]);
    }

    private static void PrivateDecode(VectorCase c)
    {
        byte[] bytes = c.Hex("bytes");
        Assert.Equal(c.Flag("canonical"), Scalar.TryFromCanonicalBytes(bytes, out Scalar scalar));
        if (c.Flag("canonical")) Assert.Equal(bytes, scalar.ToBytes());
        if (bytes.Length == 32) Assert.Equal(c.Hex("mod_order"), Scalar.FromBytesModOrder(bytes).ToBytes());
        else Assert.Throws<ArgumentException>(() => Scalar.FromBytesModOrder(bytes));
    }

    private static void ScalarArithmetic(VectorCase c)
    {
        Scalar a = Canonical(c, "a"), b = Canonical(c, "b");
        Assert.Equal(c.Hex("sum"), (a + b).ToBytes());
        Assert.Equal(c.Hex("diff"), (a - b).ToBytes());
        Assert.Equal(c.Hex("prod"), (a * b).ToBytes());
        Assert.Equal(c.Hex("neg_a"), (-a).ToBytes());
        if (!c.IsNull("inv_b")) Assert.Equal(c.Hex("inv_b"), b.Invert().ToBytes());
    }

    private static void ScalarMultiplication(VectorCase c)
    {
        Scalar a = Canonical(c, "scalar"), b = Canonical(c, "scalar_b");
        RistrettoPoint point = Point(c, "point");
        Assert.Equal(c.Hex("result"), (a * point).ToBytes());
        Assert.Equal(c.Hex("base_result"), RistrettoPoint.MultiplyBase(a).ToBytes());
        byte[] sum = c.Hex("a_point_plus_b_base");
        Assert.Equal(sum, RistrettoPoint.DoubleScalarMultiplyBaseVartime(a, point, b).ToBytes());
        Assert.Equal(sum, RistrettoBatch.Multiscalar([a, b], [point, RistrettoPoint.Generator]).ToBytes());
        var results = new RistrettoPoint[1];
        RistrettoBatch.DoubleMultiplyBase([a], [point], [b], results);
        Assert.Equal(sum, results[0].ToBytes());
    }

    private static void KeyExchange(VectorCase c)
    {
        Scalar a = Canonical(c, "private_a"), b = Canonical(c, "private_b");
        Assert.Equal(c.Hex("public_a"), RistrettoPoint.MultiplyBase(a).ToBytes());
        Assert.Equal(c.Hex("public_b"), RistrettoPoint.MultiplyBase(b).ToBytes());
        Assert.Equal(c.Hex("shared"), (a * Point(c, "public_b")).ToBytes());
        byte[] shared = new byte[32];
        bool[] valid = new bool[1];
        RistrettoBatch.Agree(b, c.Hex("public_a"), shared, valid);
        Assert.True(valid[0]);
        Assert.Equal(c.Hex("shared"), shared);
    }

    private static Scalar Canonical(VectorCase c, string field)
    {
        Assert.True(Scalar.TryFromCanonicalBytes(c.Hex(field), out Scalar scalar), $"{c}: {field} is not canonical");
        return scalar;
    }

    private static RistrettoPoint Point(VectorCase c, string field)
    {
        Assert.True(RistrettoPoint.TryDecode(c.Hex(field), out RistrettoPoint point), $"{c}: {field} does not decode");
        return point;
    }
}
