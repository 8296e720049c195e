// Integers modulo the group order l = 2^252 + 27742317777372353535851937790883648493 (fact sheet crypto §0.1, §1.1).
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace MobileCoin.Curve25519;

/// <summary>
/// An integer modulo l, the prime order of ristretto255; the default is zero. Often a secret: arithmetic is constant time, there is no
/// text form, and equality is fixed-time. <see cref="Wipe(ref Scalar)"/> a secret one when done.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public readonly partial struct Scalar : IEquatable<Scalar>
{
    /// <summary>Bytes of an encoded scalar.</summary>
    public const int Size = 32;

    private readonly ulong _w0, _w1, _w2, _w3;

    private Scalar(ulong w0, ulong w1, ulong w2, ulong w3) => (_w0, _w1, _w2, _w3) = (w0, w1, w2, w3);

    /// <summary>0.</summary>
    public static Scalar Zero => default;

    /// <summary>1.</summary>
    public static Scalar One => new(1, 0, 0, 0);

    /// <summary>A small integer.</summary>
    public static Scalar FromUInt64(ulong value) => new(value, 0, 0, 0);

    /// <summary>Reads 32 little-endian bytes that must be below l.</summary>
    /// <returns>False, and zero, if the length is not 32 or the value is l or more.</returns>
    public static bool TryFromCanonicalBytes(ReadOnlySpan<byte> bytes, out Scalar scalar)
    {
        scalar = default;
        if (bytes.Length != Size) return false;
        ReadOnlySpan<ulong> w = MemoryMarshal.Cast<byte, ulong>(bytes);
        // Below l exactly when subtracting l borrows. That is public: whether a received scalar parses is no secret.
        if (SubtractOrder(w[0], w[1], w[2], w[3], out _) == 0) return false;
        scalar = new Scalar(w[0], w[1], w[2], w[3]);
        return true;
    }

    /// <summary>Reads 32 little-endian bytes modulo l.</summary>
    /// <exception cref="ArgumentException">Not 32 bytes.</exception>
    public static Scalar FromBytesModOrder(ReadOnlySpan<byte> bytes)
    {
        Error.ThrowIfNotLength(bytes.Length, Size, nameof(bytes));
        ReadOnlySpan<ulong> w = MemoryMarshal.Cast<byte, ulong>(bytes);
        return FromWords(w[0], w[1], w[2], w[3]);
    }

    /// <summary>Reads 64 little-endian bytes modulo l, which makes a uniform scalar of uniform bytes.</summary>
    /// <exception cref="ArgumentException">Not 64 bytes.</exception>
    public static Scalar FromBytesModOrderWide(ReadOnlySpan<byte> bytes)
    {
        Error.ThrowIfNotLength(bytes.Length, 2 * Size, nameof(bytes));
        ReadOnlySpan<ulong> w = MemoryMarshal.Cast<byte, ulong>(bytes);
        return FromWords(w[0], w[1], w[2], w[3], w[4], w[5], w[6], w[7]);
    }

    /// <summary>Writes the canonical 32 little-endian bytes.</summary>
    /// <exception cref="ArgumentException">Not 32 bytes.</exception>
    public void CopyTo(Span<byte> bytes)
    {
        Error.ThrowIfNotLength(bytes.Length, Size, nameof(bytes));
        Span<ulong> w = MemoryMarshal.Cast<byte, ulong>(bytes);
        (w[0], w[1], w[2], w[3]) = (_w0, _w1, _w2, _w3);
    }

    /// <summary>The canonical 32 little-endian bytes in an array of their own.</summary>
    public byte[] ToBytes()
    {
        byte[] bytes = new byte[Size];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>Overwrites a scalar with zero in a way that is not optimised away.</summary>
    public static void Wipe(ref Scalar scalar) => CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(new Span<Scalar>(ref scalar)));

    /// <summary>Overwrites scalars with zero in a way that is not optimised away.</summary>
    public static void Wipe(Span<Scalar> scalars) => CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(scalars));

    /// <summary>Fixed-time equality.</summary>
    public bool Equals(Scalar other) => ((_w0 ^ other._w0) | (_w1 ^ other._w1) | (_w2 ^ other._w2) | (_w3 ^ other._w3)) == 0;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Scalar other && Equals(other);

    /// <summary>Scalars are not keys of hash tables: a hash code would be derived from a secret.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override int GetHashCode() => throw new NotSupportedException("A scalar may be a secret and has no hash code");

    /// <summary>Names the type only: a scalar may be a secret.</summary>
    public override string ToString() => nameof(Scalar);

    /// <summary>Fixed-time equality.</summary>
    public static bool operator ==(Scalar a, Scalar b) => a.Equals(b);

    /// <summary>Fixed-time inequality.</summary>
    public static bool operator !=(Scalar a, Scalar b) => !a.Equals(b);
}
