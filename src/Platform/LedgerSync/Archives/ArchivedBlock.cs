using MobileCoin.Blockchain;

namespace MobileCoin.LedgerSync;

/// <summary>A block with the archive that it came from.</summary>
/// <param name="Data">The block: consistent in itself, and not more.</param>
/// <param name="Source">The base URL of the archive.</param>
public sealed record ArchivedBlock(BlockData Data, string Source);
