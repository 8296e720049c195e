using System.Collections.Concurrent;
using Grpc.Core;

namespace Grpc.Net.Client;

/// <summary>A way to a server over HTTP/2. It connects when a call needs it, and keeps the connection. Thread safe; make one for a server.</summary>
public sealed class GrpcChannel : ChannelBase, IDisposable
{
    private static readonly TimeSpan KeepAliveDelay = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan KeepAliveTimeout = TimeSpan.FromSeconds(20);

    private readonly ConcurrentDictionary<string, Uri> _addresses = new(StringComparer.Ordinal);
    private readonly HttpMessageInvoker _http;
    private readonly bool _disposeHttp;
    private readonly CancellationTokenSource _closing = new();

    private GrpcChannel(Uri address, GrpcChannelOptions options)
        : base(address.Authority)
    {
        bool secure = address.Scheme == Uri.UriSchemeHttps;
        if (!secure && address.Scheme != Uri.UriSchemeHttp) throw new ArgumentException($"the address {address} is neither http nor https", nameof(address));
        if (options.Credentials is { } credentials && credentials.IsSecure != secure)
        {
            throw new InvalidOperationException($"the channel's credentials and the scheme of {address} disagree about TLS");
        }
        if (options.HttpClient is not null && options.HttpHandler is not null)
        {
            throw new ArgumentException("HttpClient and HttpHandler are both set; one of them is enough", nameof(options));
        }
        Address = address;
        Closing = _closing.Token;
        Options = options;
        _http = options.HttpClient ?? new HttpMessageInvoker(options.HttpHandler ?? MakeHandler(), options.HttpHandler is null || options.DisposeHttpClient);
        _disposeHttp = options.HttpClient is null || options.DisposeHttpClient;
    }

    internal Uri Address { get; }

    internal GrpcChannelOptions Options { get; }

    internal bool Disposed { get; private set; }

    /// <summary>Cancelled when the channel closes.</summary>
    internal CancellationToken Closing { get; }

    /// <summary>A channel to http://host:port or https://host:port.</summary>
    public static GrpcChannel ForAddress(string address) => ForAddress(address, new GrpcChannelOptions());

    /// <summary>A channel to http://host:port or https://host:port.</summary>
    public static GrpcChannel ForAddress(string address, GrpcChannelOptions channelOptions) => ForAddress(new Uri(address), channelOptions);

    /// <summary>A channel to http://host:port or https://host:port.</summary>
    public static GrpcChannel ForAddress(Uri address) => ForAddress(address, new GrpcChannelOptions());

    /// <summary>A channel to http://host:port or https://host:port.</summary>
    public static GrpcChannel ForAddress(Uri address, GrpcChannelOptions channelOptions)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(channelOptions);
        return new GrpcChannel(address, channelOptions);
    }

    /// <inheritdoc/>
    public override CallInvoker CreateCallInvoker()
    {
        ObjectDisposedException.ThrowIf(Disposed, this);
        return Options.HttpForm ? new HttpFormCallInvoker(this) : new HttpCallInvoker(this);
    }

    /// <summary>Closes the channel and ends its calls.</summary>
    public void Dispose()
    {
        if (Disposed) return;
        Disposed = true;
        _closing.Cancel();
        _closing.Dispose();
        if (_disposeHttp) _http.Dispose();
    }

    internal Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        _http is HttpClient client
            ? client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
            : _http.SendAsync(request, cancellationToken);

    internal Uri AddressOf(string path) => _addresses.GetOrAdd(path, static (path, address) => new Uri(address, path), Address);

    /// <inheritdoc/>
    protected override Task ShutdownAsyncCore()
    {
        Dispose();
        return Task.CompletedTask;
    }

    // Cookies and redirects are the caller's business.
    private static SocketsHttpHandler MakeHandler() => new()
    {
        UseCookies = false,
        AllowAutoRedirect = false,
        UseProxy = false,
        EnableMultipleHttp2Connections = true,
        PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
        ConnectTimeout = TimeSpan.FromSeconds(20),
        KeepAlivePingDelay = KeepAliveDelay,
        KeepAlivePingTimeout = KeepAliveTimeout,
        KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
    };
}
