// The types of family digestible that are defined on this floor; the others are in Crypto.Test (fact sheet crypto §5.7).
using System.Text;
using MobileCoin.Accounts;
using MobileCoin.Crypto;
using MobileCoin.Testing;

namespace MobileCoin.Transactions.Test;

public sealed class DigestibleVectors
{
    [Theory(SkipTestWithoutData = true), Vectors("digestible", Types = ["TxOut", "PublicAddress"])]
    public void Digests(VectorCase c)
    {
        byte[] digest = new byte[Digest.Size], context = Encoding.UTF8.GetBytes(c.Text("context"));
        switch (c.Text("type"))
        {
            case "TxOut": Digest.Compute(context, Codec.AssertRoundTrip<TxOut>(c.Hex("proto")), digest); break;
            case "PublicAddress": Digest.Compute(context, Codec.AssertRoundTrip<PublicAddress>(c.Hex("proto")), digest); break;
            default: Assert.Fail($"{c}: unknown type"); break;
        }
        Assert.Equal(c.Hex("digest32"), digest);
    }
}
