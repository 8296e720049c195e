// Well-formedness of proposed transactions, checked together (fact sheet consensus §3.5, §4.4). Validation of many costs much less than of
// each alone, so whatever waits when a checker becomes free is taken at once; nobody waits for others to come.
using System.Threading.Channels;
using MobileCoin.ConsensusEnclave;
using MobileCoin.LedgerDb;
using MobileCoin.Transactions;

namespace MobileCoin.Consensus;

/// <summary>What became of a proposed transaction: one of the two is null.</summary>
/// <param name="Tx">The transaction, if it is well formed.</param>
/// <param name="Error">Why it is refused.</param>
internal sealed record CheckedProposal(WellFormedTx? Tx, EnclaveError? Error);

/// <summary>Has the enclave check proposals, in batches of what waits, and keeps the well-formed ones.</summary>
internal sealed class ProposalChecker : IAsyncDisposable
{
    /// <summary>Most transactions of a batch: beyond, the first would wait longer than the last would gain.</summary>
    internal const int MaxBatch = 128;

    private readonly IConsensusEnclave _enclave;
    private readonly ILedger _ledger;
    private readonly TransactionCache _cache;
    private readonly ConsensusMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly Channel<Proposal> _queue = Channel.CreateUnbounded<Proposal>();
    private readonly Task[] _checkers;
    private int _waiting;

    /// <summary>Starts the checkers.</summary>
    /// <param name="enclave">Checks.</param>
    /// <param name="ledger">Gives the proofs.</param>
    /// <param name="cache">Gets the well-formed ones.</param>
    /// <param name="metrics">Where times are counted.</param>
    /// <param name="time">The clock.</param>
    /// <param name="checkers">How many batches are checked side by side.</param>
    internal ProposalChecker(IConsensusEnclave enclave, ILedger ledger, TransactionCache cache, ConsensusMetrics metrics, TimeProvider time, int checkers)
    {
        (_enclave, _ledger, _cache, _metrics, _time) = (enclave, ledger, cache, metrics, time);
        _checkers = [.. Enumerable.Range(0, checkers).Select(_ => Task.Run(CheckAllAsync))];
    }

    /// <summary>Transactions whose answer is outstanding.</summary>
    internal int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Checks a transaction, unless it was found well formed before.</summary>
    /// <exception cref="LedgerException">The ledger cannot be read.</exception>
    internal async Task<CheckedProposal> CheckAsync(TxContext context)
    {
        if (_cache.Find(context.TxHash) is { } known) return new CheckedProposal(known, null);
        var waiting = new Proposal(context);
        Interlocked.Increment(ref _waiting);
        try
        {
            await _queue.Writer.WriteAsync(waiting).ConfigureAwait(false);
            return await waiting.Answer.Task.ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    /// <summary>Ends when all that wait are answered.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await Task.WhenAll(_checkers).ConfigureAwait(false);
    }

    private async Task CheckAllAsync()
    {
        while (await _queue.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            List<Proposal> batch = [];
            while (batch.Count < MaxBatch && _queue.Reader.TryRead(out Proposal? next)) batch.Add(next);
            if (batch.Count > 0) Check(batch);
        }
    }

    private void Check(List<Proposal> batch)
    {
        try
        {
            // The index of the last block, where the block to come is one later: so upstream has it (a block's tombstones are checked again).
            ulong blocks = _ledger.NumBlocks;
            ulong blockIndex = blocks == 0 ? 0 : blocks - 1;
            List<Proposal> possible = WithProofs(batch, out List<TxWithProofs> txs);
            if (txs.Count == 0) return;
            long start = _time.GetTimestamp();
            IReadOnlyList<WellFormedOutcome> outcomes = _enclave.TxsAreWellFormed(txs, blockIndex);
            _metrics.WellFormedCheckTime(_time.GetElapsedTime(start), txs.Count);
            for (int i = 0; i < possible.Count; i++)
            {
                if (outcomes[i].Tx is { } tx) _cache.Add(tx);
                possible[i].Answer.TrySetResult(new CheckedProposal(outcomes[i].Tx, outcomes[i].Error));
            }
        }
        catch (Exception) when (batch.Count > 1)
        {
            // One of them may be to blame: the others shall not suffer for it.
            foreach (Proposal waiting in batch.Where(w => !w.Answer.Task.IsCompleted)) Check([waiting]);
        }
        catch (Exception e)
        {
            batch[0].Answer.TrySetException(e);
        }
    }

    /// <summary>The ledger's proofs for all transactions, of one moment; transactions that point beyond the ledger are answered.</summary>
    private List<Proposal> WithProofs(List<Proposal> batch, out List<TxWithProofs> txs)
    {
        ulong count = _ledger.NumTxos;
        List<Proposal> possible = [];
        List<ulong> indices = [];
        foreach (Proposal waiting in batch)
        {
            IReadOnlyList<ulong> highest = waiting.Context.HighestIndices;
            int beyond = highest.TakeWhile(i => i < count).Count();
            if (beyond < highest.Count)
            {
                waiting.Answer.TrySetResult(new CheckedProposal(
                    null, new EnclaveError(EnclaveErrorKind.MalformedTx, Tx: TransactionValidationError.LedgerTxOutIndexOutOfBounds(highest[beyond]))));
                continue;
            }
            possible.Add(waiting);
            indices.AddRange(highest);
        }
        // Many rings share the last output of one moment: each proof is made once.
        ulong[] distinct = [.. indices.Distinct()];
        Dictionary<ulong, TxOutMembershipProof> proofs = [];
        IReadOnlyList<TxOutMembershipProof> made = distinct.Length == 0 ? [] : _ledger.GetTxOutProofOfMemberships(distinct);
        for (int i = 0; i < distinct.Length; i++) proofs[distinct[i]] = made[i];
        txs = [.. possible.Select(w => new TxWithProofs(w.Context.LocallyEncryptedTx, [.. w.Context.HighestIndices.Select(i => proofs[i])]))];
        return possible;
    }

    private sealed record Proposal(TxContext Context)
    {
        // Whoever waits goes on elsewhere: the checker has the next batch to check.
        internal TaskCompletionSource<CheckedProposal> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
