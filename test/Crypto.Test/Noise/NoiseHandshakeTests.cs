using System.Runtime.InteropServices;
using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace MobileCoin.Crypto.Test;

public sealed class NoiseHandshakeTests
{
    [Theory]
    [InlineData(NoisePattern.NX, 32, 96)]
    [InlineData(NoisePattern.IX, 64, 96)]
    public void Overhead_IsThePatterns(NoisePattern pattern, int first, int second)
    {
        var pair = new NoisePair(pattern);
        Assert.Equal(first, pair.Initiator.Overhead);
        Assert.Equal(first, pair.Responder.Overhead);
        byte[] message1 = pair.Initiator.WriteMessage(new byte[10]);
        Assert.Equal(first + 10, message1.Length);
        pair.Responder.ReadMessage(message1);
        Assert.Equal(second, pair.Initiator.Overhead);
        Assert.Equal(second, pair.Responder.Overhead);
        Assert.Equal(second + 10, pair.Responder.WriteMessage(new byte[10]).Length);
        Assert.Throws<InvalidOperationException>(() => pair.Responder.Overhead);
    }

    [Theory]
    [InlineData(NoisePattern.NX)]
    [InlineData(NoisePattern.IX)]
    public void Payloads_AnyBytes_Arrive(NoisePattern pattern) => Check.QuickThrowOnFailure(Prop.ForAll((byte[] one, byte[] two) =>
    {
        var pair = new NoisePair(pattern);
        bool first = pair.Responder.ReadMessage(pair.Initiator.WriteMessage(one)).SequenceEqual(one);
        return first && pair.Initiator.ReadMessage(pair.Responder.WriteMessage(two)).SequenceEqual(two);
    }));

    [Theory]
    [InlineData(NoisePattern.NX)]
    [InlineData(NoisePattern.IX)]
    public void ReadMessage_Truncated_SaysLengths_AndEnds(NoisePattern pattern)
    {
        byte[] message1 = new NoisePair(pattern).Initiator.WriteMessage([]);
        for (int length = 0; length < message1.Length; length++)
        {
            NoiseHandshake responder = new NoisePair(pattern).Responder;
            var e = Assert.Throws<NoiseException>(() => responder.ReadMessage(message1.AsSpan(0, length)));
            Assert.Equal((NoiseError.MessageTooShort, length, message1.Length), (e.Error, e.ActualLength, e.RequiredLength));
            AssertEnded(responder);
        }

        byte[] message2 = Message2(pattern);
        for (int length = 0; length < message2.Length; length++)
        {
            NoiseHandshake initiator = Started(pattern);
            var e = Assert.Throws<NoiseException>(() => initiator.ReadMessage(message2.AsSpan(0, length)));
            Assert.Equal(length < 96 ? NoiseError.MessageTooShort : NoiseError.DecryptionFailed, e.Error);
            AssertEnded(initiator);
        }
    }

    [Theory]
    [InlineData(NoisePattern.NX)]
    [InlineData(NoisePattern.IX)]
    public void ReadMessage2_AnyByteChangedOrAdded_DoesNotDecrypt_AndEnds(NoisePattern pattern)
    {
        byte[] message2 = Message2(pattern);
        for (int i = 0; i < message2.Length; i++)
        {
            NoiseHandshake initiator = Started(pattern);
            byte[] damaged = [.. message2];
            damaged[i] ^= 1;
            Assert.Equal(NoiseError.DecryptionFailed, Assert.Throws<NoiseException>(() => initiator.ReadMessage(damaged)).Error);
            AssertEnded(initiator);
        }
        NoiseHandshake last = Started(pattern);
        Assert.Equal(NoiseError.DecryptionFailed, Assert.Throws<NoiseException>(() => last.ReadMessage([.. message2, 0])).Error);
    }

