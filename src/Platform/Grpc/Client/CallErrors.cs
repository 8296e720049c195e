// What a client makes of a failure below gRPC: the table of HTTP/2 error codes of the protocol; what the network does is UNAVAILABLE.
using System.Net.Sockets;
using System.Security.Authentication;
using Grpc.Core;

namespace Grpc.Net.Client;

/// <summary>Failures as statuses.</summary>
internal static class CallErrors
{
    internal static Status StatusOf(Exception failure)
    {
        for (Exception? e = failure; e is not null; e = e.InnerException)
        {
            switch (e)
            {
                case RpcException rpc:
                    return rpc.Status;
                case HttpProtocolException protocol:
                    return new Status(OfReset(protocol.ErrorCode), $"The server reset the stream: HTTP/2 error code {protocol.ErrorCode}.", failure);
                case AuthenticationException or SocketException:
                    return new Status(StatusCode.Unavailable, $"Error connecting to the server: {e.Message}", failure);
                case OperationCanceledException { InnerException: TimeoutException }:
                    return new Status(StatusCode.Unavailable, "Connecting to the server took too long.", failure);
                case OperationCanceledException:
                    return new Status(StatusCode.Cancelled, "Call canceled.", failure);
            }
        }
        return failure switch
        {
            Google.Protobuf.InvalidProtocolBufferException => new Status(StatusCode.Internal, "the response message cannot be decoded", failure),
            HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded or HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
                or HttpRequestError.SecureConnectionError } or IOException => new Status(StatusCode.Unavailable, $"The connection failed: {failure.Message}", failure),
            HttpRequestException { HttpRequestError: HttpRequestError.VersionNegotiationError } => new Status(StatusCode.Unavailable, "The server does not speak HTTP/2.", failure),
            ObjectDisposedException => new Status(StatusCode.Unavailable, "The channel is closed.", failure),
            _ => new Status(StatusCode.Internal, $"Error starting or reading the gRPC call: {failure.GetType().Name}: {failure.Message}", failure),
        };
    }

    private static StatusCode OfReset(long code) => code switch
    {
        7 => StatusCode.Unavailable, // REFUSED_STREAM
        8 => StatusCode.Cancelled, // CANCEL
        0xb => StatusCode.ResourceExhausted, // ENHANCE_YOUR_CALM
        0xc => StatusCode.PermissionDenied, // INADEQUATE_SECURITY
        _ => StatusCode.Internal,
    };
}
