// Families x25519 and ed25519: keys, stored and DER forms, signatures, through the key types.
using MobileCoin.Testing;

namespace MobileCoin.Crypto.Test;

public sealed class KeyVectors
{
    [Theory, Vectors("x25519")]
    public void X25519_KeysAndForms_Agree(VectorCase c)
    {
        Assert.Equal("", c.Op);
        using var a = X25519Private.Parse(c.Hex("private_a"));
        using var b = X25519Private.Parse(c.Hex("private_b"));
        X25519Public publicA = a.PublicKey(), publicB = b.PublicKey();
        Assert.Equal(c.Hex("public_a"), publicA.ToBytes());
        Assert.Equal(c.Hex("public_b"), publicB.ToBytes());
        byte[] shared = new byte[32];
        a.Agree(publicB, shared);
        Assert.Equal(c.Hex("shared"), shared);
        b.Agree(publicA, shared);
        Assert.Equal(c.Hex("shared"), shared);

        Assert.Equal(c.Hex("private_a_stored"), Written(32, a.CopyTo));
        Assert.Equal(c.Hex("private_a_der"), Written(X25519Private.DerSize, a.WriteDer));
        Assert.Equal(c.Hex("public_a_der"), Written(X25519Public.DerSize, publicA.WriteDer));
        using var again = X25519Private.ParseDer(c.Hex("private_a_der"));
        Assert.Equal(a, again);
        Assert.Equal(publicA, X25519Public.ParseDer(c.Hex("public_a_der")));
    }

    [Theory, Vectors("ed25519")]
    public void Ed25519_KeysSignaturesAndForms_Agree(VectorCase c)
    {
        Assert.Equal("", c.Op);
        bool parses = Ed25519Signature.TryParse(c.Hex("signature"), out Ed25519Signature signature);
        Assert.Equal(!c.Has("parses") || c.Flag("parses"), parses);
        var publicKey = Ed25519Public.Parse(c.Hex("public"));
        Assert.Equal(c.Hex("public"), publicKey.ToBytes());
        Assert.Equal(c.Flag("valid"), parses && publicKey.Verify(c.Hex("message"), signature));
        if (parses) Assert.Equal(c.Hex("signature"), signature.ToBytes());

        if (c.Has("private"))
        {
            using var key = Ed25519Private.Parse(c.Hex("private"));
            Assert.Equal(publicKey, key.PublicKey());
            Assert.Equal(signature, key.Sign(c.Hex("message")));
        }
        if (c.Has("private_der"))
        {
            using var key = Ed25519Private.ParseDer(c.Hex("private_der"));
            Assert.Equal(publicKey, key.PublicKey());
            Assert.Equal(c.Hex("private_der"), Written(Ed25519Private.DerSize, key.WriteDer));
        }
        if (c.Has("public_der"))
        {
            Assert.Equal(c.Hex("public_der"), Written(Ed25519Public.DerSize, publicKey.WriteDer));
            Assert.Equal(publicKey, Ed25519Public.ParseDer(c.Hex("public_der")));
        }
        if (c.Has("signature_der"))
        {
            Assert.Equal(c.Hex("signature_der"), Written(Ed25519Signature.DerSize, signature.WriteDer));
            Assert.Equal(signature, Ed25519Signature.ParseDer(c.Hex("signature_der")));
        }
    }

    private static byte[] Written(int size, SpanWriter write)
    {
        byte[] bytes = new byte[size];
        write(bytes);
        return bytes;
    }

    private delegate void SpanWriter(Span<byte> bytes);
}
