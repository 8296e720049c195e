// Family key_images (fact sheet ledger §2.2).
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.Testing;

namespace MobileCoin.Transactions.Test.RingSignatures;

public sealed class KeyImageVectors
{
    [Theory, Vectors("key_images")]
    public void KeyImages(VectorCase c)
    {
        Assert.True(c.Op.Length == 0, $"{c}: an op that this test does not know");
        using RistrettoPrivate x = RistrettoPrivate.Parse(c.Hex("onetime_private_key"));
        Assert.Equal(c.Hex("public"), x.PublicKey().ToBytes());
        Assert.Equal(new KeyImage(c.Hex("key_image")), KeyImage.Create(x));
        Assert.Equal(c.Text("key_image"), KeyImage.Create(x.Scalar).ToString());
        Assert.Equal(c.Hex("key_image"), RistrettoPoint.Multiply(x.Scalar, RistrettoHash.ToPoint(new CompressedRistretto(c.Hex("public")))).ToBytes());
    }
}
