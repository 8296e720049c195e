// A ledger that grows by blocks of random outputs, and its watcher's database (fact sheet fog §7.3).
using System.Security.Cryptography;
using MobileCoin.Blockchain;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.LedgerDb;
using MobileCoin.Transactions;

namespace MobileCoin.App.Fog;

/// <summary>Nobody owns the outputs: to ingest they are like any others.</summary>
internal sealed class LoadTestChain : IDisposable
{
    private const string Source = "https://load-test.invalid/";
    private const uint Version = 2; // the last whose blocks need no metadata

    private readonly int _outputs;
    private readonly Ledger _ledger;
    private readonly WatcherDb _watcher;
    private readonly Ed25519Private _signer = Ed25519Private.Random(RandomNumberGenerator.Fill);
    private Block _last;

    internal LoadTestChain(string folder, int outputs)
    {
        _outputs = outputs;
        LedgerPath = Path.Combine(folder, "ledger");
        WatcherPath = Path.Combine(folder, "watcher");
        Ledger.Create(LedgerPath);
        _ledger = Ledger.Open(LedgerPath, new LedgerOptions { Durability = LedgerDurability.NoSync });
        _watcher = WatcherDb.OpenOrCreate(WatcherPath, [Source], LedgerDurability.NoSync);
        TxOut[] first = [Output()];
        _last = Block.NewOriginBlock(first);
        _ledger.AppendBlock(new BlockData(_last, new BlockContents([], first)));
    }

    internal string LedgerPath { get; }

    internal string WatcherPath { get; }

    /// <summary>Appends a block.</summary>
    /// <returns>Its index.</returns>
    internal ulong Append()
    {
        var contents = new BlockContents([new KeyImage(Bytes(KeyImage.Size))], [.. Enumerable.Range(0, _outputs).Select(_ => Output())]);
        _last = Block.NewWithParent(BlockVersion.FromUInt32(Version), _last, _ledger.GetRootTxOutMembershipElement(), contents);
        BlockSignature signature = BlockSignature.Sign(_last, _signer, signedAt: _last.Index);
        // First, so that ingest does not wait for it.
        _watcher.AddBlockSignature(Source, _last.Index, signature, "");
        _ledger.AppendBlock(new BlockData(_last, contents, signature));
        return _last.Index;
    }

    public void Dispose()
    {
        _watcher.Dispose();
        _ledger.Dispose();
        _signer.Dispose();
    }

    private static TxOut Output()
    {
        byte[] hint = new byte[FogHint.Size];
        FogHint.SealDummy(hint, RandomNumberGenerator.Fill);
        return new TxOut(
            new MaskedAmount(MaskedAmountVersion.V2, Point(), 0, Bytes(TokenId.Size)), Point(), Point(), new EncryptedFogHint(hint), new EncryptedMemo(Bytes(EncryptedMemo.Size)));
    }

    private static CompressedRistretto Point() => new(Bytes(CompressedRistretto.Size));

    private static byte[] Bytes(int count) => RandomNumberGenerator.GetBytes(count);
}
