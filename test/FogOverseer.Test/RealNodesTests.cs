// Fact sheet fog §7.2: the overseer over real gRPC with real ingest servers, whose keys really go from enclave to enclave.
using Google.Protobuf.WellKnownTypes;
using MobileCoin.Connections;
using MobileCoin.Curve25519;
using MobileCoin.FogIngest.Test;
using MobileCoin.Hosting;
using MobileCoin.RecoveryDb;
using MobileCoin.RecoveryDb.Test;
using MobileCoin.Transactions;
using MobileCoin.Wire.AccountIngest;
using MobileCoin.Wire.IngestCommon;
using MobileCoin.Wire.Uris;
using Operator = MobileCoin.Connections.ServiceConnection<MobileCoin.Wire.AccountIngest.AccountIngestAPI.AccountIngestAPIClient>;

namespace MobileCoin.FogOverseer.Test;

public sealed class RealNodesTests(PostgresCluster cluster) : IAsyncLifetime
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    private readonly TestChainFiles _chain = new();
    private readonly TemporaryFolder _folder = new();
    private readonly LogList _log = new();
    private readonly IngestRun?[] _runs = new IngestRun?[3];
    private readonly List<IDisposable> _opened = [];
    private Store _store = null!;
    private int _files;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (IDisposable opened in _opened) opened.Dispose();
        foreach (IngestRun? run in _runs)
        {
            if (run is not null) await run.DisposeAsync();
        }
        if (_store is not null) await _store.DisposeAsync();
        _folder.Dispose();
        _chain.Dispose();
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task FailOvers_OfACluster_OneAfterTheOther(bool onPostgres)
    {
        Assert.SkipWhen(onPostgres && cluster.Missing is not null, cluster.Missing ?? "");
        _store = onPostgres ? await PostgresStore.Create(cluster) : new LmdbStore();
        IRecoveryDb db = await _store.Open();
        for (int i = 0; i < 3; i++) Start(i);
        await IntroduceAsync();
        await CallAsync(0, (api, call) => api.ActivateAsync(new Empty(), call));
        CompressedRistretto first = await ScanAsync(db, 0, 2);
        OverseerNode overseer = await OverseeAsync(db);
        Assert.Equal(OverseerCycle.OneActive, await overseer.StepAsync(Token));

        // The active node comes back without its key: an idle one that holds it goes on.
        await RestartAsync(0);
        overseer = await OverseeAsync(db);
        Assert.Equal(OverseerCycle.ActivatedHolder, await overseer.StepAsync(Token));
        Assert.Equal(OverseerCycle.OneActive, await overseer.StepAsync(Token));
        IngestSummary active = await StatusAsync(1);
        Assert.Equal((IngestControllerMode.Active, first), (active.Mode, KeyOf(active)));
        Assert.Equal(first, await ScanAsync(db, 1, 1));
        Assert.Equal((false, false), await LostAndRetiredAsync(db, first));
        Assert.Equal(first, KeyOf(await StatusAsync(0))); // handed to the node that came back

        // All of them come back without it: it is lost, and users learn which blocks they must look at themselves.
        for (int i = 0; i < 3; i++) await RestartAsync(i);
        overseer = await OverseeAsync(db);
        Assert.Equal(OverseerCycle.ActivatedNewKey, await overseer.StepAsync(Token));
        Assert.Equal((true, false), await LostAndRetiredAsync(db, first));
        BlockRange missed = Assert.Single(await db.GetMissedBlockRangesAsync());
        Assert.Equal(_chain.Count, missed.StartBlock);
        CompressedRistretto second = await ScanAsync(db, 0, 1);
        Assert.NotEqual(first, second);

        // Retired, and scanned to its end: the node ends by itself, and another key takes over.
        await CallAsync(0, (api, call) => api.RetireAsync(new Empty(), call));
        for (int i = 0; i < 12; i++) _chain.Append(_chain.Blocks.ForNobody());
        while ((await StatusAsync(0)).Mode == IngestControllerMode.Active) await Task.Delay(5, Token);
        Assert.Equal(OverseerCycle.ActivatedNewKey, await overseer.StepAsync(Token));
        Assert.Equal((false, true), await LostAndRetiredAsync(db, second));
        Assert.Equal(OverseerCycle.OneActive, await overseer.StepAsync(Token));
        Assert.NotEqual(second, await ScanAsync(db, 0, 1));
        Assert.Single(await db.GetMissedBlockRangesAsync());

        // A node that is silent: nothing is done.
        await _runs[0]!.StopAsync();
        _runs[0] = null;
        Assert.Equal(OverseerCycle.Unresponsive, await (await OverseeAsync(db, new SilentNode())).StepAsync(Token));
    }

    private void Start(int i) => _runs[i] = new IngestRun(_chain, _store, $"node{i}.test:8090", _folder[$"state{_files++}"]);

    private async Task RestartAsync(int i)
    {
        await _runs[i]!.StopAsync();
        Start(i);
        if (_runs.All(r => r is not null)) await IntroduceAsync();
    }

    // Ports change with a restart: the operator says so to those that are there.
    private async Task IntroduceAsync()
    {
        var peers = new SetPeersRequest();
        foreach (IngestRun? run in _runs) peers.IngestPeerUris.Add(await run!.PeerUriAsync());
        for (int i = 0; i < _runs.Length; i++) await CallAsync(i, (api, call) => api.SetPeersAsync(peers, call));
    }

    private async Task<OverseerNode> OverseeAsync(IRecoveryDb db, params IIngestNode[] more)
    {
        var channels = new ChannelPool();
        var metrics = new MetricRegistry();
        _opened.AddRange([channels, metrics]);
        List<IIngestNode> nodes = [.. more];
        foreach (IngestRun? run in _runs)
        {
            if (run is null) continue;
            var node = new IngestNodeConnection(FogIngestUri.Parse($"insecure-fog-ingest://127.0.0.1:{await run.PortAsync("client")}/"), TimeProvider.System, channels);
            _opened.Add(node);
            nodes.Add(node);
        }
        var overseer = new OverseerNode(nodes, db, TimeProvider.System, metrics, _log);
        overseer.Enable();
        return overseer;
    }

    /// <summary>Appends blocks, and waits until a node has scanned them.</summary>
    private async Task<CompressedRistretto> ScanAsync(IRecoveryDb db, int node, int blocks)
    {
        for (; blocks > 0; blocks--) _chain.Append(_chain.Blocks.ForNobody());
        CompressedRistretto key = KeyOf(await StatusAsync(node));
        while (await db.GetLastScannedBlockIndexAsync(key) != _chain.Count - 1) await Task.Delay(5, Token);
        return key;
    }

    private Task<IngestSummary> StatusAsync(int node) => CallAsync(node, (api, call) => api.GetStatusAsync(new Empty(), call));

    private async Task<IngestSummary> CallAsync(
        int node, Func<AccountIngestAPI.AccountIngestAPIClient, global::Grpc.Core.CallOptions, global::Grpc.Core.AsyncUnaryCall<IngestSummary>> call)
    {
        using Operator connection = await _runs[node]!.ConnectAsync();
        return await connection.CallAsync(call, Token);
    }

    private static CompressedRistretto KeyOf(IngestSummary summary) => new(summary.IngressPubkey.Data.Span);

    private static async Task<(bool Lost, bool Retired)> LostAndRetiredAsync(IRecoveryDb db, CompressedRistretto key)
    {
        IngressPublicKeyStatus status = (await db.GetIngressKeyStatusAsync(key))!.Value;
        return (status.Lost, status.Retired);
    }

    private sealed class SilentNode : IIngestNode
    {
        public string Uri => "insecure-fog-ingest://127.0.0.1:1/";

        public Task<IngestSummary> GetStatusAsync(CancellationToken cancellationToken) => Task.FromException<IngestSummary>(new IngestNodeException("silent"));

        public Task<IngestSummary> NewKeysAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IngestSummary> ActivateAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
