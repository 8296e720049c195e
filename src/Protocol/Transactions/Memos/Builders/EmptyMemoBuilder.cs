// No memos (fact sheet ledger §4.3).
using MobileCoin.Accounts;
using MobileCoin.Curve25519;

namespace MobileCoin.Transactions;

/// <summary>Makes unused memos. The default of transactions' builders for whoever wants none.</summary>
public sealed class EmptyMemoBuilder : IMemoBuilder
{
    /// <inheritdoc/>
    public void SetFee(Amount fee)
    {
    }

    /// <inheritdoc/>
    public MemoPayload MakeMemoForOutput(Amount amount, PublicAddress recipient, CompressedRistretto txPublicKey) => default;

    /// <inheritdoc/>
    public MemoPayload MakeMemoForChangeOutput(Amount amount, ReservedSubaddresses changeDestination, CompressedRistretto txPublicKey) => default;
}
