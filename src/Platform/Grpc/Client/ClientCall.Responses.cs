using System.Net;
using Grpc.Core;
using MobileCoin.Grpc;

namespace Grpc.Net.Client;

internal sealed partial class ClientCall<TRequest, TResponse>
{
    private async ValueTask<ResponseBody?> TakeHeadersAsync(HttpResponseMessage response)
    {
        string? type = response.Content.Headers.ContentType?.ToString();
        if (response.StatusCode != HttpStatusCode.OK || !HeaderNames.IsGrpc(type))
        {
            // A proxy's answer, or a server that speaks something else.
            StatusCode code = response.StatusCode == HttpStatusCode.OK ? StatusCode.Unknown : HttpStatusMapping.FromHttp((int)response.StatusCode);
            string detail = response.StatusCode == HttpStatusCode.OK
                ? $"Bad gRPC response. Invalid content-type value: {type ?? "none"}"
                : $"Bad gRPC response. HTTP status code: {(int)response.StatusCode}";
            Finish(new Status(code, detail));
            response.Dispose();
            return null;
        }
        Metadata headers = ResponseHeaders.Read(response.Headers);
        if (response.Headers.NonValidated.Contains(HeaderNames.Status))
        {
            // Trailers only: the headers are the trailers.
            SetHeaders([]);
            Finish(ResponseHeaders.ReadStatus(response.Headers), headers);
            response.Dispose();
            return null;
        }
        bool encoded = false;
        if (response.Headers.NonValidated.TryGetValues(HeaderNames.Encoding, out System.Net.Http.Headers.HeaderStringValues encoding))
        {
            string name = encoding.ToString();
            encoded = string.Equals(name, HeaderNames.Gzip, StringComparison.OrdinalIgnoreCase);
            if (!encoded && !string.Equals(name, HeaderNames.Identity, StringComparison.OrdinalIgnoreCase)) throw Frames.Malformed("the response's grpc-encoding is not supported");
        }
        SetHeaders(headers);
        Stream stream = await response.Content.ReadAsStreamAsync(Token).ConfigureAwait(false);
        return new ResponseBody(response, stream, encoded, Channel.Options.MaxReceiveMessageSize);
    }

    // The next response; null when the call has ended, which the status then says more about.
    private async ValueTask<TResponse?> NextAsync(ResponseBody body)
    {
        if (!body.TryEnter()) return null;
        try
        {
            if (!HasEnded && await body.ReadAsync(method.ResponseMarshaller, Token).ConfigureAwait(false) is (true, { } message)) return message;
            if (!HasEnded) Finish(ResponseHeaders.ReadStatus(body.Response.TrailingHeaders), ResponseHeaders.Read(body.Response.TrailingHeaders));
        }
        catch (Exception e)
        {
            Finish(CallErrors.StatusOf(e));
        }
        finally
        {
            body.Exit();
        }
        body.Abandon();
        return null;
    }

    /// <summary>The responses of a stream, as the caller reads them.</summary>
    private sealed class ResponseStream(ClientCall<TRequest, TResponse> call) : IAsyncStreamReader<TResponse>
    {
        private TResponse? _current;
        private int _reading;

        public TResponse Current => _current ?? throw new InvalidOperationException("there is no message here");

        public async Task<bool> MoveNext(CancellationToken cancellationToken)
        {
            if (Interlocked.Exchange(ref _reading, 1) != 0) throw new InvalidOperationException("the last read has not ended");
            try
            {
                // Cancelling a read cancels the call: part of a message may have been taken.
                using CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(static call => ((ClientCall)call!).Dispose(), call);
                ResponseBody? body = await call._body.Task.ConfigureAwait(false);
                _current = body is null ? null : await call.NextAsync(body).ConfigureAwait(false);
                if (_current is not null) return true;
                if (call.Channel.Options.ThrowOperationCanceledOnCancellation) cancellationToken.ThrowIfCancellationRequested();
                Ending ending = call.End;
                return ending.Status.StatusCode == StatusCode.OK ? false : throw call.Failure(ending);
            }
            finally
            {
                Volatile.Write(ref _reading, 0);
            }
        }
    }
}
