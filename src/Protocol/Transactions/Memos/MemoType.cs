// The registered types of memos (fact sheet ledger §2.6, crypto §3.8).
namespace MobileCoin.Transactions;

/// <summary>The first two bytes of a memo, category and subtype, as one number.</summary>
public enum MemoType
{
    /// <summary>No memo.</summary>
    Unused = 0x0000,

    /// <summary>Why an amount was burned.</summary>
    BurnRedemption = 0x0001,

    /// <summary>Written by who takes the money of a gift code, to himself.</summary>
    GiftCodeSender = 0x0002,

    /// <summary>Written by who joins outputs of his own.</summary>
    Defragmentation = 0x0003,

    /// <summary>Who sent the output.</summary>
    AuthenticatedSender = 0x0100,

    /// <summary>Who sent the output, and which request for payment it answers.</summary>
    AuthenticatedSenderWithPaymentRequestId = 0x0101,

    /// <summary>Who sent the output, and which intent to pay it fulfils.</summary>
    AuthenticatedSenderWithPaymentIntentId = 0x0102,

    /// <summary>On change: whom the payment went to.</summary>
    Destination = 0x0200,

    /// <summary>On change: which output funds a gift code.</summary>
    GiftCodeFunding = 0x0201,

    /// <summary>On change: which gift code was taken back.</summary>
    GiftCodeCancellation = 0x0202,

    /// <summary>On change: whom the payment went to, and which request for payment it answers.</summary>
    DestinationWithPaymentRequestId = 0x0203,

    /// <summary>On change: whom the payment went to, and which intent to pay it fulfils.</summary>
    DestinationWithPaymentIntentId = 0x0204,
}
