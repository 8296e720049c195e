// What a ledger counts (fact sheet ledger §5.5 "Metrics").
using MobileCoin.Hosting;

namespace MobileCoin.LedgerDb;

internal sealed class LedgerMetrics
{
    private readonly Counter _blocksWritten, _txosWritten;
    private readonly Gauge _numBlocks, _numTxos, _fileSize;
    private readonly Histogram _appendBlock;

    internal LedgerMetrics(MetricRegistry registry, string path)
    {
        CounterFamily counters = registry.Counter("ledger_db_counter", "Counters of ledgers by operation.", "op", "db_path");
        GaugeFamily gauges = registry.Gauge("ledger_db_gauge", "Gauges of ledgers by operation.", "op", "db_path");
        HistogramFamily durations = registry.Histogram("ledger_db_duration", "Seconds that operations of ledgers took.", null, "op", "db_path");
        (_blocksWritten, _txosWritten) = (counters.With("blocks_written_count", path), counters.With("txo_written_count", path));
        (_numBlocks, _numTxos, _fileSize) = (gauges.With("num_blocks", path), gauges.With("num_txos", path), gauges.With("db_file_size", path));
        _appendBlock = durations.With("append_block", path);
    }

    internal void Appended(int outputs, TimeSpan taken)
    {
        _blocksWritten.Increment();
        _txosWritten.Increment(outputs);
        _appendBlock.Observe(taken.TotalSeconds);
    }

    internal void Now(ulong blocks, ulong txos, long fileSize) => (_numBlocks.Value, _numTxos.Value, _fileSize.Value) = (blocks, txos, fileSize);
}
