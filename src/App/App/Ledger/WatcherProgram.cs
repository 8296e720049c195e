// The watcher as a process of its own (fact sheet ledger §6.4).
using Microsoft.Extensions.Logging;
using MobileCoin.Connections;
using MobileCoin.Hosting;
using MobileCoin.LedgerDb;
using MobileCoin.LedgerSync;
using MobileCoin.Wire.Uris;

namespace MobileCoin.App;

/// <summary>mc-watcher</summary>
internal static class WatcherProgram
{
    private const int MostBlocks = 1_000;

    private static readonly Flag<string> WatcherDbPath = Flags.Path("watcher-db", "MC_WATCHER_DB", "the folder of the watcher's database") with { Default = "/tmp/watcher-db" };
    private static readonly Flag<string> SourcesPath = Flags.Path("sources-path", "MC_SOURCES_PATH", "the file of the sources: [[sources]] with tx_source_url, consensus_client_url, consensus_client_auth_token_secret") with { IsRequired = true };
    private static readonly Flag<ulong> MaxBlockHeight = Flags.Number("max-block-height", "MC_MAX_BLOCK_HEIGHT", "the last block to record; none: no end", 0ul, ulong.MaxValue) with { ValueName = "block" };
    private static readonly Flag<TimeSpan> PollInterval = Flags.Seconds("poll-interval", "MC_POLL_INTERVAL", "how long to wait where no source has a next block") with { Default = TimeSpan.FromSeconds(1) };
    private static readonly Flag<bool> StoreBlockData = Flags.Switch("store-block-data", "MC_STORE_BLOCK_DATA", "keep whole blocks, not signatures alone");
    private static readonly Flag<WatcherUri> ListenUri = Flags.Uri<WatcherUri>("client-listen-uri", "MC_CLIENT_LISTEN_URI", "where clients connect: health alone") with { Default = WatcherUri.Parse("insecure-watcher://0.0.0.0:3226/") };

    internal static ConsoleProgram Program { get; } = new("mc-watcher", "Records what each archive says of each block, and the evidence of the enclaves that signed them.")
    {
        Flags = [WatcherDbPath, SourcesPath, MaxBlockHeight, PollInterval, StoreBlockData, ListenUri, SyncFlags.Durability, CommonFlags.AdminListenUri],
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(ProgramContext context)
    {
        FlagValues values = context.Values;
        IReadOnlyList<WatcherSource> sources = WatcherSources.Load(values.Get(SourcesPath));
        using WatcherDb database = LedgerWork.Open(() => WatcherDb.OpenOrCreate(values.Get(WatcherDbPath), sources.Select(s => s.TxSourceUrl), values.Get(SyncFlags.Durability)));
        var host = new ServiceHost(context, new ServiceIdentity("Watcher", values.Get(ListenUri).Address, values.ToConfigJson));
        await using (host.ConfigureAwait(false))
        {
            ILogger logger = host.Log.LoggerFactory.CreateLogger("MobileCoin.LedgerSync");
            host.Listen(new ServiceListener(ListenUri, values.Get(ListenUri)));
            host.ListenForAdmin(CommonFlags.AdminListenUri, values.Find(CommonFlags.AdminListenUri));
            using var watcher = new WatcherSync(database, sources, values.Get(StoreBlockData), new ArchiveFetcherOptions { TimeProvider = host.TimeProvider }, logger);
            var evidence = new NodeEvidence(new ConnectionOptions { TimeProvider = host.TimeProvider, Timeout = TimeSpan.FromSeconds(30) });
            var collector = new EvidenceCollector(database, sources, evidence, values.Get(PollInterval), logger, host.TimeProvider);
            ulong? most = values.IsGiven(MaxBlockHeight) ? values.Get(MaxBlockHeight) : null;
            return await LedgerWork.RunAsync(host, async stop =>
            {
                Task collecting = Task.Run(() => collector.RunAsync(stop), stop);
                while (true)
                {
                    // The origin block is not signed.
                    WatcherSyncResult result = await watcher.SyncBlocksAsync(1, most, MostBlocks, stop).ConfigureAwait(false);
                    if (result != WatcherSyncResult.ReachedMaxBlocksPerIteration) await Task.Delay(values.Get(PollInterval), host.TimeProvider, stop).ConfigureAwait(false);
                    if (collecting.IsCompleted) await collecting.ConfigureAwait(false);
                }
            }).ConfigureAwait(false);
        }
    }
}
