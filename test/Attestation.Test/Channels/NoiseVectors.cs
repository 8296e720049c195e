// Family noise through the channel code: the responder's halves of the handshake, the sessions in their tables, the transport.
// The vectors' payloads are no evidence, so the initiator is the handshake itself; judged handshakes are AttestedKeyExchangeTests'.
using MobileCoin.Crypto;
using MobileCoin.Testing;

namespace MobileCoin.Attestation.Test;

public sealed class NoiseVectors
{
    [Theory]
    [Vectors("noise")]
    public void Case_PassesThroughTheChannelCode(VectorCase c)
    {
        Assert.Equal("", c.Op);
        NoisePattern pattern = Enum.Parse<NoisePattern>(c.Text("pattern"));
        using NoiseHandshake initiator = Initiator(c, pattern), explicitInitiator = Initiator(c, pattern);
        using NoiseHandshake responder = Respond(c, pattern, initiator), explicitResponder = Respond(c, pattern, explicitInitiator);

        using SessionTable<ChannelId, NoiseSession> mine = new(2), theirs = new(2);
        using SessionTable<ChannelId, ExplicitNonceSession> frontends = new(2);
        ChannelId id = Keep(mine, initiator.TakeSession()), other = Keep(theirs, responder.TakeSession());
        Assert.Equal(c.Hex("channel_binding"), id.Bytes);
        Assert.Equal(id, other);
        ExplicitNonceSession frontend = explicitResponder.TakeExplicitNonceSession();
        Assert.Equal(id, AttestedKeyExchange.Keep(frontends, frontend, frontend.ChannelBinding));

        ulong[] counters = new ulong[2];
        foreach (VectorCase item in c.Items("transport"))
        {
            byte[] aad = item.Hex("aad"), plaintext = item.Hex("plaintext"), ciphertext = item.Hex("ciphertext");
            bool fromInitiator = item.Text("from") == "initiator";
            Assert.True(fromInitiator || item.Text("from") == "responder");
            ref ulong counter = ref counters[fromInitiator ? 0 : 1];
            if (item.UInt64("nonce") == counter)
            {
                counter++;
                using SessionTable<ChannelId, NoiseSession>.Lease from = (fromInitiator ? mine : theirs).Use(ChannelId.Parse(id.Bytes));
                using SessionTable<ChannelId, NoiseSession>.Lease to = (fromInitiator ? theirs : mine).Use(ChannelId.Parse(id.Bytes));
                Assert.Equal(ciphertext, AttestedKeyExchange.Encrypt(from.Session, aad, plaintext));
                Assert.Equal(plaintext, AttestedKeyExchange.Decrypt(to.Session, aad, ciphertext));
            }
            if (!fromInitiator) continue;
            // A store reads any nonce, once.
            using SessionTable<ChannelId, ExplicitNonceSession>.Lease lease = frontends.Use(id);
            ExplicitNonceSession? session = lease.Session;
            Assert.Equal(plaintext, AttestedKeyExchange.Decrypt(session, item.UInt64("nonce"), aad, ciphertext));
            var replayed = Assert.Throws<AttestException>(() => AttestedKeyExchange.Decrypt(session, item.UInt64("nonce"), aad, ciphertext));
            Assert.Equal(AttestError.Replay, replayed.Error);
        }
    }

    private static NoiseHandshake Respond(VectorCase c, NoisePattern pattern, NoiseHandshake initiator)
    {
        byte[] prologue = c.Hex("prologue");
        Assert.Equal(c.Hex("message1"), initiator.WriteMessage(c.Hex("payload1")));
        using X25519Private key = X25519Private.Parse(c.Hex("responder_static_private"));
        int fixedPart = pattern == NoisePattern.NX ? 32 : 64;
        var e = Assert.Throws<AttestException>(() => AttestedResponder.Read(
            pattern, prologue, key, c.Hex("message1").AsSpan(0, fixedPart - 1), c.Hex("responder_ephemeral_private").CopyTo, out _));
        Assert.Equal(AttestError.Handshake, e.Error);
        Assert.Equal(c.Text("truncated_message1_error"), Assert.IsType<NoiseException>(e.InnerException).Error.ToString());
        NoiseHandshake responder = AttestedResponder.Read(
            pattern, prologue, key, c.Hex("message1"), c.Hex("responder_ephemeral_private").CopyTo, out byte[] payload);
        Assert.Equal(c.Hex("payload1"), payload);
        Assert.Equal(HexOrEmpty(c, "remote_identity_seen_by_responder"), responder.RemoteStaticKey);
        AttestedResponder.Answer(responder, c.Hex("payload2"), out byte[] answer);
        Assert.Equal(c.Hex("message2"), answer);
        Assert.Equal(c.Hex("payload2"), initiator.ReadMessage(answer));
        Assert.Equal(HexOrEmpty(c, "remote_identity_seen_by_initiator"), initiator.RemoteStaticKey);
        return responder;
    }

    private static NoiseHandshake Initiator(VectorCase c, NoisePattern pattern)
    {
        using X25519Private? key = c.IsNull("initiator_static_private") ? null : X25519Private.Parse(c.Hex("initiator_static_private"));
        return NoiseHandshake.Initiator(pattern, c.Hex("prologue"), key, c.Hex("initiator_ephemeral_private").CopyTo);
    }

    private static byte[] HexOrEmpty(VectorCase c, string field) => c.IsNull(field) ? [] : c.Hex(field);

    private static ChannelId Keep(SessionTable<ChannelId, NoiseSession> table, NoiseSession session) =>
        AttestedKeyExchange.Keep(table, session, session.ChannelBinding);
}
