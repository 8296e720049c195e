using System.Net;
using System.Net.Security;
using Echo;
using MobileCoin.Api;
using MobileCoin.Wire.Health;

namespace MobileCoin.Grpc.Test;

/// <summary>A server on a clear and a TLS port of the loopback, with the echo service, health and reflection.</summary>
internal sealed class EchoServer : IAsyncDisposable
{
    internal static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    private readonly GrpcServer _server;

    private EchoServer(GrpcServerOptions options, EchoService service, TestLog log) => (_server, Service, Log) = (new GrpcServer(options), service, log);

    internal EchoService Service { get; }

    internal TestLog Log { get; }

    internal IPEndPoint Clear => (IPEndPoint)_server.EndPoints[0];

    internal IPEndPoint Secure => (IPEndPoint)_server.EndPoints[1];

    internal string Address => $"http://127.0.0.1:{Clear.Port}";

    internal string SecureAddress => $"https://localhost:{Secure.Port}";

    internal GrpcServer Server => _server;

    internal static async Task<EchoServer> StartAsync(Action<GrpcServerOptions>? configure = null)
    {
        var log = new TestLog();
        var service = new EchoService();
        var options = new GrpcServerOptions { LoggerFactory = log };
        options.Listeners.Add(new GrpcListener(new IPEndPoint(IPAddress.Loopback, 0)));
        options.Listeners.Add(new GrpcListener(new IPEndPoint(IPAddress.Loopback, 0), () => SslStreamCertificateContext.Create(TestCertificate.Instance, null)));
        options.Services.Add(Echo.V1.Echo.BindService(service));
        options.Services.Add(Health.BindService(new HealthService()));
        options.Services.Add(global::Grpc.Reflection.V1.ServerReflection.BindService(new ReflectionV1Service(
            [Echo.V1.Echo.Descriptor, Health.Descriptor, global::Grpc.Reflection.V1.ServerReflection.Descriptor])));
        options.Services.Add(global::Grpc.Reflection.V1Alpha.ServerReflection.BindService(new ReflectionV1AlphaService([Echo.V1.Echo.Descriptor])));
        configure?.Invoke(options);
        var server = new EchoServer(options, service, log);
        await server._server.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    /// <summary>A handler that trusts the test's certificate.</summary>
    internal static SocketsHttpHandler TrustingHandler() => new()
    {
        SslOptions = new SslClientAuthenticationOptions
        {
            RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null && certificate.GetCertHashString() == TestCertificate.Instance.GetCertHashString(),
        },
    };

    internal Echo.V1.Echo.EchoClient Client() => EchoCalls.Client(Address);

    internal Echo.V1.Echo.EchoClient SecureClient() => EchoCalls.Client(SecureAddress, TrustingHandler());

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
