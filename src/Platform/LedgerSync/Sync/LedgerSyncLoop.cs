// mobilecoind's sync thread (fact sheet ledger §6.2).
using Microsoft.Extensions.Logging;
using MobileCoin.LedgerDb;

namespace MobileCoin.LedgerSync;

/// <summary>Follows the network for as long as it runs: polls the peers, and catches up whenever they are ahead.</summary>
public sealed class LedgerSyncLoop(
    ILedger ledger, LedgerSyncService service, PollingNetworkState network, TimeSpan pollInterval, ILogger logger, TimeProvider timeProvider)
{
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);

    private volatile bool _isBehind = true;

    /// <summary>Whether the network is ahead, or it is not known yet whether it is.</summary>
    public bool IsBehind => _isBehind;

    /// <summary>Runs until it is cancelled.</summary>
    /// <exception cref="OperationCanceledException">It was.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!service.IsBehind(network)) await network.PollAsync(cancellationToken).ConfigureAwait(false);
            // Before anybody has answered, nobody knows.
            _isBehind = network.PeerBlockIndices.Count == 0 || service.IsBehind(network);
            await Task.Delay(service.IsBehind(network) ? await AttemptAsync(cancellationToken).ConfigureAwait(false) : pollInterval, timeProvider, cancellationToken)
                .ConfigureAwait(false);
        }
    }

    private async Task<TimeSpan> AttemptAsync(CancellationToken cancellationToken)
    {
        SyncLog.Behind(logger, ledger.NumBlocks, network.HighestBlockIndexOnNetwork ?? 0);
        try
        {
            await service.AttemptAsync(network, LedgerSyncService.ClientLimit, cancellationToken).ConfigureAwait(false);
            return TimeSpan.Zero;
        }
        catch (LedgerSyncException e)
        {
            SyncLog.AttemptFailed(logger, e.Message);
            return AfterFailure < pollInterval ? AfterFailure : pollInterval;
        }
    }
}
