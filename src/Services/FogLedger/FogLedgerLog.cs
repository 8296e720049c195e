using Microsoft.Extensions.Logging;

namespace MobileCoin.FogLedger;

/// <summary>What stores of key images write to the log. Numbers are not used again; the router's begin at 100.</summary>
internal static partial class FogLedgerLog
{
    internal const string Category = "MobileCoin.FogLedger";

    [LoggerMessage(1, LogLevel.Debug, "{Call}: {Reason}")]
    internal static partial void Refused(ILogger logger, string call, string reason);

    [LoggerMessage(2, LogLevel.Error, "key images: the source of blocks: {Reason}")]
    internal static partial void SourceFailed(ILogger logger, string reason);

    [LoggerMessage(3, LogLevel.Critical, "key images: no room for those of block {Block}, nothing behind it is loaded until there is: {Reason}")]
    internal static partial void Full(ILogger logger, ulong block, string reason);

    [LoggerMessage(4, LogLevel.Information, "key images: the shard's first {Blocks} blocks have {KeyImages}, which are being loaded")]
    internal static partial void Loading(ILogger logger, ulong blocks, long keyImages);

    [LoggerMessage(5, LogLevel.Information, "key images: {KeyImages} loaded in {Seconds} s, up to block {Block}")]
    internal static partial void Loaded(ILogger logger, long keyImages, double seconds, ulong block);

    [LoggerMessage(6, LogLevel.Information, "key images: ready, at block {Next} of {End}")]
    internal static partial void Ready(ILogger logger, ulong next, ulong end);

    [LoggerMessage(7, LogLevel.Warning, "key images: not ready, at block {Next} of {End}")]
    internal static partial void NotReady(ILogger logger, ulong next, ulong end);

    [LoggerMessage(8, LogLevel.Information, "key images: the shard {Shard} is complete")]
    internal static partial void Complete(ILogger logger, string shard);

    [LoggerMessage(9, LogLevel.Error, "MultiKeyImageStoreQuery: {Reason}")]
    internal static partial void QueryFailed(ILogger logger, string reason);

    [LoggerMessage(10, LogLevel.Warning, "{ListenUri} says that routers know this store as {Listening}, {ResponderIdFlag} that they know it as {ResponderId}: they will not get in")]
    internal static partial void TwoNames(ILogger logger, string listenUri, string listening, string responderIdFlag, string responderId);

    [LoggerMessage(11, LogLevel.Error, "the store does not start: {Reason}")]
    internal static partial void CannotStart(ILogger logger, string reason);
}
