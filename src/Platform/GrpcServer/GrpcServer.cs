using System.Net;
using System.Net.Security;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace MobileCoin.Grpc;

/// <summary>
/// Serves gRPC, and the HTTP form of unary methods, on Kestrel. Every listener takes HTTP/2 and HTTP/1.1 on its port: by ALPN with TLS, by the
/// connection's first bytes in clear text.
/// </summary>
public sealed class GrpcServer : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly IServer _kestrel;
    private readonly GrpcApplication _application;
    private readonly List<ListenOptions> _bound = [];

    /// <summary>A server that does not listen yet.</summary>
    /// <exception cref="InvalidOperationException">A method is served twice.</exception>
    public GrpcServer(GrpcServerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Listeners.Count == 0) throw new ArgumentException("a server listens on at least one address", nameof(options));
        ILogger logger = options.LoggerFactory.CreateLogger("MobileCoin.Grpc");
        var settings = new CallSettings(options.MaxReceiveMessageSize, options.MaxSendMessageSize, options.CompressResponses, options.TimeProvider, logger);
        _application = new GrpcApplication(new MethodTable(options.Services), settings, options.Fallback);
        var sockets = new SocketTransportFactory(Options.Create(new SocketTransportOptions()), options.LoggerFactory);
        var transport = new SplitTransport(sockets, options.FirstBytesTimeout, options.TimeProvider, logger);

        // The host is never started: it makes Kestrel with what Kestrel needs, and the requests come straight here.
        _host = new HostBuilder().ConfigureWebHost(
            web => web.UseKestrelCore().Configure(_ => { }).ConfigureServices(services => services
                .AddSingleton(options.LoggerFactory)
                .RemoveAll<IConnectionListenerFactory>()
                .AddSingleton<IConnectionListenerFactory>(transport)
                .Configure<KestrelServerOptions>(kestrel => Configure(kestrel, options))),
            web => web.SuppressEnvironmentConfiguration = true).Build();
        _kestrel = _host.Services.GetRequiredService<IServer>();
    }

    /// <summary>Where the server listens, one address for each listener in their order; ports are known once it has started.</summary>
    public IReadOnlyList<EndPoint> EndPoints => [.. _bound.Select(l => l.EndPoint is SplitEndPoint split ? split.Port.EndPoint : l.EndPoint)];

    /// <summary>Listens, and serves from then on.</summary>
    /// <exception cref="IOException">An address is in use.</exception>
    public Task StartAsync(CancellationToken cancellationToken = default) => _kestrel.StartAsync(_application, cancellationToken);

    /// <summary>Stops listening, tells clients to go, and waits for their calls until cancelled; then it cuts them off.</summary>
    public Task StopAsync(CancellationToken cancellationToken = default) => _kestrel.StopAsync(cancellationToken);

    /// <summary>Stops at once.</summary>
    public async ValueTask DisposeAsync()
    {
        await _kestrel.StopAsync(new CancellationToken(canceled: true)).ConfigureAwait(false);
        _host.Dispose();
    }

    private void Configure(KestrelServerOptions kestrel, GrpcServerOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.AllowAlternateSchemes = true; // a balancer that ends TLS may say https in clear text
        kestrel.Limits.MaxRequestBodySize = null; // messages have a limit of their own, and streams have none
        kestrel.Limits.Http2.MaxStreamsPerConnection = options.MaxStreamsPerConnection;
        if (options.KeepAlivePingDelay is { } delay)
        {
            kestrel.Limits.Http2.KeepAlivePingDelay = delay;
            kestrel.Limits.Http2.KeepAlivePingTimeout = options.KeepAlivePingTimeout;
        }
        options.ConfigureKestrel?.Invoke(kestrel);
        foreach (GrpcListener listener in options.Listeners) Listen(kestrel, listener);
    }

    private void Listen(KestrelServerOptions kestrel, GrpcListener listener)
    {
        if (listener.Tls is { } certificate)
        {
            kestrel.Listen(listener.EndPoint, listen =>
            {
                listen.Protocols = HttpProtocols.Http1AndHttp2;
                listen.UseHttps(new TlsHandshakeCallbackOptions
                {
                    OnConnection = _ => ValueTask.FromResult(new SslServerAuthenticationOptions
                    {
                        ServerCertificateContext = certificate(),
                        ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
                    }),
                });
                _bound.Add(listen);
            });
            return;
        }
        var port = new SplitPort(listener.EndPoint);
        kestrel.Listen(new SplitEndPoint(port, http2: true), listen =>
        {
            listen.Protocols = HttpProtocols.Http2;
            _bound.Add(listen);
        });
        kestrel.Listen(new SplitEndPoint(port, http2: false), listen => listen.Protocols = HttpProtocols.Http1);
    }
}
