// The contents of agreed headers, from archives (fact sheet ledger §6.2 step 3).
using Microsoft.Extensions.Logging;
using MobileCoin.Blockchain;

namespace MobileCoin.LedgerSync;

/// <summary>Fetches a run of blocks by several workers until all are there or time is up.</summary>
internal sealed class ContentsFetch(ArchiveFetcher fetcher, IReadOnlyList<Block> headers, Func<ArchivedBlock, string?> accept, TimeProvider time, ILogger logger)
{
    internal const int MostWorkers = 50;

    /// <summary>When no block is tried again.</summary>
    internal static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    // A peer tells of a block before its publisher has written it: that is over within milliseconds. What lasts longer is a failure.
    private const int QuickAttempts = 5;

    private static readonly TimeSpan QuickDelay = TimeSpan.FromMilliseconds(25), MostDelay = TimeSpan.FromSeconds(60);

    private readonly Lock _gate = new();
    private readonly PriorityQueue<(int Place, int Attempts), int> _queue = new();
    private readonly ArchivedBlock?[] _blocks = new ArchivedBlock?[headers.Count];

    /// <summary>The blocks before the first one that could not be had.</summary>
    internal async Task<IReadOnlyList<ArchivedBlock>> RunAsync(CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Deadline, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        for (int i = 0; i < headers.Count; i++) _queue.Enqueue((i, 0), i);
        int workers = Math.Min(MostWorkers, headers.Count);
        await Task.WhenAll(Enumerable.Range(0, workers).Select(_ => WorkAsync(both.Token))).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return [.. _blocks.TakeWhile(b => b is not null)!];
    }

    // A worker keeps the block that failed, so the last one to work is always the one with something left to do.
    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested && Take() is (var place, var attempts))
        {
            try
            {
                _blocks[place] = await fetcher.FetchAcceptedAsync(headers[place].Index, headers[place], accept, logger, cancellationToken).ConfigureAwait(false);
            }
            catch (ArchiveFetchException e)
            {
                SyncLog.BlockMissing(logger, headers[place].Index, e.Message);
                if (await WaitAsync(attempts + 1, cancellationToken).ConfigureAwait(false)) Put(place, attempts + 1);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task<bool> WaitAsync(int attempts, CancellationToken cancellationToken)
    {
        try
        {
            TimeSpan delay = attempts <= QuickAttempts ? QuickDelay * (1 << (attempts - 1)) : TimeSpan.FromSeconds(attempts - QuickAttempts);
            await Task.Delay(delay < MostDelay ? delay : MostDelay, time, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private (int Place, int Attempts)? Take()
    {
        lock (_gate) return _queue.TryDequeue(out (int, int) next, out _) ? next : null;
    }

    private void Put(int place, int attempts)
    {
        lock (_gate) _queue.Enqueue((place, attempts), place);
    }
}
