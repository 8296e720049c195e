// Activation (fact sheet fog §2.9).
using MobileCoin.BlockProvider;
using MobileCoin.Curve25519;
using MobileCoin.RecoveryDb;
using MobileCoin.Wire.IngestCommon;
using MobileCoin.Wire.Uris;

namespace MobileCoin.FogIngest;

public sealed partial class IngestNode
{
    private volatile bool _activating;

    /// <summary>
    /// Makes the node active: it gives its ingress key to all peers, publishes it, and from then on scans. An active node stays as it is.
    /// </summary>
    /// <exception cref="IngestException">
    /// <see cref="IngestError.AnotherActivePeer"/>; <see cref="IngestError.PeerConnection"/>: each peer must be reachable;
    /// <see cref="IngestError.CreatingNewIngressKey"/>; <see cref="IngestError.KeyAlreadyRetired"/>; what peers, enclave, evidence, databases and
    /// state file fail with. The node is idle still.
    /// </exception>
    public Task<IngestSummary> ActivateAsync(CancellationToken cancellation = default)
    {
        if (_state.IsActive) return Task.FromResult(GetStatus());
        return InTurnAsync(
            async () =>
            {
                if (_state.IsActive) return GetStatus();
                _activating = true;
                try
                {
                    await ActivateInTurnAsync(cancellation).ConfigureAwait(false);
                }
                finally
                {
                    _activating = false;
                }
                return GetStatus();
            },
            cancellation);
    }

    private async Task ActivateInTurnAsync(CancellationToken cancellation)
    {
        await EndRunAsync(forEver: false, cancellation).ConfigureAwait(false);
        // A key that is kept nowhere is not published.
        if (!_isSaved) SaveState();
        await RefreshEvidenceAsync(cancellation).ConfigureAwait(false);
        IngestState own = _state;
        List<(IngestPeerUri Uri, IIngestPeer Connection)> others = [];
        try
        {
            foreach (IngestPeerUri uri in own.Peers.Others) others.Add((uri, _peers.Connect(uri)));
            // Before anything is changed at a peer.
            foreach ((IngestPeerUri uri, IIngestPeer peer) in others) await RequireIdlePeerAsync(peer, uri, cancellation).ConfigureAwait(false);
            foreach ((IngestPeerUri uri, IIngestPeer peer) in others) await ConfirmBackupAsync(peer, uri, own, logs: false, cancellation).ConfigureAwait(false);
        }
        finally
        {
            foreach ((_, IIngestPeer peer) in others) peer.Dispose();
        }
        CompressedRistretto key = own.IngressKey.Encoding;
        ulong start = await StartBlockAsync(key, cancellation).ConfigureAwait(false);
        IngressPublicKeyStatus status = await PublishAsync(Expiry(start, own.PubkeyExpiryWindow), cancellation).ConfigureAwait(false);
        if (status.Retired && start > status.PubkeyExpiry) throw new IngestException(IngestError.KeyAlreadyRetired, key.ToString());
        BecomeActive(s => s with { Mode = IngestControllerMode.Active, NextBlockIndex = start });
    }

    /// <summary>The first block that the ingress key is to scan; a new key is entered.</summary>
    private async Task<ulong> StartBlockAsync(CompressedRistretto key, CancellationToken cancellation)
    {
        if (await AskDbAsync(() => _db.GetIngressKeyStatusAsync(key, cancellation)).ConfigureAwait(false) is { } known)
        {
            return await AskDbAsync(() => _db.GetLastScannedBlockIndexAsync(key, cancellation)).ConfigureAwait(false) is { } last ? last + 1 : known.StartBlock;
        }
        ulong ledger;
        try
        {
            ledger = await _blocks.GetNumBlocksAsync(cancellation).ConfigureAwait(false);
        }
        catch (BlockProviderException e)
        {
            throw new IngestException(IngestError.BlockProvider, e.Message, e);
        }
        ulong? highest = await AskDbAsync(() => _db.GetHighestKnownBlockIndexAsync(cancellation)).ConfigureAwait(false);
        try
        {
            return await _db.NewIngressKeyAsync(key, Math.Max(ledger, highest + 1 ?? 0), cancellation).ConfigureAwait(false);
        }
        catch (RecoveryDbException e)
        {
            bool isThere = e.Error == RecoveryDbError.IngressKeyUnsuccessfulInsert;
            throw new IngestException(isThere ? IngestError.CreatingNewIngressKey : IngestError.RecoveryDb, e.Message, e);
        }
    }

    /// <summary>The state is kept before it holds: a node that would forget at its next start that it was active does not become it.</summary>
    private void BecomeActive(Func<IngestState, IngestState> change)
    {
        lock (_saving)
        {
            Save(change(_state));
            Update(change);
        }
    }
}
