using Microsoft.Extensions.Logging;

namespace MobileCoin.Consensus;

/// <summary>What a validator writes to the log. Numbers are not used again. Nothing of a transaction but what the ledger will show.</summary>
internal static partial class ConsensusLog
{
    internal const string Category = "MobileCoin.Consensus";

    [LoggerMessage(1, LogLevel.Information, "block {Index} with {Values} values appended in {Milliseconds:F1} ms; {Pending} wait")]
    internal static partial void Appended(ILogger logger, ulong index, int values, double milliseconds, int pending);

    [LoggerMessage(2, LogLevel.Error, "block {Index} of {Values} values could not be made ({Failure})")]
    internal static partial void NotFormed(ILogger logger, ulong index, int values, BlockFailure failure, Exception exception);

    [LoggerMessage(3, LogLevel.Error, "{Value} is given up: no block can hold it: {Reason}")]
    internal static partial void Condemned(ILogger logger, string value, string reason);

    [LoggerMessage(4, LogLevel.Warning, "fetching blocks failed")]
    internal static partial void NotFetched(ILogger logger, Exception exception);

    [LoggerMessage(5, LogLevel.Warning, "{Warning}")]
    internal static partial void Configuration(ILogger logger, string warning);

    [LoggerMessage(6, LogLevel.Information, "enclave started: {Features}; block version {BlockVersion}, fees {Fees}, signer {Signer}")]
    internal static partial void EnclaveStarted(ILogger logger, string features, uint blockVersion, string fees, string signer);

    [LoggerMessage(7, LogLevel.Information, "ledger {Path}: {Blocks} blocks, {Outputs} outputs")]
    internal static partial void LedgerOpened(ILogger logger, string path, ulong blocks, ulong outputs);

    [LoggerMessage(8, LogLevel.Information, "{Origin} copied to {Ledger}")]
    internal static partial void OriginCopied(ILogger logger, string origin, string ledger);

    [LoggerMessage(10, LogLevel.Debug, "{Call} refused: {Reason}")]
    internal static partial void Refused(ILogger logger, string call, string reason);

    [LoggerMessage(11, LogLevel.Error, "{Call} failed")]
    internal static partial void CallFailed(ILogger logger, string call, Exception exception);

    [LoggerMessage(12, LogLevel.Warning, "{Pending} values that were accepted are not in a block: clients must submit them again")]
    internal static partial void Abandoned(ILogger logger, int pending);

    [LoggerMessage(13, LogLevel.Critical, "cannot start: {Reason}")]
    internal static partial void CannotStart(ILogger logger, string reason);

    [LoggerMessage(14, LogLevel.Information, "taking proposals for block {Index}")]
    internal static partial void Serving(ILogger logger, ulong index);
}
