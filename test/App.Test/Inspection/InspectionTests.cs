// Fact sheets ledger §8, crypto §7, attestation §1.10.
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using MobileCoin.Accounts;
using MobileCoin.App.Inspection;
using MobileCoin.App.Keys;
using MobileCoin.Attestation;
using MobileCoin.Crypto;

namespace MobileCoin.App.Test;

public sealed class InspectionTests : IDisposable
{
    private readonly ToolRun _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public async Task KeyFiles_ShowTheirAddress_AndNoSecret()
    {
        await _tool.DoAsync(SampleKeys.One, "alice", "--output-dir", _tool["keys"], "--fog-report-url", "fog://a", "--fog-authority-spki", "AQID");
        string secret = _tool["keys", "alice.json"], view = await _tool.DoAsync(KeyFileView.Secret, secret);
        JsonElement shown = JsonElement.Parse(view);
        using AccountKey account = KeyFile.ReadAccountKey(await File.ReadAllBytesAsync(secret, TestContext.Current.CancellationToken));
        PublicAddress address = account.DefaultSubaddress();
        Assert.Equal(account.SpendPrivateKey.PublicKey().ToString(), shown.GetProperty("account_spend_public_key").GetString());
        Assert.Equal(account.ViewPrivateKey.PublicKey().ToString(), shown.GetProperty("account_view_public_key").GetString());
        Assert.Equal("010203", shown.GetProperty("fog_authority_spki").GetString());
        string phrase = JsonElement.Parse(await File.ReadAllTextAsync(secret, TestContext.Current.CancellationToken)).GetProperty("mnemonic").GetString()!;
        Assert.DoesNotContain(phrase.Split(' ')[0] + " ", view, StringComparison.Ordinal);
        Assert.DoesNotContain(Hex(account.SpendPrivateKey), view, StringComparison.Ordinal);

        string text = await _tool.DoAsync(KeyFileView.Public, _tool["keys", "alice.pub"]);
        Assert.Equal(text, await _tool.DoAsync(KeyFileView.Public, _tool["keys", "alice.b58pub"]));
        Assert.Equal(JsonSerializer.Serialize(shown.GetProperty("default_address")), JsonSerializer.Serialize(JsonElement.Parse(text)));
        Assert.Equal("fog://a", JsonElement.Parse(text).GetProperty("fog_report_url").GetString());
        Assert.Equal(address.ShortAddressHash().ToString(), JsonElement.Parse(text).GetProperty("short_address_hash").GetString());

        foreach (string name in new[] { "x.json", "x.pub", "x.b58pub" })
        {
            string bad = _tool.Write(name, "no keys");
            Assert.Contains($"<file>: {bad}: ", await _tool.FailAsync(name.EndsWith("json", StringComparison.Ordinal) ? KeyFileView.Secret : KeyFileView.Public, bad), StringComparison.Ordinal);
            Assert.Contains("<file>: /nowhere: ", await _tool.FailAsync(KeyFileView.Public, "/nowhere"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Codes_OfEveryKind_AreDecoded()
    {
        PublicAddress address = BurnAddress.Address;
        Assert.Equal(address.SpendPublicKey.ToString(), (await DecodeAsync(new PrintableWrapper(address))).GetProperty("public_address").GetProperty("spend_public_key").GetString());
        JsonElement request = (await DecodeAsync(new PrintableWrapper(new PaymentRequest(address, 7, "m\"é", 2, ulong.MaxValue)))).GetProperty("payment_request");
        Assert.Equal((7ul, 2ul, ulong.MaxValue, "m\"é"), (request.GetProperty("value").GetUInt64(), request.GetProperty("token_id").GetUInt64(), request.GetProperty("payment_id").GetUInt64(), request.GetProperty("memo").GetString()));
        JsonElement transfer = (await DecodeAsync(new PrintableWrapper(TransferPayload.FromRootEntropy(Bytes(5), address.SpendPublicKey.Encoding, "t")))).GetProperty("transfer_payload");
        Assert.Equal(Convert.ToHexStringLower(Bytes(5)), transfer.GetProperty("root_entropy").GetString());
        using var key = BurnAddress.ViewPrivateKey();
        JsonElement gift = (await DecodeAsync(new PrintableWrapper(new TxOutGiftCode(9, key, address.ViewPublicKey.ToBytes())))).GetProperty("tx_out_gift_code");
        Assert.Equal((9ul, Hex(key)), (gift.GetProperty("global_index").GetUInt64(), gift.GetProperty("onetime_private_key").GetString()));

        using var wrapper = new PrintableWrapper(address);
        string code = wrapper.B58Encode();
        Assert.Equal(await _tool.DoAsync(B58Decoder.Program, code), await _tool.DoAsync(B58Decoder.Program, wrapper.ToUri()));
        foreach (string bad in new[] { "2g", "0", code[..^1], code[..^1] + (code[^1] == '2' ? '3' : '2'), "mob:///x" })
        {
            Assert.Contains("<b58>: ", await _tool.FailAsync(B58Decoder.Program, bad), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task CssDump_PrintsTheIdentities()
    {
        byte[] css = new byte[SigStruct.Size];
        BinaryPrimitives.WriteUInt32LittleEndian(css.AsSpan(20), 0x20260102);
        css.AsSpan(960, 32).Fill(0xAB);
        css.AsSpan(128, 384).Fill(3);
        BinaryPrimitives.WriteUInt16LittleEndian(css.AsSpan(1024), 4);
        BinaryPrimitives.WriteUInt16LittleEndian(css.AsSpan(1026), 9);
        string text = await _tool.DoAsync(CssDump.Program, _tool.Write("a.css", css));
        Assert.Equal(
            $"MRENCLAVE: {string.Concat(Enumerable.Repeat("ab", 32))}\nMRSIGNER: {Convert.ToHexStringLower(SHA256.HashData(css.AsSpan(128, 384)))}\n"
            + "Product ID: 4\nSVN: 9\nDate: 20260102\nVendor: 00000000\nSignature: invalid\n", text);
        string bad = _tool.Write("b.css", css[..^1]);
        Assert.Contains($"<file>: {bad}: CSS: 1807 bytes, expected 1808", await _tool.FailAsync(CssDump.Program, bad), StringComparison.Ordinal);
    }

    private static byte[] Bytes(byte value) => [.. Enumerable.Repeat(value, 32)];

    private static string Hex(RistrettoPrivate key)
    {
        byte[] bytes = new byte[RistrettoPrivate.Size];
        key.CopyTo(bytes);
        return Convert.ToHexStringLower(bytes);
    }

    private async Task<JsonElement> DecodeAsync(PrintableWrapper wrapper)
    {
        using (wrapper) return JsonElement.Parse(await _tool.DoAsync(B58Decoder.Program, wrapper.B58Encode()));
    }
}
