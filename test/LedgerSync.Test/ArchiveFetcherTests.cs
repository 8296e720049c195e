using System.Net;
using MobileCoin.Blockchain;

namespace MobileCoin.LedgerSync.Test;

public sealed class ArchiveFetcherTests
{
    private const string A = "http://a.test/x/", B = "http://b.test/", C = "http://c.test/";

    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;
    private static readonly SampleChain Chain = new(2, 12);

    private readonly FakeArchive _archive = new();
    private readonly LogList _log = new();

    private static async Task<ArchiveFetchException> FailsAsync(ArchiveFetchError error, ArchiveFetcher fetcher, ulong index, Block? expected = null)
    {
        ArchiveFetchException e = await Assert.ThrowsAsync<ArchiveFetchException>(() => fetcher.GetBlockDataAsync(index, expected, Token));
        Assert.True(error == e.Error, e.ToString());
        return e;
    }

    [Fact]
    public async Task Sources_TakeTurns_AndGetTheirSlash()
    {
        _archive.Publish(A, Chain.Blocks);
        _archive.Publish(B, Chain.Blocks);
        using ArchiveFetcher fetcher = _archive.Fetcher("http://a.test/x", B);
        Assert.Equal([A, B], fetcher.Sources);
        Assert.Equal(Chain[1], await fetcher.GetBlockDataAsync(1, null, Token));
        Assert.Equal(Chain[2], await fetcher.GetBlockDataAsync(2, Chain[2].Block, Token));
        Assert.Equal(Chain[3], await fetcher.GetBlockDataAsync(3, null, Token));
        Assert.Equal(
            [A + "00/00/00/00/00/00/00/0000000000000001.pb", B + "00/00/00/00/00/00/00/0000000000000002.pb", A + "00/00/00/00/00/00/00/0000000000000003.pb"],
            _archive.Asked);
    }

    [Fact]
    public async Task MergedFiles_AreTriedFromTheLargest_AndServeTheirBlocksOnce()
    {
        _archive.PublishMerged(A, 1_000, Chain.Blocks);
        _archive.Publish(A, Chain.Blocks);
        using ArchiveFetcher fetcher = _archive.Fetcher(A);
        Assert.Equal(Chain[0], await fetcher.GetBlockDataAsync(0, null, Token));
        Assert.Equal([A + "merged-10000/00/00/00/00/00/00/00/0000000000000000.pb", A + "merged-1000/00/00/00/00/00/00/00/0000000000000000.pb"], _archive.Asked);
        Assert.Equal(11, fetcher.CachedBlocks);
        for (int i = 1; i < 12; i++) Assert.Equal(Chain[i], await fetcher.GetBlockDataAsync((ulong)i, Chain[i].Block, Token));
        Assert.Equal(2, _archive.Asked.Count);
        Assert.Equal(0, fetcher.CachedBlocks);
        Assert.Equal(Chain[5], await fetcher.GetBlockDataAsync(5, null, Token));
        Assert.Equal(3, _archive.Asked.Count);
    }

    [Fact]
    public async Task MergedFiles_ThatAreWrong_AreAsGoodAsAbsent()
    {
        var other = new SampleChain(3, 12);
        _archive.Publish(A, Chain.Blocks);
        _archive.Files[A + ArchivePath.OfMerged(10_000, 0)] = [1, 2, 3];
        _archive.Files[A + ArchivePath.OfMerged(1_000, 0)] = ArchiveBlocks.EncodeMerged([Chain[1], Chain[2]]); // other indices
        _archive.Files[A + ArchivePath.OfMerged(100, 0)] = [];
        using ArchiveFetcher fetcher = _archive.Fetcher(A);
        Assert.Equal(Chain[0], await fetcher.GetBlockDataAsync(0, null, Token));
        Assert.Equal(0, fetcher.CachedBlocks);

        _archive.PublishMerged(A, 100, other.Blocks);
        Assert.Equal(Chain[0], await fetcher.GetBlockDataAsync(0, Chain[0].Block, Token));
        Assert.Equal(0, fetcher.CachedBlocks);
    }

    [Fact]
    public async Task CachedBlocks_OfAnotherChain_AreDroppedForWhatIsExpected()
    {
        var other = new SampleChain(4);
        other.Blocks[0] = Chain[0];
        while (other.Blocks.Count < 12) other.Blocks.Add(other.Next(other.Blocks[^1]));
        _archive.PublishMerged(A, 100, other.Blocks);
        _archive.Publish(A, Chain.Blocks);
        using ArchiveFetcher fetcher = _archive.Fetcher(A);
        _ = await fetcher.GetBlockDataAsync(0, Chain[0].Block, Token);
        Assert.Equal(other[2], await fetcher.GetBlockDataAsync(2, null, Token));
        Assert.Equal(Chain[3], await fetcher.GetBlockDataAsync(3, Chain[3].Block, Token));
    }

