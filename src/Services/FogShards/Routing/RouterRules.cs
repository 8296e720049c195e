// In what the two routers differ, and what an operator can set (fact sheet fog §5.6, §6.3).
namespace MobileCoin.FogShards;

/// <summary>How a router asks its shards.</summary>
/// <param name="Stores">What messages call the stores: <c>view stores</c>.</param>
/// <param name="Metrics">How the names of its metrics begin: <c>fog_view_router</c>.</param>
public sealed record RouterRules(string Stores, string Metrics)
{
    /// <summary>How often a shard may be asked that answers neither yes nor no; handshakes do not count.</summary>
    public int Tries { get; init; } = 3;

    /// <summary>How long a query may wait for its shards in all, with handshakes and retries.</summary>
    public TimeSpan Timeout { get; init; } = RouterFlags.DefaultShardTimeout;

    /// <summary>Whether replies must name the very range that the table has for the shard.</summary>
    public bool ChecksRange { get; init; }

    /// <summary>Whether each shard must be answered for by another store.</summary>
    public bool WantsDistinctStores { get; init; }

    /// <summary>Whether stores are known by the responder id of their URI, or by its host and port whatever else it says.</summary>
    public bool KnowsStoresByResponderId { get; init; }

    /// <summary>Whether each call to a store is observed under its name and status.</summary>
    public bool ObservesStores { get; init; }
}
