// The settings of a key image store (fact sheet fog §6.2).
using MobileCoin.BlockProvider;
using MobileCoin.Hosting;
using MobileCoin.Quotes;
using MobileCoin.Wire.Uris;

namespace MobileCoin.FogLedger;

internal static class KeyImageStoreFlags
{
    private const long MostKeyImages = 1L << 40;

    internal static readonly Flag<KeyImageStoreUri> ClientListenUri =
        Flags.Uri<KeyImageStoreUri>("client-listen-uri", "MC_CLIENT_LISTEN_URI", "where routers connect; its parameter responder-id, if there is one, is what the store tells them that it is") with { IsRequired = true };

    internal static readonly Flag<long> OmapCapacity =
        Flags.Number("omap-capacity", "MC_OMAP_CAPACITY", "key images for which memory is taken at once; the store grows beyond them", 1L, MostKeyImages) with { Default = 1 << 20 };

    internal static readonly Flag<TimeSpan> PollInterval =
        Flags.Milliseconds("poll_interval_ms", "MC_POLL_INTERVAL_MS", "how often the ledger is looked at for new blocks") with { Default = TimeSpan.FromMilliseconds(250), Aliases = ["poll-interval-ms"] };

    internal static readonly IReadOnlyList<Flag> All =
    [
        CommonFlags.ChainId, CommonFlags.ClientResponderId, ClientListenUri, .. BlockProviderFlags.All, OmapCapacity, CommonFlags.ShardingStrategy, PollInterval,
        CommonFlags.ClientAuthTokenSecret, CommonFlags.ClientAuthTokenMaxLifetime, CommonFlags.AdminListenUri, CommonFlags.DrainTimeout, .. TeeFlags.All,
    ];
}
