// A unary call as a POST of the bare message (fact sheet fog §8.6, §8.7); the answer is the bare message, or JSON that says what failed.
using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using Grpc.Core;
using MobileCoin.Grpc;

namespace Grpc.Net.Client;

/// <summary>A call in the HTTP form.</summary>
internal sealed class HttpFormCall<TRequest, TResponse>(GrpcChannel channel, Method<TRequest, TResponse> method, string? host, CallOptions options)
    : ClientCall(channel, options)
    where TRequest : class
    where TResponse : class
{
    private const int Chunk = 16 * 1024;

    internal async Task<TResponse> RunAsync(TRequest request)
    {
        TResponse? answer = null;
        try
        {
            if (!HasEnded) answer = await AskAsync(request).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            Finish(CallErrors.StatusOf(e));
        }
        Ending ending = End;
        Dispose();
        return ending.Status.StatusCode == StatusCode.OK ? answer! : throw Failure(ending);
    }

    protected override void OnEnd(Ending ending)
    {
    }

    protected override void OnStop()
    {
    }

    private async Task<TResponse?> AskAsync(TRequest request)
    {
        ObjectDisposedException.ThrowIf(Channel.Disposed, Channel);
        using HttpRequestMessage message = await MakeRequestAsync(request).ConfigureAwait(false);
        using HttpResponseMessage response = await Channel.SendAsync(message, Token).ConfigureAwait(false);
        HttpFormAnswer.ReadHeaders(response.Headers, out Metadata headers, out Metadata trailers);
        SetHeaders(headers);
        using var body = new PooledBuffer();
        await ReadAsync(response.Content, body).ConfigureAwait(false);
        Status status = HttpFormAnswer.StatusOf(response, body.Written);
        TResponse? answer = status.StatusCode == StatusCode.OK
            ? Frames.Deserialize(new ReadOnlySequence<byte>(body.Written), compressed: false, limit: null, method.ResponseMarshaller)
            : null;
        Finish(status, trailers);
        return answer;
    }

    private async Task<HttpRequestMessage> MakeRequestAsync(TRequest request)
    {
        byte[] body = method.RequestMarshaller.Serializer(request);
        if (body.Length > Channel.Options.MaxSendMessageSize) throw Frames.TooLarge(StreamSide.Send);
        var message = new HttpRequestMessage(HttpMethod.Post, Channel.AddressOf(HttpFormNames.Prefix + method.FullName.TrimStart('/')))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
            Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue(HttpFormNames.Protobuf) } },
        };
        message.Headers.TryAddWithoutValidation("accept", HttpFormNames.Protobuf);
        if (host is not null) message.Headers.Host = host;
        await AddHeadersAsync(message.Headers, method).ConfigureAwait(false);
        return message;
    }

    private async Task ReadAsync(HttpContent content, PooledBuffer into)
    {
        int? limit = Channel.Options.MaxReceiveMessageSize;
        if (content.Headers.ContentLength > (limit ?? Array.MaxLength)) throw Frames.TooLarge(StreamSide.Receive);
        Stream stream = await content.ReadAsStreamAsync(Token).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            while (await stream.ReadAsync(into.GetMemory(Chunk), Token).ConfigureAwait(false) is var count and > 0)
            {
                into.Advance(count);
                if (into.Length > limit) throw Frames.TooLarge(StreamSide.Receive);
            }
        }
    }
}
