using Microsoft.Extensions.Logging;

namespace MobileCoin.App.Fog.Distribution;

/// <summary>What fog-distribution logs.</summary>
internal static partial class DistributionLog
{
    internal const string Category = "MobileCoin.FogDistribution";

    [LoggerMessage(Level = LogLevel.Information, Message = "fee {Fee}, block version {Version}, {Blocks} blocks")]
    internal static partial void Prepared(ILogger logger, ulong fee, uint version, ulong blocks);

    [LoggerMessage(Level = LogLevel.Information, Message = "no report of {Url} yet: {Reason}")]
    internal static partial void NoReport(ILogger logger, string url, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "a transaction is made anew: the block {Tombstone}, before which it was good, is there")]
    internal static partial void Rebuilt(ILogger logger, ulong tombstone);

    [LoggerMessage(Level = LogLevel.Warning, Message = "validator {Peer} did not take a transaction: {Reason}")]
    internal static partial void NotTaken(ILogger logger, int peer, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "a transaction is given up: {Reason}")]
    internal static partial void Failed(ILogger logger, string reason);
}
