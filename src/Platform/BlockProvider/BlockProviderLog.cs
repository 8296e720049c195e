using Microsoft.Extensions.Logging;

namespace MobileCoin.BlockProvider;

/// <summary>What providers write to the log. Numbers are not used again.</summary>
internal static partial class BlockProviderLog
{
    [LoggerMessage(1, LogLevel.Error, "the watcher's database: {Reason}")]
    internal static partial void WatcherFailed(ILogger logger, string reason);

    [LoggerMessage(2, LogLevel.Warning, "waiting for block {Index}'s time for {Seconds} s: {Reason}")]
    internal static partial void StillWaiting(ILogger logger, ulong index, double seconds, string reason);

    [LoggerMessage(3, LogLevel.Warning, "block {Index}'s time is not waited for: {Reason}")]
    internal static partial void NotWaiting(ILogger logger, ulong index, string reason);

    [LoggerMessage(4, LogLevel.Critical, "block {Index}'s time cannot be had, and is asked for again: {Reason}")]
    internal static partial void NoTime(ILogger logger, ulong index, string reason);

    [LoggerMessage(5, LogLevel.Error, "the ledger: {Reason}")]
    internal static partial void LedgerFailed(ILogger logger, string reason);

    [LoggerMessage(6, LogLevel.Information, "blocks come from the ledger in {Path}, their times from {Watcher}")]
    internal static partial void Local(ILogger logger, string path, string watcher);

    [LoggerMessage(7, LogLevel.Information, "blocks come from {Uri}")]
    internal static partial void Mobilecoind(ILogger logger, string uri);
}
