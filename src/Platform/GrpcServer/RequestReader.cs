using System.Buffers;
using System.IO.Pipelines;
using Grpc.Core;

namespace MobileCoin.Grpc;

/// <summary>Takes request messages off the request's body. What is not yet asked for stays with the transport, which holds the client back.</summary>
internal sealed class RequestReader<T>(CallContext call, Marshaller<T> marshaller) : IAsyncStreamReader<T>
    where T : class
{
    private readonly PipeReader _body = call.Http.Request.BodyReader;
    private T? _current;
    private bool _reading;

    public T Current => _current ?? throw new InvalidOperationException("there is no message here");

    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_reading) throw new InvalidOperationException("the last read has not ended");
        _reading = true;
        try
        {
            CancellationToken token = call.CancellationToken;
            if (!cancellationToken.CanBeCanceled || cancellationToken == token)
            {
                (_current, _) = await ReadAsync(token).ConfigureAwait(false);
            }
            else
            {
                using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, token);
                (_current, _) = await ReadAsync(both.Token).ConfigureAwait(false);
            }
            return _current is not null;
        }
        finally
        {
            _reading = false;
        }
    }

    /// <summary>Reads the only request of a call: neither fewer nor more than one.</summary>
    internal async ValueTask<T> ReadOnlyAsync()
    {
        CancellationToken token = call.Deadline == DateTime.MaxValue ? default : call.CancellationToken;
        (T? message, bool ended) = await ReadAsync(token).ConfigureAwait(false);
        if (message is null) throw Frames.Refused(StatusCode.Unimplemented, "the method takes one request message; there was none");
        if (!ended && (await ReadAsync(token).ConfigureAwait(false)).Message is not null)
        {
            throw Frames.Refused(StatusCode.Unimplemented, "the method takes one request message; there were more");
        }
        return message;
    }

    // The next message, or null at the end; and whether the end is known to follow.
    private async ValueTask<(T? Message, bool Ended)> ReadAsync(CancellationToken token)
    {
        while (true)
        {
            ReadResult result = await _body.ReadOrCancelAsync(token).ConfigureAwait(false);
            ReadOnlySequence<byte> buffer = result.Buffer;
            SequencePosition consumed = buffer.Start, examined = buffer.End;
            try
            {
                if (result.IsCanceled) throw new OperationCanceledException("the call has ended");
                if (Frames.TryTake(ref buffer, call.RequestIsEncoded, call.Settings.MaxReceiveMessageSize, out ReadOnlySequence<byte> payload, out bool compressed))
                {
                    T message = Deserialize(payload, compressed);
                    consumed = examined = buffer.Start;
                    return (message, result.IsCompleted && buffer.IsEmpty);
                }
                if (result.IsCompleted)
                {
                    if (!buffer.IsEmpty) throw Frames.Malformed("Incomplete message.");
                    return (null, true);
                }
            }
            finally
            {
                _body.AdvanceOrCancel(consumed, examined);
            }
        }
    }

    private T Deserialize(in ReadOnlySequence<byte> payload, bool compressed)
    {
        try
        {
            return Frames.Deserialize(payload, compressed, call.Settings.MaxReceiveMessageSize, marshaller)
                ?? throw new InvalidOperationException("the deserializer returned no message");
        }
        catch (UndecodableMessageException e)
        {
            throw Frames.Malformed("the request message cannot be decoded", e);
        }
    }
}
