namespace Grpc.Core.Interceptors;

/// <summary>The call that an interceptor is asked about.</summary>
public struct ClientInterceptorContext<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options)
    where TRequest : class
    where TResponse : class
{
    /// <summary>The method.</summary>
    public Method<TRequest, TResponse> Method { get; } = method;

    /// <summary>The host asked for; null for the channel's.</summary>
    public string? Host { get; } = host;

    /// <summary>How the call is made.</summary>
    public CallOptions Options { get; } = options;
}
