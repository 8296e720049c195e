using MobileCoin.Curve25519;
using MobileCoin.Testing;

namespace MobileCoin.Crypto.Test;

public sealed class NoiseVectors
{
    [Theory]
    [Vectors("noise")]
    public void Handshake_GivesCase(VectorCase c)
    {
        Assert.Equal("", c.Op);
        NoisePattern pattern = Enum.Parse<NoisePattern>(c.Text("pattern"));
        Assert.Equal(c.Text("protocol_name"), System.Text.Encoding.ASCII.GetString(NoisePatterns.ProtocolName(pattern)));
        byte[] responderPublic = new byte[32];
        X25519.PublicKey(c.Hex("responder_static_private"), responderPublic);
        Assert.Equal(c.Hex("responder_static_public"), responderPublic);

        byte[] message1 = Message1_Reads(c, pattern);
        WrongPrologue_ShowsInMessage2(c, pattern, message1);

        NoiseSession[] sessions = Run(c, pattern, h => h.TakeSession());
        ExplicitNonceSession[] explicitSessions = Run(c, pattern, h => h.TakeExplicitNonceSession());
        Assert.Equal(c.Hex("channel_binding"), sessions[0].ChannelBinding);
        Assert.Equal(c.Hex("channel_binding"), sessions[1].ChannelBinding);
        Assert.Equal(c.Hex("channel_binding"), explicitSessions[0].ChannelBinding);
        Assert.Equal(c.Hex("channel_binding"), explicitSessions[1].ChannelBinding);
        Assert.Equal(HexOrEmpty(c, "remote_identity_seen_by_initiator"), sessions[0].RemoteStaticKey);
        Assert.Equal(HexOrEmpty(c, "remote_identity_seen_by_responder"), sessions[1].RemoteStaticKey);
        Assert.Equal(HexOrEmpty(c, "remote_identity_seen_by_initiator"), explicitSessions[0].RemoteStaticKey);
        Assert.Equal(HexOrEmpty(c, "remote_identity_seen_by_responder"), explicitSessions[1].RemoteStaticKey);
        foreach (VectorCase item in c.Items("transport"))
        {
            int from = item.Text("from") switch
            {
                "initiator" => 0,
                "responder" => 1,
                string other => throw new InvalidDataException($"{item}: from '{other}'"),
            };
            Explicit_GivesItem(explicitSessions[from], explicitSessions[1 - from], item);
            Implicit_GivesItem(sessions[from], sessions[1 - from], item);
        }
    }

    private static byte[] Message1_Reads(VectorCase c, NoisePattern pattern)
    {
        using NoiseHandshake initiator = Initiator(c, pattern, c.Hex("prologue"));
        byte[] message1 = initiator.WriteMessage(c.Hex("payload1"));
        Assert.Equal(c.Hex("message1"), message1);

        using NoiseHandshake responder = Responder(c, pattern, c.Hex("prologue"));
        int fixedPart = responder.Overhead;
        var e = Assert.Throws<NoiseException>(() => responder.ReadMessage(message1.AsSpan(0, fixedPart - 1)));
        Assert.Equal(c.Text("truncated_message1_error"), e.Error.ToString());
        return message1;
    }

    private static void WrongPrologue_ShowsInMessage2(VectorCase c, NoisePattern pattern, byte[] message1)
    {
        using NoiseHandshake initiator = Initiator(c, pattern, c.Hex("prologue"));
        initiator.WriteMessage(c.Hex("payload1"));
        using NoiseHandshake responder = Responder(c, pattern, [.. c.Hex("prologue"), 0x78]);
        if (!c.IsNull("read_with_wrong_prologue_error"))
        {
            var refused = Assert.Throws<NoiseException>(() => responder.ReadMessage(message1));
            Assert.Equal(c.Text("read_with_wrong_prologue_error"), refused.Error.ToString());
            return;
        }
        Assert.Equal(c.Hex("payload1"), responder.ReadMessage(message1));
        byte[] message2 = responder.WriteMessage(c.Hex("payload2"));
        var e = Assert.Throws<NoiseException>(() => initiator.ReadMessage(message2));
        Assert.Equal(NoiseError.DecryptionFailed, e.Error);
    }

    /// <summary>The whole handshake, every byte compared; the sessions of initiator and responder.</summary>
    private static T[] Run<T>(VectorCase c, NoisePattern pattern, Func<NoiseHandshake, T> take)
    {
        using NoiseHandshake initiator = Initiator(c, pattern, c.Hex("prologue"));
        using NoiseHandshake responder = Responder(c, pattern, c.Hex("prologue"));
        Assert.Equal(c.Hex("message1"), initiator.WriteMessage(c.Hex("payload1")));
        Assert.Equal(c.Hex("payload1"), responder.ReadMessage(c.Hex("message1")));
        Assert.Equal(c.Hex("message2"), responder.WriteMessage(c.Hex("payload2")));
        Assert.Equal(c.Hex("payload2"), initiator.ReadMessage(c.Hex("message2")));
        return [take(initiator), take(responder)];
    }

    private static void Explicit_GivesItem(ExplicitNonceSession from, ExplicitNonceSession to, VectorCase item)
    {
        byte[] plaintext = item.Hex("plaintext"), message = new byte[plaintext.Length + ExplicitNonceSession.Overhead];
        from.Send.SkipTo(item.UInt64("nonce"));
        Assert.Equal(item.UInt64("nonce"), from.Encrypt(item.Hex("aad"), plaintext, message));
        Assert.Equal(item.Hex("ciphertext"), message);
        byte[] decrypted = new byte[plaintext.Length];
        Assert.True(to.TryDecrypt(item.UInt64("nonce"), item.Hex("aad"), message, decrypted, out NoiseError error), error.ToString());
        Assert.Equal(plaintext, decrypted);
    }

    private static void Implicit_GivesItem(NoiseSession from, NoiseSession to, VectorCase item)
    {
        byte[] plaintext = item.Hex("plaintext"), message = new byte[plaintext.Length + NoiseSession.Overhead];
        // Items with a nonce set explicitly lie beyond the counter; both sides are moved there, as upstream's generator did.
        from.Send.SkipTo(item.UInt64("nonce"));
        to.Receive.SkipTo(item.UInt64("nonce"));
        from.Encrypt(item.Hex("aad"), plaintext, message);
        Assert.Equal(item.Hex("ciphertext"), message);
        byte[] decrypted = new byte[plaintext.Length];
        Assert.True(to.TryDecrypt(item.Hex("aad"), message, decrypted, out NoiseError error), error.ToString());
        Assert.Equal(plaintext, decrypted);
        Assert.False(to.TryDecrypt(item.Hex("aad"), message, decrypted, out error));
        Assert.Equal(NoiseError.DecryptionFailed, error);
    }

    private static NoiseHandshake Initiator(VectorCase c, NoisePattern pattern, byte[] prologue) => NoiseHandshake.Initiator(
        pattern, prologue, Static(c, "initiator_static_private"), c.Hex("initiator_ephemeral_private").CopyTo);

    private static NoiseHandshake Responder(VectorCase c, NoisePattern pattern, byte[] prologue) => NoiseHandshake.Responder(
        pattern, prologue, X25519Private.Parse(c.Hex("responder_static_private")), c.Hex("responder_ephemeral_private").CopyTo);

    private static byte[] HexOrEmpty(VectorCase c, string field) => c.IsNull(field) ? [] : c.Hex(field);

    private static X25519Private? Static(VectorCase c, string field) => c.IsNull(field) ? null : X25519Private.Parse(c.Hex(field));
}
