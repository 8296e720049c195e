// How far the shards are together (fact sheet fog §6.3). Nothing of it is secret.
using MobileCoin.Transactions;

namespace MobileCoin.LedgerEnclave;

/// <summary>The ledger, as far as the shards cover it from its beginning without a gap.</summary>
/// <param name="NumBlocks">Blocks whose key images were all looked at.</param>
/// <param name="GlobalTxoCount">Outputs, as the shard at the end knows.</param>
/// <param name="LatestBlockVersion">The last block's version, as that shard knows.</param>
/// <param name="MaxBlockVersion">The highest version that this software knows, or the latest if that is higher.</param>
internal readonly record struct LedgerState(ulong NumBlocks, ulong GlobalTxoCount, uint LatestBlockVersion, uint MaxBlockVersion)
{
    internal static LedgerState Of(IReadOnlyList<UntrustedKeyImageQueryResponse> shards)
    {
        UntrustedKeyImageQueryResponse last = default;
        foreach (UntrustedKeyImageQueryResponse shard in shards.OrderBy(s => s.ProcessedBlockRange.StartBlock))
        {
            if (shard.ProcessedBlockRange.StartBlock > last.ProcessedBlockRange.EndBlock) break;
            if (shard.ProcessedBlockRange.EndBlock > last.ProcessedBlockRange.EndBlock) last = shard;
        }
        uint max = Math.Max(last.LatestBlockVersion, BlockVersion.MaxValue);
        return new LedgerState(last.ProcessedBlockRange.EndBlock, last.LastKnownBlockCumulativeTxoCount, last.LatestBlockVersion, max);
    }
}
