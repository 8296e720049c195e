using Grpc.Core;

namespace MobileCoin.Grpc;

/// <summary>The stream of responses as a handler writes it.</summary>
internal sealed class ResponseWriter<T>(CallContext call, Marshaller<T> marshaller) : IServerStreamWriter<T>
    where T : class
{
    public WriteOptions? WriteOptions { get; set; }

    public Task WriteAsync(T message) => WriteAsync(message, CancellationToken.None);

    public Task WriteAsync(T message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        return call.WriteNextAsync(message, marshaller, WriteOptions, cancellationToken);
    }
}
