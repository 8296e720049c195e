// Galois/counter mode over a 12-byte nonce (SP 800-38D), with the verdict of the tag as data (fact sheet crypto §3.1).
using System.Buffers.Binary;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;

namespace MobileCoin.Crypto;

/// <summary>AES-256-GCM on the kernels <typeparamref name="TKernel"/>. Lengths were checked by the caller.</summary>
internal static class Gcm<TKernel>
    where TKernel : struct, IGcmKernel
{
    /// <summary>Encrypts; ciphertext may be the plaintext's own memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Seal(
        ref readonly ExpandedKey key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> aad,
        ReadOnlySpan<byte> plaintext, Span<byte> ciphertext, Span<byte> tag)
    {
        Debug.Assert(ciphertext.Length == plaintext.Length && tag.Length == Aes256Gcm.TagSize);
        Vector128<uint> block = CounterBlock(nonce);
        TKernel.Counter(
            in key, block, 2, in MemoryMarshal.GetReference(plaintext),
            ref MemoryMarshal.GetReference(ciphertext), (nuint)plaintext.Length, ulong.MaxValue);
        Tag(in key, block, aad, ciphertext, tag);
    }

    /// <summary>
    /// Decrypts where the tag is right; copies the ciphertext where it is wrong. Same work and same accesses in both cases:
    /// the verdict masks the key stream. Plaintext may be the ciphertext's own memory.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static Choice Open(
        ref readonly ExpandedKey key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> aad,
        ReadOnlySpan<byte> ciphertext, ReadOnlySpan<byte> tag, Span<byte> plaintext)
    {
        Debug.Assert(ciphertext.Length == plaintext.Length && tag.Length == Aes256Gcm.TagSize);
        Vector128<uint> block = CounterBlock(nonce);
        Span<byte> expected = stackalloc byte[Aes256Gcm.TagSize];
        Tag(in key, block, aad, ciphertext, expected);
        Choice genuine = Choice.Equal(expected, tag);
        CryptographicOperations.ZeroMemory(expected);
        TKernel.Counter(
            in key, block, 2, in MemoryMarshal.GetReference(ciphertext),
            ref MemoryMarshal.GetReference(plaintext), (nuint)ciphertext.Length, genuine.Mask);
        return genuine;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Tag(
        ref readonly ExpandedKey key, Vector128<uint> block, ReadOnlySpan<byte> aad, ReadOnlySpan<byte> ciphertext, Span<byte> tag)
    {
        Span<byte> lengths = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(lengths, 8 * (ulong)aad.Length);
        BinaryPrimitives.WriteUInt64BigEndian(lengths[8..], 8 * (ulong)ciphertext.Length);
        Vector128<ulong> state = default;
        TKernel.Hash(in key, ref state, in MemoryMarshal.GetReference(aad), (nuint)aad.Length);
        TKernel.Hash(in key, ref state, in MemoryMarshal.GetReference(ciphertext), (nuint)ciphertext.Length);
        TKernel.Hash(in key, ref state, in MemoryMarshal.GetReference(lengths), 16);
        BinaryPrimitives.WriteUInt64BigEndian(tag, state[1]);
        BinaryPrimitives.WriteUInt64BigEndian(tag[8..], state[0]);
        TKernel.Counter(in key, block, 1, in MemoryMarshal.GetReference(tag), ref MemoryMarshal.GetReference(tag), 16, ulong.MaxValue);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> CounterBlock(ReadOnlySpan<byte> nonce)
    {
        Debug.Assert(nonce.Length == Aes256Gcm.NonceSize);
        return Vector128.Create(
            BinaryPrimitives.ReadUInt32LittleEndian(nonce),
            BinaryPrimitives.ReadUInt32LittleEndian(nonce[4..]),
            BinaryPrimitives.ReadUInt32LittleEndian(nonce[8..]),
            0u);
    }
}
