// The 32-byte form of a ristretto255 element, not yet decoded (fact sheet crypto §1.1).
using System.Runtime.InteropServices;

namespace MobileCoin.Curve25519;

/// <summary>
/// 32 bytes that may or may not encode a group element; the default is the encoding of the identity. Equality is of the bytes and in
/// fixed time.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public readonly struct CompressedRistretto : IEquatable<CompressedRistretto>, IComparable<CompressedRistretto>
{
    /// <summary>Bytes of an encoding.</summary>
    public const int Size = 32;

    private readonly ulong _w0, _w1, _w2, _w3;

    /// <summary>Takes any 32 bytes; only the length is checked.</summary>
    /// <exception cref="ArgumentException">Not 32 bytes.</exception>
    public CompressedRistretto(ReadOnlySpan<byte> bytes)
    {
        Error.ThrowIfNotLength(bytes.Length, Size, nameof(bytes));
        ReadOnlySpan<ulong> w = MemoryMarshal.Cast<byte, ulong>(bytes);
        (_w0, _w1, _w2, _w3) = (w[0], w[1], w[2], w[3]);
    }

    /// <summary>Writes the 32 bytes.</summary>
    /// <exception cref="ArgumentException">Not 32 bytes.</exception>
    public void CopyTo(Span<byte> bytes)
    {
        Error.ThrowIfNotLength(bytes.Length, Size, nameof(bytes));
        Span<ulong> w = MemoryMarshal.Cast<byte, ulong>(bytes);
        (w[0], w[1], w[2], w[3]) = (_w0, _w1, _w2, _w3);
    }

    /// <summary>The 32 bytes in an array of their own.</summary>
    public byte[] ToBytes()
    {
        byte[] bytes = new byte[Size];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>Decodes strictly (RFC 9496 §4.3.1).</summary>
    /// <returns>False, and the identity, if the bytes are not the canonical encoding of an element.</returns>
    public bool TryDecompress(out RistrettoPoint point)
    {
        Span<byte> bytes = stackalloc byte[Size];
        CopyTo(bytes);
        return RistrettoPoint.TryDecode(bytes, out point);
    }

    /// <summary>Fixed-time equality of the bytes.</summary>
    public bool Equals(CompressedRistretto other) => ((_w0 ^ other._w0) | (_w1 ^ other._w1) | (_w2 ^ other._w2) | (_w3 ^ other._w3)) == 0;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is CompressedRistretto other && Equals(other);

    /// <summary>The order of the bytes, as key images and keys are sorted. Variable time: encodings are public.</summary>
    public int CompareTo(CompressedRistretto other)
    {
        Span<byte> mine = stackalloc byte[Size], others = stackalloc byte[Size];
        CopyTo(mine);
        other.CopyTo(others);
        return mine.SequenceCompareTo(others);
    }

    /// <summary>The bytes in lower-case hex.</summary>
    public override string ToString() => Convert.ToHexStringLower(ToBytes());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_w0, _w1, _w2, _w3);

    /// <summary>Fixed-time equality of the bytes.</summary>
    public static bool operator ==(CompressedRistretto a, CompressedRistretto b) => a.Equals(b);

    /// <summary>Fixed-time inequality of the bytes.</summary>
    public static bool operator !=(CompressedRistretto a, CompressedRistretto b) => !a.Equals(b);
}
