// The settings: upstream's, and those of the operator's manual (fact sheet fog §0.2, §0.4, §2.2).
using MobileCoin.Hosting;

namespace MobileCoin.FogIngest.Test;

public sealed class FlagTests
{
    private static readonly string[] Required =
    [
        "--local-node-id", "a.test:8090", "--client-listen-uri", "insecure-fog-ingest://0.0.0.0:3226/", "--peer-listen-uri", "insecure-igp://0.0.0.0:8090/",
        "--ledger-db", "/l", "--watcher-db", "/w", "--recovery-db", "/r",
    ];

    private readonly TestSurroundings _surroundings = new();

    [Fact]
    public async Task Defaults_AreUpstreams()
    {
        FlagValues values = await ParseAsync(Required);
        IngestConfig config = IngestStart.Config(values);
        Assert.Equal("", config.FogReportId);
        Assert.Equal(262_144, config.UserCapacity);
        Assert.Equal(100_000, config.MaxTransactions);
        Assert.Equal(10UL, config.PubkeyExpiryWindow);
        Assert.Equal(TimeSpan.FromSeconds(60), config.PeerCheckupPeriod);
        Assert.Equal(TimeSpan.FromSeconds(5), config.WatcherTimeout);
        Assert.Equal(TimeSpan.FromMilliseconds(250), config.PollInterval);
        // Alone.
        Assert.Equal(["igp://a.test:8090/"], config.Peers.Texts);
        Assert.Empty(config.Peers.Others);
        Assert.Equal("/home/x/.mc-fog-ingest-state", IngestFlags.StatePath(values, static _ => "/home/x"));
        Assert.Throws<HostingException>(() => IngestFlags.StatePath(values, static _ => null));
        Assert.False(values.Get(IngestFlags.ActivateWhenAlone));
    }

