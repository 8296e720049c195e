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

    internal Method<TRequest, TResponse> Method => method;

    /// <summary>Ends, without an exception, when the response's headers have been taken, or none will come.</summary>
    internal Task Responded => _body.Task;

    internal bool Compress(WriteOptions? write) => WantsCompression && !((write ?? Options.WriteOptions)?.Flags.HasFlag(WriteFlags.NoCompress) ?? false);

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
        var request = new HttpRequestMessage(HttpMethod.Post, Channel.AddressOf(method.FullName))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = content,
        };
        HttpRequestHeaders headers = request.Headers;
        headers.TryAddWithoutValidation("te", "trailers");
        headers.TryAddWithoutValidation(HeaderNames.AcceptEncoding, HeaderNames.AcceptedEncodings);
        if (host is not null) headers.Host = host;
        await AddHeadersAsync(headers, method).ConfigureAwait(false);
        if (WantsCompression) headers.TryAddWithoutValidation(HeaderNames.Encoding, HeaderNames.Gzip);
        return request;
    }
}
