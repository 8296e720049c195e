// The program mobilecoind (fact sheet ledger §7.1).
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using MobileCoin.Attestation;
using MobileCoin.Blockchain;
using MobileCoin.Connections;
using MobileCoin.Hosting;
using MobileCoin.LedgerDb;
using MobileCoin.LedgerSync;
using MobileCoin.Wire.MobilecoindApi;

namespace MobileCoin.Mobilecoind;

/// <summary>mobilecoind</summary>
public static class MobilecoindProgram
{
    private const int MostRequestBytes = 256 << 20;

    /// <summary>The program.</summary>
    public static ConsoleProgram Program { get; } = new("mobilecoind", "Keeps a ledger in step with the network, and serves it.")
    {
        Flags = MobilecoindFlags.All,
        Rules = [MobilecoindFlags.Network],
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(ProgramContext context)
    {
        FlagValues values = context.Values;
        LedgerSyncLoop? loop = null;
        var identity = new ServiceIdentity("mobilecoind", values.Find(MobilecoindFlags.ListenUri)?.Address ?? "", values.ToConfigJson);
        var host = new ServiceHost(context, identity) { DrainTime = values.Get(CommonFlags.DrainTimeout), IsReady = () => loop is not { IsBehind: true } };
        await using (host.ConfigureAwait(false))
        {
            ILogger logger = host.Log.LoggerFactory.CreateLogger(MobilecoindLog.Category);
            foreach (Flag flag in MobilecoindFlags.OfTheWallet.Where(values.IsGiven)) MobilecoindLog.WalletFlag(logger, flag.Title);
            bool isOffline = values.Get(MobilecoindFlags.Offline);
            var fetching = new ArchiveFetcherOptions { TimeProvider = host.TimeProvider };
            using ArchiveFetcher? archives = isOffline ? null : new ArchiveFetcher(values.Get(SyncFlags.TxSourceUrl), fetching);
            using Ledger ledger = await new LedgerStart(values, archives, host.Metrics, host.TimeProvider, logger).OpenAsync(context.Surroundings.Stop).ConfigureAwait(false);
            WatcherSource[] sources = isOffline ? [] : [.. values.Get(SyncFlags.TxSourceUrl).Select(u => new WatcherSource(u)).DistinctBy(s => s.TxSourceUrl, StringComparer.Ordinal)];
            using WatcherDb? watcherDb = OpenWatcher(values, sources);
            using WatcherSync? watcher = watcherDb is null ? null : new WatcherSync(watcherDb, sources, storesBlockData: false, fetching, logger);

            var connecting = new ConnectionOptions
            {
                ChainId = values.Get(MobilecoindFlags.ChainId),
                Retries = RetryPolicy.None,
                Timeout = TimeSpan.FromSeconds(30),
                TimeProvider = host.TimeProvider,
            };
            VerificationPolicy? policy = PeerTrust.Policy(values);
            IBlockchainConnection[] connections = isOffline ? [] : [.. values.Get(MobilecoindFlags.Peer).Select(p => PeerTrust.Connect(p, policy, connecting))];
            try
            {
                var peers = new ConsensusPeers(connections);
                PollingNetworkState? network = isOffline ? null
                    : new PollingNetworkState(peers, QuorumOf(values, peers, logger), logger, host.TimeProvider, Random.Shared.NextDouble);
                List<Func<CancellationToken, Task>> work = [];
                if (network is not null)
                {
                    if (policy is null) MobilecoindLog.NotAttested(logger);
                    var sync = new LedgerSyncService(ledger, peers, archives!, ArchiveMetadata.Instance, logger, host.TimeProvider, Random.Shared.NextDouble);
                    loop = new LedgerSyncLoop(ledger, sync, network, MobilecoindFlags.Poll(values), logger, host.TimeProvider);
                    work.Add(loop.RunAsync);
                }
                if (watcher is not null) work.Add(new WatcherSyncLoop(watcher, watcherDb!, ledger, MobilecoindFlags.Poll(values), logger, host.TimeProvider).RunAsync);
                Listen(host, values, new MobilecoindService(ledger, watcherDb, network, values.Get(MobilecoindFlags.ChainId), RandomNumberGenerator.Fill, logger));
                return await host.RunAsync(stop => WorkAsync(work, stop)).ConfigureAwait(false);
            }
            finally
            {
                foreach (IBlockchainConnection connection in connections) connection.Dispose();
            }
        }
    }

    private static void Listen(ServiceHost host, FlagValues values, MobilecoindService service)
    {
        host.ListenForAdmin(CommonFlags.AdminListenUri, values.Find(CommonFlags.AdminListenUri));
        if (values.Find(MobilecoindFlags.ListenUri) is not { } uri) return;
        host.Listen(new ServiceListener(MobilecoindFlags.ListenUri, uri)
        {
            MaxReceiveMessageSize = MostRequestBytes,
            Services = [new(MobilecoindAPI.BindService(service), "mobilecoind_api") { Descriptor = MobilecoindAPI.Descriptor }, .. host.AdminServices()],
        });
    }

    // Each part runs for as long as the others: one that fails ends the program, which is then started anew. None uses the databases after this.
    private static async Task WorkAsync(List<Func<CancellationToken, Task>> work, CancellationToken stop)
    {
        using var all = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Task[] running = [Task.Delay(Timeout.Infinite, all.Token), .. work.Select(w => Task.Run(() => w(all.Token), CancellationToken.None))];
        Task first = await Task.WhenAny(running).ConfigureAwait(false);
        await all.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await first.ConfigureAwait(false);
    }

    private static WatcherDb? OpenWatcher(FlagValues values, WatcherSource[] sources)
    {
        if (values.Find(MobilecoindFlags.WatcherDb) is not { } path) return null;
        try
        {
            return WatcherDb.OpenOrCreate(path, sources.Select(s => s.TxSourceUrl), values.Get(SyncFlags.Durability));
        }
        catch (WatcherDbException e)
        {
            throw new HostingException($"{MobilecoindFlags.WatcherDb.Title} {path}: {e.Message}", e);
        }
    }

    private static QuorumSet QuorumOf(FlagValues values, ConsensusPeers peers, ILogger logger)
    {
        if (values.Find(MobilecoindFlags.Quorum) is not { } given) return QuorumSet.Of((uint)peers.Peers.Count, [.. peers.Peers.Select(p => new NodeID(p, default))]);
        foreach (NodeID node in given.Nodes())
        {
            if (!peers.Peers.Contains(node.ResponderId)) MobilecoindLog.NoPeer(logger, node.ResponderId.Text);
        }
        return given;
    }
}
