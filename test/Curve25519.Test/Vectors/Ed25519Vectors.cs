// Family ed25519 (the DER forms are read by the crypto tests) and the vectors of RFC 8032 §7.1.
using MobileCoin.Testing;

namespace MobileCoin.Curve25519.Test.Vectors;

public sealed class Ed25519Vectors
{
    [Theory]
    [Vectors("ed25519")]
    public void Ed25519Family(VectorCase c)
    {
        Assert.Equal("", c.Op);
        byte[] message = c.Hex("message"), publicKey = c.Hex("public"), signature = c.Hex("signature");
        if (c.Has("private"))
        {
            byte[] seed = c.Hex("private"), derived = new byte[32], signed = new byte[64];
            Ed25519.PublicKey(seed, derived);
            Assert.Equal(publicKey, derived);
            Ed25519.Sign(seed, message, signed);
            Assert.Equal(signature, signed);
        }
        bool[] valid = new bool[1];
        Ed25519.VerifyMany(publicKey, [message], signature, valid);
        Assert.Equal(c.Flag("valid"), valid[0]);
        Assert.Equal(c.Flag("valid"), Ed25519.Verify(publicKey, message, signature));
    }

    [Theory]
    [InlineData("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60", "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "", "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b")]
    [InlineData("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb", "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72", "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00")]
    [InlineData("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7", "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82", "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a")]
    public void Rfc8032(string seed, string publicKey, string message, string signature)
    {
        byte[] derived = new byte[32], signed = new byte[64];
        Ed25519.PublicKey(Convert.FromHexString(seed), derived);
        Ed25519.Sign(Convert.FromHexString(seed), Convert.FromHexString(message), signed);
        Assert.Equal(publicKey, Convert.ToHexStringLower(derived));
        Assert.Equal(signature, Convert.ToHexStringLower(signed));
        Assert.True(Ed25519.Verify(derived, Convert.FromHexString(message), signed));
    }
}
