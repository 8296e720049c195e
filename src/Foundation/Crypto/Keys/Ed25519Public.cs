// A public key of Ed25519: nodes, minting, reports (fact sheet crypto §1.1, §2.3).
using System.Security.Cryptography;
using MobileCoin.Curve25519;

namespace MobileCoin.Crypto;

/// <summary>
/// 32 bytes that decode to a point, canonical or not. The default, which an absent key message stands for, is the identity 01 00…00: of
/// small order, so it verifies nothing. Equality, order and hash code are those of the bytes.
/// </summary>
public readonly struct Ed25519Public : IEquatable<Ed25519Public>, IComparable<Ed25519Public>, IDigestible
{
    /// <summary>Bytes of a key.</summary>
    public const int Size = Ed25519.PublicKeySize;

    /// <summary>Bytes of a key's DER form, a SubjectPublicKeyInfo.</summary>
    public const int DerSize = 12 + Size;

    // The first byte is kept xor 1: so the zeroed struct is the identity.
    private readonly Bytes32 _flipped;

    internal Ed25519Public(ReadOnlySpan<byte> bytes)
    {
        _flipped = new Bytes32(bytes);
        _flipped[0] ^= 1;
    }

    /// <summary>Reads 32 bytes, which must decode to a point.</summary>
    /// <exception cref="KeyException">Another length, or bytes that do not decode.</exception>
    public static Ed25519Public Parse(ReadOnlySpan<byte> bytes)
    {
        KeyException.ThrowIfNotLength(bytes.Length, Size);
        return TryParse(bytes, out Ed25519Public key) ? key : throw KeyException.InvalidPublicKey();
    }

    /// <summary>Reads the DER form.</summary>
    /// <exception cref="KeyException">Another length or header, or a key that does not decode.</exception>
    public static Ed25519Public ParseDer(ReadOnlySpan<byte> der) => Parse(Der.Contents(Der.Ed25519Public, Size, der));

    /// <summary>Reads 32 bytes, which must decode to a point.</summary>
    public static bool TryParse(ReadOnlySpan<byte> bytes, out Ed25519Public key)
    {
        bool valid = Ed25519.IsPublicKey(bytes);
        key = valid ? new Ed25519Public(bytes) : default;
        return valid;
    }

    /// <summary>Writes the 32 bytes as they were read.</summary>
    /// <exception cref="ArgumentException">Another length.</exception>
    public void CopyTo(Span<byte> bytes)
    {
        Error.ThrowIfNotLength(bytes.Length, Size, nameof(bytes));
        _flipped.Span.CopyTo(bytes);
        bytes[0] ^= 1;
    }

    /// <summary>The 32 bytes in an array of their own.</summary>
    public byte[] ToBytes()
    {
        byte[] bytes = new byte[Size];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>Writes the DER form.</summary>
    /// <exception cref="ArgumentException">Not <see cref="DerSize"/> bytes.</exception>
    public void WriteDer(Span<byte> der)
    {
        Span<byte> bytes = stackalloc byte[Size];
        CopyTo(bytes);
        Der.Write(Der.Ed25519Public, bytes, der);
    }

    /// <summary>A hash of the DER form as lower-case hex pairs joined with colons.</summary>
    public string Fingerprint(HashAlgorithmName hash)
    {
        Span<byte> bytes = stackalloc byte[Size];
        CopyTo(bytes);
        return Der.Fingerprint(hash, Der.Ed25519Public, bytes);
    }

    /// <summary>Verifies a signature strictly. Variable time: everything is public.</summary>
    public bool Verify(ReadOnlySpan<byte> message, in Ed25519Signature signature)
    {
        Span<byte> bytes = stackalloc byte[Size];
        CopyTo(bytes);
        return Ed25519.Verify(bytes, message, signature.Bytes);
    }

    /// <inheritdoc/>
    public void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context)
    {
        Span<byte> bytes = stackalloc byte[Size];
        CopyTo(bytes);
        transcript.DigestEd25519Public(context, bytes);
    }

    /// <inheritdoc/>
    public int CompareTo(Ed25519Public other)
    {
        Span<byte> mine = stackalloc byte[Size], theirs = stackalloc byte[Size];
        CopyTo(mine);
        other.CopyTo(theirs);
        return mine.SequenceCompareTo(theirs);
    }

    /// <summary>Fixed-time equality of the bytes.</summary>
    public bool Equals(Ed25519Public other) => Choice.Equal(_flipped.Span, other._flipped.Span).Reveal();

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Ed25519Public other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _flipped.Hash();

    /// <summary>The bytes as lower-case hex.</summary>
    public override string ToString() => Convert.ToHexStringLower(ToBytes());

    /// <summary>Fixed-time equality of the bytes.</summary>
    public static bool operator ==(in Ed25519Public a, in Ed25519Public b) => a.Equals(b);

    /// <summary>Fixed-time inequality of the bytes.</summary>
    public static bool operator !=(in Ed25519Public a, in Ed25519Public b) => !a.Equals(b);
}
