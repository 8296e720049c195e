// The running transcript of a handshake: chaining key, hash, and the key once there is one
// (Noise specification §5.2; fact sheet crypto §6.1).
using System.Diagnostics;
using System.Security.Cryptography;

namespace MobileCoin.Crypto;

/// <summary>SHA-512 transcript hash h and HKDF-SHA512 chaining key ck of one handshake.</summary>
internal sealed class SymmetricState : IDisposable
{
    /// <summary>Bytes of h, and so of the channel binding.</summary>
    internal const int HashSize = SHA512.HashSizeInBytes;

    private readonly SecretBytes _state = new(2 * HashSize);
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA512);
    private CipherState? _cipher;

    /// <summary>h = ck = the name padded with zeros; then the prologue is mixed in, even an empty one.</summary>
    internal SymmetricState(ReadOnlySpan<byte> protocolName, ReadOnlySpan<byte> prologue)
    {
        Debug.Assert(protocolName.Length <= HashSize);
        protocolName.CopyTo(Hash);
        Hash.CopyTo(ChainingKey);
        MixHash(prologue);
    }

    /// <summary>Bytes that <see cref="EncryptAndHash"/> adds at this point: none before the first key.</summary>
    internal int Overhead => _cipher is null ? 0 : Aes256Gcm.TagSize;

    /// <summary>The transcript so far.</summary>
    internal ReadOnlySpan<byte> TranscriptHash => Hash;

    private Span<byte> ChainingKey => _state.Span[..HashSize];

    private Span<byte> Hash => _state.Span[HashSize..];

    /// <summary>h = SHA512(h ‖ data).</summary>
    internal void MixHash(ReadOnlySpan<byte> data)
    {
        _hash.AppendData(Hash);
        _hash.AppendData(data);
        _hash.GetHashAndReset(Hash);
    }

    /// <summary>ck, k = HKDF(ck, ikm), k cut to 32 bytes; the counter starts again.</summary>
    internal void MixKey(ReadOnlySpan<byte> ikm)
    {
        Span<byte> okm = stackalloc byte[2 * HashSize];
        Derive(ikm, okm);
        okm[..HashSize].CopyTo(ChainingKey);
        _cipher?.Dispose();
        _cipher = new CipherState(okm.Slice(HashSize, Aes256Gcm.KeySize));
        CryptographicOperations.ZeroMemory(okm);
    }

    /// <summary>Encrypts, or copies before the first key, and mixes the result in; it is <see cref="Overhead"/> bytes longer.</summary>
    internal void EncryptAndHash(ReadOnlySpan<byte> plaintext, Span<byte> output)
    {
        if (_cipher is null)
        {
            plaintext.CopyTo(output);
        }
        else if (_cipher.Encrypt(Hash, plaintext, output) != NoiseError.None)
        {
            throw NoiseException.Exhausted();
        }
        MixHash(output);
    }

    /// <summary>The reverse. After a failure the transcript is as it was and the plaintext zeroed.</summary>
    internal void DecryptAndHash(ReadOnlySpan<byte> input, Span<byte> plaintext)
    {
        if (_cipher is null)
        {
            input.CopyTo(plaintext);
        }
        else if (_cipher.Decrypt(Hash, input, plaintext) != NoiseError.None)
        {
            throw NoiseException.Decryption();
        }
        MixHash(input);
    }

    /// <summary>The two transport keys; the handshake's own are of no further use.</summary>
    internal (CipherState InitiatorToResponder, CipherState ResponderToInitiator) Split()
    {
        Span<byte> okm = stackalloc byte[2 * HashSize];
        Derive([], okm);
        var split = (new CipherState(okm[..Aes256Gcm.KeySize]), new CipherState(okm.Slice(HashSize, Aes256Gcm.KeySize)));
        CryptographicOperations.ZeroMemory(okm);
        return split;
    }

    /// <summary>Wipes keys and transcript.</summary>
    public void Dispose()
    {
        _cipher?.Dispose();
        _hash.Dispose();
        _state.Dispose();
    }

    /// <summary>128 bytes of HKDF-SHA512 with the chaining key as salt and empty info; not .NET's, which may refuse an empty ikm.</summary>
    private void Derive(ReadOnlySpan<byte> ikm, Span<byte> okm)
    {
        Span<byte> pseudorandom = stackalloc byte[HashSize], counted = stackalloc byte[HashSize + 1];
        HMACSHA512.HashData(ChainingKey, ikm, pseudorandom);
        HMACSHA512.HashData(pseudorandom, [1], okm[..HashSize]);
        okm[..HashSize].CopyTo(counted);
        counted[HashSize] = 2;
        HMACSHA512.HashData(pseudorandom, counted, okm[HashSize..]);
        CryptographicOperations.ZeroMemory(pseudorandom);
        CryptographicOperations.ZeroMemory(counted);
    }
}
