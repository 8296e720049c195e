// The recovery database as one process reaches it: any call may wait, fail, or be the process's last.
using MobileCoin.Curve25519;
using MobileCoin.RecoveryDb;
using MobileCoin.Transactions;

namespace MobileCoin.Fog;

/// <summary>
/// A process's way to the round's database. Calls come one after the other, and each is over when it returns, whichever database it is:
/// histories do not depend on its time.
/// </summary>
internal sealed class ReachedDb(IRecoveryDb db, Actor actor, StoredKeys keys, Plants plants) : IRecoveryDb
{
    private ReadOnlyMemory<byte> _searchKey;
    private IReadOnlyList<IngressPublicKeyRecord>? _records;
    private UserEvents? _events;
    private int _age;
    private int _failures;

    public Task<IngressPublicKeyStatus?> GetIngressKeyStatusAsync(CompressedRistretto key, CancellationToken cancellation = default) =>
        Reach("GetIngressKeyStatus", () => db.GetIngressKeyStatusAsync(key, cancellation), cancellation);

    public Task<ulong> NewIngressKeyAsync(CompressedRistretto key, ulong startBlockCount, CancellationToken cancellation = default) =>
        Reach("NewIngressKey", () => db.NewIngressKeyAsync(key, startBlockCount, cancellation), cancellation);

    public Task RetireIngressKeyAsync(CompressedRistretto key, bool setRetired, CancellationToken cancellation = default) =>
        Reach("RetireIngressKey", () => db.RetireIngressKeyAsync(key, setRetired, cancellation), cancellation);

    public Task<ulong?> GetLastScannedBlockIndexAsync(CompressedRistretto key, CancellationToken cancellation = default) =>
        Reach("GetLastScannedBlockIndex", () => db.GetLastScannedBlockIndexAsync(key, cancellation), cancellation);

    public Task<IReadOnlyList<IngressPublicKeyRecord>> GetIngressKeyRecordsAsync(ulong startBlockAtLeast, IngressPublicKeyRecordFilters filters, CancellationToken cancellation = default) =>
        Reach(
            "GetIngressKeyRecords",
            async () =>
            {
                IReadOnlyList<IngressPublicKeyRecord> records = await db.GetIngressKeyRecordsAsync(startBlockAtLeast, filters, cancellation);
                if (plants.HidesNewKeys) return [.. records.Where(r => r.LastScannedBlock is not null)];
                if (!plants.StaleKeys) return records;
                if (_age++ % 4 == 0) _records = records;
                return _records!;
            },
            cancellation);

    public Task<IReadOnlyList<IngestableRange>> GetIngestableRangesAsync(CancellationToken cancellation = default) =>
        Reach("GetIngestableRanges", () => db.GetIngestableRangesAsync(cancellation), cancellation);

    public Task DecommissionIngestInvocationAsync(long ingestInvocationId, CancellationToken cancellation = default) =>
        Reach("DecommissionIngestInvocation", () => db.DecommissionIngestInvocationAsync(ingestInvocationId, cancellation), cancellation);

    public Task ReportLostIngressKeyAsync(CompressedRistretto key, CancellationToken cancellation = default) =>
        Reach("ReportLostIngressKey", () => db.ReportLostIngressKeyAsync(key, cancellation), cancellation);

    public Task<IReadOnlyList<BlockRange>> GetMissedBlockRangesAsync(CancellationToken cancellation = default) =>
        Reach("GetMissedBlockRanges", () => db.GetMissedBlockRangesAsync(cancellation), cancellation);

    public Task<UserEvents> SearchUserEventsAsync(long startFromUserEventId, CancellationToken cancellation = default) =>
        Reach("SearchUserEvents", async () => Told(await db.SearchUserEventsAsync(startFromUserEventId, cancellation)), cancellation);

    public Task<IReadOnlyList<FixedTxOutSearchResult>> GetTxOutsAsync(ulong startBlock, IReadOnlyList<ReadOnlyMemory<byte>> searchKeys, CancellationToken cancellation = default) =>
        Reach("GetTxOuts", () => db.GetTxOutsAsync(startBlock, searchKeys, cancellation), cancellation);

    public Task UpdateLastActiveAtAsync(long ingestInvocationId, CancellationToken cancellation = default) =>
        Reach("UpdateLastActiveAt", () => db.UpdateLastActiveAtAsync(ingestInvocationId, cancellation), cancellation);

    public Task<IReadOnlyList<ETxOutRecord>?> GetTxOutsByBlockAndKeyAsync(CompressedRistretto ingressKey, ulong block, CancellationToken cancellation = default) =>
        Reach("GetTxOutsByBlockAndKey", () => db.GetTxOutsByBlockAndKeyAsync(ingressKey, block, cancellation), cancellation);

    public Task<IReadOnlyList<IngestedBlockData>> GetTxOutsByBlockRangeAndKeyAsync(CompressedRistretto ingressKey, BlockRange range, CancellationToken cancellation = default) =>
        Reach("GetTxOutsByBlockRangeAndKey", () => db.GetTxOutsByBlockRangeAndKeyAsync(ingressKey, range, cancellation), cancellation);

    public Task<long?> GetInvocationIdByBlockAndKeyAsync(CompressedRistretto ingressKey, ulong block, CancellationToken cancellation = default) =>
        Reach("GetInvocationIdByBlockAndKey", () => db.GetInvocationIdByBlockAndKeyAsync(ingressKey, block, cancellation), cancellation);

