// Fog's recovery database (fact sheet fog §3.3, §3.4): what ingest writes and view reads.
using MobileCoin.Curve25519;
using MobileCoin.Transactions;

namespace MobileCoin.RecoveryDb;

/// <summary>
/// The recovery database. Every method is one transaction: all of it happens, or nothing. Safe for any number of threads, and of processes.
/// Failures are <see cref="RecoveryDbException"/>s, of which <see cref="RecoveryDbException.IsTransient"/> tells whether trying again can help.
/// Block indices, counts and first blocks are below 2^63: others are an <see cref="ArgumentOutOfRangeException"/> where they are written, and
/// found nowhere where they are asked for. The embedded database has done its work when a method returns; PostgreSQL does it asynchronously.
/// </summary>
public interface IRecoveryDb : IReportDb, IAsyncDisposable
{
    /// <summary>The state of an ingress key; null if it is not known.</summary>
    Task<IngressPublicKeyStatus?> GetIngressKeyStatusAsync(CompressedRistretto key, CancellationToken cancellation = default);

    /// <summary>Enters an ingress key, to be used from a block on that no ingest has seen.</summary>
    /// <param name="key">The key.</param>
    /// <param name="startBlockCount">The first block that it may be used for, at least.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    /// <returns>The first block: the one asked for, or the one after the highest that is known, whichever is later.</returns>
    /// <exception cref="RecoveryDbException"><see cref="RecoveryDbError.IngressKeyUnsuccessfulInsert"/>: the key is there already.</exception>
    Task<ulong> NewIngressKeyAsync(CompressedRistretto key, ulong startBlockCount, CancellationToken cancellation = default);

    /// <summary>Retires an ingress key, or takes that back. A key that is not known is passed over in silence.</summary>
    Task RetireIngressKeyAsync(CompressedRistretto key, bool setRetired, CancellationToken cancellation = default);

    /// <summary>The last block that was scanned with an ingress key; null if none was.</summary>
    Task<ulong?> GetLastScannedBlockIndexAsync(CompressedRistretto key, CancellationToken cancellation = default);

    /// <summary>The ingress keys whose first block is at least this one, in the order of their bytes.</summary>
    Task<IReadOnlyList<IngressPublicKeyRecord>> GetIngressKeyRecordsAsync(
        ulong startBlockAtLeast, IngressPublicKeyRecordFilters filters, CancellationToken cancellation = default);

    /// <summary>Enters a run of an ingest enclave, and with it an egress key that users learn of.</summary>
    /// <param name="previous">A run that ends with it; null for none.</param>
    /// <param name="ingressKey">The ingress key, which is known.</param>
    /// <param name="egressKey">The egress key: 32 bytes that were never entered before.</param>
    /// <param name="startBlock">The run's first block.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    /// <returns>The run's id.</returns>
    /// <exception cref="RecoveryDbException">
    /// <see cref="RecoveryDbError.MissingIngressKey"/>, <see cref="RecoveryDbError.EgressKeyAlreadyUsed"/>; of the run that ends, what
    /// <see cref="DecommissionIngestInvocationAsync"/> throws.
    /// </exception>
    Task<long> NewIngestInvocationAsync(
        long? previous, CompressedRistretto ingressKey, KexRngPubkeyMessage egressKey, ulong startBlock, CancellationToken cancellation = default);

    /// <summary>What each run has done so far, in the order of their ids.</summary>
    Task<IReadOnlyList<IngestableRange>> GetIngestableRangesAsync(CancellationToken cancellation = default);

    /// <summary>Ends a run, of which users learn.</summary>
    /// <exception cref="RecoveryDbException"><see cref="RecoveryDbError.MissingIngestInvocation"/>, <see cref="RecoveryDbError.AlreadyDecommissioned"/>.</exception>
    Task DecommissionIngestInvocationAsync(long ingestInvocationId, CancellationToken cancellation = default);

    /// <summary>Enters a block's records, of which each search key is another.</summary>
    /// <param name="ingestInvocationId">The run that made them.</param>
    /// <param name="block">The block.</param>
    /// <param name="records">A record an output, in their order.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    /// <returns>Whether the run's ingress key had scanned the block before: then nothing was written.</returns>
    /// <exception cref="RecoveryDbException"><see cref="RecoveryDbError.MissingIngestInvocation"/>, <see cref="RecoveryDbError.SearchKeyTwice"/>.</exception>
    Task<AddBlockDataStatus> AddBlockDataAsync(
        long ingestInvocationId, IngestedBlock block, IReadOnlyList<ETxOutRecord> records, CancellationToken cancellation = default);

