// Sessions with peers, and the enclave's own evidence (fact sheets fog §2.12, §8.5, attestation §1.4-1.6).
using MobileCoin.Attestation;
using MobileCoin.Blockchain;
using MobileCoin.Crypto;

namespace MobileCoin.IngestEnclave;

public sealed partial class FogIngestEnclave
{
    /// <inheritdoc/>
    public X25519Public GetIdentity() => Ready().Channels.PublicKey;

    /// <inheritdoc/>
    public byte[] PeerInit(ResponderId peer)
    {
        State state = Ready();
        return Attested(() => state.Channels.PeerInit(peer.Text));
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
                peer.Text, response, _platform.Policy, out _, out AttestationEvidence evidence);
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
    public EnclaveReportDataContents NewReport()
    {
        State state = Ready();
        return state.Channels.NewReport(GetIngressPublicKey().ToBytes());
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
