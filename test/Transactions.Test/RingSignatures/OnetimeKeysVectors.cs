// Family onetime_keys (fact sheet ledger §2.2, crypto §1.5, §1.11).
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.Testing;

namespace MobileCoin.Transactions.Test.RingSignatures;

public sealed class OnetimeKeysVectors
{
    [Theory, Vectors("onetime_keys")]
    public void Keys(VectorCase c)
    {
        Assert.True(c.Op.Length == 0, $"{c}: an op that this test does not know");
        using RistrettoPrivate view = Private(c, "view_private"), spend = Private(c, "spend_private"), tx = Private(c, "tx_private_key");
        RistrettoPublic recipientView = Public(c, "recipient_view_public"), recipientSpend = Public(c, "recipient_spend_public");
        RistrettoPublic target = Public(c, "target_key"), publicKey = Public(c, "public_key");
        Assert.Equal(target, OnetimeKeys.TargetKey(tx, recipientView, recipientSpend));
        Assert.Equal(publicKey, OnetimeKeys.PublicKey(tx, recipientSpend));
        Assert.Equal(c.Hex("shared_secret"), OnetimeKeys.SharedSecret(recipientView, tx).ToBytes());
        Assert.Equal(c.Hex("shared_secret"), OnetimeKeys.SharedSecret(publicKey, view).ToBytes());
        Assert.Equal(Public(c, "recovered_spend_public"), OnetimeKeys.RecoverSpendKey(view, target, publicKey));

        using RistrettoPrivate subaddressSpend = SubaddressSpend(view, spend, c.UInt64("subaddress_index"));
        Assert.Equal(recipientSpend, subaddressSpend.PublicKey());
        using RistrettoPrivate onetime = OnetimeKeys.RecoverPrivateKey(publicKey, view, subaddressSpend);
        Assert.Equal(c.Hex("onetime_private_key"), onetime.Scalar.ToBytes());
        Assert.Equal(target, onetime.PublicKey());
        Assert.Equal(c.Hex("key_image"), KeyImage.Create(onetime).ToBytes());

        using RistrettoPrivate wrong = Private(c, "wrong_view_private");
        Assert.Equal(Public(c, "wrong_recovered_spend_public"), OnetimeKeys.RecoverSpendKey(wrong, target, publicKey));
        Assert.Equal(c.Hex("recovered_spend_public"), Recovered(view, target, publicKey));
        Assert.Equal(c.Hex("wrong_recovered_spend_public"), Recovered(wrong, target, publicKey));

        byte[] confirmation = Confirmation(OnetimeKeys.SharedSecret(publicKey, view));
        Assert.Equal(c.Hex("confirmation_number"), confirmation);
        Assert.Equal(c.Flag("confirmation_validates"), confirmation.AsSpan().SequenceEqual(Confirmation(OnetimeKeys.SharedSecret(recipientView, tx))));
        Assert.Equal(
            c.Flag("confirmation_validates_wrong_key"),
            confirmation.AsSpan().SequenceEqual(Confirmation(OnetimeKeys.SharedSecret(publicKey, wrong))));
    }

    private static byte[] Recovered(RistrettoPrivate view, in RistrettoPublic target, in RistrettoPublic publicKey)
    {
        byte[] spendKeys = new byte[3 * 32], nothing = [.. Enumerable.Repeat((byte)0xff, 32)];
        bool[] valid = new bool[3];
        OnetimeKeys.RecoverSpendKeys(
            view, [.. nothing, .. target.ToBytes(), .. target.ToBytes()], [.. publicKey.ToBytes(), .. publicKey.ToBytes(), .. nothing], spendKeys, valid);
        Assert.Equal([false, true, false], valid);
        return spendKeys[32..64];
    }

    /// <summary>d = Hs(a, index) + b.</summary>
    private static RistrettoPrivate SubaddressSpend(RistrettoPrivate view, RistrettoPrivate spend, ulong index)
    {
        byte[] digest = new byte[64];
        Blake2b.Hash("mc_subaddress"u8, [.. view.Scalar.ToBytes(), .. Scalar.FromUInt64(index).ToBytes()], digest);
        return new RistrettoPrivate(Scalar.FromBytesModOrderWide(digest) + spend.Scalar);
    }

    private static byte[] Confirmation(CompressedRistretto secret)
    {
        byte[] number = new byte[32];
        Blake2b.Hash("mc_tx_out_confirmation_number"u8, secret.ToBytes(), number);
        return number;
    }

    private static RistrettoPrivate Private(VectorCase c, string field) => RistrettoPrivate.Parse(c.Hex(field));

    private static RistrettoPublic Public(VectorCase c, string field) => RistrettoPublic.Parse(c.Hex(field));
}
