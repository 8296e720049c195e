using MobileCoin.Blockchain;

namespace MobileCoin.LedgerSync.Test;

public sealed class DistributionTests : IDisposable
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;
    private static readonly SampleChain Chain = new(40, 23);
    private static readonly LedgerDistributionOptions Options = new() { MergeBuckets = [1, 5, 10, 0] };

    private readonly MemoryStore _store = new();
    private readonly LogList _log = new();
    private readonly VirtualTime _time = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("distribution").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private LedgerDistribution Distribution(ModelLedger ledger, LedgerDistributionOptions? options = null) =>
        new(ledger, _store, options ?? Options, _log, _time, () => 1);

    private Task<ulong> RunOnceAsync(int blocks, LedgerDistributionOptions? options = null) =>
        _time.RunAsync(() => Distribution(new ModelLedger(Chain.Blocks.Take(blocks)), options).RunOnceAsync(Token));

    private static void AssertComplete(IDictionary<string, byte[]> files, int blocks)
    {
        Assert.Equal(blocks + (blocks / 5) + (blocks / 10), files.Count);
        for (int i = 0; i < blocks; i++) Assert.Equal(ArchiveBlocks.Encode(Chain[i]), files[ArchivePath.OfBlock((ulong)i)]);
        foreach (int size in (int[])[5, 10])
        {
            for (int first = 0; first + size <= blocks; first += size)
            {
                Assert.Equal(ArchiveBlocks.EncodeMerged(Chain.Blocks[first..(first + size)]), files[ArchivePath.OfMerged((ulong)size, (ulong)first)]);
            }
        }
    }

    [Fact]
    public async Task Blocks_AndMergedFiles_AreWritten_AndGoneOnWith()
    {
        foreach (int blocks in (int[])[0, 1, 4, 5, 9, 10, 11, 23, 23])
        {
            Assert.Equal((ulong)blocks, await RunOnceAsync(blocks));
            AssertComplete(_store.Files, blocks);
        }
        Assert.Equal(23 + 4 + 2, _store.Writes); // nothing twice
    }

    // Death in each write in turn; the next run makes good what is missing.
    [Fact]
    public async Task ARunThatWasEnded_IsGoneOnWith_WhereverItWas()
    {
        for (int death = 1; death <= 29; death++)
        {
            _store.Files.Clear();
            var dying = new MemoryStore { DiesAt = death };
            using (var first = new LedgerDistribution(new ModelLedger(Chain.Blocks), dying, Options, _log, _time, () => 1))
            {
                await Assert.ThrowsAsync<MemoryStore.DiedException>(() => _time.RunAsync(() => first.RunOnceAsync(Token)));
            }
            foreach ((string path, byte[] bytes) in dying.Files) _store.Files[path] = bytes;
            await RunOnceAsync(23);
            AssertComplete(_store.Files, 23);
        }
    }

    [Fact]
    public async Task Failures_AreRepeated_WithGrowingDelays()
    {
        _store.Failures = 3;
        Assert.Equal(2ul, await RunOnceAsync(2));
        Assert.Equal(TimeSpan.FromMilliseconds(10 + 100 + 1000), _time.Elapsed);
        Assert.Contains("memory: away; trying again in 1000 ms", _log.Text, StringComparison.Ordinal);
        _store.Failures = 8;
        await RunOnceAsync(3);
        Assert.Equal(TimeSpan.FromMilliseconds(2 * 1110) + TimeSpan.FromSeconds(10 + (4 * 30)), _time.Elapsed);
    }

    [Fact]
    public async Task Loop_PublishesWhatComes_UntilItIsStopped()
    {
        var ledger = new ModelLedger(Chain.Blocks.Take(3));
        using var stop = new CancellationTokenSource();
        using LedgerDistribution distribution = Distribution(ledger);
        Task run = Task.Run(() => _time.RunAsync(() => distribution.RunAsync(stop.Token)), Token);
        while (_store.Files.Count < 3) await Task.Delay(1, Token);
        foreach (BlockData block in Chain.Blocks.Skip(3).Take(4)) ledger.AppendBlock(block);
        while (_store.Files.Count < 8) await Task.Delay(1, Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        AssertComplete(_store.Files, 7);
    }

    [Fact]
    public async Task StateFile_IsKept_AndHolds()
    {
        string file = Path.Combine(_folder, "state.json");
        LedgerDistributionOptions with = Options with { StateFile = file };
        await RunOnceAsync(4, with);
        Assert.Equal("{\"next_block\":4}", await File.ReadAllTextAsync(file, Token));
        _store.Files.Clear();
        await RunOnceAsync(7, with); // by the file, whatever the destination has; the bucket of block 4 needs none of it
        Assert.Equal(3 + 1, _store.Files.Count);
        await RunOnceAsync(7, with with { StartFrom = DistributionStart.Zero });
        AssertComplete(_store.Files, 7);

        await File.WriteAllTextAsync(file, "{\"next_block\":-1}", Token);
        await Assert.ThrowsAsync<FormatException>(() => RunOnceAsync(7, with));
        File.Delete(file);
        Assert.Equal(9ul, await RunOnceAsync(9, with with { StartFrom = DistributionStart.Last }));
        AssertComplete(_store.Files, 9);
        _store.Files.Clear();
        Assert.Equal(9ul, await RunOnceAsync(9, Options with { StartFrom = DistributionStart.Next }));
        Assert.Empty(_store.Files);
    }

    [Fact]
    public void StateFiles_ThatAreNone_AreRefused()
    {
        Assert.Equal(7ul, DistributionState.Parse(" {\"other\": [], \"next_block\": 7}").NextBlock);
        foreach (string text in (string[])["", "7", "[]", "{}", "{\"next_block\":\"7\"}", "{\"next_block\":1.5}", "{\"next_block\":18446744073709551616}", "{\"next_block\":7"])
        {
            Assert.Throws<FormatException>(() => DistributionState.Parse(text));
        }
    }

    // Listing folders and walking down find the same, for destinations with holes too, and listing in few calls.
    [Fact]
    public async Task HighestBlock_IsThatOfTheWalk()
    {
        var random = new Random(41);
        for (int i = 0; i < 200; i++)
        {
            var store = new MemoryStore();
            for (int j = random.Next(4); j > 0; j--) store.Files[ArchivePath.OfBlock((ulong)random.Next(600))] = [];
            if (i % 3 == 0) store.Files["00/00/00/00/00/00/00/0000000000000100.pb"] = []; // in a folder that is not its own
            store.Files["00/00/00/00/00/00/00/0000000000000003.pb.tmp"] = [];
            store.Files["00/00/00/00/00/00/zz/x"] = [];
            store.Files[ArchivePath.OfMerged(100, 0)] = [];
            ulong last = (ulong)random.Next(600);
            ulong? listed = await HighestBlock.FindAsync(store, last, Token);
            store.IsListable = false;
            Assert.Equal(await HighestBlock.FindAsync(store, last, Token), listed);
        }
        _store.Files[ArchivePath.OfBlock(0x0102030405)] = [];
        _store.Files[ArchivePath.OfBlock(ulong.MaxValue)] = [];
        Assert.Equal(0x0102030405ul, await HighestBlock.FindAsync(_store, 0x1000000000, Token));
        Assert.Equal(ulong.MaxValue, await HighestBlock.FindAsync(_store, ulong.MaxValue, Token));
        Assert.True(_store.Calls < 20);
    }

    [Fact]
    public async Task MergedFiles_ThatWouldBeTooLarge_AreLeftOut()
    {
        await RunOnceAsync(10, Options with { MostMergedBytes = ArchiveBlocks.EncodeMerged(Chain.Blocks[5..10]).Length + 10 });
        Assert.Contains(ArchivePath.OfMerged(5, 5), _store.Files.Keys);
        Assert.DoesNotContain(ArchivePath.OfMerged(10, 0), _store.Files.Keys);
        Assert.Contains("would have more than", _log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Folders_HoldWholeFilesAlone()
    {
        DistributionUri uri = DistributionUri.Parse($"file://{_folder}/a/b");
        var ledger = new ModelLedger(Chain.Blocks);
        // What a death in the middle of a write leaves.
        string torn = Path.Combine(_folder, "a/b", ArchivePath.OfBlock(0) + ".tmp");
        Directory.CreateDirectory(Path.GetDirectoryName(torn)!);
        await File.WriteAllBytesAsync(torn, [1, 2, 3], Token);
        for (int run = 0; run < 2; run++)
        {
            using var distribution = new LedgerDistribution(ledger, uri, Options, _ => null, _log, _time, () => 1);
            Assert.Equal(23ul, await _time.RunAsync(() => distribution.RunOnceAsync(Token)));
        }
        string root = Path.Combine(_folder, "a/b");
        AssertComplete(
            Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).ToDictionary(f => Path.GetRelativePath(root, f), File.ReadAllBytes, StringComparer.Ordinal), 23);

        using var fetcher = new ArchiveFetcher([uri.Text], new ArchiveFetcherOptions { MergedSizes = [10, 5] });
        var rebuilt = new ModelLedger();
        Assert.NotNull(await new ArchiveCatchUp(rebuilt, fetcher, _log, TimeProvider.System).RunAsync(null, Token));
        Assert.Equal(Chain.Blocks, rebuilt.Blocks);
    }

    [Fact]
    public async Task AFolderThatCannotBeWritten_IsTriedAgain()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "file"), "", Token);
        var store = new FileArchiveStore(DistributionUri.Parse($"file://{_folder}/file/archive"));
        ArchiveStoreException e = await Assert.ThrowsAsync<ArchiveStoreException>(() => store.WriteAsync("00/x.pb", new byte[3], Token));
        Assert.Contains("00/x.pb", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Destinations_AreRead()
    {
        Assert.Equal("/a b/c", DistributionUri.Parse("file:///a%20b/c/").Path);
        DistributionUri bucket = DistributionUri.Parse("s3://ledger.test.com/node1/x?region=eu-west-2");
        Assert.Equal(("ledger.test.com", "node1/x", "eu-west-2", null, true), (bucket.Bucket, bucket.Path, bucket.Region, bucket.Endpoint, bucket.IsPublicRead));
        bucket = DistributionUri.Parse("s3://b?endpoint=http%3A%2F%2F127.0.0.1%3A9000&acl=none");
        Assert.Equal(("b", "", null, "http://127.0.0.1:9000", false), (bucket.Bucket, bucket.Path, bucket.Region, bucket.Endpoint, bucket.IsPublicRead));
        (string Text, DistributionUriError Error)[] wrong =
        [
            ("", DistributionUriError.UrlParse), ("/a/b", DistributionUriError.UrlParse), ("file", DistributionUriError.UrlParse),
            ("http://a/b", DistributionUriError.UnknownScheme), ("file:///", DistributionUriError.MissingPath), ("s3:///a", DistributionUriError.MissingPath),
            ("file://host/a", DistributionUriError.UrlParse), ("s3://b/?region=", DistributionUriError.InvalidS3Region),
            ("s3://b/?region=EU West", DistributionUriError.InvalidS3Region), ("s3://b/?what=1", DistributionUriError.UrlParse), ("s3://b/?endpoint=x", DistributionUriError.UrlParse),
        ];
        foreach ((string text, DistributionUriError error) in wrong)
        {
            DistributionUriException e = Assert.Throws<DistributionUriException>(() => DistributionUri.Parse(text));
            Assert.True(error == e.Error, $"{text}: {e.Message}");
        }
    }
}