    [Fact]
    public async Task Refusals_NameSourceAndBlock()
    {
        using ArchiveFetcher fetcher = _archive.Fetcher(A);
        ArchiveFetchException absent = await FailsAsync(ArchiveFetchError.Status, fetcher, 7);
        Assert.True(absent.IsAbsent);
        Assert.Contains("block 7", absent.Message, StringComparison.Ordinal);
        Assert.Contains(A + "00/00/00/00/00/00/00/0000000000000007.pb", absent.Message, StringComparison.Ordinal);
        Assert.Contains("404", absent.Message, StringComparison.Ordinal);

        string path = A + ArchivePath.OfBlock(7);
        _archive.Files[path] = "<html>not here</html>"u8.ToArray();
        Assert.Contains(path, (await FailsAsync(ArchiveFetchError.Conversion, fetcher, 7)).Message, StringComparison.Ordinal);
        _archive.Files[path] = [];
        await FailsAsync(ArchiveFetchError.Conversion, fetcher, 7);
        _archive.Files[path] = ArchiveBlocks.Encode(Chain[7])[..^1];
        await FailsAsync(ArchiveFetchError.Conversion, fetcher, 7);
        _archive.Files[path] = ArchiveBlocks.Encode(Chain[7] with { Block = Chain[7].Block with { ParentId = default } });
        await FailsAsync(ArchiveFetchError.Conversion, fetcher, 7);
        _archive.Files[path] = ArchiveBlocks.Encode(Chain[7] with { Contents = Chain[6].Contents });
        await FailsAsync(ArchiveFetchError.Conversion, fetcher, 7);
        _archive.Files[path] = ArchiveBlocks.Encode(Chain[6]);
        await FailsAsync(ArchiveFetchError.InvalidBlockReceived, fetcher, 7);
        _archive.Files[path] = ArchiveBlocks.Encode(Chain[7]);
        await FailsAsync(ArchiveFetchError.InvalidBlockReceived, fetcher, 7, new SampleChain(5, 8)[7].Block);
        Assert.Equal(Chain[7], await fetcher.GetBlockDataAsync(7, Chain[7].Block, Token));
    }

    [Fact]
    public async Task Statuses_AreLookedAt()
    {
        using ArchiveFetcher fetcher = _archive.Fetcher(A);
        foreach (HttpStatusCode status in (HttpStatusCode[])[HttpStatusCode.Unauthorized, HttpStatusCode.InternalServerError, HttpStatusCode.NoContent, HttpStatusCode.PartialContent])
        {
            // A good file under a bad status is no file.
            _archive.Answer = _ => new HttpResponseMessage(status) { Content = new ByteArrayContent(ArchiveBlocks.Encode(Chain[1])) };
            Assert.False((await FailsAsync(ArchiveFetchError.Status, fetcher, 1)).IsAbsent);
        }
        _archive.Answer = _ => throw new HttpRequestException("no route");
        Assert.Contains("no route", (await FailsAsync(ArchiveFetchError.Transport, fetcher, 1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sizes_AreBounded_WhateverTheHostSays()
    {
        byte[] file = ArchiveBlocks.Encode(Chain[1]);
        using var exact = new ArchiveFetcher([A], _archive.Options with { MostBlockBytes = file.Length });
        using var tight = new ArchiveFetcher([A], _archive.Options with { MostBlockBytes = file.Length - 1 });
        _archive.Publish(A, Chain.Blocks);
        Assert.Equal(Chain[1], await exact.GetBlockDataAsync(1, null, Token));
        await FailsAsync(ArchiveFetchError.TooLarge, tight, 1);
        _archive.Answer = _ => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(new Endless()) };
        await FailsAsync(ArchiveFetchError.TooLarge, exact, 1);

        // A merged file that is too large is absent.
        _archive.Answer = url => url.Contains("merged", StringComparison.Ordinal) ? new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(new Endless()) } : null;
        using var merged = new ArchiveFetcher([A], _archive.Options with { MostMergedBytes = 100_000 });
        Assert.Equal(Chain[0], await merged.GetBlockDataAsync(0, null, Token));
    }

    [Fact]
    public async Task Accepted_GoesOnToTheNextSource()
    {
        var liar = new SampleChain(6, 12);
        _archive.PublishMerged(A, 100, liar.Blocks);
        _archive.Publish(A, liar.Blocks);
        _archive.Publish(B, liar.Blocks);
        _archive.Publish(C, Chain.Blocks);
        using ArchiveFetcher fetcher = _archive.Fetcher(A, B, C);
        ArchivedBlock first = await fetcher.FetchAcceptedAsync(0, null, Accept, _log, Token);
        Assert.Equal((Chain[0], C), (first.Data, first.Source));
        Assert.Equal(0, fetcher.CachedBlocks); // the liar's are forgotten
        Assert.Contains($"block 0: {A}: not ours", _log.Text, StringComparison.Ordinal);
        ArchivedBlock second = await fetcher.FetchAcceptedAsync(1, Chain[1].Block, _ => null, _log, Token);
        Assert.Equal((Chain[1], C), (second.Data, second.Source));

        ArchiveFetchException e = await Assert.ThrowsAsync<ArchiveFetchException>(() => fetcher.FetchAcceptedAsync(2, null, _ => "no", _log, Token));
        Assert.Equal(ArchiveFetchError.InvalidBlockReceived, e.Error);
        e = await Assert.ThrowsAsync<ArchiveFetchException>(() => fetcher.FetchAcceptedAsync(50, null, Accept, _log, Token));
        Assert.True(e.IsAbsent);

        static string? Accept(ArchivedBlock block) => block.Data == Chain[(int)block.Data.Block.Index] ? null : "not ours";
    }

    [Fact]
    public void Urls_AreChecked()
    {
        Assert.Equal(ArchiveFetchError.NoUrlsConfigured, Assert.Throws<ArchiveFetchException>(() => new ArchiveFetcher([])).Error);
        foreach (string url in (string[])["nowhere", "ftp://a/", "http://a/?b=c", "http://a/#b", "file://host/a", ""])
        {
            Assert.Equal(ArchiveFetchError.UrlParse, Assert.Throws<ArchiveFetchException>(() => new ArchiveFetcher([url])).Error);
        }
    }

    private sealed class Endless : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get; set; }

        public override int Read(byte[] buffer, int offset, int count) => count;

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
