using System.Security.Cryptography;
using FsCheck;
using FsCheck.Fluent;

namespace MobileCoin.Crypto.Test;

public sealed class MessageCipherTests
{
    private static readonly UInt128 AllOnes = (UInt128.One << 96) - 1;

    [Fact]
    public void Messages_RoundTrip_InAnyOrder()
    {
        Check.QuickThrowOnFailure(Prop.ForAll((byte[][] plaintexts) =>
        {
            using var cipher = new MessageCipher(Counting());
            byte[][] messages = [.. plaintexts.Select(p => Encrypt(cipher, p))];
            return plaintexts.Zip(messages).Reverse().All(x =>
            {
                byte[] decrypted = new byte[x.First.Length];
                return cipher.Decrypt(x.Second, decrypted) == MessageCipherResult.Success && decrypted.SequenceEqual(x.First);
            });
        }));
    }

    [Fact]
    public void Buffers_ThatOverlapOtherThanInPlace_AreRefusedByName()
    {
        using var cipher = new MessageCipher(Counting());
        byte[] buffer = new byte[80];
        Assert.Throws<ArgumentException>("message", () => cipher.Encrypt(buffer.AsSpan(8, 20), buffer.AsSpan(0, 56)));
        Assert.Throws<ArgumentException>("message", () => cipher.Encrypt(buffer.AsSpan(50, 20), buffer.AsSpan(0, 56)));
        Assert.Throws<ArgumentException>("plaintext", () => cipher.Decrypt(buffer.AsSpan(0, 56), buffer.AsSpan(50, 20)));
        cipher.Encrypt(buffer.AsSpan(0, 20), buffer.AsSpan(0, 56));
        Assert.Equal(MessageCipherResult.Success, cipher.Decrypt(buffer.AsSpan(0, 56), buffer.AsSpan(0, 20)));
        Assert.Equal(new byte[20], buffer[..20]);
    }

    [Fact]
    public void Encrypt_NonceUsedUp_GoesOnWithNewKey_OldMessagesStillRead()
    {
        using var cipher = new MessageCipher(Counting());
        byte[] first = Encrypt(cipher, [1, 2, 3]);
        cipher.NextNonce = AllOnes - 1;
        byte[] last = Encrypt(cipher, [1, 2, 3]);
        byte[] next = Encrypt(cipher, [1, 2, 3]);

        Assert.Equal("0000000000000000" + "feffffffffffffffffffffff", Convert.ToHexStringLower(last.AsSpan(19)));
        Assert.Equal("0100000000000000" + "000000000000000000000000", Convert.ToHexStringLower(next.AsSpan(19)));
        byte[] plaintext = new byte[3];
        foreach (byte[] message in new[] { first, last, next })
        {
            Assert.Equal(MessageCipherResult.Success, cipher.Decrypt(message, plaintext));
            Assert.Equal([1, 2, 3], plaintext);
        }
    }

    [Fact]
    public void Encrypt_NewKeyRepeatsOld_DrawsAgain()
    {
        var draws = new Queue<byte>([7, 7, 7, 9]);
        using var cipher = new MessageCipher(b => b.Fill(draws.Dequeue()));
        cipher.NextNonce = AllOnes;
        byte[] message = Encrypt(cipher, [5]);
        Assert.Empty(draws);

        byte[] expected = new byte[17];
        using var platform = new AesGcm(Enumerable.Repeat((byte)9, 32).ToArray(), 16);
        platform.Encrypt(new byte[12], [5], expected.AsSpan(0, 1), expected.AsSpan(1));
        Assert.Equal(expected, message[..17]);
    }

    [Fact]
    public void Encrypt_RandomSourceStuck_RefusesAndKeepsReading()
    {
        using var cipher = new MessageCipher(b => b.Fill(7));
        byte[] message = Encrypt(cipher, [5]);
        cipher.NextNonce = AllOnes;
        Assert.Throws<CryptographicException>(() => Encrypt(cipher, [5]));
        Assert.Throws<CryptographicException>(() => Encrypt(cipher, [5]));
        Assert.Equal(MessageCipherResult.Success, cipher.Decrypt(message, new byte[1]));
    }

    [Fact]
    public void Decrypt_EveryShortLength_SaysWhy()
    {
        using var cipher = new MessageCipher(Counting());
        for (int length = 0; length < 36; length++)
        {
            byte[] message = new byte[length];
            Assert.Equal(length < 20 ? MessageCipherResult.TooShort : MessageCipherResult.MacFailure, cipher.Decrypt(message, []));
            if (length < 20) continue;
            message[length - 20] = 1;
            Assert.Equal(MessageCipherResult.UnknownKey, cipher.Decrypt(message, []));
        }
    }

    [Fact]
    public void Decrypt_AnyBitFlippedCutOrAdded_FailsAndZeroesPlaintext()
    {
        using var cipher = new MessageCipher(Counting());
        byte[] message = Encrypt(cipher, [1, 2, 3, 4, 5]);
        for (int bit = 0; bit < 8 * message.Length; bit++)
        {
            byte[] damaged = [.. message];
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            bool numberHit = bit / 8 is >= 21 and < 29;
            Assert.Equal(numberHit ? MessageCipherResult.UnknownKey : MessageCipherResult.MacFailure, DecryptZeroing(cipher, damaged));
        }
        for (int length = 36; length < message.Length; length++)
        {
            Assert.NotEqual(MessageCipherResult.Success, DecryptZeroing(cipher, message[..length]));
            Assert.NotEqual(MessageCipherResult.Success, DecryptZeroing(cipher, message[^length..]));
        }
        Assert.NotEqual(MessageCipherResult.Success, DecryptZeroing(cipher, [.. message, 0]));
        Assert.NotEqual(MessageCipherResult.Success, DecryptZeroing(cipher, [0, .. message]));
    }

    [Fact]
    public void Decrypt_OfAnotherInstance_Fails()
    {
        using var one = new MessageCipher(b => b.Fill(1));
        using var other = new MessageCipher(b => b.Fill(2));
        Assert.Equal(MessageCipherResult.MacFailure, DecryptZeroing(other, Encrypt(one, [1, 2, 3])));
    }

    [Fact]
    public void WrongBuffers_AreNamed()
    {
        using var cipher = new MessageCipher(Counting());
        Assert.Throws<ArgumentException>("message", () => cipher.Encrypt([1], new byte[36]));
        Assert.Throws<ArgumentException>("plaintext", () => cipher.Decrypt(new byte[40], new byte[5]));
        Assert.Throws<ArgumentNullException>("random", () => new MessageCipher(null!));
    }

    [Fact]
    public void AfterDispose_Refuses()
    {
        var cipher = new MessageCipher(Counting());
        cipher.Dispose();
        Assert.Throws<ObjectDisposedException>(() => Encrypt(cipher, []));
        Assert.Throws<ObjectDisposedException>(() => cipher.Decrypt(new byte[36], []));
    }

    private static RandomFill Counting()
    {
        byte next = 0;
        return b => b.Fill(next++);
    }

    private static byte[] Encrypt(MessageCipher cipher, byte[] plaintext)
    {
        byte[] message = new byte[plaintext.Length + MessageCipher.Overhead];
        cipher.Encrypt(plaintext, message);
        return message;
    }

    private static MessageCipherResult DecryptZeroing(MessageCipher cipher, byte[] message)
    {
        byte[] plaintext = new byte[message.Length - MessageCipher.Overhead];
        plaintext.AsSpan().Fill(0xee);
        MessageCipherResult result = cipher.Decrypt(message, plaintext);
        Assert.Equal(new byte[plaintext.Length], plaintext);
        return result;
    }
}
