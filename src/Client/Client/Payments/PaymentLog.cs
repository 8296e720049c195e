using Microsoft.Extensions.Logging;

namespace MobileCoin.Client;

/// <summary>What clients log of payments: that there are any, neither what is paid nor to whom. Numbers are never used again.</summary>
internal static partial class PaymentLog
{
    [LoggerMessage(40, LogLevel.Information, "a payment was taken by consensus, with {BlockCount} blocks; it is good up to block {TombstoneBlock}")]
    internal static partial void Taken(ILogger logger, ulong tombstoneBlock, ulong blockCount);

    [LoggerMessage(41, LogLevel.Warning, "nobody answered attempt {Attempt} at a payment: {Reason}")]
    internal static partial void NoAnswer(ILogger logger, int attempt, string reason);

    [LoggerMessage(42, LogLevel.Warning, "a payment was refused: {Reason} (certain: {IsCertain})")]
    internal static partial void Refused(ILogger logger, string reason, bool isCertain);
}
