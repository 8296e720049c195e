// A ledger and a watcher's database on disk, as mobilecoind writes them.
using MobileCoin.Blockchain;
using MobileCoin.Crypto;
using MobileCoin.IngestEnclave.Test;
using MobileCoin.LedgerDb;
using MobileCoin.RecoveryDb.Test;
using MobileCoin.Transactions;

namespace MobileCoin.FogIngest.Test;

internal sealed class TestChainFiles : IDisposable
{
    private const string Source = "https://node.test/";

    private readonly TemporaryFolder _folder = new();
    private readonly Ledger _ledger;
    private readonly WatcherDb _watcher;
    private readonly Ed25519Private _signer = Ed25519Private.Random(Samples.Random(5));

    internal TestChainFiles()
    {
        Ledger.Create(LedgerPath);
        _ledger = Ledger.Open(LedgerPath, new LedgerOptions { Durability = LedgerDurability.NoSync });
        _watcher = WatcherDb.OpenOrCreate(WatcherPath, [Source], LedgerDurability.NoSync);
        Blocks.AppendEmpty();
        Write();
    }

    internal TestBlocks Blocks { get; } = new();

    internal string LedgerPath => _folder["ledger"];

    internal string WatcherPath => _folder["watcher"];

    internal ulong Count => _ledger.NumBlocks;

    internal void Append(params TxOut[] outputs)
    {
        Blocks.Append(outputs);
        Write();
    }

    public void Dispose()
    {
        _watcher.Dispose();
        _ledger.Dispose();
        _signer.Dispose();
        _folder.Dispose();
    }

    private void Write()
    {
        BlockData data = Blocks[Blocks.Count - 1];
        BlockSignature signature = BlockSignature.Sign(data.Block, _signer, TestBlocks.TimestampOf(data.Block.Index));
        _ledger.AppendBlock(data);
        _watcher.AddBlockData(Source, data);
        _watcher.AddBlockSignature(Source, data.Block.Index, signature, $"{data.Block.Index:x16}.pb");
    }
}
