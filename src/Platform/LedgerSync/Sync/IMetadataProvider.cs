// Which metadata a synced block is stored with (fact sheet ledger §6.2).
using MobileCoin.Blockchain;

namespace MobileCoin.LedgerSync;

/// <summary>Gives the metadata of a block that came from an archive.</summary>
public interface IMetadataProvider
{
    /// <summary>The metadata to store beside the block; null: none, which a ledger takes below block version 3 alone.</summary>
    BlockMetadata? MetadataOf(BlockData fetched);
}

/// <summary>The archive's own metadata: what a client stores. A validator makes its own.</summary>
public sealed class ArchiveMetadata : IMetadataProvider
{
    /// <summary>The provider: it has no state.</summary>
    public static ArchiveMetadata Instance { get; } = new();

    /// <inheritdoc/>
    public BlockMetadata? MetadataOf(BlockData fetched)
    {
        ArgumentNullException.ThrowIfNull(fetched);
        return fetched.Metadata;
    }
}
