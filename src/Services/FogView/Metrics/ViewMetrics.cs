// A store's metrics, by upstream's names (fact sheet fog §10.1).
using MobileCoin.Hosting;

namespace MobileCoin.FogView;

/// <summary>The set <c>fog_view</c>, and what it has beside upstream's.</summary>
internal sealed class ViewMetrics(MetricRegistry registry)
{
    /// <summary>The name of the set of calls.</summary>
    internal const string ServiceName = "fog_view_service";

    private readonly OpMetrics _ops = new(registry, "fog_view");

    internal Counter BlocksFetched => _ops.Counter("blocks_fetched_count");

    internal Counter TxosFetched => _ops.Counter("txos_fetched_count");

    internal Counter BlocksAdded => _ops.Counter("blocks_added_count");

    internal Counter TxosAdded => _ops.Counter("txos_added_count");

    /// <summary>Rows and records of the database that are none.</summary>
    internal Counter BadRows => _ops.Counter("bad_rows_count");

    internal Histogram EnclaveAddRecordsTime => _ops.Duration("enclave_add_records_time");

    internal Histogram GetTxOutsByBlockTime => _ops.Duration("get_tx_outs_by_block_time");

    internal Histogram LoadIngressKeysTime => _ops.Duration("load_ingress_keys_time");

    /// <summary>Of all events: missed ranges are among them.</summary>
    internal Histogram LoadMissingBlockRangesTime => _ops.Duration("load_missing_block_ranges_time");

    internal Gauge QueuedRecords => _ops.Gauge("db_fetcher_num_queued_records");

    internal Gauge EvidenceTimestamp => _ops.Gauge(Quotes.EvidenceCache.Gauge);

    internal void Tell(ViewCounts counts)
    {
        _ops.Gauge("highest_processed_block_count").Value = counts.HighestProcessedBlockCount;
        _ops.Gauge("last_known_block_count").Value = counts.LastKnownBlockCount;
        _ops.Gauge("last_known_block_cumulative_txo_count").Value = counts.LastKnownBlockCumulativeTxoCount;
    }
}
