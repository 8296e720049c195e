// The rows of an embedded database at one moment.
using MobileCoin.Curve25519;
using MobileCoin.Lmdb;
using MobileCoin.RecoveryDb.Rows;

namespace MobileCoin.RecoveryDb;

public sealed partial class LmdbRecoveryDb : IRowSource
{
    Task<IRowSnapshot> IRowSource.BeginSnapshotAsync(CancellationToken cancellation) => Task.FromResult<IRowSnapshot>(new LmdbRowSnapshot(_environment, _tables));
}

internal sealed class LmdbRowSnapshot : IRowSnapshot
{
    private readonly LmdbReadTransaction _transaction;
    private readonly Tables _tables;

    internal LmdbRowSnapshot(LmdbEnvironment environment, Tables tables)
    {
        _tables = tables;
        try
        {
            _transaction = environment.BeginRead();
        }
        catch (LmdbException e)
        {
            throw LmdbFailure.From(e);
        }
    }

    public Task<IReadOnlyList<IngressKeyRow>> KeysAsync(CancellationToken cancellation) => AllAsync(
        _tables.IngressKeys, c => new IngressKeyRow(new BigEndian(c.Key, "an ingress key").Key(), StoredIngressKey.Decode(c.Value)));

    public Task<IReadOnlyList<InvocationRow>> InvocationsAsync(CancellationToken cancellation) => AllAsync(_tables.Invocations, c =>
    {
        StoredInvocation run = StoredInvocation.Decode(c.Value);
        return new InvocationRow(
            (long)new BigEndian(c.Key, "an invocation's id").UInt64(), run.IngressKey, run.EgressKey.PublicKey, run.EgressKey.Version,
            run.LastActiveAt.ToUnixTimeMilliseconds() * 1000, run.StartBlock, run.IsDecommissioned);
    });

    public Task<IReadOnlyList<ReportRow>> ReportsAsync(CancellationToken cancellation) => AllAsync(_tables.Reports, c =>
    {
        StoredReport report = StoredReport.Decode(c.Value);
        return new ReportRow(report.IngressKey, report.InvocationId, report.FogReportId, report.Evidence, report.PubkeyExpiry);
    });

    public Task<IReadOnlyList<EventRow>> EventsAsync(long from, CancellationToken cancellation) => ReadAsync<IReadOnlyList<EventRow>>(() =>
    {
        List<EventRow> rows = [];
        using LmdbCursor cursor = _transaction.OpenCursor(_tables.UserEvents);
        for (bool more = cursor.MoveToAtLeast(BigEndian.Of((ulong)Math.Max(0, from))); more; more = cursor.MoveNext())
        {
            StoredEvent stored = StoredEvent.Decode(cursor.Value);
            rows.Add(new EventRow((long)new BigEndian(cursor.Key, "a user event's id").UInt64(), (EventKind)stored.Kind, stored.First, stored.Second));
        }
        return rows;
    });

    public Task<IReadOnlyList<BlockRow>> BlocksAsync(CompressedRistretto key, ulong? after, long bytes, CancellationToken cancellation) => ReadAsync<IReadOnlyList<BlockRow>>(() =>
    {
        List<BlockRow> rows = [];
        using LmdbCursor cursor = _transaction.OpenCursor(_tables.IngestedBlocks);
        for (bool more = cursor.MoveToAtLeast(BigEndian.Of(key, after is { } last ? last + 1 : 0)); more && bytes > 0; more = cursor.MoveNext())
        {
            var parts = new BigEndian(cursor.Key, "an ingested block's key");
            if (parts.Key() != key) break;
            StoredBlockHead head = StoredBlockHead.Decode(cursor.Value);
            rows.Add(new BlockRow(head.InvocationId, key, parts.UInt64(), head.CumulativeTxoCount, head.SignatureTimestamp, cursor.Value[StoredBlockHead.Size..].ToArray()));
            bytes -= cursor.Value.Length;
        }
        return rows;
    });

    public Task<ulong> CountBlocksAsync(CompressedRistretto key, ulong last, CancellationToken cancellation) => ReadAsync(() =>
    {
        ulong count = 0;
        using LmdbCursor cursor = _transaction.OpenCursor(_tables.IngestedBlocks);
        for (bool more = cursor.MoveToAtLeast(BigEndian.Of(key, 0)); more; more = cursor.MoveNext(), count++)
        {
            var parts = new BigEndian(cursor.Key, "an ingested block's key");
            if (parts.Key() != key || parts.UInt64() > last) break;
        }
        return count;
    });

    public ValueTask DisposeAsync()
    {
        _transaction.Dispose();
        return ValueTask.CompletedTask;
    }

    private Task<IReadOnlyList<T>> AllAsync<T>(LmdbDatabase table, Func<LmdbCursor, T> row) => ReadAsync<IReadOnlyList<T>>(() =>
    {
        List<T> rows = [];
        using LmdbCursor cursor = _transaction.OpenCursor(table);
        while (cursor.MoveNext()) rows.Add(row(cursor));
        return rows;
    });

    private static Task<T> ReadAsync<T>(Func<T> read)
    {
        try
        {
            return Task.FromResult(read());
        }
        catch (LmdbException e)
        {
            return Task.FromException<T>(LmdbFailure.From(e));
        }
        catch (RecoveryDbException e)
        {
            return Task.FromException<T>(e);
        }
    }
}
