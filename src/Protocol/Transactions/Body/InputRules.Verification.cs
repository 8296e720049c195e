// Whether a transaction keeps the rules of an input (fact sheet ledger §2.8, crypto §12).
// Fixed: amounts are unmasked, compared and divided without a branch or an index that depends on them, so that of a transaction that keeps
// its rules nothing shows of them; of one that does not, the verdict. Not fixed: how many outputs rules and transaction have, whether rules
// ask for a partial fill, and where among the transaction's outputs those lie that the rules name: all of it shows in the block.
using MobileCoin.Crypto;

namespace MobileCoin.Transactions;

public sealed partial class InputRules
{
    /// <summary>Checks a transaction against these rules.</summary>
    /// <returns>Null if it keeps them; else the first reason why it does not.</returns>
    public InputRuleError? Verify(TxPrefix prefix)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        if (MaxTombstoneBlock != 0 && prefix.TombstoneBlock > MaxTombstoneBlock) return new(InputRuleErrorKind.MaxTombstoneBlockExceeded);
        foreach (TxOut required in RequiredOutputs)
        {
            if (!prefix.Outputs.Contains(required)) return new(InputRuleErrorKind.MissingRequiredOutput);
        }
        if (PartialFillChange is not null) return VerifyPartialFill(prefix, PartialFillChange);
        if (PartialFillOutputs.Count != 0) return new(InputRuleErrorKind.PartialFillOutputsNotExpected);
        return MinPartialFillValue == 0 ? null : new(InputRuleErrorKind.MinPartialFillValueNotExpected);
    }

    private InputRuleError? VerifyPartialFill(TxPrefix prefix, RevealedTxOut change)
    {
        if (change.Reveal(out Amount whole) is { } unreadable) return Wrap(unreadable);
        if (U64Ratio.IsLess(whole.Value, MinPartialFillValue).Reveal())
        {
            return new(InputRuleErrorKind.MinPartialFillValueExceedsPartialFillChange);
        }
        if (Choice.IsZero(whole.Value).Reveal()) return new(InputRuleErrorKind.ZeroPartialFillChange);
        InputRuleError? error = RevealFractional(
            prefix, change, whole.TokenId, InputRuleErrorKind.MissingFractionalChangeOutput, out Amount returned);
        if (error is not null) return error;
        if (U64Ratio.IsLess(whole.Value - MinPartialFillValue, returned.Value).Reveal())
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
        TxOut? found = prefix.Outputs.FirstOrDefault(rule.TxOut.EqualsIgnoringAmount);
        if (found is null) return new(missing);
        if (RevealedTxOut.Reveal(found, rule.AmountSharedSecret, out amount) is { } unreadable) return Wrap(unreadable);
        return Choice.Equal(amount.TokenId, tokenId).Reveal() ? null : new(InputRuleErrorKind.FractionalOutputTokenIdMismatch);
    }

    private static InputRuleError Wrap(RevealedTxOutError error) => new(InputRuleErrorKind.RevealedTxOut, error);
}
