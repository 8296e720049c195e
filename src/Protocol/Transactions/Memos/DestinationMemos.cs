// Memos that tell on change whom a payment went to (fact sheet ledger §2.6, crypto §3.8).
using MobileCoin.Accounts;

namespace MobileCoin.Transactions;

/// <summary>Whom a payment went to and what it cost, for the sender's own records. Believe it only on the change subaddress.</summary>
public abstract class DestinationMemoBase : Memo
{
    private protected const int IdOffset = 32;

    private const int CountOffset = ShortAddressHash.Size, FeeOffset = 17, OutlayOffset = 24;

    private protected DestinationMemoBase(MemoType type, ShortAddressHash recipient, byte numRecipients, ulong fee, ulong totalOutlay)
        : base(type)
    {
        if (fee > MaxFee) throw MemoException.FeeTooLarge();
        recipient.CopyTo(Fields[..ShortAddressHash.Size]);
        Fields[CountOffset] = numRecipients;
        WriteFee(FeeOffset, fee);
        WriteUInt64(OutlayOffset, totalOutlay);
    }

    private protected DestinationMemoBase(MemoType type, ReadOnlySpan<byte> data)
        : base(type, data)
    {
    }

    /// <summary>The recipient, or the last one.</summary>
    public ShortAddressHash AddressHash => new(Data[..ShortAddressHash.Size]);

    /// <summary>How many recipients there were.</summary>
    public byte NumRecipients => Data[CountOffset];

    /// <summary>The fee.</summary>
    public ulong Fee => ReadFee(FeeOffset);

    /// <summary>What went to the recipients, and the fee.</summary>
    public ulong TotalOutlay => ReadUInt64(OutlayOffset);
}

/// <summary>A destination memo.</summary>
public sealed class DestinationMemo : DestinationMemoBase
{
    /// <summary>A memo.</summary>
    /// <param name="recipient">The recipient, or the last one.</param>
    /// <param name="totalOutlay">What went to the recipients, and the fee.</param>
    /// <param name="fee">The fee.</param>
    /// <param name="numRecipients">How many recipients there were.</param>
    /// <exception cref="MemoException"><see cref="MemoError.FeeTooLarge"/>.</exception>
    public DestinationMemo(ShortAddressHash recipient, ulong totalOutlay, ulong fee, byte numRecipients = 1)
        : base(MemoType.Destination, recipient, numRecipients, fee, totalOutlay)
    {
    }

    internal DestinationMemo(ReadOnlySpan<byte> data)
        : base(MemoType.Destination, data)
    {
    }
}

/// <summary>A destination memo that names the request for payment.</summary>
public sealed class DestinationWithPaymentRequestIdMemo : DestinationMemoBase
{
    /// <summary>A memo.</summary>
    /// <param name="recipient">The recipient, or the last one.</param>
    /// <param name="totalOutlay">What went to the recipients, and the fee.</param>
    /// <param name="fee">The fee.</param>
    /// <param name="paymentRequestId">The request.</param>
    /// <param name="numRecipients">How many recipients there were.</param>
    /// <exception cref="MemoException"><see cref="MemoError.FeeTooLarge"/>.</exception>
    public DestinationWithPaymentRequestIdMemo(
        ShortAddressHash recipient, ulong totalOutlay, ulong fee, ulong paymentRequestId, byte numRecipients = 1)
        : base(MemoType.DestinationWithPaymentRequestId, recipient, numRecipients, fee, totalOutlay) =>
        WriteUInt64(IdOffset, paymentRequestId);

    internal DestinationWithPaymentRequestIdMemo(ReadOnlySpan<byte> data)
        : base(MemoType.DestinationWithPaymentRequestId, data)
    {
    }

    /// <summary>The request.</summary>
    public ulong PaymentRequestId => ReadUInt64(IdOffset);
}

/// <summary>A destination memo that names the intent to pay.</summary>
public sealed class DestinationWithPaymentIntentIdMemo : DestinationMemoBase
{
    /// <summary>A memo.</summary>
    /// <param name="recipient">The recipient, or the last one.</param>
    /// <param name="totalOutlay">What went to the recipients, and the fee.</param>
    /// <param name="fee">The fee.</param>
    /// <param name="paymentIntentId">The intent.</param>
    /// <param name="numRecipients">How many recipients there were.</param>
    /// <exception cref="MemoException"><see cref="MemoError.FeeTooLarge"/>.</exception>
    public DestinationWithPaymentIntentIdMemo(
        ShortAddressHash recipient, ulong totalOutlay, ulong fee, ulong paymentIntentId, byte numRecipients = 1)
        : base(MemoType.DestinationWithPaymentIntentId, recipient, numRecipients, fee, totalOutlay) =>
        WriteUInt64(IdOffset, paymentIntentId);

    internal DestinationWithPaymentIntentIdMemo(ReadOnlySpan<byte> data)
        : base(MemoType.DestinationWithPaymentIntentId, data)
    {
    }

    /// <summary>The intent.</summary>
    public ulong PaymentIntentId => ReadUInt64(IdOffset);
}
