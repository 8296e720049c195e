using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Amazon.S3;
using Amazon.S3.Model;
using MobileCoin.Blockchain;

namespace MobileCoin.LedgerSync.Test;

public sealed class S3Tests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;
    private static readonly SampleChain Chain = new(50, 12);
    private static readonly LedgerDistributionOptions Options = new() { MergeBuckets = [5] };

    private readonly FakeS3 _s3 = new();
    private readonly LogList _log = new();

    private static string? Variable(string name) => name switch
    {
        "AWS_ACCESS_KEY_ID" => FakeS3.KeyId,
        "AWS_SECRET_ACCESS_KEY" => FakeS3.Secret,
        _ => null,
    };

    private static DistributionUri Destination(string endpoint, string more = "") =>
        DistributionUri.Parse($"s3://{FakeS3.Bucket}/nodes/node1?region={FakeS3.Region}&endpoint={Uri.EscapeDataString(endpoint)}{more}");

    private async Task<ulong> RunOnceAsync(DistributionUri destination, int blocks, Func<string, string?>? variable = null)
    {
        using var distribution = new LedgerDistribution(
            new ModelLedger(Chain.Blocks.Take(blocks)), destination, Options, variable ?? Variable, _log, TimeProvider.System, () => 0.1);
        return await distribution.RunOnceAsync(Token);
    }

    [Fact]
    public async Task Blocks_AreWrittenWithSignedRequests_ReadableByAll()
    {
        await using ArchiveServer server = await ArchiveServer.StartAsync(_s3.AnswerAsync);
        DistributionUri destination = Destination(server.Url);
        Assert.Equal(7ul, await RunOnceAsync(destination, 7));
        Assert.Null(_s3.Objection);
        Assert.Equal(8, _s3.Objects.Count);
        Assert.Equal(ArchiveBlocks.Encode(Chain[3]), _s3.Objects["nodes/node1/" + ArchivePath.OfBlock(3)]);
        Assert.Equal(ArchiveBlocks.EncodeMerged(Chain.Blocks[..5]), _s3.Objects["nodes/node1/" + ArchivePath.OfMerged(5, 0)]);
        Assert.All(_s3.Acls.Values, a => Assert.Equal("public-read", a));

        _s3.PageSize = 2;
        _s3.Asked.Clear();
        Assert.Equal(12ul, await RunOnceAsync(destination, 12));
        Assert.Equal(12 + 2, _s3.Objects.Count);
        Assert.Equal(6, _s3.Asked.Count(a => a.StartsWith("PUT", StringComparison.Ordinal)));
        Assert.Null(_s3.Objection);
    }

    [Fact]
    public async Task Keys_ThatMayNotList_WalkDown()
    {
        _s3.ForbidsListing = true;
        await using ArchiveServer server = await ArchiveServer.StartAsync(_s3.AnswerAsync);
        DistributionUri destination = Destination(server.Url, "&acl=none");
        Assert.Equal(3ul, await RunOnceAsync(destination, 3));
        Assert.All(_s3.Acls.Values, a => Assert.Equal("", a));
        _s3.Asked.Clear();
        Assert.Equal(5ul, await RunOnceAsync(destination, 5));
        Assert.Equal(3, _s3.Asked.Count(a => a.StartsWith("HEAD", StringComparison.Ordinal))); // blocks 4, 3, 2
        Assert.Equal(6, _s3.Objects.Count);
    }

    [Fact]
    public async Task Failures_AreRepeated_AndNamed()
    {
        _s3.Failures = 3;
        await using ArchiveServer server = await ArchiveServer.StartAsync(_s3.AnswerAsync);
        Assert.Equal(2ul, await RunOnceAsync(Destination(server.Url), 2));
        Assert.Equal(3, _log.Lines.Count(l => l.Contains("SlowDown", StringComparison.Ordinal)));

        using var store = new S3ArchiveStore(Destination(server.Url), name => name == "AWS_SECRET_ACCESS_KEY" ? "wrong" : Variable(name));
        ArchiveStoreException e = await Assert.ThrowsAsync<ArchiveStoreException>(() => store.WriteAsync("x.pb", new byte[3], Token));
        Assert.Contains("x.pb: SignatureDoesNotMatch", e.Message, StringComparison.Ordinal);
        using var nowhere = new S3ArchiveStore(Destination("http://127.0.0.1:1"), Variable);
        await Assert.ThrowsAsync<ArchiveStoreException>(() => nowhere.ExistsAsync("x.pb", Token));
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.WriteAsync("x.pb", new byte[3], stop.Token));
    }

    // A server that is not ours: ./fog test installs it where npm is.
    [Fact]
    public async Task S3rver_TakesAndGivesTheArchive()
    {
        string program = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../s3rver/node_modules/s3rver/bin/s3rver.js"));
        Assert.SkipUnless(File.Exists(program), "npm's s3rver is not in artifacts/s3rver");
        string folder = Directory.CreateTempSubdirectory("s3rver").FullName;
        int port = FreePort();
        using Process process = Process.Start(new ProcessStartInfo("node", [program, "-d", folder, "-a", "127.0.0.1", "-p", $"{port}", "--silent"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        try
        {
            // Its one key is S3RVER / S3RVER; the region is the default.
            string endpoint = $"http://127.0.0.1:{port}";
            static string? Own(string name) => name is "AWS_ACCESS_KEY_ID" or "AWS_SECRET_ACCESS_KEY" ? "S3RVER" : null;
            var destination = DistributionUri.Parse($"s3://ledger/node1?endpoint={Uri.EscapeDataString(endpoint)}");
            using var client = new AmazonS3Client("S3RVER", "S3RVER", new AmazonS3Config { ServiceURL = endpoint, ForcePathStyle = true, MaxErrorRetry = 0 });
            await StartedAsync(client);
            Assert.Equal(7ul, await RunOnceAsync(destination, 7, Own));
            Assert.Equal(12ul, await RunOnceAsync(destination, 12, Own));
            Assert.Contains("starting at block 7 (after the highest block there)", _log.Text, StringComparison.Ordinal);
            var unsigned = new ArchiveFetcherOptions { MergedSizes = [5] };
            using var fetcher = new ArchiveFetcher([$"{endpoint}/ledger/node1"], unsigned);
            var rebuilt = new ModelLedger();
            await new ArchiveCatchUp(rebuilt, fetcher, _log, TimeProvider.System).RunAsync(12, Token);
            Assert.Equal(Chain.Blocks, rebuilt.Blocks);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(Token);
            Directory.Delete(folder, recursive: true);
        }

        static async Task StartedAsync(AmazonS3Client client)
        {
            for (long until = Environment.TickCount64 + 30_000; ; await Task.Delay(20, Token))
            {
                try
                {
                    await client.PutBucketAsync(new PutBucketRequest { BucketName = "ledger" }, Token);
                    return;
                }
                catch (Exception e) when (e is HttpRequestException or AmazonS3Exception && Environment.TickCount64 < until)
                {
                    // Not yet.
                }
            }
        }

        static int FreePort()
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }
    }
}
