// Fact sheet fog §5.1, §5.2, §8.1: the program, by the connections that wallets have, over real ports.
using System.Text.Json.Nodes;
using Grpc.Core;
using Grpc.Net.Client;
using MobileCoin.Attestation;
using MobileCoin.Connections;
using MobileCoin.FogEnclave;
using MobileCoin.FogView;
using MobileCoin.Hosting;
using MobileCoin.Quotes;
using MobileCoin.ViewEnclave;
using MobileCoin.ViewEnclave.Test;
using MobileCoin.Wire.Attest;
using MobileCoin.Wire.FogCommon;
using MobileCoin.Wire.FogView;
using MobileCoin.Wire.Uris;
using BlockRange = MobileCoin.Transactions.BlockRange;
using QueryRequest = MobileCoin.Transactions.QueryRequest;
using QueryRequestAAD = MobileCoin.Transactions.QueryRequestAAD;
using QueryResponse = MobileCoin.Transactions.QueryResponse;
using TxOutSearchResultCode = MobileCoin.Transactions.TxOutSearchResultCode;

namespace MobileCoin.FogShards.Test;

public sealed class ViewRouterProgramTests
{
    private const string Secret = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f", RouterId = "view.test:443";

    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    private static string[] Arguments(string scheme, params IEnumerable<string> more) =>
    [
        "--chain-id", "local", "--client-responder-id", RouterId, "--client-listen-uri", $"insecure-{scheme}://127.0.0.1:0/",
        "--admin-listen-uri", "insecure-mca://127.0.0.1:0/", "--sgx-mode", "SW", .. more,
    ];

    [Fact]
    public async Task Wallets_AreAnsweredByCalls()
    {
        await using Stores stores = await Stores.StartAsync(6);
        await using var program = new ProgramInside(
            ViewRouterProgram.Program, Arguments("fog-view", "--client-auth-token-secret", Secret), new Dictionary<string, string> { ["MC_VIEW_SHARD_URIS"] = string.Join(',', stores.Uris) });
        int port = await program.PortAsync("--client-listen-uri");
        using var tokens = new TokenAuthenticator(Convert.FromHexString(Secret), TimeSpan.FromDays(1), TimeProvider.System);
        FogViewUri uri = Uri<FogViewUri>(port, $"user:{System.Uri.EscapeDataString(tokens.MakeToken("user"))}@");
        // As patient as a wallet: on a busy machine a store takes its time to start anew.
        using var view = new FogViewConnection(uri, stores.Policy, new ConnectionOptions { ChainId = "local", Retries = new RetryPolicy(40, TimeSpan.FromMilliseconds(100)) });
        for (int i = 0; i < 20; i++)
        {
            QueryResponse response = await view.QueryAsync(new QueryRequestAAD(i, 0), Keys(i), Token);
            Assert.Equal([TxOutSearchResultCode.Found, TxOutSearchResultCode.NotFound], response.FixedTxOutSearchResults.Select(r => r.ResultCode));
        }
        await RefusedAsync(StatusCode.Unauthenticated, new FogViewConnection(Uri<FogViewUri>(port), stores.Policy, new ConnectionOptions { ChainId = "local", Retries = RetryPolicy.None }));
        ConnectionException e = await RefusedAsync(StatusCode.FailedPrecondition, new FogViewConnection(uri, stores.Policy, new ConnectionOptions { ChainId = "main", Retries = RetryPolicy.None }));
        Assert.Equal("chain-id mismatch: 'local'", e.Status!.Value.Detail);
        // The other form is not there.
        await RefusedAsync(StatusCode.Unimplemented, new FogViewRouterConnection(Uri<FogViewRouterUri>(port), stores.Policy, new ConnectionOptions { Retries = RetryPolicy.None }));
        // A store that starts anew: the wallet does not notice.
        await stores.RestartAsync(2);
        Assert.Equal(TxOutSearchResultCode.Found, (await view.QueryAsync(default, Keys(2), Token)).FixedTxOutSearchResults[0].ResultCode);
        // One that is gone: it does.
        await stores.StopAsync(3);
        using var once = new FogViewConnection(uri, stores.Policy, new ConnectionOptions { Retries = RetryPolicy.None });
        e = await Assert.ThrowsAsync<ConnectionException>(() => once.QueryAsync(default, Keys(3), Token));
        Assert.Equal(StatusCode.Internal, e.Status!.Value.StatusCode);
    }

