// The program fog_view_server: its flags, its ports, what it says of itself (fact sheet fog §5.2, §8.1, §8.3, §10.1-10.3).
using System.Text.RegularExpressions;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;
using MobileCoin.Attestation;
using MobileCoin.FogEnclave;
using MobileCoin.Hosting;
using MobileCoin.RecoveryDb;
using MobileCoin.ViewEnclave;
using MobileCoin.Wire.Admin;
using MobileCoin.Wire.Attest;
using MobileCoin.Wire.FogView;
using MobileCoin.Wire.Health;
using MobileCoin.Wire.Uris;

namespace MobileCoin.FogView.Test;

public sealed partial class ProgramTests : IAsyncLifetime
{
    private readonly Sample _sample = new(21);
    private readonly LmdbStore _store = new();
    private readonly TestSurroundings _surroundings = new();
    private IRecoveryDb _db = null!;
    private Task<int>? _program;

    private string[] Required =>
    [
        "--chain-id", "local", "--client-responder-id", StoreRig.Id, "--client-listen-uri", $"insecure-fog-view-store://127.0.0.1:0/?responder-id={StoreRig.Id}",
        "--recovery-db", _store.Path,
    ];

    public async ValueTask InitializeAsync() => _db = await _store.Open();

    public async ValueTask DisposeAsync()
    {
        await _surroundings.Stop.CancelAsync();
        if (_program is not null) Assert.Equal(0, await _program);
        await _store.DisposeAsync();
    }

    [Theory]
    [InlineData("fog_view_server")]
    [InlineData("fog-view-server")]
    public async Task Flags_HaveUpstreamsDefaults(string name)
    {
        ConsoleProgram program = name == ViewStoreProgram.Alias.Name ? ViewStoreProgram.Alias : ViewStoreProgram.Program;
        (int code, FlagValues? values) = await _surroundings.ParseAsync(program, Required);
        Assert.Equal((name, 0), (program.Name, code));
        ViewStoreOptions options = ViewStoreFlags.Options(values!);
        Assert.Equal((1000, TimeSpan.FromMilliseconds(250), BlockShard.All), (options.BlockQueryBatchSize, options.PollingInterval, options.Shard));
        Assert.Equal((524_288, $"insecure-fog-view-store://{StoreRig.Id}/"), (options.MaxQueuedRecords, options.StoreUri));
        Assert.Equal(1_048_576, values!.Get(ViewStoreFlags.OmapCapacity));
    }

    [Fact]
    public async Task Variables_AreUpstreams()
    {
        foreach ((string name, string value) in (IEnumerable<(string, string)>)
        [
            ("MC_CHAIN_ID", "local"), ("MC_CLIENT_RESPONDER_ID", StoreRig.Id), ("MC_CLIENT_LISTEN_URI", "insecure-fog-view-store://0.0.0.0:3225/"), ("MC_OMAP_CAPACITY", "4096"),
            ("MC_BLOCK_QUERY_BATCH_SIZE", "7"), ("MC_DB_POLLING_INTERVAL_MS", "9"), ("MC_SHARDING_STRATEGY", "10-20"), ("DATABASE_URL", "postgres://localhost/x"),
        ])
        {
            _surroundings.Variables[name] = value;
        }
        (int code, FlagValues? values) = await _surroundings.ParseAsync(ViewStoreProgram.Program);
        Assert.Equal(0, code);
        ViewStoreOptions options = ViewStoreFlags.Options(values!);
        Assert.Equal((7, TimeSpan.FromMilliseconds(9), new BlockShard(10, 20)), (options.BlockQueryBatchSize, options.PollingInterval, options.Shard));
        Assert.Equal(4096, values!.Get(ViewStoreFlags.OmapCapacity));
    }

    [Theory]
    [InlineData("--block-query-batch-size", "0")]
    [InlineData("--sharding-strategy", "20-10")]
    [InlineData("--sharding-strategy", "")]
    [InlineData("--omap-capacity", "-1")]
    [InlineData("--client-listen-uri", "insecure-fog-view://127.0.0.1:0/")]
    public async Task WrongFlags_AreWrongUsage(string flag, string value)
    {
        string[] others = [.. Required.Chunk(2).Where(p => p[0] != flag).SelectMany(p => p)];
        Assert.Equal(ExitCode.Usage, (await _surroundings.ParseAsync(ViewStoreProgram.Program, [.. others, flag, value])).Code);
    }

