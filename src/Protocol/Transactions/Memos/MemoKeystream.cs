// What memos are encrypted with: HKDF-SHA512, then AES-256 in counter mode (fact sheet ledger §2.6, crypto §3.6).
using System.Buffers.Binary;
using System.Security.Cryptography;
using MobileCoin.Curve25519;

namespace MobileCoin.Transactions;

internal static class MemoKeystream
{
    private const int KeySize = 32;
    private const int BlockSize = 16;
    private const int Blocks = (MemoPayload.Size + BlockSize - 1) / BlockSize;

    /// <summary>Encrypts or decrypts, which is the same; the input may be the output. Constant time.</summary>
    internal static void Apply(CompressedRistretto sharedSecret, ReadOnlySpan<byte> input, Span<byte> output)
    {
        Span<byte> secret = stackalloc byte[CompressedRistretto.Size];
        sharedSecret.CopyTo(secret);
        Apply(secret, input, output);
        CryptographicOperations.ZeroMemory(secret);
    }

    /// <summary>As above, with the encoded shared secret, 32 bytes.</summary>
    internal static void Apply(ReadOnlySpan<byte> sharedSecret, ReadOnlySpan<byte> input, Span<byte> output)
    {
        Span<byte> okm = stackalloc byte[KeySize + BlockSize];
        HKDF.DeriveKey(HashAlgorithmName.SHA512, sharedSecret, okm, "mc-memo-okm"u8, default);
        Apply(okm[..KeySize], okm[KeySize..], input, output);
        CryptographicOperations.ZeroMemory(okm);
    }

    /// <summary>The cipher by itself: only the last 8 bytes of the block count, big-endian, and wrap without a carry.</summary>
    internal static void Apply(ReadOnlySpan<byte> key, ReadOnlySpan<byte> counterBlock, ReadOnlySpan<byte> input, Span<byte> output)
    {
        const int CounterOffset = BlockSize - sizeof(ulong);
        Span<byte> stream = stackalloc byte[Blocks * BlockSize];
        ulong counter = BinaryPrimitives.ReadUInt64BigEndian(counterBlock[CounterOffset..]);
        for (int i = 0; i < Blocks; i++)
        {
            Span<byte> block = stream.Slice(i * BlockSize, BlockSize);
            counterBlock.CopyTo(block);
            BinaryPrimitives.WriteUInt64BigEndian(block[CounterOffset..], unchecked(counter + (ulong)i));
        }
        using var aes = Aes.Create();
        aes.SetKey(key);
        aes.EncryptEcb(stream, stream, PaddingMode.None);
        for (int i = 0; i < input.Length; i++) output[i] = (byte)(input[i] ^ stream[i]);
        CryptographicOperations.ZeroMemory(stream);
    }
}
