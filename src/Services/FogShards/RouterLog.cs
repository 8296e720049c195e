using Microsoft.Extensions.Logging;

namespace MobileCoin.FogShards;

/// <summary>What routers write to the log. Numbers are not used again. Nothing of a query: not even how many keys it has.</summary>
internal static partial class RouterLog
{
    [LoggerMessage(1, LogLevel.Warning, "shard {Shard} fails: {Reason}")]
    internal static partial void Failing(ILogger logger, string shard, string reason);

    [LoggerMessage(2, LogLevel.Information, "shard {Shard}: shook hands with {Store}")]
    internal static partial void Authenticated(ILogger logger, string shard, string store);

    [LoggerMessage(3, LogLevel.Information, "shard {Shard} added, for blocks {Start} to {End}")]
    internal static partial void Added(ILogger logger, string shard, ulong start, ulong end);

    [LoggerMessage(4, LogLevel.Information, "shard {Shard} answers")]
    internal static partial void Answers(ILogger logger, string shard);
}
