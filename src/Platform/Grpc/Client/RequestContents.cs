using System.Net;
using System.Net.Http.Headers;
using Grpc.Core;
using MobileCoin.Grpc;

namespace Grpc.Net.Client;

/// <summary>The body of a call with one request.</summary>
internal sealed class UnaryContent<TRequest, TResponse> : HttpContent
    where TRequest : class
    where TResponse : class
{
    private readonly ClientCall<TRequest, TResponse> _call;
    private readonly TRequest _request;

    internal UnaryContent(ClientCall<TRequest, TResponse> call, TRequest request)
    {
        (_call, _request) = (call, request);
        Headers.ContentType = GrpcContentType.Value;
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        using var frame = new PooledBuffer();
        using var writer = new FrameWriter(_call.Channel.Options.MaxSendMessageSize);
        try
        {
            writer.Write(_request, _call.Method.RequestMarshaller, frame, _call.Compress(null));
        }
        catch (RpcException e)
        {
            _call.Finish(e.Status);
            throw;
        }
        await stream.WriteAsync(frame.Written, _call.Token).ConfigureAwait(false);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = -1;
        return false;
    }
}

/// <summary>The body of a call with a stream of requests: lasts until the stream is completed.</summary>
internal sealed class StreamContent<TRequest, TResponse> : HttpContent
    where TRequest : class
    where TResponse : class
{
    internal StreamContent(ClientCall<TRequest, TResponse> call)
    {
        Writer = new RequestStream<TRequest>(call, call.Responded, call.Method.RequestMarshaller, call.Compress);
        Headers.ContentType = GrpcContentType.Value;
    }

    internal RequestStream<TRequest> Writer { get; }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        // The headers leave at once, for the server may answer before the first request.
        await stream.FlushAsync().ConfigureAwait(false);
        await Writer.AttachAsync(stream).ConfigureAwait(false);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = -1;
        return false;
    }
}

internal static class GrpcContentType
{
    internal static readonly MediaTypeHeaderValue Value = new(HeaderNames.ContentType);
}
