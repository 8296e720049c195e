// The 64 bytes of a Schnorr signature over ristretto (fact sheet crypto §1.1, §2.1).
using System.Diagnostics.CodeAnalysis;
using MobileCoin.Curve25519;

namespace MobileCoin.Crypto;

/// <summary>
/// enc(R) ‖ s with the top bit of the last byte set, which marks it as Schnorr's. The default is 64 zero bytes: it can be held but not
/// parsed back, and verifies nothing.
/// </summary>
public readonly struct RistrettoSignature : IEquatable<RistrettoSignature>
{
    /// <summary>Bytes of a signature.</summary>
    public const int Size = 64;

    internal const byte Marker = 0x80;

    private readonly Bytes64 _bytes;

    internal RistrettoSignature(ReadOnlySpan<byte> bytes) => _bytes = new Bytes64(bytes);

    internal RistrettoSignature(in Scalar s, ReadOnlySpan<byte> encodedR)
    {
        Span<byte> bytes = _bytes;
        encodedR.CopyTo(bytes);
        s.CopyTo(bytes[32..]);
        bytes[Size - 1] |= Marker;
    }

    [UnscopedRef]
    internal ReadOnlySpan<byte> Bytes => _bytes.Span;

    /// <summary>Reads 64 bytes that carry the marker.</summary>
    /// <exception cref="KeyException">Another length, or no marker.</exception>
    public static RistrettoSignature Parse(ReadOnlySpan<byte> bytes)
    {
        KeyException.ThrowIfNotLength(bytes.Length, Size);
        return TryParse(bytes, out RistrettoSignature signature) ? signature : throw KeyException.InvalidSignature();
    }

    /// <summary>Reads 64 bytes that carry the marker.</summary>
    public static bool TryParse(ReadOnlySpan<byte> bytes, out RistrettoSignature signature)
    {
        signature = default;
        if (bytes.Length != Size || (bytes[Size - 1] & Marker) == 0) return false;
        signature = new RistrettoSignature(bytes);
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

    /// <summary>Fixed-time equality of the bytes.</summary>
    public bool Equals(RistrettoSignature other) => Choice.Equal(Bytes, other.Bytes).Reveal();

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is RistrettoSignature other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _bytes.Hash();

    /// <summary>The bytes as lower-case hex.</summary>
    public override string ToString() => Convert.ToHexStringLower(Bytes);

    /// <summary>Fixed-time equality of the bytes.</summary>
    public static bool operator ==(in RistrettoSignature a, in RistrettoSignature b) => a.Equals(b);

    /// <summary>Fixed-time inequality of the bytes.</summary>
    public static bool operator !=(in RistrettoSignature a, in RistrettoSignature b) => !a.Equals(b);
}
