// Consensus in memory: what a validator checks before it takes a transaction (fact sheets ledger §3.1, §3.5; consensus §4.10).
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.Transactions;

namespace MobileCoin.Client.Testing;

/// <summary>Looks at transactions, and holds those that it took until a block is made. Not for several threads.</summary>
internal sealed class FakeConsensus(FakeChain chain, BlockVersion blockVersion, RandomFill random)
{
    private readonly List<Tx> _taken = [];

    internal FeeMap Fees { get; set; } = FeeMap.Default;

    /// <summary>Transactions that were taken and are in no block yet.</summary>
    internal int Count => _taken.Count;

    /// <summary>Takes a transaction or says what is wrong with it.</summary>
    internal (TxProposalResult Result, string Message) Propose(Tx tx, bool forget)
    {
        if (!tx.FeeMapDigest.IsEmpty && !tx.FeeMapDigest.SequenceEqual(Fees.ToDigest())) return (TxProposalResult.FeeMapDigestMismatch, "Fee map digest mismatch");
        if (!Fees.Find(tx.Prefix.Fee.TokenId, out ulong fee).Reveal()) return (TxProposalResult.TokenNotYetConfigured, "TokenNotYetConfigured");
        TransactionValidationError? error = Validate(tx, fee);
        if (error is not null) return (ResultOf(error), error.ToString());
        if (!forget) _taken.Add(tx);
        return (TxProposalResult.Ok, "");
    }

    /// <summary>
    /// What goes into the next block: of transactions that spend the same output, or make one of the same key, the first alone. Those whose
    /// tombstone is there are dropped. The fees are left over, by token.
    /// </summary>
    internal (IReadOnlyList<TxOut> Outputs, IReadOnlyList<KeyImage> KeyImages, SortedDictionary<ulong, ulong> Fees) Form()
    {
        List<TxOut> outputs = [];
        List<KeyImage> images = [];
        SortedDictionary<ulong, ulong> fees = [];
        HashSet<KeyImage> spent = [];
        HashSet<CompressedRistretto> keys = [];
        foreach (Tx tx in _taken)
        {
            KeyImage[] own = [.. tx.KeyImages()];
            CompressedRistretto[] ownKeys = [.. tx.Prefix.Outputs.Select(o => o.PublicKey)];
            bool isLate = TransactionValidator.ValidateTombstone(chain.Height, tx.Prefix.TombstoneBlock) is not null;
            if (isLate || own.Any(i => spent.Contains(i) || chain.SpentAt(i) is not null) || ownKeys.Any(k => keys.Contains(k) || chain.Find(k) is not null)) continue;
            spent.UnionWith(own);
            keys.UnionWith(ownKeys);
            images.AddRange(own);
            outputs.AddRange(tx.Prefix.Outputs);
            fees[tx.Prefix.Fee.TokenId] = fees.GetValueOrDefault(tx.Prefix.Fee.TokenId) + tx.Prefix.Fee.Value;
        }
        _taken.Clear();
        return (outputs, images, fees);
    }

    private TransactionValidationError? Validate(Tx tx, ulong minimumFee)
    {
        if (tx.KeyImages().Any(i => chain.SpentAt(i) is not null)) return new(TransactionValidationErrorKind.ContainsSpentKeyImage);
        if (tx.Prefix.Outputs.Any(o => chain.Find(o.PublicKey) is not null)) return new(TransactionValidationErrorKind.ContainsExistingOutputPublicKey);
        List<TxOutMembershipProof> roots = [];
        foreach (TxOutMembershipProof proof in tx.Prefix.Inputs.SelectMany(i => i.Proofs))
        {
            if (proof.HighestIndex >= chain.TxOutCount) return TransactionValidationError.LedgerTxOutIndexOutOfBounds(proof.HighestIndex);
            roots.Add(chain.Prove(proof.HighestIndex));
        }
        return TransactionValidator.Validate(tx, chain.Height, blockVersion, roots, minimumFee, random);
    }

    private static TxProposalResult ResultOf(TransactionValidationError error) => error switch
    {
        { Rule.Kind: InputRuleErrorKind.MaxTombstoneBlockExceeded } => TxProposalResult.InputRuleMaxTombstoneBlockExceeded,
        { Rule.Kind: InputRuleErrorKind.MissingRequiredOutput } => TxProposalResult.InputRuleMissingRequiredOutput,
        { Rule: not null } => TxProposalResult.InputRulePartialFill,
        _ => Enum.TryParse(error.Kind.ToString(), out TxProposalResult result) ? result : TxProposalResult.Ledger,
    };
}
