using Microsoft.Extensions.Logging;

namespace MobileCoin.Quotes;

/// <summary>What quoting writes to the log. Numbers are not used again.</summary>
internal static partial class LogMessages
{
    internal const string Category = "MobileCoin.Quotes";

    [LoggerMessage(1, LogLevel.Warning, "SIMULATED ATTESTATION: {Measurement}. There is no enclave: whoever runs this machine sees everything, and the evidence proves nothing. For development and tests only")]
    internal static partial void Simulated(ILogger logger, Measurement measurement);

    [LoggerMessage(2, LogLevel.Information, "evidence comes from {Kind}: {Reason}")]
    internal static partial void Chosen(ILogger logger, TeeKind kind, string reason);

    [LoggerMessage(3, LogLevel.Information, "the enclave has new evidence")]
    internal static partial void Refreshed(ILogger logger);

    [LoggerMessage(4, LogLevel.Error, "the enclave's evidence could not be refreshed, next try in {Seconds} s: {Reason}")]
    internal static partial void RefreshFailed(ILogger logger, string reason, double seconds);

    [LoggerMessage(5, LogLevel.Warning, "the enclave's evidence rests on collateral that was due for renewal: the first part of it on {NextUpdate}")]
    internal static partial void Overdue(ILogger logger, DateTimeOffset? nextUpdate);

    [LoggerMessage(6, LogLevel.Warning, "{Url} cannot be read, its answer of {Fetched} is used: {Reason}")]
    internal static partial void StaleAnswer(ILogger logger, Uri url, DateTimeOffset fetched, string reason);

    [LoggerMessage(7, LogLevel.Warning, "SIMULATED SEALING: what is sealed can be opened by whoever reads {File}")]
    internal static partial void SimulatedSealing(ILogger logger, string file);

    [LoggerMessage(8, LogLevel.Warning, "SIMULATED ATTESTATION: quoted {Measurement}, which proves nothing")]
    internal static partial void SimulatedQuote(ILogger logger, Measurement measurement);

    [LoggerMessage(9, LogLevel.Information, "{Kind} evidence obtained for {Measurement}")]
    internal static partial void Obtained(ILogger logger, TeeKind kind, Measurement measurement);
}
