// What names a transaction among nodes (fact sheet consensus §2.2, §2.3, §4.4).
using MobileCoin.Crypto;

namespace MobileCoin.Blockchain;

/// <summary>The hash of a transaction, under which nodes agree on it before they know it. 32 bytes; the default is zeros.</summary>
public readonly struct TxHash : IEquatable<TxHash>, IComparable<TxHash>, IDigestible
{
    /// <summary>Bytes: 32.</summary>
    public const int Size = Hash32.Size;

    private readonly Hash32 _hash;

    /// <summary>Takes any 32 bytes.</summary>
    /// <exception cref="ArgumentException">Another length.</exception>
    public TxHash(ReadOnlySpan<byte> bytes) => _hash = new Hash32(bytes);

    /// <summary>Writes the 32 bytes.</summary>
    public void CopyTo(Span<byte> bytes) => _hash.CopyTo(bytes);

    /// <summary>The 32 bytes in an array of their own.</summary>
    public byte[] ToBytes() => _hash.ToBytes();

    /// <summary>Unlike other hashes an aggregate.</summary>
    public void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context)
    {
        using DigestAggregate node = transcript.DigestAggregate(context, "TxHash"u8);
        _hash.AppendTo(ref transcript, "0"u8);
    }

    /// <summary>The order of the bytes.</summary>
    public int CompareTo(TxHash other)
    {
        Span<byte> own = stackalloc byte[Size], others = stackalloc byte[Size];
        CopyTo(own);
        other.CopyTo(others);
        return own.SequenceCompareTo(others);
    }

    /// <inheritdoc/>
    public bool Equals(TxHash other) => _hash.Equals(other._hash);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TxHash other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _hash.GetHashCode();

    /// <summary>The bytes as lower-case hex.</summary>
    public override string ToString() => _hash.ToString();

    /// <summary>Equality of the bytes.</summary>
    public static bool operator ==(TxHash a, TxHash b) => a.Equals(b);

    /// <summary>Inequality of the bytes.</summary>
    public static bool operator !=(TxHash a, TxHash b) => !a.Equals(b);
}
