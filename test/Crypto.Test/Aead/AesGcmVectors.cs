using MobileCoin.Testing;

namespace MobileCoin.Crypto.Test;

public sealed class AesGcmVectors
{
    [Theory]
    [Vectors("primitives")]
    public void Primitives_Aes256Gcm(VectorCase c)
    {
        switch (c.Op)
        {
            case "aes256gcm":
                foreach (string name in GcmKernel.Names.Select(row => row.Data)) Kernel_GivesCase(GcmKernel.Named(name), c);
                Library_GivesCase(c);
                break;
            case "hash" or "hkdf" or "merlin":
                break;
            default:
                Assert.Fail($"{c}: unknown op");
                break;
        }
    }

    private static void Kernel_GivesCase(GcmKernel kernel, VectorCase c)
    {
        byte[] plaintext = c.Hex("plaintext"), message = c.Hex("ciphertext_and_tag");
        Assert.Equal(message, kernel.Seal(c.Hex("key"), c.Hex("nonce"), c.Hex("aad"), plaintext));
        byte[] opened = new byte[plaintext.Length];
        Assert.True(kernel.Open(c.Hex("key"), c.Hex("nonce"), c.Hex("aad"), message, opened).Reveal());
        Assert.Equal(plaintext, opened);
    }

    private static void Library_GivesCase(VectorCase c)
    {
        byte[] plaintext = c.Hex("plaintext"), message = c.Hex("ciphertext_and_tag"), made = new byte[message.Length];
        Aes256Gcm.Seal(
            c.Hex("key"), c.Hex("nonce"), c.Hex("aad"), plaintext, made.AsSpan(0, plaintext.Length), made.AsSpan(plaintext.Length));
        Assert.Equal(message, made);
        using var key = new Aes256GcmKey(c.Hex("key"));
        byte[] opened = new byte[plaintext.Length];
        Assert.True(key.Open(
            c.Hex("nonce"), c.Hex("aad"), message.AsSpan(0, plaintext.Length), message.AsSpan(plaintext.Length), opened).Reveal());
        Assert.Equal(plaintext, opened);
    }

    /// <summary>The derived vector of a crypto box: key, nonce, plaintext and the box's ciphertext and tag.</summary>
    [Fact]
    public void CryptoBox_DerivedVector()
    {
        byte[] okm = Convert.FromHexString(
            "955e3974905c8c9b58a16a47f9d5f9881a9ca44d44035c8ded088acd53d71f2e90d52620753e2504cf284bbe");
        byte[] plaintext = Convert.FromHexString("78901c11834e842df6be98c127953513e116095d4122cc27d807b4511cb81e112a2a");
        byte[] message = Convert.FromHexString(
            "7457acc73f9c53e8124b63947beceb8205824bacf1ffdbc2c59669a2239fdc60b1bb" + "67c088c55f8c69847afcc980bf797f3b");
        foreach (string name in GcmKernel.Names.Select(row => row.Data))
        {
            Assert.Equal(message, GcmKernel.Named(name).Seal(okm[..32], okm[32..], [], plaintext));
        }
    }
}
