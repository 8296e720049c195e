using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace MobileCoin.Grpc;

/// <summary>A call that came over Kestrel: what its handler sees, and how it ends.</summary>
internal sealed partial class CallContext : ServerCallContext, IDisposable
{
    private static readonly AuthContext Anonymous = new(null, []);

    private readonly IMethod _method;
    private readonly bool _httpForm;
    private Metadata? _requestHeaders;
    private Metadata? _trailers;

    internal CallContext(HttpContext http, CallSettings settings, IMethod method, bool httpForm)
    {
        Http = http;
        Settings = settings;
        _method = method;
        _httpForm = httpForm;
        _compress = settings.Compress;
    }

    internal HttpContext Http { get; }

    internal CallSettings Settings { get; }

    /// <summary>Whether request messages may be compressed, by the request's grpc-encoding.</summary>
    internal bool RequestIsEncoded { get; private set; }

    internal Metadata? TrailersIfAny => _trailers;

    protected override string MethodCore => _method.FullName;

    protected override string HostCore => Http.Request.Host.Value ?? "";

    protected override string PeerCore => PeerNames.Of(Http);

    protected override Metadata RequestHeadersCore => _requestHeaders ??= ReadHeaders();

    protected override Metadata ResponseTrailersCore => _trailers ??= [];

    protected override Status StatusCore { get; set; } = Status.DefaultSuccess;

    protected override WriteOptions? WriteOptionsCore { get; set; }

    protected override AuthContext AuthContextCore => Anonymous;

    public void Dispose()
    {
        _timer?.Dispose();
        _cancellation?.Dispose();
        _writer?.Dispose();
    }

    /// <summary>Reads what the protocol's own headers say.</summary>
    /// <exception cref="RefusedException">They are malformed, or ask for what is not here.</exception>
    internal void Begin()
    {
        IHeaderDictionary headers = Http.Request.Headers;
        if (headers.TryGetValue(HeaderNames.Timeout, out StringValues timeout))
        {
            if (!GrpcTimeout.TryParse(timeout.ToString(), out TimeSpan wait)) throw Frames.Malformed("the grpc-timeout header is malformed");
            StartDeadline(wait);
        }
        if (!_httpForm && headers.TryGetValue(HeaderNames.Encoding, out StringValues encoding)
            && !string.Equals(encoding.ToString(), HeaderNames.Identity, StringComparison.OrdinalIgnoreCase))
        {
            if (!string.Equals(encoding.ToString(), HeaderNames.Gzip, StringComparison.OrdinalIgnoreCase))
            {
                Http.Response.Headers[HeaderNames.AcceptEncoding] = HeaderNames.AcceptedEncodings;
                throw Frames.Refused(StatusCode.Unimplemented, "the request's grpc-encoding is not supported");
            }
            RequestIsEncoded = true;
        }
        _accepted = headers.TryGetValue(HeaderNames.AcceptEncoding, out StringValues accepted)
            && accepted.ToString().Contains(HeaderNames.Gzip, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Streams last as long as they like, slow or not.</summary>
    internal void AllowSlowRequest()
    {
        if (Http.Features.Get<Microsoft.AspNetCore.Server.Kestrel.Core.Features.IHttpMinRequestBodyDataRateFeature>() is { } rate) rate.MinDataRate = null;
    }

    protected override ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options)
    {
        options ??= ContextPropagationOptions.Default;
        return new CallPropagationToken(options.IsPropagateDeadline ? Deadline : null, options.IsPropagateCancellation ? CancellationToken : default);
    }

    private Metadata ReadHeaders()
    {
        Metadata metadata = [];
        foreach ((string name, StringValues values) in Http.Request.Headers)
        {
            if (HeaderNames.IsOwn(name)) continue;
            foreach (string? value in values)
            {
                if (!MetadataHeaders.TryAdd(metadata, name, value ?? "")) throw Frames.Malformed($"the header {name} is not base64");
            }
        }
        return metadata.Freeze();
    }
}
