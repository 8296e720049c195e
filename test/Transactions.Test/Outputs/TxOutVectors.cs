// Family tx_out (fact sheet crypto §1.11, §3.6, §3.9, §3.10, ledger §2.5).
using MobileCoin.Accounts;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.Testing;

namespace MobileCoin.Transactions.Test;

public sealed class TxOutVectors
{
    [Theory, Vectors("tx_out")]
    public void TxOuts(VectorCase c)
    {
        Assert.Equal("", c.Op);
        using var account = new AccountKey(RistrettoPrivate.Parse(c.Hex("view_private")), RistrettoPrivate.Parse(c.Hex("spend_private")));
        using var txPrivateKey = RistrettoPrivate.Parse(c.Hex("tx_private_key"));
        PublicAddress recipient = account.Subaddress(c.UInt64("subaddress_index"));
        var version = BlockVersion.FromUInt32((uint)c.UInt64("block_version"));
        var amount = new Amount(c.UInt64("value"), c.UInt64("token_id"));
        var payload = new MemoPayload(c.Hex("memo_payload"));
        CompressedRistretto memoKey = default;
        TxOut output = TxOut.Create(
            version, amount, recipient, txPrivateKey, new EncryptedFogHint(c.Hex("e_fog_hint")), Memo, out CompressedRistretto secret);
        Assert.Equal(c.Hex("proto"), MobileCoin.Wire.WireMessage.Encode(output));
        Assert.Equal(c.Hex("shared_secret"), secret.ToBytes());
        Assert.Equal(c.Hex("public_key"), output.PublicKey.ToBytes());
        Assert.Equal(c.Hex("target_key"), output.TargetKey.ToBytes());
        Assert.Equal(version.HasEncryptedMemos ? output.PublicKey : default, memoKey);
        Assert.Equal(c.IsNull("e_memo") ? null : c.Hex("e_memo"), output.Memo?.Bytes.ToArray());
        Assert.Equal(c.Hex("confirmation_number"), TxOutConfirmationNumber.FromSharedSecret(secret).ToBytes());

        TxOut decoded = Codec.AssertRoundTrip<TxOut>(c.Hex("proto"));
        Assert.Equal(output, decoded);
        Assert.Equal(c.Hex("hash"), decoded.Hash());
        byte[] leaf = new byte[32];
        Blake2b.Hash("mc_tx_out_merkle_leaf"u8, decoded.Hash(), leaf);
        Assert.Equal(c.Hex("merkle_leaf_hash"), leaf);
        Received(c, decoded, account, amount, payload);

        MemoPayload Memo(CompressedRistretto publicKey)
        {
            memoKey = publicKey;
            return payload;
        }
    }

    /// <summary>The recipient's side.</summary>
    private static void Received(VectorCase c, TxOut output, AccountKey account, Amount amount, MemoPayload payload)
    {
        Assert.True(output.TryViewKeyMatch(account.ViewPrivateKey, out UnmaskedAmount unmasked, out CompressedRistretto secret));
        Assert.Equal(amount, unmasked.Amount);
        Assert.Equal(c.Hex("shared_secret"), secret.ToBytes());
        Assert.Equal(output.Memo is null ? default : payload, output.DecryptMemo(secret));
        using RistrettoPrivate other = Samples.Key(1);
        Assert.False(output.TryViewKeyMatch(other, out unmasked, out _));
        Assert.Equal(default, unmasked);

        var number = new TxOutConfirmationNumber(c.Hex("confirmation_number"));
        var publicKey = RistrettoPublic.Parse(c.Hex("public_key"));
        Assert.True(number.Validate(publicKey, account.ViewPrivateKey).Reveal());
        Assert.False(number.Validate(publicKey, other).Reveal());
        Assert.Equal(number, Codec.AssertRoundTrip<TxOutConfirmationNumber>([0x0a, 32, .. number.ToBytes()]));
    }
}
