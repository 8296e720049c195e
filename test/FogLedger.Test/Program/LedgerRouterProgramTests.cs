// Fact sheet fog §6.1, §6.2, §8.1: the router with two stores, all as programs, by the connections that wallets have.
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Grpc.Core;
using Grpc.Net.Client;
using MobileCoin.Connections;
using MobileCoin.Hosting;
using MobileCoin.Quotes;
using MobileCoin.Wire.Attest;
using MobileCoin.Wire.FogCommon;
using MobileCoin.Wire.FogLedger;
using MobileCoin.Wire.Uris;
using CheckKeyImagesRequest = MobileCoin.Transactions.CheckKeyImagesRequest;
using CheckKeyImagesResponse = MobileCoin.Transactions.CheckKeyImagesResponse;
using GetOutputsRequest = MobileCoin.Transactions.GetOutputsRequest;
using GetOutputsResponse = MobileCoin.Transactions.GetOutputsResponse;
using KeyImageQuery = MobileCoin.Transactions.KeyImageQuery;
using KeyImageResultCode = MobileCoin.Transactions.KeyImageResultCode;
using OutputResultCode = MobileCoin.Transactions.OutputResultCode;
using WireRange = MobileCoin.Wire.FogCommon.BlockRange;

namespace MobileCoin.FogLedger.Test;

public sealed class LedgerRouterProgramTests : IDisposable
{
    private const string Secret = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff", RouterId = "ledger.test:443";

    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    private readonly string _folder = Directory.CreateTempSubdirectory("ledgerrouter").FullName;
    private readonly GrowingLedger _ledger = new();
    private int _copies;

