using System.Globalization;
using MobileCoin.Devnet.Page;
using MobileCoin.Wire.Uris;

namespace MobileCoin.Devnet;

internal sealed partial class DevnetNetwork
{
    private const int RememberedProcesses = 3;

    private readonly List<DevnetServiceProcess> _services = [];

    /// <summary>Every service, in the order in which a payment passes them.</summary>
    internal IReadOnlyList<DevnetServiceProcess> Services => _services;

    internal ConsensusClientUri NodeUri => ConsensusClientUri.Parse($"insecure-mc://127.0.0.1:{Port("validator")}/");

    internal FogUri ReportUri => FogUri.Parse($"insecure-fog://127.0.0.1:{Port("report")}/");

    internal FogViewUri ViewUri => FogViewUri.Parse($"insecure-fog-view://127.0.0.1:{Port("view-router")}/");

    internal FogViewRouterUri ViewStreamUri => FogViewRouterUri.Parse($"insecure-fog-view-router://127.0.0.1:{Port("view-router-stream")}/");

    internal FogLedgerUri LedgerUri => FogLedgerUri.Parse($"insecure-fog-ledger://127.0.0.1:{Port("ledger-router")}/");

    internal FogIngestUri IngestUri => FogIngestUri.Parse($"insecure-fog-ingest://127.0.0.1:{Port("ingest")}/");

    /// <summary>The ledger that Fog reads, which mobilecoind writes.</summary>
    internal string FollowerFolder => In("follower");

    internal DevnetServiceProcess Ingest => Service("ingest");

    /// <summary>The file of ingest's state and its sealed key.</summary>
    internal string IngestState => In("ingest.state");

    /// <summary>A service by its name.</summary>
    internal DevnetServiceProcess Service(string name) => _services.First(s => s.Name == name);

    /// <summary>Where the page is unless it was told another.</summary>
    internal int PagePort => Port("page");

    private int Port(string name) => Settings.Ports[name];

    // Each service has a port for its clients, if it has clients, one for its operator, and one for its peers, if it has peers.
    private static Dictionary<string, int> Choose(DevnetPlan plan)
    {
        var ports = new Dictionary<string, int>(StringComparer.Ordinal);
        string[] stores = [.. Enumerable.Range(0, plan.Shards).SelectMany(i => (string[])[$"view-store-{i}", $"key-image-store-{i}"])];
        string[] routers = plan.Streams ? ["view-router", "view-router-stream", "ledger-router"] : ["view-router", "ledger-router"];
        string[] served = ["validator", "mobilecoind", "ingest", "report", .. stores, .. routers];
        string[] names = ["page", .. served, "validator peers", "ingest peers", "ledger-distribution admin", .. served.Select(s => s + " admin")];
        for (int i = 0; i < names.Length; i++)
        {
            int port = plan.BasePort is { } first ? first + i : Ports.Free();
            if (port > ushort.MaxValue) throw new DevnetException($"--base-port {plan.BasePort}: {names.Length} ports from there go beyond {ushort.MaxValue}");
            if (plan.BasePort is not null && !Ports.IsFree(port)) throw new DevnetException($"--base-port {plan.BasePort}: port {port}, for {names[i]}, is in use: choose another, of which {names.Length} are free, or leave it out");
            ports[names[i]] = port;
        }
        return ports;
    }

