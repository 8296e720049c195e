using MobileCoin.BlockProvider;
using MobileCoin.Blockchain;
using MobileCoin.LedgerDb;
using MobileCoin.Transactions;

namespace MobileCoin.FogLedger.Test;

/// <summary>A ledger and a watcher's database that a test lets grow, and their provider.</summary>
internal sealed class GrowingLedger : IDisposable
{
    internal const string Archive = "http://a.test/";

    private readonly SampleChain _chain = new(400);
    private int _signed = 1;

    internal GrowingLedger()
    {
        MobileCoin.LedgerDb.Ledger.Create(Path.Combine(Folder, "ledger"));
        Ledger = MobileCoin.LedgerDb.Ledger.Open(Path.Combine(Folder, "ledger"), new LedgerOptions { Durability = LedgerDurability.NoSync });
        Watcher = WatcherDb.OpenOrCreate(Path.Combine(Folder, "watcher"), [Archive], LedgerDurability.NoSync);
        Ledger.AppendBlock(_chain[0]);
        Provider = new LocalBlockProvider(Ledger, Watcher, Time, Log);
    }

    internal string Folder { get; } = Directory.CreateTempSubdirectory("fogledger").FullName;

    internal Ledger Ledger { get; }

    internal WatcherDb Watcher { get; }

    internal IBlockProvider Provider { get; }

    internal VirtualTime Time { get; } = new();

    internal LogList Log { get; } = new();

    internal IReadOnlyList<BlockData> Blocks => _chain.Blocks;

    internal BlockData Last => _chain.Blocks[^1];

    /// <summary>A block that spends key images, by number, signed.</summary>
    internal void Spend(params int[] images)
    {
        Append([.. images.Select(Samples.Image)]);
        Sign();
    }

    /// <summary>Blocks of one random key image each.</summary>
    internal void Grow(int count, bool isSigned = true)
    {
        for (int i = 0; i < count; i++) Append();
        if (isSigned) Sign();
    }

    /// <summary>Signs what is not signed yet.</summary>
    internal void Sign(int most = int.MaxValue)
    {
        for (; _signed < _chain.Blocks.Count && most > 0; _signed++, most--)
        {
            Watcher.AddBlockSignature(Archive, (ulong)_signed, _chain[_signed].Signature!, ArchivePath.OfBlock((ulong)_signed));
        }
    }

    /// <summary>When a block was signed.</summary>
    internal static ulong TimeOf(ulong block) => 1_700_000_000 + block;

    private void Append(params KeyImage[] images)
    {
        _chain.Blocks.Add(_chain.Next(Last, _chain.Contents(images)));
        Ledger.AppendBlock(Last);
    }

    public void Dispose()
    {
        Watcher.Dispose();
        Ledger.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
