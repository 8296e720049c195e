using System.Buffers;
using System.IO.Compression;
using System.Runtime.InteropServices;

namespace MobileCoin.Grpc;

/// <summary>Compressed messages. What comes out is bounded by the limit of a message, so that a bomb costs no more than one.</summary>
internal static class Gzip
{
    private const int Chunk = 16 * 1024;

    /// <summary>Decompresses into a buffer.</summary>
    /// <exception cref="RefusedException">INTERNAL: no gzip. RESOURCE_EXHAUSTED: more than the limit.</exception>
    internal static void Decompress(in ReadOnlySequence<byte> compressed, int? limit, PooledBuffer into)
    {
        using var copy = new PooledBuffer();
        ReadOnlyMemory<byte> bytes = compressed.First;
        if (!compressed.IsSingleSegment)
        {
            compressed.CopyTo(copy.GetSpan((int)compressed.Length));
            copy.Advance((int)compressed.Length);
            bytes = copy.Written;
        }
        if (!MemoryMarshal.TryGetArray(bytes, out ArraySegment<byte> segment)) segment = new ArraySegment<byte>(bytes.ToArray());
        try
        {
            using var source = new MemoryStream(segment.Array!, segment.Offset, segment.Count, writable: false);
            using var gzip = new GZipStream(source, CompressionMode.Decompress);
            while (true)
            {
                int count = gzip.Read(into.GetSpan(Chunk));
                if (count == 0) return;
                into.Advance(count);
                if (into.Length > limit) throw Frames.TooLarge(StreamSide.Receive);
            }
        }
        catch (InvalidDataException e)
        {
            throw Frames.Malformed("the compressed message cannot be decompressed", e);
        }
    }

    internal static void Compress(ReadOnlySpan<byte> message, IBufferWriter<byte> into)
    {
        using var stream = new WriterStream(into);
        using var gzip = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true);
        gzip.Write(message);
    }

    /// <summary>A writer as the stream that GZipStream wants.</summary>
    private sealed class WriterStream(IBufferWriter<byte> writer) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Write(ReadOnlySpan<byte> buffer) => writer.Write(buffer);

        public override void Write(byte[] buffer, int offset, int count) => writer.Write(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
