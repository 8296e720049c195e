using Microsoft.Extensions.Logging;

namespace MobileCoin.Grpc;

/// <summary>What calls write to the log. Numbers are not used again. Messages and metadata are never logged: they may hold secrets.</summary>
internal static partial class CallLog
{
    [LoggerMessage(1, LogLevel.Error, "{Method}: the handler threw")]
    internal static partial void HandlerFailed(ILogger logger, string method, Exception failure);

    [LoggerMessage(2, LogLevel.Information, "{Method}: bad request: {Reason}")]
    internal static partial void BadRequest(ILogger logger, string method, string reason);

    [LoggerMessage(3, LogLevel.Warning, "{Method}: the trailer {Name} cannot be sent and is left out")]
    internal static partial void TrailerDropped(ILogger logger, string method, string name);

    [LoggerMessage(4, LogLevel.Error, "{Method}: code that waited for the cancellation threw")]
    internal static partial void CallbackFailed(ILogger logger, string method, Exception failure);

    [LoggerMessage(5, LogLevel.Debug, "no such service or method: {Path}")]
    internal static partial void UnknownMethod(ILogger logger, string path);

    [LoggerMessage(6, LogLevel.Information, "{Method}: refused with {Code}: {Why}")]
    internal static partial void Refused(ILogger logger, string method, global::Grpc.Core.StatusCode code, string why);

    [LoggerMessage(7, LogLevel.Error, "a listener stopped accepting connections")]
    internal static partial void AcceptFailed(ILogger logger, Exception failure);

    [LoggerMessage(8, LogLevel.Debug, "{Connection}: no request arrived in time")]
    internal static partial void Silent(ILogger logger, string connection);
}
