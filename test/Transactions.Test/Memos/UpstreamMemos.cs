// Upstream's memo files. They hold plain memo data, and the address that those of destinations name is the one called the sender's
// (fact sheet crypto §3.8, §11 row 36).
using System.Text.Json;
using MobileCoin.Accounts;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.Testing;
using MobileCoin.Wire;

namespace MobileCoin.Transactions.Test.Vectors;

public sealed class UpstreamMemos
{
    [Fact]
    public void DestinationMemos_NameTheAddressCalledTheSenders()
    {
        foreach (JsonElement row in Rows("correct_encrypted_destination_memos"))
        {
            ShortAddressHash hash = Address(row, "sender_public_address_hex_proto_bytes").ShortAddressHash();
            var memo = new DestinationMemo(hash, row.GetProperty("total_outlay").GetUInt64(), row.GetProperty("fee").GetUInt64());
            Assert.Equal(Hex(row, "encrypted_destination_memo_hex_raw_bytes"), memo.Data.ToArray());
            Assert.Equal(memo, Memo.Decode(memo.ToPayload()));
            Assert.NotEqual(new ShortAddressHash(Hex(row, "recipient_short_address_hash_hex_raw_bytes")), memo.AddressHash);
        }
    }

    [Theory]
    [InlineData("sender", false)]
    [InlineData("sender_with_payment_request_id", true)]
    public void SenderMemos_NameTheirSender_AndNotTheOthers(string kind, bool hasRequest)
    {
        string data = $"encrypted_{kind}_memo_hex_raw_bytes";
        JsonElement[] right = [.. Rows($"correct_encrypted_{kind}_memos")], wrong = [.. Rows($"incorrect_encrypted_{kind}_memos")];
        Assert.Equal(right.Length, wrong.Length);
        for (int i = 0; i < right.Length; i++)
        {
            AuthenticatedMemo memo = Decode(right[i], data, hasRequest), other = Decode(wrong[i], data, hasRequest);
            Assert.Equal(Address(right[i], "sender_public_address_hex_proto_bytes").ShortAddressHash(), memo.SenderAddressHash);
            Assert.NotEqual(Address(wrong[i], "incorrect_sender_public_address_hex_proto_bytes").ShortAddressHash(), other.SenderAddressHash);
            RistrettoPublic.Parse(Hex(right[i], "recipient_view_public_key_hex_raw_bytes"));
        }
    }

    /// <summary>The keys of the first rows, which the files leave out, are in the fact sheet (ledger A.4).</summary>
    [Fact]
    public void FirstSenderMemos_HaveTheCodesOfTheKeysInTheSheet()
    {
        PublicAddress sender = Address(Rows("correct_encrypted_sender_memos").First(), "sender_public_address_hex_proto_bytes");
        using var spend = RistrettoPrivate.Parse(Convert.FromHexString("744308438fc03e71920b6510635817189d70b030b64288a64e46e1fa9fee650e"));
        using var view = RistrettoPrivate.Parse(Convert.FromHexString("3a160e2f5931213b090ad73e06cb5c90067a196ee177d4233e16982f49ea6007"));
        CompressedRistretto txPublicKey = new(Convert.FromHexString("f64454c1e0ad6b79d0dc2c16437d6279446f15b7c601ea0467876cb04c882459"));
        using var credential = new SenderMemoCredential(sender, spend);
        AuthenticatedMemo[] memos =
        [
            new AuthenticatedSenderMemo(credential, view.PublicKey(), txPublicKey),
            new AuthenticatedSenderWithPaymentRequestIdMemo(credential, view.PublicKey(), txPublicKey, 23),
        ];
        Assert.Equal(Decode(Rows("correct_encrypted_sender_memos").First(), "encrypted_sender_memo_hex_raw_bytes", false), memos[0]);
        Assert.Equal(
            Decode(
                Rows("correct_encrypted_sender_with_payment_request_id_memos").First(),
                "encrypted_sender_with_payment_request_id_memo_hex_raw_bytes",
                true),
            memos[1]);
        PublicAddress wrong = Address(Rows("incorrect_encrypted_sender_memos").First(), "incorrect_sender_public_address_hex_proto_bytes");
        foreach (AuthenticatedMemo memo in memos)
        {
            Assert.True(memo.Validate(sender, view, txPublicKey).Reveal());
            Assert.False(memo.Validate(wrong, view, txPublicKey).Reveal());
        }
    }

    private static AuthenticatedMemo Decode(JsonElement row, string data, bool hasRequest)
    {
        MemoType type = hasRequest ? MemoType.AuthenticatedSenderWithPaymentRequestId : MemoType.AuthenticatedSender;
        var memo = (AuthenticatedMemo)Memo.Decode(new MemoPayload(type, Hex(row, data)));
        if (memo is AuthenticatedSenderWithPaymentRequestIdMemo request)
        {
            Assert.Equal(row.GetProperty("payment_request_id").GetUInt64(), request.PaymentRequestId);
        }
        return memo;
    }

    private static IEnumerable<JsonElement> Rows(string file) =>
        File.ReadLines(Path.Combine(UpstreamFiles.Folder("memos"), file + ".jsonl")).Where(l => l.Length > 0).Select(l => JsonDocument.Parse(l).RootElement);

    private static byte[] Hex(JsonElement row, string field) => Convert.FromHexString(row.GetProperty(field).GetString()!);

    private static PublicAddress Address(JsonElement row, string field) => WireMessage.Decode<PublicAddress>(Hex(row, field));
}
