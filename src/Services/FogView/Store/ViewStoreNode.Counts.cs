// What clients are told of how far the shard is (fact sheet fog §5.8).
using MobileCoin.Curve25519;
using MobileCoin.RecoveryDb;

namespace MobileCoin.FogView;

public sealed partial class ViewStoreNode
{
    private static readonly TimeSpan StuckPeriod = TimeSpan.FromSeconds(60);

    private volatile ViewState _state = ViewState.Nothing;
    private ulong _timestampOf;
    private long _progressed;
    private TimeSpan _stuckTold;

    /// <summary>
    /// Counts what is in the enclave, with keys that were read after every block of it: a key that was entered later begins after the blocks
    /// that were known then. Then reads the events: whoever is told a count is told what there was to know of at that count. A failure on the
    /// way leaves clients with what they were told before.
    /// </summary>
    private async Task TellAsync(CancellationToken cancellation)
    {
        if (!_keysAreCurrent) await LoadKeysAsync(cancellation).ConfigureAwait(false);
        ViewCounts counts = Counts;
        ulong known = Math.Max(counts.LastKnownBlockCount, _added.HighestKnown(_keys));
        ulong processed = Math.Max(counts.HighestProcessedBlockCount, _added.HighestProcessed(_keys, known, out CompressedRistretto? lagging));
        if (known != counts.LastKnownBlockCount && await CumulativeTxoCountAsync(known - 1, cancellation).ConfigureAwait(false) is { } outputs)
        {
            counts = counts with { LastKnownBlockCount = known, LastKnownBlockCumulativeTxoCount = outputs };
        }
        if (processed > 1 && processed != _timestampOf && await TimestampAsync(processed - 1, cancellation).ConfigureAwait(false) is { } timestamp)
        {
            counts = counts with { HighestProcessedBlockSignatureTimestamp = timestamp };
            _timestampOf = processed;
        }
        Watch(processed, known, lagging);
        counts = counts with { HighestProcessedBlockCount = processed };
        long start = _time.GetTimestamp();
        UserEvents events = await _db.SearchUserEventsAsync(0, cancellation).ConfigureAwait(false);
        _metrics.LoadMissingBlockRangesTime.Observe(_time.GetElapsedTime(start).TotalSeconds);
        _state = new ViewState(counts, events);
        _metrics.Tell(counts);
    }

    private async Task<ulong?> CumulativeTxoCountAsync(ulong block, CancellationToken cancellation) =>
        _added.Find(block)?.CumulativeTxoCount
        ?? await AskAsync("the number of outputs", _db.GetCumulativeTxoCountForBlockAsync(block, cancellation)).ConfigureAwait(false);

    private async Task<ulong?> TimestampAsync(ulong block, CancellationToken cancellation) =>
        _added.Find(block)?.SignatureTimestamp
        ?? await AskAsync("the time of the last block", _db.GetBlockSignatureTimestampForBlockAsync(block, cancellation)).ConfigureAwait(false);

    // Rows that contradict each other keep these numbers back, and nothing else.
    private async Task<ulong?> AskAsync(string of, Task<ulong?> asked)
    {
        try
        {
            return await asked.ConfigureAwait(false);
        }
        catch (RecoveryDbException e) when (!e.IsTransient)
        {
            ViewLog.NotTold(_logger, of, e.Message);
            return null;
        }
    }

    private void Watch(ulong processed, ulong known, CompressedRistretto? lagging)
    {
        if (processed != Counts.HighestProcessedBlockCount) (_progressed, _stuckTold) = (_time.GetTimestamp(), TimeSpan.Zero);
        TimeSpan stuck = _time.GetElapsedTime(_progressed);
        if (stuck - _stuckTold < StuckPeriod) return;
        _stuckTold = stuck;
        if (lagging is { } key && processed < known) ViewLog.Stuck(_logger, stuck.TotalSeconds, processed, known, key.ToString());
        else ViewLog.CaughtUp(_logger, stuck.TotalSeconds, processed);
    }
}