    [Fact]
    public async Task TheManualsContainer_IsUnderstood()
    {
        Dictionary<string, string> manual = new(StringComparer.Ordinal)
        {
            ["ACCT_INGEST_CLIENT_LISTEN_URI"] = "insecure-fog://0.0.0.0:3226/",
            ["INGEST_ADMIN_URI"] = "insecure-mca://127.0.0.1:8003/",
            ["PEER_LISTEN_URI"] = "insecure-fog-ingest://0.0.0.0:8090/",
            ["INGEST_PEER_RESPONDER_ID"] = "fog.example.com:443",
            ["ACCOUNT_DB_DIR"] = "/data/account",
            ["NODE_LEDGER_DIR"] = "/data/ledger",
            ["WATCHER_DB_DIR"] = "/data/watcher",
            ["IAS_SPID"] = "spid",
            ["IAS_API_KEY"] = "key",
            ["MC_ACTIVATE_WHEN_ALONE"] = "1",
        };
        foreach ((string name, string value) in manual) _surroundings.Variables[name] = value;
        FlagValues values = await ParseAsync("--sealed-key", "/data/sealed");
        Assert.Equal("insecure-fog-ingest://0.0.0.0:3226/", values.Get(IngestFlags.ClientListenUri).ToString());
        Assert.Equal("insecure-igp://0.0.0.0:8090/", values.Get(IngestFlags.PeerListenUri).ToString());
        Assert.Equal("/data/sealed", values.Get(IngestFlags.StateFile));
        Assert.True(values.Get(IngestFlags.ActivateWhenAlone));
        Assert.Equal(["igp://fog.example.com:443/"], IngestStart.Config(values).Peers.Texts);
        Assert.Equal(2, values.Warnings.Count(w => w.Contains("IAS_", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task ABackupOfAPrimary_HasBothAsPeers()
    {
        FlagValues values = await ParseAsync([.. Required, "--primary-node-uri", "insecure-igp://b.test:8090/"]);
        IngestConfig config = IngestStart.Config(values);
        Assert.Equal(["a.test:8090", "b.test:8090"], config.Peers.All.Select(p => p.ResponderId).Order());
        Assert.Equal(["insecure-igp://b.test:8090/"], config.Peers.Others.Select(p => p.ToString()));
        await FailAsync("makes a backup", [.. Required, "--primary-node-uri", "insecure-igp://b.test:8090/", "--activate-when-alone"]);
    }

    [Theory]
    [InlineData("none of the peers is a.test:8090", "insecure-igp://b.test:8090/")]
    [InlineData("two peers are a.test:8090", "insecure-igp://a.test:8090/,igp://a.test:8090/")]
    [InlineData("responder-id is not host:port", "insecure-igp://a.test:8090/?responder-id=a")]
    public async Task PeersThatAreWrong_AreRefused(string error, string peers)
    {
        FlagValues values = await ParseAsync([.. Required, "--peers", peers]);
        HostingException e = Assert.Throws<HostingException>(() => IngestStart.Config(values));
        Assert.Contains(error, e.Message, StringComparison.Ordinal);
        Assert.StartsWith("--peers", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OneSourceOfBlocks_AndARecoveryDatabase_AreNeeded()
    {
        await FailAsync("exclude each other", [.. Required, "--mobilecoind-uri", "insecure-mobilecoind://m.test/"]);
        await FailAsync("recovery database", [.. Required.Take(Required.Length - 2)]);
        await FailAsync("--local-node-id", [.. Required.Skip(2)]);
    }

    [Fact]
    public async Task ThePrimarysKey_IsFetchedWhenThePrimaryComes_AndTheBackupStaysIdle()
    {
        await using World world = await World.OpenAsync(new RecoveryDb.Test.LmdbStore());
        TestNode backup = await world.StartAsync("backup.test:1", ["backup.test:1", "primary.test:1"]);
        Task sync = Task.Run(() => world.Time.RunAsync(() => backup.Node.SyncWithPrimaryAsync("insecure-igp://primary.test:1/")));
        TestNode primary = await world.StartAsync("primary.test:1", ["backup.test:1", "primary.test:1"]);
        await sync;
        Assert.Equal(primary.Key, backup.Key);
        Assert.False(backup.IsActive);
    }

    [Theory]
    [InlineData(true, "alone")]
    [InlineData(false, "peers")]
    [InlineData(false, "had peers")]
    [InlineData(false, "retired")]
    [InlineData(false, "lost")]
    public async Task ANodeAlone_IsActivated_UnlessSomethingSpeaksAgainstIt(bool active, string what)
    {
        await using World world = await World.OpenAsync(new RecoveryDb.Test.LmdbStore());
        TestNode node = await world.StartAsync("a.test:1", what == "peers" ? ["a.test:1", "b.test:1"] : ["a.test:1"]);
        var saved = node.Node.GetStatus();
        if (what == "had peers") saved.Peers.Add("insecure-igp://b.test:1/");
        if (what is "retired" or "lost") await world.Db.NewIngressKeyAsync(node.Key.Encoding, 0);
        if (what == "retired") await world.Db.RetireIngressKeyAsync(node.Key.Encoding, true);
        if (what == "lost") await world.Db.ReportLostIngressKeyAsync(node.Key.Encoding);
        // A database that comes later than the node.
        node.Faults.Fail("GetIngressKeyStatusAsync", 2);
        await world.Time.RunAsync(() => node.Node.ActivateWhenAloneAsync(saved));
        Assert.Equal(active, node.IsActive);
    }

    [Fact]
    public async Task TheLoops_ScanAndLookAfterPeers_UntilTheyAreStopped()
    {
        await using World world = await World.OpenAsync(new RecoveryDb.Test.LmdbStore());
        TestNode[] nodes = await world.StartClusterAsync("node", 2);
        await nodes[0].Node.ActivateAsync();
        await nodes[1].Node.NewKeysAsync();
        using var stop = new CancellationTokenSource();
        world.Blocks.AppendEmpty(5);
        Task running = Task.Run(() => world.Time.RunAsync(() => nodes[0].Node.RunAsync(stop.Token)));
        while (nodes[0].Node.GetStatus().NextBlockIndex < world.Blocks.Count || nodes[0].Key != nodes[1].Key) await Task.Delay(1);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.True(world.Time.Elapsed >= TimeSpan.FromSeconds(60));
    }

    private async Task<FlagValues> ParseAsync(params string[] arguments)
    {
        (int code, FlagValues? values) = await _surroundings.ParseAsync(IngestProgram.Program, arguments);
        Assert.True(code == 0, _surroundings.Error);
        return values!;
    }

    private async Task FailAsync(string error, string[] arguments)
    {
        (int code, _) = await _surroundings.ParseAsync(IngestProgram.Program, arguments);
        Assert.Equal(ExitCode.Usage, code);
        Assert.Contains(error, _surroundings.Error, StringComparison.Ordinal);
    }
}
