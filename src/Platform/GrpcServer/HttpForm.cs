// The HTTP form of unary methods (fact sheet fog §8.6, §8.7): POST /package.Service/Method, with or without /gw before it. The body is the
// bare message, as protobuf or as proto3 JSON; the answer comes in the same form unless Accept says otherwise. A failure is JSON
// {code, message, details} under the HTTP status that grpc-gateway gives the code.
using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace MobileCoin.Grpc;

/// <summary>Calls over plain HTTP.</summary>
internal static class HttpForm
{
    private const string Json = HttpFormNames.Json;

    private static readonly JsonFormatter Formatter = new(JsonFormatter.Settings.Default.WithFormatDefaultValues(true));
    private static readonly JsonParser Parser = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));

    internal static async Task HandleAsync<TRequest, TResponse>(
        HttpContext http, CallSettings settings, Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse> handler)
        where TRequest : class
        where TResponse : class
    {
        string? type = HttpFormNames.MediaType(http.Request.ContentType);
        if (type is null || (type == Json && !typeof(IMessage).IsAssignableFrom(typeof(TRequest))))
        {
            await RefuseAsync(http, StatusCodes.Status415UnsupportedMediaType, StatusCode.InvalidArgument,
                $"the content type must be {Json} or {HttpFormNames.Protobuf}").ConfigureAwait(false);
            return;
        }
        using var call = new CallContext(http, settings, method, httpForm: true);
        Status status;
        Metadata? trailers = null;
        try
        {
            call.Begin();
            TRequest request = await ReadAsync(http.Request, type, method.RequestMarshaller, settings).ConfigureAwait(false);
            TResponse response = await handler(request, call).ConfigureAwait(false);
            status = call.DeadlinePassed ? new Status(StatusCode.DeadlineExceeded, "Deadline Exceeded") : call.Status;
            PutTrailers(http.Response, call.TrailersIfAny);
            if (status.StatusCode == StatusCode.OK)
            {
                await WriteAsync(http, AnswerType(http.Request, type), response, method.ResponseMarshaller, settings).ConfigureAwait(false);
                return;
            }
        }
        catch (Exception e)
        {
            status = call.StatusOf(e);
            trailers = (e as RpcException)?.Trailers;
            PutTrailers(http.Response, call.TrailersIfAny);
            if (!ReferenceEquals(trailers, call.TrailersIfAny)) PutTrailers(http.Response, trailers);
        }
        if (http.Response.HasStarted)
        {
            http.Abort();
            return;
        }
        byte[]? details = (trailers ?? call.TrailersIfAny)?.GetValueBytes(HeaderNames.StatusDetails);
        await RefuseAsync(http, HttpStatusMapping.ToHttp(status.StatusCode), status.StatusCode, status.Detail, details).ConfigureAwait(false);
    }

    /// <summary>A response header of the handler's: cookies as they are, others behind a prefix.</summary>
    internal static void PutHeader(HttpResponse response, Metadata.Entry entry)
    {
        if (HeaderNames.IsOwn(entry.Key) || response.HasStarted) return;
        bool cookie = string.Equals(entry.Key, HttpFormNames.SetCookie, StringComparison.Ordinal);
        response.Headers.Append(cookie ? "Set-Cookie" : HttpFormNames.MetadataPrefix + entry.Key, MetadataHeaders.ValueOf(entry));
    }

    internal static async Task RefuseAsync(HttpContext http, int httpStatus, StatusCode code, string message, byte[]? details = null)
    {
        using var body = new PooledBuffer();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteNumber("code", (int)code);
            json.WriteString("message", message);
            json.WriteStartArray("details");
            if (details is not null) StatusDetails.Write(json, details);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        http.Response.StatusCode = httpStatus;
        await SendAsync(http, Json, body.Written).ConfigureAwait(false);
    }

    private static async Task<T> ReadAsync<T>(HttpRequest request, string type, Marshaller<T> marshaller, CallSettings settings)
        where T : class
    {
        int? limit = settings.MaxReceiveMessageSize;
        if (request.ContentLength > limit) throw Frames.TooLarge(StreamSide.Receive);
        PipeReader body = request.BodyReader;
        while (true)
        {
            ReadResult result = await body.ReadOrCancelAsync(request.HttpContext.RequestAborted).ConfigureAwait(false);
            ReadOnlySequence<byte> buffer = result.Buffer;
            SequencePosition consumed = buffer.Start;
            try
            {
                if (buffer.Length > limit) throw Frames.TooLarge(StreamSide.Receive);
                if (!result.IsCompleted) continue;
                consumed = buffer.End;
                return type == Json ? ParseJson<T>(buffer) : Frames.Deserialize(buffer, compressed: false, limit, marshaller);
            }
            catch (Exception e) when (e is UndecodableMessageException or InvalidProtocolBufferException or InvalidJsonException or DecoderFallbackException or FormatException)
            {
                throw Frames.Refused(StatusCode.InvalidArgument, "the request body cannot be decoded", e);
            }
            finally
            {
                body.AdvanceOrCancel(consumed, buffer.End);
            }
        }
    }

    private static T ParseJson<T>(in ReadOnlySequence<byte> body)
        where T : class
    {
        string text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(body);
        IMessage message = (IMessage)Activator.CreateInstance<T>();
        // An empty body is an empty message, as grpc-gateway has it.
        return (T)(string.IsNullOrWhiteSpace(text) ? message : Parser.Parse(text, message.Descriptor));
    }

    private static Task WriteAsync<T>(HttpContext http, string type, T response, Marshaller<T> marshaller, CallSettings settings)
        where T : class
    {
        byte[] body = type == Json
            ? Encoding.UTF8.GetBytes(Formatter.Format((IMessage)UnaryHandler<T, T>.Checked(response)))
            : marshaller.Serializer(UnaryHandler<T, T>.Checked(response));
        if (body.Length > settings.MaxSendMessageSize) throw Frames.TooLarge(StreamSide.Send);
        return SendAsync(http, type, body);
    }

    private static async Task SendAsync(HttpContext http, string type, ReadOnlyMemory<byte> body)
    {
        http.Response.ContentType = type;
        http.Response.ContentLength = body.Length;
        try
        {
            await http.Response.BodyWriter.WriteAsync(body, http.RequestAborted).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The client is gone.
        }
    }

    private static string AnswerType(HttpRequest request, string requestType)
    {
        foreach (string accepted in request.Headers.Accept.ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (HttpFormNames.MediaType(accepted) is { } type) return type;
        }
        return requestType;
    }

    private static void PutTrailers(HttpResponse response, Metadata? trailers)
    {
        if (trailers is null) return;
        foreach (Metadata.Entry entry in trailers)
        {
            if (string.Equals(entry.Key, HttpFormNames.SetCookie, StringComparison.Ordinal)) PutHeader(response, entry);
        }
    }
}