    public void Dispose()
    {
        _ledger.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Wallets_AreAnswered_InAllWays()
    {
        _ledger.Spend(1, 2);
        _ledger.Grow(8);
        _ledger.Spend(3);
        _ledger.Grow(4);
        ulong blocks = _ledger.Last.Block.Index + 1;
        await using Running first = Start(KeyImageStoreProgram.Program, Store("store0.test:443", "0-7")), second = Start(KeyImageStoreProgram.Program, Store("store1.test:443", "5-18446744073709551615"));
        string[] shards =
        [
            $"insecure-key-image-store://127.0.0.1:{await first.PortAsync("--client-listen-uri")}/?responder-id=store0.test:443&sharding_strategy=0-7",
            $"insecure-key-image-store://127.0.0.1:{await second.PortAsync("--client-listen-uri")}/?responder-id=store1.test:443&sharding_strategy=5-18446744073709551615",
        ];
        await using Running router = Start(LedgerRouterProgram.Program, Router("--shard-uris", shards[0], "--client-auth-token-secret", Secret));
        int port = await router.PortAsync("--client-listen-uri"), adminPort = await router.PortAsync("--admin-listen-uri");
        using GrpcChannel admin = GrpcChannel.ForAddress($"http://127.0.0.1:{adminPort}");
        var operators = new LedgerRouterAdminAPI.LedgerRouterAdminAPIClient(admin);
        await operators.AddShardAsync(new AddShardRequest { ShardUri = shards[1] }, cancellationToken: Token);
        RpcException e = await Assert.ThrowsAsync<RpcException>(async () => await operators.AddShardAsync(new AddShardRequest { ShardUri = shards[1] }, cancellationToken: Token));
        Assert.Equal(StatusCode.FailedPrecondition, e.StatusCode);

        // Key images: neither token nor chain id.
        await using TeeStart tee = await TeeStart.BeginAsync(
            TeeChoice.Make(new TeeOptions { Setting = TeeSetting.Simulated }), LedgerEnclaves.Description, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance, Token);
        var options = new ConnectionOptions { ChainId = "main" };
        FogLedgerUri plain = Uri(port);
        using var calls = new FogKeyImageConnection(plain, tee.PeerPolicy, options);
        using var stream = new FogLedgerRouterConnection(plain, tee.PeerPolicy, options);
        var query = new CheckKeyImagesRequest([.. Enumerable.Range(1, 4).Select(n => new KeyImageQuery(Samples.Image(n), 0))]);
        CheckKeyImagesResponse answer;
        do answer = await calls.CheckKeyImagesAsync(query, Token);
        while (answer.NumBlocks < blocks);
        CheckKeyImagesResponse[] answers = [answer, .. await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => stream.CheckKeyImagesAsync(query, Token)))];
        foreach (CheckKeyImagesResponse one in answers)
        {
            Assert.Equal([KeyImageResultCode.Spent, KeyImageResultCode.Spent, KeyImageResultCode.Spent, KeyImageResultCode.NotSpent], one.Results.Select(r => r.KeyImageResultCode));
            Assert.Equal([1ul, 1ul, 10ul], one.Results.Take(3).Select(r => r.SpentAt));
            Assert.Equal(GrowingLedger.TimeOf(10), one.Results[2].Timestamp);
            Assert.Equal((blocks, _ledger.Last.Block.CumulativeTxoCount), (one.NumBlocks, one.GlobalTxoCount));
        }
        using GrpcChannel channel = GrpcChannel.ForAddress($"http://127.0.0.1:{port}");
        using (AsyncDuplexStreamingCall<LedgerRequest, LedgerResponse> call = new LedgerAPI.LedgerAPIClient(channel).Request(cancellationToken: Token))
        {
            await call.RequestStream.WriteAsync(new LedgerRequest(), Token);
            Assert.Equal(StatusCode.InvalidArgument, (await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(Token))).StatusCode);
        }
        e = await Assert.ThrowsAsync<RpcException>(async () => await new FogKeyImageAPI.FogKeyImageAPIClient(channel).CheckKeyImagesAsync(new Message(), cancellationToken: Token));
        Assert.Equal(StatusCode.PermissionDenied, e.StatusCode);

        // Outputs, blocks, and where outputs are: both.
        using var tokens = new TokenAuthenticator(Convert.FromHexString(Secret), TimeSpan.FromDays(1), TimeProvider.System);
        FogLedgerUri known = Uri(port, $"user:{System.Uri.EscapeDataString(tokens.MakeToken("user"))}@");
        var local = new ConnectionOptions { ChainId = "local", Retries = RetryPolicy.None };
        using (var outputs = new FogMerkleProofConnection(known, tee.PeerPolicy, local))
        {
            GetOutputsResponse found = await outputs.GetOutputsAsync(new GetOutputsRequest([0, 1_000_000], 0), Token);
            Assert.Equal([OutputResultCode.Exists, OutputResultCode.DoesNotExist], found.Results.Select(r => r.ResultCode));
        }
        using (ServiceConnection<FogBlockAPI.FogBlockAPIClient> open = OpenConnection.FogBlocks(known, local))
        {
            BlockResponse found = await open.CallAsync((client, o) => client.GetBlocksAsync(new BlockRequest { Ranges = { new WireRange { StartBlock = 3, EndBlock = 5 } } }, o), Token);
            Assert.Equal([3ul, 4ul], found.Blocks.Select(b => b.Index));
        }
        using (ServiceConnection<FogUntrustedTxOutApi.FogUntrustedTxOutApiClient> open = OpenConnection.FogTxOuts(known, local))
        {
            Assert.Equal(blocks, (await open.CallAsync((client, o) => client.GetTxOutsAsync(new TxOutRequest(), o), Token)).NumBlocks);
        }
        foreach ((FogLedgerUri uri, string chain, StatusCode code) in ((FogLedgerUri, string, StatusCode)[])[(plain, "local", StatusCode.Unauthenticated), (known, "main", StatusCode.FailedPrecondition)])
        {
            using var outputs = new FogMerkleProofConnection(uri, tee.PeerPolicy, local with { ChainId = chain });
            ConnectionException refused = await Assert.ThrowsAsync<ConnectionException>(() => outputs.GetOutputsAsync(new GetOutputsRequest([0], 0), Token));
            Assert.Equal(code, refused.Status!.Value.StatusCode);
            using ServiceConnection<FogBlockAPI.FogBlockAPIClient> open = OpenConnection.FogBlocks(uri, local with { ChainId = chain });
            refused = await Assert.ThrowsAsync<ConnectionException>(() => open.CallAsync((client, o) => client.GetBlocksAsync(new BlockRequest(), o), Token));
            Assert.Equal(code, refused.Status!.Value.StatusCode);
            using ServiceConnection<FogUntrustedTxOutApi.FogUntrustedTxOutApiClient> txOuts = OpenConnection.FogTxOuts(uri, local with { ChainId = chain });
            refused = await Assert.ThrowsAsync<ConnectionException>(() => txOuts.CallAsync((client, o) => client.GetTxOutsAsync(new TxOutRequest(), o), Token));
            Assert.Equal(code, refused.Status!.Value.StatusCode);
        }

        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{adminPort}") };
        while (!(await http.GetAsync("/readyz", Token)).IsSuccessStatusCode) await Task.Delay(5, Token);
        JsonNode info = JsonNode.Parse(await http.GetStringAsync("/info", Token))!;
        Assert.Equal(("Fog Ledger Router", RouterId), ((string?)info["name"], (string?)info["id"]));
        JsonNode config = info["config"] is JsonValue text ? JsonNode.Parse((string)text!)! : info["config"]!;
        Assert.Equal([7ul, blocks], config["shards"]!.AsArray().Select(s => (ulong)s!["processed_block_count"]!));
        string metrics = await http.GetStringAsync("/metrics", Token);
        foreach (string name in (string[])["fog_ledger_router_bulk_query_requests_count", "fog_ledger_router_bulk_query_retry", "fog_ledger_gauge{op=\"enclave_attestation_evidence_timestamp\"}"])
        {
            Assert.Contains(name, metrics, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task WhatIsWrong_IsTold()
    {
        (int Code, string Error, string[] Arguments)[] wrong =
        [
            (2, "--shard-uris is missing", Router()),
            (2, "--query-retries", Router("--shard-uris", "key-image-store://a/", "--query-retries", "0")),
            (2, "exclude each other", Router("--shard-uris", "key-image-store://a/", "--mobilecoind-uri", "mobilecoind://a/")),
            (1, "is a shard already", Router("--shard-uris", "key-image-store://a/,key-image-store://a/?sharding_strategy=5-9")),
        ];
        foreach ((int code, string error, string[] arguments) in wrong)
        {
            var surroundings = new TestSurroundings();
            Assert.Equal(code, await CommandLine.RunAsync(LedgerRouterProgram.Program, arguments, surroundings.Make()));
            Assert.True(surroundings.Error.Contains(error, StringComparison.Ordinal), surroundings.Error);
        }
    }

    private string[] Store(string responderId, string shard) =>
    [
        "--chain-id", "local", "--client-responder-id", responderId, "--client-listen-uri", "insecure-key-image-store://127.0.0.1:0/", "--omap-capacity", "1024",
        "--sgx-mode", "SW", "--poll_interval_ms", "10", "--sharding-strategy", shard, .. Databases(),
    ];

    private string[] Router(params string[] more) =>
    [
        "--chain-id", "local", "--client-responder-id", RouterId, "--client-listen-uri", "insecure-fog-ledger://127.0.0.1:0/",
        "--admin-listen-uri", "insecure-mca://127.0.0.1:0/", "--sgx-mode", "SW", .. Databases(), .. more,
    ];

    // Other processes would have the databases open; in this one each program has a copy.
    private string[] Databases()
    {
        string copy = Path.Combine(_folder, (_copies++).ToString(CultureInfo.InvariantCulture));
        foreach (string name in (string[])["ledger", "watcher"])
        {
            Directory.CreateDirectory(Path.Combine(copy, name));
            File.Copy(Path.Combine(_ledger.Folder, name, "data.mdb"), Path.Combine(copy, name, "data.mdb"));
        }
        return ["--ledger-db", Path.Combine(copy, "ledger"), "--watcher-db", Path.Combine(copy, "watcher")];
    }

    private static FogLedgerUri Uri(int port, string user = "") => FogLedgerUri.Parse($"insecure-fog-ledger://{user}127.0.0.1:{port}/?responder-id={RouterId}");

    private static Running Start(ConsoleProgram program, string[] arguments) => new(program, arguments);

    private sealed class Running : IAsyncDisposable
    {
        private readonly TestSurroundings _surroundings = new();
        private readonly Task<int> _run;

        internal Running(ConsoleProgram program, string[] arguments) => _run = Task.Run(() => CommandLine.RunAsync(program, arguments, _surroundings.Make()), Token);

        internal async Task<int> PortAsync(string flag)
        {
            while (true)
            {
                if (_run.IsCompleted) Assert.Fail($"{await _run}: {_surroundings.Error}{_surroundings.Output}");
                Match port = Regex.Match(_surroundings.Output, Regex.Escape(flag) + " listens on [a-z-]+://[0-9.]+:(?<port>[0-9]+)/", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
                if (port.Success) return int.Parse(port.Groups["port"].Value, CultureInfo.InvariantCulture);
                await Task.Delay(5, Token);
            }
        }

        public async ValueTask DisposeAsync()
        {
            await _surroundings.Stop.CancelAsync();
            Assert.Equal(0, await _run);
        }
    }
}
