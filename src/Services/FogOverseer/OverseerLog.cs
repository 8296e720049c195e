using Microsoft.Extensions.Logging;

namespace MobileCoin.FogOverseer;

/// <summary>What fog_overseer_server writes to the log. Numbers are not used again.</summary>
internal static partial class OverseerLog
{
    internal const string Category = "MobileCoin.FogOverseer";

    [LoggerMessage(1, LogLevel.Warning, "{Warning}")]
    internal static partial void CommandLine(ILogger logger, string warning);

    [LoggerMessage(2, LogLevel.Information, "enabled")]
    internal static partial void Enabled(ILogger logger);

    [LoggerMessage(3, LogLevel.Information, "disabled")]
    internal static partial void Disabled(ILogger logger);

    [LoggerMessage(4, LogLevel.Error, "a node does not answer, nothing is done until all do: {Reason}")]
    internal static partial void Unresponsive(ILogger logger, string reason);

    [LoggerMessage(5, LogLevel.Error, "{Count} nodes are active: the database lets one of them go on")]
    internal static partial void SeveralActive(ILogger logger, int count);

    [LoggerMessage(6, LogLevel.Warning, "no node is active: failing over, with {Count} outstanding keys")]
    internal static partial void FailingOver(ILogger logger, int count);

    [LoggerMessage(7, LogLevel.Critical, "several keys are outstanding, the overseer disables itself and an operator must decide: {Keys}")]
    internal static partial void SeveralOutstanding(ILogger logger, string keys);

    [LoggerMessage(8, LogLevel.Warning, "no node holds the key {Key}: it is reported lost")]
    internal static partial void ReportingLost(ILogger logger, string key);

    [LoggerMessage(9, LogLevel.Information, "{Node} is active with the key {Key}")]
    internal static partial void Activated(ILogger logger, string node, string key);

    [LoggerMessage(10, LogLevel.Information, "{Node} has new keys: {Key}")]
    internal static partial void NewKeys(ILogger logger, string node, string key);

    [LoggerMessage(11, LogLevel.Warning, "attempt {Attempt} of {Attempts} failed: {Reason}")]
    internal static partial void AttemptFailed(ILogger logger, int attempt, int attempts, string reason);

    [LoggerMessage(12, LogLevel.Error, "the fail-over did not succeed, the next cycle tries again: {Reason}")]
    internal static partial void Failed(ILogger logger, string reason);
}
