// Who decides what memos a transaction's outputs carry (fact sheet ledger §4.3).
using MobileCoin.Accounts;
using MobileCoin.Curve25519;

namespace MobileCoin.Transactions;

/// <summary>Makes the memos of one transaction, output by output and the change last. One caller at a time.</summary>
public interface IMemoBuilder
{
    /// <summary>Tells the fee, which the transaction's builder does at first and whenever it changes.</summary>
    /// <exception cref="NewMemoException"><see cref="NewMemoError.FeeAfterChange"/>: a memo that tells the fee is made already.</exception>
    void SetFee(Amount fee);

    /// <summary>Makes the memo of an output to a recipient.</summary>
    /// <param name="amount">What the output holds.</param>
    /// <param name="recipient">Whom it is to.</param>
    /// <param name="txPublicKey">The output's public key, which a memo may be bound to.</param>
    /// <exception cref="NewMemoException">The output is not of the kind that the builder is for, or comes too late. Nothing has changed.</exception>
    MemoPayload MakeMemoForOutput(Amount amount, PublicAddress recipient, CompressedRistretto txPublicKey);

    /// <summary>Makes the memo of the output to the sender himself.</summary>
    /// <param name="amount">What the output holds.</param>
    /// <param name="changeDestination">The sender's own addresses.</param>
    /// <param name="txPublicKey">The output's public key.</param>
    /// <exception cref="NewMemoException">The output does not go with those before. Nothing has changed.</exception>
    MemoPayload MakeMemoForChangeOutput(Amount amount, ReservedSubaddresses changeDestination, CompressedRistretto txPublicKey);
}
