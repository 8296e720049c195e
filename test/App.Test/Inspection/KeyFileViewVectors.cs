// Fact sheets crypto §1.6, §1.8, ledger §8: upstream's accounts as key files.
using System.Text;
using System.Text.Json;
using MobileCoin.Accounts;
using MobileCoin.App.Inspection;
using MobileCoin.Testing;

namespace MobileCoin.App.Test;

public sealed class KeyFileViewVectors : IDisposable
{
    private readonly ToolRun _tool = new();

    public void Dispose() => _tool.Dispose();

    [Theory, Vectors("account_keys")]
    public async Task KeyFiles_ShowUpstreamsAddress(VectorCase c)
    {
        Assert.Equal("", c.Op);
        using var identity = new RootIdentity(c.Hex("root_entropy"), c.Text("fog_report_url"), c.Text("fog_report_id"), c.Hex("fog_authority_spki"));
        JsonElement shown = JsonElement.Parse(await _tool.DoAsync(KeyFileView.Secret, _tool.Write("a.json", KeyFile.WriteSecret(identity)))).GetProperty("default_address");
        foreach (VectorCase subaddress in c.Items("subaddresses"))
        {
            var address = new VectorCase($"{subaddress}.address", 0, subaddress.Field("address"));
            string pub = await _tool.DoAsync(KeyFileView.Public, _tool.Write("a.pub", address.Hex("proto")));
            Assert.Equal(pub, await _tool.DoAsync(KeyFileView.Public, _tool.Write("a.b58pub", Encoding.ASCII.GetBytes(address.Text("b58") + "\n"))));
            JsonElement read = JsonElement.Parse(pub);
            Assert.Equal(
                (address.Text("b58"), address.Text("short_address_hash"), address.Text("view_public"), address.Text("spend_public")),
                (read.GetProperty("b58").GetString(), read.GetProperty("short_address_hash").GetString(), read.GetProperty("view_public_key").GetString(), read.GetProperty("spend_public_key").GetString()));
            if (subaddress.UInt64("index") == SubaddressIndex.Default) Assert.Equal(JsonSerializer.Serialize(read), JsonSerializer.Serialize(shown));
        }
    }
}
