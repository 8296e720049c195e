// The two copies of a test ledger, so that ingest or the ledger services can be behind (fact sheet fog §7.9: L1, L2).
using MobileCoin.Blockchain;
using MobileCoin.LedgerDb;

namespace MobileCoin.Network;

/// <summary>One copy: a ledger with its watcher's database, which programs have open too.</summary>
internal sealed class LedgerCopy : IDisposable
{
    // As init_test_ledger names it.
    private const string Source = "https://localhost";

    private readonly WatcherDb _watcher;
    private readonly Ledger _ledger;

    internal LedgerCopy(string ledgerFolder, string watcherFolder)
    {
        (LedgerFolder, WatcherFolder) = (ledgerFolder, watcherFolder);
        _ledger = MobileCoin.LedgerDb.Ledger.Open(ledgerFolder, new LedgerOptions { Durability = LedgerDurability.NoSync });
        _watcher = WatcherDb.OpenOrCreate(watcherFolder, [Source], LedgerDurability.NoSync);
    }

    internal string LedgerFolder { get; }

    internal string WatcherFolder { get; }

    internal ILedger Ledger => _ledger;

    internal ulong NumBlocks => _ledger.NumBlocks;

    /// <summary>Appends a block, and when it was signed.</summary>
    internal void Append(BlockData block)
    {
        // The watcher's first: services then never wait for it.
        _watcher.AddBlockData(Source, block);
        if (block.Signature is { } signature) _watcher.AddBlockSignature(Source, block.Block.Index, signature, ArchivePath.OfBlock(block.Block.Index));
        _ledger.AppendBlock(block);
    }

    /// <summary>Appends the blocks of another copy that this one lacks.</summary>
    /// <param name="other">The other copy.</param>
    /// <param name="upTo">How many blocks this one has afterwards, at most.</param>
    internal void CatchUp(LedgerCopy other, ulong upTo = ulong.MaxValue)
    {
        for (ulong next = NumBlocks; next < Math.Min(other.NumBlocks, upTo); next++) Append(other._ledger.GetBlockData(next));
    }

    public void Dispose()
    {
        _watcher.Dispose();
        _ledger.Dispose();
    }
}
