// A block in the watcher's database (fact sheet ledger §6.4: watcher_db:block_data:blocks_datas_by_index).
using MobileCoin.Blockchain;
using MobileCoin.Wire;

namespace MobileCoin.LedgerDb;

/// <summary>What a source has of a block: header and contents are kept once, under their hashes.</summary>
/// <param name="BlockHash">The digest of the header: 32 bytes.</param>
/// <param name="ContentsHash">The hash of the contents: 32 bytes.</param>
/// <param name="Signature">The signature.</param>
/// <param name="Metadata">The metadata.</param>
internal sealed record StoredBlockData(byte[] BlockHash, byte[] ContentsHash, BlockSignature? Signature, BlockMetadata? Metadata)
    : IWireMessage<StoredBlockData>
{
    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer)
    {
        writer.Bytes(1, BlockHash);
        writer.Bytes(2, ContentsHash);
        writer.Optional(3, Signature);
        writer.Optional(4, Metadata);
    }

    /// <inheritdoc/>
    public bool Equals(StoredBlockData? other) =>
        other is not null && BlockHash.AsSpan().SequenceEqual(other.BlockHash) && ContentsHash.AsSpan().SequenceEqual(other.ContentsHash)
        && Signature == other.Signature && Metadata == other.Metadata;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(BlockHash.Length, Signature, Metadata);

    /// <inheritdoc/>
    public static StoredBlockData ReadFrom(ref ProstReader reader)
    {
        ReadOnlySpan<byte> block = default, contents = default, signature = default, metadata = default;
        bool hasSignature = false, hasMetadata = false;
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: block = reader.Bytes(); break;
                case 2: contents = reader.Bytes(); break;
                case 3: reader.Merge(ref signature, ref hasSignature); break;
                case 4: reader.Merge(ref metadata, ref hasMetadata); break;
                default: reader.Skip(); break;
            }
        }
        return new StoredBlockData(
            block.ToArray(), contents.ToArray(),
            hasSignature ? reader.Message<BlockSignature>(signature) : null,
            hasMetadata ? reader.Message<BlockMetadata>(metadata) : null);
    }
}
