using Microsoft.Extensions.Logging;

namespace MobileCoin.FogReport;

/// <summary>What report_server writes to the log. Numbers are not used again.</summary>
internal static partial class ReportLog
{
    internal const string Category = "MobileCoin.FogReport";

    [LoggerMessage(1, LogLevel.Warning, "{Warning}")]
    internal static partial void CommandLine(ILogger logger, string warning);

    [LoggerMessage(2, LogLevel.Information, "signing with the chain in {Chain}, valid until {Until}")]
    internal static partial void Signing(ILogger logger, string chain, DateTimeOffset until);

    [LoggerMessage(3, LogLevel.Error, "the files for signing cannot be used, the last ones stay in use: {Reason}")]
    internal static partial void SigningRefused(ILogger logger, string reason);

    [LoggerMessage(4, LogLevel.Error, "reports can no longer be read: {Reason}")]
    internal static partial void NotReadable(ILogger logger, string reason);
}
