// A public key of X25519: attested handshakes (fact sheet crypto §1.1).
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using MobileCoin.Curve25519;

namespace MobileCoin.Crypto;

/// <summary>Any 32 bytes. Equality and hash code are those of the bytes.</summary>
public readonly struct X25519Public : IEquatable<X25519Public>, IDigestible
{
    /// <summary>Bytes of a key.</summary>
    public const int Size = X25519.KeySize;

    /// <summary>Bytes of a key's DER form, a SubjectPublicKeyInfo.</summary>
    public const int DerSize = 12 + Size;

    private readonly Bytes32 _bytes;

    internal X25519Public(ReadOnlySpan<byte> bytes) => _bytes = new Bytes32(bytes);

    [UnscopedRef]
    internal ReadOnlySpan<byte> Bytes => _bytes.Span;

    /// <summary>Reads any 32 bytes.</summary>
    /// <exception cref="KeyException">Another length.</exception>
    public static X25519Public Parse(ReadOnlySpan<byte> bytes)
    {
        KeyException.ThrowIfNotLength(bytes.Length, Size);
        return new X25519Public(bytes);
    }

    /// <summary>Reads the DER form.</summary>
    /// <exception cref="KeyException">Another length or header.</exception>
    public static X25519Public ParseDer(ReadOnlySpan<byte> der) => Parse(Der.Contents(Der.X25519Public, Size, der));

    /// <summary>Reads any 32 bytes.</summary>
    public static bool TryParse(ReadOnlySpan<byte> bytes, out X25519Public key)
    {
        key = default;
        if (bytes.Length != Size) return false;
        key = new X25519Public(bytes);
        return true;
    }

    /// <summary>Writes the 32 bytes.</summary>
    /// <exception cref="ArgumentException">Another length.</exception>
    public void CopyTo(Span<byte> bytes)
    {
        Error.ThrowIfNotLength(bytes.Length, Size, nameof(bytes));
        Bytes.CopyTo(bytes);
    }

    /// <summary>The 32 bytes in an array of their own.</summary>
    public byte[] ToBytes() => Bytes.ToArray();

    /// <summary>Writes the DER form.</summary>
    /// <exception cref="ArgumentException">Not <see cref="DerSize"/> bytes.</exception>
    public void WriteDer(Span<byte> der) => Der.Write(Der.X25519Public, Bytes, der);

    /// <summary>A hash of the DER form as lower-case hex pairs joined with colons.</summary>
    public string Fingerprint(HashAlgorithmName hash) => Der.Fingerprint(hash, Der.X25519Public, Bytes);

    /// <inheritdoc/>
    public void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context) => transcript.DigestX25519Public(context, Bytes);

    /// <summary>Fixed-time equality of the bytes.</summary>
    public bool Equals(X25519Public other) => Choice.Equal(Bytes, other.Bytes).Reveal();

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is X25519Public other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _bytes.Hash();

    /// <summary>The bytes as lower-case hex.</summary>
    public override string ToString() => Convert.ToHexStringLower(Bytes);

    /// <summary>Fixed-time equality of the bytes.</summary>
    public static bool operator ==(in X25519Public a, in X25519Public b) => a.Equals(b);

    /// <summary>Fixed-time inequality of the bytes.</summary>
    public static bool operator !=(in X25519Public a, in X25519Public b) => !a.Equals(b);
}
