using System.Buffers.Binary;
using System.Security.Cryptography;

namespace MobileCoin.Testing;

/// <summary>A source that never repeats itself; the same seed gives the same bytes. For any number of threads.</summary>
internal sealed class SeededBytes(long seed)
{
    private long _counter;

    /// <summary>Fills a buffer: what code that draws randomness is given.</summary>
    internal void Fill(Span<byte> destination)
    {
        byte[] input = new byte[16];
        while (!destination.IsEmpty)
        {
            BinaryPrimitives.WriteInt64LittleEndian(input, seed);
            BinaryPrimitives.WriteInt64LittleEndian(input.AsSpan(8), Interlocked.Increment(ref _counter));
            byte[] block = SHA256.HashData(input);
            int take = Math.Min(block.Length, destination.Length);
            block.AsSpan(0, take).CopyTo(destination);
            destination = destination[take..];
        }
    }
}
