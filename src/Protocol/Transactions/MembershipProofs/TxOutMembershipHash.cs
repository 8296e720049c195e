// A node's hash in the tree of outputs (fact sheet ledger §5.1, crypto §9.2).
using System.Runtime.InteropServices;

namespace MobileCoin.Transactions;

/// <summary>32 bytes. The default is 32 zero bytes.</summary>
public readonly struct TxOutMembershipHash : IEquatable<TxOutMembershipHash>, IComparable<TxOutMembershipHash>
{
    /// <summary>Bytes of a hash: 32.</summary>
    public const int Size = 32;

    private readonly UInt128 _low, _high;

    /// <summary>A hash from its 32 bytes.</summary>
    /// <exception cref="ArgumentException">Another length.</exception>
    public TxOutMembershipHash(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size) throw new ArgumentException($"Expected {Size} bytes, got {bytes.Length}", nameof(bytes));
        _low = MemoryMarshal.Read<UInt128>(bytes);
        _high = MemoryMarshal.Read<UInt128>(bytes[16..]);
    }

    /// <summary>Writes the 32 bytes.</summary>
    public void CopyTo(Span<byte> bytes)
    {
        MemoryMarshal.Write(bytes, _low);
        MemoryMarshal.Write(bytes[16..], _high);
    }

    /// <summary>The 32 bytes in an array of their own.</summary>
    public byte[] ToBytes()
    {
        byte[] bytes = new byte[Size];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>Fixed-time equality.</summary>
    public bool Equals(TxOutMembershipHash other) => ((_low ^ other._low) | (_high ^ other._high)) == 0;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TxOutMembershipHash other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_low, _high);

    /// <summary>The order of the bytes.</summary>
    public int CompareTo(TxOutMembershipHash other) => ToBytes().AsSpan().SequenceCompareTo(other.ToBytes());

    /// <summary>The bytes as lower-case hex.</summary>
    public override string ToString() => Convert.ToHexStringLower(ToBytes());

    /// <summary>Fixed-time equality.</summary>
    public static bool operator ==(TxOutMembershipHash a, TxOutMembershipHash b) => a.Equals(b);

    /// <summary>Fixed-time inequality.</summary>
    public static bool operator !=(TxOutMembershipHash a, TxOutMembershipHash b) => !a.Equals(b);
}
