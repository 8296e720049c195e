// Random bytes that a round's seed determines, a stream of their own for whoever draws.
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using MobileCoin.Crypto;

namespace MobileCoin.Fog;

internal static class SeededRandom
{
    /// <summary>A stream. For any number of threads; no two names have the same.</summary>
    internal static RandomFill Stream(int seed, string name)
    {
        byte[] input = new byte[SHA256.HashSizeInBytes + sizeof(long)];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{seed} {name}"), input);
        long counter = 0;
        Lock gate = new();
        return destination =>
        {
            Span<byte> block = stackalloc byte[SHA256.HashSizeInBytes];
            lock (gate)
            {
                while (!destination.IsEmpty)
                {
                    BinaryPrimitives.WriteInt64LittleEndian(input.AsSpan(SHA256.HashSizeInBytes), counter++);
                    SHA256.HashData(input, block);
                    int take = Math.Min(block.Length, destination.Length);
                    block[..take].CopyTo(destination);
                    destination = destination[take..];
                }
            }
        };
    }
}
