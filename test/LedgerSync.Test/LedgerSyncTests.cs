using MobileCoin.Blockchain;
using MobileCoin.Transactions;

namespace MobileCoin.LedgerSync.Test;

public sealed class LedgerSyncTests
{
    private const string A = "http://a.test/", B = "http://b.test/";

    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    private readonly FakeArchive _archive = new();
    private readonly LogList _log = new();
    private readonly VirtualTime _time = new();
    private readonly SampleChain _chain = new(10, 30);
    private readonly ModelLedger _ledger;
    private readonly FakePeers _peers;
    private readonly ScpNetworkState _network = new(PollingNetworkState.NoNode, FakePeers.Trust(2, 0, 1, 2));

    public LedgerSyncTests()
    {
        _ledger = new ModelLedger(_chain.Blocks.Take(3));
        _peers = FakePeers.Of(3, _chain);
    }

    private LedgerSyncService Service(params string[] sources) =>
        new(_ledger, _peers, _archive.Fetcher(sources), ArchiveMetadata.Instance, _log, _time, () => 1);

    private Task<int> AttemptAsync(uint limit, params string[] sources) => _time.RunAsync(() => Service(sources).AttemptAsync(_network, limit, Token));

    private async Task<LedgerSyncException> FailsAsync(LedgerSyncError error, params string[] sources)
    {
        LedgerSyncException e = await Assert.ThrowsAsync<LedgerSyncException>(() => AttemptAsync(100, sources));
        Assert.True(error == e.Error, e.ToString());
        return e;
    }

    [Fact]
    public async Task Attempt_AppendsWithoutSignature_WithTheArchivesMetadata_UpToTheLimit()
    {
        _archive.Publish(A, _chain.Blocks);
        Assert.Equal(10, await AttemptAsync(10, A));
        Assert.Equal(17, await AttemptAsync(100, A));
        Assert.Equal([.. _chain.Blocks.Take(3), .. _chain.Blocks.Skip(3).Select(b => b with { Signature = null })], _ledger.Blocks);
        Assert.Equal(TimeSpan.Zero, _time.Elapsed);
        await FailsAsync(LedgerSyncError.NoSafeBlocks, A);
    }

    [Fact]
    public async Task Target_IsTheHighestBlockThatEnoughPeersShare()
    {
        _archive.Publish(A, _chain.Blocks);
        _peers.Set(0, _chain.Blocks[..20]);
        _peers.Set(1, _chain.Blocks[..10]);
        Assert.Equal(17, await AttemptAsync(100, A)); // 0 and 2 share block 19
        Assert.Equal(20ul, _ledger.NumBlocks);
    }

    [Fact]
    public async Task Forks_AreDecidedByThoseWhoAreTrusted()
    {
        // Peers 0 and 1 have block 5 of the chain, then another one each; 2 and a stranger share a chain.
        SampleChain fork = Fork(6), other = Fork(4, 11);
        _archive.Publish(A, _chain.Blocks);
        _peers.Set(0, fork);
        _peers.Set(2, other);
        _peers.Set(3, other);
        Assert.Equal(3, await AttemptAsync(100, A));
        Assert.Equal(_chain[5].Block, _ledger.GetLatestBlock());
        await FailsAsync(LedgerSyncError.NoSafeBlocks, A);
    }

    [Fact]
    public async Task LiarsAmongPeers_AreNotCounted()
    {
        _archive.Publish(A, _chain.Blocks);
        _peers.Set(0, [.. _chain.Blocks.Select((b, i) => i == 4 ? b with { Block = b.Block with { Id = default } } : b)]); // a wrong id
        _peers.Set(1, [.. _chain.Blocks.Take(4), .. _chain.Blocks.Skip(5)]); // a gap
        await FailsAsync(LedgerSyncError.NoSafeBlocks, A);
        Assert.Contains("headers of peer peer0.test:443 are not used: block 4 has another id", _log.Text, StringComparison.Ordinal);
        Assert.Contains("headers of peer peer1.test:443 are not used: block 5 where block 4 belongs", _log.Text, StringComparison.Ordinal);
        _peers.Set(1, Fork(2)); // of another past than the ledger's
        await FailsAsync(LedgerSyncError.NoSafeBlocks, A);
        _peers.Break(1);
        await FailsAsync(LedgerSyncError.NoSafeBlocks, A);
        Assert.Contains("peer peer1.test:443 gives no headers from block 3 on: the peer is gone", _log.Text, StringComparison.Ordinal);
        _peers.Set(0, _chain);
        Assert.Equal(27, await AttemptAsync(100, A));
    }

