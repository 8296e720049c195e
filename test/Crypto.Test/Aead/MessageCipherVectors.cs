using MobileCoin.Testing;

namespace MobileCoin.Crypto.Test;

public sealed class MessageCipherVectors
{
    [Theory]
    [Vectors("message_cipher")]
    public void MessageCipher_GivesCase(VectorCase c)
    {
        Assert.Equal("", c.Op);
        using var cipher = new MessageCipher(c.Hex("key").CopyTo);
        foreach (VectorCase step in c.Items("steps"))
        {
            if (step.Has("ciphertext")) EncryptsAndDecrypts(cipher, step);
            else if (step.Has("unknown_key_ciphertext")) Fails(cipher, step.Hex("unknown_key_ciphertext"), step.Text("error"));
            else if (step.Has("too_short")) Fails(cipher, step.Hex("too_short"), step.Text("error"));
            else Assert.Fail($"{step}: unknown step {step.Json}");
        }
    }

    private static void EncryptsAndDecrypts(MessageCipher cipher, VectorCase step)
    {
        byte[] plaintext = step.Hex("plaintext"), message = new byte[plaintext.Length + MessageCipher.Overhead];
        cipher.Encrypt(plaintext, message);
        Assert.Equal(step.Hex("ciphertext"), message);

        byte[] decrypted = new byte[plaintext.Length];
        Assert.Equal(MessageCipherResult.Success, cipher.Decrypt(message, decrypted));
        Assert.Equal(plaintext, decrypted);

        message[0] ^= 1;
        Fails(cipher, message, step.Text("tampered_first_byte_error"));
    }

    private static void Fails(MessageCipher cipher, byte[] message, string error)
    {
        byte[] plaintext = new byte[Math.Max(0, message.Length - MessageCipher.Overhead)];
        Assert.Equal(error, cipher.Decrypt(message, plaintext).ToString());
    }
}
