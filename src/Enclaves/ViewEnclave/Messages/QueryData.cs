// What hosts add to queries' answers (fact sheet fog §1.2, §5.3): known to them, and only as true as they are.
using MobileCoin.Attestation;
using MobileCoin.Transactions;

namespace MobileCoin.ViewEnclave;

/// <summary>The part of a store's answer that its host makes: how far the shard is, and the events after the query's cursor.</summary>
public sealed record UntrustedQueryResponse
{
    /// <summary>Results are complete below this number of blocks.</summary>
    public ulong HighestProcessedBlockCount { get; init; }

    /// <summary>When the last of them was signed, in seconds since 1970; 0 if that is not known yet.</summary>
    public ulong HighestProcessedBlockSignatureTimestamp { get; init; }

    /// <summary>The cursor of the next query.</summary>
    public long NextStartFromUserEventId { get; init; }

    /// <summary>Blocks that no ingest saw.</summary>
    public IReadOnlyList<BlockRange> MissedBlockRanges { get; init; } = [];

    /// <summary>New keys of ingest enclaves.</summary>
    public IReadOnlyList<RngRecord> Rngs { get; init; } = [];

    /// <summary>Keys that are no longer used.</summary>
    public IReadOnlyList<DecommissionedIngestInvocation> DecommissionedIngestInvocations { get; init; } = [];

    /// <summary>Blocks in the ledger, as far as is known.</summary>
    public ulong LastKnownBlockCount { get; init; }

    /// <summary>Outputs in the ledger, as far as is known.</summary>
    public ulong LastKnownBlockCumulativeTxoCount { get; init; }
}

/// <summary>A shard's answer to a query.</summary>
/// <param name="ResponderId">The store that gave it.</param>
/// <param name="Range">The blocks that the shard serves, checked by the host against its configuration.</param>
/// <param name="Message">The answer.</param>
public sealed record ShardQueryResponse(string ResponderId, BlockRange Range, NonceMessage Message);
