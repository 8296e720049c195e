// What a service's enclave does when the service calls another enclave of its kind (fact sheets crypto §6.3-6.5, consensus §3.1).
using MobileCoin.Attestation;

namespace MobileCoin.Connections;

/// <summary>An enclave's side of handshakes that it begins; keys and sessions stay with it.</summary>
public interface IPeerHandshakes
{
    /// <summary>Begins a handshake with a peer.</summary>
    /// <param name="responderId">What the peer's URI says it is called.</param>
    /// <returns>The first message.</returns>
    /// <exception cref="AttestException">There is no evidence yet.</exception>
    byte[] PeerInit(string responderId);

    /// <summary>Finishes the handshake by the peer's answer.</summary>
    /// <exception cref="AttestException">The answer does not read, or the peer is not trusted.</exception>
    ChannelId PeerConnect(string responderId, byte[] answer);

    /// <summary>Ends a session.</summary>
    void PeerClose(ChannelId channel);
}
