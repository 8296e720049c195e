// The function behind the generator: BLAKE2b-512("20201124" ‖ secret ‖ LE64(counter))[0..16] (fact sheet crypto §4.1).
using System.Buffers.Binary;
using System.Security.Cryptography;

namespace MobileCoin.Crypto;

public sealed partial class KexRng
{
    private const int MessageSize = SecretSize + sizeof(ulong);
    private const int DigestSize = 64;
    private const int ChunkLength = 32;

    private static ReadOnlySpan<byte> Prefix => "20201124"u8;

    /// <summary>The output of a secret at a counter. Constant time.</summary>
    /// <param name="secret">32 bytes.</param>
    /// <param name="counter">Any.</param>
    /// <param name="output">Receives 16 bytes.</param>
    /// <exception cref="ArgumentException">A length is wrong.</exception>
    public static void Output(ReadOnlySpan<byte> secret, ulong counter, Span<byte> output)
    {
        Error.ThrowIfNotLength(secret.Length, SecretSize, nameof(secret));
        Error.ThrowIfNotLength(output.Length, OutputSize, nameof(output));
        Span<byte> workspace = stackalloc byte[MessageSize + DigestSize];
        Span<byte> message = workspace[..MessageSize], digest = workspace[MessageSize..];
        WriteMessage(secret, counter, message);
        Blake2b.Hash(Prefix, message, digest);
        digest[..OutputSize].CopyTo(output);
        CryptographicOperations.ZeroMemory(workspace);
    }

    /// <summary>The outputs of many secrets, each at its counter: what ingest does for a block. Constant time but for their number.</summary>
    /// <param name="secrets">32 bytes each, end to end.</param>
    /// <param name="counters">One each.</param>
    /// <param name="outputs">Receives 16 bytes each, end to end.</param>
    /// <exception cref="ArgumentException">Lengths do not agree.</exception>
    public static void OutputBatch(ReadOnlySpan<byte> secrets, ReadOnlySpan<ulong> counters, Span<byte> outputs)
    {
        Error.ThrowIfNotCount(secrets.Length, counters.Length, SecretSize, nameof(secrets));
        Error.ThrowIfNotCount(outputs.Length, counters.Length, OutputSize, nameof(outputs));
        Span<byte> workspace = stackalloc byte[ChunkLength * (MessageSize + DigestSize)];
        for (int first = 0; first < counters.Length; first += ChunkLength)
        {
            int length = Math.Min(ChunkLength, counters.Length - first);
            Span<byte> messages = workspace[..(length * MessageSize)];
            Span<byte> digests = workspace.Slice(messages.Length, length * DigestSize);
            for (int i = 0; i < length; i++)
            {
                WriteMessage(secrets.Slice((first + i) * SecretSize, SecretSize), counters[first + i], messages.Slice(i * MessageSize, MessageSize));
            }
            Blake2b.HashEach(Prefix, messages, MessageSize, digests, DigestSize);
            for (int i = 0; i < length; i++)
            {
                digests.Slice(i * DigestSize, OutputSize).CopyTo(outputs.Slice((first + i) * OutputSize, OutputSize));
            }
        }
        CryptographicOperations.ZeroMemory(workspace);
    }

    private static void WriteMessage(ReadOnlySpan<byte> secret, ulong counter, Span<byte> message)
    {
        secret.CopyTo(message);
        BinaryPrimitives.WriteUInt64LittleEndian(message[SecretSize..], counter);
    }
}
