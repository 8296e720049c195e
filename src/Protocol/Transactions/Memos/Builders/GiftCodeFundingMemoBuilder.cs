// Memos of a transaction that funds a gift code (fact sheet ledger §4.3).
using MobileCoin.Accounts;
using MobileCoin.Curve25519;

namespace MobileCoin.Transactions;

/// <summary>One output that holds the gift, without a memo, and change that says which it is.</summary>
public sealed class GiftCodeFundingMemoBuilder : IMemoBuilder
{
    private readonly string _note;
    private Amount _fee = MemoLimits.DefaultFee;
    private (Amount Amount, CompressedRistretto PublicKey)? _gift;
    private bool _wroteChangeMemo;

    /// <summary>A builder with a note for the change.</summary>
    /// <exception cref="NewMemoException"><see cref="NewMemoError.BadInputs"/>: more than 53 bytes.</exception>
    public GiftCodeFundingMemoBuilder(string note) => _note = MemoLimits.Note(note, GiftCodeFundingMemo.NoteSize);

    /// <inheritdoc/>
    public void SetFee(Amount fee)
    {
        NewMemoException.ThrowIf(_wroteChangeMemo, NewMemoError.FeeAfterChange);
        _fee = fee;
    }

    /// <inheritdoc/>
    public MemoPayload MakeMemoForOutput(Amount amount, PublicAddress recipient, CompressedRistretto txPublicKey)
    {
        NewMemoException.ThrowIf(_wroteChangeMemo, NewMemoError.OutputsAfterChange);
        NewMemoException.ThrowIf(_gift is not null, NewMemoError.MultipleOutputs);
        _gift = (amount, txPublicKey);
        return default;
    }

    /// <inheritdoc/>
    public MemoPayload MakeMemoForChangeOutput(Amount amount, ReservedSubaddresses changeDestination, CompressedRistretto txPublicKey)
    {
        NewMemoException.ThrowIf(_wroteChangeMemo, NewMemoError.MultipleChangeOutputs);
        (Amount gift, CompressedRistretto giftKey) = _gift ?? throw new NewMemoException(NewMemoError.MissingOutput);
        NewMemoException.ThrowIf(gift.TokenId != amount.TokenId || _fee.TokenId != amount.TokenId, NewMemoError.MixedTokenIds);
        if (giftKey == txPublicKey) throw new NewMemoException(NewMemoError.BadInputs, "\"the change output is the one that holds the gift\"");
        var memo = new GiftCodeFundingMemo(giftKey, MemoLimits.Fee(_fee), _note);
        _wroteChangeMemo = true;
        return memo.ToPayload();
    }
}
