// Memos of transactions that join an account's own outputs (fact sheet ledger §4.3).
using MobileCoin.Accounts;
using MobileCoin.Curve25519;

namespace MobileCoin.Transactions;

/// <summary>One output, which everything goes to, and no change but of value 0.</summary>
/// <param name="defragmentationId">The same in all transactions of a defragmentation.</param>
public sealed class DefragmentationMemoBuilder(ulong defragmentationId) : IMemoBuilder
{
    private Amount _fee = MemoLimits.DefaultFee;
    private ulong? _tokenId;

    /// <inheritdoc/>
    public void SetFee(Amount fee)
    {
        NewMemoException.ThrowIf(_tokenId is not null, NewMemoError.FeeAfterChange);
        _fee = fee;
    }

    /// <inheritdoc/>
    public MemoPayload MakeMemoForOutput(Amount amount, PublicAddress recipient, CompressedRistretto txPublicKey)
    {
        NewMemoException.ThrowIf(_tokenId is not null, NewMemoError.MultipleOutputs);
        NewMemoException.ThrowIf(_fee.TokenId != amount.TokenId, NewMemoError.MixedTokenIds);
        ulong fee = MemoLimits.Fee(_fee);
        var memo = new DefragmentationMemo(fee, MemoLimits.Add(amount.Value, fee, "total_outlay"), defragmentationId);
        _tokenId = amount.TokenId;
        return memo.ToPayload();
    }

    /// <summary>Makes the memo of an output of value 0 to the sender himself. As upstream's, it takes any number of them.</summary>
    /// <param name="amount">Value 0.</param>
    /// <param name="changeDestination">The sender's own addresses.</param>
    /// <param name="txPublicKey">The output's public key.</param>
    /// <exception cref="NewMemoException">
    /// <see cref="NewMemoError.MissingOutput"/>, <see cref="NewMemoError.MixedTokenIds"/>, <see cref="NewMemoError.DefragWithChange"/>.
    /// </exception>
    public MemoPayload MakeMemoForChangeOutput(Amount amount, ReservedSubaddresses changeDestination, CompressedRistretto txPublicKey)
    {
        ulong token = _tokenId ?? throw new NewMemoException(NewMemoError.MissingOutput);
        NewMemoException.ThrowIf(token != amount.TokenId, NewMemoError.MixedTokenIds);
        NewMemoException.ThrowIf(amount.Value != 0, NewMemoError.DefragWithChange);
        return new DefragmentationMemo(0, 0, defragmentationId).ToPayload();
    }
}
