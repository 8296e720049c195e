namespace MobileCoin.Crypto.Test;

public sealed class NoiseSessionTests
{
    [Fact]
    public void Messages_BothWays_InOrder()
    {
        (NoiseSession initiator, NoiseSession responder) = NoisePair.Sessions();
        for (byte i = 0; i < 20; i++)
        {
            Assert.Equal([i], Decrypt(responder, Encrypt(initiator, [i])));
            Assert.Equal([i, i], Decrypt(initiator, Encrypt(responder, [i, i])));
        }
    }

    [Fact]
    public void TryDecrypt_ReorderedOrReplayed_Fails_AndTheRightOneStillReads()
    {
        (NoiseSession initiator, NoiseSession responder) = NoisePair.Sessions(NoisePattern.IX);
        byte[] first = Encrypt(initiator, [1]), second = Encrypt(initiator, [2]);
        AssertRefused(responder, second, NoiseError.DecryptionFailed);
        Assert.Equal([1], Decrypt(responder, first));
        AssertRefused(responder, first, NoiseError.DecryptionFailed);
        Assert.Equal([2], Decrypt(responder, second));
    }

    [Fact]
    public void TryDecrypt_AnyByteChangedCutOrAdded_Fails_ZeroesAndCounterStays()
    {
        (NoiseSession initiator, NoiseSession responder) = NoisePair.Sessions();
        byte[] message = Encrypt(initiator, [1, 2, 3, 4, 5]);
        for (int i = 0; i < message.Length; i++)
        {
            byte[] damaged = [.. message];
            damaged[i] ^= 0x10;
            AssertRefused(responder, damaged, NoiseError.DecryptionFailed);
            AssertRefused(responder, message[..i], i < 16 ? NoiseError.MessageTooShort : NoiseError.DecryptionFailed);
        }
        AssertRefused(responder, [.. message, 0], NoiseError.DecryptionFailed);
        Assert.False(responder.TryDecrypt([1], message, new byte[5], out _));
        AssertRefused(initiator, message, NoiseError.DecryptionFailed);
        Assert.Equal([1, 2, 3, 4, 5], Decrypt(responder, message));
    }

    [Fact]
    public void Buffers_ThatOverlapOtherThanInPlace_AreRefusedByName()
    {
        (NoiseSession initiator, NoiseSession responder) = NoisePair.Sessions();
        byte[] buffer = new byte[60];
        Assert.Throws<ArgumentException>("message", () => initiator.Encrypt([], buffer.AsSpan(8, 20), buffer.AsSpan(0, 36)));
        Assert.Throws<ArgumentException>("message", () => initiator.Encrypt([], buffer.AsSpan(30, 20), buffer.AsSpan(0, 36)));
        Assert.Throws<ArgumentException>("aad", () => initiator.Encrypt(buffer.AsSpan(19, 5), buffer.AsSpan(0, 20), buffer.AsSpan(0, 36)));
        Assert.Throws<ArgumentException>("plaintext", () => responder.TryDecrypt([], buffer.AsSpan(0, 36), buffer.AsSpan(8, 20), out _));
        initiator.Encrypt(buffer.AsSpan(40, 5), buffer.AsSpan(0, 20), buffer.AsSpan(0, 36));
        Assert.True(responder.TryDecrypt(buffer.AsSpan(40, 5), buffer.AsSpan(0, 36), buffer.AsSpan(0, 20), out _));
        Assert.Equal(new byte[20], buffer[..20]);
    }

    [Fact]
    public void Counter_LastValueRefused_OnBothSides()
    {
        (NoiseSession initiator, NoiseSession responder) = NoisePair.Sessions();
        initiator.Send.SkipTo(ulong.MaxValue - 1);
        responder.Receive.SkipTo(ulong.MaxValue - 1);
        Assert.Equal([7], Decrypt(responder, Encrypt(initiator, [7])));
        byte[] message = new byte[17];
        Assert.Equal(NoiseError.Exhausted, Assert.Throws<NoiseException>(() => initiator.Encrypt([], [7], message)).Error);
        Assert.Equal(new byte[17], message);
        AssertRefused(responder, new byte[17], NoiseError.Exhausted);
        Assert.Equal(ulong.MaxValue, responder.Receive.Counter);
    }

    [Fact]
    public void Bytes_LimitIsPerDirection_AndExact()
    {
        (NoiseSession initiator, NoiseSession responder) = NoisePair.Sessions();
        Assert.Equal((1ul << 56) + 4, initiator.Send.BytesLeft);
        initiator.Send.BytesLeft = responder.Receive.BytesLeft = 4;
        AssertRefused(responder, new byte[16 + 5], NoiseError.Exhausted);
        AssertRefused(responder, new byte[16 + 4], NoiseError.DecryptionFailed);
        Assert.Equal([1, 2, 3, 4], Decrypt(responder, Encrypt(initiator, [1, 2, 3, 4])));
        Assert.Throws<NoiseException>(() => Encrypt(initiator, [5]));
        AssertRefused(responder, new byte[17], NoiseError.Exhausted);
        Assert.Empty(Decrypt(responder, Encrypt(initiator, [])));
        Assert.Equal([9], Decrypt(initiator, Encrypt(responder, [9])));
    }

    [Fact]
    public void WrongBuffers_AreNamed()
    {
        (NoiseSession initiator, NoiseSession responder) = NoisePair.Sessions();
        Assert.Throws<ArgumentException>("message", () => initiator.Encrypt([], [1], new byte[16]));
        Assert.Throws<ArgumentException>("plaintext", () => responder.TryDecrypt([], new byte[20], new byte[5], out _));
        Assert.Equal(0ul, initiator.Send.Counter);
    }

    [Fact]
    public void AfterDispose_Refuses()
    {
        (NoiseSession initiator, NoiseSession responder) = NoisePair.Sessions();
        initiator.Dispose();
        responder.Dispose();
        Assert.Throws<ObjectDisposedException>(() => Encrypt(initiator, [1]));
        Assert.Throws<ObjectDisposedException>(() => responder.TryDecrypt([], new byte[16], [], out _));
    }

    private static byte[] Encrypt(NoiseSession session, byte[] plaintext)
    {
        byte[] message = new byte[plaintext.Length + NoiseSession.Overhead];
        session.Encrypt([], plaintext, message);
        return message;
    }

    private static byte[] Decrypt(NoiseSession session, byte[] message)
    {
        byte[] plaintext = new byte[message.Length - NoiseSession.Overhead];
        Assert.True(session.TryDecrypt([], message, plaintext, out NoiseError error));
        Assert.Equal(NoiseError.None, error);
        return plaintext;
    }

    private static void AssertRefused(NoiseSession session, byte[] message, NoiseError expected)
    {
        byte[] plaintext = new byte[Math.Max(0, message.Length - NoiseSession.Overhead)];
        plaintext.AsSpan().Fill(0xee);
        Assert.False(session.TryDecrypt([], message, plaintext, out NoiseError error));
        Assert.Equal(expected, error);
        Assert.Equal(new byte[plaintext.Length], plaintext);
    }
}
