// Family ristretto as far as it needs BLAKE2b or the key types (fact sheet crypto §1.1 to §1.4); the curve's own tests read the rest.
using MobileCoin.Curve25519;
using MobileCoin.Testing;

namespace MobileCoin.Crypto.Test;

public sealed class RistrettoVectors
{
    [Theory, Vectors("ristretto")]
    public void Ristretto(VectorCase c)
    {
        switch (c.Op)
        {
            case "hash_to_point": HashToPoint(c); break;
            case "hash_to_scalar": Assert.Equal(c.Hex("scalar"), RistrettoHash.ToScalar(new CompressedRistretto(c.Hex("point"))).ToBytes()); break;
            case "generators": Generators(c); break;
            case "decode": Decode(c); break;
            case "private_decode": PrivateDecode(c); break;
            case "key_exchange": KeyExchange(c); break;
            case "scalar_from_wide":
                using (var key = RistrettoPrivate.Random(new RecordedBytes(c.Hex("bytes")).Fill)) Assert.Equal(c.Hex("scalar"), key.Scalar.ToBytes());
                break;
            case "point_from_uniform_bytes":
                Assert.Equal(c.Hex("encoded"), RistrettoPublic.Random(new RecordedBytes(c.Hex("bytes")).Fill).ToBytes());
                break;
            case "basepoint_multiple": case "scalar_arith": case "scalar_mul":
                break; // the curve's
            default: Assert.Fail($"{c}: unknown op"); break;
        }
    }

    private static void HashToPoint(VectorCase c)
    {
        byte[] bytes = c.Hex("public");
        Assert.Equal(c.Hex("point"), RistrettoHash.ToPoint(new CompressedRistretto(bytes)).ToBytes());
        var batch = new RistrettoPoint[2];
        RistrettoHash.ToPoints([.. bytes, .. bytes], batch);
        Assert.Equal(c.Hex("point"), batch[1].ToBytes());
    }

    private static void Generators(VectorCase c)
    {
        var generators = new PedersenGenerators(c.UInt64("token_id"));
        Assert.Equal(c.Hex("B"), generators.Value.ToBytes());
        Assert.Equal(c.Hex("B_blinding"), PedersenGenerators.Blinding.ToBytes());
        Assert.Equal(generators.Value, generators.Commit(Scalar.One, Scalar.Zero));
        Assert.Equal(PedersenGenerators.Blinding, generators.Commit(Scalar.Zero, Scalar.One));
    }

    private static void Decode(VectorCase c)
    {
        byte[] bytes = c.Hex("encoded");
        Assert.Equal(c.Flag("valid"), RistrettoPublic.TryParse(bytes, out RistrettoPublic key));
        Assert.Equal(c.Flag("valid") ? bytes : new byte[32], key.ToBytes());
        if (c.Flag("valid")) return;
        KeyException e = Assert.Throws<KeyException>(() => RistrettoPublic.Parse(bytes));
        Assert.Equal(bytes.Length == 32 ? KeyError.InvalidPublicKey : KeyError.LengthMismatch, e.Error);
    }

    private static void PrivateDecode(VectorCase c)
    {
        byte[] bytes = c.Hex("bytes");
        bool canonical = RistrettoPrivate.TryParse(bytes, out RistrettoPrivate? key);
        Assert.Equal(c.Flag("canonical"), canonical);
        if (canonical)
        {
            byte[] written = new byte[32];
            key!.CopyTo(written);
            Assert.Equal(bytes, written);
        }
        else
        {
            KeyException e = Assert.Throws<KeyException>(() => RistrettoPrivate.Parse(bytes));
            Assert.Equal(bytes.Length == 32 ? KeyError.InvalidPrivateKey : KeyError.LengthMismatch, e.Error);
        }
        if (c.IsNull("mod_order")) Assert.Throws<ArgumentException>(() => RistrettoPrivate.FromBytesModOrder(bytes));
        else Assert.Equal(c.Hex("mod_order"), RistrettoPrivate.FromBytesModOrder(bytes).Scalar.ToBytes());
    }

    private static void KeyExchange(VectorCase c)
    {
        using var a = RistrettoPrivate.Parse(c.Hex("private_a"));
        using var b = RistrettoPrivate.Parse(c.Hex("private_b"));
        Assert.Equal(c.Hex("public_a"), a.PublicKey().ToBytes());
        Assert.Equal(c.Hex("public_b"), b.PublicKey().ToBytes());
        byte[] shared = new byte[32];
        a.Agree(RistrettoPublic.Parse(c.Hex("public_b")), shared);
        Assert.Equal(c.Hex("shared"), shared);
        b.Agree(RistrettoPublic.Parse(c.Hex("public_a")), shared);
        Assert.Equal(c.Hex("shared"), shared);
    }
}
