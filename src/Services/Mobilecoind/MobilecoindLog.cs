using Microsoft.Extensions.Logging;

namespace MobileCoin.Mobilecoind;

/// <summary>What mobilecoind writes to the log. Numbers are not used again.</summary>
internal static partial class MobilecoindLog
{
    internal const string Category = "MobileCoin.Mobilecoind";

    [LoggerMessage(1, LogLevel.Error, "the watcher's database: {Reason}")]
    internal static partial void WatcherFailed(ILogger logger, string reason);

    [LoggerMessage(2, LogLevel.Error, "the ledger: {Reason}")]
    internal static partial void LedgerFailed(ILogger logger, string reason);

    [LoggerMessage(3, LogLevel.Information, "{Path}: migrated from version {From} to {To}")]
    internal static partial void Migrated(ILogger logger, string path, ulong from, ulong to);

    [LoggerMessage(4, LogLevel.Information, "{Path}: copied from {Bootstrap}")]
    internal static partial void Copied(ILogger logger, string path, string bootstrap);

    [LoggerMessage(5, LogLevel.Warning, "the origin block cannot be had yet: {Reason}; trying again in {Seconds} s")]
    internal static partial void NoOriginBlock(ILogger logger, string reason, double seconds);

    [LoggerMessage(6, LogLevel.Warning, "{Flag} does nothing: there is no wallet yet")]
    internal static partial void WalletFlag(ILogger logger, string flag);

    [LoggerMessage(7, LogLevel.Warning, "the quorum set names {Node}, which is no peer and never counts")]
    internal static partial void NoPeer(ILogger logger, string node);

    [LoggerMessage(8, LogLevel.Information, "the ledger has {Blocks} blocks")]
    internal static partial void LedgerOpened(ILogger logger, ulong blocks);

    [LoggerMessage(9, LogLevel.Warning, "peers' enclaves are not attested: peers are believed as far as TLS vouches for them and the quorum set agrees")]
    internal static partial void NotAttested(ILogger logger);
}
