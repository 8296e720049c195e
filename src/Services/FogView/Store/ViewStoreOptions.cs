// How a store works (fact sheet fog §5.2, §5.8).
using MobileCoin.Wire.Uris;

namespace MobileCoin.FogView;

/// <summary>How a store works.</summary>
public sealed record ViewStoreOptions
{
    /// <summary>What answers say of where they come from: <c>fog-view-store://host:port/</c>, host and port being the store's responder id.</summary>
    public required string StoreUri { get; init; }

    /// <summary>The blocks that it serves.</summary>
    public BlockShard Shard { get; init; } = BlockShard.All;

    /// <summary>Blocks that are asked of the database at once, at least 1.</summary>
    public int BlockQueryBatchSize { get; init; } = 1000;

    /// <summary>How long it waits for news, and after a failure of the database.</summary>
    public TimeSpan PollingInterval { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>With more records than this waiting for the enclave, none are fetched.</summary>
    public int MaxQueuedRecords { get; init; } = 524_288;

    /// <summary>With at least so many records in the database, they are loaded together at the start.</summary>
    public int MinLoadedRecords { get; init; } = 4096;

    /// <summary>The text of <see cref="StoreUri"/>: the scheme of where the store listens, and the name that routers know it by.</summary>
    /// <param name="listenUri">Where it listens; its parameter <c>responder-id</c>, if there is one, is what is told.</param>
    /// <param name="responderId">The name by which attested channels know it.</param>
    public static string StoreUriOf(FogViewStoreUri listenUri, string responderId)
    {
        ArgumentNullException.ThrowIfNull(listenUri);
        return $"{listenUri.Scheme}://{listenUri.Parameter("responder-id") ?? responderId}/";
    }
}
