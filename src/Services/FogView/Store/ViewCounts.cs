// How far a shard is (fact sheet fog §5.3, §5.8).
namespace MobileCoin.FogView;

/// <summary>How far a shard is.</summary>
/// <param name="HighestProcessedBlockCount">Its results are complete below this number of blocks, which is not beyond the shard's range.</param>
/// <param name="HighestProcessedBlockSignatureTimestamp">When the last of them was signed, in seconds since 1970; 0 if that is not known yet.</param>
/// <param name="LastKnownBlockCount">Blocks in the ledger, as far as is known.</param>
/// <param name="LastKnownBlockCumulativeTxoCount">Outputs in the ledger, as far as is known.</param>
public readonly record struct ViewCounts(
    ulong HighestProcessedBlockCount, ulong HighestProcessedBlockSignatureTimestamp, ulong LastKnownBlockCount, ulong LastKnownBlockCumulativeTxoCount);
