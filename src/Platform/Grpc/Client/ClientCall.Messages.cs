using System.Net;
using System.Net.Http.Headers;
using Grpc.Core;
using MobileCoin.Grpc;

namespace Grpc.Net.Client;

/// <summary>A call with its messages.</summary>
internal sealed partial class ClientCall<TRequest, TResponse>(GrpcChannel channel, Method<TRequest, TResponse> method, string? host, CallOptions options)
    : ClientCall(channel, options)
    where TRequest : class
    where TResponse : class
{
    private readonly TaskCompletionSource<ResponseBody?> _body = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private RequestStream<TRequest>? _requests;
    private bool _compress;

    internal Method<TRequest, TResponse> Method => method;

    internal bool Compress(WriteOptions? write) => _compress && !((write ?? Options.WriteOptions)?.Flags.HasFlag(WriteFlags.NoCompress) ?? false);

    internal Task<TResponse> StartUnary(TRequest request) => UnaryAsync(new UnaryContent<TRequest, TResponse>(this, request));

    internal IAsyncStreamReader<TResponse> StartServerStreaming(TRequest request)
    {
        _ = RunAsync(new UnaryContent<TRequest, TResponse>(this, request));
        return new ResponseStream(this);
    }

    internal (IClientStreamWriter<TRequest> Requests, Task<TResponse> Response) StartClientStreaming()
    {
        var content = new StreamContent<TRequest, TResponse>(this);
        _requests = content.Writer;
        return (content.Writer, UnaryAsync(content));
    }

    internal (IClientStreamWriter<TRequest> Requests, IAsyncStreamReader<TResponse> Responses) StartDuplexStreaming()
    {
        var content = new StreamContent<TRequest, TResponse>(this);
        _requests = content.Writer;
        _ = RunAsync(content);
        return (content.Writer, new ResponseStream(this));
    }

    protected override void OnEnd(Ending ending)
    {
        _body.TrySetResult(null);
        _requests?.OnEnd();
    }

    protected override void OnStop()
    {
        if (_body.Task is { IsCompletedSuccessfully: true, Result: { } body }) body.Abandon();
    }

    private async Task<TResponse> UnaryAsync(HttpContent content)
    {
        ResponseBody? body = await RunAsync(content).ConfigureAwait(false);
        TResponse? response = null;
        if (body is not null)
        {
            response = await NextAsync(body).ConfigureAwait(false);
            if (response is not null && await NextAsync(body).ConfigureAwait(false) is not null)
            {
                Finish(new Status(StatusCode.Unimplemented, "the method answers with one message; there were more"));
            }
        }
        Ending ending = End;
        if (ending.Status.StatusCode == StatusCode.OK && response is null)
        {
            ending = new Ending(new Status(StatusCode.Unimplemented, "the method answers with one message; there was none"), ending.Trailers);
        }
        Dispose();
        return ending.Status.StatusCode == StatusCode.OK ? response! : throw Failure(ending);
    }

    // Sends the request and takes the response's headers. The body, or null when the call has ended already.
    private async Task<ResponseBody?> RunAsync(HttpContent content)
    {
        ResponseBody? body = null;
        try
        {
            if (!HasEnded)
            {
                HttpRequestMessage request = await MakeRequestAsync(content).ConfigureAwait(false);
                HttpResponseMessage response = await Channel.SendAsync(request, Token).ConfigureAwait(false);
                body = await TakeHeadersAsync(response).ConfigureAwait(false);
            }
        }
        catch (Exception e)
        {
            Finish(CallErrors.StatusOf(e));
        }
        if (!_body.TrySetResult(body)) body?.Abandon();
        return body;
    }

    private async Task<HttpRequestMessage> MakeRequestAsync(HttpContent content)
    {
        ObjectDisposedException.ThrowIf(Channel.Disposed, Channel);
        var request = new HttpRequestMessage(HttpMethod.Post, Channel.AddressOf(method))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = content,
        };
        HttpRequestHeaders headers = request.Headers;
        headers.TryAddWithoutValidation("te", "trailers");
        headers.TryAddWithoutValidation(HeaderNames.AcceptEncoding, HeaderNames.AcceptedEncodings);
        if (host is not null) headers.Host = host;
        if (Remaining is { } remaining) headers.TryAddWithoutValidation(HeaderNames.Timeout, GrpcTimeout.Format(remaining));
        AddMetadata(headers, Options.Headers);
        await AddCredentialsAsync(headers, Channel.Options.Credentials?.CallCredentials).ConfigureAwait(false);
        await AddCredentialsAsync(headers, Options.Credentials).ConfigureAwait(false);
        if (_compress) headers.TryAddWithoutValidation(HeaderNames.Encoding, HeaderNames.Gzip);
        return request;
    }

    private async Task AddCredentialsAsync(HttpRequestHeaders headers, CallCredentials? credentials)
    {
        if (credentials is null) return;
        if (Channel.Address.Scheme != Uri.UriSchemeHttps && !Channel.Options.UnsafeUseInsecureChannelCallCredentials) return;
        var context = new AuthInterceptorContext($"{Channel.Address.Scheme}://{Channel.Target}/{method.ServiceName}", method.Name, Token);
        Metadata metadata = [];
        foreach (AsyncAuthInterceptor interceptor in credentials.Interceptors) await interceptor(context, metadata).ConfigureAwait(false);
        AddMetadata(headers, metadata);
    }

    private void AddMetadata(HttpRequestHeaders headers, Metadata? metadata)
    {
        if (metadata is null) return;
        foreach (Metadata.Entry entry in metadata)
        {
            if (entry.Key == HeaderNames.EncodingRequest) _compress = string.Equals(entry.Value, HeaderNames.Gzip, StringComparison.OrdinalIgnoreCase);
            else if (!HeaderNames.IsOwn(entry.Key)) headers.TryAddWithoutValidation(entry.Key, MetadataHeaders.ValueOf(entry));
        }
    }
}
