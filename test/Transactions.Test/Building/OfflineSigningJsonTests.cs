// The JSON between a wallet and an offline signer, letter by letter.
using System.Text.Json;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.Transactions.OfflineSigning;

namespace MobileCoin.Transactions.Test.Building;

public sealed class OfflineSigningJsonTests
{
    private static readonly string Id = new('a', 64), Key = new('b', 64), Image = new('c', 64);

    [Fact]
    public void AccountInfo_HasItsForm()
    {
        using RistrettoPrivate view = Samples.Key(1);
        RistrettoPublic spend = Samples.Key(2).PublicKey();
        string json = $$"""{"view_private":"{{Convert.ToHexStringLower(view.Scalar.ToBytes())}}","spend_public":"{{spend}}","account_index":7}""";
        using AccountInfo info = JsonSerializer.Deserialize(json, OfflineSigningJson.Default.AccountInfo)!;
        Assert.Equal((view, spend, 7u), (info.ViewPrivate, info.SpendPublic, info.AccountIndex));
        Assert.Equal(json, JsonSerializer.Serialize(info, OfflineSigningJson.Default.AccountInfo));
        Assert.DoesNotContain(Convert.ToHexStringLower(view.Scalar.ToBytes()), info.ToString(), StringComparison.Ordinal);
        Refuses(json.Replace(",\"account_index\":7", "", StringComparison.Ordinal));
        Refuses(json.Replace(spend.ToString(), new string('f', 64), StringComparison.Ordinal));
        Refuses(json.Replace(Convert.ToHexStringLower(view.Scalar.ToBytes()), new string('f', 64), StringComparison.Ordinal));
        Refuses(json.Replace(spend.ToString(), spend.ToString()[1..], StringComparison.Ordinal));
        Refuses(json.Replace("\"" + spend + "\"", "null", StringComparison.Ordinal));

        static void Refuses(string json) =>
            Assert.ThrowsAny<JsonException>(() => JsonSerializer.Deserialize(json, OfflineSigningJson.Default.AccountInfo));
    }

    [Fact]
    public void TxoSync_HasItsForms()
    {
        string question = $$"""{"account_id":"{{Id}}","txos":[{"subaddress":"18446744073709551614","tx_out_public_key":"{{Key}}"}]}""";
        TxoSyncReq asked = JsonSerializer.Deserialize(question, OfflineSigningJson.Default.TxoSyncReq)!;
        Assert.Equal([new TxoUnsynced(ulong.MaxValue - 1, Point(Key))], asked.Txos);
        Assert.Equal(Point(Id), asked.AccountId);
        Assert.Equal(question, JsonSerializer.Serialize(asked, OfflineSigningJson.Default.TxoSyncReq));
        string answer = $$"""{"account_id":"{{Id}}","txos":[{"tx_out_public_key":"{{Key}}","key_image":"{{Image}}"}]}""";
        TxoSyncResp answered = JsonSerializer.Deserialize(answer, OfflineSigningJson.Default.TxoSyncResp)!;
        Assert.Equal([new TxoSynced(Point(Key), new KeyImage(Point(Image)))], answered.Txos);
        Assert.Equal(answer, JsonSerializer.Serialize(answered, OfflineSigningJson.Default.TxoSyncResp));
        foreach (string wrong in (string[])["1", "\"-1\"", "\"1 \"", "\"18446744073709551616\"", "null"])
        {
            Assert.ThrowsAny<JsonException>(() => JsonSerializer.Deserialize(
                question.Replace("\"18446744073709551614\"", wrong, StringComparison.Ordinal), OfflineSigningJson.Default.TxoSyncReq));
        }
    }

    private static CompressedRistretto Point(string hex) => new(Convert.FromHexString(hex));
}
