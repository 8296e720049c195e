// The enclave as a store (fact sheet fog §5.4, §5.5).
using System.Security.Cryptography;
using MobileCoin.Attestation;
using MobileCoin.FogEnclave;
using MobileCoin.Oblivious;
using MobileCoin.Transactions;

namespace MobileCoin.ViewEnclave;

/// <summary>A store of one shard: holds its records and its sessions with routers.</summary>
public sealed class ViewStoreEnclave : StoreEnclave, IViewStoreEnclave
{
    private readonly ETxOutStore _store;

    /// <summary>An empty store.</summary>
    /// <param name="responderId">What routers know it by, <c>host:port</c>.</param>
    /// <param name="capacity">Records for which memory is taken at once; the store grows beyond them.</param>
    /// <param name="platform">The machine.</param>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is negative or more than an oblivious map can have.</exception>
    /// <exception cref="EnclaveException">Memory does not suffice.</exception>
    public ViewStoreEnclave(string responderId, long capacity, EnclavePlatform platform)
        : this(responderId, platform, () => ETxOutStore.NewMap(capacity, platform.Random))
    {
    }

    internal ViewStoreEnclave(string responderId, EnclavePlatform platform, Func<ObliviousMap> map)
        : base(responderId, platform) => _store = new ETxOutStore(map(), platform.Random);

    /// <inheritdoc/>
    public long RecordCount => _store.Count;

    /// <inheritdoc/>
    public long LoadRecords(
        long most, IEnumerable<ETxOutRecord> records, IProgress<long>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(records);
        return _store.Load(most, records, progress, cancellation);
    }

    /// <inheritdoc/>
    public void AddRecords(IReadOnlyList<ETxOutRecord> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        _store.Add(records);
    }

    /// <inheritdoc/>
    public NonceMessage QueryStore(NonceMessage query, UntrustedQueryResponse untrusted)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(untrusted);
        byte[] plaintext = Decrypt(query);
        IReadOnlyList<byte[]> keys = [];
        try
        {
            keys = SearchKeys.Read(plaintext);
            return Encrypt(query.Session, Answer(untrusted, _store.Find(keys)));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plaintext);
            SearchKeys.Wipe(keys);
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing) _store.Dispose();
    }

    // The old form of the results is left to the router.
    private static QueryResponse Answer(UntrustedQueryResponse untrusted, FixedTxOutSearchResult[] results) => new()
    {
        HighestProcessedBlockCount = untrusted.HighestProcessedBlockCount,
        HighestProcessedBlockSignatureTimestamp = untrusted.HighestProcessedBlockSignatureTimestamp,
        NextStartFromUserEventId = untrusted.NextStartFromUserEventId,
        MissedBlockRanges = untrusted.MissedBlockRanges,
        Rngs = untrusted.Rngs,
        DecommissionedIngestInvocations = untrusted.DecommissionedIngestInvocations,
        LastKnownBlockCount = untrusted.LastKnownBlockCount,
        LastKnownBlockCumulativeTxoCount = untrusted.LastKnownBlockCumulativeTxoCount,
        FixedTxOutSearchResults = results,
    };
}
