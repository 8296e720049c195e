using MobileCoin.Attestation;
using MobileCoin.Blockchain;
using MobileCoin.Crypto;
using MobileCoin.LedgerDb;
using MobileCoin.Transactions;
using MobileCoin.Wire.Uris;

namespace MobileCoin.LedgerSync.Test;

public sealed class WatcherTests : IDisposable
{
    private const string A = "http://a.test/", B = "http://b.test/";

    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;
    private static readonly WatcherSource[] Sources = [new("http://a.test"), new(B) { ConsensusClientUrl = ConsensusClientUri.Parse("mc://b.test/") }];

    private readonly FakeArchive _archive = new();
    private readonly LogList _log = new();
    private readonly SampleChain _chain = new(60, 20);
    private readonly string _folder = Directory.CreateTempSubdirectory("watcher").FullName;
    private readonly WatcherDb _database;

    public WatcherTests() => _database = WatcherDb.OpenOrCreate(_folder, Sources.Select(s => s.TxSourceUrl));

    public void Dispose()
    {
        _database.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private WatcherSync Watcher(bool storesBlockData = false) => new(_database, Sources, storesBlockData, _archive.Options, _log);

    [Fact]
    public async Task Sources_AreFollowedSideBySide()
    {
        _archive.Publish(A, _chain.Blocks);
        _archive.Publish(B, _chain.Blocks.Take(5));
        using WatcherSync watcher = Watcher();
        Assert.Equal(0ul, watcher.LowestNextBlock);
        Assert.Equal(WatcherSyncResult.ReachedMaxBlocksPerIteration, await watcher.SyncBlocksAsync(1, null, 3, Token));
        Assert.Equal((3ul, 3ul), (_database.LastSyncedBlocks()[A]!.Value, _database.LastSyncedBlocks()[B]!.Value));
        Assert.Equal(WatcherSyncResult.AllBlocksSynced, await watcher.SyncBlocksAsync(1, 4, null, Token));
        Assert.Equal(WatcherSyncResult.BlockSyncError, await watcher.SyncBlocksAsync(1, 30, null, Token));
        Assert.Equal((19ul, 4ul), (_database.LastSyncedBlocks()[A]!.Value, _database.LastSyncedBlocks()[B]!.Value));
        Assert.Equal(5ul, watcher.LowestNextBlock);
        Assert.Equal((1_700_000_007ul, TimestampResultCode.TimestampFound), _database.GetBlockTimestamp(7));
        Assert.Equal([A, B], _database.GetBlockSignatures(2).Select(s => s.SourceUrl).Order());
        Assert.Equal(ArchivePath.OfBlock(2), _database.GetBlockSignatures(2)[0].ArchiveFilename);
        Assert.Equal(_chain[2].Signature, _database.GetBlockSignatures(2)[0].Signature);
    }

    [Fact]
    public async Task Blocks_AreKeptWhereAskedFor()
    {
        _archive.Publish(A, _chain.Blocks);
        _archive.Publish(B, _chain.Blocks);
        using WatcherSync watcher = Watcher(storesBlockData: true);
        Assert.Equal(WatcherSyncResult.AllBlocksSynced, await watcher.SyncBlocksAsync(0, 19, 1000, Token));
        for (int i = 0; i < 20; i++) Assert.Equal(_chain[i], _database.GetBlockData(B, (ulong)i));
    }

    [Fact]
    public async Task HostileArchives_StopThemselvesAlone()
    {
        _archive.Publish(A, _chain.Blocks);
        _archive.Publish(B, _chain.Blocks.Take(3));
        _archive.Files[B + ArchivePath.OfBlock(3)] = "rubbish"u8.ToArray();
        using WatcherSync watcher = Watcher();
        Assert.Equal(WatcherSyncResult.BlockSyncError, await watcher.SyncBlocksAsync(1, 19, 1000, Token));
        Assert.Equal((19ul, 2ul), (_database.LastSyncedBlocks()[A]!.Value, _database.LastSyncedBlocks()[B]!.Value));
        Assert.Contains($"block 3: {B}{ArchivePath.OfBlock(3)}", _log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Loop_FollowsTheLedger()
    {
        _archive.Publish(A, _chain.Blocks);
        _archive.Publish(B, _chain.Blocks);
        var ledger = new ModelLedger(_chain.Blocks.Take(6));
        var time = new VirtualTime();
        using WatcherSync watcher = Watcher();
        using var stop = new CancellationTokenSource();
        var loop = new WatcherSyncLoop(watcher, _database, ledger, TimeSpan.FromSeconds(1), _log, time);
        Assert.True(loop.IsBehind);
        Task run = Task.Run(() => time.RunAsync(() => loop.RunAsync(stop.Token)), Token);
        while (loop.IsBehind) await Task.Delay(1, Token);
        Assert.Equal(5ul, _database.HighestCommonBlock());
        foreach (BlockData block in _chain.Blocks.Skip(6)) ledger.AppendBlock(block);
        while (loop.IsBehind) await Task.Delay(1, Token);
        Assert.Equal(19ul, _database.HighestCommonBlock());
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
    }

    [Fact]
    public async Task Evidence_IsAskedOfNodes_WhoseKeyIsNew()
    {
        var before = new SampleChain(61);
        before.Blocks[0] = _chain[0];
        before.Blocks.Add(before.Next(_chain[0]));
        _archive.Publish(A, before.Blocks);
        _archive.Publish(B, before.Blocks);
        BlockData second = _chain.Next(before[1]);
        _archive.Publish(B, second);
        using WatcherSync watcher = Watcher();
        await watcher.SyncBlocksAsync(1, null, 1000, Token);
        Assert.Equal(2, _database.GetPollQueue()[B].Count);

        var node = new FakeNode { Evidence = _chain.Evidence };
        var collector = new EvidenceCollector(_database, Sources, node, TimeSpan.FromSeconds(1), _log, TimeProvider.System);
        await collector.CollectAsync(Token);
        await collector.CollectAsync(Token);
        Assert.Equal([B], node.Asked); // A has no node, and B has nothing more to say
        Assert.Equal([_chain.Evidence], _database.GetEvidenceForSigner(_chain.Signer)[B]);
        Assert.Equal([null], _database.GetEvidenceForSigner(before.Signer)[B]);
        Assert.False(_database.GetPollQueue().TryGetValue(B, out IReadOnlyList<Ed25519Public>? left) && left.Count > 0);
    }

    [Fact]
    public async Task Evidence_ThatIsNone_IsAskedForAgain()
    {
        _archive.Publish(A, _chain.Blocks);
        _archive.Publish(B, _chain.Blocks);
        using WatcherSync watcher = Watcher();
        await watcher.SyncBlocksAsync(1, 2, 1000, Token);
        var node = new FakeNode();
        var collector = new EvidenceCollector(_database, Sources, node, TimeSpan.FromSeconds(1), _log, TimeProvider.System);
        foreach (AttestationEvidence? evidence in (AttestationEvidence?[])[null, new DcapEvidence(null, null, null), new VerificationReport([1], [], "no json"), new VerificationReport([1], [], "{\"isvEnclaveQuoteBody\":\"AAAA\"}")])
        {
            node.Evidence = evidence;
            await collector.CollectAsync(Token);
            Assert.Single(_database.GetPollQueue()[B]);
        }
        Assert.Equal(4, node.Asked.Count);
        Assert.Contains("mc://b.test:443/ gives no evidence", _log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void BlockSigner_IsTheSecondHalfOfAReportsData()
    {
        byte[] quote = new byte[48 + 384];
        _chain.Signer.ToBytes().CopyTo(quote, 48 + 320 + 32);
        var report = new VerificationReport([1], [], $"{{\"isvEnclaveQuoteBody\":\"{Convert.ToBase64String(quote)}\"}}");
        Assert.Equal(_chain.Signer, BlockSigner.Of(report));
        Assert.Equal(_chain.Signer, BlockSigner.Of(_chain.Evidence));
    }

    private sealed class FakeNode : IEvidenceSource
    {
        internal List<string> Asked { get; } = [];

        internal AttestationEvidence? Evidence { get; set; }

        public Task<AttestationEvidence> GetEvidenceAsync(WatcherSource source, CancellationToken cancellationToken)
        {
            Asked.Add(source.TxSourceUrl);
            return Evidence is null ? Task.FromException<AttestationEvidence>(new IOException("away")) : Task.FromResult(Evidence);
        }
    }
}
