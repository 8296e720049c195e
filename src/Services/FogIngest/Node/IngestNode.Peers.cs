// The cluster: who is in it, and that each node has the active one's key (fact sheet fog §2.12).
using MobileCoin.Attestation;
using MobileCoin.IngestEnclave;
using MobileCoin.Wire.IngestCommon;
using MobileCoin.Wire.Uris;

namespace MobileCoin.FogIngest;

public sealed partial class IngestNode
{
    /// <summary>Replaces the peers. Of URIs with one responder id the last counts; this node must be among them.</summary>
    /// <exception cref="IngestException"><see cref="IngestError.PeerUri"/>, <see cref="IngestError.OwnPeerMissing"/></exception>
    public IngestSummary SetPeers(IEnumerable<string> uris)
    {
        PeerSet peers = PeerSet.OfTexts(uris, _config.LocalNodeId.Text);
        Update(s => s with { Peers = peers });
        IngestLog.PeersSet(_logger, string.Join(", ", peers.All.Select(u => u.ToString())));
        TrySaveState();
        return GetStatus();
    }

    /// <summary>One turn of the checkup: an active node sees to it that every peer is idle and has its key and its peers.</summary>
    public async Task CheckPeersAsync(CancellationToken cancellation = default)
    {
        IngestState begin = _state;
        if (!begin.IsActive) return;
        foreach (IngestPeerUri uri in begin.Peers.Others)
        {
            try
            {
                using IIngestPeer peer = _peers.Connect(uri);
                await ConfirmBackupAsync(peer, uri, begin, logs: true, cancellation).ConfigureAwait(false);
            }
            catch (IngestException e)
            {
                IngestLog.PeerNotABackup(_logger, uri.ToString(), e.Message);
            }
            IngestState now = _state;
            // The cycle was of another key, or is no longer this node's to make.
            if (!now.IsActive || now.IngressKey != begin.IngressKey) return;
        }
    }

    /// <summary>Sees to it that a peer is idle and has this node's key and peers.</summary>
    private async Task ConfirmBackupAsync(IIngestPeer peer, IngestPeerUri uri, IngestState own, bool logs, CancellationToken cancellation)
    {
        IngestSummary summary = await RequireIdlePeerAsync(peer, uri, cancellation).ConfigureAwait(false);
        if (!own.HasSameKey(summary))
        {
            if (logs) IngestLog.PeerHasAnotherKey(_logger, uri.ToString());
            summary = await peer.SetIngressPrivateKeyAsync(session => Export(session, own), cancellation).ConfigureAwait(false);
            if (!own.HasSameKey(summary)) throw new IngestException(IngestError.FailedRemoteKeyBackup, $"{uri} has another key after it was given this one");
        }
        if (own.Peers.IsNamedBy(summary.Peers)) return;
        if (logs) IngestLog.PeerHasOtherPeers(_logger, uri.ToString());
        summary = await peer.SetPeersAsync(own.Peers.Texts, cancellation).ConfigureAwait(false);
        if (!own.Peers.IsNamedBy(summary.Peers)) throw new IngestException(IngestError.FailedRemoteSetPeers, $"{uri} has other peers after it was told these");
    }

    private static async Task<IngestSummary> RequireIdlePeerAsync(IIngestPeer peer, IngestPeerUri uri, CancellationToken cancellation)
    {
        IngestSummary summary = await peer.GetStatusAsync(cancellation).ConfigureAwait(false);
        return summary.Mode == IngestControllerMode.Idle ? summary : throw new IngestException(IngestError.AnotherActivePeer, $"{uri} is active");
    }

    private EnclaveMessage Export(ChannelId session, IngestState own)
    {
        ExportedIngressKey exported = _enclave.GetIngressPrivateKey(session);
        return exported.PublicKey == own.IngressKey
            ? exported.Message
            : throw new IngestException(IngestError.UnexpectedKeyInEnclave, $"expected {own.IngressKey.Encoding}, found {exported.PublicKey.Encoding}");
    }
}