    [Fact]
    public async Task LyingSources_ArePassedOver()
    {
        BlockData[] lies =
        [
            Fork(3)[3], // another parent's child would be another block: another block it is
            _chain[4] with { Block = _chain[4].Block with { ParentId = default } },
            _chain[5] with { Block = _chain[5].Block with { Id = default } },
            _chain[6] with { Contents = _chain[7].Contents },
            _chain.Next(_chain[6], _chain.Contents(_chain[2].Contents.KeyImages[0])), // spends what is spent
            _chain.Next(_chain[7], new BlockContents([new KeyImage(new byte[32])], _chain[2].Contents.Outputs)), // an output that is known
            _chain[9] with { Metadata = null }, // which nothing but the version gives away
        ];
        _archive.Publish(B, _chain.Blocks);
        for (int i = 0; i < lies.Length; i++) _archive.Files[A + ArchivePath.OfBlock((ulong)(i + 3))] = ArchiveBlocks.Encode(lies[i]);
        foreach (BlockData _ in lies) Assert.Equal(1, await AttemptAsync(1, A, B)); // the liar is asked first each time
        Assert.Equal(20, await AttemptAsync(100, A, B));
        for (int i = 0; i < lies.Length; i++) Assert.Contains($"block {i + 3}: {A}", _log.Text, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.Zero, _time.Elapsed);
    }

    [Fact]
    public async Task MissingContents_AreTriedAgain_ThenEndTheRun()
    {
        _archive.Publish(A, _chain.Blocks);
        _archive.Files.TryRemove(A + ArchivePath.OfBlock(8), out _);
        Assert.Equal(5, await AttemptAsync(100, A));
        Assert.Equal(ContentsFetch.Deadline, _time.Elapsed);
        // After 25, 50, 100, 200 and 400 ms, then 1, 2, 3, 4, 5, 6 and 7 s; the wait of 8 s ends with the deadline.
        Assert.Equal(13, _archive.Asked.Count(u => u.EndsWith("8.pb", StringComparison.Ordinal) && !u.EndsWith("18.pb", StringComparison.Ordinal)));
        LedgerSyncException e = await FailsAsync(LedgerSyncError.NoTransactionData, A);
        Assert.Contains("block 8", e.Message, StringComparison.Ordinal);
        _archive.Publish(A, _chain.Blocks);
        Assert.Equal(22, await AttemptAsync(100, A));
    }

    [Fact]
    public async Task ABlockThatComesBack_IsWaitedFor()
    {
        _archive.Publish(A, _chain.Blocks);
        _archive.Answer = url => url.EndsWith("04.pb", StringComparison.Ordinal) && _time.Elapsed < TimeSpan.FromSeconds(3)
            ? throw new HttpRequestException("away") : null;
        Assert.Equal(27, await AttemptAsync(100, A));
        Assert.Equal(TimeSpan.FromMilliseconds(775 + 3000), _time.Elapsed);
    }

    // A peer tells of a block a moment before its archive has it.
    [Fact]
    public async Task AFreshBlock_IsThereWithinMilliseconds()
    {
        _archive.Publish(A, _chain.Blocks);
        _archive.Answer = url => url.EndsWith("04.pb", StringComparison.Ordinal) && _time.Elapsed < TimeSpan.FromMilliseconds(20)
            ? throw new HttpRequestException("not yet") : null;
        Assert.Equal(27, await AttemptAsync(100, A));
        Assert.Equal(TimeSpan.FromMilliseconds(25), _time.Elapsed);
    }

