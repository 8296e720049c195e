// Egress keys and the runs that they are entered with (fact sheet fog §2.10 items 3 and 4, §11 items 13-15): an egress key that gave records
// which may not be stored is never used again, and its run is ended, so that no user waits at a search key that nobody stored.
using MobileCoin.Crypto;
using MobileCoin.IngestEnclave;
using MobileCoin.RecoveryDb;
using MobileCoin.Transactions;

namespace MobileCoin.FogIngest;

public sealed partial class IngestNode
{
    /// <summary>The egress key gave records, and nobody knows yet that they are stored.</summary>
    private volatile bool _isUnsettled;

    /// <summary>Blocks that a run was storing when it was last heard of.</summary>
    private (long Run, ulong First, ulong Last)? _storing;

    /// <summary>
    /// Draws another egress key and ends the present one's run. What the run was storing may have been stored after all: then the node goes on
    /// after it.
    /// </summary>
    /// <param name="forEver">Whether the database is waited for; if not, the node does it again before it scans.</param>
    /// <param name="cancellation">Gives up.</param>
    private async Task EndRunAsync(bool forEver, CancellationToken cancellation)
    {
        if (!_isUnsettled && _state.InvocationId is null) return;
        _isUnsettled = true;
        KexRngPubkey egress = Ask(_enclave.NewEgressKey);
        Update(s => s with { EgressKey = egress });
        if (_state.InvocationId is { } run)
        {
            await Try(() => DecommissionAsync(run, cancellation)).ConfigureAwait(false);
            if (_storing is { } storing)
            {
                long? stored = await Try(() => _db.GetInvocationIdByBlockAndKeyAsync(_state.IngressKey.Encoding, storing.First, cancellation)).ConfigureAwait(false);
                if (stored == storing.Run) Advance(storing.Last);
            }
            Update(s => s with { InvocationId = null });
            IngestLog.RunEnded(_logger, run);
        }
        _storing = null;
        _isUnsettled = false;

        Task<T> Try<T>(Func<Task<T>> call) => forEver ? UntilItWorksAsync("ending the ingest invocation", call, cancellation) : AskDbAsync(call);
    }

    private async Task<bool> DecommissionAsync(long run, CancellationToken cancellation)
    {
        try
        {
            await _db.DecommissionIngestInvocationAsync(run, cancellation).ConfigureAwait(false);
        }
        catch (RecoveryDbException e) when (e.Error is RecoveryDbError.AlreadyDecommissioned or RecoveryDbError.MissingIngestInvocation)
        {
            // By an earlier attempt whose answer was lost, or by the operator.
            IngestLog.RunHadEnded(_logger, run, e.Message);
        }
        return true;
    }

    /// <summary>Sees to it that there is a run with the egress key that records came under; the run of another one ends.</summary>
    private async Task EnterRunAsync(IngestedTxs ingested, ulong startBlock, CancellationToken cancellation)
    {
        KexRngPubkey egress = ingested.KexRngPubkey;
        IngestState state = _state;
        if (state.InvocationId is not null && !ingested.Rotated && egress.PublicKey == state.EgressKey.PublicKey) return;
        var key = new KexRngPubkeyMessage(egress);
        long? previous = state.InvocationId;
        long run = await UntilItWorksAsync("entering an ingest invocation", EnterAsync, cancellation).ConfigureAwait(false);
        Update(s => s with { EgressKey = egress, InvocationId = run });
        IngestLog.RunEntered(_logger, run, egress.PublicKey.Encoding.ToString(), startBlock);

        async Task<long> EnterAsync()
        {
            try
            {
                return await _db.NewIngestInvocationAsync(previous, state.IngressKey.Encoding, key, startBlock, cancellation).ConfigureAwait(false);
            }
            catch (RecoveryDbException e) when (e.Error is RecoveryDbError.EgressKeyAlreadyUsed or RecoveryDbError.AlreadyDecommissioned or RecoveryDbError.MissingIngestInvocation)
            {
                // An earlier attempt whose answer was lost has done it; or somebody else has ended the run before.
                if (await FindRunAsync(key, cancellation).ConfigureAwait(false) is { } entered) return entered;
                if (previous is null || e.Error == RecoveryDbError.EgressKeyAlreadyUsed) throw;
                IngestLog.RunHadEnded(_logger, previous.Value, e.Message);
                previous = null;
                return await _db.NewIngestInvocationAsync(null, state.IngressKey.Encoding, key, startBlock, cancellation).ConfigureAwait(false);
            }
        }
    }

    private async Task<long?> FindRunAsync(KexRngPubkeyMessage egress, CancellationToken cancellation)
    {
        // All that there are: the database has a clock of its own.
        IReadOnlyList<ExpiredInvocationRecord> runs = await _db.GetExpiredInvocationsAsync(DateTimeOffset.MaxValue.AddYears(-1), cancellation).ConfigureAwait(false);
        for (int i = runs.Count - 1; i >= 0; i--)
        {
            if (runs[i].EgressKey.PublicKey.Span.SequenceEqual(egress.PublicKey.Span)) return runs[i].IngestInvocationId;
        }
        return null;
    }

    private void Advance(ulong last)
    {
        Update(s => s with { NextBlockIndex = last + 1 });
        _metrics.LastProcessedBlock(last);
    }

    /// <summary>Tries until it works: after 1 s, 2 s, … 30 s. For what only time can help, or an operator.</summary>
    private async Task<T> UntilItWorksAsync<T>(string what, Func<Task<T>> call, CancellationToken cancellation, Func<Exception, bool>? mayRetry = null)
    {
        for (int seconds = 1; ; seconds = Math.Min(seconds + 1, LongestPause))
        {
            try
            {
                return await call().ConfigureAwait(false);
            }
            catch (Exception e) when (e is RecoveryDbException or IngestException && (mayRetry?.Invoke(e) ?? true))
            {
                IngestLog.TryingAgain(_logger, what, seconds, e.Message);
            }
            await Task.Delay(TimeSpan.FromSeconds(seconds), _time, cancellation).ConfigureAwait(false);
        }
    }

    private const int LongestPause = 30;
}
