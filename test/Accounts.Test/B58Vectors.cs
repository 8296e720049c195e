// Family b58, and the texts of family account_keys (fact sheet crypto §7, §1.10).
using MobileCoin.Testing;
using MobileCoin.Wire;

namespace MobileCoin.Accounts.Test;

public sealed class B58Vectors
{
    [Theory, Vectors("b58")]
    public void B58(VectorCase c)
    {
        switch (c.Text("kind"))
        {
            case "burn_address": Burn(c); break;
            case "payment_request": PaymentRequest(c); break;
            case "transfer_payload": Payload(c, WireMessage.Decode<TransferPayload>(c.Hex("proto")), p => new PrintableWrapper(p), w => w.TransferPayload); break;
            case "tx_out_gift_code": Payload(c, WireMessage.Decode<TxOutGiftCode>(c.Hex("proto")), p => new PrintableWrapper(p), w => w.TxOutGiftCode); break;
            default: Assert.Fail($"{c}: unknown kind"); break;
        }
    }

    [Theory, Vectors("account_keys")]
    public void Addresses_OfAccountKeys(VectorCase c)
    {
        foreach (VectorCase s in c.Items("subaddresses")) Address(s.Field("address").GetProperty("proto").GetString()!, s.Field("address").GetProperty("b58").GetString()!);
    }

    private static void Address(string proto, string b58) =>
        AssertText(b58, new PrintableWrapper(WireMessage.Decode<PublicAddress>(Convert.FromHexString(proto))));

    private static void Burn(VectorCase c)
    {
        using var key = BurnAddress.ViewPrivateKey();
        Assert.Equal(c.Hex("view_private"), key.Scalar.ToBytes());
        var expected = new VectorCase($"{c}.address", 0, c.Field("address"));
        Addresses.AssertIs(expected, BurnAddress.Address);
        AssertText(expected.Text("b58"), new PrintableWrapper(BurnAddress.Address));
    }

    private static void PaymentRequest(VectorCase c)
    {
        using PrintableWrapper address = PrintableWrapper.B58Decode(c.Text("address_b58"));
        var request = new PaymentRequest(address.PublicAddress!, c.UInt64("value"), c.Text("memo"), c.UInt64("token_id"), c.UInt64("payment_id"));
        Payload(c, request, p => new PrintableWrapper(p), w => w.PaymentRequest);
    }

    private static void Payload<T>(VectorCase c, T payload, Func<T, PrintableWrapper> wrap, Func<PrintableWrapper, T?> unwrap)
        where T : class, IWireMessage<T>
    {
        Codec.AssertRoundTrip(c.Hex("proto"), payload);
        using PrintableWrapper decoded = AssertText(c.Text("b58"), wrap(payload));
        Assert.Equal(payload, unwrap(decoded));
    }

    private static PrintableWrapper AssertText(string b58, PrintableWrapper wrapper)
    {
        Assert.Equal(b58, wrapper.B58Encode());
        PrintableWrapper decoded = PrintableWrapper.B58Decode(b58);
        Assert.Equal(wrapper, decoded);
        Assert.Equal(b58, decoded.B58Encode());
        Assert.Equal(wrapper, PrintableWrapper.FromUri(decoded.ToUri()));
        return decoded;
    }
}
