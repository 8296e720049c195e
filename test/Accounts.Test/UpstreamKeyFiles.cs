// Key files of an earlier version of upstream's, which must still be read (upstream's file misc/backwards_compatibility).
using System.Text;
using System.Text.Json;
using MobileCoin.Testing;

namespace MobileCoin.Accounts.Test.Vectors;

public sealed class UpstreamKeyFiles
{
    [Fact]
    public void OldMnemonicAccounts_AreRead()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(UpstreamFiles.Folder("misc"), "backwards_compatibility.json")));
        Assert.NotEqual(0, document.RootElement.GetArrayLength());
        foreach (JsonElement e in document.RootElement.EnumerateArray())
        {
            using UncheckedMnemonicAccount file = KeyFile.ReadMnemonicAccount(Encoding.UTF8.GetBytes(e.GetRawText()));
            using var mnemonic = Mnemonic.Parse(e.GetProperty("mnemonic").GetString());
            using var key = Slip10Key.Derive(mnemonic, e.GetProperty("account_index").GetUInt32());
            using AccountKey expected = key.ToAccountKey(), account = file.ToAccountKey();
            Assert.Equal(expected, account);
            Assert.Equal("", account.FogReportUrl);
            using UncheckedMnemonicAccount again = KeyFile.ReadMnemonicAccount(KeyFile.WriteSecret(file));
            Assert.Equal(file, again);
        }
    }
}