    [Fact]
    public async Task UnsafeBlocks_OfATrustedNetwork_EndTheRun()
    {
        // Everyone agrees on a chain that spends twice: the ledger does not.
        var twice = new KeyImage(new byte[32]);
        SampleChain bad = Fork(6);
        bad.Blocks.RemoveRange(6, bad.Blocks.Count - 6);
        bad.Blocks.Add(bad.Next(bad[5], bad.Contents(twice)));
        bad.Blocks.Add(bad.Next(bad[6], bad.Contents(twice)));
        for (int i = 0; i < 3; i++) _peers.Set(i, bad);
        _archive.Publish(A, bad.Blocks);
        Assert.Equal(4, await AttemptAsync(100, A));
        LedgerSyncException e = await FailsAsync(LedgerSyncError.InvalidBlockId, A);
        Assert.Contains($"block 7 of {A}: key image 0000", e.Message, StringComparison.Ordinal);

        bad.Blocks.RemoveAt(7);
        bad.Blocks.Add(bad.Next(bad[6], new BlockContents([new KeyImage(Enumerable.Repeat((byte)1, 32).ToArray())], bad[2].Contents.Outputs)));
        _archive.Publish(A, bad.Blocks);
        e = await FailsAsync(LedgerSyncError.DBError, A);
        Assert.Contains($"block 7 of {A}: DuplicateOutputPublicKey", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FullBlocks_AreFetchedInPortions()
    {
        var full = new SampleChain(13);
        full.Blocks.Clear();
        full.Blocks.AddRange(_chain.Blocks.Take(3));
        while (full.Blocks.Count < 12) full.Blocks.Add(full.Next(full.Blocks[^1], change: b => b with { CumulativeTxoCount = b.CumulativeTxoCount + 79_999 }));
        Block[] headers = [.. full.Blocks.Skip(3).Select(b => b.Block)];
        Assert.Equal(headers[..2], SyncTarget.Portion(headers, 0, full[2].Block));
        Assert.Equal(headers[2..4], SyncTarget.Portion(headers, 2, headers[1]));
        Assert.Equal(headers[8..], SyncTarget.Portion(headers, 8, headers[7]));
        Assert.Equal(headers[..1], SyncTarget.Portion(headers, 0, full[2].Block with { CumulativeTxoCount = 1_000_000 })); // nonsense makes small portions

        for (int i = 0; i < 3; i++) _peers.Set(i, full);
        _archive.Publish(A, full.Blocks.Where(b => b.Block.Index != 8));
        Assert.Equal(5, await AttemptAsync(100, A)); // two portions, and the first block of the third
        _archive.Publish(A, full.Blocks);
        Assert.Equal(4, await AttemptAsync(100, A));
    }

    [Fact]
    public async Task Loop_FollowsTheNetwork()
    {
        _archive.Publish(A, _chain.Blocks);
        for (int i = 0; i < 3; i++) _peers.Set(i, _chain.Blocks[..10]);
        var network = new PollingNetworkState(_peers, FakePeers.Trust(2, 0, 1, 2), _log, _time, () => 1);
        using var stop = new CancellationTokenSource();
        var loop = new LedgerSyncLoop(_ledger, Service(A), network, TimeSpan.FromSeconds(5), _log, _time);
        Assert.True(loop.IsBehind);
        Task<bool> polled = Until(() => _ledger.NumBlocks == 10 && _time.Elapsed > TimeSpan.FromSeconds(20));
        Task run = Task.Run(() => _time.RunAsync(() => loop.RunAsync(stop.Token)), Token);
        Assert.True(await polled);
        Assert.False(loop.IsBehind);
        for (int i = 0; i < 3; i++) _peers.Set(i, _chain);
        Assert.True(await Until(() => _ledger.NumBlocks == 30));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);

        static async Task<bool> Until(Func<bool> holds)
        {
            while (!holds()) await Task.Delay(1, Token);
            return true;
        }
    }

    // Another chain that shares its first blocks with the sample's.
    private SampleChain Fork(int shared, int seed = 12)
    {
        var fork = new SampleChain(seed);
        fork.Blocks.Clear();
        fork.Blocks.AddRange(_chain.Blocks.Take(shared));
        while (fork.Blocks.Count < 30) fork.Blocks.Add(fork.Next(fork.Blocks[^1]));
        return fork;
    }
}
