// What the maker of an output learns of it (fact sheet ledger §4.1).
using MobileCoin.Curve25519;

namespace MobileCoin.Transactions;

/// <summary>An output, and what lets its maker open it and prove that he made it.</summary>
/// <param name="TxOut">The output.</param>
/// <param name="Confirmation">Proves to the recipient who sent the output.</param>
/// <param name="SharedSecret">Opens the output, encoded: a secret.</param>
public sealed record TxOutContext(TxOut TxOut, TxOutConfirmationNumber Confirmation, CompressedRistretto SharedSecret)
{
    /// <summary>The output's public key only: the rest is secret.</summary>
    public override string ToString() => $"{nameof(TxOutContext)} {TxOut.PublicKey}";
}
