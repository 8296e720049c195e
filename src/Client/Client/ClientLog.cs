using Microsoft.Extensions.Logging;

namespace MobileCoin.Client;

/// <summary>What a client writes to the log: no key, amount, address or memo. Numbers are not used again; payments have those from 100 on.</summary>
internal static partial class ClientLog
{
    internal const string Category = "MobileCoin.Client";

    [LoggerMessage(1, LogLevel.Information, "a call failed, again in {Pause}: {Reason}")]
    internal static partial void CallFailed(ILogger logger, string reason, TimeSpan pause);

    [LoggerMessage(2, LogLevel.Information, "the node {Node} failed: {Reason}")]
    internal static partial void NodeFailed(ILogger logger, string node, string reason);

    [LoggerMessage(3, LogLevel.Debug, "{Keys} new keys of ingest enclaves, {Missed} missed blocks; {Processed} of {Known} blocks are processed")]
    internal static partial void Events(ILogger logger, int keys, long missed, ulong processed, ulong known);

    [LoggerMessage(4, LogLevel.Debug, "{Found} of {Asked} search keys were found")]
    internal static partial void Searched(ILogger logger, int found, int asked);

    [LoggerMessage(5, LogLevel.Debug, "{Blocks} missed blocks with {Outputs} outputs were looked through")]
    internal static partial void Scanned(ILogger logger, int blocks, int outputs);

    [LoggerMessage(6, LogLevel.Information, "updated to {Blocks} blocks: {Outputs} outputs")]
    internal static partial void Updated(ILogger logger, ulong blocks, int outputs);

    [LoggerMessage(7, LogLevel.Warning, "an answer is not believed: {Reason}")]
    internal static partial void NotBelieved(ILogger logger, string reason);

    [LoggerMessage(8, LogLevel.Warning, "a key of an ingest enclave is passed over: {Reason}")]
    internal static partial void KeyPassedOver(ILogger logger, string reason);

    [LoggerMessage(9, LogLevel.Debug, "a record that is not this account's output is passed over")]
    internal static partial void RecordPassedOver(ILogger logger);

    [LoggerMessage(10, LogLevel.Information, "the saved state is of other subaddresses, or of a view-only account: everything is looked for anew")]
    internal static partial void StateLeftOut(ILogger logger);
}
