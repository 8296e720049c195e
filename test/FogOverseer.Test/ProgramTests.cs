// Fact sheet fog §7.2: fog_overseer_server over its port, with nodes over theirs.
using System.Net;
using System.Text.RegularExpressions;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using MobileCoin.Grpc;
using MobileCoin.Hosting;
using MobileCoin.RecoveryDb;
using MobileCoin.RecoveryDb.Test;
using MobileCoin.Wire.AccountIngest;
using MobileCoin.Wire.IngestCommon;

namespace MobileCoin.FogOverseer.Test;

public sealed partial class ProgramTests : IAsyncLifetime
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    private readonly LmdbStore _store = new();
    private readonly TestSurroundings _surroundings = new();
    private readonly List<FakeIngestNode> _nodes = [];
    private readonly List<GrpcServer> _servers = [];
    private readonly HttpClient _http = new();
    private Task<int> _program = null!;

    public async ValueTask InitializeAsync()
    {
        IRecoveryDb db = await _store.Open();
        var sample = new Sample(3);
        for (int i = 0; i < 3; i++)
        {
            var options = new GrpcServerOptions();
            options.Listeners.Add(new GrpcListener(new IPEndPoint(IPAddress.Loopback, 0)));
            var api = new Api();
            options.Services.Add(AccountIngestAPI.BindService(api));
            var server = new GrpcServer(options);
            await server.StartAsync(Token);
            _servers.Add(server);
            _nodes.Add(api.Node = new FakeIngestNode($"insecure-fog-ingest://{server.EndPoints[0]}/", db, sample, _nodes));
        }
        _program = CommandLine.RunAsync(
            OverseerProgram.Program,
            ["--overseer-listen-port", "0", "--ingest-cluster-uris", string.Join(',', _nodes.Select(n => n.Uri)), "--recovery-db", _store.Path], _surroundings.Make());
        while (!Listening().IsMatch(_surroundings.Output))
        {
            if (_program.IsCompleted) Assert.Fail($"{await _program}: {_surroundings.Error}{_surroundings.Output}");
            await Task.Delay(5, Token);
        }
        _http.BaseAddress = new Uri($"http://127.0.0.1:{Listening().Match(_surroundings.Output).Groups["port"].Value}/");
    }

    public async ValueTask DisposeAsync()
    {
        await _surroundings.Stop.CancelAsync();
        Assert.Equal(0, await _program);
        _http.Dispose();
        foreach (GrpcServer server in _servers) await server.DisposeAsync();
        await _store.DisposeAsync();
    }

    [Fact]
    public async Task Routes_AnswerInUpstreamsWords()
    {
        Assert.Equal("Fog Overseer is disabled.", await _http.GetStringAsync("status", Token));
        Assert.Equal("Fog Overseer was already disabled", await Post("disable"));
        Assert.Equal("Fog Overseer was successfully enabled", await Post("enable"));
        Assert.Equal("Fog Overseer is enabled.", await _http.GetStringAsync("status", Token));
        Assert.Equal("Fog Overseer was already enabled", await Post("enable"));
        Assert.Equal("Fog Overseer was successfully disabled", await Post("disable"));
        Assert.Equal(HttpStatusCode.NotFound, (await _http.GetAsync("ingest_cluster_data", Token)).StatusCode);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await _http.GetAsync("enable", Token)).StatusCode);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await _http.PostAsync("status", null, Token)).StatusCode);
        using var foreign = new HttpRequestMessage(HttpMethod.Post, "enable");
        foreign.Headers.Add("Origin", "https://elsewhere.example");
        Assert.Equal(HttpStatusCode.Forbidden, (await _http.SendAsync(foreign, Token)).StatusCode);
        Assert.Equal("Fog Overseer is disabled.", await _http.GetStringAsync("status", Token));
        HttpResponseMessage status = await _http.GetAsync("status", Token);
        Assert.Equal("text/plain; charset=utf-8", status.Content.Headers.ContentType!.ToString());
    }

    [Fact]
    public async Task Summaries_OfAllNodes_AreJson()
    {
        await _nodes[1].ActivateAsync(Token);
        await _nodes[1].ScanAsync(2);
        _nodes[2].IsSilent = true;
        string[] ok = [.. _nodes[..2].Select(n =>
        {
            IngestSummary s = n.Summary();
            return $"\"{n.Uri}\":{{\"Ok\":{{\"ingest_controller_mode\":\"{(n.IsActive ? "ACTIVE" : "IDLE")}\",\"next_block_index\":{s.NextBlockIndex},\"pubkey_expiry_window\":10,"
                + $"\"ingress_pubkey\":[{Numbers(s.IngressPubkey.Data)}],\"egress_pubkey\":[{Numbers(s.EgressPubkey)}],\"kex_rng_version\":0,"
                + $"\"peers\":[{string.Join(',', s.Peers.Select(p => $"\"{p}\""))}],\"ingest_invocation_id\":{s.IngestInvocationId}}}}}";
        })];
        HttpResponseMessage response = await _http.GetAsync("ingest_summaries", Token);
        Assert.Equal("application/json", response.Content.Headers.ContentType!.ToString());
        string json = await response.Content.ReadAsStringAsync(Token);
        Assert.StartsWith($"{{\"ingest_summaries\":{{{ok[0]},{ok[1]},\"{_nodes[2].Uri}\":{{\"Err\":\"{_nodes[2].Uri}: FailedPrecondition: ", json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Enabled_ItFailsOver_AndMetricsTellOfIt()
    {
        await _nodes[0].ActivateAsync(Token);
        await _nodes[0].ScanAsync(3);
        _nodes[0].Restart(keepsKey: false);
        await Post("enable");
        while (!_nodes[1].IsActive) await Task.Delay(5, Token);
        await Post("disable");
        Assert.DoesNotContain("new-keys", _nodes.SelectMany(n => n.Calls));
        string metrics = await _http.GetStringAsync("metrics", Token);
        Assert.Contains("fog_overseer_gauge{op=\"active_node_count\"} 0\n", metrics, StringComparison.Ordinal); // when the cycle began
        Assert.Contains("fog_overseer_gauge{op=\"idle_node_count\"} 3\n", metrics, StringComparison.Ordinal);
        Assert.Contains("fog_overseer_gauge{op=\"ingress_key_count\"} 2\n", metrics, StringComparison.Ordinal);
    }

    private static string Numbers(IEnumerable<byte> bytes) => string.Join(',', bytes);

    private async Task<string> Post(string route) => await (await _http.PostAsync(route, null, Token)).Content.ReadAsStringAsync(Token);

    [GeneratedRegex("--overseer-listen-port listens on insecure-mca://[0-9.]+:(?<port>[0-9]+)/", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Listening();

    private sealed class Api : AccountIngestAPI.AccountIngestAPIBase
    {
        internal FakeIngestNode Node { get; set; } = null!;

        public override Task<IngestSummary> GetStatus(Empty request, ServerCallContext context) => Answer(Node.GetStatusAsync);

        public override Task<IngestSummary> NewKeys(Empty request, ServerCallContext context) => Answer(Node.NewKeysAsync);

        public override Task<IngestSummary> Activate(Empty request, ServerCallContext context) => Answer(Node.ActivateAsync);

        private static async Task<IngestSummary> Answer(Func<CancellationToken, Task<IngestSummary>> call)
        {
            try
            {
                return await call(CancellationToken.None);
            }
            catch (IngestNodeException e)
            {
                throw new RpcException(new Status(StatusCode.FailedPrecondition, e.Message));
            }
        }
    }
}
