// Counts calls as upstream does (fact sheet fog §10.1), and traces them.
using System.Diagnostics;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace MobileCoin.Hosting;

/// <summary>
/// Requests and durations go to the service's own set. How unary calls end goes to the program's set; how streams end, to the service's.
/// </summary>
internal sealed class CallMeter(ServiceMetrics own, ServiceMetrics program, TimeProvider time) : Interceptor
{
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation) =>
        MeasureAsync(context, program, () => continuation(request, context));

    public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation) =>
        MeasureAsync(context, own, () => continuation(requestStream, context));

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation) =>
        MeasureAsync(context, own, () => Valued(continuation(request, responseStream, context)));

    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation) =>
        MeasureAsync(context, own, () => Valued(continuation(requestStream, responseStream, context)));

    private static async Task<bool> Valued(Task task)
    {
        await task.ConfigureAwait(false);
        return true;
    }

    private async Task<T> MeasureAsync<T>(ServerCallContext context, ServiceMetrics endings, Func<Task<T>> call)
    {
        own.Request(context.Method);
        long start = time.GetTimestamp();
        using Activity? activity = Telemetry.StartCall(context);
        StatusCode code = StatusCode.Unknown;
        try
        {
            T result = await call().ConfigureAwait(false);
            code = context.Status.StatusCode;
            return result;
        }
        catch (RpcException e)
        {
            code = e.StatusCode;
            throw;
        }
        catch (OperationCanceledException)
        {
            code = StatusCode.Cancelled;
            throw;
        }
        finally
        {
            own.Duration(context.Method, time.GetElapsedTime(start));
            endings.Status(context.Method, code);
            Telemetry.EndCall(activity, code);
        }
    }
}
