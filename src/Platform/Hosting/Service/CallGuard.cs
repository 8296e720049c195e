// What is checked of a call before its handler: the chain id, then the token (fact sheets fog §8.1, §8.3, §8.4, consensus §4.10).
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.Logging;

namespace MobileCoin.Hosting;

/// <summary>Refuses calls for another network, and calls without a good token.</summary>
internal sealed class CallGuard(string? chainId, TokenAuthenticator? tokens, IReadOnlyList<string> unguarded, ILogger logger) : Interceptor
{
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        Check(context);
        return continuation(request, context);
    }

    public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation)
    {
        Check(context);
        return continuation(requestStream, context);
    }

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        Check(context);
        return continuation(request, responseStream, context);
    }

    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        Check(context);
        return continuation(requestStream, responseStream, context);
    }

    private void Check(ServerCallContext context)
    {
        if (unguarded.Count > 0 && unguarded.Contains(context.Method[(context.Method.LastIndexOf('/') + 1)..], StringComparer.Ordinal)) return;
        if (chainId is not null && context.RequestHeaders.GetValue("chain-id") is { } asked && asked != chainId)
        {
            throw new RpcException(new Status(StatusCode.FailedPrecondition, $"chain-id mismatch: '{chainId}'"));
        }
        if (tokens?.Objection(context.RequestHeaders.GetValue("authorization")) is { } objection)
        {
            LogMessages.Unauthenticated(logger, context.Method, objection);
            throw new RpcException(new Status(StatusCode.Unauthenticated, objection));
        }
    }
}
