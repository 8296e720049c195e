// AES-256-GCM for one message per key, as crypto boxes use it (fact sheet crypto §3.1, §12).
// Not .NET's: that one throws on a wrong tag, which is a branch on a secret when a box or hint is opened, and sets up a context per key.
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using MobileCoin.Curve25519;

namespace MobileCoin.Crypto;

/// <summary>
/// AES-256-GCM with a 12-byte nonce and a 16-byte tag; key 32 bytes; any length of plaintext and associated data. Constant time in
/// everything but the lengths. For many messages under one key see <see cref="Aes256GcmKey"/>.
/// </summary>
public static class Aes256Gcm
{
    /// <summary>Bytes of a key.</summary>
    public const int KeySize = 32;

    /// <summary>Bytes of a nonce.</summary>
    public const int NonceSize = 12;

    /// <summary>Bytes of a tag.</summary>
    public const int TagSize = 16;

    internal static readonly bool UseAesNi = Simd.Level != SimdLevel.Plain && AesNi.IsSupported;

    /// <summary>Encrypts <paramref name="plaintext"/> to <paramref name="ciphertext"/> (same length; may be the same memory).</summary>
    /// <exception cref="ArgumentException">
    /// A length is wrong, the two overlap without being the same, or the associated data or the tag lies in the ciphertext.
    /// </exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Seal(
        ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> aad,
        ReadOnlySpan<byte> plaintext, Span<byte> ciphertext, Span<byte> tag)
    {
        Error.ThrowIfNotLength(key.Length, KeySize, nameof(key));
        CheckMessage(nonce, aad, plaintext, ciphertext, nameof(ciphertext), tag);
        ExpandedKey expanded = default;
        Expand(key, ref expanded);
        SealCore(in expanded, nonce, aad, plaintext, ciphertext, tag);
        Wipe(ref expanded);
    }

    /// <summary>
    /// Decrypts <paramref name="ciphertext"/> to <paramref name="plaintext"/> (same length; may be the same memory) when the tag is right.
    /// When it is wrong <paramref name="plaintext"/> receives the ciphertext unchanged, and is of no use.
    /// </summary>
    /// <returns>Whether the tag is right, still secret.</returns>
    /// <exception cref="ArgumentException">
    /// A length is wrong, the two overlap without being the same, or the associated data or the tag lies in the plaintext.
    /// </exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Choice Open(
        ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> aad,
        ReadOnlySpan<byte> ciphertext, ReadOnlySpan<byte> tag, Span<byte> plaintext)
    {
        Error.ThrowIfNotLength(key.Length, KeySize, nameof(key));
        CheckMessage(nonce, aad, ciphertext, plaintext, nameof(plaintext), tag);
        ExpandedKey expanded = default;
        Expand(key, ref expanded);
        Choice genuine = OpenCore(in expanded, nonce, aad, ciphertext, tag, plaintext);
        Wipe(ref expanded);
        return genuine;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Expand(ReadOnlySpan<byte> key, ref ExpandedKey expanded)
    {
        if (UseAesNi) AesNi.Expand(key, ref expanded);
        else Bitslice.Expand(key, ref expanded);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void SealCore(
        ref readonly ExpandedKey key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> aad,
        ReadOnlySpan<byte> plaintext, Span<byte> ciphertext, Span<byte> tag)
    {
        if (UseAesNi) Gcm<AesNi>.Seal(in key, nonce, aad, plaintext, ciphertext, tag);
        else Gcm<Bitslice>.Seal(in key, nonce, aad, plaintext, ciphertext, tag);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static Choice OpenCore(
        ref readonly ExpandedKey key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> aad,
        ReadOnlySpan<byte> ciphertext, ReadOnlySpan<byte> tag, Span<byte> plaintext) =>
        UseAesNi
            ? Gcm<AesNi>.Open(in key, nonce, aad, ciphertext, tag, plaintext)
            : Gcm<Bitslice>.Open(in key, nonce, aad, ciphertext, tag, plaintext);

    internal static void CheckMessage(
        ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> aad, ReadOnlySpan<byte> input, Span<byte> output, string outputName, ReadOnlySpan<byte> tag)
    {
        Error.ThrowIfNotLength(nonce.Length, NonceSize, nameof(nonce));
        Error.ThrowIfNotLength(output.Length, input.Length, outputName);
        Error.ThrowIfNotLength(tag.Length, TagSize, nameof(tag));
        Error.ThrowIfShifted(input, output, outputName);
        Error.ThrowIfOverlaps(aad, output, nameof(aad));
        Error.ThrowIfOverlaps(tag, output, nameof(tag));
    }

    internal static void Wipe(ref ExpandedKey key) =>
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(MemoryMarshal.CreateSpan(ref key, 1)));
}
