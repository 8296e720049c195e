// Family x25519 (the DER forms are read by the crypto tests) and the vectors of RFC 7748.
using MobileCoin.Testing;

namespace MobileCoin.Curve25519.Test.Vectors;

public sealed class X25519Vectors
{
    [Theory]
    [Vectors("x25519")]
    public void X25519Family(VectorCase c)
    {
        Assert.Equal("", c.Op);
        byte[] a = c.Hex("private_a"), b = c.Hex("private_b"), publicA = new byte[32], shared = new byte[32], batch = new byte[64];
        X25519.PublicKey(a, publicA);
        Assert.Equal(c.Hex("public_a"), publicA);
        X25519.Agree(b, publicA, shared);
        Assert.Equal(c.Hex("shared"), shared);
        X25519.AgreeBatch([.. b, .. b], [.. publicA, .. publicA], batch);
        Assert.Equal([.. shared, .. shared], batch);
        Assert.Equal(a, c.Hex("private_a_stored"));
    }

    // RFC 7748 §5.2
    [Theory]
    [InlineData("a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4", "e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c", "c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552")]
    [InlineData("4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d", "e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493", "95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957")]
    public void Rfc7748_Agreement(string privateKey, string publicKey, string expected)
    {
        byte[] shared = new byte[32];
        X25519.Agree(Convert.FromHexString(privateKey), Convert.FromHexString(publicKey), shared);
        Assert.Equal(expected, Convert.ToHexStringLower(shared));
    }

    // RFC 7748 §5.2, iterated
    [Theory]
    [InlineData(1, "422c8e7a6227d7bca1350b3e2bb7279f7897b87bb6854b783c60e80311ae3079")]
    [InlineData(1000, "684cf59ba83309552800ef566f2f4d3c1c3887c49360e3875f2eb94d99532c51")]
    public void Rfc7748_Iterated(int iterations, string expected)
    {
        byte[] k = new byte[32], u = new byte[32];
        k[0] = u[0] = 9;
        for (int i = 0; i < iterations; i++)
        {
            byte[] next = new byte[32];
            X25519.Agree(k, u, next);
            (k, u) = (next, k);
        }
        Assert.Equal(expected, Convert.ToHexStringLower(k));
    }

    // RFC 7748 §6.1
    [Fact]
    public void Rfc7748_PublicKeys()
    {
        byte[] publicKey = new byte[32];
        X25519.PublicKey(Convert.FromHexString("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb"), publicKey);
        Assert.Equal("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f", Convert.ToHexStringLower(publicKey));
    }
}
