// Building transactions: inputs, the sender's own and those that others have signed (fact sheet ledger §2.8, §4.1).
namespace MobileCoin.Transactions;

public sealed partial class TransactionBuilder
{
    /// <summary>Adds an input of the sender's.</summary>
    /// <param name="credentials">What spends it, taken over.</param>
    public void AddInput(InputCredentials credentials)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        _inputs.Add(new InputMaterials(credentials));
    }

    /// <summary>Adds an input that another has signed, whole, and the outputs that its rules require.</summary>
    /// <param name="sci">The input with its membership proofs.</param>
    /// <exception cref="TxBuilderException">
    /// <see cref="TxBuilderError.PartialFillInputNotAllowedHere"/>, <see cref="TxBuilderError.BlockVersionMismatch"/>,
    /// <see cref="TxBuilderError.MissingProofs"/>, <see cref="TxBuilderError.MissingRules"/>,
    /// <see cref="TxBuilderError.WrongNumberOfRequiredOutputAmounts"/>. Nothing has changed.
    /// </exception>
    public void AddPresignedInput(SignedContingentInput sci)
    {
        ArgumentNullException.ThrowIfNull(sci);
        if (sci.TxIn.InputRules is { } rules
            && (rules.PartialFillChange is not null || rules.PartialFillOutputs.Count != 0 || rules.MinPartialFillValue != 0))
        {
            throw new TxBuilderException(TxBuilderError.PartialFillInputNotAllowedHere);
        }
        CheckPresigned(sci);
        AddChecked(sci);
    }

    /// <summary>Adds an input that another has signed, and fills it in part: all of it but a change that returns to its owner.</summary>
    /// <param name="sci">The input with its membership proofs.</param>
    /// <param name="change">What returns.</param>
    /// <returns>The amounts of the outputs that were added for it, in the order of its rules.</returns>
    /// <exception cref="TxBuilderException">
    /// <see cref="TxBuilderError.FeatureNotSupportedAtBlockVersion"/>, <see cref="TxBuilderError.MissingProofs"/>,
    /// <see cref="TxBuilderError.MissingRules"/>, <see cref="TxBuilderError.MissingPartialFillChange"/>,
    /// <see cref="TxBuilderError.RevealedTxOut"/>, <see cref="TxBuilderError.ZeroPartialFillChange"/>,
    /// <see cref="TxBuilderError.MinPartialFillValueExceedsPartialChange"/>, <see cref="TxBuilderError.TokenIdMismatch"/>,
    /// <see cref="TxBuilderError.ChangeLimitExceeded"/>, <see cref="TxBuilderError.BlockVersionMismatch"/>,
    /// <see cref="TxBuilderError.WrongNumberOfRequiredOutputAmounts"/>. Nothing has changed.
    /// </exception>
    public IReadOnlyList<Amount> AddPresignedPartialFillInput(SignedContingentInput sci, Amount change)
    {
        ArgumentNullException.ThrowIfNull(sci);
        if (!BlockVersion.HasInputRules) throw TxBuilderException.FeatureNotSupported(BlockVersion, "signed input rules");
        CheckProofs(sci);
        InputRules rules = sci.TxIn.InputRules ?? throw new TxBuilderException(TxBuilderError.MissingRules);
        RevealedTxOut returned = rules.PartialFillChange ?? throw new TxBuilderException(TxBuilderError.MissingPartialFillChange);
        UnmaskedAmount whole = Reveal(returned);
        if (whole.Value == 0) throw new TxBuilderException(TxBuilderError.ZeroPartialFillChange);
        if (rules.MinPartialFillValue > whole.Value) throw new TxBuilderException(TxBuilderError.MinPartialFillValueExceedsPartialChange);
        if (whole.TokenId != change.TokenId) throw new TxBuilderException(TxBuilderError.TokenIdMismatch);
        if (whole.Value - rules.MinPartialFillValue < change.Value) throw new TxBuilderException(TxBuilderError.ChangeLimitExceeded);

        var fraction = (U64Ratio)U64Ratio.Create(whole.Value - change.Value, whole.Value)!;
        List<(TxOut Output, UnmaskedAmount Amount)> added = [];
        foreach (RevealedTxOut output in rules.PartialFillOutputs)
        {
            UnmaskedAmount ideal = Reveal(output);
            // A fraction that is at most 1 makes nothing larger.
            ulong value = fraction.CheckedMultiplyRoundUp(ideal.Value)!.Value;
            added.Add(Remask(output, new UnmaskedAmount(value, ideal.TokenId, ideal.Blinding)));
        }
        CheckPresigned(sci);
        added.Add(Remask(returned, new UnmaskedAmount(change.Value, change.TokenId, whole.Blinding)));
        foreach ((TxOut output, UnmaskedAmount amount) in added) AddForeignOutput(output, amount);
        AddChecked(sci);
        return [.. added.Take(rules.PartialFillOutputs.Count).Select(a => a.Amount.Amount)];
    }

    private void CheckPresigned(SignedContingentInput sci)
    {
        if (sci.BlockVersion != BlockVersion.Value)
        {
            throw TxBuilderException.Of(TxBuilderError.BlockVersionMismatch, BlockVersion.Value, sci.BlockVersion);
        }
        CheckProofs(sci);
        InputRules rules = sci.TxIn.InputRules ?? throw new TxBuilderException(TxBuilderError.MissingRules);
        if (rules.RequiredOutputs.Count != sci.RequiredOutputAmounts.Count)
        {
            throw new TxBuilderException(TxBuilderError.WrongNumberOfRequiredOutputAmounts);
        }
    }

    private static void CheckProofs(SignedContingentInput sci)
    {
        if (sci.TxIn.Ring.Count != sci.TxIn.Proofs.Count)
        {
            throw TxBuilderException.Of(TxBuilderError.MissingProofs, (ulong)sci.TxIn.Ring.Count, (ulong)sci.TxIn.Proofs.Count);
        }
    }

    private void AddChecked(SignedContingentInput sci)
    {
        InputRules rules = sci.TxIn.InputRules!;
        for (int i = 0; i < rules.RequiredOutputs.Count; i++)
        {
            TxOut required = rules.RequiredOutputs[i];
            if (!_outputs.Exists(o => o.Output.Equals(required))) AddForeignOutput(required, sci.RequiredOutputAmounts[i]);
        }
        if (rules.MaxTombstoneBlock != 0) _maker.LimitTombstoneBlock(rules.MaxTombstoneBlock);
        _inputs.Add(new InputMaterials(sci));
    }

    private void AddForeignOutput(TxOut output, in UnmaskedAmount amount) =>
        _outputs.Add((output, new TxOutSummaryUnblindingData(amount, null, null)));

    private static UnmaskedAmount Reveal(RevealedTxOut output) =>
        RevealedTxOut.Reveal(output.TxOut, output.AmountSharedSecret, out UnmaskedAmount amount) is { } error
            ? throw new TxBuilderException(TxBuilderError.RevealedTxOut, error.ToString())
            : amount;

    /// <summary>The same output with another amount, under the same secret, and thus the same blinding.</summary>
    private static (TxOut Output, UnmaskedAmount Amount) Remask(RevealedTxOut revealed, UnmaskedAmount amount)
    {
        TxOut output = revealed.TxOut;
        var masked = MaskedAmount.CreateV2(amount.Amount, revealed.AmountSharedSecret);
        return (new TxOut(masked, output.TargetKey, output.PublicKey, output.FogHint, output.Memo), amount);
    }
}
