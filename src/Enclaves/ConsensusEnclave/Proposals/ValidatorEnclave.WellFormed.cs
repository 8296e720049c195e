// Whether transactions are well formed (fact sheets consensus §3.5, ledger §3.1, §3.5). One transaction is a block of one.
using MobileCoin.Blockchain;
using MobileCoin.Crypto;
using MobileCoin.Transactions;

namespace MobileCoin.ConsensusEnclave;

public sealed partial class ValidatorEnclave
{
    /// <inheritdoc/>
    public WellFormedTx TxIsWellFormed(TxWithProofs tx, ulong blockIndex)
    {
        WellFormedOutcome outcome = TxsAreWellFormed([tx], blockIndex)[0];
        return outcome.Tx ?? throw new EnclaveException(outcome.Error!);
    }

    /// <inheritdoc/>
    public IReadOnlyList<WellFormedOutcome> TxsAreWellFormed(IReadOnlyList<TxWithProofs> txs, ulong blockIndex)
    {
        ArgumentNullException.ThrowIfNull(txs);
        State state = Ready();
        var outcomes = new WellFormedOutcome[txs.Count];
        LocalRoots roots = new();
        List<Checked> opened = [];
        List<int> places = [];
        for (int i = 0; i < outcomes.Length; i++)
        {
            if (OpenProposed(state, roots, txs[i], out EnclaveError? error) is { } tx)
            {
                opened.Add(tx);
                places.Add(i);
            }
            else
            {
                outcomes[i] = new WellFormedOutcome(null, error);
            }
        }
        Validate(state, opened, blockIndex);
        for (int p = 0; p < opened.Count; p++)
        {
            Checked c = opened[p];
            outcomes[places[p]] = c.Error is null
                ? new WellFormedOutcome(WellFormed(state, c), null)
                : new WellFormedOutcome(null, c.Error);
        }
        return outcomes;
    }

    private static Checked? OpenProposed(State state, LocalRoots roots, TxWithProofs tx, out EnclaveError? error)
    {
        error = null;
        if (roots.OfVartime(tx.Proofs) is null)
        {
            error = new EnclaveError(EnclaveErrorKind.InvalidLocalMembershipProof);
            return null;
        }
        try
        {
            Tx opened = Open(state.Proposed, tx.Tx.Bytes, out TxHash hash);
            return new Checked(opened, hash, tx.Proofs);
        }
        catch (EnclaveException e)
        {
            error = e.Error;
            return null;
        }
    }

    /// <summary>Gives each transaction its least fee and what is wrong with it first.</summary>
    private void Validate(State state, IReadOnlyList<Checked> txs, ulong blockIndex)
    {
        foreach (Checked c in txs)
        {
            Choice configured = FeeTable.Find(state.Config.FeeMap, c.Tx, out ulong minimumFee);
            c.MinimumFee = minimumFee;
            // The sender is told, and the transaction goes no further.
            if (!configured.Reveal()) c.Refuse(new(TransactionValidationErrorKind.TokenNotYetConfigured));
        }
        Checked[] valid = [.. txs.Where(c => c.Error is null)];
        TransactionValidationError?[] errors = TransactionValidator.ValidateBlock(
            [.. valid.Select(c => new TxToValidate(c.Tx, c.Proofs, c.MinimumFee))], blockIndex, state.Config.BlockVersion, _platform.Random);
        for (int i = 0; i < valid.Length; i++)
        {
            if (errors[i] is { } error) valid[i].Refuse(error);
        }
    }

    private static WellFormedTx WellFormed(State state, Checked c)
    {
        TxPrefix prefix = c.Tx.Prefix;
        return new WellFormedTx(
            new WellFormedEncryptedTx(Park(state.WellFormed, c.Tx, c.Hash)),
            new WellFormedTxContext(
                FeeTable.Priority(prefix.Fee.Value, c.MinimumFee),
                c.Hash,
                prefix.TombstoneBlock,
                [.. c.Tx.KeyImages()],
                prefix.MembershipProofHighestIndices(),
                [.. prefix.Outputs.Select(o => o.PublicKey)]));
    }

    /// <summary>A transaction in the clear on its way through validation.</summary>
    private sealed class Checked(Tx tx, TxHash hash, IReadOnlyList<TxOutMembershipProof> proofs)
    {
        internal Tx Tx { get; } = tx;

        internal TxHash Hash { get; } = hash;

        internal IReadOnlyList<TxOutMembershipProof> Proofs { get; } = proofs;

        internal ulong MinimumFee { get; set; }

        internal EnclaveError? Error { get; private set; }

        internal void Refuse(TransactionValidationError error) => Error = new EnclaveError(EnclaveErrorKind.MalformedTx, Tx: error);
    }
}
