using System.Text.RegularExpressions;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;
using MobileCoin.Attestation;
using MobileCoin.Hosting;
using MobileCoin.Wire.Admin;
using MobileCoin.Wire.Attest;
using MobileCoin.Wire.FogLedger;
using MobileCoin.Wire.Health;

namespace MobileCoin.FogLedger.Test;

/// <summary>The program, with its ports.</summary>
public sealed partial class KeyImageStoreProgramTests : IDisposable
{
    private const string Secret = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    private readonly TestSurroundings _surroundings = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("fogledger").FullName;
    private readonly GrowingLedger _ledger = new();

    public void Dispose()
    {
        _ledger.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private Task<int> RunAsync(params string[] arguments) => CommandLine.RunAsync(KeyImageStoreProgram.Program, arguments, _surroundings.Make());

    // Another process would have the databases open; in this one they are copied.
    private string[] Arguments(params string[] more)
    {
        string ledger = Path.Combine(_folder, "ledger"), watcher = Path.Combine(_folder, "watcher");
        foreach (string name in (string[])["ledger", "watcher"])
        {
            Directory.CreateDirectory(Path.Combine(_folder, name));
            File.Copy(Path.Combine(_ledger.Folder, name, "data.mdb"), Path.Combine(_folder, name, "data.mdb"), overwrite: true);
        }
        return
        [
            "--chain-id", "local", "--client-responder-id", "store.test:443", "--client-listen-uri", "insecure-key-image-store://127.0.0.1:0/", "--ledger-db", ledger, "--watcher-db", watcher,
            "--admin-listen-uri", "insecure-mca://127.0.0.1:0/", "--omap-capacity", "1024", "--sgx-mode", "SW", "--poll_interval_ms", "10", .. more,
        ];
    }

    private async Task<GrpcChannel> ConnectAsync(Task<int> program, Regex line)
    {
        while (true)
        {
            if (program.IsCompleted) Assert.Fail($"{await program}: {_surroundings.Error}{_surroundings.Output}");
            Match port = line.Match(_surroundings.Output);
            if (port.Success) return GrpcChannel.ForAddress($"http://127.0.0.1:{port.Groups["port"].Value}");
            await Task.Delay(5, Token);
        }
    }

    [GeneratedRegex("--client-listen-uri listens on insecure-key-image-store://[0-9.]+:(?<port>[0-9]+)/", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Listening();

    [GeneratedRegex("--admin-listen-uri listens on insecure-mca://[0-9.]+:(?<port>[0-9]+)/", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex AdminListening();

    [Fact]
    public async Task AStore_Loads_IsHealthy_AndAnswers()
    {
        _ledger.Grow(150);
        Task<int> program = RunAsync(Arguments("--sharding-strategy", "0-120"));
        using GrpcChannel channel = await ConnectAsync(program, Listening()), admin = await ConnectAsync(program, AdminListening());
        var health = new Health.HealthClient(channel);
        while ((await health.CheckAsync(new HealthCheckRequest(), cancellationToken: Token)).Status != HealthCheckResponse.Types.ServingStatus.Serving) await Task.Delay(5, Token);

        var client = new KeyImageStoreAPI.KeyImageStoreAPIClient(channel);
        using var router = new AttestedKeyExchange("x:1", "x:1", Samples.Random(3));
        AuthMessage answer = await client.AuthAsync(new AuthMessage { Data = ByteString.CopyFrom(router.BackendInit("store.test:443")) }, cancellationToken: Token);
        Assert.NotEmpty(answer.Data);
        RpcException e = await Assert.ThrowsAsync<RpcException>(async () => await client.AuthAsync(new AuthMessage(), cancellationToken: Token));
        Assert.Equal((StatusCode.PermissionDenied, "Permission denied"), (e.StatusCode, e.Status.Detail));
        MultiKeyImageStoreResponse response = await client.MultiKeyImageStoreQueryAsync(new MultiKeyImageStoreRequest(), cancellationToken: Token);
        Assert.Equal(("insecure-key-image-store://store.test:443/", MultiKeyImageStoreResponseStatus.AuthenticationError), (response.StoreUri, response.Status));

        var operating = new AdminAPI.AdminAPIClient(admin);
        GetInfoResponse info = await operating.GetInfoAsync(new Empty(), cancellationToken: Token);
        Assert.Equal(("Fog Ledger", "store.test:443"), (info.Name, info.Id));
        Assert.Contains("\"sharding_strategy\":\"0-120\"", info.ConfigJson, StringComparison.Ordinal);
        string metrics = (await operating.GetPrometheusMetricsAsync(new Empty(), cancellationToken: Token)).Metrics;
        foreach (string name in (string[])
            [
                "fog_ledger_gauge{op=\"enclave_attestation_evidence_timestamp\"} ", "fog_ledger{op=\"blocks_added_count\"} 120\n",
                "fog_ledger_service_num_req{method=\"fog_ledger.KeyImageStoreAPI.Auth\"} 2\n",
            ])
        {
            Assert.Contains(name, metrics, StringComparison.Ordinal);
        }
        await _surroundings.Stop.CancelAsync();
        Assert.Equal(0, await program);
        Assert.Contains("the shard 0-120 is complete", _surroundings.Output, StringComparison.Ordinal);
    }

    // Blocks whose time nobody knows.
    [Fact]
    public async Task AStoreFarBehind_IsNotServing_AndTokensAreAskedFor()
    {
        _ledger.Grow(150, isSigned: false);
        Task<int> program = RunAsync(Arguments("--client-auth-token-secret", Secret));
        using GrpcChannel channel = await ConnectAsync(program, Listening());
        HealthCheckResponse health = await new Health.HealthClient(channel).CheckAsync(new HealthCheckRequest(), cancellationToken: Token);
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.NotServing, health.Status);
        var client = new KeyImageStoreAPI.KeyImageStoreAPIClient(channel);
        RpcException e = await Assert.ThrowsAsync<RpcException>(async () => await client.AuthAsync(new AuthMessage(), cancellationToken: Token));
        Assert.Equal(StatusCode.Unauthenticated, e.StatusCode);
        await _surroundings.Stop.CancelAsync();
        Assert.Equal(0, await program);
    }

    [Theory]
    [InlineData(2, "--ledger-db needs --watcher-db", "--chain-id", "a", "--client-responder-id", "a:1", "--client-listen-uri", "key-image-store://a/", "--ledger-db", "x")]
    [InlineData(2, "--client-listen-uri is missing", "--chain-id", "a", "--client-responder-id", "a:1")]
    [InlineData(2, "--sharding-strategy: a sharding strategy is", "--chain-id", "a", "--client-responder-id", "a:1", "--client-listen-uri", "key-image-store://a/", "--sharding-strategy", "5-5")]
    [InlineData(2, "--omap-capacity: is not a whole number from 1", "--chain-id", "a", "--client-responder-id", "a:1", "--client-listen-uri", "key-image-store://a/", "--omap-capacity", "0")]
    [InlineData(1, "--ledger-db /nowhere", "--chain-id", "a", "--client-responder-id", "a:1", "--client-listen-uri", "key-image-store://a/", "--ledger-db", "/nowhere", "--watcher-db", "/nowhere", "--sgx-mode", "SW")]
    public async Task WhatIsWrong_IsTold(int code, string error, params string[] arguments)
    {
        Assert.Equal(code, await RunAsync(arguments));
        Assert.True(_surroundings.Error.Contains(error, StringComparison.Ordinal), _surroundings.Error);
    }

    [Fact]
    public async Task EveryFlag_HasItsVariableAndDefault()
    {
        foreach ((string name, string value) in (IEnumerable<(string, string)>)
            [
                ("MC_CHAIN_ID", "local"), ("MC_CLIENT_RESPONDER_ID", "a:1"), ("MC_CLIENT_LISTEN_URI", "insecure-key-image-store://a/"), ("MC_MOBILECOIND_URI", "insecure-mobilecoind://a/"),
                ("MC_ADMIN_LISTEN_URI", "insecure-mca://a/"), ("MC_CLIENT_AUTH_TOKEN_SECRET", Secret), ("MC_CLIENT_AUTH_TOKEN_MAX_LIFETIME", "60"), ("MC_SHARDING_STRATEGY", "10-20"),
            ])
        {
            _surroundings.Variables[name] = value;
        }
        (int code, FlagValues? values) = await _surroundings.ParseAsync(KeyImageStoreProgram.Program);
        Assert.True(code == 0, _surroundings.Error);
        Assert.Equal((1L << 20, TimeSpan.FromMilliseconds(250), new(10, 20)), (values!.Get(KeyImageStoreFlags.OmapCapacity), values.Get(KeyImageStoreFlags.PollInterval), values.Get(CommonFlags.ShardingStrategy)));
        _surroundings.Variables["MC_OMAP_CAPACITY"] = "77";
        _surroundings.Variables["MC_POLL_INTERVAL_MS"] = "5";
        (_, values) = await _surroundings.ParseAsync(KeyImageStoreProgram.Program);
        Assert.Equal((77L, TimeSpan.FromMilliseconds(5)), (values!.Get(KeyImageStoreFlags.OmapCapacity), values.Get(KeyImageStoreFlags.PollInterval)));
        (_, values) = await _surroundings.ParseAsync(KeyImageStoreProgram.Program, "--poll-interval-ms", "6");
        Assert.Equal(TimeSpan.FromMilliseconds(6), values!.Get(KeyImageStoreFlags.PollInterval));
    }
}
