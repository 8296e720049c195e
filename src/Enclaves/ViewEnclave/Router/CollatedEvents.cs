// What the shards' hosts tell, put together (fact sheet fog §5.6). Nothing of it is secret.
using MobileCoin.Transactions;

namespace MobileCoin.ViewEnclave;

/// <summary>A shard's answer, decrypted.</summary>
/// <param name="Range">The blocks that it serves.</param>
/// <param name="Response">The answer.</param>
internal readonly record struct ShardAnswer(BlockRange Range, QueryResponse Response);

/// <summary>The part of an answer that is not about keys.</summary>
internal sealed class CollatedEvents
{
    internal ulong HighestProcessedBlockCount { get; private init; }

    internal ulong HighestProcessedBlockSignatureTimestamp { get; private init; }

    internal long NextStartFromUserEventId { get; private init; }

    internal IReadOnlyList<BlockRange> MissedBlockRanges { get; private init; } = [];

    internal IReadOnlyList<RngRecord> Rngs { get; private init; } = [];

    internal IReadOnlyList<DecommissionedIngestInvocation> DecommissionedIngestInvocations { get; private init; } = [];

    internal ulong LastKnownBlockCount { get; private init; }

    internal ulong LastKnownBlockCumulativeTxoCount { get; private init; }

    /// <summary>Of one shard or more.</summary>
    internal static CollatedEvents Of(IReadOnlyList<ShardAnswer> shards)
    {
        QueryResponse latest = shards[0].Response;
        long next = latest.NextStartFromUserEventId;
        foreach (ShardAnswer shard in shards)
        {
            if (shard.Response.LastKnownBlockCount > latest.LastKnownBlockCount) latest = shard.Response;
            next = Math.Max(next, shard.Response.NextStartFromUserEventId);
        }
        (ulong processed, ulong timestamp) = HighestProcessed(shards);
        return new CollatedEvents
        {
            HighestProcessedBlockCount = processed,
            HighestProcessedBlockSignatureTimestamp = timestamp,
            NextStartFromUserEventId = next,
            MissedBlockRanges = [.. shards.SelectMany(s => s.Response.MissedBlockRanges).Distinct()],
            Rngs = [.. shards.SelectMany(s => s.Response.Rngs).DistinctBy(Identity)],
            DecommissionedIngestInvocations = [.. shards.SelectMany(s => s.Response.DecommissionedIngestInvocations).Distinct()],
            LastKnownBlockCount = latest.LastKnownBlockCount,
            LastKnownBlockCumulativeTxoCount = latest.LastKnownBlockCumulativeTxoCount,
        };
    }

    // From the first blocks on, as far as no shard lacks any of its own. Upstream goes on where a shard gave no answer, and says that results
    // are complete which are not; here a gap between ranges ends it.
    private static (ulong Count, ulong Timestamp) HighestProcessed(IReadOnlyList<ShardAnswer> shards)
    {
        (ulong Count, ulong Timestamp) highest = default;
        ulong covered = 0;
        foreach (ShardAnswer shard in shards.OrderBy(s => s.Range.StartBlock))
        {
            if (shard.Range.StartBlock > covered) break;
            QueryResponse response = shard.Response;
            if (response.HighestProcessedBlockCount > highest.Count)
            {
                highest = (response.HighestProcessedBlockCount, response.HighestProcessedBlockSignatureTimestamp);
            }
            if (!IsComplete(shard)) break;
            covered = Math.Max(covered, shard.Range.EndBlock);
        }
        return highest;
    }

    // What a shard did not process of its range no ingest saw.
    private static bool IsComplete(ShardAnswer shard)
    {
        ulong block = shard.Response.HighestProcessedBlockCount;
        foreach (BlockRange missed in shard.Response.MissedBlockRanges.OrderBy(r => r.StartBlock))
        {
            if (missed.StartBlock > block) break;
            block = Math.Max(block, missed.EndBlock);
        }
        return block >= shard.Range.EndBlock;
    }

    private static (long, ulong, uint, string) Identity(RngRecord rng) =>
        (rng.IngestInvocationId, rng.StartBlock, rng.Pubkey.Version, Convert.ToHexString(rng.Pubkey.PublicKey.Span));
}
