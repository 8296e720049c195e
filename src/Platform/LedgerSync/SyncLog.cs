using Microsoft.Extensions.Logging;

namespace MobileCoin.LedgerSync;

/// <summary>What sync writes to the log. Numbers are not used again.</summary>
internal static partial class SyncLog
{
    [LoggerMessage(1, LogLevel.Warning, "peer {Peer} does not say its last block: {Reason}")]
    internal static partial void PeerSilent(ILogger logger, string peer, string reason);

    [LoggerMessage(2, LogLevel.Warning, "peer {Peer} gives no headers from block {Index} on: {Reason}")]
    internal static partial void PeerWithoutHeaders(ILogger logger, string peer, ulong index, string reason);

    [LoggerMessage(3, LogLevel.Warning, "headers of peer {Peer} are not used: {Reason}")]
    internal static partial void PeerRefused(ILogger logger, string peer, string reason);

    [LoggerMessage(4, LogLevel.Warning, "refused: {Reason}")]
    internal static partial void SourceRefused(ILogger logger, string reason);

    [LoggerMessage(5, LogLevel.Warning, "block {Index} could not be fetched: {Reason}")]
    internal static partial void BlockMissing(ILogger logger, ulong index, string reason);

    [LoggerMessage(6, LogLevel.Error, "block {Index} of {Source} is not safe: {Reason}")]
    internal static partial void BlockUnsafe(ILogger logger, ulong index, string source, string reason);

    [LoggerMessage(7, LogLevel.Information, "appended blocks {First} to {Last}")]
    internal static partial void Appended(ILogger logger, ulong first, ulong last);

    [LoggerMessage(8, LogLevel.Error, "sync attempt failed: {Reason}")]
    internal static partial void AttemptFailed(ILogger logger, string reason);

    [LoggerMessage(9, LogLevel.Information, "behind: the ledger has {Blocks} blocks, the network's last is {Index}")]
    internal static partial void Behind(ILogger logger, ulong blocks, ulong index);

    [LoggerMessage(10, LogLevel.Information, "the archives end before block {Index}: {Reason}")]
    internal static partial void ArchivesEnd(ILogger logger, ulong index, string reason);

    [LoggerMessage(11, LogLevel.Warning, "watcher: {Reason}")]
    internal static partial void WatcherFetchFailed(ILogger logger, string reason);

    [LoggerMessage(12, LogLevel.Error, "watcher: {Reason}")]
    internal static partial void WatcherFailed(ILogger logger, string reason);

    [LoggerMessage(13, LogLevel.Warning, "{Node} gives no evidence: {Reason}")]
    internal static partial void EvidenceMissing(ILogger logger, string node, string reason);

    [LoggerMessage(14, LogLevel.Information, "{Node} has given the evidence of block signer {Signer}")]
    internal static partial void EvidenceStored(ILogger logger, string node, string signer);

    [LoggerMessage(15, LogLevel.Debug, "{Path} written to {Destination}")]
    internal static partial void Distributed(ILogger logger, string path, string destination);

    [LoggerMessage(16, LogLevel.Warning, "{Destination}: {Reason}; trying again in {Milliseconds} ms")]
    internal static partial void DistributionFailed(ILogger logger, string destination, string reason, double milliseconds);

    [LoggerMessage(17, LogLevel.Information, "{Destination}: starting at block {Index} ({Reason})")]
    internal static partial void DistributionStarts(ILogger logger, string destination, ulong index, string reason);

    [LoggerMessage(18, LogLevel.Warning, "{Path} would have more than {Bytes} bytes and is left out")]
    internal static partial void MergedTooLarge(ILogger logger, string path, long bytes);

    [LoggerMessage(19, LogLevel.Debug, "watcher: waits for {Reason}")]
    internal static partial void WatcherWaits(ILogger logger, string reason);
}
