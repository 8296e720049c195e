using Microsoft.Extensions.Logging;

namespace MobileCoin.FogView;

/// <summary>What a store writes to the log. Numbers are not used again.</summary>
internal static partial class ViewLog
{
    internal const string Category = "MobileCoin.FogView";

    [LoggerMessage(1, LogLevel.Warning, "the recovery database: {Reason}; trying again in {Milliseconds} ms")]
    internal static partial void DatabaseFailed(ILogger logger, string reason, double milliseconds);

    [LoggerMessage(2, LogLevel.Error, "block {Block} of ingress key {Key} does not decode, its outputs cannot be found: {Reason}")]
    internal static partial void BadBlock(ILogger logger, ulong block, string key, string reason);

    [LoggerMessage(3, LogLevel.Error, "block {Block} of ingress key {Key}: {Bad} of {Records} records are none and are left out, the first: {Reason}")]
    internal static partial void BadRecords(ILogger logger, ulong block, string key, int bad, int records, string reason);

    [LoggerMessage(4, LogLevel.Critical, "no memory for more records, {Records} are in: what is there is served, nothing new is loaded until a restart with more memory or a smaller shard: {Reason}")]
    internal static partial void Overflow(ILogger logger, long records, string reason);

    [LoggerMessage(5, LogLevel.Information, "loading about {Records} records")]
    internal static partial void Loading(ILogger logger, long records);

    [LoggerMessage(6, LogLevel.Information, "{Records} of about {All} records loaded")]
    internal static partial void LoadProgress(ILogger logger, long records, long all);

    [LoggerMessage(7, LogLevel.Information, "{Records} records of {Blocks} blocks loaded in {Seconds:F1} s")]
    internal static partial void Loaded(ILogger logger, long records, long blocks, double seconds);

    [LoggerMessage(8, LogLevel.Information, "ready: {Processed} of {Known} blocks are in, {Records} records")]
    internal static partial void Ready(ILogger logger, ulong processed, ulong known, long records);

    [LoggerMessage(9, LogLevel.Warning, "for {Seconds:F0} s nothing was processed beyond {Processed} blocks of {Known}, for want of ingress key {Key}")]
    internal static partial void Stuck(ILogger logger, double seconds, ulong processed, ulong known, string key);

    [LoggerMessage(10, LogLevel.Debug, "for {Seconds:F0} s there was no block after the {Processed} that are in")]
    internal static partial void CaughtUp(ILogger logger, double seconds, ulong processed);

    [LoggerMessage(11, LogLevel.Debug, "a query is not for this store: {Reason}")]
    internal static partial void NotOurs(ILogger logger, string reason);

    [LoggerMessage(12, LogLevel.Warning, "a query could not be answered: {Reason}")]
    internal static partial void NotAnswered(ILogger logger, string reason);

    [LoggerMessage(13, LogLevel.Warning, "what {Of} is cannot be told: {Reason}")]
    internal static partial void NotTold(ILogger logger, string of, string reason);

    [LoggerMessage(14, LogLevel.Warning, "the records could not be loaded together and come block by block: {Reason}")]
    internal static partial void NotLoaded(ILogger logger, string reason);

    [LoggerMessage(15, LogLevel.Warning, "{Warning}")]
    internal static partial void Configuration(ILogger logger, string warning);

    [LoggerMessage(16, LogLevel.Critical, "cannot start: {Reason}")]
    internal static partial void CannotStart(ILogger logger, string reason);
}
