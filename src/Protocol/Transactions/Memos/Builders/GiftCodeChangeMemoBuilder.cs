// Memos of transactions that empty a gift code into the own account (fact sheet ledger §4.3).
using MobileCoin.Accounts;
using MobileCoin.Curve25519;

namespace MobileCoin.Transactions;

/// <summary>One output only, which counts as change: there is no other recipient.</summary>
public abstract class GiftCodeChangeMemoBuilder : IMemoBuilder
{
    private Amount _fee = MemoLimits.DefaultFee;
    private bool _wroteChangeMemo;

    private protected GiftCodeChangeMemoBuilder()
    {
    }

    /// <inheritdoc/>
    public void SetFee(Amount fee)
    {
        NewMemoException.ThrowIf(_wroteChangeMemo, NewMemoError.FeeAfterChange);
        _fee = fee;
    }

    /// <inheritdoc/>
    public MemoPayload MakeMemoForOutput(Amount amount, PublicAddress recipient, CompressedRistretto txPublicKey) =>
        throw new NewMemoException(NewMemoError.DestinationMemoNotAllowed);

    /// <inheritdoc/>
    public MemoPayload MakeMemoForChangeOutput(Amount amount, ReservedSubaddresses changeDestination, CompressedRistretto txPublicKey)
    {
        NewMemoException.ThrowIf(_wroteChangeMemo, NewMemoError.MultipleChangeOutputs);
        NewMemoException.ThrowIf(_fee.TokenId != amount.TokenId, NewMemoError.MixedTokenIds);
        Memo memo = Make(MemoLimits.Fee(_fee));
        _wroteChangeMemo = true;
        return memo.ToPayload();
    }

    private protected abstract Memo Make(ulong fee);
}

/// <summary>Memos of the transaction by which a gift code's money is taken.</summary>
/// <param name="note">A note of at most 57 bytes.</param>
/// <exception cref="NewMemoException"><see cref="NewMemoError.BadInputs"/>: a longer note.</exception>
public sealed class GiftCodeSenderMemoBuilder(string note) : GiftCodeChangeMemoBuilder
{
    private readonly string _note = MemoLimits.Note(note, GiftCodeSenderMemo.NoteSize);

    private protected override Memo Make(ulong fee) => new GiftCodeSenderMemo(fee, _note);
}

/// <summary>Memos of the transaction by which a gift code is taken back.</summary>
/// <param name="globalIndex">Where in the ledger the output is that holds the gift.</param>
public sealed class GiftCodeCancellationMemoBuilder(ulong globalIndex) : GiftCodeChangeMemoBuilder
{
    private protected override Memo Make(ulong fee) => new GiftCodeCancellationMemo(globalIndex, fee);
}
