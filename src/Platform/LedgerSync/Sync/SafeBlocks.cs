// Which of the fetched blocks can follow the ledger (fact sheet ledger §6.2 step 4).
using MobileCoin.Blockchain;
using MobileCoin.LedgerDb;
using MobileCoin.Transactions;

namespace MobileCoin.LedgerSync;

/// <summary>Looks at blocks in order before any is appended.</summary>
internal static class SafeBlocks
{
    /// <summary>How many blocks from the first on are safe, and what is wrong with the one after them; null: nothing, all are safe.</summary>
    internal static (int Count, string? Objection) Count(ILedger ledger, Block tip, IReadOnlyList<ArchivedBlock> blocks)
    {
        var spent = new HashSet<KeyImage>();
        Block parent = tip;
        for (int i = 0; i < blocks.Count; i++)
        {
            (Block block, BlockContents contents) = (blocks[i].Data.Block, blocks[i].Data.Contents);
            if (block.ParentId != parent.Id) return (i, $"it is no child of {parent.Id}");
            if (contents.Hash() != block.ContentsHash || !block.IsBlockIdValid) return (i, "its id is another than its contents lead to");
            foreach (KeyImage keyImage in contents.KeyImages)
            {
                if (!spent.Add(keyImage) || ledger.ContainsKeyImage(keyImage)) return (i, $"key image {Convert.ToHexStringLower(keyImage.ToBytes())} is spent already");
            }
            parent = block;
        }
        return (blocks.Count, null);
    }
}
