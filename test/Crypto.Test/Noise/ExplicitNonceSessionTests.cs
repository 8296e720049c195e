namespace MobileCoin.Crypto.Test;

public sealed class ExplicitNonceSessionTests
{
    [Fact]
    public void Messages_AnyOrder_EachOnce()
    {
        (ExplicitNonceSession initiator, ExplicitNonceSession responder) = NoisePair.ExplicitNonceSessions();
        (ulong Nonce, byte[] Message)[] sent = [.. Enumerable.Range(0, 50).Select(i => Encrypt(initiator, [(byte)i]))];
        Assert.Equal(Enumerable.Range(0, 50).Select(i => (ulong)i), sent.Select(m => m.Nonce));
        foreach (int i in Enumerable.Range(0, 50).OrderBy(i => i * 7 % 50))
        {
            Assert.Equal([(byte)i], Decrypt(responder, sent[i].Nonce, sent[i].Message));
            AssertRefused(responder, sent[i].Nonce, sent[i].Message, NoiseError.NonceReplayed);
        }
        foreach ((ulong nonce, byte[] message) in sent) AssertRefused(responder, nonce, message, NoiseError.NonceReplayed);
    }

    [Fact]
    public void TryDecrypt_Forged_LeavesNonceAndWindow()
    {
        (ExplicitNonceSession initiator, ExplicitNonceSession responder) = NoisePair.ExplicitNonceSessions();
        (ulong nonce, byte[] message) = Encrypt(initiator, [1, 2, 3]);
        for (int i = 0; i < message.Length; i++)
        {
            byte[] damaged = [.. message];
            damaged[i] ^= 1;
            AssertRefused(responder, nonce, damaged, NoiseError.DecryptionFailed);
            AssertRefused(responder, nonce, message[..i], i < 16 ? NoiseError.MessageTooShort : NoiseError.DecryptionFailed);
        }
        // A forged jump far ahead must not push the window past what is under way.
        AssertRefused(responder, 1ul << 50, message, NoiseError.DecryptionFailed);
        AssertRefused(responder, nonce + 1, message, NoiseError.DecryptionFailed);
        Assert.Equal([1, 2, 3], Decrypt(responder, nonce, message));
    }

    [Fact]
    public void TryDecrypt_BehindTheWindow_Refused()
    {
        (ExplicitNonceSession initiator, ExplicitNonceSession responder) = NoisePair.ExplicitNonceSessions();
        (ulong nonce, byte[] message) zero = Encrypt(initiator, [0]), one = Encrypt(initiator, [1]);
        initiator.Send.SkipTo(1 + ReplayWindow.Size);
        (ulong nonce, byte[] message) far = Encrypt(initiator, [2]);
        Assert.Equal([2], Decrypt(responder, far.nonce, far.message));
        AssertRefused(responder, zero.nonce, zero.message, NoiseError.NonceReplayed);
        Assert.Equal([1], Decrypt(responder, one.nonce, one.message));
        Assert.True(ReplayWindow.Size >= 1024);
    }

    [Fact]
    public void LastNonce_RefusedByBoth()
    {
        (ExplicitNonceSession initiator, ExplicitNonceSession responder) = NoisePair.ExplicitNonceSessions();
        initiator.Send.SkipTo(ulong.MaxValue - 1);
        (ulong nonce, byte[] message) = Encrypt(initiator, [1]);
        Assert.Equal([1], Decrypt(responder, nonce, message));
        Assert.Equal(NoiseError.Exhausted, Assert.Throws<NoiseException>(() => Encrypt(initiator, [1])).Error);
        AssertRefused(responder, ulong.MaxValue, message, NoiseError.Exhausted);
        Assert.Throws<ArgumentOutOfRangeException>(() => initiator.Send.SkipTo(5));
    }

    [Fact]
    public void TryDecrypt_IntoAnotherLength_NamesIt_AndLeavesIt()
    {
        (ExplicitNonceSession initiator, ExplicitNonceSession responder) = NoisePair.ExplicitNonceSessions();
        (ulong nonce, byte[] message) = Encrypt(initiator, [1, 2, 3]);
        foreach (bool replayed in (bool[])[false, true])
        {
            foreach (int length in (int[])[0, 2, 4, 19])
            {
                byte[] plaintext = [.. Enumerable.Repeat((byte)0xee, length)], before = [.. plaintext];
                Assert.Throws<ArgumentException>("plaintext", () => responder.TryDecrypt(nonce, [], message, plaintext, out _));
                Assert.Equal(before, plaintext);
            }
            if (!replayed) Assert.Equal([1, 2, 3], Decrypt(responder, nonce, message));
        }
    }

    [Fact]
    public void AfterDispose_Refuses()
    {
        (ExplicitNonceSession initiator, ExplicitNonceSession responder) = NoisePair.ExplicitNonceSessions();
        initiator.Dispose();
        responder.Dispose();
        Assert.Throws<ObjectDisposedException>(() => Encrypt(initiator, [1]));
        Assert.Throws<ObjectDisposedException>(() => responder.TryDecrypt(0, [], new byte[16], [], out _));
    }

    private static (ulong Nonce, byte[] Message) Encrypt(ExplicitNonceSession session, byte[] plaintext)
    {
        byte[] message = new byte[plaintext.Length + ExplicitNonceSession.Overhead];
        return (session.Encrypt([], plaintext, message), message);
    }

    private static byte[] Decrypt(ExplicitNonceSession session, ulong nonce, byte[] message)
    {
        byte[] plaintext = new byte[message.Length - ExplicitNonceSession.Overhead];
        Assert.True(session.TryDecrypt(nonce, [], message, plaintext, out NoiseError error));
        Assert.Equal(NoiseError.None, error);
        return plaintext;
    }

    private static void AssertRefused(ExplicitNonceSession session, ulong nonce, byte[] message, NoiseError expected)
    {
        byte[] plaintext = new byte[Math.Max(0, message.Length - ExplicitNonceSession.Overhead)];
        plaintext.AsSpan().Fill(0xee);
        Assert.False(session.TryDecrypt(nonce, [], message, plaintext, out NoiseError error));
        Assert.Equal(expected, error);
        Assert.Equal(new byte[plaintext.Length], plaintext);
    }
}
