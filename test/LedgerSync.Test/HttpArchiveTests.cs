using Microsoft.AspNetCore.Http;
using MobileCoin.Blockchain;

namespace MobileCoin.LedgerSync.Test;

/// <summary>Archives over real connections, and in folders.</summary>
public sealed class HttpArchiveTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;
    private static readonly SampleChain Chain = new(30, 12);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    private readonly LogList _log = new();

    [Fact]
    public async Task AGoodArchive_IsRead_AndHostileOnesArePassedOver()
    {
        await using ArchiveServer good = await ArchiveServer.StartAsync(async context =>
        {
            BlockData? block = Chain.Blocks.Find(b => context.Request.Path == "/" + ArchivePath.OfBlock(b.Block.Index));
            if (context.Request.Path == "/" + ArchivePath.OfMerged(100, 0)) await context.Response.Body.WriteAsync(ArchiveBlocks.EncodeMerged(Chain.Blocks), Token);
            else if (block is null) context.Response.StatusCode = 404;
            else await context.Response.Body.WriteAsync(ArchiveBlocks.Encode(block), Token);
        });
        RequestDelegate[] hostile =
        [
            context => context.Response.WriteAsync("<html>Welcome</html>", Token),
            context => Send(context, 500, ArchiveBlocks.Encode(Chain[1])),
            context =>
            {
                // Promises more than it sends.
                context.Response.ContentLength = 1 << 20;
                return context.Response.Body.WriteAsync(new byte[100], Token).AsTask();
            },
            async context =>
            {
                byte[] chunk = new byte[64 * 1024];
                while (!context.RequestAborted.IsCancellationRequested) await context.Response.Body.WriteAsync(chunk, context.RequestAborted);
            },
            context =>
            {
                context.Abort();
                return Task.CompletedTask;
            },
            context =>
            {
                context.Response.Redirect("/" + ArchivePath.OfBlock(1)); // to itself
                return Task.CompletedTask;
            },
        ];
        foreach (RequestDelegate answer in hostile)
        {
            await using ArchiveServer bad = await ArchiveServer.StartAsync(answer);
            using var fetcher = new ArchiveFetcher([bad.Url, good.Url], new ArchiveFetcherOptions { MostBlockBytes = 1 << 20, Timeout = Soon });
            ArchivedBlock block = await fetcher.FetchAcceptedAsync(1, Chain[1].Block, _ => null, _log, Token);
            Assert.Equal((Chain[1], good.Url), (block.Data, block.Source));
            Assert.Contains($"block 1: {bad.Url}{ArchivePath.OfBlock(1)}", _log.Lines.Last(), StringComparison.Ordinal);
        }
        using var merged = new ArchiveFetcher([good.Url]);
        Assert.Equal(Chain[0], await merged.GetBlockDataAsync(0, null, Token));
        Assert.Equal(11, merged.CachedBlocks);
        var ledger = new ModelLedger();
        Assert.Contains("block 12", await new ArchiveCatchUp(ledger, merged, _log, TimeProvider.System).RunAsync(null, Token), StringComparison.Ordinal);
        Assert.Equal(Chain.Blocks, ledger.Blocks);

        static Task Send(HttpContext context, int status, byte[] body)
        {
            context.Response.StatusCode = status;
            return context.Response.Body.WriteAsync(body, Token).AsTask();
        }
    }

    [Fact]
    public async Task AHostThatNeverAnswers_IsGivenUp()
    {
        await using ArchiveServer silent = await ArchiveServer.StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        using var fetcher = new ArchiveFetcher([silent.Url], new ArchiveFetcherOptions { Timeout = TimeSpan.FromMilliseconds(50) });
        ArchiveFetchException e = await Assert.ThrowsAsync<ArchiveFetchException>(() => fetcher.GetBlockDataAsync(3, null, Token));
        Assert.Equal(ArchiveFetchError.Transport, e.Error);
        Assert.Contains($"block 3: {silent.Url}", e.Message, StringComparison.Ordinal);

        using var stop = new CancellationTokenSource();
        using var patient = new ArchiveFetcher([silent.Url]);
        Task<BlockData> waiting = patient.GetBlockDataAsync(3, null, stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task Folders_AreArchivesToo()
    {
        string folder = Directory.CreateTempSubdirectory("archive").FullName;
        try
        {
            using var fetcher = new ArchiveFetcher([new Uri(folder).AbsoluteUri], new ArchiveFetcherOptions { MostBlockBytes = 100_000 });
            ArchiveFetchException e = await Assert.ThrowsAsync<ArchiveFetchException>(() => fetcher.GetBlockDataAsync(1, null, Token));
            Assert.True(e is { Error: ArchiveFetchError.IO, IsAbsent: true });
            string file = Path.Combine(folder, ArchivePath.OfBlock(1));
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllBytesAsync(file, ArchiveBlocks.Encode(Chain[1]), Token);
            Assert.Equal(Chain[1], await fetcher.GetBlockDataAsync(1, Chain[1].Block, Token));
            await File.WriteAllBytesAsync(file, new byte[200_000], Token);
            Assert.Equal(ArchiveFetchError.TooLarge, (await Assert.ThrowsAsync<ArchiveFetchException>(() => fetcher.GetBlockDataAsync(1, null, Token))).Error);
            File.Delete(file);
            Directory.CreateDirectory(file);
            Assert.Equal(ArchiveFetchError.IO, (await Assert.ThrowsAsync<ArchiveFetchException>(() => fetcher.GetBlockDataAsync(1, null, Token))).Error);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
