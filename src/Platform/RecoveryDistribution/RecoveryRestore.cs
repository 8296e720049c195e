// Making a recovery database of an archive (the counterpart of an upload).
using Microsoft.Extensions.Logging;
using MobileCoin.ObjectStores;
using MobileCoin.RecoveryDb;
using MobileCoin.RecoveryDb.Rows;

namespace MobileCoin.RecoveryDistribution;

/// <summary>What was restored.</summary>
/// <param name="Segments">As many segments of the archive.</param>
/// <param name="LeftOut">Segments after them, of an upload that did not end.</param>
/// <param name="Blocks">Blocks in them.</param>
/// <param name="LastEventId">The last event; 0 for none.</param>
public sealed record RestoreResult(ulong Segments, ulong LeftOut, ulong Blocks, long LastEventId);

/// <summary>Restores a recovery database to a place where there is none: as a whole, or not at all.</summary>
public static class RecoveryRestore
{
    private const int Ahead = 16;

    /// <summary>Restores to a folder.</summary>
    /// <exception cref="RecoveryDistributionException">The archive is damaged, or there is none.</exception>
    /// <exception cref="RecoveryDbException">The database cannot be made.</exception>
    /// <exception cref="ArchiveStoreException">The archive cannot be read just now.</exception>
    public static Task<RestoreResult> ToFolderAsync(
        DistributionUri source, string path, Func<string, string?> variable, ILogger logger, CancellationToken cancellationToken = default) =>
        RunAsync(source, () => Task.FromResult<IRowTarget>(LmdbRowTarget.Create(path)), variable, logger, cancellationToken);

    /// <summary>Restores to PostgreSQL.</summary>
    /// <inheritdoc cref="ToFolderAsync"/>
    public static Task<RestoreResult> ToPostgresAsync(
        DistributionUri source, string url, PostgresOptions options, Func<string, string?> variable, ILogger logger, CancellationToken cancellationToken = default) =>
        RunAsync(source, async () => await PostgresRowTarget.CreateAsync(url, options, cancellationToken).ConfigureAwait(false), variable, logger, cancellationToken);

    internal static async Task<RestoreResult> RunAsync(IArchiveStore store, Func<Task<IRowTarget>> open, ILogger logger, CancellationToken cancellationToken)
    {
        (List<byte[]> hashes, int complete) = await VerifyAsync(store, cancellationToken).ConfigureAwait(false);
        if (hashes.Count == 0) throw new RecoveryDistributionException($"{store.Name}: there is no recovery database");
        if (complete == 0) throw new RecoveryDistributionException($"{store.Name}: the first upload did not end: there is nothing whole to restore");
        if (complete < hashes.Count) DistributionLog.LeftOut(logger, store.Name, hashes.Count - complete);
        ulong blocks = 0;
        long lastEvent = 0;
        IReadOnlyList<ReportRow> reports = [];
        IRowTarget target = await open().ConfigureAwait(false);
        await using (target.ConfigureAwait(false))
        {
            await foreach ((Segment segment, byte[] hash) in ReadAsync(store, (ulong)complete, cancellationToken).ConfigureAwait(false))
            {
                if (!hash.AsSpan().SequenceEqual(hashes[(int)segment.Number - 1])) throw new RecoveryDistributionException($"{store.Name}: {Segment.PathOf(segment.Number)} changed while it was restored");
                if (segment.HasReports) reports = segment.Rows.Reports;
                RowBatch rows = segment.Rows;
                await target.PutAsync(new RowBatch { Keys = rows.Keys, Invocations = rows.Invocations, Blocks = rows.Blocks, Events = rows.Events }, cancellationToken).ConfigureAwait(false);
                blocks += (ulong)rows.Blocks.Count;
                lastEvent = segment.LastEventId;
                DistributionLog.Restored(logger, segment.Number, (ulong)complete);
            }
            await target.PutAsync(new RowBatch { Reports = reports }, cancellationToken).ConfigureAwait(false);
            await target.CommitAsync(cancellationToken).ConfigureAwait(false);
        }
        return new RestoreResult((ulong)complete, (ulong)(hashes.Count - complete), blocks, lastEvent);
    }

    private static async Task<RestoreResult> RunAsync(
        DistributionUri source, Func<Task<IRowTarget>> open, Func<string, string?> variable, ILogger logger, CancellationToken cancellationToken)
    {
        using IArchiveStore store = ArchiveStores.Open(source, variable);
        return await RunAsync(store, open, logger, cancellationToken).ConfigureAwait(false);
    }

    // All of it before the first row is written: the hashes of the segments, and how many of them end with a complete one.
    private static async Task<(List<byte[]> Hashes, int Complete)> VerifyAsync(IArchiveStore store, CancellationToken cancellationToken)
    {
        List<byte[]> hashes = [];
        int complete = 0;
        byte[] archive = [], previous = new byte[Segment.HashSize];
        await foreach ((Segment segment, byte[] hash) in ReadAsync(store, ulong.MaxValue, cancellationToken).ConfigureAwait(false))
        {
            if (hashes.Count == 0) archive = segment.ArchiveId;
            ArchiveReader.RequireNext(store, segment, archive, previous);
            hashes.Add(previous = hash);
            if (segment.IsComplete) complete = hashes.Count;
        }
        if (await store.ListAsync(Segment.Folder, cancellationToken).ConfigureAwait(false) is { } names
            && names.Select(Segment.NumberOf).Max() is { } highest && highest > (ulong)hashes.Count)
        {
            throw new RecoveryDistributionException($"{store.Name}: {Segment.PathOf((ulong)hashes.Count + 1)} is missing, and there are segments up to {highest}");
        }
        return (hashes, complete);
    }

    // Some at a time: many are small, and far away.
    private static async IAsyncEnumerable<(Segment Segment, byte[] Hash)> ReadAsync(
        IArchiveStore store, ulong last, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var ahead = new Queue<Task<(Segment, byte[])?>>();
        using var all = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            for (ulong next = 1; ;)
            {
                for (; ahead.Count < Ahead && next <= last; next++) ahead.Enqueue(ArchiveReader.ReadAsync(store, next, all.Token));
                if (!ahead.TryDequeue(out Task<(Segment, byte[])?>? reading) || await reading.ConfigureAwait(false) is not { } read) yield break;
                yield return read;
            }
        }
        finally
        {
            await all.CancelAsync().ConfigureAwait(false);
            await ((Task)Task.WhenAll(ahead)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
