// Publishing a ledger, block by block (fact sheets ledger §5.8, consensus §5.2).
using Microsoft.Extensions.Logging;
using MobileCoin.Blockchain;
using MobileCoin.LedgerDb;
using MobileCoin.ObjectStores;

namespace MobileCoin.LedgerSync;

/// <summary>
/// Writes each block of a ledger to a destination as it comes, and merged files when they are full. It goes on where it was interrupted: the
/// destination tells how far it came. Files are whole or absent at any moment.
/// </summary>
public sealed class LedgerDistribution : IDisposable
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan MostDelay = TimeSpan.FromSeconds(30);

    private readonly ILedger _ledger;
    private readonly IArchiveStore _store;
    private readonly LedgerDistributionOptions _options;
    private readonly ulong[] _buckets;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly Func<double> _random;

    /// <summary>A distribution to a destination.</summary>
    /// <param name="ledger">What is published; it may be empty yet.</param>
    /// <param name="destination">Where to.</param>
    /// <param name="options">How.</param>
    /// <param name="variable">The environment, for the keys and the region of a bucket.</param>
    /// <param name="logger">The log.</param>
    /// <param name="timeProvider">The clock.</param>
    /// <param name="random">Spreads retries; gives a number from 0 to 1.</param>
    public LedgerDistribution(
        ILedger ledger, DistributionUri destination, LedgerDistributionOptions options, Func<string, string?> variable, ILogger logger, TimeProvider timeProvider, Func<double> random)
        : this(ledger, ArchiveStores.Open(destination, variable), options, logger, timeProvider, random)
    {
    }

    internal LedgerDistribution(ILedger ledger, IArchiveStore store, LedgerDistributionOptions options, ILogger logger, TimeProvider timeProvider, Func<double> random)
    {
        _ledger = ledger;
        _store = store;
        _options = options;
        _buckets = [.. options.MergeBuckets.Where(b => b > 1).Distinct()];
        _logger = logger;
        _time = timeProvider;
        _random = random;
    }

    /// <summary>Publishes until it is cancelled.</summary>
    /// <exception cref="OperationCanceledException">It was.</exception>
    /// <exception cref="FormatException">The state file is none.</exception>
    /// <exception cref="LedgerException">The ledger cannot be read.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        ulong next = await StartAsync(cancellationToken).ConfigureAwait(false);
        while (true)
        {
            for (; next < _ledger.NumBlocks; next++) await PublishAsync(next, cancellationToken).ConfigureAwait(false);
            await Task.Delay(_options.PollInterval, _time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Publishes what the ledger has, and returns the number of its blocks.</summary>
    internal async Task<ulong> RunOnceAsync(CancellationToken cancellationToken)
    {
        ulong next = await StartAsync(cancellationToken).ConfigureAwait(false);
        for (; next < _ledger.NumBlocks; next++) await PublishAsync(next, cancellationToken).ConfigureAwait(false);
        return next;
    }

    /// <inheritdoc/>
    public void Dispose() => _store.Dispose();

    private async Task<ulong> StartAsync(CancellationToken cancellationToken)
    {
        (ulong start, string why) = await FindStartAsync(cancellationToken).ConfigureAwait(false);
        SyncLog.DistributionStarts(_logger, _store.Name, start, why);
        // A run that was ended after a block and before the merged files that it fills is made good.
        if (start > 0 && start <= _ledger.NumBlocks)
        {
            foreach (ulong size in _buckets)
            {
                if (start % size == 0 && !await RetryAsync(c => _store.ExistsAsync(ArchivePath.OfMerged(size, start - size), c), cancellationToken).ConfigureAwait(false))
                {
                    await PublishMergedAsync(start - size, size, cancellationToken).ConfigureAwait(false);
                }
            }
        }
        return start;
    }

    private async Task<(ulong Start, string Why)> FindStartAsync(CancellationToken cancellationToken)
    {
        ulong blocks = _ledger.NumBlocks;
        if (_options.StartFrom == DistributionStart.Zero) return (0, "told to start from zero");
        if (_options.StartFrom == DistributionStart.Next) return (blocks, "told to start from the next block");
        if (_options.StateFile is { } file && await DistributionState.LoadAsync(file, cancellationToken).ConfigureAwait(false) is { } state) return (state.NextBlock, $"by {file}");
        ulong? highest = blocks == 0 ? null : await RetryAsync(c => HighestBlock.FindAsync(_store, blocks - 1, c), cancellationToken).ConfigureAwait(false);
        return highest is { } found ? (found + 1, "after the highest block there") : (0, "no block is there");
    }

    private async Task PublishAsync(ulong index, CancellationToken cancellationToken)
    {
        await WriteAsync(ArchivePath.OfBlock(index), ArchiveBlocks.Encode(_ledger.GetBlockData(index)), cancellationToken).ConfigureAwait(false);
        foreach (ulong size in _buckets)
        {
            if ((index + 1) % size == 0) await PublishMergedAsync(index + 1 - size, size, cancellationToken).ConfigureAwait(false);
        }
        if (_options.StateFile is { } file) await new DistributionState(index + 1).SaveAsync(file, cancellationToken).ConfigureAwait(false);
    }

    private async Task PublishMergedAsync(ulong first, ulong size, CancellationToken cancellationToken)
    {
        string path = ArchivePath.OfMerged(size, first);
        if (MergedFile.Encode(_ledger, first, size, _options.MostMergedBytes) is { } bytes) await WriteAsync(path, bytes, cancellationToken).ConfigureAwait(false);
        else SyncLog.MergedTooLarge(_logger, path, _options.MostMergedBytes);
    }

    private async Task WriteAsync(string path, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await RetryAsync(
            async c =>
            {
                await _store.WriteAsync(path, bytes, c).ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
        SyncLog.Distributed(_logger, path, _store.Name);
    }

    // For ever: a destination that comes back is gone on with, and the log tells of one that does not.
    private async Task<T> RetryAsync<T>(Func<CancellationToken, Task<T>> attempt, CancellationToken cancellationToken)
    {
        for (TimeSpan most = FirstDelay; ; most = most * 10 < MostDelay ? most * 10 : MostDelay)
        {
            try
            {
                return await attempt(cancellationToken).ConfigureAwait(false);
            }
            catch (ArchiveStoreException e)
            {
                TimeSpan delay = most * _random();
                SyncLog.DistributionFailed(_logger, _store.Name, e.Message, Math.Round(delay.TotalMilliseconds));
                await Task.Delay(delay, _time, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
