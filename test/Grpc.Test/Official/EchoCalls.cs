// Written against the official packages' API, and nothing else.
using Echo.V1;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;

namespace Echo;

/// <summary>What callers of generated clients do.</summary>
public static class EchoCalls
{
    public static V1.Echo.EchoClient Client(string address, HttpMessageHandler? handler = null)
    {
        GrpcChannel channel = GrpcChannel.ForAddress(address, new GrpcChannelOptions { HttpHandler = handler, MaxReceiveMessageSize = 16 * 1024 * 1024 });
        return new V1.Echo.EchoClient(channel);
    }

    public static async Task<string> CollectAsync(V1.Echo.EchoClient client, IEnumerable<string> texts)
    {
        using AsyncClientStreamingCall<EchoMessage, EchoMessage> call = client.Collect();
        foreach (string text in texts) await call.RequestStream.WriteAsync(new EchoMessage { Text = text });
        await call.RequestStream.CompleteAsync();
        return (await call).Text;
    }

    public static async Task<int> ExpandAsync(V1.Echo.EchoClient client, int count, CancellationToken cancellationToken)
    {
        using var call = client.Expand(new EchoMessage { Number = count, Text = "e" }, cancellationToken: cancellationToken);
        int seen = 0;
        await foreach (EchoMessage reply in call.ResponseStream.ReadAllAsync(cancellationToken))
        {
            if (reply.Number != seen++) throw new InvalidDataException("out of order");
        }
        return call.GetStatus().StatusCode == StatusCode.OK ? seen : -1;
    }

    public static async Task<List<string>> ChatAsync(V1.Echo.EchoClient client, IEnumerable<string> texts)
    {
        List<string> replies = [];
        using var call = client.Chat();
        foreach (string text in texts)
        {
            await call.RequestStream.WriteAsync(new EchoMessage { Text = text });
            if (!await call.ResponseStream.MoveNext()) break;
            replies.Add(call.ResponseStream.Current.Text);
        }
        await call.RequestStream.CompleteAsync();
        if (await call.ResponseStream.MoveNext()) throw new InvalidDataException("more than was sent");
        return replies;
    }

    public static CallInvoker Logged(CallInvoker invoker, List<string> log) =>
        invoker.Intercept(new LoggingInterceptor(log)).Intercept(headers =>
        {
            var more = new Metadata { { "x-echo", "intercepted" } };
            foreach (Metadata.Entry entry in headers) more.Add(entry);
            return more;
        });
}

/// <summary>Notes calls on both sides.</summary>
public sealed class LoggingInterceptor(List<string> log) : Interceptor
{
    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
    {
        log.Add($"client {context.Method.FullName}");
        AsyncUnaryCall<TResponse> call = continuation(request, context);
        return new AsyncUnaryCall<TResponse>(call.ResponseAsync, call.ResponseHeadersAsync, call.GetStatus, call.GetTrailers, call.Dispose);
    }

    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        log.Add($"server {context.Method}");
        context.UserState["seen"] = true;
        try
        {
            return await continuation(request, context);
        }
        catch (ArgumentException e)
        {
            throw new RpcException(new Status(StatusCode.InvalidArgument, e.Message));
        }
    }
}
