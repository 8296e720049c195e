using MobileCoin.Wire.Uris;

namespace MobileCoin.Network;

internal sealed partial class FogNetwork
{
    private readonly Dictionary<string, string> _certificate = [];
    private readonly int _reportPort = Ports.Free(), _viewPort = Ports.Free(), _viewStreamPort = Ports.Free(), _ledgerPort = Ports.Free();
    private FogService[] _viewStores = [], _keyImageStores = [];

    internal IReadOnlyList<FogService> Ingests => _ingests;

    internal FogService Report { get; private set; } = null!;

    internal IReadOnlyList<FogService> ViewStores => _viewStores;

    /// <summary>The view router that answers calls, if the plan has it.</summary>
    internal FogService? ViewRouter { get; private set; }

    /// <summary>The view router that streams, if the plan has it.</summary>
    internal FogService? ViewStreamRouter { get; private set; }

    internal IReadOnlyList<FogService> KeyImageStores => _keyImageStores;

    internal FogService LedgerRouter { get; private set; } = null!;

    /// <summary>Every program.</summary>
    internal IEnumerable<FogService> Services =>
        ((IEnumerable<FogService?>)[.. _ingests, Report, .. _viewStores, ViewRouter, ViewStreamRouter, .. _keyImageStores, LedgerRouter]).OfType<FogService>();

    /// <summary>The port that view, ledger and reports are behind, if the plan says so.</summary>
    internal PathRouter? Front { get; private set; }

    internal FogUri ReportUri => FogUri.Parse($"insecure-fog://127.0.0.1:{_reportPort}/");

    /// <summary>Fog view, where it does not stream.</summary>
    internal FogViewUri ViewUri => FogViewUri.Parse($"insecure-fog-view://{Front?.Address ?? $"127.0.0.1:{_viewPort}"}/");

    /// <summary>Fog view, where it streams.</summary>
    internal FogViewRouterUri ViewRouterUri => FogViewRouterUri.Parse($"insecure-fog-view-router://127.0.0.1:{_viewStreamPort}/");

    internal FogLedgerUri LedgerUri => FogLedgerUri.Parse($"insecure-fog-ledger://{Front?.Address ?? $"127.0.0.1:{_ledgerPort}"}/");

    /// <summary>The state file of an ingest server.</summary>
    internal string StateFile(int ingest) => In($"ingest{ingest}.state");

    /// <summary>Another ingest server, alone among its peers, which reads the first copy of the ledger; it is not started.</summary>
    internal FogService AddIngest()
    {
        int number = _ingests.Count, client = Ports.Free(), peer = Ports.Free(), admin = Ports.Free();
        _ingestClients.Add($"insecure-fog-ingest://127.0.0.1:{client}/");
        FogService service = Service("fog_ingest_server", $"ingest {number}", admin,
        [
            "--ledger-db", First.LedgerFolder, "--watcher-db", First.WatcherFolder, "--client-listen-uri", _ingestClients[number],
            "--peer-listen-uri", $"insecure-igp://127.0.0.1:{peer}/", "--peers", $"insecure-igp://127.0.0.1:{peer}/", "--local-node-id", $"127.0.0.1:{peer}",
            "--state-file", StateFile(number), "--simulated-sealing-key", In("sealing-key"), "--user-capacity", $"{Plan.Capacity}", "--poll_interval_ms", $"{Plan.PollMillis}",
            "--sgx-mode", "SW",
        ]);
        _ingests.Add(service);
        return service;
    }

    private void MakeServices()
    {
        if (Plan.FrontPort != 0)
        {
            Front = new PathRouter(Plan.FrontPort > 0 ? Plan.FrontPort : Ports.Free(), [("/fog_view", _viewPort), ("/fog_ledger", _ledgerPort), ("/report", _reportPort)]);
        }
        AddIngest();
        Report = Service("report_server", "report server", Ports.Free(),
            ["--chain-id", ChainId, "--client-listen-uri", ReportUri.ToString(), "--signing-chain", _certificate["chain"], "--signing-key", _certificate["key"]]);
        string[] viewShards = [.. Plan.ViewShards.Select(_ => $"127.0.0.1:{Ports.Free()}")], imageShards = [.. Plan.KeyImageShards.Select(_ => $"127.0.0.1:{Ports.Free()}")];
        _viewStores = [.. viewShards.Select((address, i) => Service("fog_view_server", $"view store {i}", Ports.Free(),
        [
            "--chain-id", ChainId, "--client-responder-id", address, "--client-listen-uri", $"insecure-fog-view-store://{address}/", "--omap-capacity", $"{Plan.Capacity}",
            "--db-polling-interval-ms", $"{Plan.PollMillis}", "--sharding-strategy", Plan.ViewShards[i], "--sgx-mode", "SW",
        ]))];
        if (Plan.AnswersCalls) ViewRouter = MakeViewRouter("view router", ViewUri, _viewPort, viewShards);
        if (Plan.Streams) ViewStreamRouter = MakeViewRouter("view router that streams", ViewRouterUri, _viewStreamPort, viewShards);
        _keyImageStores = [.. imageShards.Select((address, i) => Service("key_image_store", $"key image store {i}", Ports.Free(),
        [
            "--chain-id", ChainId, "--client-responder-id", address, "--client-listen-uri", $"insecure-key-image-store://{address}/",
            "--ledger-db", Second.LedgerFolder, "--watcher-db", Second.WatcherFolder, "--omap-capacity", $"{Plan.Capacity}",
            "--sharding-strategy", Plan.KeyImageShards[i], "--poll_interval_ms", $"{Plan.PollMillis}", "--sgx-mode", "SW",
        ]))];
        LedgerRouter = Service("ledger_router", "ledger router", Ports.Free(),
        [
            "--chain-id", ChainId, "--client-responder-id", LedgerUri.ResponderId, "--client-listen-uri", $"insecure-fog-ledger://127.0.0.1:{_ledgerPort}/",
            "--shard-uris", string.Join(',', imageShards.Select(address => $"insecure-key-image-store://{address}/")),
            "--ledger-db", Second.LedgerFolder, "--watcher-db", Second.WatcherFolder, "--sgx-mode", "SW",
        ]);
    }

    private FogService MakeViewRouter(string label, ServiceUri uri, int port, string[] shards) => Service("fog_view_router", label, Ports.Free(),
    [
        "--chain-id", ChainId, "--client-responder-id", uri.ResponderId, "--client-listen-uri", $"{uri.Scheme}://127.0.0.1:{port}/",
        "--shard-uris", string.Join(',', shards.Select((address, i) => $"insecure-fog-view-store://{address}/?sharding_strategy={Plan.ViewShards[i]}")), "--sgx-mode", "SW",
    ]);

    private FogService Service(string program, string label, int admin, IEnumerable<string> arguments) =>
        new(program, label, admin, Folder, _environment, [.. arguments, "--admin-listen-uri", $"insecure-mca://127.0.0.1:{admin}/"]);
}
