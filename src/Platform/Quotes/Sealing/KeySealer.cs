// Sealing under a key that hardware, or a file, gives (fact sheet attestation §3.2, §3.6.4): HKDF-SHA256 with the label, AES-256-GCM.
//
//   offset 0   6  "MCSEAL"
//          6   1  version 1
//          7   1  kind of the key
//          8  32  salt, random
//         40   n  ciphertext
//       40+n  16  tag
//
// The salt makes a key for each blob, so the nonce is constant. All that stands before the ciphertext, and the label, are authenticated.
using System.Buffers.Binary;
using System.Security.Cryptography;

namespace MobileCoin.Quotes;

/// <summary>The blob's format; where the key comes from is for others to say.</summary>
internal sealed class KeySealer : ISealer
{
    internal const int HeaderSize = 8, SaltSize = 32, TagSize = 16, KeySize = 32, NonceSize = 12;
    internal const int Overhead = HeaderSize + SaltSize + TagSize;

    private const byte Version = 1;

    private readonly Func<byte[]> _readKey;

    /// <param name="kind">What the key comes from.</param>
    /// <param name="readKey">Gives the root key, wiped after use.</param>
    internal KeySealer(TeeKind kind, Func<byte[]> readKey) => (Kind, _readKey) = (kind, readKey);

    public TeeKind Kind { get; }

    private static ReadOnlySpan<byte> Magic => "MCSEAL"u8;

    public byte[] Seal(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> label)
    {
        byte[] blob = new byte[checked(secret.Length + Overhead)];
        Header().CopyTo(blob, 0);
        RandomNumberGenerator.Fill(blob.AsSpan(HeaderSize, SaltSize));
        Span<byte> key = stackalloc byte[KeySize];
        try
        {
            DeriveKey(blob.AsSpan(HeaderSize, SaltSize), label, key);
            using var gcm = new AesGcm(key, TagSize);
            gcm.Encrypt(
                new byte[NonceSize], secret, blob.AsSpan(HeaderSize + SaltSize, secret.Length), blob.AsSpan(blob.Length - TagSize),
                Authenticated(blob, label));
            return blob;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    public byte[] Unseal(ReadOnlySpan<byte> blob, ReadOnlySpan<byte> label)
    {
        CheckHeader(blob);
        byte[] secret = new byte[blob.Length - Overhead];
        Span<byte> key = stackalloc byte[KeySize];
        try
        {
            DeriveKey(blob.Slice(HeaderSize, SaltSize), label, key);
            using var gcm = new AesGcm(key, TagSize);
            gcm.Decrypt(new byte[NonceSize], blob.Slice(HeaderSize + SaltSize, secret.Length), blob[^TagSize..], secret, Authenticated(blob, label));
            return secret;
        }
        catch (AuthenticationTagMismatchException e)
        {
            CryptographicOperations.ZeroMemory(secret);
            throw new SealException(SealError.Authentication, "the sealed blob was changed, or is of another label, enclave or machine", e);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    private byte[] Header() => [.. Magic, Version, (byte)Kind];

    private void CheckHeader(ReadOnlySpan<byte> blob)
    {
        if (blob.Length < Overhead) throw new SealException(SealError.Format, $"a sealed blob has at least {Overhead} bytes, not {blob.Length}");
        if (!blob.StartsWith(Magic)) throw new SealException(SealError.Format, "these bytes are no sealed blob");
        if (blob[Magic.Length] != Version) throw new SealException(SealError.Format, $"a sealed blob of version {blob[Magic.Length]}, expected {Version}");
        byte kind = blob[Magic.Length + 1];
        if (kind != (byte)Kind) throw new SealException(SealError.Format, $"the blob was sealed by {(TeeKind)kind}, this is {Kind}");
    }

    private void DeriveKey(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> label, Span<byte> key)
    {
        byte[] root = _readKey();
        try
        {
            byte[] info = [.. "mobilecoin sealing 1 "u8, (byte)Kind, .. label];
            HKDF.DeriveKey(HashAlgorithmName.SHA256, root, key, salt, info);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(root);
        }
    }

    private static byte[] Authenticated(ReadOnlySpan<byte> blob, ReadOnlySpan<byte> label)
    {
        byte[] length = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, label.Length);
        return [.. blob[..(HeaderSize + SaltSize)], .. length, .. label];
    }
}
