using MobileCoin.Attestation;

namespace MobileCoin.Connections.Test;

/// <summary>An enclave's channels with simulated evidence, and the seam by which a service calls its peers.</summary>
internal sealed class TestEnclave : IPeerHandshakes, IDisposable
{
    internal TestEnclave(string responderId, long seed = 1)
    {
        Channels = new AttestedKeyExchange(responderId, responderId, Simulated.Random(seed));
        EnclaveReportDataContents contents = Channels.NewReport([]);
        Channels.AcceptEvidence(Simulated.Evidence(contents: contents), Simulated.Policy);
    }

    internal AttestedKeyExchange Channels { get; }

    internal VerificationPolicy PeerPolicy { get; set; } = Simulated.Policy;

    internal int Handshakes { get; private set; }

    public byte[] PeerInit(string responderId) => Channels.PeerInit(responderId);

    public ChannelId PeerConnect(string responderId, byte[] answer)
    {
        Handshakes++;
        return Channels.PeerConnect(responderId, answer, PeerPolicy, out _);
    }

    public void PeerClose(ChannelId channel) => Channels.PeerClose(channel);

    public void Dispose() => Channels.Dispose();
}
