// Signers with and without an account (fact sheet ledger §2.10).
using MobileCoin.Accounts;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;

namespace MobileCoin.Transactions.Test.RingSignatures;

public sealed class RingSignerTests
{
    private const ulong Subaddress = 5;

    [Fact]
    public void GivenKeys_SignWithoutAnAccount()
    {
        var sample = new SampleRing(200, 5, value: 9);
        using AccountKey account = Samples.Account(200);
        foreach (IRingSigner signer in (IRingSigner[])[new NoKeysRingSigner(), new LocalRingSigner(account)])
        {
            using SignableInputRing ring = Ring(sample, 3, new RistrettoPrivate(sample.Keys[3]));
            RingMlsag signature = signer.Sign(sample.Message, ring, sample.OutputBlinding, sample.Random);
            Assert.True(signature.Verify(sample.Message, sample.Members, sample.Output).IsNone);
            Fails(RingSignerError.TrueInputNotOwned, signer, Ring(sample, 2, new RistrettoPrivate(sample.Keys[3])), sample);
            Fails(RingSignerError.RealInputIndexOutOfBounds, signer, Ring(sample, 5, new RistrettoPrivate(sample.Keys[3])), sample);
            Fails(RingSignerError.RealInputIndexOutOfBounds, signer, Ring(sample, uint.MaxValue, new RistrettoPrivate(sample.Keys[3])), sample);
        }
        Fails(RingSignerError.NoPathToSpendKey, new NoKeysRingSigner(), Derived(sample, 3, Subaddress), sample);
        using SignableInputRing wrong = new(sample.Members, 3, new InputSecret(new RistrettoPrivate(sample.Keys[3]), new Amount(10, 0), sample.Blindings[3]));
        RingSignerException e = Assert.Throws<RingSignerException>(
            () => new NoKeysRingSigner().Sign([], wrong, sample.OutputBlinding, sample.Random));
        Assert.Equal("RingSignature(ValueNotConserved)", e.Message);
    }

    [Fact]
    public void Accounts_DeriveKeysForASubaddress()
    {
        var sample = new SampleRing(201, 4, value: 9);
        using AccountKey account = Samples.Account(201);
        using RistrettoPrivate tx = Samples.Key(201), view = account.SubaddressViewPrivate(Subaddress), spend = account.SubaddressSpendPrivate(Subaddress);
        sample.Members[1] = sample.Members[1] with
        {
            PublicKey = OnetimeKeys.PublicKey(tx, spend.PublicKey()).Encoding,
            TargetKey = OnetimeKeys.TargetKey(tx, view.PublicKey(), spend.PublicKey()).Encoding,
        };
        var signer = new LocalRingSigner(account);
        using SignableInputRing ring = Derived(sample, 1, Subaddress);
        Assert.True(signer.Sign(sample.Message, ring, sample.OutputBlinding, sample.Random).Verify(sample.Message, sample.Members, sample.Output).IsNone);
        Fails(RingSignerError.TrueInputNotOwned, signer, Derived(sample, 1, Subaddress + 1), sample);
        Fails(RingSignerError.TrueInputNotOwned, signer, Derived(sample, 0, Subaddress), sample);
        sample.Members[1] = sample.Members[1] with { PublicKey = new CompressedRistretto([.. Enumerable.Repeat((byte)0xff, 32)]) };
        Fails(RingSignerError.Keys, signer, Derived(sample, 1, Subaddress), sample);
    }

    private static SignableInputRing Ring(SampleRing sample, uint real, RistrettoPrivate key) =>
        new(sample.Members, real, new InputSecret(key, new Amount(9, 0), sample.Blindings[Math.Min(real, 3)]));

    private static SignableInputRing Derived(SampleRing sample, uint real, ulong subaddress) =>
        new(sample.Members, real, new InputSecret(subaddress, new Amount(9, 0), sample.Blindings[real]));

    private static void Fails(RingSignerError error, IRingSigner signer, SignableInputRing ring, SampleRing sample)
    {
        using (ring)
        {
            RingSignerException e = Assert.Throws<RingSignerException>(() => signer.Sign([], ring, sample.OutputBlinding, sample.Random));
            Assert.Equal(error, e.Error);
            Assert.Equal(error.ToString(), e.Message);
        }
    }
}
