using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace Grpc.Net.Client;

/// <summary>How a channel reaches its server.</summary>
public sealed class GrpcChannelOptions
{
    /// <summary>Clear text or TLS, and the credentials of all calls. Null, the default: by the address's scheme.</summary>
    public ChannelCredentials? Credentials { get; set; }

    /// <summary>Most bytes of a response message, before and after decompression. Null: no limit. Default: 4 MiB.</summary>
    public int? MaxReceiveMessageSize { get; set; } = 4 * 1024 * 1024;

    /// <summary>Most bytes of a request message. Null, the default: no limit.</summary>
    public int? MaxSendMessageSize { get; set; }

    /// <summary>Sends the requests. Null, the default: a handler of the channel's own. Not together with <see cref="HttpHandler"/>.</summary>
    public HttpClient? HttpClient { get; set; }

    /// <summary>Sends the requests. Null, the default: a handler of the channel's own.</summary>
    public HttpMessageHandler? HttpHandler { get; set; }

    /// <summary>Whether the channel disposes the client or handler that it was given. Default: no.</summary>
    public bool DisposeHttpClient { get; set; }

    /// <summary>Whether a cancelled call throws <see cref="OperationCanceledException"/> in place of <see cref="RpcException"/>. Default: no.</summary>
    public bool ThrowOperationCanceledOnCancellation { get; set; }

    /// <summary>Whether credentials of calls are sent in clear text too. Default: no.</summary>
    public bool UnsafeUseInsecureChannelCallCredentials { get; set; }

    /// <summary>Where the channel logs. Null, the default: nowhere.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    internal bool HttpForm { get; set; }

    internal TimeProvider TimeProvider { get; set; } = TimeProvider.System;
}
