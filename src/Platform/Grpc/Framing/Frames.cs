// Length-prefixed messages of gRPC over HTTP/2: a flag byte (1: compressed), four bytes of length, big endian, the message.
using System.Buffers;
using System.Buffers.Binary;
using Grpc.Core;

namespace MobileCoin.Grpc;

/// <summary>Which way a message goes.</summary>
internal enum StreamSide
{
    Receive,
    Send,
}

/// <summary>The frames around messages.</summary>
internal static class Frames
{
    internal const int HeaderLength = 5;

    internal static RefusedException TooLarge(StreamSide side) => Refused(StatusCode.ResourceExhausted,
        side == StreamSide.Receive ? "Received message exceeds the maximum configured message size." : "Sending message exceeds the maximum configured message size.");

    internal static RefusedException Malformed(string what, Exception? cause = null) => Refused(StatusCode.Internal, what, cause);

    internal static RefusedException Refused(StatusCode code, string why, Exception? cause = null) => new(new Status(code, why, cause));

    /// <summary>Writes a header.</summary>
    internal static void WriteHeader(Span<byte> header, bool compressed, int length)
    {
        header[0] = compressed ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteUInt32BigEndian(header[1..], (uint)length);
    }

    /// <summary>Takes a whole frame off the buffer if there is one.</summary>
    /// <exception cref="RefusedException">INTERNAL: the frame is malformed. RESOURCE_EXHAUSTED: its message is over the limit, which shows before it has arrived.</exception>
    internal static bool TryTake(ref ReadOnlySequence<byte> buffer, bool encoded, int? limit, out ReadOnlySequence<byte> payload, out bool compressed)
    {
        payload = default;
        compressed = false;
        if (buffer.Length < HeaderLength) return false;
        Span<byte> header = stackalloc byte[HeaderLength];
        buffer.Slice(0, HeaderLength).CopyTo(header);
        int length = ReadHeader(header, encoded, limit, out compressed);
        if (buffer.Length - HeaderLength < length) return false;
        payload = buffer.Slice(HeaderLength, length);
        buffer = buffer.Slice(payload.End);
        return true;
    }

    /// <summary>Reads a header: the message's length in bytes.</summary>
    internal static int ReadHeader(ReadOnlySpan<byte> header, bool encoded, int? limit, out bool compressed)
    {
        compressed = header[0] == 1;
        if (header[0] > 1) throw Malformed("Unexpected compressed flag value in message header.");
        if (compressed && !encoded) throw Malformed("Request did not include grpc-encoding value with compressed message.");
        uint length = BinaryPrimitives.ReadUInt32BigEndian(header[1..]);
        return length <= (uint)(limit ?? Array.MaxLength) ? (int)length : throw TooLarge(StreamSide.Receive);
    }

    /// <summary>Makes the message of a frame's payload.</summary>
    internal static T Deserialize<T>(in ReadOnlySequence<byte> payload, bool compressed, int? limit, Marshaller<T> marshaller)
    {
        if (!compressed) return marshaller.ContextualDeserializer(new SequenceDeserializationContext(payload));
        using var message = new PooledBuffer();
        Gzip.Decompress(payload, limit, message);
        return marshaller.ContextualDeserializer(new SequenceDeserializationContext(new ReadOnlySequence<byte>(message.Written)));
    }

    private sealed class SequenceDeserializationContext(ReadOnlySequence<byte> payload) : DeserializationContext
    {
        public override int PayloadLength => (int)payload.Length;

        public override byte[] PayloadAsNewBuffer() => payload.ToArray();

        public override ReadOnlySequence<byte> PayloadAsReadOnlySequence() => payload;
    }
}
