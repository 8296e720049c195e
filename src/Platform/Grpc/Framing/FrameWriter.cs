using System.Buffers;
using Grpc.Core;

namespace MobileCoin.Grpc;

/// <summary>Serializes messages as frames into a transport's buffer: straight into it when the length is known first, by way of a rented buffer otherwise.</summary>
internal sealed class FrameWriter(int? limit) : SerializationContext, IDisposable
{
    private IBufferWriter<byte> _output = null!;
    private PooledBuffer? _buffer;
    private int? _length;
    private bool _compress;
    private Stage _stage;

    private enum Stage
    {
        Idle,
        Started,
        Direct,
        Buffered,
        Done,
    }

    /// <summary>Writes a message's frame.</summary>
    /// <exception cref="RefusedException">RESOURCE_EXHAUSTED: the message is over the limit.</exception>
    internal void Write<T>(T message, Marshaller<T> marshaller, IBufferWriter<byte> output, bool compress)
    {
        (_output, _compress, _length, _stage) = (output, compress, null, Stage.Started);
        try
        {
            marshaller.ContextualSerializer(message, this);
            if (_stage != Stage.Done) throw new InvalidOperationException("the serializer did not complete its message");
        }
        finally
        {
            _stage = Stage.Idle;
            _output = null!;
            Dispose();
        }
    }

    /// <summary>Gives the rented buffer back; the writer can be used again.</summary>
    public void Dispose()
    {
        _buffer?.Dispose();
        _buffer = null;
    }

    public override void SetPayloadLength(int payloadLength)
    {
        if (_stage != Stage.Started) throw new InvalidOperationException("the length is said before the buffer is taken");
        CheckLimit(payloadLength);
        _length = payloadLength;
    }

    public override IBufferWriter<byte> GetBufferWriter()
    {
        if (_stage == Stage.Started)
        {
            if (_length is { } length && !_compress)
            {
                _stage = Stage.Direct;
                Frames.WriteHeader(_output.GetSpan(Frames.HeaderLength), compressed: false, length);
                _output.Advance(Frames.HeaderLength);
            }
            else
            {
                _stage = Stage.Buffered;
                _buffer = new PooledBuffer();
            }
        }
        return _stage switch
        {
            Stage.Direct => _output,
            Stage.Buffered => _buffer!,
            _ => throw new InvalidOperationException("the message is complete"),
        };
    }

    public override void Complete()
    {
        switch (_stage)
        {
            case Stage.Direct:
                break;
            case Stage.Buffered:
                WriteFrame(_buffer!.WrittenSpan);
                break;
            case Stage.Started:
                WriteFrame([]);
                break;
            default:
                throw new InvalidOperationException("the message is complete");
        }
        _stage = Stage.Done;
    }

    public override void Complete(byte[] payload)
    {
        ArgumentNullException.ThrowIfNull(payload);
        if (_stage != Stage.Started) throw new InvalidOperationException("the message is complete, or in the buffer");
        WriteFrame(payload);
        _stage = Stage.Done;
    }

    private void WriteFrame(ReadOnlySpan<byte> message)
    {
        CheckLimit(message.Length);
        if (!_compress)
        {
            Put(message, compressed: false);
            return;
        }
        using var packed = new PooledBuffer();
        Gzip.Compress(message, packed);
        Put(packed.WrittenSpan, compressed: true);
    }

    private void Put(ReadOnlySpan<byte> payload, bool compressed)
    {
        Frames.WriteHeader(_output.GetSpan(Frames.HeaderLength), compressed, payload.Length);
        _output.Advance(Frames.HeaderLength);
        _output.Write(payload);
    }

    private void CheckLimit(int length)
    {
        if (length > limit) throw Frames.TooLarge(StreamSide.Send);
    }
}
