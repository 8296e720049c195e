// The side that answers a handshake (fact sheets attestation §1.3, §1.4; crypto §6).
using System.Text;
using MobileCoin.Crypto;
using MobileCoin.Wire;

namespace MobileCoin.Attestation;

/// <summary>Answers first messages. Keeps nothing.</summary>
internal static class AttestedResponder
{
    /// <summary>A client's or a router's message; what payload it has does not matter.</summary>
    internal static NoiseHandshake AcceptClient(
        string responderId, X25519Private identity, ReadOnlySpan<byte> evidence, ReadOnlySpan<byte> message, RandomFill random, out byte[] answer)
    {
        NoiseHandshake handshake = Read(NoisePattern.NX, Encoding.UTF8.GetBytes(responderId), identity, message, random, out _);
        return Answer(handshake, evidence, out answer);
    }

    /// <summary>
    /// A peer's message. Upstream does not compare the peer's Noise key with its evidence, so that anybody could show the evidence of
    /// somebody else; here that is the first check.
    /// </summary>
    internal static NoiseHandshake AcceptPeer(
        string responderId,
        X25519Private identity,
        ReadOnlySpan<byte> evidence,
        ReadOnlySpan<byte> message,
        VerificationPolicy policy,
        RandomFill random,
        out byte[] answer,
        out VerificationResult verification)
    {
        NoiseHandshake handshake = Read(NoisePattern.IX, Encoding.UTF8.GetBytes(responderId), identity, message, random, out byte[] payload);
        bool done = false;
        try
        {
            verification = EvidenceVerifier.Verify(PeerEvidence.Decode(payload), policy, X25519Public.Parse(handshake.RemoteStaticKey));
            if (!verification.IsTrusted) throw new AttestException(verification);
            done = true;
        }
        catch (WireException e)
        {
            throw new AttestException(AttestError.MissingEvidence, "the peer's message holds no evidence: " + e.Message, e);
        }
        finally
        {
            if (!done) handshake.Dispose();
        }
        return Answer(handshake, evidence, out answer);
    }

    internal static NoiseHandshake Read(
        NoisePattern pattern, ReadOnlySpan<byte> prologue, X25519Private identity, ReadOnlySpan<byte> message, RandomFill random, out byte[] payload)
    {
        NoiseHandshake handshake = NoiseHandshake.Responder(pattern, prologue, identity, random);
        try
        {
            payload = handshake.ReadMessage(message);
            return handshake;
        }
        catch (NoiseException e)
        {
            handshake.Dispose();
            throw new AttestException(AttestError.Handshake, e.Message, e);
        }
    }

    internal static NoiseHandshake Answer(NoiseHandshake handshake, ReadOnlySpan<byte> evidence, out byte[] answer)
    {
        answer = handshake.WriteMessage(evidence);
        return handshake;
    }
}
