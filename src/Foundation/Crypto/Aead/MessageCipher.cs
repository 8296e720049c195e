// The message cipher, for data that an enclave parks outside itself (fact sheet crypto §3.5):
// AES-256-GCM(key k, nonce, no aad) ‖ tag16 ‖ LE64(k) ‖ nonce12, the nonce a little-endian counter from 0.
using System.Buffers.Binary;
using System.Security.Cryptography;

namespace MobileCoin.Crypto;

/// <summary>
/// Encrypts messages for later reading by the same instance: the keys never leave it. The k-th key serves until its nonces are used up,
/// then a fresh one follows. One caller at a time.
/// </summary>
public sealed class MessageCipher : IDisposable
{
    /// <summary>Bytes that an encrypted message has beyond its plaintext: tag 16, key number 8, nonce 12.</summary>
    public const int Overhead = Aes256Gcm.TagSize + TrailerSize;

    private const int TrailerSize = sizeof(ulong) + Aes256Gcm.NonceSize;
    private const int MaxDraws = 16;

    /// <summary>All ones: never used; a counter that gets here asks for a new key.</summary>
    private static readonly UInt128 LastNonce = (UInt128.One << (8 * Aes256Gcm.NonceSize)) - 1;

    private readonly List<Aes256GcmKey> _keys = [];
    private readonly RandomFill _random;
    private bool _disposed;

    /// <summary>Draws the first key, 32 bytes; each further key draws as many.</summary>
    public MessageCipher(RandomFill random)
    {
        ArgumentNullException.ThrowIfNull(random);
        _random = random;
        AppendKey();
    }

    /// <summary>The nonce of the next message.</summary>
    internal UInt128 NextNonce { get; set; }

    /// <summary>Encrypts <paramref name="plaintext"/> to <paramref name="message"/>, <see cref="Overhead"/> bytes longer.</summary>
    /// <exception cref="ArgumentException">The message has another length, or overlaps the plaintext without starting with it.</exception>
    /// <exception cref="CryptographicException">A new key was needed and the random source repeated old ones.</exception>
    public void Encrypt(ReadOnlySpan<byte> plaintext, Span<byte> message)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        Error.ThrowIfNotLength(message.Length, plaintext.Length + Overhead, nameof(message));
        Error.ThrowIfShifted(plaintext, message, nameof(message));
        if (NextNonce == LastNonce)
        {
            AppendKey();
            NextNonce = UInt128.Zero;
        }

        Span<byte> nonce = message[^Aes256Gcm.NonceSize..];
        Span<byte> number = message.Slice(message.Length - TrailerSize, sizeof(ulong));
        Span<byte> wideNonce = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128LittleEndian(wideNonce, NextNonce);

        Span<byte> ciphertext = message[..plaintext.Length];
        _keys[^1].Seal(wideNonce[..Aes256Gcm.NonceSize], [], plaintext, ciphertext, message.Slice(plaintext.Length, Aes256Gcm.TagSize));
        BinaryPrimitives.WriteUInt64LittleEndian(number, (ulong)_keys.Count - 1);
        wideNonce[..Aes256Gcm.NonceSize].CopyTo(nonce);
        NextNonce++;
    }

    /// <summary>
    /// Decrypts <paramref name="message"/> to <paramref name="plaintext"/>, which is <see cref="Overhead"/> bytes shorter (empty for a
    /// message too short for that). On any failure the plaintext is zeroed.
    /// </summary>
    /// <exception cref="ArgumentException">The plaintext has another length, or overlaps the message without starting it.</exception>
    public MessageCipherResult Decrypt(ReadOnlySpan<byte> message, Span<byte> plaintext)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        Error.ThrowIfNotLength(plaintext.Length, Math.Max(0, message.Length - Overhead), nameof(plaintext));
        Error.ThrowIfShifted(message, plaintext, nameof(plaintext));
        MessageCipherResult result = DecryptCore(message, plaintext);
        if (result != MessageCipherResult.Success) plaintext.Clear();
        return result;
    }

    /// <summary>Wipes all keys: what was encrypted is lost.</summary>
    public void Dispose()
    {
        _disposed = true;
        foreach (Aes256GcmKey key in _keys) key.Dispose();
    }

    private MessageCipherResult DecryptCore(ReadOnlySpan<byte> message, Span<byte> plaintext)
    {
        if (message.Length < TrailerSize) return MessageCipherResult.TooShort;
        ulong number = BinaryPrimitives.ReadUInt64LittleEndian(message[^TrailerSize..]);
        if (number >= (ulong)_keys.Count) return MessageCipherResult.UnknownKey;
        // 20 to 35 bytes name a key but have no room for a tag: nothing authenticates them.
        if (message.Length < Overhead) return MessageCipherResult.MacFailure;

        ReadOnlySpan<byte> ciphertext = message[..^Overhead];
        ReadOnlySpan<byte> tag = message.Slice(ciphertext.Length, Aes256Gcm.TagSize);
        Choice genuine = _keys[(int)number].Open(message[^Aes256Gcm.NonceSize..], [], ciphertext, tag, plaintext);
        // The caller is told, so the verdict is public.
        return genuine.Reveal() ? MessageCipherResult.Success : MessageCipherResult.MacFailure;
    }

    private void AppendKey()
    {
        Span<byte> bytes = stackalloc byte[Aes256Gcm.KeySize];
        for (int draw = 0; draw < MaxDraws; draw++)
        {
            _random(bytes);
            var key = new Aes256GcmKey(bytes);
            CryptographicOperations.ZeroMemory(bytes);
            Choice seen = Choice.No;
            foreach (Aes256GcmKey old in _keys) seen |= key.Equal(old);
            // That a draw was thrown away tells nothing of the keys kept.
            if (!seen.Reveal())
            {
                _keys.Add(key);
                return;
            }
            key.Dispose();
        }
        throw new CryptographicException($"the random source gave keys already in use {MaxDraws} times");
    }
}
