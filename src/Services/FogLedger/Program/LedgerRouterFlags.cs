// The settings of a router of Fog ledger (fact sheet fog §6.1, §6.2).
using MobileCoin.BlockProvider;
using MobileCoin.FogShards;
using MobileCoin.Hosting;
using MobileCoin.Quotes;
using MobileCoin.Wire.Uris;

namespace MobileCoin.FogLedger;

internal static class LedgerRouterFlags
{
    internal static readonly Flag<FogLedgerUri> ClientListenUri =
        Flags.Uri<FogLedgerUri>("client-listen-uri", "MC_CLIENT_LISTEN_URI", "where wallets connect: calls and streams") with { IsRequired = true };

    internal static readonly Flag<IReadOnlyList<KeyImageStoreUri>> ShardUris = RouterFlags.ShardUris<KeyImageStoreUri>("MC_KEY_IMAGE_SHARD_URIS");

    internal static readonly Flag<int> QueryRetries =
        Flags.Number("query-retries", null, "how often a store is asked that answers neither yes nor no", 1, 1000) with { Default = 3 };

    internal static IReadOnlyList<Flag> All { get; } =
    [
        CommonFlags.ChainId, CommonFlags.ClientResponderId, ClientListenUri, ShardUris, RouterFlags.ShardTimeout, RouterFlags.AdminListenUri, QueryRetries,
        .. BlockProviderFlags.All, CommonFlags.ClientAuthTokenSecret, CommonFlags.ClientAuthTokenMaxLifetime, CommonFlags.DrainTimeout, .. TeeFlags.All,
    ];
}
