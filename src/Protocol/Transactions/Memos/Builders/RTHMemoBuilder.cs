// Recoverable transaction history: who sent it to the recipient, whom it went to on the change (fact sheet ledger §4.3).
using MobileCoin.Accounts;
using MobileCoin.Curve25519;

namespace MobileCoin.Transactions;

/// <summary>
/// Signs outputs with the sender's credential, if one is set, and sums them up on the change, if destination memos are enabled. With a
/// request or an intent id the memos name it. The credential is the caller's and is not disposed.
/// </summary>
public sealed class RTHMemoBuilder : IMemoBuilder
{
    private Amount _fee = MemoLimits.DefaultFee;
    private ShortAddressHash _lastRecipient;
    private ulong _totalOutlay;
    private ulong? _outlayTokenId;
    private byte _numRecipients;
    private bool _wroteDestinationMemo;

    /// <summary>What outputs are signed with; none, and outputs have unused memos.</summary>
    public SenderMemoCredential? SenderCredential { get; set; }

    /// <summary>Whether the change tells whom the payment went to.</summary>
    public bool DestinationMemosEnabled { get; set; }

    /// <summary>The request for payment that the transaction answers.</summary>
    public ulong? PaymentRequestId { get; set; }

    /// <summary>The intent to pay that the transaction fulfils.</summary>
    public ulong? PaymentIntentId { get; set; }

    /// <inheritdoc/>
    public void SetFee(Amount fee)
    {
        NewMemoException.ThrowIf(_wroteDestinationMemo, NewMemoError.FeeAfterChange);
        _fee = fee;
    }

    /// <inheritdoc/>
    public MemoPayload MakeMemoForOutput(Amount amount, PublicAddress recipient, CompressedRistretto txPublicKey)
    {
        ArgumentNullException.ThrowIfNull(recipient);
        NewMemoException.ThrowIf(_wroteDestinationMemo, NewMemoError.OutputsAfterChange);
        NewMemoException.ThrowIf(_outlayTokenId is { } token && token != amount.TokenId, NewMemoError.MixedTokenIds);
        ulong totalOutlay = MemoLimits.Add(_totalOutlay, amount.Value, "total_outlay");
        if (_numRecipients == byte.MaxValue) throw NewMemoException.LimitsExceeded("num_recipients");
        MemoPayload payload = Sign(recipient, txPublicKey);

        _totalOutlay = totalOutlay;
        _outlayTokenId = amount.TokenId;
        _numRecipients++;
        _lastRecipient = recipient.ShortAddressHash();
        return payload;
    }

    /// <inheritdoc/>
    public MemoPayload MakeMemoForChangeOutput(Amount amount, ReservedSubaddresses changeDestination, CompressedRistretto txPublicKey)
    {
        if (!DestinationMemosEnabled) return default;
        NewMemoException.ThrowIf(_wroteDestinationMemo, NewMemoError.MultipleChangeOutputs);
        NewMemoException.ThrowIf(
            amount.TokenId != _fee.TokenId || (_outlayTokenId is { } token && token != amount.TokenId), NewMemoError.MixedTokenIds);
        ulong fee = MemoLimits.DestinationFee(_fee), totalOutlay = MemoLimits.Add(_totalOutlay, fee, "total_outlay");
        Memo memo = (PaymentRequestId, PaymentIntentId) switch
        {
            ({ }, { }) => throw new NewMemoException(NewMemoError.RequestAndIntentIdSet),
            ({ } id, null) => new DestinationWithPaymentRequestIdMemo(_lastRecipient, totalOutlay, fee, id, _numRecipients),
            (null, { } id) => new DestinationWithPaymentIntentIdMemo(_lastRecipient, totalOutlay, fee, id, _numRecipients),
            _ => new DestinationMemo(_lastRecipient, totalOutlay, fee, _numRecipients),
        };
        _wroteDestinationMemo = true;
        return memo.ToPayload();
    }

    private MemoPayload Sign(PublicAddress recipient, CompressedRistretto txPublicKey)
    {
        if (SenderCredential is not { } sender) return default;
        Memo memo = (PaymentRequestId, PaymentIntentId) switch
        {
            ({ }, { }) => throw new NewMemoException(NewMemoError.RequestAndIntentIdSet),
            ({ } id, null) => new AuthenticatedSenderWithPaymentRequestIdMemo(sender, recipient.ViewPublicKey, txPublicKey, id),
            (null, { } id) => new AuthenticatedSenderWithPaymentIntentIdMemo(sender, recipient.ViewPublicKey, txPublicKey, id),
            _ => new AuthenticatedSenderMemo(sender, recipient.ViewPublicKey, txPublicKey),
        };
        return memo.ToPayload();
    }
}
