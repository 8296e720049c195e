// Sessions with peers and clients, and the enclave's own evidence (fact sheets consensus §3.2, §3.3, attestation §1.4-1.6).
using MobileCoin.Attestation;
using MobileCoin.Blockchain;
using MobileCoin.Crypto;

namespace MobileCoin.ConsensusEnclave;

public sealed partial class ValidatorEnclave
{
    /// <inheritdoc/>
    public byte[] PeerInit(ResponderId peer)
    {
        State state = Ready();
        return Attested(() => state.Channels.PeerInit(state.PeerName(peer)));
    }

    /// <inheritdoc/>
    public AcceptedSession PeerAccept(ReadOnlySpan<byte> message)
    {
        State state = Ready();
        try
        {
            byte[] response = state.Channels.PeerAccept(message, _platform.Policy, out ChannelId session, out _);
            return new AcceptedSession(response, session);
        }
        catch (AttestException e)
        {
            throw new EnclaveException(e);
        }
    }

    /// <inheritdoc/>
    public ConnectedPeer PeerConnect(ResponderId peer, ReadOnlySpan<byte> response)
    {
        State state = Ready();
        try
        {
            ChannelId session = state.Channels.PeerConnect(
                state.PeerName(peer), response, _platform.Policy, out _, out AttestationEvidence evidence);
            return new ConnectedPeer(session, evidence);
        }
        catch (AttestException e)
        {
            throw new EnclaveException(e);
        }
    }

    /// <inheritdoc/>
    public void PeerClose(ChannelId session) => Ready().Channels.PeerClose(session);

    /// <inheritdoc/>
    public AcceptedSession ClientAccept(ReadOnlySpan<byte> message)
    {
        State state = Ready();
        try
        {
            byte[] response = state.Channels.ClientAccept(message, out ChannelId session);
            return new AcceptedSession(response, session);
        }
        catch (AttestException e)
        {
            throw new EnclaveException(e);
        }
    }

    /// <inheritdoc/>
    public void ClientClose(ChannelId session) => Ready().Channels.ClientClose(session);

    /// <inheritdoc/>
    public X25519Public GetIdentity() => Ready().Channels.PublicKey;

    /// <summary>The custom identity of the evidence is the block-signing key, so that watchers know who may sign.</summary>
    /// <inheritdoc/>
    public EnclaveReportDataContents NewReport()
    {
        State state = Ready();
        return state.Channels.NewReport(state.SignerPublic.ToBytes());
    }

    /// <inheritdoc/>
    public VerificationResult VerifyAttestationEvidence(AttestationEvidence evidence)
    {
        State state = Ready();
        return Attested(() => state.Channels.AcceptEvidence(evidence, _platform.Policy));
    }

    /// <inheritdoc/>
    public AttestationEvidence GetAttestationEvidence() =>
        Ready().Channels.Evidence ?? throw new EnclaveException(EnclaveErrorKind.Attest, "there is no evidence of this enclave yet");

    private static T Attested<T>(Func<T> call)
    {
        try
        {
            return call();
        }
        catch (AttestException e)
        {
            throw new EnclaveException(e);
        }
    }
}
