// Memos that tell the recipient who sent an output, and prove it to him alone (fact sheet ledger §2.6, crypto §3.7, §3.8).
using MobileCoin.Accounts;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;

namespace MobileCoin.Transactions;

/// <summary>A sender's short address hash under a code that only sender and recipient can make.</summary>
public abstract class AuthenticatedMemo : Memo
{
    private protected const int IdOffset = ShortAddressHash.Size;

    private const int MacOffset = MemoMac.CoveredSize;

    private protected AuthenticatedMemo(
        MemoType type, ulong id, SenderMemoCredential sender, in RistrettoPublic recipientViewPublicKey, CompressedRistretto txPublicKey)
        : base(type)
    {
        ArgumentNullException.ThrowIfNull(sender);
        sender.AddressHash.CopyTo(Fields[..ShortAddressHash.Size]);
        WriteUInt64(IdOffset, id);
        MemoMac.Compute(sender.SubaddressSpendPrivate, recipientViewPublicKey, txPublicKey, type, Data, Fields[MacOffset..]);
    }

    private protected AuthenticatedMemo(MemoType type, ReadOnlySpan<byte> data)
        : base(type, data)
    {
    }

    /// <summary>Who claims to have sent the output.</summary>
    public ShortAddressHash SenderAddressHash => new(Data[..ShortAddressHash.Size]);

    /// <summary>The code, 16 bytes.</summary>
    public ReadOnlySpan<byte> Mac => Data[MacOffset..];

    /// <summary>Whether the sender is who the memo says: both hash and code are looked at, in constant time.</summary>
    /// <param name="sender">The address that the recipient takes the sender for.</param>
    /// <param name="receivingSubaddressViewPrivate">The view private key of the subaddress that received the output.</param>
    /// <param name="txPublicKey">The output's public key.</param>
    public Choice Validate(PublicAddress sender, RistrettoPrivate receivingSubaddressViewPrivate, CompressedRistretto txPublicKey)
    {
        ArgumentNullException.ThrowIfNull(sender);
        ArgumentNullException.ThrowIfNull(receivingSubaddressViewPrivate);
        Span<byte> mac = stackalloc byte[MemoMac.Size];
        MemoMac.Compute(receivingSubaddressViewPrivate, sender.SpendPublicKey, txPublicKey, Type, Data, mac);
        Choice valid = sender.ShortAddressHash().FixedTimeEquals(SenderAddressHash) & Choice.Equal(mac, Mac);
        System.Security.Cryptography.CryptographicOperations.ZeroMemory(mac);
        return valid;
    }
}

/// <summary>Who sent an output.</summary>
public sealed class AuthenticatedSenderMemo : AuthenticatedMemo
{
    /// <summary>A memo for one output to one recipient.</summary>
    /// <param name="sender">The sender's credential.</param>
    /// <param name="recipientViewPublicKey">The recipient's subaddress view public key.</param>
    /// <param name="txPublicKey">The output's public key.</param>
    public AuthenticatedSenderMemo(SenderMemoCredential sender, in RistrettoPublic recipientViewPublicKey, CompressedRistretto txPublicKey)
        : base(MemoType.AuthenticatedSender, 0, sender, recipientViewPublicKey, txPublicKey)
    {
    }

    internal AuthenticatedSenderMemo(ReadOnlySpan<byte> data)
        : base(MemoType.AuthenticatedSender, data)
    {
    }
}

/// <summary>Who sent an output, in answer to which request for payment.</summary>
public sealed class AuthenticatedSenderWithPaymentRequestIdMemo : AuthenticatedMemo
{
    /// <summary>A memo for one output to one recipient.</summary>
    /// <param name="sender">The sender's credential.</param>
    /// <param name="recipientViewPublicKey">The recipient's subaddress view public key.</param>
    /// <param name="txPublicKey">The output's public key.</param>
    /// <param name="paymentRequestId">The request, covered by the code.</param>
    public AuthenticatedSenderWithPaymentRequestIdMemo(
        SenderMemoCredential sender, in RistrettoPublic recipientViewPublicKey, CompressedRistretto txPublicKey, ulong paymentRequestId)
        : base(MemoType.AuthenticatedSenderWithPaymentRequestId, paymentRequestId, sender, recipientViewPublicKey, txPublicKey)
    {
    }

    internal AuthenticatedSenderWithPaymentRequestIdMemo(ReadOnlySpan<byte> data)
        : base(MemoType.AuthenticatedSenderWithPaymentRequestId, data)
    {
    }

    /// <summary>The request.</summary>
    public ulong PaymentRequestId => ReadUInt64(IdOffset);
}

/// <summary>Who sent an output, to fulfil which intent to pay.</summary>
public sealed class AuthenticatedSenderWithPaymentIntentIdMemo : AuthenticatedMemo
{
    /// <summary>A memo for one output to one recipient.</summary>
    /// <param name="sender">The sender's credential.</param>
    /// <param name="recipientViewPublicKey">The recipient's subaddress view public key.</param>
    /// <param name="txPublicKey">The output's public key.</param>
    /// <param name="paymentIntentId">The intent, covered by the code.</param>
    public AuthenticatedSenderWithPaymentIntentIdMemo(
        SenderMemoCredential sender, in RistrettoPublic recipientViewPublicKey, CompressedRistretto txPublicKey, ulong paymentIntentId)
        : base(MemoType.AuthenticatedSenderWithPaymentIntentId, paymentIntentId, sender, recipientViewPublicKey, txPublicKey)
    {
    }

    internal AuthenticatedSenderWithPaymentIntentIdMemo(ReadOnlySpan<byte> data)
        : base(MemoType.AuthenticatedSenderWithPaymentIntentId, data)
    {
    }

    /// <summary>The intent.</summary>
    public ulong PaymentIntentId => ReadUInt64(IdOffset);
}
