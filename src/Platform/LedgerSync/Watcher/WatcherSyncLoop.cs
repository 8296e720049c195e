// mobilecoind's watcher thread (fact sheet ledger §6.4).
using Microsoft.Extensions.Logging;
using MobileCoin.LedgerDb;

namespace MobileCoin.LedgerSync;

/// <summary>Has the watcher follow the ledger for as long as it runs.</summary>
public sealed class WatcherSyncLoop(WatcherSync watcher, WatcherDb database, ILedger ledger, TimeSpan pollInterval, ILogger logger, TimeProvider timeProvider)
{
    /// <summary>Most blocks of each source before the ledger is looked at again.</summary>
    public const int MostBlocks = 1_000;

    /// <summary>Whether some source is behind the ledger.</summary>
    public bool IsBehind => ledger.NumBlocks > 0 && (watcher.LowestNextBlock == 0 || database.HighestCommonBlock() < ledger.NumBlocks - 1);

    /// <summary>Runs until it is cancelled.</summary>
    /// <exception cref="OperationCanceledException">It was.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            bool goesOn = false;
            try
            {
                if (IsBehind)
                {
                    goesOn = await watcher.SyncBlocksAsync(watcher.LowestNextBlock, ledger.NumBlocks - 1, MostBlocks, cancellationToken).ConfigureAwait(false)
                        == WatcherSyncResult.ReachedMaxBlocksPerIteration;
                }
            }
            catch (WatcherDbException e)
            {
                SyncLog.WatcherFailed(logger, e.Message);
            }
            if (!goesOn) await Task.Delay(pollInterval, timeProvider, cancellationToken).ConfigureAwait(false);
        }
    }
}
