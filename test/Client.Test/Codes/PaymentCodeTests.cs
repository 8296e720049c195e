using MobileCoin.Accounts;
using MobileCoin.Crypto;
using MobileCoin.Testing;

namespace MobileCoin.Client.Test.Codes;

public sealed class PaymentCodeTests
{
    private static readonly RandomFill Random = new SeededBytes(7).Fill;
    private static readonly PublicAddress Address = NewAddress();

    [Fact]
    public void Parse_GivesBackEveryKind_InEveryForm()
    {
        byte[] entropy = [.. Enumerable.Repeat((byte)7, 32)];
        using TransferPayload transfer = TransferPayload.FromRootEntropy(entropy, Address.SpendPublicKey.Encoding, "for you");
        using var gift = new TxOutGiftCode(12, RistrettoPrivate.Random(Random), Address.ViewPublicKey.ToBytes());
        PaymentCode[] codes = [PaymentCode.Of(Address), PaymentCode.Of(new PaymentRequest(Address, 5, "rent", 1, 9)), PaymentCode.Of(transfer), PaymentCode.Of(gift)];
        foreach (PaymentCode code in codes)
        {
            foreach (string text in (string[])[code.ToBase58(), code.ToUri(), $"  {code.ToUri()}\n", code.ToUri().Replace("mob:", "MOB:", StringComparison.Ordinal)])
            {
                using PaymentCode parsed = PaymentCode.Parse(text);
                Assert.Equal(code.Kind, parsed.Kind);
                Assert.Equal(code.ToBase58(), parsed.ToBase58());
                Assert.Equal(code.Address, parsed.Address);
            }
            Assert.Equal($"PaymentCode {code.Kind}", code.ToString());
        }
        Assert.Equal("rent", PaymentCode.Parse(codes[1].ToUri()).PaymentRequest!.Memo);
        Assert.Equal("for you", PaymentCode.Parse(codes[2].ToUri()).Transfer!.Memo);
        Assert.Equal(12UL, PaymentCode.Parse(codes[3].ToUri()).GiftCode!.GlobalIndex);
    }

    [Fact]
    public void Parse_OfWhatIsNoCode_SaysWhatIsWrong()
    {
        string good = PaymentCode.Of(Address).ToBase58();
        Check("", "the code is empty");
        Check("mob:///b58/", "the code is empty");
        Check("0OIl", "this is no MobileCoin code: the characters 0, O, I and l occur in none");
        Check("schön", "this is no MobileCoin code: it has characters that occur in none");
        Check("abc", "the code is too short: part of it is missing");
        Check(good[..^1], "the code's checksum does not match: a character is wrong or missing, or it is another currency's");
        Check((good[0] == '2' ? '3' : '2') + good[1..], "the code's checksum does not match: a character is wrong or missing, or it is another currency's");
        Check("bitcoin:1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "this is a link of 'bitcoin', and none of MobileCoin's: expected mob:///b58/…");
        Check("https://example.com/pay", "this is a link of 'https', and none of MobileCoin's: expected mob:///b58/…");
        Check("mob:///b64/AAAA", "the link is of a kind that this version does not know: expected mob:///b58/…");
        Check(new string('z', 100_000), $"this is no MobileCoin code: it has more than {Base58.MaxCharacters} characters");
        Check(Unknown([0x2a, 0x00]), "the code is genuine, and of a kind that this version does not know: neither address, payment request, transfer nor gift code");

        static void Check(string text, string message)
        {
            MobileCoinException e = Assert.Throws<MobileCoinException>(() => PaymentCode.Parse(text));
            Assert.Equal((ClientError.InvalidCode, message), (e.Error, e.Message));
            Assert.False(PaymentCode.TryParse(text, out _));
        }
    }

    // Not one mistyped character passes: what is paid goes to whom it was meant for.
    [Fact]
    public void Parse_WithOneCharacterChanged_IsRefused()
    {
        string good = PaymentCode.Of(Address).ToBase58();
        for (int i = 0; i < good.Length; i++)
        {
            string wrong = good[..i] + (good[i] == 'x' ? 'y' : 'x') + good[(i + 1)..];
            Assert.False(PaymentCode.TryParse(wrong, out _), wrong);
        }
    }

    [Fact]
    public void Payment_OfARequest_IsWhatItAsksFor()
    {
        Payment payment = Payment.Of(new PaymentRequest(Address, 5, "rent", 1, 9));
        Assert.Equal((Address, 5UL, 1UL, "payment request"), (payment.To, payment.Amount.Value, payment.Amount.TokenId, payment.Memo.ToString()));
        Assert.Equal("sender and destination", Payment.Of(new PaymentRequest(Address), 3).Memo.ToString());
        Assert.Equal(ClientError.InvalidAmount, Assert.Throws<MobileCoinException>(() => Payment.Of(new PaymentRequest(Address))).Error);
        Assert.Equal("Payment", payment.ToString());
    }

    internal static PublicAddress NewAddress()
    {
        using AccountKey key = AccountKey.Random(Random);
        return key.DefaultSubaddress();
    }

    private static string Unknown(byte[] message) => Base58.Encode([.. BitConverter.GetBytes(Crc32.ComputeVartime(message)), .. message]);
}
