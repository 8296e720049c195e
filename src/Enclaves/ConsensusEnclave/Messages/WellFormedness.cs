// The question whether a transaction is well formed, and its answer (fact sheet consensus §3.5).
using MobileCoin.Transactions;

namespace MobileCoin.ConsensusEnclave;

/// <summary>A transaction to be checked.</summary>
/// <param name="Tx">The transaction.</param>
/// <param name="Proofs">The own ledger's proofs of the outputs at <see cref="TxContext.HighestIndices"/>, all of one moment.</param>
public sealed record TxWithProofs(LocallyEncryptedTx Tx, IReadOnlyList<TxOutMembershipProof> Proofs);

/// <summary>A transaction that is well formed.</summary>
/// <param name="Tx">The transaction.</param>
/// <param name="Context">What it is ordered by.</param>
public sealed record WellFormedTx(WellFormedEncryptedTx Tx, WellFormedTxContext Context);

/// <summary>The answer for one of many transactions: one of the two is null.</summary>
/// <param name="Tx">The transaction, if it is well formed.</param>
/// <param name="Error">Why it is refused.</param>
public sealed record WellFormedOutcome(WellFormedTx? Tx, EnclaveError? Error);
