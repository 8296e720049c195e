// What a store is (fact sheet fog §6.2).
using MobileCoin.Wire.Uris;

namespace MobileCoin.FogLedger;

/// <summary>What a store is.</summary>
/// <param name="StoreUri">What it tells routers that it is: they know it, and authenticate with it, by this URI's responder id.</param>
/// <param name="Shard">The blocks that are its.</param>
public sealed record KeyImageStoreOptions(KeyImageStoreUri StoreUri, BlockShard Shard)
{
    /// <summary>How often the ledger is looked at for new blocks.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>After each such time of waiting for a block's time, the log has a warning.</summary>
    public TimeSpan WatcherTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A random number below 1, for the pause when there is no room; stores of one machine do not all try at once.</summary>
    public Func<double> Jitter { get; init; } = Random.Shared.NextDouble;
}
