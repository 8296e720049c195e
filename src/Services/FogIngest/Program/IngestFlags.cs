// The settings of an ingest server (fact sheet fog §2.2, and §0.2 for those of the operator's manual).
using MobileCoin.BlockProvider;
using MobileCoin.Hosting;
using MobileCoin.Oblivious;
using MobileCoin.Quotes;
using MobileCoin.RecoveryDb;
using MobileCoin.Wire.Uris;

namespace MobileCoin.FogIngest;

internal static class IngestFlags
{
    internal static readonly Flag<string> LocalNodeId =
        Flags.ResponderId("local-node-id", "MC_LOCAL_NODE_ID", "the name by which peers know this node; one of the peers must have it")
            with { IsRequired = true, VariableAliases = ["INGEST_PEER_RESPONDER_ID"] };

    internal static readonly Flag<FogIngestUri> ClientListenUri =
        Flags.One("client-listen-uri", "MC_CLIENT_LISTEN_URI", "where the operator connects: nobody is asked for a password, so not where strangers can reach it", ReadClient)
            with { IsRequired = true, VariableAliases = ["ACCT_INGEST_CLIENT_LISTEN_URI"], ValueName = "fog-ingest uri" };

    internal static readonly Flag<IngestPeerUri> PeerListenUri =
        Flags.One("peer-listen-uri", "MC_PEER_LISTEN_URI", "where peers connect", ReadPeerListener)
            with { IsRequired = true, VariableAliases = ["PEER_LISTEN_URI"], ValueName = "igp uri" };

    internal static readonly Flag<IReadOnlyList<IngestPeerUri>> Peers =
        Flags.UriList<IngestPeerUri>("peers", "MC_PEERS", "the nodes of the cluster, with this one; this one alone unless given");

    internal static readonly Flag<IngestPeerUri> PrimaryNodeUri =
        Flags.One("primary-node-uri", "MC_PRIMARY_NODE_URI", "a node that this one is a backup of: it joins the peers, and its ingress key is fetched", ReadPeerListener)
            with { ValueName = "igp uri" };

    internal static readonly Flag<bool> ActivateWhenAlone =
        Flags.Switch("activate-when-alone", "MC_ACTIVATE_WHEN_ALONE", "become active at start if there are no peers, for a container that stands alone");

    internal static readonly Flag<string> FogReportId =
        Flags.Text("fog-report-id", "MC_FOG_REPORT_ID", "the report id in users' addresses") with { Default = "" };

    internal static readonly Flag<int> UserCapacity =
        Flags.Number("user-capacity", "MC_USER_CAPACITY", "outputs that are read under one egress key, at most", 1, (int)ObliviousMap.RecordLimit)
            with { Default = 262_144, Unit = "outputs" };

    internal static readonly Flag<int> MaxTransactions =
        Flags.Number("max-transactions", "MC_MAX_TRANSACTIONS", "outputs in one call of the enclave, at most", 1, 1 << 24) with { Default = 100_000, Unit = "outputs" };

    internal static readonly Flag<ulong> PubkeyExpiryWindow =
        Flags.Number("pubkey-expiry-window", "MC_PUBKEY_EXPIRY_WINDOW", "for so many blocks beyond the one being scanned users may use the ingress key", 0ul, (ulong)long.MaxValue)
            with { Default = 10, Unit = "blocks" };

    internal static readonly Flag<TimeSpan> PeerCheckupPeriod =
        Flags.Seconds("peer-checkup-period", "MC_PEER_CHECKUP_PERIOD", "how often an active node looks after its peers") with { Default = TimeSpan.FromSeconds(60) };

    internal static readonly Flag<TimeSpan> WatcherTimeout =
        Flags.Seconds("watcher-timeout", "MC_WATCHER_TIMEOUT", "how often there is a warning while a block's timestamp is waited for") with { Default = TimeSpan.FromSeconds(5) };

    internal static readonly Flag<string> StateFile =
        Flags.Path("state-file", "MC_STATE_FILE", "the file of the node's state and its sealed ingress key; $HOME/.mc-fog-ingest-state unless given")
            with { Aliases = ["sealed-key"] };

    internal static readonly Flag<TimeSpan> PollInterval =
        Flags.Milliseconds("poll_interval_ms", "MC_POLL_INTERVAL_MS", "how often blocks are looked for")
            with { Default = TimeSpan.FromMilliseconds(250), Aliases = ["poll-interval-ms"] };

    internal static IReadOnlyList<Flag> All { get; } =
    [
        LocalNodeId, ClientListenUri, PeerListenUri, Peers, PrimaryNodeUri, ActivateWhenAlone, CommonFlags.AdminListenUri with { VariableAliases = ["INGEST_ADMIN_URI"] },
        BlockProviderFlags.LedgerDb with { VariableAliases = ["NODE_LEDGER_DIR"] }, BlockProviderFlags.WatcherDb with { VariableAliases = ["WATCHER_DB_DIR"] },
        BlockProviderFlags.MobilecoindUri, FogReportId, UserCapacity, MaxTransactions, PubkeyExpiryWindow, PeerCheckupPeriod, WatcherTimeout, StateFile, PollInterval,
        .. RecoveryDbFlags.All, CommonFlags.DrainTimeout, .. TeeFlags.All, Old("ias-api-key", "IAS_API_KEY", isSecret: true), Old("ias-spid", "IAS_SPID", isSecret: false),
    ];

    internal static IReadOnlyList<FlagRule> Rules { get; } =
    [
        BlockProviderFlags.Rule, RecoveryDbFlags.Rule,
        new("--primary-node-uri or --activate-when-alone", static isGiven =>
            isGiven(PrimaryNodeUri.Name) && isGiven(ActivateWhenAlone.Name) ? $"{PrimaryNodeUri.Title} makes a backup, which {ActivateWhenAlone.Title} would make active" : null),
    ];

    /// <summary>The state file that the flags name, or the one in the user's folder.</summary>
    internal static string StatePath(FlagValues values, Func<string, string?> variable) =>
        values.Find(StateFile) ?? (variable("HOME") is { Length: > 0 } home ? Path.Combine(home, ".mc-fog-ingest-state")
            : throw new HostingException($"{StateFile.Title} is not given, and HOME is not set"));

    private static Flag<string> Old(string name, string variable, bool isSecret) =>
        Flags.Text(name, variable, "of older versions: Intel's attestation service for EPID is gone")
            with { IsIgnored = true, IsSecret = isSecret, VariableAliases = ["MC_" + variable] };

    // The manual's example of the environment has the schemes of others, with ports.
    private static FogIngestUri ReadClient(string text) => Read<FogIngestUri>(text, "fog://", "insecure-fog://");

    private static IngestPeerUri ReadPeerListener(string text) => Read<IngestPeerUri>(text, "fog-ingest://", "insecure-fog-ingest://");

    private static T Read<T>(string text, string secure, string insecure)
        where T : ServiceUri<T>, IServiceUri<T>
    {
        if (text.StartsWith(secure, StringComparison.Ordinal)) text = $"{T.Schemes.Secure}://{text.AsSpan(secure.Length)}";
        else if (text.StartsWith(insecure, StringComparison.Ordinal)) text = $"{T.Schemes.Insecure}://{text.AsSpan(insecure.Length)}";
        try
        {
            return ServiceUri<T>.Parse(text);
        }
        catch (UriException e)
        {
            throw new FlagException(e.Message, e);
        }
    }
}