    [Fact]
    public async Task Serves_AndSaysWhatItIs()
    {
        (_, long run) = await _sample.Ingest(_db);
        await _sample.Add(_db, run, 0, 1, 2, 3);
        Start("--sharding-strategy", "0-3", "--omap-capacity", "64");
        using GrpcChannel channel = await Connect("client");
        var health = new Health.HealthClient(channel);
        while ((await health.CheckAsync(new HealthCheckRequest())).Status != HealthCheckResponse.Types.ServingStatus.Serving) await Task.Delay(5);

        var store = new FogViewStoreAPI.FogViewStoreAPIClient(channel);
        using var router = new ViewRouterEnclave(Samples.RouterId, new EnclavePlatform(Samples.Random(1), Policy));
        AuthMessage accepted = await store.AuthAsync(new AuthMessage { Data = ByteString.CopyFrom(router.ViewStoreInit(StoreRig.Id)) });
        router.ViewStoreConnect(StoreRig.Id, accepted.Data.Span);
        RpcException refused = await Assert.ThrowsAsync<RpcException>(async () => await store.AuthAsync(new AuthMessage()));
        Assert.Equal(StatusCode.PermissionDenied, refused.StatusCode);
        MultiViewStoreQueryResponse response = await store.MultiViewStoreQueryAsync(new MultiViewStoreQueryRequest());
        Assert.Equal(MultiViewStoreQueryResponseStatus.AuthenticationError, response.Status);
        Assert.Equal($"insecure-fog-view-store://{StoreRig.Id}/", response.StoreUri);
        var many = new MultiViewStoreQueryRequest();
        for (int i = 0; i <= ViewStoreService.MaxQueries; i++) many.Queries.Add(new Wire.Attest.NonceMessage());
        Assert.Equal(StatusCode.InvalidArgument, (await Assert.ThrowsAsync<RpcException>(async () => await store.MultiViewStoreQueryAsync(many))).StatusCode);
        Assert.Equal((0UL, 3UL), (response.BlockRange.StartBlock, response.BlockRange.EndBlock));

        using GrpcChannel operators = await Connect("admin");
        var admin = new AdminAPI.AdminAPIClient(operators);
        Assert.Equal(("Fog View", StoreRig.Id), ((await admin.GetInfoAsync(new Empty())).Name, (await admin.GetInfoAsync(new Empty())).Id));
        string metrics = (await admin.GetPrometheusMetricsAsync(new Empty())).Metrics;
        foreach (string line in (string[])
        [
            "fog_view_gauge{op=\"highest_processed_block_count\"} 3", "fog_view_gauge{op=\"last_known_block_count\"} 4", "fog_view_gauge{op=\"last_known_block_cumulative_txo_count\"} 40",
            "fog_view{op=\"blocks_added_count\"} 3", "fog_view{op=\"txos_added_count\"} 6", "fog_view{op=\"blocks_fetched_count\"} 3", "fog_view{op=\"txos_fetched_count\"} 6",
            "fog_view_gauge{op=\"enclave_attestation_evidence_timestamp\"}", "fog_view_gauge{op=\"db_fetcher_num_queued_records\"} 0",
            "fog_view_duration_count{op=\"enclave_add_records_time\"} 3", "fog_view_duration_count{op=\"get_tx_outs_by_block_time\"}", "fog_view_duration_count{op=\"load_ingress_keys_time\"}",
            "fog_view_duration_count{op=\"load_missing_block_ranges_time\"}", "fog_view_service_num_req{method=\"fog_view.FogViewStoreAPI.Auth\"} 2",
        ])
        {
            Assert.Contains(line, metrics, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Tokens_AreAskedFor_AndWarnedOf()
    {
        Start("--client-auth-token-secret", new string('a', 64), "--omap-capacity", "64");
        using GrpcChannel channel = await Connect("client");
        var store = new FogViewStoreAPI.FogViewStoreAPIClient(channel);
        Assert.Equal(StatusCode.Unauthenticated, (await Assert.ThrowsAsync<RpcException>(async () => await store.AuthAsync(new AuthMessage()))).StatusCode);
        Assert.Contains("routers send no tokens", _surroundings.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoDatabase_IsSaid()
    {
        File.WriteAllText(Path.Combine(Path.GetDirectoryName(_store.Path)!, "file"), "");
        string[] others = [.. Required.Chunk(2).Where(p => p[0] != "--recovery-db").SelectMany(p => p)];
        string path = Path.Combine(Path.GetDirectoryName(_store.Path)!, "file", "db");
        Assert.Equal(ExitCode.Failure, await CommandLine.RunAsync(ViewStoreProgram.Program, [.. others, "--recovery-db", path, "--sgx-mode", "SW"], _surroundings.Make()));
        Assert.Contains("--recovery-db", _surroundings.Error, StringComparison.Ordinal);
    }

    private static VerificationPolicy Policy { get; } =
        new([new TrustedMrEnclaveIdentity(ViewEnclaveDescription.Value.Measure(), [], [])], TimePolicy.None) { Anchors = [TrustAnchor.Simulated] };

    private void Start(params string[] more) => _program = CommandLine.RunAsync(
        ViewStoreProgram.Program, [.. Required, "--admin-listen-uri", "insecure-mca://127.0.0.1:0/", "--sgx-mode", "SW", .. more], _surroundings.Make());

    private async Task<GrpcChannel> Connect(string flag)
    {
        while (true)
        {
            foreach (Match match in Listening().Matches(_surroundings.Output))
            {
                if (match.Groups["flag"].Value == flag) return GrpcChannel.ForAddress($"http://127.0.0.1:{match.Groups["port"].Value}");
            }
            if (_program!.IsCompleted) Assert.Fail($"{await _program}: {_surroundings.Error}{_surroundings.Output}");
            await Task.Delay(5);
        }
    }

    [GeneratedRegex("--(?<flag>client|admin)-listen-uri listens on insecure-[a-z-]+://[0-9.]+:(?<port>[0-9]+)/", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Listening();
}
