// Channels to services by their URIs (fact sheet fog §8.4, §8.6, §8.7).
using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using MobileCoin.Grpc;
using MobileCoin.Wire.Uris;

namespace MobileCoin.Api;

/// <summary>Makes channels: TLS by the scheme, <c>ca-bundle</c> and <c>tls-hostname</c> by the parameters, the token by the user information.</summary>
public static class ServiceChannel
{
    // Of connections of the HTTP form, which may be HTTP/1.1's, without pings: shorter than servers and proxies wait.
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromSeconds(50);
    private static readonly TimeSpan PingDelay = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PingTimeout = TimeSpan.FromSeconds(20);

    /// <summary>A channel to a service. It connects with the first call.</summary>
    /// <param name="uri">The service.</param>
    /// <param name="maxReceiveMessageSize">Most bytes of a response; null: no limit.</param>
    /// <param name="httpForm">Whether calls take the HTTP form.</param>
    /// <param name="time">The clock of deadlines; null: the system's.</param>
    /// <exception cref="ChannelException">The file of ca-bundle cannot be used.</exception>
    public static GrpcChannel Open(ServiceUri uri, int? maxReceiveMessageSize = 4 * 1024 * 1024, bool httpForm = false, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(uri);
        var handler = new SocketsHttpHandler
        {
            UseCookies = false,
            AllowAutoRedirect = false,
            UseProxy = false,
            EnableMultipleHttp2Connections = true,
            PooledConnectionIdleTimeout = httpForm ? IdleTimeout : Timeout.InfiniteTimeSpan,
            KeepAlivePingDelay = PingDelay,
            KeepAlivePingTimeout = PingTimeout,
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.Always,
        };
        string address = uri.Address;
        if (uri.UseTls)
        {
            handler.SslOptions = Tls(uri);
            // The name that HttpClient verifies is the address's: another one is dialled at the URI's own host.
            if (uri.TlsHostName is { } name)
            {
                address = string.Create(CultureInfo.InvariantCulture, $"{name}:{uri.Port}");
                handler.ConnectCallback = (_, cancellationToken) => DialAsync(uri, cancellationToken);
            }
        }
        var options = new GrpcChannelOptions { HttpHandler = handler, DisposeHttpClient = true, MaxReceiveMessageSize = maxReceiveMessageSize };
        options.UseTimeProvider(time ?? TimeProvider.System);
        return GrpcChannel.ForAddress($"{(uri.UseTls ? "https" : "http")}://{address}", httpForm ? options.UseHttpForm() : options);
    }

    /// <summary>The headers that every call to a service carries: the token where the URI has user and password, the chain id where it is not empty.</summary>
    public static Metadata Headers(ServiceUri uri, string? chainId = null)
    {
        ArgumentNullException.ThrowIfNull(uri);
        var headers = new Metadata();
        if (uri.UserName.Length > 0 && uri.Password.Length > 0)
        {
            headers.Add("authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{uri.UserName}:{uri.Password}")));
        }
        if (!string.IsNullOrEmpty(chainId)) headers.Add("chain-id", chainId);
        return headers;
    }

    /// <summary>An invoker whose calls carry <see cref="Headers"/>.</summary>
    public static CallInvoker WithHeaders(this GrpcChannel channel, ServiceUri uri, string? chainId = null)
    {
        ArgumentNullException.ThrowIfNull(channel);
        Metadata own = Headers(uri, chainId);
        return channel.CreateCallInvoker().Intercept(headers =>
        {
            foreach (Metadata.Entry entry in own) headers.Add(entry);
            return headers;
        });
    }

    private static async ValueTask<Stream> DialAsync(ServiceUri uri, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(uri.Host.Trim('[', ']'), uri.Port, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static SslClientAuthenticationOptions Tls(ServiceUri uri)
    {
        var options = new SslClientAuthenticationOptions
        {
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
            // What .NET finds stands; it only does not say what it is.
            RemoteCertificateValidationCallback = (connection, certificate, chain, errors) =>
                errors == SslPolicyErrors.None ? true : throw CertificateException.Of(certificate, chain, errors, ((SslStream)connection).TargetHostName),
        };
        if (uri.CaBundle is not { } path) return options;
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        try
        {
            policy.CustomTrustStore.ImportFromPemFile(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new ChannelException($"{uri}: ca-bundle {path}: {e.Message}", e);
        }
        if (policy.CustomTrustStore.Count == 0) throw new ChannelException($"{uri}: ca-bundle {path}: the file holds no certificate");
        options.CertificateChainPolicy = policy;
        return options;
    }
}
