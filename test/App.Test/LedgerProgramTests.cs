using MobileCoin.Blockchain;
using MobileCoin.Hosting;
using MobileCoin.LedgerDb;
using MobileCoin.LedgerSync.Test;

namespace MobileCoin.App.Test;

public sealed class LedgerProgramTests : IDisposable
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;
    private static readonly SampleChain Chain = new(70, 13);

    private readonly TestSurroundings _surroundings = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("ledger-programs").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Folder(string name) => Path.Combine(_folder, name);

    private string Publish(string name, params IEnumerable<BlockData> blocks)
    {
        foreach (BlockData block in blocks)
        {
            string file = Path.Combine(Folder(name), ArchivePath.OfBlock(block.Block.Index));
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, ArchiveBlocks.Encode(block));
        }
        return new Uri(Folder(name)).AbsoluteUri;
    }

    private Task<int> RunAsync(ConsoleProgram program, params string[] arguments) => CommandLine.RunAsync(program, arguments, _surroundings.Make());

    // The ledger that was published, published again from the copy: the same files.
    [Fact]
    public async Task Archive_BecomesALedger_AndTheLedgerThatArchive()
    {
        string archive = Publish("archive", Chain.Blocks);
        Assert.Equal(0, await RunAsync(LedgerFromArchive.Program, "--ledger-db", Folder("ledger"), "--tx-source-url", archive, "--num-blocks", "5"));
        Assert.Contains("has 5 blocks", _surroundings.Output, StringComparison.Ordinal);
        Assert.Equal(0, await RunAsync(LedgerFromArchive.Program, "--ledger-db", Folder("ledger"), "--tx-source-url", archive));
        using (Ledger ledger = Ledger.Open(Folder("ledger"), new LedgerOptions { ReadOnly = true }))
        {
            Assert.Equal(13ul, ledger.NumBlocks);
            for (int i = 0; i < 13; i++) Assert.Equal(Chain[i], ledger.GetBlockData((ulong)i));
        }

        string published = Folder("published");
        Task<int> distribution = RunAsync(LedgerDistributionProgram.Program, "--ledger-path", Folder("ledger"), "--dest", new Uri(published).AbsoluteUri, "--merge-buckets", "5");
        string last = Path.Combine(published, ArchivePath.OfBlock(12));
        while (!File.Exists(last) && !distribution.IsCompleted) await Task.Delay(5, Token);
        await _surroundings.Stop.CancelAsync();
        Assert.Equal(0, await distribution);
        foreach (BlockData block in Chain.Blocks)
        {
            Assert.Equal(ArchiveBlocks.Encode(block), await File.ReadAllBytesAsync(Path.Combine(published, ArchivePath.OfBlock(block.Block.Index)), Token));
        }
        Assert.Equal(ArchiveBlocks.EncodeMerged(Chain.Blocks[5..10]), await File.ReadAllBytesAsync(Path.Combine(published, ArchivePath.OfMerged(5, 5)), Token));
    }

    [Fact]
    public async Task WhatIsWrong_IsTold()
    {
        Assert.Equal(2, await RunAsync(LedgerFromArchive.Program, "--tx-source-url", "ftp://a/"));
        Assert.Contains("ftp://a/: the scheme is none of http, https, file", _surroundings.Error, StringComparison.Ordinal);
        Assert.Equal(1, await RunAsync(LedgerFromArchive.Program, "--ledger-db", Folder("none"), "--tx-source-url", Publish("empty")));
        Assert.Contains("no archive gives the origin block: block 0: file://", _surroundings.Error, StringComparison.Ordinal);

        // Another chain's blocks.
        string archive = Publish("liar", [.. Chain.Blocks.Take(3), .. new SampleChain(71, 6).Blocks.Skip(3)]);
        Assert.Equal(1, await RunAsync(LedgerFromArchive.Program, "--ledger-db", Folder("lied"), "--tx-source-url", archive));
        Assert.Contains($"block 3: {archive}/: InvalidParentBlockID", _surroundings.Error, StringComparison.Ordinal);

        Assert.Equal(2, await RunAsync(LedgerDistributionProgram.Program, "--ledger-path", Folder("lied"), "--dest", "s3:///x"));
        Assert.Contains("MissingPath", _surroundings.Error, StringComparison.Ordinal);
        await File.WriteAllTextAsync(Folder("state"), "{}", Token);
        Assert.Equal(1, await RunAsync(
            LedgerDistributionProgram.Program, "--ledger-path", Folder("lied"), "--dest", "file:///x", "--state-file", Folder("state"), "--start-from", "last"));
        Assert.Contains($"--state-file {Folder("state")}: there is no number next_block", _surroundings.Error, StringComparison.Ordinal);

        Assert.Equal(1, await RunAsync(LedgerMigrationProgram.Program, "--ledger-db", Folder("nowhere")));
        Assert.Contains(Folder("nowhere"), _surroundings.Error, StringComparison.Ordinal);
        Assert.Equal(0, await RunAsync(LedgerMigrationProgram.Program, "--ledger-db", Folder("lied")));
        Assert.Contains("version 20220921", _surroundings.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watcher_RecordsItsSources_AndTheDumpShowsThem()
    {
        string archive = Publish("archive", Chain.Blocks);
        await File.WriteAllTextAsync(Folder("sources.toml"), $"[[sources]]\ntx_source_url = \"{archive}\"\n\n[[sources]]\ntx_source_url = \"file:///nowhere/\"\n", Token);
        Task<int> watcher = RunAsync(
            WatcherProgram.Program, "--watcher-db", Folder("watcher"), "--sources-path", Folder("sources.toml"), "--client-listen-uri", "insecure-watcher://127.0.0.1:0/", "--store-block-data");
        while (!watcher.IsCompleted && !IsSynced()) await Task.Delay(20, Token);
        await _surroundings.Stop.CancelAsync();
        Assert.Equal(0, await watcher);
        Assert.Equal(0, await RunAsync(WatcherDbDump.Program, "--watcher-db", Folder("watcher")));
        Assert.Contains($"{archive}/: 12\n", _surroundings.Output, StringComparison.Ordinal);
        Assert.Contains("file:///nowhere/: nothing\n", _surroundings.Output, StringComparison.Ordinal);
        Assert.Contains($"blocks 1 to 12: signer {Convert.ToHexStringLower(Chain.Signer.ToBytes())}, evidence not asked for yet", _surroundings.Output, StringComparison.Ordinal);
        using WatcherDb database = WatcherDb.OpenReadOnly(Folder("watcher"));
        Assert.Equal(Chain[7], database.GetBlockData(archive + "/", 7));

        bool IsSynced()
        {
            if (!WatcherDb.Exists(Folder("watcher"))) return false;
            try
            {
                using WatcherDb open = WatcherDb.OpenReadOnly(Folder("watcher"));
                return open.LastSyncedBlocks().Values.Max() == 12;
            }
            catch (WatcherDbException)
            {
                return false;
            }
        }
    }

    [Fact]
    public async Task Sources_ThatAreWrong_AreNamedByPlace()
    {
        (string Text, string Error)[] wrong =
        [
            ("", "the key sources is missing"), ("sources = []", "there is no source"), ("[[sources]]\nurl = 'x'", "the key tx_source_url is missing"),
            ("[[sources]]\ntx_source_url = 'x'", "sources.toml:2:"), ("[[sources]]\ntx_source_url = 'http://a/'\nconsensus_client_url = 'http://b/'", "sources.toml:3:"),
            ("[[sources]]\ntx_source_url = 'http://a/'\nconsensus_client_auth_token_secret = '00'", "is not 64 hex digits"),
            ("[[sources]]\ntx_source_url = 'http://a/'\n[[sources]]\ntx_source_url = 'http://a'", "http://a/ is there twice"),
            ("[[sources]]\ntx_source_url = 'http://a/'\nconsensus = 1", "the key is not known"),
        ];
        foreach ((string text, string error) in wrong)
        {
            await File.WriteAllTextAsync(Folder("sources.toml"), text, Token);
            Assert.Equal(1, await RunAsync(WatcherProgram.Program, "--watcher-db", Folder("watcher"), "--sources-path", Folder("sources.toml")));
            Assert.Contains(error, _surroundings.Error, StringComparison.Ordinal);
        }
    }
}
