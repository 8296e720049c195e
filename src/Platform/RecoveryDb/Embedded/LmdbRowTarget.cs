// An embedded database that is filled with rows: beside its place until it is whole.
using MobileCoin.Lmdb;
using MobileCoin.RecoveryDb.Rows;
using MobileCoin.Transactions;

namespace MobileCoin.RecoveryDb;

internal sealed class LmdbRowTarget : IRowTarget
{
    private const string Suffix = ".restoring";

    private static readonly string[] OwnFiles = ["data.mdb", "lock.mdb"];

    private readonly string _path;
    private readonly string _temporary;
    private readonly LmdbEnvironment _environment;
    private readonly Tables _tables;
    private readonly Dictionary<long, ulong> _lastBlocks = [];

    private LmdbRowTarget(string path, string temporary, LmdbEnvironment environment)
    {
        (_path, _temporary, _environment) = (path, temporary, environment);
        environment.Write(Tables.Create);
        _tables = Tables.Open(environment);
    }

    /// <summary>Begins a database.</summary>
    /// <exception cref="RecoveryDbException">There is something already, or the folder beside it cannot be made.</exception>
    internal static LmdbRowTarget Create(string path)
    {
        string full = Path.GetFullPath(path).TrimEnd('/'), temporary = full + Suffix;
        if (Directory.Exists(full) && Directory.EnumerateFileSystemEntries(full).Any())
        {
            throw new RecoveryDbException(RecoveryDbError.Schema, $"{path}: there is something already; restore to an empty place, and move it here then");
        }
        try
        {
            // What a death in the middle left.
            if (Directory.Exists(temporary))
            {
                if (Directory.EnumerateFileSystemEntries(temporary).Any(f => !OwnFiles.Contains(Path.GetFileName(f))))
                {
                    throw new RecoveryDbException(RecoveryDbError.Schema, $"{temporary}: no database that was being restored: move it away");
                }
                Directory.Delete(temporary, recursive: true);
            }
            return new LmdbRowTarget(full, temporary, LmdbEnvironment.Open(temporary, new LmdbOptions { Create = true, Durability = LmdbDurability.NoSync }));
        }
        catch (LmdbException e)
        {
            throw LmdbFailure.From(e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RecoveryDbException(RecoveryDbError.ReadOnly, $"{temporary}: {e.Message}", e, isTransient: false);
        }
    }

    public Task PutAsync(RowBatch rows, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return Run(() => _environment.Write(transaction => Put(transaction, rows)));
    }

    public Task CommitAsync(CancellationToken cancellation) => Run(() =>
    {
        _environment.Write(transaction =>
        {
            foreach ((long id, ulong last) in _lastBlocks)
            {
                StoredInvocation run = Find(transaction, id);
                transaction.Put(_tables.Invocations, BigEndian.Of((ulong)id), (run with { LastIngestedBlock = last }).Encode());
            }
        });
        _environment.Flush();
        _environment.Dispose();
        if (Directory.Exists(_path)) Directory.Delete(_path);
        Directory.Move(_temporary, _path);
    });

    public ValueTask DisposeAsync()
    {
        _environment.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Put(LmdbWriteTransaction transaction, RowBatch rows)
    {
        foreach (IngressKeyRow key in rows.Keys) transaction.Put(_tables.IngressKeys, key.Key.ToBytes(), StoredIngressKey.Encode(key.Status));
        foreach (InvocationRow run in rows.Invocations)
        {
            byte[] id = BigEndian.Of((ulong)run.Id);
            transaction.Put(_tables.InvocationByEgressKey, run.EgressKey.Span, id);
            var active = DateTimeOffset.FromUnixTimeMilliseconds(Math.Max(0, run.LastActiveAt / 1000));
            transaction.Put(_tables.Invocations, id, new StoredInvocation(run.IngressKey, new KexRngPubkeyMessage(run.EgressKey, run.RngVersion), run.StartBlock, active, run.IsDecommissioned, null).Encode());
        }
        foreach (BlockRow block in rows.Blocks) Put(transaction, block);
        foreach (EventRow happened in rows.Events)
        {
            transaction.Put(_tables.UserEvents, BigEndian.Of((ulong)happened.Id), new StoredEvent((StoredEventKind)happened.Kind, happened.First, happened.Second).Encode());
            if (happened.Kind == EventKind.MissingBlocks) transaction.Put(_tables.MissedRanges, BigEndian.Of(happened.First, happened.Second), BigEndian.Of((ulong)happened.Id));
        }
        ulong number = 0;
        foreach (ReportRow report in rows.Reports)
        {
            byte[] id = BigEndian.Of(++number);
            transaction.Put(_tables.ReportById, StoredReport.KeyOf(report.FogReportId), id);
            transaction.Put(_tables.Reports, id, new StoredReport(report.IngressKey, report.InvocationId, report.PubkeyExpiry, report.FogReportId, report.Evidence.ToArray()).Encode());
        }
    }

    private void Put(LmdbWriteTransaction transaction, BlockRow block)
    {
        Span<byte> room = transaction.Reserve(_tables.IngestedBlocks, BigEndian.Of(block.IngressKey, block.Number), StoredBlockHead.Size + block.Records.Length);
        new StoredBlockHead(block.InvocationId, block.CumulativeTxoCount, block.SignatureTimestamp).Write(room);
        block.Records.Span.CopyTo(room[StoredBlockHead.Size..]);
        transaction.Put(_tables.BlockByNumber, BigEndian.Of(block.Number, block.IngressKey), BigEndian.Of(block.CumulativeTxoCount, block.SignatureTimestamp));
        _lastBlocks[block.InvocationId] = Math.Max(block.Number, _lastBlocks.GetValueOrDefault(block.InvocationId));
    }

    private StoredInvocation Find(LmdbTransaction transaction, long id) => transaction.TryGet(_tables.Invocations, BigEndian.Of((ulong)id), out ReadOnlySpan<byte> value)
        ? StoredInvocation.Decode(value)
        : throw new RecoveryDbException(RecoveryDbError.MissingIngestInvocation, $"there are blocks of ingest invocation {id}, and it is not there");

    private static Task Run(Action work)
    {
        try
        {
            work();
            return Task.CompletedTask;
        }
        catch (LmdbException e)
        {
            return Task.FromException(LmdbFailure.From(e));
        }
        catch (RecoveryDbException e)
        {
            return Task.FromException(e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Task.FromException(new RecoveryDbException(RecoveryDbError.ReadOnly, e.Message, e, isTransient: false));
        }
    }
}
