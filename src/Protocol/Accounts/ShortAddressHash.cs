// The short form that memos name an address by (fact sheet crypto §1.9).
using System.Buffers.Binary;
using MobileCoin.Crypto;

namespace MobileCoin.Accounts;

/// <summary>The first 16 bytes of an address' digest. The default is 16 zero bytes. Equality is fixed-time.</summary>
public readonly struct ShortAddressHash : IEquatable<ShortAddressHash>
{
    /// <summary>Bytes of a hash.</summary>
    public const int Size = 16;

    private readonly UInt128 _bytes;

    /// <summary>Takes 16 bytes.</summary>
    /// <exception cref="ArgumentException">Another length.</exception>
    public ShortAddressHash(ReadOnlySpan<byte> bytes)
    {
        Error.ThrowIfNotLength(bytes.Length, Size, nameof(bytes));
        _bytes = BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    /// <summary>Writes the 16 bytes.</summary>
    /// <exception cref="ArgumentException">Another length.</exception>
    public void CopyTo(Span<byte> bytes)
    {
        Error.ThrowIfNotLength(bytes.Length, Size, nameof(bytes));
        BinaryPrimitives.WriteUInt128BigEndian(bytes, _bytes);
    }

    /// <summary>The 16 bytes in an array of their own.</summary>
    public byte[] ToBytes()
    {
        byte[] bytes = new byte[Size];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>Yes when the hashes are the same, in fixed time.</summary>
    public Choice FixedTimeEquals(ShortAddressHash other)
    {
        UInt128 difference = _bytes ^ other._bytes;
        return Choice.IsZero((ulong)difference | (ulong)(difference >> 64));
    }

    /// <inheritdoc/>
    public bool Equals(ShortAddressHash other) => FixedTimeEquals(other).Reveal();

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ShortAddressHash other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _bytes.GetHashCode();

    /// <summary>The bytes as lower-case hex.</summary>
    public override string ToString() => Convert.ToHexStringLower(ToBytes());

    /// <summary>Fixed-time equality.</summary>
    public static bool operator ==(ShortAddressHash a, ShortAddressHash b) => a.Equals(b);

    /// <summary>Fixed-time inequality.</summary>
    public static bool operator !=(ShortAddressHash a, ShortAddressHash b) => !a.Equals(b);
}
