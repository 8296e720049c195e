// The settings of mobilecoind (fact sheets ledger §7.1, fog §0.3).
using MobileCoin.Blockchain;
using MobileCoin.Hosting;
using MobileCoin.LedgerSync;
using MobileCoin.Wire.Uris;

namespace MobileCoin.Mobilecoind;

internal static class MobilecoindFlags
{
    internal static readonly Flag<string> LedgerDbBootstrap =
        Flags.Path("ledger-db-bootstrap", "MC_LEDGER_DB_BOOTSTRAP", "a folder whose data.mdb is copied where there is no ledger yet; without it the origin block comes from an archive");

    internal static readonly Flag<bool> LedgerDbMigrate = Flags.Switch("ledger-db-migrate", "MC_LEDGER_DB_MIGRATE", "bring a ledger of an older version to the present one first");

    internal static readonly Flag<string> WatcherDb = Flags.Path("watcher-db", "MC_WATCHER_DB", "the folder of the watcher's database: when blocks were signed, as the archives say; none: no timestamps")
        with { ConflictsWith = ["offline"] };

    internal static readonly Flag<string> ChainId = Flags.Text("chain-id", "MC_CHAIN_ID", "the network's name, sent to peers; empty: none is sent") with { Default = "" };

    internal static readonly Flag<IReadOnlyList<ConsensusClientUri>> Peer = Flags.UriList<ConsensusClientUri>("peer", "MC_PEER", "a validator that is followed");

    internal static readonly Flag<QuorumSet> Quorum =
        Flags.One("quorum-set", "MC_QUORUM_SET", "whom to trust: {\"threshold\":n,\"members\":[{\"type\":\"Node\",\"args\":\"host:443\"},…]}; none: all peers together", ReadQuorumSet) with { ValueName = "json" };

    internal static readonly Flag<TimeSpan> PollInterval = Flags.Seconds("poll-interval", "MC_POLL_INTERVAL", "how often peers are asked for their last block") with { Default = TimeSpan.FromSeconds(5) };

    internal static readonly Flag<TimeSpan> PollMillis = Flags.Milliseconds("poll-interval-ms", "MC_POLL_INTERVAL_MS", "the same finer, in its place: for networks whose blocks are followed at once");

    internal static readonly Flag<string> WalletDb = Flags.Path("mobilecoind-db", "MC_MOBILECOIND_DB", "the folder of the wallet's database") with { Requires = ["listen-uri"] };

    internal static readonly Flag<MobilecoindUri> ListenUri = Flags.Uri<MobilecoindUri>("listen-uri", "MC_LISTEN_URI", "where clients connect; none: the ledger is kept, and nothing is served");

    internal static readonly Flag<int> NumWorkers = Flags.Number("num-workers", "MC_NUM_WORKERS", "how many blocks the wallet scans side by side", 1, 1024);

    internal static readonly Flag<bool> Offline = Flags.Switch("offline", "MC_OFFLINE", "ask nobody: neither peers nor archives");

    internal static readonly Flag<string> FogIngestEnclaveCss = Flags.Path("fog-ingest-enclave-css", "MC_FOG_INGEST_ENCLAVE_CSS", "the sigstruct of the ingest enclave, to pay addresses with fog");

    internal static readonly Flag<string> IpInfoToken = Flags.Text("ip-info-token", "MC_IP_INFO_TOKEN", "for a check of the host's country, which is not made here") with { Default = "", IsSecret = true };

    internal static readonly Flag<T3Uri> T3 = Flags.Uri<T3Uri>("t3-uri", "T3_URI", "a service that transparent transactions are reported to") with { Requires = ["t3-api-key"] };

    internal static readonly Flag<string> T3ApiKey = Flags.Text("t3-api-key", "T3_API_KEY", "the key for that service") with { IsSecret = true };

    internal static readonly IReadOnlyList<Flag> All =
    [
        SyncFlags.LedgerDb, LedgerDbBootstrap, LedgerDbMigrate, SyncFlags.Durability, WatcherDb, ChainId, Peer, Quorum, SyncFlags.TxSourceUrl, PollInterval, PollMillis, WalletDb, ListenUri, NumWorkers,
        Offline, PeerTrust.ConsensusEnclaveCss, PeerTrust.AllowSimulated, FogIngestEnclaveCss, IpInfoToken, T3, T3ApiKey, CommonFlags.AdminListenUri, CommonFlags.DrainTimeout,
    ];

    /// <summary>What the wallet will use.</summary>
    internal static readonly IReadOnlyList<Flag> OfTheWallet = [WalletDb, NumWorkers, FogIngestEnclaveCss, T3];

    internal static readonly FlagRule Network = new("--peer and --tx-source-url, or --offline", isGiven =>
        isGiven("offline") ? null
        : !isGiven("peer") ? "--peer is missing (environment: MC_PEER)"
        : !isGiven("tx-source-url") ? "--tx-source-url is missing (environment: MC_TX_SOURCE_URL)"
        : null);

    /// <summary>How often peers and archives are looked at.</summary>
    internal static TimeSpan Poll(FlagValues values) => values.Get(values.IsGiven(PollMillis) ? PollMillis : PollInterval);

    private static QuorumSet ReadQuorumSet(string text)
    {
        try
        {
            return QuorumSetJson.Parse(text);
        }
        catch (HostingException e)
        {
            throw new FlagException(e.Message, e);
        }
    }
}
