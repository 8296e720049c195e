// Whether a signed contingent input is what it says (fact sheet ledger §2.8).
// Variable time: whoever is given one knows all that is in it. Not looked at: proofs, deadline, and whether the input is spent already.
using MobileCoin.Curve25519;

namespace MobileCoin.Transactions;

public sealed partial class SignedContingentInput
{
    /// <summary>Checks everything that the input alone tells.</summary>
    /// <returns>The amounts that using it moves.</returns>
    /// <exception cref="SignedContingentInputException">The first thing that is wrong.</exception>
    public SignedContingentInputAmounts Validate()
    {
        Require(TxOutGlobalIndices.Count == TxIn.Ring.Count, SignedContingentInputError.WrongNumberOfGlobalIndices);
        CompressedRistretto pseudoOutput = PseudoOutputAmount.Commitment();
        InputRules rules = TxIn.InputRules ?? throw new SignedContingentInputException(SignedContingentInputError.MissingRules);
        VerifySignature(pseudoOutput);
        Require(
            RequiredOutputAmounts.Count == rules.RequiredOutputs.Count, SignedContingentInputError.WrongNumberOfRequiredOutputAmounts);
        for (int i = 0; i < RequiredOutputAmounts.Count; i++)
        {
            Require(
                rules.RequiredOutputs[i].MaskedAmount?.Commitment == RequiredOutputAmounts[i].Commitment(),
                SignedContingentInputError.RequiredOutputMismatch);
        }
        Amount? change = ValidatePartialFill(rules, out List<Amount> outputs);
        return new SignedContingentInputAmounts(
            PseudoOutputAmount.Amount, [.. RequiredOutputAmounts.Select(a => a.Amount)], outputs, change);
    }

    private void VerifySignature(CompressedRistretto pseudoOutput)
    {
        RingSignatureError error;
        if (ReducedRing.TryOf(TxIn.Ring, out ReducedTxOut[] ring)) error = Mlsag.Verify(TxIn.SignedDigest(), ring, pseudoOutput);
        else throw new SignedContingentInputException(SignedContingentInputError.RingSignature, "UnknownMaskedAmountVersion");
        if (!error.IsNone) throw new SignedContingentInputException(SignedContingentInputError.RingSignature, error.ToString());
    }

    private static Amount? ValidatePartialFill(InputRules rules, out List<Amount> outputs)
    {
        outputs = [];
        if (rules.PartialFillChange is null)
        {
            Require(
                rules.PartialFillOutputs.Count == 0 && rules.MinPartialFillValue == 0, SignedContingentInputError.MissingPartialFillChange);
            return null;
        }
        Amount change = Reveal(rules.PartialFillChange);
        Require(rules.MinPartialFillValue <= change.Value, SignedContingentInputError.MinPartialFillValueExceedsPartialChange);
        Require(change.Value != 0, SignedContingentInputError.ZeroPartialFillChange);
        foreach (RevealedTxOut output in rules.PartialFillOutputs)
        {
            Amount amount = Reveal(output);
            Require(amount.Value != 0, SignedContingentInputError.ZeroPartialFillOutput);
            outputs.Add(amount);
        }
        return change;
    }

    private static Amount Reveal(RevealedTxOut output) => output.Reveal(out Amount amount) is { } error
        ? throw new SignedContingentInputException(SignedContingentInputError.RevealedTxOut, error.ToString())
        : amount;

    private static void Require(bool holds, SignedContingentInputError error)
    {
        if (!holds) throw new SignedContingentInputException(error);
    }
}
