// Runs of ingest enclaves in the embedded database (fact sheet fog §3.4).
using MobileCoin.Curve25519;
using MobileCoin.Lmdb;
using MobileCoin.Transactions;

namespace MobileCoin.RecoveryDb;

public sealed partial class LmdbRecoveryDb
{
    /// <inheritdoc/>
    public Task<long> NewIngestInvocationAsync(
        long? previous, CompressedRistretto ingressKey, KexRngPubkeyMessage egressKey, ulong startBlock, CancellationToken cancellation = default)
    {
        Bounds.RequireEgressKey(egressKey, nameof(egressKey));
        Bounds.Require(startBlock, nameof(startBlock));
        return WriteAsync(transaction =>
        {
            if (previous is { } ended) Decommission(transaction, ended);
            ulong id = NextId(transaction, _tables.Invocations);
            if (!transaction.TryPut(_tables.InvocationByEgressKey, egressKey.PublicKey.Span, BigEndian.Of(id), LmdbPut.NoOverwrite))
            {
                throw new RecoveryDbException(
                    RecoveryDbError.EgressKeyAlreadyUsed, $"the egress key {Convert.ToHexStringLower(egressKey.PublicKey.Span)} was entered before");
            }
            RequireIngressKey(transaction, ingressKey);
            PutInvocation(transaction, (long)id, new StoredInvocation(ingressKey, egressKey, startBlock, Now, IsDecommissioned: false, LastIngestedBlock: null));
            PutEvent(transaction, new StoredEvent(StoredEventKind.NewIngestInvocation, id, 0));
            return (long)id;
        }, cancellation);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<IngestableRange>> GetIngestableRangesAsync(CancellationToken cancellation = default) =>
        ReadAsync<IReadOnlyList<IngestableRange>>(transaction =>
            [.. Invocations(transaction).Select(i => new IngestableRange(i.Id, i.Run.StartBlock, i.Run.IsDecommissioned, i.Run.LastIngestedBlock))], cancellation);

    /// <inheritdoc/>
    public Task DecommissionIngestInvocationAsync(long ingestInvocationId, CancellationToken cancellation = default) =>
        WriteAsync(transaction => Decommission(transaction, ingestInvocationId), cancellation);

    /// <inheritdoc/>
    public Task UpdateLastActiveAtAsync(long ingestInvocationId, CancellationToken cancellation = default) => WriteAsync(transaction =>
    {
        if (FindInvocation(transaction, ingestInvocationId) is { } run) PutInvocation(transaction, ingestInvocationId, run with { LastActiveAt = Now });
    }, cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ExpiredInvocationRecord>> GetExpiredInvocationsAsync(DateTimeOffset before, CancellationToken cancellation = default) =>
        ReadAsync<IReadOnlyList<ExpiredInvocationRecord>>(transaction =>
            [.. Invocations(transaction).Where(i => i.Run.LastActiveAt < before).Select(i => new ExpiredInvocationRecord(i.Id, i.Run.EgressKey, i.Run.LastActiveAt))], cancellation);

    private DateTimeOffset Now => _options.TimeProvider.GetUtcNow();

    private void Decommission(LmdbWriteTransaction transaction, long id)
    {
        StoredInvocation run = RequireInvocation(transaction, id);
        if (run.IsDecommissioned) throw new RecoveryDbException(RecoveryDbError.AlreadyDecommissioned, $"ingest invocation {id} has ended already");
        PutInvocation(transaction, id, run with { IsDecommissioned = true, LastActiveAt = Now });
        PutEvent(transaction, new StoredEvent(StoredEventKind.DecommissionIngestInvocation, (ulong)id, 0));
    }

    private StoredInvocation? FindInvocation(LmdbTransaction transaction, long id) =>
        transaction.TryGet(_tables.Invocations, BigEndian.Of((ulong)id), out ReadOnlySpan<byte> value) ? StoredInvocation.Decode(value) : null;

    private StoredInvocation RequireInvocation(LmdbTransaction transaction, long id) => FindInvocation(transaction, id)
        ?? throw new RecoveryDbException(RecoveryDbError.MissingIngestInvocation, $"there is no ingest invocation {id}");

    private void PutInvocation(LmdbWriteTransaction transaction, long id, StoredInvocation run) =>
        transaction.Put(_tables.Invocations, BigEndian.Of((ulong)id), run.Encode());

    private List<(long Id, StoredInvocation Run)> Invocations(LmdbTransaction transaction)
    {
        List<(long, StoredInvocation)> all = [];
        using LmdbCursor cursor = transaction.OpenCursor(_tables.Invocations);
        while (cursor.MoveNext()) all.Add(((long)new BigEndian(cursor.Key, "an invocation's id").UInt64(), StoredInvocation.Decode(cursor.Value)));
        return all;
    }
}
