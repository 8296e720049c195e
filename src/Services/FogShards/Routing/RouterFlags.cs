// Flags that both routers have (fact sheet fog §5.2, §6.2).
using MobileCoin.Hosting;
using MobileCoin.Wire.Uris;

namespace MobileCoin.FogShards;

/// <summary>Flags of routers.</summary>
public static class RouterFlags
{
    /// <summary>What <see cref="ShardTimeout"/> is unless it is set.</summary>
    public static TimeSpan DefaultShardTimeout { get; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a query may wait for its shards.</summary>
    public static Flag<TimeSpan> ShardTimeout { get; } =
        Flags.Milliseconds("shard-timeout", "MC_SHARD_TIMEOUT", "how long a query may wait for its shards in all; then it fails, so that a store that hangs hangs nobody else") with { Default = DefaultShardTimeout };

    /// <summary>The operator's port, which routers must have: shards are added there.</summary>
    public static Flag<AdminUri> AdminListenUri { get; } = CommonFlags.AdminListenUri with { IsRequired = true };

    /// <summary>The shards.</summary>
    /// <typeparam name="TUri">A store of the service.</typeparam>
    public static Flag<IReadOnlyList<TUri>> ShardUris<TUri>(string variable)
        where TUri : ServiceUri<TUri>, IServiceUri<TUri> =>
        Flags.UriList<TUri>("shard-uris", variable, "the stores that are asked, each with ?sharding_strategy=FIRST-END unless it has all blocks") with { IsRequired = true };
}
