// AES-256-GCM for many messages under one key: sessions and the message cipher (fact sheet crypto §3.5, §6.5).
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MobileCoin.Crypto;

/// <summary>
/// An AES-256-GCM key, expanded once. Never use a nonce twice: the owner counts. Reading from several threads at once is safe,
/// disposing meanwhile is not.
/// </summary>
public sealed class Aes256GcmKey : IDisposable
{
    // The first two round keys are the key itself, in either kernel's form.
    private const int KeyPart = 2 * 16;

    private readonly SecretBytes _expanded = new(Unsafe.SizeOf<ExpandedKey>());

    /// <summary>Expands <paramref name="key"/> (32 bytes), which the caller may wipe afterwards.</summary>
    /// <exception cref="ArgumentException">The key has another length.</exception>
    public Aes256GcmKey(ReadOnlySpan<byte> key)
    {
        Error.ThrowIfNotLength(key.Length, Aes256Gcm.KeySize, nameof(key));
        Aes256Gcm.Expand(key, ref Expanded);
    }

    private ref ExpandedKey Expanded => ref MemoryMarshal.AsRef<ExpandedKey>(_expanded.Span);

    /// <summary>Encrypts; arguments as for <see cref="Aes256Gcm.Seal"/>.</summary>
    /// <exception cref="ArgumentException">A length is wrong, or arguments overlap that may not.</exception>
    public void Seal(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> aad, ReadOnlySpan<byte> plaintext, Span<byte> ciphertext, Span<byte> tag)
    {
        Aes256Gcm.CheckMessage(nonce, aad, plaintext, ciphertext, nameof(ciphertext), tag);
        Aes256Gcm.SealCore(ref Expanded, nonce, aad, plaintext, ciphertext, tag);
    }

    /// <summary>Decrypts; arguments, the buffer after failure and the secret verdict as for <see cref="Aes256Gcm.Open"/>.</summary>
    /// <exception cref="ArgumentException">A length is wrong, or arguments overlap that may not.</exception>
    public Choice Open(
        ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> aad, ReadOnlySpan<byte> ciphertext, ReadOnlySpan<byte> tag, Span<byte> plaintext)
    {
        Aes256Gcm.CheckMessage(nonce, aad, ciphertext, plaintext, nameof(plaintext), tag);
        return Aes256Gcm.OpenCore(ref Expanded, nonce, aad, ciphertext, tag, plaintext);
    }

    /// <summary>Yes when the two keys are the same.</summary>
    internal Choice Equal(Aes256GcmKey other) => Choice.Equal(_expanded.Span[..KeyPart], other._expanded.Span[..KeyPart]);

    /// <summary>Wipes the key.</summary>
    public void Dispose() => _expanded.Dispose();
}
