// What the recovery database says beside what it throws. Numbers are not used again.
using Microsoft.Extensions.Logging;

namespace MobileCoin.RecoveryDb;

internal static partial class RecoveryDbLog
{
    [LoggerMessage(1, LogLevel.Warning, "Ingress key {Key}: after block {Expected} the next one stored is {Found}", EventName = "BlocksMissing")]
    internal static partial void BlocksMissing(ILogger logger, string key, ulong expected, ulong found);

    [LoggerMessage(2, LogLevel.Warning, "{Server}: attempt {Attempt} failed, trying again: {Reason}", EventName = "TryingAgain")]
    internal static partial void TryingAgain(ILogger logger, string server, int attempt, string reason);

    [LoggerMessage(3, LogLevel.Debug, "{Server}: no notice of new blocks, reading at intervals: {Reason}", EventName = "NotListening")]
    internal static partial void NotListening(ILogger logger, string server, string reason);
}
