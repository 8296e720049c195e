using Microsoft.Extensions.Logging;

namespace MobileCoin.RecoveryDistribution;

/// <summary>What uploads and restorations write to the log. Numbers are not used again.</summary>
internal static partial class DistributionLog
{
    [LoggerMessage(1, LogLevel.Information, "{Destination}: going on after segment {Segment}")]
    internal static partial void Starts(ILogger logger, string destination, ulong segment);

    [LoggerMessage(2, LogLevel.Information, "{Destination}: segment {Segment} uploaded, {Blocks} blocks, {Events} events")]
    internal static partial void Uploaded(ILogger logger, string destination, ulong segment, int blocks, int events);

    [LoggerMessage(3, LogLevel.Error, "{Destination}: not uploaded, trying again: {Reason}")]
    internal static partial void Failed(ILogger logger, string destination, string reason);

    [LoggerMessage(4, LogLevel.Warning, "{Source}: the last {Count} segments are of an upload that did not end, and are left out")]
    internal static partial void LeftOut(ILogger logger, string source, int count);

    [LoggerMessage(5, LogLevel.Debug, "segment {Segment} of {Segments} restored")]
    internal static partial void Restored(ILogger logger, ulong segment, ulong segments);
}
