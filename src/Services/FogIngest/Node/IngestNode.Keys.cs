// Keys: new ones, those of peers, and what the recovery database says of them (fact sheet fog §2.8, §2.12).
using MobileCoin.Attestation;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.IngestEnclave;
using MobileCoin.RecoveryDb;
using MobileCoin.Transactions;
using MobileCoin.Wire.IngestCommon;
using MobileCoin.Wire.Uris;

namespace MobileCoin.FogIngest;

public sealed partial class IngestNode
{
    /// <summary>Draws an ingress and an egress key in place of the present ones.</summary>
    /// <exception cref="IngestException"><see cref="IngestError.ServerNotIdle"/>; the database, the enclave or the state file failed.</exception>
    public Task<IngestSummary> NewKeysAsync(CancellationToken cancellation = default)
    {
        // Whoever is active is so for long, and the turn may be too.
        RequireIdle();
        return InTurnAsync(
            async () =>
            {
                RequireIdle();
                await EndRunAsync(forEver: false, cancellation).ConfigureAwait(false);
                SealedIngressKey key = Ask(_enclave.NewKeys);
                KexRngPubkey egress = _enclave.GetKexRngPubkey();
                Update(s => s with { IngressKey = key.PublicKey, SealedIngressKey = key.Sealed, EgressKey = egress });
                await KeyChangedAsync(cancellation).ConfigureAwait(false);
                return GetStatus();
            },
            cancellation);
    }

    /// <summary>The ingress key for a peer, whatever the mode.</summary>
    /// <exception cref="IngestException"><see cref="IngestError.Attestation"/>: there is no such session.</exception>
    public EnclaveMessage GetIngressPrivateKey(ChannelId session) => Ask(() => _enclave.GetIngressPrivateKey(session)).Message;

    /// <summary>Takes a peer's ingress key.</summary>
    /// <exception cref="IngestException">
    /// <see cref="IngestError.ServerNotIdle"/>, <see cref="IngestError.ServerActivating"/>, <see cref="IngestError.Attestation"/>; the enclave or the
    /// state file failed.
    /// </exception>
    public Task<IngestSummary> SetIngressPrivateKeyAsync(EnclaveMessage message, CancellationToken cancellation = default)
    {
        RequireIdle();
        // Two nodes that are activated at once would wait for each other.
        if (_activating) throw new IngestException(IngestError.ServerActivating, "the node is being activated");
        return InTurnAsync(
            async () =>
            {
                RequireIdle();
                if (Take(Ask(() => _enclave.SetIngressPrivateKey(message)))) await KeyChangedAsync(cancellation).ConfigureAwait(false);
                return GetStatus();
            },
            cancellation);
    }

    /// <summary>Fetches a peer's ingress key.</summary>
    /// <param name="peerUri">The peer; it need not be one of the cluster.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="IngestException">
    /// <see cref="IngestError.ServerNotIdle"/>, <see cref="IngestError.PeerUri"/>, <see cref="IngestError.PeerConnection"/>,
    /// <see cref="IngestError.Attestation"/>; evidence, enclave or state file failed.
    /// </exception>
    public Task<IngestSummary> SyncKeysFromRemoteAsync(string peerUri, CancellationToken cancellation = default)
    {
        RequireIdle();
        IngestPeerUri uri = PeerSet.Uri(peerUri);
        return InTurnAsync(
            async () =>
            {
                RequireIdle();
                await RefreshEvidenceAsync(cancellation).ConfigureAwait(false);
                ImportedIngressKey? imported = null;
                using (IIngestPeer peer = _peers.Connect(uri))
                {
                    await peer.GetIngressPrivateKeyAsync(key => imported = _enclave.SetIngressPrivateKey(key), cancellation).ConfigureAwait(false);
                }
                Take(imported!);
                await KeyChangedAsync(cancellation).ConfigureAwait(false);
                return GetStatus();
            },
            cancellation);
    }

    /// <summary>Retires the ingress key, or takes that back. A key that the database does not know is passed over in silence.</summary>
    /// <exception cref="IngestException"><see cref="IngestError.RecoveryDb"/></exception>
    public async Task<IngestSummary> SetRetiredAsync(bool retired, CancellationToken cancellation = default)
    {
        CompressedRistretto key = _state.IngressKey.Encoding;
        await AskDbAsync(() => _db.RetireIngressKeyAsync(key, retired, cancellation)).ConfigureAwait(false);
        IngestLog.Retired(_logger, key.ToString(), retired);
        return GetStatus();
    }

