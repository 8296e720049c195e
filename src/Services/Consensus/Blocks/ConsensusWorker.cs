// The worker of a validator (fact sheet consensus §4.5): one at a time, values are agreed on and blocks are made.
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using MobileCoin.Blockchain;
using MobileCoin.ConsensusEnclave;
using MobileCoin.LedgerDb;

namespace MobileCoin.Consensus;

/// <summary>Feeds a <see cref="ByzantineLedger"/> and does what it says. Nothing that goes wrong with a block ends it.</summary>
internal sealed class ConsensusWorker
{
    private const int BlocksOfOneFetch = 100;

    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    private readonly ByzantineLedger _state;
    private readonly BlockMaker _maker;
    private readonly ILedger _ledger;
    private readonly ILedgerSync _sync;
    private readonly TransactionCache _cache;
    private readonly ConsensusMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Channel<(ConsensusValue Value, long? Received)> _queue = Channel.CreateUnbounded<(ConsensusValue, long?)>(new UnboundedChannelOptions { SingleReader = true });
    private IReadOnlyList<TxHash> _previous = [];
    private int _queued;
    private int _pending;
    private volatile bool _isServing;
    private volatile bool _isBehind;

    internal ConsensusWorker(
        ByzantineLedger state, BlockMaker maker, ILedger ledger, ILedgerSync sync, TransactionCache cache, ConsensusMetrics metrics, TimeProvider time, ILogger logger) =>
        (_state, _maker, _ledger, _sync, _cache, _metrics, _time, _logger) = (state, maker, ledger, sync, cache, metrics, time, logger);

    /// <summary>Values that wait for a block.</summary>
    internal int PendingCount => Volatile.Read(ref _queued) + Volatile.Read(ref _pending);

    /// <summary>Whether clients' proposals are taken: it runs, is not behind, and can make blocks.</summary>
    internal bool IsServing => _isServing;

    /// <summary>Whether the network is ahead.</summary>
    internal bool IsBehind => _isBehind;

    /// <summary>Takes a value that was found valid.</summary>
    /// <param name="value">The value.</param>
    /// <param name="received">When a client gave it.</param>
    /// <returns>False: the worker is ending.</returns>
    internal bool TrySubmit(ConsensusValue value, long? received)
    {
        Interlocked.Increment(ref _queued);
        if (_queue.Writer.TryWrite((value, received))) return true;
        Interlocked.Decrement(ref _queued);
        return false;
    }

    /// <summary>Takes values from now on; they wait until <see cref="RunAsync"/>, which looks at how far the network is.</summary>
    internal void Open() => Serve(true);

    /// <summary>Takes no more values; <see cref="RunAsync"/> ends when those that wait are in blocks.</summary>
    internal void Complete() => _queue.Writer.TryComplete();

