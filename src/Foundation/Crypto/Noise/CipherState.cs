// One direction's key and counter (Noise specification §5.1; limits: fact sheet crypto §6.5).
using System.Buffers.Binary;

namespace MobileCoin.Crypto;

/// <summary>AES-256-GCM under one key; the nonce is four zero bytes and the counter, big-endian. The tag follows the ciphertext.</summary>
internal sealed class CipherState(ReadOnlySpan<byte> key) : IDisposable
{
    /// <summary>The counter that must never be used: re-keying would take it.</summary>
    internal const ulong LastCounter = ulong.MaxValue;

    /// <summary>Plaintext bytes that one key may protect.</summary>
    internal const ulong MaxBytes = (1ul << 56) + 4;

    private readonly Aes256GcmKey _key = new(key);

    /// <summary>The counter of the next message.</summary>
    internal ulong Counter { get; private set; }

    /// <summary>Plaintext bytes that may still be protected.</summary>
    internal ulong BytesLeft { get; set; } = MaxBytes;

    /// <summary>Leaves out the counters before <paramref name="counter"/>; never goes back.</summary>
    internal void SkipTo(ulong counter)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(counter, Counter);
        Counter = counter;
    }

    /// <summary>Encrypts with the next counter, which advances on success. The message is 16 bytes longer than the plaintext.</summary>
    internal NoiseError Encrypt(ReadOnlySpan<byte> aad, ReadOnlySpan<byte> plaintext, Span<byte> message)
    {
        Error.ThrowIfNotLength(message.Length, plaintext.Length + Aes256Gcm.TagSize, nameof(message));
        Error.ThrowIfShifted(plaintext, message, nameof(message));
        if (IsExhausted(Counter, plaintext.Length)) return NoiseError.Exhausted;
        Span<byte> nonce = stackalloc byte[Aes256Gcm.NonceSize];
        WriteNonce(Counter, nonce);
        _key.Seal(nonce, aad, plaintext, message[..plaintext.Length], message[plaintext.Length..]);
        BytesLeft -= (ulong)plaintext.Length;
        Counter++;
        return NoiseError.None;
    }

    /// <summary>Decrypts with the next counter, which advances only on success. On failure the plaintext is zeroed.</summary>
    internal NoiseError Decrypt(ReadOnlySpan<byte> aad, ReadOnlySpan<byte> message, Span<byte> plaintext)
    {
        NoiseError error = DecryptAt(Counter, aad, message, plaintext);
        if (error == NoiseError.None) Counter++;
        return error;
    }

    /// <summary>Decrypts with a counter that came with the message; the own one stays. On failure the plaintext is zeroed.</summary>
    internal NoiseError DecryptAt(ulong counter, ReadOnlySpan<byte> aad, ReadOnlySpan<byte> message, Span<byte> plaintext)
    {
        Error.ThrowIfNotLength(plaintext.Length, Math.Max(0, message.Length - Aes256Gcm.TagSize), nameof(plaintext));
        Error.ThrowIfShifted(message, plaintext, nameof(plaintext));
        NoiseError error = DecryptCore(counter, aad, message, plaintext);
        if (error != NoiseError.None) plaintext.Clear();
        return error;
    }

    /// <summary>Wipes the key.</summary>
    public void Dispose() => _key.Dispose();

    private NoiseError DecryptCore(ulong counter, ReadOnlySpan<byte> aad, ReadOnlySpan<byte> message, Span<byte> plaintext)
    {
        if (message.Length < Aes256Gcm.TagSize) return NoiseError.MessageTooShort;
        if (IsExhausted(counter, plaintext.Length)) return NoiseError.Exhausted;
        Span<byte> nonce = stackalloc byte[Aes256Gcm.NonceSize];
        WriteNonce(counter, nonce);
        Choice genuine = _key.Open(nonce, aad, message[..plaintext.Length], message[plaintext.Length..], plaintext);
        // The sender learns whether the message was taken, so the verdict is public.
        if (!genuine.Reveal()) return NoiseError.DecryptionFailed;
        BytesLeft -= (ulong)plaintext.Length;
        return NoiseError.None;
    }

    private bool IsExhausted(ulong counter, int length) => counter == LastCounter || (ulong)length > BytesLeft;

    private static void WriteNonce(ulong counter, Span<byte> nonce)
    {
        nonce[..4].Clear();
        BinaryPrimitives.WriteUInt64BigEndian(nonce[4..], counter);
    }
}
