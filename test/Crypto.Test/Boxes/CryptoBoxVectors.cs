// Family crypto_box, and the worked example of the sheet (fact sheet crypto §3.1).
using MobileCoin.Curve25519;
using MobileCoin.Testing;

namespace MobileCoin.Crypto.Test;

public sealed class CryptoBoxVectors
{
    [Theory, Vectors("crypto_box")]
    public void CryptoBox(VectorCase c)
    {
        switch (c.Op)
        {
            case "encrypt": Encrypt(c); break;
            case "decrypt": Decrypt(c); break;
            default: Assert.Fail($"{c}: unknown op"); break;
        }
    }

    [Fact]
    public void SheetExample()
    {
        byte[] plaintext = Convert.FromHexString("78901c11834e842df6be98c127953513e116095d4122cc27d807b4511cb81e112a2a");
        byte[] cryptogram = Convert.FromHexString(
            "7457acc73f9c53e8124b63947beceb8205824bacf1ffdbc2c59669a2239fdc60b1bb02622ace8f7303a31cafc63f8fc48fdc16e1c8c8d234b2f0d6685282a907603167c088c55f8c69847afcc980bf797f3b0100");
        using var key = new RistrettoPrivate(Scalar.FromUInt64(7));
        byte[] sealedBox = new byte[cryptogram.Length];
        VersionedCryptoBox.Seal(key.PublicKey(), plaintext, sealedBox, new RecordedBytes([9, .. new byte[63]]).Fill);
        Assert.Equal(cryptogram, sealedBox);
    }

    private static void Encrypt(VectorCase c)
    {
        using var key = RistrettoPrivate.Parse(c.Hex("private"));
        RistrettoPublic publicKey = key.PublicKey();
        byte[] plaintext = c.Hex("plaintext"), expected = c.Hex("ciphertext");
        Assert.Equal(c.Hex("public"), publicKey.ToBytes());

        var random = new RecordedBytes(c.Hex("rng_bytes"));
        byte[] cryptogram = new byte[plaintext.Length + VersionedCryptoBox.Overhead];
        VersionedCryptoBox.Seal(publicKey, plaintext, cryptogram, random.Fill);
        random.AssertUsedUp();
        Assert.Equal(expected, cryptogram);

        using var ephemeral = RistrettoPrivate.Random(new RecordedBytes(c.Hex("rng_bytes")).Fill);
        Assert.Equal(c.Hex("ephemeral_private"), ephemeral.Scalar.ToBytes());
        Assert.Equal(c.Hex("ephemeral_public"), ephemeral.PublicKey().ToBytes());
        byte[] shared = new byte[32], keyMaterial = new byte[44];
        key.Agree(ephemeral.PublicKey(), shared);
        Assert.Equal(c.Hex("dh_shared"), shared);
        VersionedCryptoBox.KeyDerivation.DeriveKeys(shared, keyMaterial);
        Assert.Equal([.. c.Hex("aes_key"), .. c.Hex("aes_nonce")], keyMaterial);

        byte[] opened = new byte[plaintext.Length];
        Assert.Equal(CryptoBoxErrorKind.None, VersionedCryptoBox.Open(key, expected, opened, out Choice genuine).Kind);
        Assert.True(genuine.Reveal());
        Assert.Equal(plaintext, opened);
    }

    private static void Decrypt(VectorCase c)
    {
        using var key = RistrettoPrivate.Parse(c.Hex("private"));
        byte[] cryptogram = c.Hex("ciphertext");
        byte[] before = Samples.Bytes(c.Index, Math.Max(0, cryptogram.Length - VersionedCryptoBox.Overhead)), output = [.. before];
        CryptoBoxError error = VersionedCryptoBox.Open(key, cryptogram, output, out Choice genuine);
        string result = error.Kind switch
        {
            CryptoBoxErrorKind.None => genuine.Reveal() ? "ok" : "mac_fail",
            CryptoBoxErrorKind.TooShort => $"TooShort({error.Detail}, {VersionedCryptoBox.Overhead})",
            CryptoBoxErrorKind.UnknownAlgorithm => $"UnknownAlgorithm({error.Detail})",
            CryptoBoxErrorKind.InvalidPublicKey => "Key(InvalidPublicKey)",
            _ => error.Kind.ToString(),
        };
        Assert.Equal(c.Text("result"), result);
        if (error.Kind != CryptoBoxErrorKind.None)
        {
            Assert.False(genuine.Reveal());
            Assert.Equal(before, output);
        }
        if (c.Has("mac_ok") && !c.IsNull("mac_ok")) Assert.Equal(c.Flag("mac_ok"), genuine.Reveal());
        if (c.Has("output_when_mac_fails") && !c.IsNull("output_when_mac_fails")) Assert.Equal(c.Hex("output_when_mac_fails"), output);
        if (c.Has("plaintext") && genuine.Reveal()) Assert.Equal(c.Hex("plaintext"), output);
    }
}