    public Task<ulong?> GetCumulativeTxoCountForBlockAsync(ulong block, CancellationToken cancellation = default) =>
        Reach("GetCumulativeTxoCountForBlock", () => db.GetCumulativeTxoCountForBlockAsync(block, cancellation), cancellation);

    public Task<ulong?> GetBlockSignatureTimestampForBlockAsync(ulong block, CancellationToken cancellation = default) =>
        Reach("GetBlockSignatureTimestampForBlock", () => db.GetBlockSignatureTimestampForBlockAsync(block, cancellation), cancellation);

    public Task<ulong?> GetHighestKnownBlockIndexAsync(CancellationToken cancellation = default) =>
        Reach("GetHighestKnownBlockIndex", () => db.GetHighestKnownBlockIndexAsync(cancellation), cancellation);

    public Task<IReadOnlyList<ExpiredInvocationRecord>> GetExpiredInvocationsAsync(DateTimeOffset before, CancellationToken cancellation = default) =>
        Reach("GetExpiredInvocations", () => db.GetExpiredInvocationsAsync(before, cancellation), cancellation);

    public Task<IReadOnlyList<PublishedReport>> GetAllReportsAsync(CancellationToken cancellation = default) =>
        Reach("GetAllReports", () => db.GetAllReportsAsync(cancellation), cancellation);

    public Task<IngressPublicKeyStatus> SetReportAsync(CompressedRistretto ingressKey, string fogReportId, ReportData data, CancellationToken cancellation = default) =>
        Reach("SetReport", () => db.SetReportAsync(ingressKey, fogReportId, data, cancellation), cancellation);

    public Task RemoveReportAsync(string fogReportId, CancellationToken cancellation = default) =>
        Reach("RemoveReport", () => db.RemoveReportAsync(fogReportId, cancellation), cancellation);

    public Task<long> NewIngestInvocationAsync(
        long? previous, CompressedRistretto ingressKey, KexRngPubkeyMessage egressKey, ulong startBlock, CancellationToken cancellation = default) =>
        Reach(
            "NewIngestInvocation",
            () =>
            {
                keys.Enters(actor.Name, ingressKey.ToString(), egressKey);
                return db.NewIngestInvocationAsync(previous, ingressKey, egressKey, startBlock, cancellation);
            },
            cancellation);

    public Task<AddBlockDataStatus> AddBlockDataAsync(
        long ingestInvocationId, IngestedBlock block, IReadOnlyList<ETxOutRecord> records, CancellationToken cancellation = default)
    {
        keys.Sends(actor.Name, block, records);
        return Reach("AddBlockData", () => db.AddBlockDataAsync(ingestInvocationId, block, records, cancellation), cancellation);
    }

    public Task<AddBlockDataStatus> AddManyBlocksDataAsync(
        long ingestInvocationId, IReadOnlyList<IngestedBlockData> blocks, CancellationToken cancellation = default)
    {
        if (plants.RepeatsSearchKeys) blocks = Repeated(blocks);
        foreach (IngestedBlockData block in blocks) keys.Sends(actor.Name, block.Block, block.Records);
        if (plants.LosesBlocks && blocks[0].Block.Index % 4 == 1) return Task.FromResult(default(AddBlockDataStatus));
        string what = $"AddManyBlocksData({ingestInvocationId}, {blocks[0].Block.Index}..{blocks[^1].Block.Index})";
        return Reach(what, () => db.AddManyBlocksDataAsync(ingestInvocationId, blocks, cancellation), cancellation);
    }

    public IRecoveryDbWatch Watch() => throw new NotSupportedException("histories make every turn themselves");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private Task<T> Reach<T>(string what, Func<Task<T>> call, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return actor.CallAsync(what, () => Task.FromResult(call().GetAwaiter().GetResult()), Failure);
    }

    private Task<bool> Reach(string what, Func<Task> call, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return actor.CallAsync(
            what,
            () =>
            {
                call().GetAwaiter().GetResult();
                return Task.FromResult(true);
            },
            Failure);
    }

    private UserEvents Told(UserEvents events)
    {
        if (plants.StaleEvents) (events, _events) = (_events ?? events, events);
        if (!plants.HidesMissedBlocks) return events;
        int[] shown = [.. Enumerable.Range(0, events.Events.Count).Where(i => events.Events[i] is not UserEvent.MissingBlocks)];
        return events with { Events = [.. shown.Select(i => events.Events[i])], Ids = [.. shown.Select(i => events.Ids[i])] };
    }

    private List<IngestedBlockData> Repeated(IReadOnlyList<IngestedBlockData> blocks)
    {
        List<IngestedBlockData> repeated = [];
        foreach (IngestedBlockData block in blocks)
        {
            ReadOnlyMemory<byte> last = block.Records[0].SearchKey;
            repeated.Add(_searchKey.IsEmpty ? block : new IngestedBlockData(block.Block, [new ETxOutRecord(_searchKey, block.Records[0].Payload), .. block.Records.Skip(1)]));
            _searchKey = last;
        }
        return repeated;
    }

    // Now and then one that trying again is said not to help against.
    private RecoveryDbException Failure() => ++_failures % 3 > 0
        ? new RecoveryDbException(RecoveryDbError.Connection, "the database went away")
        : new RecoveryDbException(RecoveryDbError.Orm, "the database failed");
}
