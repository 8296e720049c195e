// Forming blocks (fact sheets consensus §3.6, ledger §3.6, §5.2-5.4).
using MobileCoin.Accounts;
using MobileCoin.Blockchain;
using MobileCoin.Curve25519;
using MobileCoin.Transactions;

namespace MobileCoin.ConsensusEnclave;

public sealed partial class ValidatorEnclave
{
    /// <inheritdoc/>
    public FormedBlock FormBlock(Block parent, FormBlockInputs inputs, TxOutMembershipElement rootElement)
    {
        ArgumentNullException.ThrowIfNull(parent);
        ArgumentNullException.ThrowIfNull(inputs);
        State state = Ready();
        BlockchainConfig config = state.Config;
        if (parent.Version > config.BlockVersion.Value)
        {
            throw new EnclaveException(
                EnclaveErrorKind.BlockVersion, $"the parent block has version {parent.Version}, the configuration {config.BlockVersion}");
        }
        if (parent.Index == ulong.MaxValue) throw Refused("the parent block has the highest index there is");
        ulong index = parent.Index + 1;

        Tx[] txs = OpenForBlock(state, inputs.Txs, index, rootElement);
        MintRules.CheckMintings(config, inputs.MintTxs, index);
        MintTx[] mintTxs = [.. inputs.MintTxs.Select(m => m.MintTx)];
        List<TxOut> outputs = [.. txs.SelectMany(tx => tx.Prefix.Outputs)];
        AddFees(config, parent.Id, txs, outputs);
        AddMinted(config.BlockVersion, parent.Id, mintTxs, outputs);
        ValidatedMintConfigTx[] configTxs = MintRules.Validate(config, inputs.MintConfigTxs, index);

        BlockContents contents = new BlockContents([.. txs.SelectMany(tx => tx.KeyImages())], [.. outputs], configTxs, mintTxs).Sorted();
        if (parent.CumulativeTxoCount > ulong.MaxValue - (ulong)outputs.Count) throw Refused("there would be too many outputs to count");
        Block block = Block.NewWithParent(config.BlockVersion, parent, rootElement, contents);
        return new FormedBlock(block, contents, BlockSignature.Sign(block, state.Signer, signedAt: 0));
    }

    // Under the second cipher are transactions that this enclave validated whole, under the configuration that it has for life. What may be
    // otherwise now is the ledger: membership and tombstones are checked again, and the outcome is that of validating everything again.
    private static Tx[] OpenForBlock(State state, IReadOnlyList<WellFormedTxWithProofs> inputs, ulong index, TxOutMembershipElement rootElement)
    {
        if (inputs.Count == 0) return [];
        Checked[] opened = [.. inputs.Select(t => new Checked(Open(state.WellFormed, t.Tx.Bytes, out TxHash hash), hash, t.Proofs))];
        TransactionValidationError?[] errors = TransactionValidator.RevalidateBlock(
            [.. opened.Select(c => new TxToValidate(c.Tx, c.Proofs, MinimumFee: 0))], index);
        if (errors.FirstOrDefault(e => e is not null) is { } error)
        {
            throw new EnclaveException(new EnclaveError(EnclaveErrorKind.MalformedTx, Tx: error));
        }
        LocalRoots roots = new();
        if (roots.OfVartime([.. inputs.SelectMany(t => t.Proofs)]) is not { } root)
        {
            throw new EnclaveException(EnclaveErrorKind.InvalidLocalMembershipProof);
        }
        if (root != rootElement) throw new EnclaveException(EnclaveErrorKind.InvalidLocalMembershipRootElement);
        CheckDistinctVartime(opened);
        return [.. opened.Select(c => c.Tx)];
    }

    // The host knows hashes, key images and keys from the contexts.
    private static void CheckDistinctVartime(Checked[] txs)
    {
        HashSet<TxHash> hashes = [];
        HashSet<KeyImage> keyImages = [];
        HashSet<CompressedRistretto> keys = [];
        if (!txs.All(c => hashes.Add(c.Hash))) throw Refused("a transaction comes twice");
        if (!txs.SelectMany(c => c.Tx.KeyImages()).All(keyImages.Add)) throw Refused("a key image comes twice");
        if (!txs.SelectMany(c => c.Tx.Prefix.Outputs).All(o => keys.Add(o.PublicKey))) throw Refused("an output's public key comes twice");
    }

    // As many outputs as there could be fee tokens among so many transactions, though some hold nothing: their number tells no more than that.
    private void AddFees(BlockchainConfig config, BlockID parent, Tx[] txs, List<TxOut> outputs)
    {
        if (txs.Length == 0) return;
        using FeeTotals totals = new(config.FeeMap);
        foreach (Tx tx in txs) totals.Add(tx.Prefix.Fee);
        totals.MoveZerosToTheEnd();
        OutputMint mint = OutputMint.ForFees(config.BlockVersion, parent, txs);
        PublicAddress recipient = _constants.FeeRecipient;
        for (int i = 0; i < Math.Min(totals.Count, txs.Length); i++)
        {
            // How often 2^64 - 1 goes into a total shows in the number of outputs.
            ulong counter = 0;
            do
            {
                outputs.Add(mint.Make(
                    new Amount(totals.Take(i), totals.Token(i)), counter++, recipient.ViewPublicKey, recipient.SpendPublicKey, default));
            }
            while (!totals.IsZero(i).Reveal());
        }
    }

    private static void AddMinted(BlockVersion version, BlockID parent, MintTx[] mintTxs, List<TxOut> outputs)
    {
        if (mintTxs.Length == 0) return;
        OutputMint mint = OutputMint.ForMintings(version, parent, mintTxs);
        for (int i = 0; i < mintTxs.Length; i++)
        {
            MintTxPrefix prefix = mintTxs[i].Prefix;
            outputs.Add(mint.Make(
                new Amount(prefix.Amount, prefix.TokenId), (ulong)i, prefix.ViewPublicKey, prefix.SpendPublicKey, prefix.FogHint ?? default));
        }
    }

    private static EnclaveException Refused(string why) => new(EnclaveErrorKind.FormBlock, why);
}
