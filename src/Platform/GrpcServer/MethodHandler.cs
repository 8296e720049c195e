using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace MobileCoin.Grpc;

/// <summary>A method with the code that answers it.</summary>
internal abstract class MethodHandler(IMethod method)
{
    internal IMethod Method => method;

    /// <summary>Answers a call of gRPC.</summary>
    internal async Task HandleAsync(HttpContext http, CallSettings settings)
    {
        using var call = new CallContext(http, settings, method, httpForm: false);
        Exception? failure = null;
        try
        {
            call.Begin();
            await InvokeAsync(call).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            failure = e;
        }
        await call.FinishAsync(failure).ConfigureAwait(false);
    }

    /// <summary>Answers a call of the HTTP form, whose body is the bare message; methods with streams have none.</summary>
    /// <returns>False when the method has streams.</returns>
    internal virtual Task<bool> TryHandleHttpFormAsync(HttpContext http, CallSettings settings) => Task.FromResult(false);

    protected abstract Task InvokeAsync(CallContext call);
}

/// <summary>One message there, one back.</summary>
internal sealed class UnaryHandler<TRequest, TResponse>(Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse> handler) : MethodHandler(method)
    where TRequest : class
    where TResponse : class
{
    internal override async Task<bool> TryHandleHttpFormAsync(HttpContext http, CallSettings settings)
    {
        await HttpForm.HandleAsync(http, settings, method, handler).ConfigureAwait(false);
        return true;
    }

    protected override async Task InvokeAsync(CallContext call)
    {
        TRequest request = await new RequestReader<TRequest>(call, method.RequestMarshaller).ReadOnlyAsync().ConfigureAwait(false);
        TResponse response = await handler(request, call).ConfigureAwait(false);
        // A handler may set another status instead of throwing it; then no message is sent.
        if (call.Status.StatusCode == StatusCode.OK) await call.WriteOnlyAsync(Checked(response), method.ResponseMarshaller).ConfigureAwait(false);
    }

    internal static T Checked<T>(T? response)
        where T : class => response ?? throw new InvalidOperationException("the handler returned no message");
}

/// <summary>A stream there, one message back.</summary>
internal sealed class ClientStreamingHandler<TRequest, TResponse>(
    Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse> handler) : MethodHandler(method)
    where TRequest : class
    where TResponse : class
{
    protected override async Task InvokeAsync(CallContext call)
    {
        call.AllowSlowRequest();
        TResponse response = await handler(new RequestReader<TRequest>(call, method.RequestMarshaller), call).ConfigureAwait(false);
        if (call.Status.StatusCode == StatusCode.OK)
        {
            await call.WriteOnlyAsync(UnaryHandler<TRequest, TResponse>.Checked(response), method.ResponseMarshaller).ConfigureAwait(false);
        }
    }
}

/// <summary>One message there, a stream back.</summary>
internal sealed class ServerStreamingHandler<TRequest, TResponse>(
    Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse> handler) : MethodHandler(method)
    where TRequest : class
    where TResponse : class
{
    protected override async Task InvokeAsync(CallContext call)
    {
        TRequest request = await new RequestReader<TRequest>(call, method.RequestMarshaller).ReadOnlyAsync().ConfigureAwait(false);
        await handler(request, new ResponseWriter<TResponse>(call, method.ResponseMarshaller), call).ConfigureAwait(false);
    }
}

/// <summary>Streams both ways.</summary>
internal sealed class DuplexStreamingHandler<TRequest, TResponse>(
    Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse> handler) : MethodHandler(method)
    where TRequest : class
    where TResponse : class
{
    protected override Task InvokeAsync(CallContext call)
    {
        call.AllowSlowRequest();
        return handler(new RequestReader<TRequest>(call, method.RequestMarshaller), new ResponseWriter<TResponse>(call, method.ResponseMarshaller), call);
    }
}
