// Failures as statuses: "context: reason", logged as grave as they are (fact sheet fog §8.3).
using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace MobileCoin.Hosting;

/// <summary>Makes the exceptions that end calls, and logs them.</summary>
public static class RpcErrors
{
    /// <summary>The database failed: INTERNAL, logged as an error.</summary>
    public static RpcException Database(ILogger logger, object reason) => Internal(logger, "Database Error", reason);

    /// <summary>This server is at fault: INTERNAL, logged as an error.</summary>
    public static RpcException Internal(ILogger logger, string context, object reason)
    {
        LogMessages.RpcError(logger, context, Text(reason));
        return Make(StatusCode.Internal, context, reason);
    }

    /// <summary>The request is wrong: INVALID_ARGUMENT.</summary>
    public static RpcException InvalidArgument(ILogger logger, string context, object reason) => Debug(logger, StatusCode.InvalidArgument, context, reason);

    /// <summary>The caller may not, or its session is lost: PERMISSION_DENIED.</summary>
    public static RpcException PermissionDenied(ILogger logger, string context, object reason) => Debug(logger, StatusCode.PermissionDenied, context, reason);

    /// <summary>The server's state does not allow it: FAILED_PRECONDITION, logged as information.</summary>
    public static RpcException FailedPrecondition(ILogger logger, string context, object reason)
    {
        LogMessages.RpcInfo(logger, context, Text(reason));
        return Make(StatusCode.FailedPrecondition, context, reason);
    }

    /// <summary>Not now: UNAVAILABLE.</summary>
    public static RpcException Unavailable(ILogger logger, string context, object reason) => Debug(logger, StatusCode.Unavailable, context, reason);

    /// <summary>Beyond what there is: OUT_OF_RANGE.</summary>
    public static RpcException OutOfRange(ILogger logger, string context, object reason) => Debug(logger, StatusCode.OutOfRange, context, reason);

    private static RpcException Debug(ILogger logger, StatusCode code, string context, object reason)
    {
        LogMessages.RpcDebug(logger, context, Text(reason));
        return Make(code, context, reason);
    }

    private static RpcException Make(StatusCode code, string context, object reason) => new(new Status(code, $"{context}: {Text(reason)}"));

    private static string Text(object reason) => reason is Exception e ? e.Message : reason.ToString() ?? "";
}
