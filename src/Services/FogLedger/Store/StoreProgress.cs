// How far a store has come (fact sheet fog §6.4).
using MobileCoin.Blockchain;
using MobileCoin.LedgerEnclave;
using MobileCoin.Transactions;
using MobileCoin.Wire.Uris;

namespace MobileCoin.FogLedger;

/// <summary>What a store has of its shard, and what it knows of the ledger. Immutable.</summary>
/// <param name="Shard">The blocks that are the store's.</param>
/// <param name="Next">The first of them that is not loaded.</param>
/// <param name="Latest">The ledger's last block; null before one was seen.</param>
internal sealed record StoreProgress(BlockShard Shard, ulong Next, Block? Latest)
{
    /// <summary>Blocks that a ready store may lie behind.</summary>
    internal const ulong Slack = 100;

    /// <summary>The end of what the store can have now.</summary>
    internal ulong End => Math.Min(Latest is null ? 0 : Latest.Index + 1, Shard.End);

    /// <summary>Whether the store is near enough to the end of what it can have. It is not before it has seen the ledger.</summary>
    internal bool IsReady => Latest is not null && Next >= (End > Slack ? End - Slack : 0);

    /// <summary>What the host adds to answers.</summary>
    internal UntrustedKeyImageQueryResponse Untrusted => new(
        new BlockRange(Shard.Start, Next), Latest?.CumulativeTxoCount ?? 0, Latest?.Version ?? 0, Math.Max(Latest?.Version ?? 0, BlockVersion.MaxValue));
}
