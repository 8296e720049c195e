// A store of fog view without its ports (fact sheet fog §5.4, §5.8).
using Microsoft.Extensions.Logging;
using MobileCoin.FogEnclave;
using MobileCoin.Hosting;
using MobileCoin.RecoveryDb;
using MobileCoin.Transactions;
using MobileCoin.ViewEnclave;

namespace MobileCoin.FogView;

/// <summary>
/// Brings records from the recovery database into the enclave, and answers routers. <see cref="FetchAsync"/>, <see cref="Drain"/> and
/// <see cref="StepAsync"/> are for one caller at a time; queries are for any number of threads, at any time.
/// </summary>
public sealed partial class ViewStoreNode
{
    private static readonly TimeSpan OverflowPeriod = TimeSpan.FromSeconds(600);

    private readonly ViewStoreOptions _options;
    private readonly IViewStoreEnclave _enclave;
    private readonly IRecoveryDb _db;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ViewMetrics _metrics;
    private readonly DbFetcher _fetcher;
    private readonly StartLoad _load;
    private readonly Queue<FetchedBlock> _queue = new();

    // Blocks that were fetched, and blocks that are in the enclave.
    private BlockTracker _fetched;
    private BlockTracker _added;
    private IReadOnlyList<IngressPublicKeyRecord> _keys = [];
    private bool _keysAreCurrent;
    private long _queuedRecords;
    private bool _isLoaded;
    private bool _hasFailed;
    private string? _overflow;
    private long _overflowTold;
    private volatile bool _isReady;

