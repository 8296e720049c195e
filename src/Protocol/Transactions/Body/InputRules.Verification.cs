// Whether a transaction keeps the rules of an input (fact sheet ledger §2.8, crypto §12).
// Fixed: amounts are unmasked, compared and divided without a branch or an index that depends on them, so that of a transaction that keeps
// its rules nothing shows of them; of one that does not, the verdict. Outputs that the rules name are looked for among all of the
// transaction's by masks: which they are, the block does not show. Not fixed: how many outputs rules and transaction have, which fields
// they have, and whether rules ask for a partial fill: lengths show it.
using MobileCoin.Crypto;

namespace MobileCoin.Transactions;

public sealed partial class InputRules
{
    /// <summary>Checks a transaction against these rules.</summary>
    /// <returns>Null if it keeps them; else the first reason why it does not.</returns>
    public InputRuleError? Verify(TxPrefix prefix)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        Choice late = ~Choice.IsZero(MaxTombstoneBlock) & Choice.Less(MaxTombstoneBlock, prefix.TombstoneBlock);
        if (late.Reveal()) return new(InputRuleErrorKind.MaxTombstoneBlockExceeded);
        if (!HasRequiredOutputs(prefix).Reveal()) return new(InputRuleErrorKind.MissingRequiredOutput);
        if (PartialFillChange is not null) return VerifyPartialFill(prefix, PartialFillChange);
        if (PartialFillOutputs.Count != 0) return new(InputRuleErrorKind.PartialFillOutputsNotExpected);
        return MinPartialFillValue == 0 ? null : new(InputRuleErrorKind.MinPartialFillValueNotExpected);
    }

    private Choice HasRequiredOutputs(TxPrefix prefix)
    {
        Choice all = Choice.Yes;
        foreach (TxOut required in RequiredOutputs)
        {
            Choice found = Choice.No;
            foreach (TxOut output in prefix.Outputs) found |= required.Matches(output);
            all &= found;
        }
        return all;
    }

    private InputRuleError? VerifyPartialFill(TxPrefix prefix, RevealedTxOut change)
    {
        if (change.Reveal(out Amount whole) is { } unreadable) return Wrap(unreadable);
        if (Choice.Less(whole.Value, MinPartialFillValue).Reveal())
        {
            return new(InputRuleErrorKind.MinPartialFillValueExceedsPartialFillChange);
        }
        if (Choice.IsZero(whole.Value).Reveal()) return new(InputRuleErrorKind.ZeroPartialFillChange);
        InputRuleError? error = RevealFractional(
            prefix, change, whole.TokenId, InputRuleErrorKind.MissingFractionalChangeOutput, out Amount returned);
        if (error is not null) return error;
        if (Choice.Less(whole.Value - MinPartialFillValue, returned.Value).Reveal())
        {
            return new(InputRuleErrorKind.FractionalChangeOutputAmountExceedsLimit);
        }
        ulong filled = whole.Value - returned.Value;
        foreach (RevealedTxOut output in PartialFillOutputs)
        {
            error = VerifyFractional(prefix, output, filled, whole.Value);
            if (error is not null) return error;
        }
        return null;
    }

    /// <summary>Whether the transaction has at least the fraction filled / whole of an output.</summary>
    private static InputRuleError? VerifyFractional(TxPrefix prefix, RevealedTxOut output, ulong filled, ulong whole)
    {
        if (output.Reveal(out Amount ideal) is { } unreadable) return Wrap(unreadable);
        InputRuleError? error = RevealFractional(prefix, output, ideal.TokenId, InputRuleErrorKind.MissingFractionalOutput, out Amount actual);
        if (error is not null) return error;
        Choice tooLittle = Choice.IsZero(ideal.Value) | U64Ratio.IsLess(actual.Value, ideal.Value, filled, whole);
        return tooLittle.Reveal() ? new(InputRuleErrorKind.FractionalOutputAmountDoesNotRespectFillFraction) : null;
    }

    /// <summary>Finds the output that a rule names, whatever its amount, and reads that with the rule's secret.</summary>
    private static InputRuleError? RevealFractional(
        TxPrefix prefix, RevealedTxOut rule, ulong tokenId, InputRuleErrorKind missing, out Amount amount)
    {
        amount = default;
        if (!rule.TxOut.FindAmount(prefix.Outputs, out MaskedAmount? found).Reveal()) return new(missing);
        if (RevealedTxOut.Reveal(found, rule.AmountSharedSecret, out UnmaskedAmount unmasked) is { } unreadable) return Wrap(unreadable);
        amount = unmasked.Amount;
        return Choice.Equal(amount.TokenId, tokenId).Reveal() ? null : new(InputRuleErrorKind.FractionalOutputTokenIdMismatch);
    }

    private static InputRuleError Wrap(RevealedTxOutError error) => new(InputRuleErrorKind.RevealedTxOut, error);
}
