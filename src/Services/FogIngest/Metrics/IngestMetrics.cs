// An ingest node's metrics, by upstream's names (fact sheet fog §10.1).
using MobileCoin.Hosting;
using MobileCoin.Wire.IngestCommon;

namespace MobileCoin.FogIngest;

/// <summary>The set <c>fog_ingest</c>.</summary>
internal sealed class IngestMetrics(MetricRegistry registry)
{
    private readonly OpMetrics _ops = new(registry, "fog_ingest");

    internal void Mode(IngestControllerMode mode)
    {
        bool isActive = mode == IngestControllerMode.Active;
        Set("mode_is_idle", isActive ? 0 : 1);
        Set("mode_is_active", isActive ? 1 : 0);
        Set("mode", isActive ? 1 : 0);
    }

    internal void LastProcessedBlock(ulong block) => Set("last_processed_block_index", block);

    internal void LastPublishedPubkeyExpiry(ulong block) => Set("last_published_pubkey_expiry", block);

    internal void EvidenceTimestamp(long seconds) => Set(Quotes.EvidenceCache.Gauge, seconds);

    /// <summary>Blocks that were worked on together share their time.</summary>
    internal void Processed(int blocks, TimeSpan time)
    {
        _ops.Counter("blocks_processed_count").Increment(blocks);
        Histogram histogram = _ops.Duration("process_next_block_time");
        for (int i = 0; i < blocks; i++) histogram.Observe(time.TotalSeconds / blocks);
    }

    internal void IngestTxsTime(TimeSpan time) => _ops.Duration("ingest_txs_time").Observe(time.TotalSeconds);

    internal void AddBlockDataTime(TimeSpan time) => _ops.Duration("db_add_block_data_time").Observe(time.TotalSeconds);

    private void Set(string op, double value) => _ops.Gauge(op).Value = value;
}