    [Fact]
    public async Task Wallets_AreAnsweredByStreams()
    {
        await using Stores stores = await Stores.StartAsync(6);
        await using var program = new ProgramInside(
            ViewRouterProgram.Program, Arguments("fog-view-router", "--client-auth-token-secret", Secret, "--shard-uris", string.Join(',', stores.Uris)));
        int port = await program.PortAsync("--client-listen-uri");
        // Neither token nor chain id is looked at.
        using var view = new FogViewRouterConnection(Uri<FogViewRouterUri>(port), stores.Policy, new ConnectionOptions { ChainId = "main" });
        QueryResponse[] answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => view.QueryAsync(new QueryRequestAAD(i, 0), Keys(i % 20), Token)));
        for (int i = 0; i < answers.Length; i++) Assert.Equal(Samples.Payload(i % 20), answers[i].FixedTxOutSearchResults[0].Ciphertext.ToArray()[..237]);
        await RefusedAsync(StatusCode.Unimplemented, new FogViewConnection(Uri<FogViewUri>(port), stores.Policy, new ConnectionOptions { Retries = RetryPolicy.None }));
        Assert.All(stores.Fakes, s => Assert.Equal(1, s.Shaken));

        // Neither member of the oneof; a message that is no handshake's.
        using GrpcChannel channel = GrpcChannel.ForAddress($"http://127.0.0.1:{port}");
        foreach ((FogViewRouterRequest request, StatusCode code) in ((FogViewRouterRequest, StatusCode)[])[
            (new FogViewRouterRequest(), StatusCode.InvalidArgument),
            (new FogViewRouterRequest { Auth = new AuthMessage() }, StatusCode.PermissionDenied),
            (new FogViewRouterRequest { Query = new Message() }, StatusCode.PermissionDenied)])
        {
            using AsyncDuplexStreamingCall<FogViewRouterRequest, FogViewRouterResponse> call = new FogViewRouterAPI.FogViewRouterAPIClient(channel).request(cancellationToken: Token);
            await call.RequestStream.WriteAsync(request, Token);
            RpcException e = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(Token));
            Assert.Equal(code, e.StatusCode);
        }
        // A client that goes in the middle of queries.
        stores.Fakes[0].Instead = async (_, cancellationToken) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            return default;
        };
        using (var gone = new CancellationTokenSource())
        {
            using var other = new FogViewRouterConnection(Uri<FogViewRouterUri>(port), stores.Policy);
            Task<QueryResponse> query = other.QueryAsync(default, Keys(1), gone.Token);
            int before = stores.Fakes[0].Asked;
            while (Volatile.Read(ref stores.Fakes[0].Asked) == before) await Task.Delay(1, Token);
            await gone.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => query);
        }
        stores.Fakes[0].Instead = null;
        Assert.Equal(TxOutSearchResultCode.Found, (await view.QueryAsync(default, Keys(0), Token)).FixedTxOutSearchResults[0].ResultCode);
    }

    [Fact]
    public async Task Operators_SeeAndAddShards()
    {
        await using Stores stores = await Stores.StartAsync(2);
        await using var program = new ProgramInside(ViewRouterProgram.Program, Arguments("fog-view-router", "--shard-uris", stores.Uris[0]));
        int port = await program.PortAsync("--client-listen-uri"), admin = await program.PortAsync("--admin-listen-uri");
        using var http = new HttpClient { BaseAddress = new System.Uri($"http://127.0.0.1:{admin}") };
        while (!(await http.GetAsync("/readyz", Token)).IsSuccessStatusCode) await Task.Delay(5, Token);
        using GrpcChannel channel = GrpcChannel.ForAddress($"http://127.0.0.1:{admin}");
        var client = new FogViewRouterAdminAPI.FogViewRouterAdminAPIClient(channel);
        await client.addShardAsync(new AddShardRequest { ShardUri = stores.Uris[1] }, cancellationToken: Token);
        RpcException e = await Assert.ThrowsAsync<RpcException>(async () => await client.addShardAsync(new AddShardRequest { ShardUri = stores.Uris[1] }, cancellationToken: Token));
        Assert.Equal(StatusCode.FailedPrecondition, e.StatusCode);
        e = await Assert.ThrowsAsync<RpcException>(async () => await client.addShardAsync(new AddShardRequest { ShardUri = "insecure-fog-view-store://a:1/?sharding_strategy=z" }, cancellationToken: Token));
        Assert.Equal(StatusCode.InvalidArgument, e.StatusCode);
        using var view = new FogViewRouterConnection(Uri<FogViewRouterUri>(port), stores.Policy);
        Assert.Equal(TxOutSearchResultCode.Found, (await view.QueryAsync(default, Keys(1), Token)).FixedTxOutSearchResults[0].ResultCode);
        JsonNode info = JsonNode.Parse(await http.GetStringAsync("/info", Token))!;
        Assert.Equal(("Fog View", RouterId), ((string?)info["name"], (string?)info["id"]));
        JsonNode config = info["config"] is JsonValue text ? JsonNode.Parse((string)text!)! : info["config"]!;
        JsonArray shards = config["shards"]!.AsArray();
        Assert.Equal(["ready", "ready"], shards.Select(s => (string?)s!["condition"]));
        Assert.Equal([0ul, 10ul], shards.Select(s => (ulong)s!["start_block"]!));
        string metrics = await http.GetStringAsync("/metrics", Token);
        foreach (string name in (string[])["fog_view_router_auth_client_requests 1", "fog_view_router_bulk_query_requests_count 1", "fog_view_router_bulk_query_retry 1",
            "fog_view_router_store_query_requests_count{store_uri=\"127.0.0.1:", "status=\"SUCCESS\"} 1", "fog_view_gauge{op=\"enclave_attestation_evidence_timestamp\"}",
            "fog_view_service_num_req{method=\"fog_view.FogViewRouterAPI.request\"} 1"])
        {
            Assert.True(metrics.Contains(name, StringComparison.Ordinal), name + "\n" + metrics);
        }
    }

    [Fact]
    public async Task WhatIsWrong_IsTold()
    {
        (int Code, string Error, string[] Arguments)[] wrong =
        [
            (2, "--shard-uris is missing", Arguments("fog-view")),
            (2, "--shard-uris: the URI's scheme is", Arguments("fog-view", "--shard-uris", "insecure-fog-view://a:1/")),
            (2, "neither fog-view nor fog-view-router", Arguments("fog-ledger", "--shard-uris", "insecure-fog-view-store://a:1/")),
            (2, "--admin-listen-uri is missing", [.. Arguments("fog-view", "--shard-uris", "insecure-fog-view-store://a:1/").Where(a => !a.Contains("mca", StringComparison.Ordinal) && a != "--admin-listen-uri")]),
            (1, "--shard-uris: a sharding strategy is", Arguments("fog-view", "--shard-uris", "insecure-fog-view-store://a:1/?sharding_strategy=9-3")),
            (1, "is a shard already", Arguments("fog-view", "--shard-uris", "insecure-fog-view-store://a:1/,insecure-fog-view-store://a:1/?sharding_strategy=5-9")),
        ];
        foreach ((int code, string error, string[] arguments) in wrong)
        {
            (int actual, string told) = await new ProgramInside(ViewRouterProgram.Program, arguments).EndAsync();
            Assert.True(told.Contains(error, StringComparison.Ordinal), told);
            Assert.Equal(code, actual);
        }
    }

    private static QueryRequest Keys(int number) => new([Samples.Key(number), Samples.Key(1_000_000 + number)]);

    private static T Uri<T>(int port, string user = "")
        where T : ServiceUri<T>, IServiceUri<T> => ServiceUri<T>.Parse($"{T.Schemes.Insecure}://{user}127.0.0.1:{port}/?responder-id={RouterId}");

    private static async Task<ConnectionException> RefusedAsync<T>(StatusCode code, T connection)
        where T : IFogViewConnection, IDisposable
    {
        using (connection)
        {
            ConnectionException e = await Assert.ThrowsAsync<ConnectionException>(() => connection.QueryAsync(default, Keys(0), Token));
            Assert.Equal(code, e.Status!.Value.StatusCode);
            return e;
        }
    }

    /// <summary>Stores with the program's own measurement; record n is in store n modulo their number.</summary>
    private sealed class Stores : IAsyncDisposable
    {
        private readonly TeeStart[] _tees;
        private readonly StoreServer?[] _servers;

        private Stores(int count)
        {
            _tees = new TeeStart[count];
            _servers = new StoreServer?[count];
            Fakes = new FakeViewStore[count];
        }

        internal FakeViewStore[] Fakes { get; }

        internal string[] Uris => [.. Fakes.Select((f, i) =>
            $"insecure-fog-view-store://127.0.0.1:{_servers[i]!.Port}/?responder-id={f.Address}&sharding_strategy={f.Range.StartBlock}-{f.Range.EndBlock}")];

        internal VerificationPolicy Policy => _tees[0].PeerPolicy;

        internal static async Task<Stores> StartAsync(int count)
        {
            var stores = new Stores(count);
            for (int i = 0; i < count; i++)
            {
                stores._tees[i] = await ProgramInside.TeeAsync(ViewEnclaveDescription.Value);
                stores.Fakes[i] = new FakeViewStore(ViewRig.Address(i), new BlockRange((ulong)i * 10, i == count - 1 ? ulong.MaxValue : (ulong)(i + 1) * 10), 1);
                await stores.MakeAsync(i, stores._tees[i]);
                stores._servers[i] = await StoreServer.StartAsync(stores.Fakes[i]);
            }
            return stores;
        }

        internal async Task RestartAsync(int store)
        {
            int port = _servers[store]!.Port;
            await StopAsync(store);
            await _tees[store].DisposeAsync();
            _tees[store] = await ProgramInside.TeeAsync(ViewEnclaveDescription.Value);
            await MakeAsync(store, _tees[store]);
            _servers[store] = await StoreServer.StartAsync(Fakes[store], port);
        }

        internal async Task StopAsync(int store)
        {
            await _servers[store]!.DisposeAsync();
            _servers[store] = null;
        }

        public async ValueTask DisposeAsync()
        {
            foreach (StoreServer? server in _servers)
            {
                if (server is not null) await server.DisposeAsync();
            }
            foreach (TeeStart tee in _tees) await tee.DisposeAsync();
            foreach (FakeViewStore fake in Fakes) fake.Dispose();
        }

        private async Task MakeAsync(int store, TeeStart tee)
        {
            Fakes[store].Enclave.Dispose();
            var enclave = new ViewStoreEnclave(Fakes[store].Address, 64, new EnclavePlatform(System.Security.Cryptography.RandomNumberGenerator.Fill, tee.PeerPolicy));
            await tee.AttestAsync(new EvidenceOwner(enclave.NewReport, enclave.VerifyAttestationEvidence), new MetricRegistry(), null, Token);
            enclave.AddRecords([.. Enumerable.Range(0, 20).Where(n => n % Fakes.Length == store).Select(n => Samples.Record(n))]);
            Fakes[store].Enclave = enclave;
        }
    }
}