    /// <summary>As <see cref="AddBlockDataAsync"/>, for many blocks in one transaction: if one of them was scanned before, none is written.</summary>
    Task<AddBlockDataStatus> AddManyBlocksDataAsync(
        long ingestInvocationId, IReadOnlyList<IngestedBlockData> blocks, CancellationToken cancellation = default);

    /// <summary>
    /// Marks an ingress key as lost. Users learn of the blocks that were promised, up to the key's expiry, and not scanned, if there are any; of the
    /// very blocks that another key missed before they know.
    /// </summary>
    /// <exception cref="RecoveryDbException"><see cref="RecoveryDbError.MissingIngressKey"/>, <see cref="RecoveryDbError.MissedBlocksAlreadyReported"/>.</exception>
    Task ReportLostIngressKeyAsync(CompressedRistretto key, CancellationToken cancellation = default);

    /// <summary>The blocks that were missed, in the order of the reports: ranges may overlap.</summary>
    Task<IReadOnlyList<BlockRange>> GetMissedBlockRangesAsync(CancellationToken cancellation = default);

    /// <summary>What users learn, since a cursor.</summary>
    /// <param name="startFromUserEventId">
    /// The cursor that the last search gave; 0 for everything; <see cref="long.MaxValue"/> for nothing, without looking.
    /// </param>
    /// <param name="cancellation">Gives up waiting.</param>
    /// <exception cref="RecoveryDbException"><see cref="RecoveryDbError.UserEventSchemaViolation"/>: an event that makes no sense.</exception>
    Task<UserEvents> SearchUserEventsAsync(long startFromUserEventId, CancellationToken cancellation = default);

    /// <summary>Looks for search keys in every block from one on. For tests: it reads all of them.</summary>
    /// <returns>A result a key, in their order.</returns>
    Task<IReadOnlyList<FixedTxOutSearchResult>> GetTxOutsAsync(
        ulong startBlock, IReadOnlyList<ReadOnlyMemory<byte>> searchKeys, CancellationToken cancellation = default);

    /// <summary>Notes that a run is alive. One that is not known is passed over in silence.</summary>
    Task UpdateLastActiveAtAsync(long ingestInvocationId, CancellationToken cancellation = default);

    /// <summary>The records of a block that was scanned with an ingress key; null if it was not.</summary>
    Task<IReadOnlyList<ETxOutRecord>?> GetTxOutsByBlockAndKeyAsync(CompressedRistretto ingressKey, ulong block, CancellationToken cancellation = default);

    /// <summary>The blocks that were scanned with an ingress key, from the first of a range on without a gap, at most the range's length.</summary>
    Task<IReadOnlyList<IngestedBlockData>> GetTxOutsByBlockRangeAndKeyAsync(
        CompressedRistretto ingressKey, BlockRange range, CancellationToken cancellation = default);

    /// <summary>The run that scanned a block with an ingress key; null if none did.</summary>
    Task<long?> GetInvocationIdByBlockAndKeyAsync(CompressedRistretto ingressKey, ulong block, CancellationToken cancellation = default);

    /// <summary>Outputs of the ledger up to a block and with it; null if no ingest has seen the block.</summary>
    /// <exception cref="RecoveryDbException"><see cref="RecoveryDbError.IngestedBlockSchemaViolation"/>: ingests do not agree.</exception>
    Task<ulong?> GetCumulativeTxoCountForBlockAsync(ulong block, CancellationToken cancellation = default);

    /// <summary>When a block was signed, seconds since 1970; null if no ingest has seen it.</summary>
    Task<ulong?> GetBlockSignatureTimestampForBlockAsync(ulong block, CancellationToken cancellation = default);

    /// <summary>The highest block that an ingest has seen; null if there is none.</summary>
    Task<ulong?> GetHighestKnownBlockIndexAsync(CancellationToken cancellation = default);

    /// <summary>Runs that were last alive before a moment, whether they have ended or not, in the order of their ids.</summary>
    Task<IReadOnlyList<ExpiredInvocationRecord>> GetExpiredInvocationsAsync(DateTimeOffset before, CancellationToken cancellation = default);

    /// <summary>Begins to watch for what others write, so that a reader need not wait for its next turn.</summary>
    IRecoveryDbWatch Watch();
}
