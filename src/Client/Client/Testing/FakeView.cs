// Fog view in memory: events and records (fact sheet fog §3.3, §5.3).
using MobileCoin.Transactions;

namespace MobileCoin.Client.Testing;

/// <summary>What the recovery database and the view stores hold. Not for several threads.</summary>
internal sealed class FakeView
{
    private readonly List<(long Id, object Event)> _events = [];
    private readonly Dictionary<string, (ulong Block, ETxOutRecord Record)> _records = new(StringComparer.Ordinal);

    /// <summary>Blocks that were ingested, or given up as missed.</summary>
    internal ulong Processed { get; set; }

    internal void Add(RngRecord rng) => _events.Add((_events.Count + 1, rng));

    internal void Add(BlockRange missed) => _events.Add((_events.Count + 1, missed));

    internal void Add(DecommissionedIngestInvocation over) => _events.Add((_events.Count + 1, over));

    internal void Add(ulong block, IEnumerable<ETxOutRecord> records)
    {
        foreach (ETxOutRecord record in records) _records.Add(Convert.ToHexString(record.SearchKey.Span), (block, record));
    }

    /// <summary>Answers as one who has processed so many blocks.</summary>
    internal QueryResponse Query(QueryRequestAAD aad, QueryRequest query, ulong processed, FakeChain chain)
    {
        (long Id, object Event)[] events = [.. _events.Where(e => e.Id > aad.StartFromUserEventId)];
        FixedTxOutSearchResult[] results = [.. query.GetTxos.Select(key => Search(key, processed))];
        return new QueryResponse
        {
            HighestProcessedBlockCount = processed,
            HighestProcessedBlockSignatureTimestamp = processed > 0 && chain.TryBlock(processed - 1, out FakeBlock? last) ? last.Timestamp : 0,
            NextStartFromUserEventId = events.Length == 0 ? aad.StartFromUserEventId : events[^1].Id,
            MissedBlockRanges = [.. events.Select(e => e.Event).OfType<BlockRange>()],
            Rngs = [.. events.Select(e => e.Event).OfType<RngRecord>()],
            DecommissionedIngestInvocations = [.. events.Select(e => e.Event).OfType<DecommissionedIngestInvocation>()],
            FixedTxOutSearchResults = results,
            TxOutSearchResults = [.. results.Select(r => r.ToTxOutSearchResult())],
            LastKnownBlockCount = chain.Height,
            LastKnownBlockCumulativeTxoCount = chain.TxOutCount,
        };
    }

    private FixedTxOutSearchResult Search(byte[] key, ulong processed) =>
        key.Length != Crypto.KexRng.OutputSize || !key.AsSpan().ContainsAnyExcept((byte)0) ? FixedTxOutSearchResult.Without(key, TxOutSearchResultCode.BadSearchKey)
        : _records.TryGetValue(Convert.ToHexString(key), out (ulong Block, ETxOutRecord Record) found) && found.Block < processed
            ? FixedTxOutSearchResult.Found(key, found.Record.Payload.Span)
        : FixedTxOutSearchResult.Without(key, TxOutSearchResultCode.NotFound);
}
