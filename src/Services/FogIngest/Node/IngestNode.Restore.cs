// What a node does with the state of its last run (fact sheet fog §2.13).
using MobileCoin.RecoveryDb;
using MobileCoin.Wire.IngestCommon;
using MobileCoin.Wire.Uris;

namespace MobileCoin.FogIngest;

public sealed partial class IngestNode
{
    /// <summary>
    /// Goes on where the last run was. It was active: then the enclave must have the key of then, and each peer of then must be idle and have it too.
    /// Peers and database are waited for as long as it takes. What else is not as it was leaves the node idle, with the peers that it was made with.
    /// </summary>
    public async Task RestoreAsync(IngestSummary saved, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(saved);
        try
        {
            PeerSet peers = PeerSet.OfTexts(saved.Peers, _config.LocalNodeId.Text);
            if (saved.Mode == IngestControllerMode.Idle)
            {
                Update(s => s with { Peers = peers, PubkeyExpiryWindow = saved.PubkeyExpiryWindow, NextBlockIndex = saved.NextBlockIndex });
                return;
            }
            IngestState then = _state with { Peers = peers };
            if (!then.HasSameKey(saved)) throw new IngestException(IngestError.UnexpectedKeyInEnclave, $"the enclave has the ingress key {then.IngressKey.Encoding}");
            foreach (IngestPeerUri uri in peers.Others)
            {
                await UntilItWorksAsync(
                    "asking a peer", () => RequireBackupAsync(uri, then, cancellation), cancellation,
                    static e => e is IngestException { Error: IngestError.PeerConnection }).ConfigureAwait(false);
            }
            // The file is written after the block: a node that died in between would scan it again, and take its own records for another's.
            ulong? last = await UntilItWorksAsync(
                "asking for the last block", () => _db.GetLastScannedBlockIndexAsync(then.IngressKey.Encoding, cancellation), cancellation,
                static e => e is RecoveryDbException { IsTransient: true }).ConfigureAwait(false);
            BecomeActive(s => s with
            {
                Mode = IngestControllerMode.Active,
                Peers = peers,
                PubkeyExpiryWindow = saved.PubkeyExpiryWindow,
                NextBlockIndex = Math.Max(saved.NextBlockIndex, last + 1 ?? 0),
            });
        }
        catch (Exception e) when (e is IngestException or RecoveryDbException)
        {
            IngestLog.NotRestored(_logger, saved.Mode, e.Message);
        }
    }

    private async Task<bool> RequireBackupAsync(IngestPeerUri uri, IngestState own, CancellationToken cancellation)
    {
        using IIngestPeer peer = _peers.Connect(uri);
        IngestSummary summary = await RequireIdlePeerAsync(peer, uri, cancellation).ConfigureAwait(false);
        if (!own.HasSameKey(summary)) throw new IngestException(IngestError.NotABackup, $"{uri} has another key");
        if (!own.Peers.IsNamedBy(summary.Peers)) throw new IngestException(IngestError.NotABackup, $"{uri} has other peers");
        return true;
    }
}
