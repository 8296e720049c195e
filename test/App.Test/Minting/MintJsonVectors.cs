// Fact sheets ledger §8, crypto §9.6: upstream's mint objects and blocks through the JSON of the tools.
using System.Text.Json;
using MobileCoin.App.Inspection;
using MobileCoin.App.Minting;
using MobileCoin.Blockchain;
using MobileCoin.Crypto;
using MobileCoin.Testing;
using MobileCoin.Transactions;
using MobileCoin.Wire;

namespace MobileCoin.App.Test;

public sealed class MintJsonVectors : IDisposable
{
    private readonly ToolRun _tool = new();

    public void Dispose() => _tool.Dispose();

    [Theory]
    [Vectors("blocks")]
    public void Objects_GoThroughJson(VectorCase c)
    {
        switch (c.Op)
        {
            case "mint_config_tx_prefix":
                var signature = new MultiSig(Ed25519Signature.Parse(c.Hex("signature")));
                Assert.Equal(c.Hex("hash"), RoundTrip(new MintFile(null, new MintConfigTx(WireMessage.Decode<MintConfigTxPrefix>(c.Hex("proto")), signature))).Hash());
                break;
            case "mint_tx_prefix":
                Assert.Equal(c.Hex("hash"), RoundTrip(new MintFile(new MintTx(WireMessage.Decode<MintTxPrefix>(c.Hex("proto")), new MultiSig()), null)).Hash());
                break;
            case "block":
                var contents = WireMessage.Decode<BlockContents>(c.Hex("contents_proto"));
                foreach (MintTx tx in contents.MintTxs) RoundTrip(new MintFile(tx, null));
                foreach (ValidatedMintConfigTx tx in contents.ValidatedMintConfigTxs) RoundTrip(new MintFile(null, tx.MintConfigTx));
                AssertShown(c, contents);
                break;
            case "archive_blocks" or "invalid_block_id" or "wrong_block_signature":
                break; // nothing of these is in JSON
            default:
                Assert.Fail($"no such op: {c.Op}");
                break;
        }
    }

    private static void AssertShown(VectorCase c, BlockContents contents)
    {
        var data = new BlockData(WireMessage.Decode<Block>(c.Hex("block_proto")), contents);
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes)) json.WriteBlock(data);
        JsonElement shown = JsonElement.Parse(bytes.ToArray());
        Assert.Equal(Convert.ToHexStringLower(c.Hex("block_id")), shown.GetProperty("block").GetProperty("id").GetString());
        JsonElement shownContents = shown.GetProperty("contents");
        Assert.Equal(contents.Outputs.ToArray().Select(o => o.PublicKey.ToString()), shownContents.GetProperty("outputs").EnumerateArray().Select(o => o.GetProperty("public_key").GetString()));
        Assert.Equal(contents.MintTxs.Length, shownContents.GetProperty("mint_txs").GetArrayLength());
        Assert.Equal(contents.ValidatedMintConfigTxs.Length, shownContents.GetProperty("validated_mint_config_txs").GetArrayLength());
    }

    private MintFile RoundTrip(MintFile file)
    {
        file.Write("--out", _tool["tx.json"]);
        MintFile read = MintFile.Read("--tx-file", _tool["tx.json"]);
        Assert.Equal(file, read);
        return read;
    }
}
