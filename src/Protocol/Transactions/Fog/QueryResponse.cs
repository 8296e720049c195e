// What fog view answers (fact sheet crypto §9.8, fog §5.3).
using MobileCoin.Wire;

namespace MobileCoin.Transactions;

/// <summary>The answer to a query: events since a cursor, and one result for each search key, in both forms. Immutable.</summary>
public sealed class QueryResponse : IWireMessage<QueryResponse>
{
    /// <summary>Results are complete below this number of blocks.</summary>
    public ulong HighestProcessedBlockCount { get; init; }

    /// <summary>When the last of them was signed, in seconds since 1970; 0 if that is not known yet.</summary>
    public ulong HighestProcessedBlockSignatureTimestamp { get; init; }

    /// <summary>The cursor of the next query.</summary>
    public long NextStartFromUserEventId { get; init; }

    /// <summary>Blocks that no ingest saw: a wallet looks at their outputs itself.</summary>
    public IReadOnlyList<BlockRange> MissedBlockRanges { get; init; } = [];

    /// <summary>New keys of ingest enclaves.</summary>
    public IReadOnlyList<RngRecord> Rngs { get; init; } = [];

    /// <summary>Keys that are no longer used.</summary>
    public IReadOnlyList<DecommissionedIngestInvocation> DecommissionedIngestInvocations { get; init; } = [];

    /// <summary>The results in their old form.</summary>
    public IReadOnlyList<TxOutSearchResult> TxOutSearchResults { get; init; } = [];

    /// <summary>Blocks in the ledger, as far as is known.</summary>
    public ulong LastKnownBlockCount { get; init; }

    /// <summary>Outputs in the ledger, as far as is known.</summary>
    public ulong LastKnownBlockCumulativeTxoCount { get; init; }

    /// <summary>The results.</summary>
    public IReadOnlyList<FixedTxOutSearchResult> FixedTxOutSearchResults { get; init; } = [];

    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.UInt64(1, HighestProcessedBlockCount);
        writer.UInt64(2, HighestProcessedBlockSignatureTimestamp);
        writer.Int64(3, NextStartFromUserEventId);
        writer.Messages(4, MissedBlockRanges);
        writer.Messages(5, Rngs);
        writer.Messages(6, DecommissionedIngestInvocations);
        writer.Messages(7, TxOutSearchResults);
        writer.UInt64(8, LastKnownBlockCount);
        writer.UInt64(9, LastKnownBlockCumulativeTxoCount);
        writer.Messages(10, FixedTxOutSearchResults);
    }

    /// <inheritdoc/>
    public static QueryResponse ReadFrom(ref ProstReader reader)
    {
        ulong processed = 0, timestamp = 0, blocks = 0, txos = 0;
        long next = 0;
        var missed = new List<BlockRange>();
        var rngs = new List<RngRecord>();
        var decommissioned = new List<DecommissionedIngestInvocation>();
        var results = new List<TxOutSearchResult>();
        var fixedResults = new List<FixedTxOutSearchResult>();
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: processed = reader.UInt64(); break;
                case 2: timestamp = reader.UInt64(); break;
                case 3: next = reader.Int64(); break;
                case 4: missed.Add(reader.Message<BlockRange>()); break;
                case 5: rngs.Add(reader.Message<RngRecord>()); break;
                case 6: decommissioned.Add(reader.Message<DecommissionedIngestInvocation>()); break;
                case 7: results.Add(reader.Message<TxOutSearchResult>()); break;
                case 8: blocks = reader.UInt64(); break;
                case 9: txos = reader.UInt64(); break;
                case 10: fixedResults.Add(reader.Message<FixedTxOutSearchResult>()); break;
                default: reader.Skip(); break;
            }
        }
        return new QueryResponse
        {
            HighestProcessedBlockCount = processed,
            HighestProcessedBlockSignatureTimestamp = timestamp,
            NextStartFromUserEventId = next,
            MissedBlockRanges = missed,
            Rngs = rngs,
            DecommissionedIngestInvocations = decommissioned,
            TxOutSearchResults = results,
            LastKnownBlockCount = blocks,
            LastKnownBlockCumulativeTxoCount = txos,
            FixedTxOutSearchResults = fixedResults,
        };
    }
}