    /// <summary>Tells users of the blocks that nobody will scan because a key is lost.</summary>
    /// <param name="key">The key, 32 bytes.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="IngestException"><see cref="IngestError.InvalidKey"/>, <see cref="IngestError.RecoveryDb"/></exception>
    public async Task ReportLostIngressKeyAsync(ReadOnlyMemory<byte> key, CancellationToken cancellation = default)
    {
        if (key.Length != RistrettoPublic.Size || !RistrettoPublic.TryParse(key.Span, out RistrettoPublic lost))
        {
            throw new IngestException(IngestError.InvalidKey, $"{key.Length} bytes that are no key");
        }
        await AskDbAsync(() => _db.ReportLostIngressKeyAsync(lost.Encoding, cancellation)).ConfigureAwait(false);
        IngestLog.ReportedLost(_logger, lost.Encoding.ToString());
    }

    /// <summary>The blocks that were missed.</summary>
    /// <exception cref="IngestException"><see cref="IngestError.RecoveryDb"/></exception>
    public Task<IReadOnlyList<BlockRange>> GetMissedBlockRangesAsync(CancellationToken cancellation = default) =>
        AskDbAsync(() => _db.GetMissedBlockRangesAsync(cancellation));

    /// <summary>What the database says of ingress keys.</summary>
    /// <exception cref="IngestException"><see cref="IngestError.RecoveryDb"/></exception>
    public Task<IReadOnlyList<IngressPublicKeyRecord>> GetIngressKeyRecordsAsync(
        ulong startBlockAtLeast, IngressPublicKeyRecordFilters filters, CancellationToken cancellation = default) =>
        AskDbAsync(() => _db.GetIngressKeyRecordsAsync(startBlockAtLeast, filters, cancellation));

    /// <summary>Users may be promised more blocks at any time; less only while nobody is promised any.</summary>
    /// <exception cref="IngestException"><see cref="IngestError.PubkeyExpiryWindow"/></exception>
    public IngestSummary SetPubkeyExpiryWindow(ulong blocks)
    {
        Update(s => !s.IsActive || blocks >= s.PubkeyExpiryWindow
            ? s with { PubkeyExpiryWindow = blocks }
            : throw new IngestException(IngestError.PubkeyExpiryWindow, $"the node is active with a window of {s.PubkeyExpiryWindow}, and {blocks} is less"));
        TrySaveState();
        return GetStatus();
    }

    /// <summary>Notes the enclave's key.</summary>
    /// <returns>Whether it changed.</returns>
    private bool Take(ImportedIngressKey imported)
    {
        SealedIngressKey key = imported.IngressKey;
        if (imported.DidChange || key.PublicKey != _state.IngressKey)
        {
            Update(s => s with { IngressKey = key.PublicKey, SealedIngressKey = key.Sealed });
            return true;
        }
        return !_isSaved;
    }

    /// <summary>The key is kept before anything else; evidence of it can wait until somebody asks for it.</summary>
    private async Task KeyChangedAsync(CancellationToken cancellation)
    {
        IngestLog.KeyChanged(_logger, _state.IngressKey.Encoding.ToString());
        SaveState();
        try
        {
            await RefreshEvidenceAsync(cancellation).ConfigureAwait(false);
        }
        catch (IngestException e)
        {
            IngestLog.EvidenceNotRefreshed(_logger, e.Message);
        }
    }

    private static T Ask<T>(Func<T> call)
    {
        try
        {
            return call();
        }
        catch (EnclaveException e)
        {
            throw Refused(e);
        }
    }

    private static IngestException Refused(EnclaveException e) => new(e.Attest is null ? IngestError.Enclave : IngestError.Attestation, e.Message, e);

    private static async Task<T> AskDbAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (RecoveryDbException e)
        {
            throw new IngestException(IngestError.RecoveryDb, e.Message, e);
        }
    }

    private static Task<bool> AskDbAsync(Func<Task> call) => AskDbAsync(async () =>
    {
        await call().ConfigureAwait(false);
        return true;
    });
}
