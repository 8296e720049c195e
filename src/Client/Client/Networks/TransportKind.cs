namespace MobileCoin.Client;

/// <summary>In which form services are called.</summary>
public enum TransportKind
{
    /// <summary>gRPC over HTTP/2.</summary>
    Grpc,

    /// <summary>The unary methods as HTTP requests, for those whose proxies or platforms let no gRPC through.</summary>
    Http,
}