    [Theory]
    [InlineData(NoisePattern.NX)]
    [InlineData(NoisePattern.IX)]
    public void ReadMessage1_AnyByteChangedOrAdded_ShowsAtTheInitiator(NoisePattern pattern)
    {
        byte[] message1 = new NoisePair(pattern).Initiator.WriteMessage([9, 9, 9]);
        for (int i = 0; i <= message1.Length; i++)
        {
            var pair = new NoisePair(pattern);
            pair.Initiator.WriteMessage([9, 9, 9]);
            byte[] damaged = [.. message1, .. i == message1.Length ? new byte[1] : []];
            damaged[i] ^= 1;
            pair.Responder.ReadMessage(damaged);
            byte[] message2 = pair.Responder.WriteMessage([]);
            Assert.Equal(NoiseError.DecryptionFailed, Assert.Throws<NoiseException>(() => pair.Initiator.ReadMessage(message2)).Error);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("node1.example.com:444")]
    [InlineData("node1.example.com:4433")]
    public void OtherPrologue_ShowsAtTheInitiator(string prologue)
    {
        var pair = new NoisePair(NoisePattern.NX, prologue);
        pair.Responder.ReadMessage(pair.Initiator.WriteMessage([]));
        byte[] message2 = pair.Responder.WriteMessage([]);
        var e = Assert.Throws<NoiseException>(() => pair.Initiator.ReadMessage(message2));
        Assert.Equal(NoiseError.DecryptionFailed, e.Error);
        Assert.Contains("prologue", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OtherPattern_ShowsAtTheInitiator()
    {
        NoiseHandshake initiator = new NoisePair(NoisePattern.IX).Initiator;
        NoiseHandshake responder = new NoisePair(NoisePattern.NX).Responder;
        responder.ReadMessage(initiator.WriteMessage([]));
        byte[] message2 = responder.WriteMessage([]);
        Assert.Equal(NoiseError.DecryptionFailed, Assert.Throws<NoiseException>(() => initiator.ReadMessage(message2)).Error);
    }

    [Fact]
    public void OutOfTurn_RefusedAndHarmless()
    {
        var pair = new NoisePair(NoisePattern.NX);
        Assert.Throws<InvalidOperationException>(() => pair.Responder.WriteMessage([]));
        Assert.Throws<InvalidOperationException>(() => pair.Initiator.ReadMessage(new byte[96]));
        Assert.Throws<InvalidOperationException>(() => pair.Initiator.TakeSession());
        byte[] message1 = pair.Initiator.WriteMessage([]);
        Assert.Throws<InvalidOperationException>(() => pair.Initiator.WriteMessage([]));
        pair.Responder.ReadMessage(message1);
        Assert.Throws<InvalidOperationException>(() => pair.Responder.ReadMessage(message1));
        Assert.Throws<InvalidOperationException>(() => pair.Responder.TakeExplicitNonceSession());
        Assert.False(pair.Initiator.IsComplete);
        byte[] message2 = pair.Responder.WriteMessage([]);
        pair.Initiator.ReadMessage(message2);
        Assert.True(pair.Initiator.IsComplete && pair.Responder.IsComplete);
        Assert.Throws<InvalidOperationException>(() => pair.Responder.WriteMessage([]));
        Assert.Throws<InvalidOperationException>(() => pair.Initiator.ReadMessage(message2));

        using NoiseSession session = pair.Initiator.TakeSession();
        Assert.Throws<InvalidOperationException>(() => pair.Initiator.TakeSession());
        Assert.Throws<InvalidOperationException>(() => pair.Initiator.TakeExplicitNonceSession());
    }

    [Fact]
    public void AfterDispose_Refuses_ButTheSessionLives()
    {
        NoisePair pair = NoisePair.Completed(NoisePattern.IX);
        using NoiseSession session = pair.Initiator.TakeSession();
        pair.Initiator.Dispose();
        pair.Initiator.Dispose();
        session.Encrypt([], [], new byte[16]);
        pair.Responder.Dispose();
        Assert.Throws<ObjectDisposedException>(() => pair.Responder.TakeSession());
        NoiseHandshake fresh = new NoisePair(NoisePattern.NX).Initiator;
        fresh.Dispose();
        Assert.Throws<ObjectDisposedException>(() => fresh.WriteMessage([]));
    }

    [Fact]
    public void RandomSourceFails_HandshakeEnds()
    {
        var handshake = NoiseHandshake.Initiator(NoisePattern.NX, [], null, _ => throw new InvalidDataException("no entropy"));
        Assert.Throws<InvalidDataException>(() => handshake.WriteMessage([]));
        AssertEnded(handshake);
    }

    [Fact]
    public void WriteMessage_OfAPayloadTooLong_NamesIt_AndGoesOn()
    {
        var pair = new NoisePair(NoisePattern.NX);
        foreach (int length in (int[])[Array.MaxLength - 31, int.MaxValue])
        {
            Assert.Throws<ArgumentException>("payload", () =>
            {
                // Nothing behind the span's first byte is read.
                byte first = 0;
                pair.Initiator.WriteMessage(MemoryMarshal.CreateReadOnlySpan(ref first, length));
            });
        }
        Assert.Equal([7], pair.Responder.ReadMessage(pair.Initiator.WriteMessage([7])));
    }

    [Fact]
    public void WrongArguments_AreNamed()
    {
        RandomFill zero = b => b.Clear();
        using var key = X25519Private.Random(zero);
        Assert.Throws<ArgumentException>("staticKey", () => NoiseHandshake.Initiator(NoisePattern.NX, [], key, zero));
        Assert.Throws<ArgumentNullException>("staticKey", () => NoiseHandshake.Initiator(NoisePattern.IX, [], null, zero));
        Assert.Throws<ArgumentNullException>("staticKey", () => NoiseHandshake.Responder(NoisePattern.NX, [], null!, zero));
        Assert.Throws<ArgumentNullException>("staticKey", () => NoiseHandshake.Responder(NoisePattern.IX, [], null!, zero));
        Assert.Throws<ArgumentNullException>("random", () => NoiseHandshake.Initiator(NoisePattern.NX, [], null, null!));
        Assert.Throws<ArgumentOutOfRangeException>("pattern", () => NoiseHandshake.Initiator((NoisePattern)7, [], null, zero));
    }

    [Fact]
    public void StaticKey_IsCopied_AndMustBeAlive()
    {
        var key = X25519Private.Parse([.. Enumerable.Repeat((byte)0x33, 32)]);
        NoiseHandshake initiator = new NoisePair(NoisePattern.NX).Initiator;
        NoiseHandshake responder = NoiseHandshake.Responder(NoisePattern.NX, Encoding.UTF8.GetBytes(NoisePair.Prologue), key, b => b.Fill(0x22));
        byte[] expected = key.PublicKey().ToBytes();
        key.Dispose();
        responder.ReadMessage(initiator.WriteMessage([]));
        initiator.ReadMessage(responder.WriteMessage([]));
        using NoiseSession session = initiator.TakeSession();
        Assert.Equal(expected, session.RemoteStaticKey);
        Assert.Throws<ObjectDisposedException>(() => NoiseHandshake.Responder(NoisePattern.NX, [], key, b => b.Clear()));
    }

    private static NoiseHandshake Started(NoisePattern pattern)
    {
        NoiseHandshake initiator = new NoisePair(pattern).Initiator;
        initiator.WriteMessage([]);
        return initiator;
    }

    private static byte[] Message2(NoisePattern pattern)
    {
        var pair = new NoisePair(pattern);
        pair.Responder.ReadMessage(pair.Initiator.WriteMessage([]));
        return pair.Responder.WriteMessage([1, 2, 3]);
    }

    private static void AssertEnded(NoiseHandshake handshake)
    {
        Assert.False(handshake.IsComplete);
        Assert.Throws<InvalidOperationException>(() => handshake.ReadMessage(new byte[96]));
        Assert.Throws<InvalidOperationException>(() => handshake.WriteMessage([]));
        Assert.Throws<InvalidOperationException>(() => handshake.TakeSession());
        Assert.Throws<InvalidOperationException>(() => handshake.Overhead);
    }
}
