// What clients are told beside their results (fact sheet fog §3.3, §5.3, §5.8).
using MobileCoin.RecoveryDb;
using MobileCoin.Transactions;
using MobileCoin.ViewEnclave;

namespace MobileCoin.FogView;

/// <summary>
/// How far the shard is, and all events: these were read after the blocks that are counted, so that nobody is told that a block is complete
/// before he is told of a key that its outputs may be found by. Immutable.
/// </summary>
internal sealed class ViewState(ViewCounts counts, UserEvents events)
{
    /// <summary>Before anything was read.</summary>
    internal static ViewState Nothing { get; } = new(default, new UserEvents([], 0));

    internal ViewCounts Counts { get; } = counts;

    /// <summary>What a host adds to the answer to a query of a cursor.</summary>
    internal UntrustedQueryResponse After(long cursor)
    {
        var missed = new List<BlockRange>();
        var rngs = new List<RngRecord>();
        var decommissioned = new List<DecommissionedIngestInvocation>();
        long next = cursor;
        for (int i = FirstAfter(cursor); i < events.Events.Count; i++)
        {
            next = events.Ids[i];
            switch (events.Events[i])
            {
                case UserEvent.NewRngRecord rng: rngs.Add(rng.Record); break;
                case UserEvent.DecommissionIngestInvocation run: decommissioned.Add(run.Invocation); break;
                case UserEvent.MissingBlocks blocks: missed.Add(blocks.Range); break;
            }
        }
        return new UntrustedQueryResponse
        {
            HighestProcessedBlockCount = Counts.HighestProcessedBlockCount,
            HighestProcessedBlockSignatureTimestamp = Counts.HighestProcessedBlockSignatureTimestamp,
            NextStartFromUserEventId = next,
            MissedBlockRanges = missed,
            Rngs = rngs,
            DecommissionedIngestInvocations = decommissioned,
            LastKnownBlockCount = Counts.LastKnownBlockCount,
            LastKnownBlockCumulativeTxoCount = Counts.LastKnownBlockCumulativeTxoCount,
        };
    }

    private int FirstAfter(long cursor)
    {
        int low = 0, high = events.Ids.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (events.Ids[middle] > cursor) high = middle;
            else low = middle + 1;
        }
        return low;
    }
}
