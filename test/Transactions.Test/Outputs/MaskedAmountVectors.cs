// Family masked_amount (fact sheet crypto §3.10).
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.Testing;
using MobileCoin.Wire;

namespace MobileCoin.Transactions.Test;

public sealed class MaskedAmountVectors
{
    [Theory, Vectors("masked_amount")]
    public void MaskedAmounts(VectorCase c)
    {
        switch (c.Op)
        {
            case "" when c.Has("error"): NotMasked(c); break;
            case "": Masked(c); break;
            case "wrong_secret": WrongSecret(c); break;
            default: Assert.Fail($"{c}: unknown op"); break;
        }
    }

    private static void Masked(VectorCase c)
    {
        CompressedRistretto secret = new(c.Hex("shared_secret"));
        Amount amount = AmountOf(c);
        MaskedAmount masked = MaskedAmount.Create(VersionOf(c), amount, secret);
        Assert.Equal(c.Text("variant"), masked.Version.ToString());
        Assert.Equal(c.Hex("commitment"), masked.Commitment.ToBytes());
        Assert.Equal(c.UInt64("masked_value"), masked.MaskedValue);
        Assert.Equal(c.Hex("masked_token_id"), masked.MaskedTokenId.ToArray());
        Assert.Equal(c.UInt64("commitment_crc32"), masked.CommitmentCrc32());
        Assert.Equal(c.Hex("proto"), Encode(masked));

        MaskedAmount decoded = Decode(c);
        Assert.Equal(masked, decoded);
        UnmaskedAmount unmasked = decoded.Unmask(secret);
        Assert.Equal(amount, unmasked.Amount);
        Assert.Equal(c.Hex("blinding"), unmasked.Blinding.ToBytes());
        Assert.Equal(masked.Commitment, unmasked.Commitment());
        Assert.Equal(masked, MaskedAmount.Reconstruct(masked.Version, masked.MaskedValue, masked.MaskedTokenId, secret, out UnmaskedAmount again));
        Assert.Equal(unmasked, again);
        Revealed(c, masked, secret, unmasked);
    }

    /// <summary>With the amount's own secret.</summary>
    private static void Revealed(VectorCase c, MaskedAmount masked, CompressedRistretto secret, UnmaskedAmount expected)
    {
        byte[] amountSecret = new byte[MaskedAmount.AmountSharedSecretSize];
        MaskedAmount.AmountSharedSecret(secret, amountSecret);
        if (c.IsNull("amount_shared_secret"))
        {
            Assert.Equal(
                AmountError.AmountVersionTooOldForAmountSharedSecret,
                Assert.Throws<AmountException>(() => masked.UnmaskWithAmountSharedSecret(amountSecret)).Error);
            return;
        }
        Assert.Equal(c.Hex("amount_shared_secret"), amountSecret);
        Assert.Equal(expected, masked.UnmaskWithAmountSharedSecret(amountSecret));
        Assert.Equal(masked, MaskedAmount.CreateV2(expected.Amount, amountSecret));
    }

    private static void NotMasked(VectorCase c)
    {
        var e = Assert.Throws<AmountException>(() => MaskedAmount.Create(VersionOf(c), AmountOf(c), new CompressedRistretto(c.Hex("shared_secret"))));
        Assert.Equal(c.Text("error"), e.Error.ToString());
        Assert.Equal(c.Text("error"), e.Message);
    }

    private static void WrongSecret(VectorCase c)
    {
        MaskedAmount masked = Decode(c);
        Assert.Equal(c.Hex("proto"), Encode(masked));
        CompressedRistretto secret = new(c.Hex("shared_secret"));
        Assert.Equal(c.Text("error"), Assert.Throws<AmountException>(() => masked.Unmask(secret)).Message);
        Assert.Equal(AmountError.None, masked.Unmask(secret, out UnmaskedAmount nothing, out Choice consistent));
        Assert.False(consistent.Reveal());
        Assert.Equal(default, nothing);
    }

    private static BlockVersion VersionOf(VectorCase c) => BlockVersion.FromUInt32((uint)c.UInt64("block_version"));

    private static Amount AmountOf(VectorCase c) => new(c.UInt64("value"), c.UInt64("token_id"));

    private static MaskedAmount Decode(VectorCase c)
    {
        var reader = new ProstReader(c.Hex("proto"));
        return MaskedAmount.ReadFrom(ref reader, Enum.Parse<MaskedAmountVersion>(c.Text("variant")));
    }

    private static byte[] Encode(MaskedAmount masked)
    {
        using var writer = new ProstWriter();
        masked.WriteTo(writer);
        return writer.ToArray();
    }
}
