// Memos of a transaction that burns an amount (fact sheet ledger §4.3).
using MobileCoin.Accounts;
using MobileCoin.Curve25519;

namespace MobileCoin.Transactions;

/// <summary>One output to the burn address, with 64 bytes for whoever redeems it, and change that tells of it, if that is enabled.</summary>
public sealed class BurnRedemptionMemoBuilder : IMemoBuilder
{
    private readonly BurnRedemptionMemo _memo;
    private Amount _fee = MemoLimits.DefaultFee;
    private Amount? _burned;
    private bool _wroteDestinationMemo;

    /// <summary>A builder of the 64 bytes of a redemption.</summary>
    /// <exception cref="MemoException"><see cref="MemoError.BadLength"/>.</exception>
    public BurnRedemptionMemoBuilder(ReadOnlySpan<byte> data) => _memo = new BurnRedemptionMemo(data);

    /// <summary>Whether the change tells of the burning.</summary>
    public bool DestinationMemosEnabled { get; set; }

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
        NewMemoException.ThrowIf(!recipient.Equals(BurnAddress.Address), NewMemoError.InvalidRecipient);
        NewMemoException.ThrowIf(_wroteDestinationMemo, NewMemoError.OutputsAfterChange);
        NewMemoException.ThrowIf(_burned is not null, NewMemoError.MultipleOutputs);
        _burned = amount;
        return _memo.ToPayload();
    }

    /// <inheritdoc/>
    public MemoPayload MakeMemoForChangeOutput(Amount amount, ReservedSubaddresses changeDestination, CompressedRistretto txPublicKey)
    {
        if (!DestinationMemosEnabled) return default;
        NewMemoException.ThrowIf(_wroteDestinationMemo, NewMemoError.MultipleChangeOutputs);
        Amount burned = _burned ?? throw new NewMemoException(NewMemoError.MissingOutput);
        NewMemoException.ThrowIf(burned.TokenId != amount.TokenId || _fee.TokenId != amount.TokenId, NewMemoError.MixedTokenIds);
        ulong fee = MemoLimits.DestinationFee(_fee), totalOutlay = MemoLimits.Add(burned.Value, fee, "total_outlay");
        var memo = new DestinationMemo(BurnAddress.Address.ShortAddressHash(), totalOutlay, fee);
        _wroteDestinationMemo = true;
        return memo.ToPayload();
    }
}