    /// <summary>A node that has nothing yet.</summary>
    /// <param name="options">How it works.</param>
    /// <param name="enclave">The enclave, without records, and with evidence. It remains the caller's.</param>
    /// <param name="db">The recovery database. It remains the caller's.</param>
    /// <param name="metrics">Where the metrics <c>fog_view</c> go.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">The log.</param>
    public ViewStoreNode(ViewStoreOptions options, IViewStoreEnclave enclave, IRecoveryDb db, MetricRegistry metrics, TimeProvider time, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BlockQueryBatchSize, 1, nameof(options));
        ArgumentNullException.ThrowIfNull(metrics);
        ArgumentNullException.ThrowIfNull(time);
        (_options, _enclave, _db, _time, _logger) = (options, enclave, db, time, logger);
        _metrics = new ViewMetrics(metrics);
        _fetcher = new DbFetcher(options, db, _metrics, time, logger);
        _load = new StartLoad(_fetcher, db, enclave, _metrics, time, logger);
        _fetched = new BlockTracker(new BlockRange(options.Shard.Start, options.Shard.End));
        _added = BlockTracker.As(_fetched);
        _progressed = time.GetTimestamp();
    }

    /// <summary>Whether everything that the database had at the start is in the enclave. Never false again.</summary>
    public bool IsReady => _isReady;

    /// <summary>How far the shard is, as clients are told.</summary>
    public ViewCounts Counts => _state.Counts;

    /// <summary>Fetches blocks that the database has, a batch for each ingress key; at most until the queue is full.</summary>
    /// <returns>Whether there may be more.</returns>
    /// <exception cref="RecoveryDbException">The database failed. What was fetched before stays in the queue.</exception>
    public async Task<bool> FetchAsync(CancellationToken cancellation = default)
    {
        if (_overflow is not null) return false;
        await LoadKeysAsync(cancellation).ConfigureAwait(false);
        bool mayHaveMore = false;
        foreach (IngressPublicKeyRecord key in _keys)
        {
            if (!_fetched.HasMore(key)) continue;
            if (_queuedRecords > _options.MaxQueuedRecords) return true;
            (IReadOnlyList<FetchedBlock> blocks, bool more) = await _fetcher.FetchAsync(key.Key, _fetched.Missing(key), cancellation).ConfigureAwait(false);
            mayHaveMore |= more;
            foreach (FetchedBlock block in blocks)
            {
                _fetched.Came(block.Key, block.Notes);
                _queue.Enqueue(block);
                _queuedRecords += block.Records.Count;
                // Another key may have been entered before this block was: what it has to deliver is asked for again before anything is told.
                _keysAreCurrent = false;
            }
        }
        _metrics.QueuedRecords.Value = _queuedRecords;
        return mayHaveMore;
    }

    /// <summary>Brings the blocks of the queue into the enclave.</summary>
    /// <returns>Whether there were any.</returns>
    public bool Drain()
    {
        bool any = false;
        while (_overflow is null && _queue.TryPeek(out FetchedBlock? block))
        {
            any = true;
            if (block.Records.Count > 0 && !TryAdd(block.Records)) break;
            _queue.Dequeue();
            _queuedRecords -= block.Records.Count;
            _added.Came(block.Key, block.Notes);
            _metrics.BlocksAdded.Increment();
            _metrics.TxosAdded.Increment(block.Records.Count);
        }
        _metrics.QueuedRecords.Value = _queuedRecords;
        return any;
    }

    /// <summary>One turn: fetches, brings in, and tells clients. A failure of the database is logged, and nothing more than that there was no news.</summary>
    /// <returns>Whether there may be more at once.</returns>
    public async Task<bool> StepAsync(CancellationToken cancellation = default)
    {
        _hasFailed = false;
        try
        {
            if (!_isLoaded) await LoadAsync(cancellation).ConfigureAwait(false);
            bool more = await FetchAsync(cancellation).ConfigureAwait(false);
            Drain();
            await TellAsync(cancellation).ConfigureAwait(false);
            if (_overflow is not null) TellOverflow();
            else if (!more && !_isReady) BeReady();
            return more;
        }
        catch (RecoveryDbException e)
        {
            _hasFailed = true;
            ViewLog.DatabaseFailed(_logger, e.Message, _options.PollingInterval.TotalMilliseconds);
            return false;
        }
    }

    /// <summary>Turns, until told to stop: at each hint of the database, and at least each <see cref="ViewStoreOptions.PollingInterval"/>.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        IRecoveryDbWatch watch = _db.Watch();
        await using (watch.ConfigureAwait(false))
        {
            while (true)
            {
                if (await StepAsync(stop).ConfigureAwait(false)) continue;
                if (_hasFailed) await Task.Delay(_options.PollingInterval, _time, stop).ConfigureAwait(false);
                else await watch.WaitAsync(_options.PollingInterval, stop).ConfigureAwait(false);
            }
        }
    }

    /// <summary>About how many records the database has for a shard.</summary>
    internal static async Task<long> EstimateAsync(ViewStoreOptions options, IRecoveryDb db, TimeProvider time, ILogger logger, CancellationToken cancellation = default)
    {
        using var unseen = new MetricRegistry();
        var node = new ViewStoreNode(options, null!, db, unseen, time, logger);
        return await node.EstimateAsync(cancellation).ConfigureAwait(false);
    }

    private async Task<long> EstimateAsync(CancellationToken cancellation)
    {
        await LoadKeysAsync(cancellation).ConfigureAwait(false);
        return await _load.EstimateAsync(_keys, _fetched, cancellation).ConfigureAwait(false);
    }

    private async Task LoadAsync(CancellationToken cancellation)
    {
        long records = await EstimateAsync(cancellation).ConfigureAwait(false);
        if (records >= _options.MinLoadedRecords)
        {
            try
            {
                _added = await _load.LoadAsync(_keys, _fetched, records, cancellation).ConfigureAwait(false);
                _fetched = BlockTracker.As(_added);
                _keysAreCurrent = false;
            }
            catch (EnclaveException e)
            {
                ViewLog.NotLoaded(_logger, e.Message);
            }
        }
        _isLoaded = true;
    }

    private async Task LoadKeysAsync(CancellationToken cancellation)
    {
        _keys = await _fetcher.LoadKeysAsync(cancellation).ConfigureAwait(false);
        _keysAreCurrent = true;
    }

    private bool TryAdd(IReadOnlyList<ETxOutRecord> records)
    {
        long start = _time.GetTimestamp();
        try
        {
            _enclave.AddRecords(records);
            _metrics.EnclaveAddRecordsTime.Observe(_time.GetElapsedTime(start).TotalSeconds);
            return true;
        }
        catch (EnclaveException e)
        {
            _overflow = e.Message;
            _overflowTold = _time.GetTimestamp();
            ViewLog.Overflow(_logger, _enclave.RecordCount, e.Message);
            return false;
        }
    }

    private void TellOverflow()
    {
        if (_time.GetElapsedTime(_overflowTold) < OverflowPeriod) return;
        _overflowTold = _time.GetTimestamp();
        ViewLog.Overflow(_logger, _enclave.RecordCount, _overflow!);
    }

    private void BeReady()
    {
        _isReady = true;
        ViewLog.Ready(_logger, Counts.HighestProcessedBlockCount, Counts.LastKnownBlockCount, _enclave.RecordCount);
    }
}
