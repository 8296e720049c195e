// Family memos (fact sheet crypto §3.7, §3.8).
using MobileCoin.Accounts;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.Testing;
using MobileCoin.Wire;

namespace MobileCoin.Transactions.Test;

public sealed class MemosVectors
{
    [Theory, Vectors("memos")]
    public void Memos(VectorCase c)
    {
        var payload = new MemoPayload([.. c.Hex("type"), .. c.Hex("memo_data")]);
        Memo decoded = Memo.Decode(payload);
        Assert.Equal(payload, decoded.ToPayload());
        switch (c.Text("memo"))
        {
            case "destination":
                var destination = Assert.IsType<DestinationMemo>(decoded);
                ShortAddressHash recipient = WireMessage.Decode<PublicAddress>(c.Hex("recipient_address_proto")).ShortAddressHash();
                Assert.Equal(recipient, destination.AddressHash);
                Assert.Equal(c.UInt64("fee"), destination.Fee);
                Assert.Equal(c.UInt64("total_outlay"), destination.TotalOutlay);
                Assert.Equal(c.UInt64("num_recipients"), destination.NumRecipients);
                Assert.Equal(decoded, new DestinationMemo(
                    recipient, c.UInt64("total_outlay"), c.UInt64("fee"), (byte)c.UInt64("num_recipients")));
                break;
            case "authenticated_sender":
                Authenticated(c, decoded, (sender, view, key) => new AuthenticatedSenderMemo(sender, view, key));
                break;
            case "authenticated_sender_with_payment_request_id":
                ulong request = c.UInt64("payment_request_id");
                Assert.Equal(request, Assert.IsType<AuthenticatedSenderWithPaymentRequestIdMemo>(decoded).PaymentRequestId);
                Authenticated(c, decoded, (sender, view, key) => new AuthenticatedSenderWithPaymentRequestIdMemo(sender, view, key, request));
                break;
            case "authenticated_sender_with_payment_intent_id":
                ulong intent = c.UInt64("payment_intent_id");
                Assert.Equal(intent, Assert.IsType<AuthenticatedSenderWithPaymentIntentIdMemo>(decoded).PaymentIntentId);
                Authenticated(c, decoded, (sender, view, key) => new AuthenticatedSenderWithPaymentIntentIdMemo(sender, view, key, intent));
                break;
            default: Assert.Fail($"{c}: unknown memo"); break;
        }
    }

    private static void Authenticated(VectorCase c, Memo decoded, Func<SenderMemoCredential, RistrettoPublic, CompressedRistretto, Memo> make)
    {
        using var account = new AccountKey(
            RistrettoPrivate.Parse(c.Hex("sender_view_private")), RistrettoPrivate.Parse(c.Hex("sender_spend_private")));
        using var sender = new SenderMemoCredential(account);
        CompressedRistretto txPublicKey = new(c.Hex("tx_public_key"));
        var recipientView = RistrettoPublic.Parse(c.Hex("recipient_view_public"));
        Assert.Equal(decoded, make(sender, recipientView, txPublicKey));
        Assert.Equal(sender.AddressHash, ((AuthenticatedMemo)decoded).SenderAddressHash);
        if (!c.Has("recipient_view_private_subaddress")) return;

        var memo = (AuthenticatedMemo)decoded;
        var address = WireMessage.Decode<PublicAddress>(c.Hex("sender_address_proto"));
        using var view = RistrettoPrivate.Parse(c.Hex("recipient_view_private_subaddress"));
        using RistrettoPrivate otherView = Samples.Key(2);
        Assert.True(memo.Validate(address, view, txPublicKey).Reveal());
        Assert.False(memo.Validate(account.ChangeSubaddress(), view, txPublicKey).Reveal());
        Assert.False(memo.Validate(address, otherView, txPublicKey).Reveal());
        Assert.False(memo.Validate(address, view, recipientView.Encoding).Reveal());
    }
}
