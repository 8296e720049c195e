// Recording what each archive says of each block (fact sheet ledger §6.4).
using Microsoft.Extensions.Logging;
using MobileCoin.Blockchain;
using MobileCoin.LedgerDb;

namespace MobileCoin.LedgerSync;

/// <summary>How a run of the watcher ended, by upstream's names.</summary>
public enum WatcherSyncResult
{
    /// <summary>No source gave its next block.</summary>
    BlockSyncError,

    /// <summary>There may be more: the run has gone on for as long as it was allowed to.</summary>
    ReachedMaxBlocksPerIteration,

    /// <summary>Every source is as far as was asked for.</summary>
    AllBlocksSynced,
}

/// <summary>Fetches the blocks of several archives side by side, each from its own place on, and records their signatures.</summary>
public sealed class WatcherSync : IDisposable
{
    private readonly WatcherDb _database;
    private readonly bool _storesBlockData;
    private readonly ILogger _logger;
    private readonly Dictionary<string, ArchiveFetcher> _fetchers = new(StringComparer.Ordinal);

    /// <summary>A watcher of sources.</summary>
    /// <param name="database">Where it records; its configured URLs are the sources'.</param>
    /// <param name="sources">What it watches.</param>
    /// <param name="storesBlockData">Whether whole blocks are kept, or signatures alone.</param>
    /// <param name="options">How blocks are fetched; null: the defaults.</param>
    /// <param name="logger">The log.</param>
    /// <exception cref="ArchiveFetchException">A source is no URL of an archive.</exception>
    public WatcherSync(WatcherDb database, IReadOnlyList<WatcherSource> sources, bool storesBlockData, ArchiveFetcherOptions? options, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(sources);
        _database = database;
        _storesBlockData = storesBlockData;
        _logger = logger;
        foreach (WatcherSource source in sources)
        {
            if (!_fetchers.ContainsKey(source.TxSourceUrl)) _fetchers.Add(source.TxSourceUrl, new ArchiveFetcher([source.TxSourceUrl], options));
        }
    }

    /// <summary>The lowest block that some source needs next; 0 if one was never synced.</summary>
    public ulong LowestNextBlock => _database.LastSyncedBlocks().Values.Min(last => last is { } index ? index + 1 : 0);

    /// <summary>Records the next blocks of all sources.</summary>
    /// <param name="start">The first block of a source that was never synced.</param>
    /// <param name="maxHeight">The last block; null: as many as there are.</param>
    /// <param name="maxIterations">Most blocks of each source; null: no limit.</param>
    /// <param name="cancellationToken">Ends the run; what is recorded stays.</param>
    public async Task<WatcherSyncResult> SyncBlocksAsync(ulong start, ulong? maxHeight, int? maxIterations, CancellationToken cancellationToken)
    {
        for (int iteration = 0; maxIterations is null || iteration < maxIterations; iteration++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            List<(string Url, ulong Index)> due = [];
            foreach ((string url, ulong? last) in _database.LastSyncedBlocks())
            {
                if (_fetchers.ContainsKey(url) && (last is null || maxHeight is null || last < maxHeight)) due.Add((url, last + 1 ?? start));
            }
            if (due.Count == 0) return WatcherSyncResult.AllBlocksSynced;
            BlockData?[] fetched = await Task.WhenAll(due.Select(d => FetchAsync(d.Url, d.Index, cancellationToken))).ConfigureAwait(false);
            if (fetched.All(f => f is null)) return WatcherSyncResult.BlockSyncError;
            for (int i = 0; i < fetched.Length; i++)
            {
                if (fetched[i] is { } block) Record(due[i].Url, block);
            }
        }
        return WatcherSyncResult.ReachedMaxBlocksPerIteration;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (ArchiveFetcher fetcher in _fetchers.Values) fetcher.Dispose();
    }

    private async Task<BlockData?> FetchAsync(string url, ulong index, CancellationToken cancellationToken)
    {
        try
        {
            return await _fetchers[url].GetBlockDataAsync(index, expected: null, cancellationToken).ConfigureAwait(false);
        }
        catch (ArchiveFetchException e)
        {
            // An archive that ends is no news; one that holds rubbish is.
            if (e.IsAbsent) SyncLog.WatcherWaits(_logger, e.Message);
            else SyncLog.WatcherFetchFailed(_logger, e.Message);
            return null;
        }
    }

    private void Record(string url, BlockData block)
    {
        ulong index = block.Block.Index;
        if (_storesBlockData) _database.AddBlockData(url, block);
        if (block.Signature is { } signature) _database.AddBlockSignature(url, index, signature, ArchivePath.OfBlock(index));
        else _database.UpdateLastSynced(url, index);
    }
}
