// Whether what was published is whole (fact sheet ledger §5.7, §5.8).
using MobileCoin.Blockchain;
using MobileCoin.LedgerDb;

namespace MobileCoin.Network;

/// <summary>Reads every file of an archive.</summary>
internal static class ArchiveAudit
{
    /// <summary>Every file decodes, and holds the ledger's blocks.</summary>
    /// <returns>How many files there are.</returns>
    /// <exception cref="InvalidOperationException">One is not so.</exception>
    internal static int Check(string folder, ILedger ledger)
    {
        if (!Directory.Exists(folder)) return 0;
        int files = 0;
        foreach (string path in Directory.EnumerateFiles(folder, "*.pb", SearchOption.AllDirectories))
        {
            files++;
            try
            {
                byte[] file = File.ReadAllBytes(path);
                bool isMerged = Path.GetRelativePath(folder, path).StartsWith("merged-", StringComparison.Ordinal);
                foreach (BlockData block in isMerged ? ArchiveBlocks.DecodeMerged(file) : [ArchiveBlocks.Decode(file)])
                {
                    if (!ledger.GetBlock(block.Block.Index).Equals(block.Block)) throw new InvalidOperationException($"block {block.Block.Index} is not the ledger's");
                }
            }
            catch (Exception e) when (e is ArchiveException or InvalidOperationException or LedgerException)
            {
                throw new InvalidOperationException($"{path}: {e.Message}", e);
            }
        }
        return files;
    }

    /// <summary>Whether every block has been published.</summary>
    internal static bool IsComplete(string folder, ulong blocks)
    {
        for (ulong i = blocks; i-- > 0;)
        {
            if (!File.Exists(Path.Combine(folder, ArchivePath.OfBlock(i)))) return false;
        }
        return true;
    }
}
