// How far a shard is, as its host says (fact sheet fog §1.2, §5.3, §6.3).
namespace MobileCoin.FogEnclave;

/// <summary>What the host of a store added to its answer about its progress: no secret, and only as true as that host is.</summary>
/// <param name="ProcessedBlockCount">The shard is complete below it.</param>
/// <param name="LastKnownBlockCount">Blocks in the ledger; 0 if the store does not tell.</param>
public readonly record struct ShardTip(ulong ProcessedBlockCount, ulong LastKnownBlockCount);
