// The hash of a block's contents (fact sheet crypto §5.7, §9.2).
using MobileCoin.Crypto;
using MobileCoin.Wire;

namespace MobileCoin.Blockchain;

/// <summary>What a block says of its contents: their digest. 32 bytes; the default is zeros.</summary>
public readonly struct BlockContentsHash : IEquatable<BlockContentsHash>, IDigestible, IWireMessage<BlockContentsHash>
{
    /// <summary>Bytes: 32.</summary>
    public const int Size = Hash32.Size;

    private readonly Hash32 _hash;

    /// <summary>Takes any 32 bytes.</summary>
    /// <exception cref="ArgumentException">Another length.</exception>
    public BlockContentsHash(ReadOnlySpan<byte> bytes) => _hash = new Hash32(bytes);

    private BlockContentsHash(Hash32 hash) => _hash = hash;

    /// <summary>Writes the 32 bytes.</summary>
    public void CopyTo(Span<byte> bytes) => _hash.CopyTo(bytes);

    /// <summary>The 32 bytes in an array of their own.</summary>
    public byte[] ToBytes() => _hash.ToBytes();

    /// <inheritdoc/>
    public void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context) => _hash.AppendTo(ref transcript, context);

    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer) => _hash.WriteTo(writer);

    /// <inheritdoc/>
    public static BlockContentsHash ReadFrom(ref ProstReader reader) => new(Hash32.ReadFrom(ref reader, nameof(BlockContentsHash)));

    /// <inheritdoc/>
    public bool Equals(BlockContentsHash other) => _hash.Equals(other._hash);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is BlockContentsHash other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _hash.GetHashCode();

    /// <summary>The bytes as lower-case hex.</summary>
    public override string ToString() => _hash.ToString();

    /// <summary>Equality of the bytes.</summary>
    public static bool operator ==(BlockContentsHash a, BlockContentsHash b) => a.Equals(b);

    /// <summary>Inequality of the bytes.</summary>
    public static bool operator !=(BlockContentsHash a, BlockContentsHash b) => !a.Equals(b);
}
