// Whether transactions may enter a block (fact sheet ledger §3.1, §3.2).
using MobileCoin.Crypto;
using Kind = MobileCoin.Transactions.TransactionValidationErrorKind;

namespace MobileCoin.Transactions;

/// <summary>A transaction with what its check needs.</summary>
/// <param name="Tx">The transaction.</param>
/// <param name="RootProofs">
/// For each membership proof of the transaction, inputs and proofs in order, the ledger's own proof of the output at its highest index.
/// </param>
/// <param name="MinimumFee">The least fee in the transaction's fee token.</param>
public readonly record struct TxToValidate(Tx Tx, IReadOnlyList<TxOutMembershipProof> RootProofs, ulong MinimumFee);

/// <summary>
/// Checks transactions against everything but the current state of the ledger: spent key images and used public keys are looked up by the
/// caller. The checks have upstream's order and names; each runs for all transactions that passed the one before, so that a block's worth
/// costs less than its transactions one by one.
/// </summary>
public static class TransactionValidator
{
    /// <summary>Checks one transaction.</summary>
    /// <param name="tx">The transaction.</param>
    /// <param name="currentBlockIndex">The index of the block that it may enter.</param>
    /// <param name="blockVersion">The version whose rules hold.</param>
    /// <param name="rootProofs">The ledger's own proofs, as <see cref="TxToValidate.RootProofs"/>.</param>
    /// <param name="minimumFee">The least fee in the transaction's fee token.</param>
    /// <param name="random">Draws the weights that blind the range proofs.</param>
    /// <returns>What is wrong first; null if nothing is.</returns>
    public static TransactionValidationError? Validate(
        Tx tx, ulong currentBlockIndex, BlockVersion blockVersion, IReadOnlyList<TxOutMembershipProof> rootProofs, ulong minimumFee,
        RandomFill random) =>
        ValidateBlock([new TxToValidate(tx, rootProofs, minimumFee)], currentBlockIndex, blockVersion, random)[0];

    /// <summary>Checks one transaction under a block version that need not be known.</summary>
    /// <inheritdoc cref="Validate(Tx, ulong, BlockVersion, IReadOnlyList{TxOutMembershipProof}, ulong, RandomFill)"/>
    public static TransactionValidationError? Validate(
        Tx tx, ulong currentBlockIndex, uint blockVersion, IReadOnlyList<TxOutMembershipProof> rootProofs, ulong minimumFee,
        RandomFill random) =>
        BlockVersion.TryFromUInt32(blockVersion, out BlockVersion version)
            ? Validate(tx, currentBlockIndex, version, rootProofs, minimumFee, random)
            : TransactionValidationError.InvalidBlockVersion(blockVersion);

    /// <summary>Checks a block's worth of transactions, each by itself: nothing is compared between them.</summary>
    /// <param name="transactions">The transactions.</param>
    /// <param name="currentBlockIndex">The index of the block that they may enter.</param>
    /// <param name="blockVersion">The version whose rules hold.</param>
    /// <param name="random">Draws the weights that blind the range proofs.</param>
    /// <returns>For each transaction what is wrong first; null if nothing is.</returns>
    public static TransactionValidationError?[] ValidateBlock(
        IReadOnlyList<TxToValidate> transactions, ulong currentBlockIndex, BlockVersion blockVersion, RandomFill random)
    {
        ArgumentNullException.ThrowIfNull(transactions);
        ArgumentNullException.ThrowIfNull(random);
        var errors = new TransactionValidationError?[transactions.Count];
        TxOut.HashMany([.. transactions.Select(t => t.Tx).Where(TransactionStructure.IsWithinLimits).SelectMany(t => t.Prefix.Inputs).SelectMany(i => i.Ring)]);
        for (int i = 0; i < errors.Length; i++) errors[i] = Error(TransactionStructure.CheckInputs(transactions[i].Tx.Prefix));
        CheckMembership(transactions, errors);
        CheckSignatures(transactions, blockVersion, random, errors);
        for (int i = 0; i < errors.Length; i++)
        {
            errors[i] ??= Error(TransactionStructure.CheckRest(transactions[i].Tx, currentBlockIndex, blockVersion, transactions[i].MinimumFee))
                ?? CheckInputRules(transactions[i].Tx.Prefix, blockVersion);
        }
        return errors;
    }

