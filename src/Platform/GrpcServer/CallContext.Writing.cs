using System.IO.Pipelines;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace MobileCoin.Grpc;

internal sealed partial class CallContext
{
    private FrameWriter? _writer;
    private bool _compress;
    private bool _accepted;
    private bool _headersWritten;

    /// <summary>Writes the one response of a call; it leaves with the trailers.</summary>
    internal async Task WriteOnlyAsync<T>(T message, Marshaller<T> marshaller)
    {
        if (!TryBeginWrite()) return;
        try
        {
            await StartResponseAsync().ConfigureAwait(false);
            Write(message, marshaller);
        }
        finally
        {
            EndWrite();
        }
    }

    /// <summary>Writes a response of a stream and waits until there is room for another.</summary>
    internal async Task WriteNextAsync<T>(T message, Marshaller<T> marshaller, WriteOptions? options, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!TryBeginWrite()) throw new OperationCanceledException("the call has ended");
        try
        {
            await StartResponseAsync().ConfigureAwait(false);
            Write(message, marshaller, options);
            if (Asks(options, WriteFlags.BufferHint)) return;
            FlushResult flushed = await Http.Response.BodyWriter.FlushAsync(cancellationToken).ConfigureAwait(false);
            if (flushed.IsCompleted || flushed.IsCanceled) throw new OperationCanceledException("the client is gone");
        }
        finally
        {
            EndWrite();
        }
    }

    protected override async Task WriteResponseHeadersAsyncCore(Metadata responseHeaders)
    {
        ArgumentNullException.ThrowIfNull(responseHeaders);
        if (!TryBeginWrite()) throw new OperationCanceledException("the call has ended");
        try
        {
            if (_headersWritten || Http.Response.HasStarted) throw new InvalidOperationException("the response's headers are sent");
            _headersWritten = true;
            foreach (Metadata.Entry entry in responseHeaders)
            {
                if (string.Equals(entry.Key, HeaderNames.EncodingRequest, StringComparison.Ordinal))
                {
                    _compress = string.Equals(entry.Value, HeaderNames.Gzip, StringComparison.OrdinalIgnoreCase);
                }
                else if (_httpForm) HttpForm.PutHeader(Http.Response, entry);
                else if (!HeaderNames.IsOwn(entry.Key)) Http.Response.Headers.Append(entry.Key, MetadataHeaders.ValueOf(entry));
            }
            if (_httpForm) return;
            await StartResponseAsync().ConfigureAwait(false);
            await Http.Response.BodyWriter.FlushAsync(CancellationToken).ConfigureAwait(false);
        }
        finally
        {
            EndWrite();
        }
    }

    private void Write<T>(T message, Marshaller<T> marshaller, WriteOptions? options = null)
    {
        _writer ??= new FrameWriter(Settings.MaxSendMessageSize);
        _writer.Write(message, marshaller, Http.Response.BodyWriter, _compress && _accepted && !Asks(options, WriteFlags.NoCompress));
    }

    private bool Asks(WriteOptions? options, WriteFlags flag) => (options ?? WriteOptions)?.Flags.HasFlag(flag) ?? false;

    // Headers must have left before the body's writer is touched.
    private Task StartResponseAsync()
    {
        HttpResponse response = Http.Response;
        if (response.HasStarted) return Task.CompletedTask;
        response.ContentType = HeaderNames.ContentType;
        if (_compress && _accepted) response.Headers[HeaderNames.Encoding] = HeaderNames.Gzip;
        return response.StartAsync(CancellationToken.None);
    }

    // False when the call has ended already.
    private bool TryBeginWrite()
    {
        lock (_gate)
        {
            if (_writing) throw new InvalidOperationException("the last write has not ended");
            if (_ended) return false;
            _writing = true;
            return true;
        }
    }

    private void EndWrite()
    {
        lock (_gate) _writing = false;
    }
}
