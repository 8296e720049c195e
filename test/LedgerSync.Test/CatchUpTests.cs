using MobileCoin.Blockchain;
using MobileCoin.Transactions;

namespace MobileCoin.LedgerSync.Test;

public sealed class CatchUpTests
{
    private const string A = "http://a.test/", B = "http://b.test/";

    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    private readonly FakeArchive _archive = new();
    private readonly LogList _log = new();
    private readonly SampleChain _chain = new(20, 15);
    private readonly ModelLedger _ledger = new();

    [Fact]
    public async Task TheLedger_IsRebuilt_SignaturesAndAll()
    {
        _archive.PublishMerged(A, 1_000, _chain.Blocks);
        using ArchiveFetcher fetcher = _archive.Fetcher(A);
        var catchUp = new ArchiveCatchUp(_ledger, fetcher, _log, TimeProvider.System);
        Assert.Null(await catchUp.RunAsync(10, Token));
        Assert.Equal(10ul, _ledger.NumBlocks);
        Assert.Contains("block 15", await catchUp.RunAsync(null, Token), StringComparison.Ordinal);
        Assert.Equal(_chain.Blocks, _ledger.Blocks);
    }

    [Fact]
    public async Task LyingSources_AreNamed_AndPassedOver()
    {
        BlockData[] lies =
        [
            new SampleChain(21, 2)[1], // of another parent
            _chain[2] with { Block = _chain[2].Block with { Id = default } },
            _chain[3] with { Contents = _chain[4].Contents },
            _chain.Next(_chain[3], _chain.Contents(_chain[2].Contents.KeyImages[0])),
            _chain.Next(_chain[4], new BlockContents([new KeyImage(new byte[32])], _chain[2].Contents.Outputs)),
        ];
        _archive.Publish(B, _chain.Blocks);
        _archive.Publish(A, _chain[0]);
        for (int i = 0; i < lies.Length; i++) _archive.Files[A + ArchivePath.OfBlock((ulong)(i + 1))] = ArchiveBlocks.Encode(lies[i]);
        using ArchiveFetcher fetcher = _archive.Fetcher(A, B);
        for (ulong blocks = 1; blocks <= 6; blocks++)
        {
            // Each time from the liar first.
            Assert.Null(await new ArchiveCatchUp(_ledger, _archive.Fetcher(A, B), _log, TimeProvider.System).RunAsync(blocks, Token));
        }
        Assert.NotNull(await new ArchiveCatchUp(_ledger, fetcher, _log, TimeProvider.System).RunAsync(null, Token));
        Assert.Equal(_chain.Blocks, _ledger.Blocks);
        string[] reasons = ["InvalidParentBlockID", "InvalidSignature", "InvalidContents", "KeyImageAlreadySpent", "DuplicateOutputPublicKey"];
        for (int i = 0; i < reasons.Length; i++)
        {
            Assert.Contains(_log.Lines, l => l.Contains($"block {i + 1}: {A}", StringComparison.Ordinal) && l.Contains(reasons[i], StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task NothingButLies_IsAnError()
    {
        _archive.Publish(A, _chain.Blocks);
        _archive.Publish(A, new SampleChain(22, 4)[3]);
        using ArchiveFetcher fetcher = _archive.Fetcher(A);
        ArchiveFetchException e = await Assert.ThrowsAsync<ArchiveFetchException>(() => new ArchiveCatchUp(_ledger, fetcher, _log, TimeProvider.System).RunAsync(null, Token));
        Assert.Contains($"block 3: {A}: InvalidParentBlockID", e.Message, StringComparison.Ordinal);
        Assert.Equal(3ul, _ledger.NumBlocks);
    }

    [Fact]
    public async Task HostsThatAreAway_AreWaitedFor_ButNotForEver()
    {
        var time = new VirtualTime();
        _archive.Publish(A, _chain.Blocks);
        _archive.Answer = url => url.EndsWith("05.pb", StringComparison.Ordinal) && time.Elapsed < TimeSpan.FromSeconds(5)
            ? new HttpResponseMessage(System.Net.HttpStatusCode.ServiceUnavailable) : null;
        using ArchiveFetcher fetcher = _archive.Fetcher(A);
        await time.RunAsync(() => new ArchiveCatchUp(_ledger, fetcher, _log, time).RunAsync(10, Token));
        Assert.Equal((10ul, TimeSpan.FromSeconds(1 + 2 + 4)), (_ledger.NumBlocks, time.Elapsed));
        _archive.Answer = _ => throw new HttpRequestException("away");
        ArchiveFetchException e = await Assert.ThrowsAsync<ArchiveFetchException>(() => time.RunAsync(() => new ArchiveCatchUp(_ledger, fetcher, _log, time).RunAsync(11, Token)));
        Assert.Equal((ArchiveFetchError.Transport, TimeSpan.FromSeconds(7 + 31)), (e.Error, time.Elapsed));
    }
}