    /// <summary>
    /// Checks what depends on the ledger alone, membership and tombstones: for transactions that passed <see cref="ValidateBlock"/> before,
    /// under the same block version and least fees, when the ledger has grown since. The outcome is that of checking everything again.
    /// </summary>
    /// <param name="transactions">The transactions, with the ledger's proofs of now.</param>
    /// <param name="currentBlockIndex">The index of the block that they may enter.</param>
    /// <returns>For each transaction what is wrong first; null if nothing is.</returns>
    public static TransactionValidationError?[] RevalidateBlock(IReadOnlyList<TxToValidate> transactions, ulong currentBlockIndex)
    {
        ArgumentNullException.ThrowIfNull(transactions);
        var errors = new TransactionValidationError?[transactions.Count];
        CheckMembership(transactions, errors);
        for (int i = 0; i < errors.Length; i++)
        {
            errors[i] ??= ValidateTombstone(currentBlockIndex, transactions[i].Tx.Prefix.TombstoneBlock);
        }
        return errors;
    }

    /// <summary>Whether a transaction may enter a block, by its tombstone alone.</summary>
    /// <param name="currentBlockIndex">The block's index.</param>
    /// <param name="tombstoneBlock">The first block that may not hold the transaction.</param>
    /// <returns>What is wrong; null if nothing is.</returns>
    public static TransactionValidationError? ValidateTombstone(ulong currentBlockIndex, ulong tombstoneBlock) =>
        Error(TransactionStructure.CheckTombstone(currentBlockIndex, tombstoneBlock));

    private static TransactionValidationError? Error(Kind? kind) => kind is { } k ? new TransactionValidationError(k) : null;

    private static void CheckMembership(IReadOnlyList<TxToValidate> transactions, TransactionValidationError?[] errors)
    {
        int[] which = [.. Enumerable.Range(0, errors.Length).Where(i => errors[i] is null)];
        TxMembership[] memberships = [.. which.Select(i => new TxMembership(
            [.. transactions[i].Tx.Prefix.Inputs.Select(input => new RingMembership(input.Ring, input.Proofs))], transactions[i].RootProofs))];
        var found = new TxMembershipError[which.Length];
        TxMembership.ValidateMany(memberships, found);
        for (int w = 0; w < which.Length; w++)
        {
            errors[which[w]] = Error(found[w] switch
            {
                TxMembershipError.None => null,
                TxMembershipError.MissingTxOutMembershipProof => Kind.MissingTxOutMembershipProof,
                TxMembershipError.InvalidLedgerContext => Kind.InvalidLedgerContext,
                TxMembershipError.MembershipProofValidationError => Kind.MembershipProofValidationError,
                _ => Kind.InvalidTxOutMembershipProof,
            });
        }
    }

    private static void CheckSignatures(
        IReadOnlyList<TxToValidate> transactions, BlockVersion blockVersion, RandomFill random, TransactionValidationError?[] errors)
    {
        List<RingCtStatement> statements = [];
        List<int> owners = [];
        for (int i = 0; i < errors.Length; i++)
        {
            if (errors[i] is not null) continue;
            if (RingCtStatement.Of(transactions[i].Tx) is { } statement)
            {
                statements.Add(statement);
                owners.Add(i);
            }
            else
            {
                errors[i] = new(Kind.UnknownMaskedAmountVersion);
            }
        }
        RingCtError?[] found = RingCtVerification.VerifyMany(blockVersion, [.. statements], random);
        for (int s = 0; s < found.Length; s++)
        {
            if (found[s] is { } error) errors[owners[s]] = new(Kind.InvalidTransactionSignature, error);
        }
    }

    private static TransactionValidationError? CheckInputRules(TxPrefix prefix, BlockVersion blockVersion)
    {
        foreach (TxIn input in prefix.Inputs)
        {
            if (input.InputRules is not { } rules) continue;
            if (!blockVersion.HasInputRules) return new(Kind.InputRulesNotAllowed);
            if (rules.Verify(prefix) is { } error) return new(Kind.InputRule, Rule: error);
        }
        return null;
    }
}
