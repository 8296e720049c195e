using Microsoft.Extensions.Logging;

namespace MobileCoin.Hosting;

/// <summary>What hosting writes to the log. Numbers are not used again. Messages, metadata and secrets of the command line are never logged.</summary>
internal static partial class LogMessages
{
    internal const string Category = "MobileCoin.Hosting";

    [LoggerMessage(1, LogLevel.Information, "{Program} started: {BuildInfo}")]
    internal static partial void Started(ILogger logger, string program, string buildInfo);

    [LoggerMessage(2, LogLevel.Information, "{Listener} listens on {Address}")]
    internal static partial void Listening(ILogger logger, string listener, string address);

    [LoggerMessage(3, LogLevel.Information, "told to stop by {Cause}: draining for at most {Seconds} s")]
    internal static partial void Draining(ILogger logger, string cause, double seconds);

    [LoggerMessage(4, LogLevel.Information, "stopped")]
    internal static partial void Stopped(ILogger logger);

    [LoggerMessage(5, LogLevel.Warning, "calls were still running after the time to drain and were cut off")]
    internal static partial void CutOff(ILogger logger);

    [LoggerMessage(6, LogLevel.Warning, "{Warning}")]
    internal static partial void CommandLine(ILogger logger, string warning);

    [LoggerMessage(7, LogLevel.Warning, "{Warning}")]
    internal static partial void EnvironmentFilter(ILogger logger, string warning);

    [LoggerMessage(8, LogLevel.Information, "TLS files read: {Chain}, valid until {Until}")]
    internal static partial void TlsRead(ILogger logger, string chain, DateTimeOffset until);

    [LoggerMessage(9, LogLevel.Error, "TLS files cannot be used, the last ones stay in use: {Reason}")]
    internal static partial void TlsRefused(ILogger logger, string reason);

    [LoggerMessage(10, LogLevel.Error, "{Text}")]
    internal static partial void TestError(ILogger logger, string text);

    [LoggerMessage(11, LogLevel.Information, "the log filter is now {Filter}")]
    internal static partial void FilterSet(ILogger logger, string filter);

    [LoggerMessage(12, LogLevel.Error, "{Context}: {Reason}")]
    internal static partial void RpcError(ILogger logger, string context, string reason);

    [LoggerMessage(13, LogLevel.Information, "{Context}: {Reason}")]
    internal static partial void RpcInfo(ILogger logger, string context, string reason);

    [LoggerMessage(14, LogLevel.Debug, "{Context}: {Reason}")]
    internal static partial void RpcDebug(ILogger logger, string context, string reason);

    [LoggerMessage(15, LogLevel.Debug, "{Method}: refused: {Reason}")]
    internal static partial void Unauthenticated(ILogger logger, string method, string reason);

    [LoggerMessage(16, LogLevel.Critical, "the service failed")]
    internal static partial void Failed(ILogger logger, Exception failure);

    [LoggerMessage(17, LogLevel.Critical, "the service cannot start: {Reason}")]
    internal static partial void CannotStart(ILogger logger, string reason);
}
