// Values that a seed determines.
using System.Buffers.Binary;
using System.Security.Cryptography;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.Transactions;

namespace MobileCoin.IngestEnclave.Test;

internal static class Samples
{
    /// <summary>A source that never repeats itself; the same seed gives the same bytes. For any number of threads.</summary>
    internal static RandomFill Random(long seed)
    {
        long counter = 0;
        return destination =>
        {
            byte[] input = new byte[16];
            while (!destination.IsEmpty)
            {
                BinaryPrimitives.WriteInt64LittleEndian(input, seed);
                BinaryPrimitives.WriteInt64LittleEndian(input.AsSpan(8), Interlocked.Increment(ref counter));
                byte[] block = SHA256.HashData(input);
                int take = Math.Min(block.Length, destination.Length);
                block.AsSpan(0, take).CopyTo(destination);
                destination = destination[take..];
            }
        };
    }

    internal static byte[] Bytes(RandomFill random, int count)
    {
        byte[] bytes = new byte[count];
        random(bytes);
        return bytes;
    }

    /// <summary>An output with this hint that holds nothing anybody could spend: ingest does not look at that.</summary>
    internal static TxOut Output(RandomFill random, ReadOnlySpan<byte> hint, bool memo = true) => new(
        new MaskedAmount(MaskedAmountVersion.V2, Point(random), BitConverter.ToUInt64(Bytes(random, 8)), Bytes(random, 8)),
        Point(random),
        Point(random),
        new EncryptedFogHint(hint),
        memo ? new EncryptedMemo(Bytes(random, EncryptedMemo.Size)) : null);

    private static CompressedRistretto Point(RandomFill random) => new(Bytes(random, 32));
}
