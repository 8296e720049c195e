// Waiting for the time of a block (fact sheet fog §7.1).
using Microsoft.Extensions.Logging;
using MobileCoin.Transactions;

namespace MobileCoin.BlockProvider;

/// <summary>The rules of waiting, whatever the source.</summary>
/// <param name="time">The clock.</param>
/// <param name="logger">The log.</param>
internal sealed class TimestampPoll(TimeProvider time, ILogger logger)
{
    /// <summary>How soon a watcher is asked again that lies behind.</summary>
    internal static TimeSpan BehindPause { get; } = TimeSpan.FromMilliseconds(10);

    /// <summary>How soon a source is asked again that fails, or has no time.</summary>
    internal static TimeSpan FailurePause { get; } = TimeSpan.FromSeconds(1);

    /// <param name="index">The block.</param>
    /// <param name="warnEvery">After each such time of the watcher lying behind, the log has a warning.</param>
    /// <param name="ask">Asks once, and says why where there is no time.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    internal async Task<ulong> WaitAsync(
        ulong index, TimeSpan warnEvery, Func<Task<(ulong Timestamp, TimestampResultCode Code, string Reason)>> ask, CancellationToken cancellationToken)
    {
        // The origin block was never signed.
        if (index == 0) return ulong.MaxValue;
        long since = time.GetTimestamp();
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            (ulong timestamp, TimestampResultCode code, string reason) = await ask().ConfigureAwait(false);
            switch (code)
            {
                case TimestampResultCode.TimestampFound:
                    return timestamp;
                case TimestampResultCode.BlockIndexOutOfBounds:
                    BlockProviderLog.NotWaiting(logger, index, reason);
                    return ulong.MaxValue;
                case TimestampResultCode.WatcherBehind:
                    if (time.GetElapsedTime(since) >= warnEvery)
                    {
                        since = time.GetTimestamp();
                        BlockProviderLog.StillWaiting(logger, index, warnEvery.TotalSeconds, reason);
                    }
                    await Task.Delay(BehindPause, time, cancellationToken).ConfigureAwait(false);
                    break;
                default:
                    BlockProviderLog.NoTime(logger, index, reason);
                    await Task.Delay(FailurePause, time, cancellationToken).ConfigureAwait(false);
                    break;
            }
        }
    }

    /// <summary>A code in words.</summary>
    internal static string Reason(TimestampResultCode code) => code switch
    {
        TimestampResultCode.WatcherBehind => "the watcher has not come to it yet",
        TimestampResultCode.Unavailable => "no watched node signed it",
        TimestampResultCode.WatcherDatabaseError => "the watcher's database cannot be read",
        TimestampResultCode.BlockIndexOutOfBounds => "there is no such block",
        _ => $"the code {(uint)code} is unknown",
    };
}