    /// <summary>Works until <see cref="Complete"/> and all that waits is done, or until cancelled.</summary>
    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                if (!await StepAsync(cancellationToken).ConfigureAwait(false)) return;
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Told to end at once.
        }
        finally
        {
            _isServing = false;
        }
    }

    /// <summary>Does the next thing; false: there is none left to do.</summary>
    private async Task<bool> StepAsync(CancellationToken cancellationToken)
    {
        try
        {
            Drain();
            ulong blocks = _ledger.NumBlocks;
            LedgerStep step = _state.Next(blocks, _sync.IsBehind(blocks - 1));
            Publish();
            switch (step.Action)
            {
                case LedgerAction.FormBlock: FormBlock(blocks, step.Values); break;
                case LedgerAction.Fetch: await FetchAsync(cancellationToken).ConfigureAwait(false); break;
                default:
                    // Without a time to wait for, what still waits can get into no block.
                    if (_queue.Reader.Completion.IsCompleted && (PendingCount == 0 || step.WakeAt is null)) return false;
                    await WaitAsync(step.WakeAt, cancellationToken).ConfigureAwait(false);
                    break;
            }
            Publish();
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // The ledger cannot be read, or nobody thought of it. A process that ends would help nobody: try again, and serve nobody meanwhile.
            Serve(false);
            ConsensusLog.CallFailed(_logger, "the worker", e);
            await Task.Delay(RetryDelay, _time, cancellationToken).ConfigureAwait(false);
        }
        return true;
    }

    private void Serve(bool serving)
    {
        if (serving && !_isServing) ConsensusLog.Serving(_logger, _ledger.NumBlocks);
        _isServing = serving;
    }

    private void Drain()
    {
        while (_queue.Reader.TryRead(out (ConsensusValue Value, long? Received) next))
        {
            _state.Add(next.Value, next.Received);
            Volatile.Write(ref _pending, _state.PendingCount);
            Interlocked.Decrement(ref _queued);
        }
    }

    private void FormBlock(ulong slot, IReadOnlyList<ConsensusValue> values)
    {
        int waiting = _state.PendingCount;
        long start = _time.GetTimestamp();
        try
        {
            Block block = _maker.Make(values);
            IReadOnlyList<TimeSpan> waited = _state.Formed(slot + 1, values);
            foreach (TimeSpan time in waited) _metrics.PendingValueProcessingTime(time);
            Forget(block, values);
            _metrics.Count("tx_externalized_count", values.Count);
            _metrics.Set("prev_slot_number", block.Index);
            _metrics.Set("prev_slot_ended_at", _time.GetUtcNow().ToUnixTimeMilliseconds());
            _metrics.Set("prev_slot_num_ext_vals", values.Count);
            _metrics.Set("prev_num_pending_values", waiting);
            ConsensusLog.Appended(_logger, block.Index, values.Count, _time.GetElapsedTime(start).TotalMilliseconds, _state.PendingCount);
        }
        catch (Exception e)
        {
            BlockFailure failure = FailureOf(e);
            ConsensusLog.NotFormed(_logger, slot, values.Count, failure, e);
            foreach (ConsensusValue value in _state.NotFormed(slot, values, failure)) ConsensusLog.Condemned(_logger, value.ToString(), e.Message);
        }
    }

    /// <summary>What nobody asks for any more leaves the cache: the values of the block before this one, and what has expired.</summary>
    private void Forget(Block block, IReadOnlyList<ConsensusValue> values)
    {
        _cache.Remove(_previous);
        _previous = [.. values.Where(v => v.Kind == ConsensusValueKind.TxHash).Select(v => v.TxHash)];
        _cache.RemoveExpired(block.Index);
    }

    // A block that the ledger or the enclave refuses for what is in it; anything else may have nothing to do with the values.
    private static BlockFailure FailureOf(Exception e) => e switch
    {
        EnclaveException
        {
            Error.Kind: EnclaveErrorKind.MalformedTx or EnclaveErrorKind.MalformedMintingTx or EnclaveErrorKind.FormBlock or EnclaveErrorKind.CacheCipher
                or EnclaveErrorKind.Serialization or EnclaveErrorKind.InvalidLocalMembershipProof or EnclaveErrorKind.InvalidLocalMembershipRootElement,
        } => BlockFailure.Values,
        LedgerException
        {
            Error: LedgerError.KeyImageAlreadySpent or LedgerError.DuplicateOutputPublicKey or LedgerError.DuplicateMintTx or LedgerError.DuplicateMintConfigTx
                or LedgerError.MintLimitExceeded or LedgerError.NotFound or LedgerError.NoOutputs or LedgerError.NoKeyImages or LedgerError.TooFewOutputs
                or LedgerError.MissingMaskedAmount or LedgerError.InvalidMintConfig or LedgerError.TxOutIndexOutOfBounds or LedgerError.InvalidBlockContents,
        } => BlockFailure.Values,
        InvalidOperationException => BlockFailure.Values,
        _ => BlockFailure.Machine,
    };

    private async Task FetchAsync(CancellationToken cancellationToken)
    {
        bool success = false;
        try
        {
            success = await _sync.FetchAsync(BlocksOfOneFetch, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            ConsensusLog.NotFetched(_logger, e);
        }
        _state.Fetched(success);
    }

    private async Task WaitAsync(long? wakeAt, CancellationToken cancellationToken)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task input = _queue.Reader.Completion.IsCompleted ? Task.Delay(Timeout.InfiniteTimeSpan, waiting.Token) : _queue.Reader.WaitToReadAsync(waiting.Token).AsTask();
        if (wakeAt is null)
        {
            await input.ConfigureAwait(false);
            return;
        }
        TimeSpan left = TimeSpan.FromSeconds(Math.Max(0, (double)(wakeAt.Value - _time.GetTimestamp()) / _time.TimestampFrequency));
        // Rounded up: waking too early would only wait again.
        Task clock = Task.Delay(left + TimeSpan.FromMilliseconds(1), _time, waiting.Token);
        await Task.WhenAny(input, clock).ConfigureAwait(false);
        await waiting.CancelAsync().ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
    }

    private void Publish()
    {
        Volatile.Write(ref _pending, _state.PendingCount);
        _isBehind = _state.IsBehind;
        Serve(!_state.IsBehind && !_state.IsStuck && !_queue.Reader.Completion.IsCompleted);
        (ulong slot, SlotMetrics metrics) = _state.Slot;
        _metrics.Slot(slot, metrics);
        _metrics.Set("cur_num_pending_values", PendingCount);
        _metrics.Set("byzantine_ledger_msg_queue_size", Volatile.Read(ref _queued));
        _metrics.Set("consensus_msgs_from_network_queue_size", 0);
        _metrics.Set("tx_cache_num_entries", _cache.Count);
    }
}
