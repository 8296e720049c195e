// HTTP/1.1 and HTTP/2 on one port in clear text. Kestrel speaks one of them on an endpoint, so a port is given to it as two endpoints; each
// connection goes to one of the two by its first bytes, which are looked at and left for Kestrel to read.
using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace MobileCoin.Grpc;

/// <summary>Binds ports, and hands out the two sides of those that are split.</summary>
internal sealed class SplitTransport(IConnectionListenerFactory sockets, TimeSpan firstBytes, TimeProvider time, ILogger logger)
    : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    public bool CanBind(EndPoint endpoint) =>
        endpoint is SplitEndPoint || sockets is not IConnectionListenerFactorySelector selector || selector.CanBind(endpoint);

    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        if (endpoint is not SplitEndPoint split) return await sockets.BindAsync(endpoint, cancellationToken).ConfigureAwait(false);
        await split.Port.BindAsync(sockets, firstBytes, time, logger, cancellationToken).ConfigureAwait(false);
        return new SplitListener(split);
    }
}

/// <summary>One side of a split port.</summary>
internal sealed class SplitEndPoint(SplitPort port, bool http2) : EndPoint
{
    internal SplitPort Port => port;

    internal Channel<ConnectionContext> Connections { get; } = http2 ? port.Http2 : port.Http1;

    public override string ToString() => $"{port.EndPoint} ({(http2 ? "HTTP/2" : "HTTP/1.1")})";
}

/// <summary>Gives Kestrel the connections of one side.</summary>
internal sealed class SplitListener(SplitEndPoint side) : IConnectionListener
{
    public EndPoint EndPoint => side;

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        while (await side.Connections.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (side.Connections.Reader.TryRead(out ConnectionContext? connection)) return connection;
        }
        return null;
    }

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default) => side.Port.UnbindAsync(cancellationToken);

    public ValueTask DisposeAsync() => side.Port.DisposeAsync();
}
