// The id of a block (fact sheet crypto §5.7, §9.2).
using MobileCoin.Crypto;
using MobileCoin.Wire;

namespace MobileCoin.Blockchain;

/// <summary>What names a block: a digest of its fields. 32 bytes; the default is zeros.</summary>
public readonly struct BlockID : IEquatable<BlockID>, IDigestible, IWireMessage<BlockID>
{
    /// <summary>Bytes: 32.</summary>
    public const int Size = Hash32.Size;

    private readonly Hash32 _hash;

    /// <summary>Takes any 32 bytes.</summary>
    /// <exception cref="ArgumentException">Another length.</exception>
    public BlockID(ReadOnlySpan<byte> bytes) => _hash = new Hash32(bytes);

    private BlockID(Hash32 hash) => _hash = hash;

    /// <summary>Writes the 32 bytes.</summary>
    public void CopyTo(Span<byte> bytes) => _hash.CopyTo(bytes);

    /// <summary>The 32 bytes in an array of their own.</summary>
    public byte[] ToBytes() => _hash.ToBytes();

    /// <inheritdoc/>
    public void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context) => _hash.AppendTo(ref transcript, context);

    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer) => _hash.WriteTo(writer);

    /// <inheritdoc/>
    public static BlockID ReadFrom(ref ProstReader reader) => new(Hash32.ReadFrom(ref reader, nameof(BlockID)));

    /// <inheritdoc/>
    public bool Equals(BlockID other) => _hash.Equals(other._hash);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is BlockID other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _hash.GetHashCode();

    /// <summary>The bytes as lower-case hex.</summary>
    public override string ToString() => _hash.ToString();

    /// <summary>Equality of the bytes.</summary>
    public static bool operator ==(BlockID a, BlockID b) => a.Equals(b);

    /// <summary>Inequality of the bytes.</summary>
    public static bool operator !=(BlockID a, BlockID b) => !a.Equals(b);
}
