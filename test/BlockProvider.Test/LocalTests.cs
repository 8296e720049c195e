using MobileCoin.Curve25519;
using MobileCoin.Hosting;
using MobileCoin.LedgerDb;
using MobileCoin.Transactions;

namespace MobileCoin.BlockProvider.Test;

public sealed class LocalTests : IDisposable
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;
    private static readonly SampleChain Chain = new(310, 4);
    private static readonly ConsoleProgram Program = new("p", "") { Flags = BlockProviderFlags.All, Rules = [BlockProviderFlags.Rule] };

    private readonly string _folder = Directory.CreateTempSubdirectory("blocks").FullName;
    private readonly TestSurroundings _surroundings = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task WithoutAWatcher_NoTimeIsKnown_AndNoneIsWaitedFor()
    {
        await using Source source = await Source.OfAsync(SourceKind.Local, Chain.Blocks, hasWatcher: false);
        ProvidedBlock block = (await source.Provider.GetBlocksDataAsync([2], Token)).Blocks[0]!;
        Assert.Equal((ulong.MaxValue, TimestampResultCode.Unavailable), (block.Timestamp, block.TimestampResult));
        CompressedRistretto key = Chain[2].Contents.Outputs[0].PublicKey;
        ProvidedTxOutInfo info = Assert.Single((await source.Provider.GetTxOutInfoByPublicKeyAsync([key], Token)).Infos);
        Assert.Equal((ulong.MaxValue, TimestampResultCode.Unavailable), (info.Timestamp, info.TimestampResult));
        Task<ulong> poll = source.Provider.PollBlockTimestampAsync(2, TimeSpan.FromSeconds(5), Token);
        Assert.True(poll.IsCompletedSuccessfully);
        Assert.Equal(ulong.MaxValue, await poll);
    }

    [Fact]
    public async Task TheFlags_OpenDatabases()
    {
        string ledger = Path.Combine(_folder, "ledger"), watcher = Path.Combine(_folder, "watcher");
        MobileCoin.LedgerDb.Ledger.Create(ledger);
        using (var writing = MobileCoin.LedgerDb.Ledger.Open(ledger)) writing.AppendBlocks(Chain.Blocks);
        WatcherDb.OpenOrCreate(watcher, [Source.Archive]).Dispose();
        var log = new LogList();
        await using (IBlockProvider provider = BlockProviderFlags.Open(await ParseAsync("--ledger-db", ledger, "--watcher-db", watcher), TimeProvider.System, log))
        {
            Assert.Equal(4ul, await provider.GetNumBlocksAsync(Token));
        }
        Assert.Contains(ledger, log.Text, StringComparison.Ordinal);
        await using IBlockProvider mobilecoind = BlockProviderFlags.Open(await ParseAsync("--mobilecoind-uri", "insecure-mobilecoind://node.test/"), TimeProvider.System, log);
        Assert.IsType<MobilecoindBlockProvider>(mobilecoind);

        FlagValues none = await ParseAsync("--ledger-db", watcher, "--watcher-db", watcher), noWatcher = await ParseAsync("--ledger-db", ledger, "--watcher-db", Path.Combine(_folder, "x"));
        Assert.Contains("--ledger-db", Assert.Throws<HostingException>(() => BlockProviderFlags.Open(none, TimeProvider.System, log)).Message, StringComparison.Ordinal);
        Assert.Contains("--watcher-db", Assert.Throws<HostingException>(() => BlockProviderFlags.Open(noWatcher, TimeProvider.System, log)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("either --ledger-db and --watcher-db, or --mobilecoind-uri, is missing")]
    [InlineData("--ledger-db needs --watcher-db", "--ledger-db", "a")]
    [InlineData("--watcher-db needs --ledger-db", "--watcher-db", "a")]
    [InlineData("--mobilecoind-uri and --ledger-db exclude each other", "--ledger-db", "a", "--watcher-db", "b", "--mobilecoind-uri", "mobilecoind://a/")]
    [InlineData("--mobilecoind-uri and --watcher-db exclude each other", "--watcher-db", "b", "--mobilecoind-uri", "mobilecoind://a/")]
    public async Task FlagsThatDoNotGoTogether_AreRefused(string error, params string[] arguments)
    {
        Assert.Equal(2, (await _surroundings.ParseAsync(Program, arguments)).Code);
        Assert.Contains(error, _surroundings.Error, StringComparison.Ordinal);
    }

    private async Task<FlagValues> ParseAsync(params string[] arguments)
    {
        (int code, FlagValues? values) = await _surroundings.ParseAsync(Program, arguments);
        Assert.True(code == 0, _surroundings.Error);
        return values!;
    }
}
