// The other nodes of a cluster as a node sees them (fact sheet fog §2.12, §8.1 AccountIngestPeerAPI).
using MobileCoin.Attestation;
using MobileCoin.Wire.IngestCommon;
using MobileCoin.Wire.Uris;

namespace MobileCoin.FogIngest;

/// <summary>The way to peers. For any number of threads.</summary>
public interface IIngestPeers
{
    /// <summary>A connection to a peer; it is made with the first call.</summary>
    IIngestPeer Connect(IngestPeerUri uri);
}

/// <summary>
/// A connection to a peer. Every call throws <see cref="IngestException"/>: <see cref="IngestError.PeerConnection"/> if the peer cannot be
/// reached or refuses, <see cref="IngestError.Attestation"/> if it is not the same enclave.
/// </summary>
public interface IIngestPeer : IDisposable
{
    /// <summary>What the peer says of itself; nothing vouches for it.</summary>
    Task<IngestSummary> GetStatusAsync(CancellationToken cancellation = default);

    /// <summary>Tells it who the peers are.</summary>
    /// <param name="uris">All of them, with this node and the peer.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>What it says of itself then.</returns>
    Task<IngestSummary> SetPeersAsync(IReadOnlyList<string> uris, CancellationToken cancellation = default);

    /// <summary>Gives it the ingress key, once its enclave has shaken hands with this one's.</summary>
    /// <param name="export">Encrypts the key for a session; again if the session was lost.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>What it says of itself then.</returns>
    Task<IngestSummary> SetIngressPrivateKeyAsync(Func<ChannelId, EnclaveMessage> export, CancellationToken cancellation = default);

    /// <summary>Takes its ingress key, once its enclave has shaken hands with this one's.</summary>
    /// <param name="import">Decrypts the key; again if the session was lost.</param>
    /// <param name="cancellation">Gives up.</param>
    Task GetIngressPrivateKeyAsync(Action<EnclaveMessage> import, CancellationToken cancellation = default);
}
