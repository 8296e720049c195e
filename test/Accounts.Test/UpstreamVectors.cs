// Upstream's own files on accounts: account_keys, b58_encodings, core_slip10 (fact sheet crypto §1.5 to §1.7, §7.3).
using System.Text.Json;
using MobileCoin.Crypto;
using MobileCoin.Testing;

namespace MobileCoin.Accounts.Test;

public sealed class UpstreamVectors
{
    [Fact]
    public void AccountKeys_FromRootEntropy()
    {
        foreach (JsonElement e in Lines("account_keys", "acct_priv_keys_from_root_entropy"))
        {
            using var identity = new RootIdentity(Bytes(e, "root_entropy"));
            using AccountKey account = identity.ToAccountKey();
            AssertKeys(e, account);
        }
    }

    [Fact]
    public void AccountKeys_FromBip39()
    {
        foreach (JsonElement e in Lines("account_keys", "acct_priv_keys_from_bip39"))
        {
            using var mnemonic = Mnemonic.Parse(e.GetProperty("mnemonic").GetString());
            Assert.Equal(Bytes(e, "entropy"), mnemonic.Entropy.ToArray());
            using var written = new Mnemonic(Bytes(e, "entropy"));
            Assert.Equal(e.GetProperty("mnemonic").GetString(), written.ToPhrase());
            using var key = Slip10Key.Derive(mnemonic, e.GetProperty("account_index").GetUInt32());
            using AccountKey account = key.ToAccountKey();
            AssertKeys(e, account);
        }
    }

    [Theory]
    [InlineData("default_subaddr_keys_from_acct_priv_keys")]
    [InlineData("subaddr_keys_from_acct_priv_keys")]
    public void Subaddresses_FromAccountKeys(string file)
    {
        foreach (JsonElement e in Lines("account_keys", file))
        {
            using AccountKey account = Account(e);
            ulong index = e.TryGetProperty("subaddress_index", out JsonElement i) ? i.GetUInt64() : SubaddressIndex.Default;
            using RistrettoPrivate view = account.SubaddressViewPrivate(index), spend = account.SubaddressSpendPrivate(index);
            Assert.Equal(Bytes(e, "subaddress_view_private_key"), view.Scalar.ToBytes());
            Assert.Equal(Bytes(e, "subaddress_spend_private_key"), spend.Scalar.ToBytes());
            PublicAddress address = account.Subaddress(index);
            Assert.Equal(Bytes(e, "subaddress_view_public_key"), address.ViewPublicKey.ToBytes());
            Assert.Equal(Bytes(e, "subaddress_spend_public_key"), address.SpendPublicKey.ToBytes());
        }
    }

    [Theory]
    [InlineData("b58_encode_public_address_with_fog")]
    [InlineData("b58_encode_public_address_without_fog")]
    public void B58_OfPublicAddresses(string file)
    {
        foreach (JsonElement e in Lines("b58_encodings", file))
        {
            bool fog = e.TryGetProperty("fog_report_url", out JsonElement url);
            var address = new PublicAddress(
                RistrettoPublic.Parse(Bytes(e, "view_public_key")),
                RistrettoPublic.Parse(Bytes(e, "spend_public_key")),
                fog ? url.GetString()! : "",
                fog ? e.GetProperty("fog_report_id").GetString()! : "",
                fog ? Bytes(e, "fog_authority_sig") : []);
            using var wrapper = new PrintableWrapper(address);
            Assert.Equal(e.GetProperty("b58_encoded").GetString(), wrapper.B58Encode());
            using PrintableWrapper decoded = PrintableWrapper.B58Decode(e.GetProperty("b58_encoded").GetString());
            Assert.Equal(address, decoded.PublicAddress);
            if (fog) Assert.True(address.VerifyFogAuthority([]));
        }
    }

    [Fact]
    public void Slip10_KeysToWideScalars()
    {
        foreach (JsonElement e in Array("core_slip10", "slip10_key"))
        {
            using var key = new Slip10Key(Convert.FromHexString(e.GetProperty("slip10_hex").GetString()!));
            AssertWide(e, key);
        }
    }

    [Fact]
    public void Slip10_MnemonicsToWideScalars()
    {
        foreach (JsonElement e in Array("core_slip10", "slip10_mnemonic"))
        {
            using var mnemonic = Mnemonic.Parse(e.GetProperty("phrase").GetString());
            using var key = Slip10Key.Derive(mnemonic, e.GetProperty("account_index").GetUInt32());
            AssertWide(e, key);
        }
    }

    private static void AssertWide(JsonElement e, Slip10Key key)
    {
        byte[] wide = new byte[64];
        key.DeriveWide("mobilecoin-ristretto255-view"u8, wide);
        Assert.Equal(e.GetProperty("view_hex").GetString(), Convert.ToHexStringLower(wide));
        key.DeriveWide("mobilecoin-ristretto255-spend"u8, wide);
        Assert.Equal(e.GetProperty("spend_hex").GetString(), Convert.ToHexStringLower(wide));
    }

    private static void AssertKeys(JsonElement e, AccountKey account)
    {
        Assert.Equal(Bytes(e, "view_private_key"), account.ViewPrivateKey.Scalar.ToBytes());
        Assert.Equal(Bytes(e, "spend_private_key"), account.SpendPrivateKey.Scalar.ToBytes());
    }

    private static AccountKey Account(JsonElement e)
    {
        using var view = RistrettoPrivate.Parse(Bytes(e, "view_private_key"));
        using var spend = RistrettoPrivate.Parse(Bytes(e, "spend_private_key"));
        return new AccountKey(view, spend);
    }

    private static byte[] Bytes(JsonElement e, string field) => [.. e.GetProperty(field).EnumerateArray().Select(b => b.GetByte())];

    private static List<JsonElement> Lines(string family, string file) => NotEmpty(
        File.ReadLines(Path.Combine(UpstreamFiles.Folder(family), file + ".jsonl")).Where(l => l.Length > 0).Select(Parse));

    private static List<JsonElement> Array(string family, string file) =>
        NotEmpty(Parse(File.ReadAllText(Path.Combine(UpstreamFiles.Folder(family), file + ".json"))).EnumerateArray());

    private static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    private static List<JsonElement> NotEmpty(IEnumerable<JsonElement> items)
    {
        List<JsonElement> list = [.. items];
        Assert.NotEmpty(list);
        return list;
    }
}
