// The 64 bytes of an Ed25519 signature (fact sheet crypto §1.1).
using System.Diagnostics.CodeAnalysis;
using MobileCoin.Curve25519;

namespace MobileCoin.Crypto;

/// <summary>R ‖ s, any 64 bytes; the default is zeros. Equality, order and hash code are those of the bytes.</summary>
public readonly struct Ed25519Signature : IEquatable<Ed25519Signature>, IComparable<Ed25519Signature>, IDigestible
{
    /// <summary>Bytes of a signature.</summary>
    public const int Size = Ed25519.SignatureSize;

    /// <summary>Bytes of a signature's DER form, shaped like a SubjectPublicKeyInfo.</summary>
    public const int DerSize = 12 + Size;

    private readonly Bytes64 _bytes;

    internal Ed25519Signature(ReadOnlySpan<byte> bytes) => _bytes = new Bytes64(bytes);

    [UnscopedRef]
    internal ReadOnlySpan<byte> Bytes => _bytes.Span;

    /// <summary>Reads any 64 bytes.</summary>
    /// <exception cref="KeyException">Another length.</exception>
    public static Ed25519Signature Parse(ReadOnlySpan<byte> bytes)
    {
        KeyException.ThrowIfNotLength(bytes.Length, Size);
        return new Ed25519Signature(bytes);
    }

    /// <summary>Reads the DER form.</summary>
    /// <exception cref="KeyException">Another length or header.</exception>
    public static Ed25519Signature ParseDer(ReadOnlySpan<byte> der) => Parse(Der.Contents(Der.Ed25519Signature, Size, der));

    /// <summary>Reads any 64 bytes.</summary>
    public static bool TryParse(ReadOnlySpan<byte> bytes, out Ed25519Signature signature)
    {
        signature = default;
        if (bytes.Length != Size) return false;
        signature = new Ed25519Signature(bytes);
        return true;
    }

    /// <summary>Writes the 64 bytes.</summary>
    /// <exception cref="ArgumentException">Another length.</exception>
    public void CopyTo(Span<byte> bytes)
    {
        Error.ThrowIfNotLength(bytes.Length, Size, nameof(bytes));
        Bytes.CopyTo(bytes);
    }

    /// <summary>The 64 bytes in an array of their own.</summary>
    public byte[] ToBytes() => Bytes.ToArray();

    /// <summary>Writes the DER form.</summary>
    /// <exception cref="ArgumentException">Not <see cref="DerSize"/> bytes.</exception>
    public void WriteDer(Span<byte> der) => Der.Write(Der.Ed25519Signature, Bytes, der);

    /// <inheritdoc/>
    public void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context) => transcript.DigestEd25519Signature(context, Bytes);

    /// <inheritdoc/>
    public int CompareTo(Ed25519Signature other) => Bytes.SequenceCompareTo(other.Bytes);

    /// <summary>Fixed-time equality of the bytes.</summary>
    public bool Equals(Ed25519Signature other) => Choice.Equal(Bytes, other.Bytes).Reveal();

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Ed25519Signature other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _bytes.Hash();

    /// <summary>The bytes as lower-case hex.</summary>
    public override string ToString() => Convert.ToHexStringLower(Bytes);

    /// <summary>Fixed-time equality of the bytes.</summary>
    public static bool operator ==(in Ed25519Signature a, in Ed25519Signature b) => a.Equals(b);

    /// <summary>Fixed-time inequality of the bytes.</summary>
    public static bool operator !=(in Ed25519Signature a, in Ed25519Signature b) => !a.Equals(b);
}
