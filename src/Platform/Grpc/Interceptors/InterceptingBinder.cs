namespace Grpc.Core.Interceptors;

/// <summary>Collects a service's methods, each behind an interceptor.</summary>
internal sealed class InterceptingBinder(Interceptor interceptor) : ServiceBinderBase
{
    private readonly ServerServiceDefinition.Builder _builder = ServerServiceDefinition.CreateBuilder();

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler) =>
        _builder.AddMethod(method, (request, context) => interceptor.UnaryServerHandler(request, context, handler!));

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse>? handler) =>
        _builder.AddMethod(method, (requests, context) => interceptor.ClientStreamingServerHandler(requests, context, handler!));

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler) =>
        _builder.AddMethod(method, (request, responses, context) => interceptor.ServerStreamingServerHandler(request, responses, context, handler!));

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse>? handler) =>
        _builder.AddMethod(method, (requests, responses, context) => interceptor.DuplexStreamingServerHandler(requests, responses, context, handler!));

    internal ServerServiceDefinition Build() => _builder.Build();
}
