// One port for view, ledger and reports, as upstream's nginx is before a Fog of conformance tests (fact sheet fog §7.9).
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Hosting;

namespace MobileCoin.Network;

/// <summary>Passes HTTP/2 calls in clear text on to ports of this machine, by what their paths begin with.</summary>
/// <param name="port">Where it listens.</param>
/// <param name="routes">What paths begin with, and the port behind.</param>
internal sealed class PathRouter(int port, IReadOnlyList<(string Prefix, int Port)> routes) : IAsyncDisposable
{
    /// <summary>Where it listens, as the original's script: the machine itself unless it is told otherwise.</summary>
    private const string Variable = "LISTEN_HOST";

    private const int BufferSize = 16 * 1024;

    // Of the hop, not of the call.
    private static readonly HashSet<string> Hop = new(StringComparer.OrdinalIgnoreCase) { "Host", "Connection", "Transfer-Encoding", "Content-Length" };

    private readonly HttpMessageInvoker _invoker = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false, EnableMultipleHttp2Connections = true });
    private IHost? _host;

    /// <summary>Host and port, and the responder id of what is behind it.</summary>
    internal string Address { get; } = $"localhost:{port}";

    /// <summary>Listens.</summary>
    /// <exception cref="IOException">The port is in use.</exception>
    internal async Task StartAsync(CancellationToken cancellationToken)
    {
        _host = new HostBuilder().ConfigureWebHost(
            web => web.UseKestrelCore().ConfigureKestrel(Configure).Configure(application => application.Run(ForwardAsync)),
            web => web.SuppressEnvironmentConfiguration = true).Build();
        await _host.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null) await _host.StopAsync(new CancellationToken(canceled: true)).ConfigureAwait(false);
        _host?.Dispose();
        _invoker.Dispose();
    }

    private void Configure(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Limits.Http2.MaxStreamsPerConnection = 1000;
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } host && IPAddress.TryParse(host, out IPAddress? address) && !IPAddress.IsLoopback(address))
        {
            kestrel.Listen(address, port, static listen => listen.Protocols = HttpProtocols.Http2);
        }
        else
        {
            kestrel.ListenLocalhost(port, static listen => listen.Protocols = HttpProtocols.Http2);
        }
    }

    private async Task ForwardAsync(HttpContext context)
    {
        string path = context.Request.Path.Value ?? "";
        int target = routes.FirstOrDefault(r => path.StartsWith(r.Prefix, StringComparison.Ordinal)).Port;
        if (target == 0)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), $"http://127.0.0.1:{target}{path}")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new Body(context.Request.Body, context.RequestAborted),
        };
        foreach ((string name, Microsoft.Extensions.Primitives.StringValues values) in context.Request.Headers)
        {
            if (Hop.Contains(name) || name.StartsWith(':')) continue;
            if (!request.Headers.TryAddWithoutValidation(name, (IEnumerable<string>)values)) request.Content.Headers.TryAddWithoutValidation(name, (IEnumerable<string>)values);
        }
        try
        {
            using HttpResponseMessage response = await _invoker.SendAsync(request, context.RequestAborted).ConfigureAwait(false);
            await AnswerAsync(context, response).ConfigureAwait(false);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            // Nobody is behind, or is there no more.
            if (context.Response.HasStarted) context.Abort();
            else context.Response.StatusCode = StatusCodes.Status502BadGateway;
        }
    }

    private static async Task AnswerAsync(HttpContext context, HttpResponseMessage response)
    {
        context.Response.StatusCode = (int)response.StatusCode;
        foreach ((string name, IEnumerable<string> values) in response.Headers.Concat(response.Content.Headers))
        {
            if (!Hop.Contains(name)) context.Response.Headers.Append(name, values.ToArray());
        }
        await CopyAsync(await response.Content.ReadAsStreamAsync(context.RequestAborted).ConfigureAwait(false), context.Response.Body, context.RequestAborted).ConfigureAwait(false);
        foreach ((string name, IEnumerable<string> values) in response.TrailingHeaders) context.Response.AppendTrailer(name, values.ToArray());
    }

    // Each part at once: in a stream the other side may wait for it.
    private static async Task CopyAsync(Stream from, Stream to, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[BufferSize];
        int read;
        while ((read = await from.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
        {
            await to.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
            await to.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private sealed class Body(Stream from, CancellationToken cancellationToken) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.FlushAsync(cancellationToken).ConfigureAwait(false);
            await CopyAsync(from, stream, cancellationToken).ConfigureAwait(false);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
