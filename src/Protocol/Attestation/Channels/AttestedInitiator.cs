// The side that asks for an attested session: clients and routers (NX), peers (IX) (fact sheets attestation §1.3, §1.4; crypto §6).
using System.Text;
using MobileCoin.Crypto;
using MobileCoin.Wire;

namespace MobileCoin.Attestation;

/// <summary>
/// One handshake: its first message, then the session once the answer has shown an enclave that is trusted and that holds the key it
/// shook hands with. A handshake whose answer fails has ended. One caller at a time.
/// </summary>
public sealed class AttestedInitiator : IDisposable
{
    private readonly NoiseHandshake _handshake;

    private AttestedInitiator(
        NoisePattern pattern, string responderId, X25519Private? identity, ReadOnlySpan<byte> payload, RandomFill random)
    {
        ArgumentException.ThrowIfNullOrEmpty(responderId);
        _handshake = NoiseHandshake.Initiator(pattern, Encoding.UTF8.GetBytes(responderId), identity, random);
        FirstMessage = _handshake.WriteMessage(payload);
    }

    /// <summary>What is sent to the responder.</summary>
    public byte[] FirstMessage { get; }

    /// <summary>What the responder showed; null before its answer is read. Means nothing unless a session came of it.</summary>
    public AttestationEvidence? RemoteEvidence { get; private set; }

    /// <summary>A client's, or a router's to a store: stays anonymous.</summary>
    /// <param name="responderId">What the responder knows itself by, <c>host:port</c>.</param>
    /// <param name="random">Gives the ephemeral key: 32 bytes.</param>
    public static AttestedInitiator Client(string responderId, RandomFill random) => new(NoisePattern.NX, responderId, null, [], random);

    /// <summary>A peer's, which shows its own evidence, in the clear.</summary>
    /// <param name="responderId">
    /// What the responder knows itself by among peers; between consensus nodes with the configuration's digest.
    /// </param>
    /// <param name="identity">This side's key, which its evidence binds.</param>
    /// <param name="evidence">This side's evidence.</param>
    /// <param name="random">Gives the ephemeral key: 32 bytes.</param>
    public static AttestedInitiator Peer(string responderId, X25519Private identity, AttestationEvidence evidence, RandomFill random)
    {
        ArgumentNullException.ThrowIfNull(identity);
        ArgumentNullException.ThrowIfNull(evidence);
        return new AttestedInitiator(NoisePattern.IX, responderId, identity, PeerEvidence.Encode(evidence), random);
    }

    /// <summary>The session, once the answer has been judged.</summary>
    /// <exception cref="AttestException">The answer does not read, or its evidence is not trusted.</exception>
    public NoiseSession Finish(ReadOnlySpan<byte> answer, VerificationPolicy policy, out VerificationResult verification)
    {
        verification = Judge(answer, policy);
        return _handshake.TakeSession();
    }

    /// <summary>The session with explicit nonces, once the answer has been judged.</summary>
    /// <exception cref="AttestException">The answer does not read, or its evidence is not trusted.</exception>
    public ExplicitNonceSession FinishExplicit(ReadOnlySpan<byte> answer, VerificationPolicy policy, out VerificationResult verification)
    {
        verification = Judge(answer, policy);
        return _handshake.TakeExplicitNonceSession();
    }

    /// <summary>The evidence in the answer, for those who only want to look at it: nothing is judged, and the handshake ends.</summary>
    /// <param name="answer">The responder's message.</param>
    /// <param name="noiseKey">The key that the responder shook hands with.</param>
    /// <exception cref="AttestException">The answer does not read.</exception>
    public AttestationEvidence Inspect(ReadOnlySpan<byte> answer, out X25519Public noiseKey)
    {
        AttestationEvidence evidence = Read(answer, out noiseKey);
        _handshake.Dispose();
        return evidence;
    }

    /// <summary>Wipes the handshake's keys.</summary>
    public void Dispose() => _handshake.Dispose();

    private VerificationResult Judge(ReadOnlySpan<byte> answer, VerificationPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        AttestationEvidence evidence = Read(answer, out X25519Public key);
        VerificationResult result = EvidenceVerifier.Verify(evidence, policy, key);
        if (result.IsTrusted) return result;
        _handshake.Dispose();
        throw new AttestException(result);
    }

    private AttestationEvidence Read(ReadOnlySpan<byte> answer, out X25519Public noiseKey)
    {
        try
        {
            byte[] payload = _handshake.ReadMessage(answer);
            noiseKey = X25519Public.Parse(_handshake.RemoteStaticKey);
            return RemoteEvidence = EvidenceKind.Decode(payload);
        }
        catch (NoiseException e)
        {
            throw new AttestException(AttestError.Handshake, e.Message, e);
        }
        catch (WireException e)
        {
            _handshake.Dispose();
            throw new AttestException(AttestError.MissingEvidence, "the answer holds no evidence: " + e.Message, e);
        }
    }
}
