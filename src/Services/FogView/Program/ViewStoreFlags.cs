// The settings of a view store (fact sheet fog §5.2).
using MobileCoin.Hosting;
using MobileCoin.Oblivious;
using MobileCoin.Quotes;
using MobileCoin.RecoveryDb;
using MobileCoin.Wire.Uris;

namespace MobileCoin.FogView;

internal static class ViewStoreFlags
{
    internal static readonly Flag<string> ClientResponderId =
        CommonFlags.ClientResponderId with { Description = "the name by which routers' attested channels know this store: the host and port at which they reach it" };

    internal static readonly Flag<FogViewStoreUri> ClientListenUri =
        Flags.Uri<FogViewStoreUri>("client-listen-uri", "MC_CLIENT_LISTEN_URI", "where routers connect, with ?responder-id=host:port if that is not the name they know this store by")
            with { IsRequired = true };

    internal static readonly Flag<long> OmapCapacity =
        Flags.Number("omap-capacity", "MC_OMAP_CAPACITY", "records for which memory is taken when the database has fewer; the store grows beyond", 0L, ObliviousMap.RecordLimit)
            with { Default = 1_048_576, Unit = "records" };

    internal static readonly Flag<int> BlockQueryBatchSize =
        Flags.Number("block-query-batch-size", "MC_BLOCK_QUERY_BATCH_SIZE", "blocks that are asked of the database at once", 1, 1_000_000) with { Default = 1000, Unit = "blocks" };

    internal static readonly Flag<TimeSpan> DbPollingInterval =
        Flags.Milliseconds("db-polling-interval-ms", "MC_DB_POLLING_INTERVAL_MS", "how often the database is asked for news of which it gave no hint, and again after a failure")
            with { Default = TimeSpan.FromMilliseconds(250) };

    internal static IReadOnlyList<Flag> All { get; } =
    [
        CommonFlags.ChainId, ClientResponderId, ClientListenUri, CommonFlags.AdminListenUri, CommonFlags.ClientAuthTokenSecret, CommonFlags.ClientAuthTokenMaxLifetime,
        OmapCapacity, BlockQueryBatchSize, DbPollingInterval, CommonFlags.ShardingStrategy, .. RecoveryDbFlags.All, CommonFlags.DrainTimeout, .. TeeFlags.All,
    ];

    internal static ViewStoreOptions Options(FlagValues values) => new()
    {
        StoreUri = ViewStoreOptions.StoreUriOf(values.Get(ClientListenUri), values.Get(ClientResponderId)),
        Shard = values.Get(CommonFlags.ShardingStrategy),
        BlockQueryBatchSize = values.Get(BlockQueryBatchSize),
        PollingInterval = values.Get(DbPollingInterval),
    };
}
