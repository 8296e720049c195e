using System.Globalization;
using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using MobileCoin.Blockchain;
using MobileCoin.Connections;
using MobileCoin.Grpc;
using MobileCoin.LedgerDb;
using MobileCoin.Mobilecoind;
using MobileCoin.Wire.MobilecoindApi;
using MobileCoin.Wire.Uris;

namespace MobileCoin.BlockProvider.Test;

/// <summary>Where a provider reads.</summary>
public enum SourceKind
{
    Local,
    Mobilecoind,
}

/// <summary>A ledger and a watcher's database, and a provider of them: directly, or through a real mobilecoind's service.</summary>
internal sealed class Source : IAsyncDisposable
{
    internal const string Archive = "http://a.test/";

    private readonly string _folder = Directory.CreateTempSubdirectory("blocks").FullName;
    private readonly GrpcServer? _server;

    private Source(SourceKind kind, IReadOnlyList<BlockData> blocks, bool hasWatcher, Func<MobilecoindAPI.MobilecoindAPIBase>? service)
    {
        MobileCoin.LedgerDb.Ledger.Create(Path.Combine(_folder, "ledger"));
        Ledger = MobileCoin.LedgerDb.Ledger.Open(Path.Combine(_folder, "ledger"), new LedgerOptions { Durability = LedgerDurability.NoSync });
        Ledger.AppendBlocks(blocks);
        if (hasWatcher) Watcher = WatcherDb.OpenOrCreate(Path.Combine(_folder, "watcher"), [Archive], LedgerDurability.NoSync);
        if (kind == SourceKind.Local)
        {
            Provider = new LocalBlockProvider(Ledger, Watcher, Time, Log);
            return;
        }
        var options = new GrpcServerOptions { MaxReceiveMessageSize = null };
        options.Listeners.Add(new GrpcListener(new IPEndPoint(IPAddress.Loopback, 0)));
        options.Services.Add(MobilecoindAPI.BindService(service?.Invoke() ?? new MobilecoindService(Ledger, Watcher, network: null, "test", new Random(1).NextBytes, NullLogger.Instance)));
        _server = new GrpcServer(options);
    }

    internal Ledger Ledger { get; }

    internal WatcherDb? Watcher { get; }

    internal VirtualTime Time { get; } = new();

    internal LogList Log { get; } = new();

    internal IBlockProvider Provider { get; private set; } = null!;

    internal static async Task<Source> OfAsync(
        SourceKind kind, IReadOnlyList<BlockData> blocks, bool hasWatcher = true, Func<MobilecoindAPI.MobilecoindAPIBase>? service = null)
    {
        var source = new Source(kind, blocks, hasWatcher, service);
        if (source._server is not { } server) return source;
        await server.StartAsync(TestContext.Current.CancellationToken);
        string port = ((IPEndPoint)server.EndPoints[0]).Port.ToString(CultureInfo.InvariantCulture);
        source.Provider = source.Connect($"insecure-mobilecoind://127.0.0.1:{port}/");
        return source;
    }

    /// <summary>Calls go by the machine's clock, waits by the test's.</summary>
    internal MobilecoindBlockProvider Connect(string uri) =>
        new(MobilecoindUri.Parse(uri), Time, Log, new ConnectionOptions { Retries = RetryPolicy.None });

    internal void Sign(BlockData block) => Watcher!.AddBlockSignature(Archive, block.Block.Index, block.Signature!, ArchivePath.OfBlock(block.Block.Index));

    public async ValueTask DisposeAsync()
    {
        if (Provider is not null) await Provider.DisposeAsync();
        if (_server is not null) await _server.DisposeAsync();
        Watcher?.Dispose();
        Ledger.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
