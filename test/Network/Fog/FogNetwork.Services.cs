using MobileCoin.Wire.Uris;

namespace MobileCoin.Network;

internal sealed partial class FogNetwork
{
    private readonly Dictionary<string, string> _certificate = [];
    private readonly int _reportPort = Ports.Free(), _viewPort = Ports.Free(), _viewStreamPort = Ports.Free(), _ledgerPort = Ports.Free();
    private ServiceProcess[] _viewStores = [], _keyImageStores = [];

    internal IReadOnlyList<ServiceProcess> Ingests => _ingests;

    internal ServiceProcess Report { get; private set; } = null!;

    internal IReadOnlyList<ServiceProcess> ViewStores => _viewStores;

    /// <summary>The view router that answers calls, if the plan has it.</summary>
    internal ServiceProcess? ViewRouter { get; private set; }

    /// <summary>The view router that streams, if the plan has it.</summary>
    internal ServiceProcess? ViewStreamRouter { get; private set; }

    internal IReadOnlyList<ServiceProcess> KeyImageStores => _keyImageStores;

    internal ServiceProcess LedgerRouter { get; private set; } = null!;

    /// <summary>Every program.</summary>
    internal IEnumerable<ServiceProcess> Services =>
        ((IEnumerable<ServiceProcess?>)[.. _ingests, Report, .. _viewStores, ViewRouter, ViewStreamRouter, .. _keyImageStores, LedgerRouter]).OfType<ServiceProcess>();

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
    internal ServiceProcess AddIngest()
    {
        int number = _ingests.Count, client = Ports.Free(), peer = Ports.Free(), admin = Ports.Free();
        _ingestClients.Add($"insecure-fog-ingest://127.0.0.1:{client}/");
        ServiceProcess service = Service("fog_ingest_server", $"ingest {number}", admin, Lines.Ingest(Folders(First), _ingestClients[number], peer, StateFile(number), In("sealing-key")));
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
        Report = Service("report_server", "report server", Ports.Free(), Lines.Report(ReportUri, _certificate["chain"], _certificate["key"]));
        (string Address, string Strategy)[] viewShards = [.. Plan.ViewShards.Select(s => ($"127.0.0.1:{Ports.Free()}", s))];
        (string Address, string Strategy)[] imageShards = [.. Plan.KeyImageShards.Select(s => ($"127.0.0.1:{Ports.Free()}", s))];
        _viewStores = [.. viewShards.Select((s, i) => Service("fog_view_server", $"view store {i}", Ports.Free(), Lines.ViewStore(s.Address, s.Strategy)))];
        if (Plan.AnswersCalls) ViewRouter = Service("fog_view_router", "view router", Ports.Free(), Lines.ViewRouter(FogViewUri.Parse($"insecure-fog-view://127.0.0.1:{_viewPort}/"), viewShards, Front?.Address));
        if (Plan.Streams) ViewStreamRouter = Service("fog_view_router", "view router that streams", Ports.Free(), Lines.ViewRouter(ViewRouterUri, viewShards));
        _keyImageStores = [.. imageShards.Select((s, i) => Service("key_image_store", $"key image store {i}", Ports.Free(), Lines.KeyImageStore(Folders(Second), s.Address, s.Strategy)))];
        LedgerRouter = Service("ledger_router", "ledger router", Ports.Free(), Lines.LedgerRouter(Folders(Second), FogLedgerUri.Parse($"insecure-fog-ledger://127.0.0.1:{_ledgerPort}/"), imageShards.Select(s => s.Address), Front?.Address));
    }

    private CommandLines Lines => new(ChainId) { PollMillis = Plan.PollMillis, Capacity = Plan.Capacity };

    private static ChainFolders Folders(LedgerCopy copy) => new(copy.LedgerFolder, copy.WatcherFolder);

    private ServiceProcess Service(string program, string label, int admin, IEnumerable<string> arguments) =>
        new(program, label, admin, Folder, _environment, [.. arguments, "--admin-listen-uri", $"insecure-mca://127.0.0.1:{admin}/"]);
}