    private void MakeServices()
    {
        var lines = new CommandLines(ChainId) { Capacity = 1 << 14 };
        var chain = new ChainFolders(FollowerFolder, In("watcher"));
        string durability = Plan.IsDurable ? "safe" : "no-sync";
        int validator = Port("validator"), peers = Port("validator peers");
        Add("validator", DevnetRole.Validator, "consensus-service", NodeUri.ToString(),
        [
            "--chain-id", ChainId, "--peer-responder-id", $"127.0.0.1:{peers}", "--client-responder-id", $"127.0.0.1:{validator}",
            "--network", In("network.toml"), "--tokens", In("tokens.json"), "--peer-listen-uri", $"insecure-mcp://127.0.0.1:{peers}/", "--client-listen-uri", NodeUri.ToString(),
            "--ledger-path", In("ledger"), "--origin-block-path", In("origin"), "--sealed-block-signing-key", In("block-signing-key"),
            "--block-version", $"{Transactions.BlockVersion.MaxValue}", "--ledger-durability", durability, "--sgx-mode", "SW",
        ]);
        Add("ledger-distribution", DevnetRole.Ledger, "ledger-distribution", null, ["--ledger-path", In("ledger"), "--dest", $"file://{In("archive")}", "--merge-buckets", "10,100"]);
        string mobilecoind = $"insecure-mobilecoind://127.0.0.1:{Port("mobilecoind")}/";
        Add("mobilecoind", DevnetRole.Ledger, "mobilecoind", mobilecoind,
        [
            "--ledger-db", FollowerFolder, "--watcher-db", In("watcher"), "--chain-id", ChainId, "--peer", NodeUri.ToString(), "--tx-source-url", ArchiveUrl,
            "--poll-interval-ms", "50", "--allow-simulated", "--listen-uri", mobilecoind, "--ledger-durability", durability,
        ]);
        Add("ingest", DevnetRole.Ingest, "fog_ingest_server", IngestUri.ToString(), lines.Ingest(chain, IngestUri.ToString(), Port("ingest peers"), IngestState, In("ingest-sealing-key")));
        Add("report", DevnetRole.Report, "report_server", ReportUri.ToString(), lines.Report(ReportUri, Certificate("chain"), Certificate("key")));
        string[] strategies = [.. Plan.Strategies];
        (string Address, string Strategy)[] views = [.. strategies.Select((s, i) => ($"127.0.0.1:{Port($"view-store-{i}")}", s))];
        (string Address, string Strategy)[] images = [.. strategies.Select((s, i) => ($"127.0.0.1:{Port($"key-image-store-{i}")}", s))];
        for (int i = 0; i < views.Length; i++) Add($"view-store-{i}", DevnetRole.ViewStore, "fog_view_server", views[i].Address, lines.ViewStore(views[i].Address, views[i].Strategy), Blocks(i));
        Add("view-router", DevnetRole.ViewRouter, "fog_view_router", ViewUri.ToString(), lines.ViewRouter(ViewUri, views));
        if (Plan.Streams) Add("view-router-stream", DevnetRole.ViewRouter, "fog_view_router", ViewStreamUri.ToString(), lines.ViewRouter(ViewStreamUri, views));
        for (int i = 0; i < images.Length; i++)
        {
            Add($"key-image-store-{i}", DevnetRole.KeyImageStore, "key_image_store", images[i].Address, lines.KeyImageStore(chain, images[i].Address, images[i].Strategy), Blocks(i));
        }
        Add("ledger-router", DevnetRole.LedgerRouter, "ledger_router", LedgerUri.ToString(), lines.LedgerRouter(chain, LedgerUri, images.Select(s => s.Address)));
    }

    private (ulong, ulong?)? Blocks(int shard) => ((ulong)shard * Plan.ShardBlocks, shard == Plan.Shards - 1 ? null : ((ulong)shard + 1) * Plan.ShardBlocks);

    private void Add(string name, DevnetRole role, string program, string? uri, string[] arguments, (ulong, ulong?)? blocks = null)
    {
        int admin = Port(name + " admin");
        var process = new ServiceProcess(program, name, admin, Folder.Path, _environment, [.. arguments, "--admin-listen-uri", string.Create(CultureInfo.InvariantCulture, $"insecure-mca://127.0.0.1:{admin}/")])
        {
            LogFile = Folder.LogFile(name),
            Remembers = RememberedProcesses,
        };
        _services.Add(new DevnetServiceProcess(name, role, process, uri) { Blocks = blocks });
    }

    // Made by a program that prints such paths; where they are is known before.
    private string Certificate(string type) => In("certificates", $"{ChainName}.{type}.pem");

    private string ArchiveUrl => $"file://{In("archive")}";
}
