using System.Buffers;
using Grpc.Core;
using MobileCoin.Grpc;

namespace Grpc.Net.Client;

/// <summary>Takes messages off a response's body, into a rented buffer that holds one message and what came with it.</summary>
internal sealed class ResponseBody(HttpResponseMessage response, Stream stream, bool encoded, int? limit)
{
    private const int First = 4096;
    private const int Step = 1024 * 1024;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(First);
    private int _start, _end;
    private State _state;

    // Who gives up a call while another thread reads leaves it to the reader to let go.
    private enum State
    {
        Idle,
        Reading,
        ReadingLast,
        Abandoned,
    }

    internal HttpResponseMessage Response => response;

    /// <summary>The next message, or false at the end of the body.</summary>
    internal async ValueTask<(bool Found, T? Message)> ReadAsync<T>(Marshaller<T> marshaller, CancellationToken cancellationToken)
    {
        while (_end - _start < Frames.HeaderLength)
        {
            if (await FillAsync(Frames.HeaderLength, cancellationToken).ConfigureAwait(false)) continue;
            return _end == _start ? (false, default) : throw Frames.Malformed("Incomplete message.");
        }
        int length = Frames.ReadHeader(_buffer.AsSpan(_start, Frames.HeaderLength), encoded, limit, out bool compressed);
        while (_end - _start - Frames.HeaderLength < length)
        {
            // Room is made as bytes arrive, not as the header promises them.
            int have = _end - _start;
            int wanted = (int)Math.Min((long)length + Frames.HeaderLength, (long)have + Math.Max(have, Step));
            if (!await FillAsync(wanted, cancellationToken).ConfigureAwait(false)) throw Frames.Malformed("Incomplete message.");
        }
        var payload = new ReadOnlySequence<byte>(_buffer, _start + Frames.HeaderLength, length);
        T message = Frames.Deserialize(payload, compressed, limit, marshaller) ?? throw new InvalidOperationException("the deserializer returned no message");
        _start += Frames.HeaderLength + length;
        return (true, message);
    }

    /// <summary>Begins a read. False when the body has been let go of.</summary>
    internal bool TryEnter() => Interlocked.CompareExchange(ref _state, State.Reading, State.Idle) == State.Idle;

    /// <summary>Ends a read.</summary>
    internal void Exit()
    {
        if (Interlocked.CompareExchange(ref _state, State.Idle, State.Reading) == State.Reading) return;
        _state = State.Abandoned;
        Release();
    }

    /// <summary>Lets go of the body, now or when the read that runs has ended. An unread rest resets the stream.</summary>
    internal void Abandon()
    {
        if (Interlocked.CompareExchange(ref _state, State.ReadingLast, State.Reading) == State.Reading) return;
        if (Interlocked.CompareExchange(ref _state, State.Abandoned, State.Idle) == State.Idle) Release();
    }

    private void Release()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        response.Dispose();
    }

    // Reads once, with room for a number of bytes from the start. False at the end of the body.
    private async ValueTask<bool> FillAsync(int room, CancellationToken cancellationToken)
    {
        if (_start == _end) _start = _end = 0;
        if (_buffer.Length - _start < room || _end == _buffer.Length)
        {
            byte[] target = _buffer.Length >= room && _start > 0 ? _buffer : ArrayPool<byte>.Shared.Rent(Math.Max(room, First));
            _buffer.AsSpan(_start, _end - _start).CopyTo(target);
            (_start, _end) = (0, _end - _start);
            if (!ReferenceEquals(target, _buffer))
            {
                ArrayPool<byte>.Shared.Return(_buffer);
                _buffer = target;
            }
        }
        int count = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
        _end += count;
        return count > 0;
    }
}
