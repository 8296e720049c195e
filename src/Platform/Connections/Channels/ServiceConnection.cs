// Calls without an attested channel (fact sheet fog §8.1, §8.6).
using Grpc.Core;
using MobileCoin.Wire.Uris;

namespace MobileCoin.Connections;

/// <summary>
/// A generated client of any service with what calls need: token, chain id, cookies, deadlines and retries. For any number of threads.
/// </summary>
/// <typeparam name="TClient">The generated client.</typeparam>
public sealed class ServiceConnection<TClient> : IDisposable
    where TClient : ClientBase<TClient>
{
    private readonly Endpoint _endpoint;
    private readonly TClient _client;

    /// <summary>A connection; it is made with the first call.</summary>
    /// <param name="uri">The service.</param>
    /// <param name="create">Makes the generated client.</param>
    /// <param name="options">How it is called.</param>
    /// <param name="channels">Where its channel is shared; null: it has its own.</param>
    public ServiceConnection(ServiceUri uri, Func<CallInvoker, TClient> create, ConnectionOptions? options = null, ChannelPool? channels = null)
    {
        ArgumentNullException.ThrowIfNull(create);
        _endpoint = new Endpoint(uri, options, channels);
        _client = create(_endpoint.Invoker);
    }

    /// <summary>The service.</summary>
    public ServiceUri Uri => _endpoint.Uri;

    /// <summary>Makes a call, again if it may help.</summary>
    /// <exception cref="ConnectionException">It failed.</exception>
    public Task<T> CallAsync<T>(Func<TClient, CallOptions, AsyncUnaryCall<T>> call, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        return _endpoint.TryAsync(options => call(_client, options), cancellationToken);
    }

    /// <summary>Closes its own channel.</summary>
    public void Dispose() => _endpoint.Dispose();
}
