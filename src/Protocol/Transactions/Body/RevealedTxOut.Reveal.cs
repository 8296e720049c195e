// Reading the amount of a revealed output (fact sheet ledger §2.4, §2.8, crypto §3.10).
using MobileCoin.Crypto;

namespace MobileCoin.Transactions;

public sealed partial class RevealedTxOut
{
    /// <summary>Reads the output's amount. Constant time but for the verdict.</summary>
    /// <param name="amount">The amount; zero if it cannot be read.</param>
    /// <returns>Why the amount cannot be read; null if it can.</returns>
    public RevealedTxOutError? Reveal(out Amount amount)
    {
        RevealedTxOutError? error = Reveal(TxOut.MaskedAmount, _amountSharedSecret, out UnmaskedAmount unmasked);
        amount = unmasked.Amount;
        return error;
    }

    /// <summary>Reads an output's amount, with the blinding, with the secret of a revealed one.</summary>
    internal static RevealedTxOutError? Reveal(MaskedAmount? masked, ReadOnlySpan<byte> amountSharedSecret, out UnmaskedAmount amount)
    {
        amount = default;
        if (amountSharedSecret.Length != MaskedAmount.AmountSharedSecretSize) return new(RevealedTxOutErrorKind.InvalidAmountSharedSecret);
        if (masked is null) return new(RevealedTxOutErrorKind.TxOutConversion, "UnknownMaskedAmountVersion");
        AmountError error = masked.UnmaskWithAmountSharedSecret(amountSharedSecret, out amount, out Choice consistent);
        if (error == AmountError.None && !consistent.Reveal()) error = AmountError.InconsistentCommitment;
        return error == AmountError.None ? null : new(RevealedTxOutErrorKind.Amount, error.ToString());
    }
}
