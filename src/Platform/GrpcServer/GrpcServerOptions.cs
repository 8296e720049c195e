using System.Net;
using System.Net.Security;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace MobileCoin.Grpc;

/// <summary>An address that a server listens on.</summary>
/// <param name="EndPoint">Address and port; port 0 takes a free one.</param>
/// <param name="Tls">Asked at every handshake for the certificate and its chain, so that new files serve the next connection. Null: clear text.</param>
public sealed record GrpcListener(EndPoint EndPoint, Func<SslStreamCertificateContext>? Tls = null);

/// <summary>What a server serves, and where.</summary>
public sealed class GrpcServerOptions
{
    /// <summary>Most bytes of a message that gRPC takes unless told otherwise: 4 MiB.</summary>
    public const int DefaultMaxReceiveMessageSize = 4 * 1024 * 1024;

    /// <summary>Where the server listens. At least one.</summary>
    public IList<GrpcListener> Listeners { get; } = [];

    /// <summary>The services, as the generated BindService makes them. All listeners serve all of them.</summary>
    public IList<ServerServiceDefinition> Services { get; } = [];

    /// <summary>Most bytes of a request message, before and after decompression. Null: no limit. Default: 4 MiB.</summary>
    public int? MaxReceiveMessageSize { get; set; } = DefaultMaxReceiveMessageSize;

    /// <summary>Most bytes of a response message. Null, the default: no limit.</summary>
    public int? MaxSendMessageSize { get; set; }

    /// <summary>Whether responses are compressed by gzip for clients that take it. Default: no.</summary>
    public bool CompressResponses { get; set; }

    /// <summary>Most calls at a time on one connection. Default: 1000.</summary>
    public int MaxStreamsPerConnection { get; set; } = 1000;

    /// <summary>How long a connection may be silent before the server pings it. Null, the default: no pings.</summary>
    public TimeSpan? KeepAlivePingDelay { get; set; }

    /// <summary>How long a ping may go unanswered. Default: 20 s.</summary>
    public TimeSpan KeepAlivePingTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a new connection may take to say what it speaks. Default: 10 s.</summary>
    public TimeSpan FirstBytesTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Answers what is neither gRPC nor its HTTP form: metrics, health pages. Null, the default: 404.</summary>
    public RequestDelegate? Fallback { get; set; }

    /// <summary>Changes Kestrel's settings after the server has made its own. Null, the default: nothing.</summary>
    public Action<KestrelServerOptions>? ConfigureKestrel { get; set; }

    /// <summary>The clock of deadlines.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Where failures are logged. Default: nowhere.</summary>
    public ILoggerFactory LoggerFactory { get; set; } = NullLoggerFactory.Instance;
}
