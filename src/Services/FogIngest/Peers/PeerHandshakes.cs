// The enclave's side of handshakes with peers (fact sheet fog §2.12).
using System.Runtime.ExceptionServices;
using MobileCoin.Attestation;
using MobileCoin.Blockchain;
using MobileCoin.Connections;
using MobileCoin.IngestEnclave;

namespace MobileCoin.FogIngest;

/// <summary>Begins sessions with peers. What the enclave refuses because of the channel is thrown as the channel's own exception.</summary>
internal sealed class PeerHandshakes(IIngestEnclave enclave) : IPeerHandshakes
{
    public byte[] PeerInit(string responderId) => Attested(() => enclave.PeerInit(new ResponderId(responderId)));

    public ChannelId PeerConnect(string responderId, byte[] answer) => Attested(() => enclave.PeerConnect(new ResponderId(responderId), answer).Session);

    public void PeerClose(ChannelId channel) => enclave.PeerClose(channel);

    internal static T Attested<T>(Func<T> call)
    {
        try
        {
            return call();
        }
        catch (EnclaveException e) when (e.InnerException is AttestException attest)
        {
            ExceptionDispatchInfo.Throw(attest);
            throw;
        }
    }
}
