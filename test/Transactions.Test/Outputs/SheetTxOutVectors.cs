// An output of upstream's own tests, with an amount of version 2 and a sender's memo (fact sheet ledger A.3).
using MobileCoin.Accounts;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;

namespace MobileCoin.Transactions.Test;

public sealed class SheetTxOutVectors
{
    private const string Recipient =
        "veteran leaf business lounge rocket prepare endorse town text reject nothing fuel earn solid want drum clog flip entire icon swallow birth loyal return";

    private const string Sender =
        "WZKU1isCc7HUrNgpugWZaUhfLnsxsL3w3s3KaTu8AkwtCjqt9AEpWh3TNhG9dXjAKkL8qRput4paEeCAMS4PJ2E6r44ysPgMiStkjq2ons6GLaQqtVpYZQzxsbsLAtPkpXhKnxyjfHZxtD3CExzxxGUpnmZNjvdVJh1nByZaJ7pjhdPK81haNPqL7Kv7tk9m9A9segvmyZjzjkvFuHYrnWjgMwsfGpkkhtHz8yp3ftrUs";

    [Fact]
    public void TheRecipient_ReadsAmountAndSender()
    {
        var masked = new MaskedAmount(
            MaskedAmountVersion.V2, Key("42ff4c72f8b4c02e0ccba20b0197fa19e33522b131c243a7df9660639f1e4949"), 9333989940299914976, Hex("be23706fb90b5bfb"));
        var output = new TxOut(
            masked,
            Key("5cf12e056b9131692405f410cc03049b49d6e2d12b05c3be8f9504fbe2ba9d48"),
            Key("026279e22d00e163a9edd28506dbe778752ed53a5cc5625d5d712b3f371d8f1f"),
            new EncryptedFogHint(Hex("725539d655e35bf2ffbbb21aa056da02da8a2f36a9014cb9c474fb2573ed4c972e0964dc03fdff12b46dd1c0bbe4d341c8d4a42f6b09782fb3b5d93e1116b1bb9f65d205af9328fb0a5b8f3347626f7ebc4e0100")),
            new EncryptedMemo(Hex("c4277d6a49b752fd39666d1317216e41d8f0bc6ed2d74fc06f36c9f07b6d9954c26d2ce7c3ff4aa95dc1c2e26f50e025d57534258a327f6c5ddd3916acdfa174e2f3")));
        Assert.Equal("1a92a16f89463fb774ac536258541628c1c9ab37c52eb2f480ca58771d6a946c", Convert.ToHexStringLower(output.Hash()));
        Assert.Equal(3330933633u, masked.CommitmentCrc32());

        using Mnemonic mnemonic = Mnemonic.Parse(Recipient);
        using var slip10 = Slip10Key.Derive(mnemonic, 0);
        using AccountKey account = slip10.ToAccountKey();
        Assert.True(output.TryViewKeyMatch(account.ViewPrivateKey, out UnmaskedAmount amount, out CompressedRistretto secret));
        Assert.Equal(new Amount(1_000_000_000, 0), amount.Amount);
        Assert.Equal("a99599de27e259bb61a3f86fb51f495b3aee2229f3621e345a0f98940bc5620c", Convert.ToHexStringLower(amount.Blinding.ToBytes()));
        Assert.Equal("2a66952de8e18efb038d27fb8bb2e9be45fdcbe7f98174642774c6f1f609fb47", secret.ToString());
        byte[] amountSecret = new byte[32];
        MaskedAmount.AmountSharedSecret(secret, amountSecret);
        Assert.Equal("05ea772dc9a235529f2d1d23f65601171dd1770529a4d16d77ace2f332c208df", Convert.ToHexStringLower(amountSecret));
        Assert.Equal(
            "765937eb8b62157a09d4bb104932593d4dad41d9183da6f7d10c80196d98aff8", TxOutConfirmationNumber.FromSharedSecret(secret).ToString());

        MemoPayload payload = output.DecryptMemo(secret);
        Assert.Equal(
            "0100d63191b3e1dc54aede5eddade4c81fc400000000000000000000000000000000000000000000000000000000000000008f895da7ab699f5f8bf8efc86199a406",
            Convert.ToHexStringLower(payload.Bytes));
        using PrintableWrapper sender = PrintableWrapper.B58Decode(Sender);
        using RistrettoPrivate view = account.SubaddressViewPrivate(0);
        var memo = (AuthenticatedSenderMemo)Memo.Decode(payload);
        Assert.True(memo.Validate(sender.PublicAddress!, view, output.PublicKey).Reveal());
        Assert.False(memo.Validate(account.DefaultSubaddress(), view, output.PublicKey).Reveal());
    }

    private static byte[] Hex(string text) => Convert.FromHexString(text);

    private static CompressedRistretto Key(string text) => new(Hex(text));
}
