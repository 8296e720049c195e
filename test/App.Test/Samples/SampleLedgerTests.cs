// Fact sheets ledger §5.10, fog §7.4: the tools with their databases.
using System.Text.Json;
using MobileCoin.Accounts;
using MobileCoin.App.Inspection;
using MobileCoin.App.Keys;
using MobileCoin.App.Samples;
using MobileCoin.Blockchain;
using MobileCoin.Crypto;
using MobileCoin.LedgerDb;
using MobileCoin.Transactions;
using MobileCoin.Wire;

namespace MobileCoin.App.Test;

public sealed class SampleLedgerTests : IDisposable
{
    private readonly ToolRun _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public async Task GenerateSampleLedger_WritesTheBlocksAndTheirNumbers()
    {
        await _tool.DoAsync(SampleKeys.Many, "--num", "12", "--output-dir", _tool["keys"]);
        foreach (string name in new[] { "a", "b" })
        {
            await _tool.DoAsync(GenerateSampleLedger.Program, "--output-dir", _tool[name], "--keys-dir", _tool["keys"], "--txs", "2", "--blocks", "3", "--max-token-id", "1", "--key-images", "7", "--conf-file", _tool[name + ".json"]);
        }
        using Ledger a = Ledger.Open(_tool["a"], new LedgerOptions { ReadOnly = true }), b = Ledger.Open(_tool["b"], new LedgerOptions { ReadOnly = true });
        Assert.Equal((3ul, 12ul * 2 * 3 * 2), (a.NumBlocks, a.NumTxos));
        for (ulong i = 0; i < 3; i++) Assert.Equal(a.GetBlockData(i).Encode(), b.GetBlockData(i).Encode());
        // account_keys_10.pub comes after account_keys_9.pub: by length first.
        PublicAddress[] recipients = [.. Enumerable.Range(0, 12).Select(i => KeyFile.ReadPublic(File.ReadAllBytes(_tool["keys", $"account_keys_{i}.pub"])))];
        BlockData[] expected = [.. new SampleBlocks(recipients, 2, 3, 1).Make([.. Enumerable.Repeat((byte)0x21, 32)])];
        Assert.Equal(expected.Select(d => d.Encode()), Enumerable.Range(0, 3).Select(i => a.GetBlockData((ulong)i).Encode()));

        JsonElement conf = JsonElement.Parse(await File.ReadAllTextAsync(_tool["a.json"], TestContext.Current.CancellationToken));
        Assert.Equal(["NUM_KEYS", "NUM_UTXOS_PER_ACCOUNT", "NUM_BLOCKS", "NUM_EXTRA_KEY_IMAGES_PER_BLOCK", "GIT_COMMIT"], conf.EnumerateObject().Select(p => p.Name));
        Assert.Equal([12, 2, 3, 7], conf.EnumerateObject().Take(4).Select(p => p.Value.GetInt32()));

        string[] lines = (await _tool.DoAsync(DumpLedger.Program, "--ledger-db", _tool["a"])).TrimEnd('\n').Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.Equal(lines[1] + "\n", await _tool.DoAsync(DumpLedger.Program, "--ledger-db", _tool["a"], "--first-index", "1", "--last-index", "1"));
        JsonElement dumped = JsonElement.Parse(lines[2]);
        Assert.Equal(expected[2].Block.Id.ToString(), dumped.GetProperty("block").GetProperty("id").GetString());
        Assert.Equal(48, dumped.GetProperty("contents").GetProperty("outputs").GetArrayLength());
        Assert.Equal(expected[2].Contents.Outputs[47].PublicKey.ToString(), dumped.GetProperty("contents").GetProperty("outputs")[47].GetProperty("public_key").GetString());
        Assert.Equal(expected[2].Signature!.Signature.ToString(), dumped.GetProperty("signature").GetProperty("signature").GetString());

        Assert.Contains("--last-index: ", await _tool.FailAsync(DumpLedger.Program, "--ledger-db", _tool["a"], "--last-index", "3"), StringComparison.Ordinal);
        Assert.Contains("--first-index: ", await _tool.FailAsync(DumpLedger.Program, "--ledger-db", _tool["a"], "--first-index", "3"), StringComparison.Ordinal);
        Assert.Contains("is before --first-index", await _tool.FailAsync(DumpLedger.Program, "--ledger-db", _tool["a"], "--first-index", "2", "--last-index", "1"), StringComparison.Ordinal);
        Assert.Contains($"--ledger-db: {_tool["none"]}: ", await _tool.FailAsync(DumpLedger.Program, "--ledger-db", _tool["none"]), StringComparison.Ordinal);
        // A ledger that is there stays as it is.
        Assert.Contains($"--output-dir: {_tool["a"]}: there is a ledger already", await _tool.FailAsync(GenerateSampleLedger.Program, "--output-dir", _tool["a"], "--keys-dir", _tool["keys"]), StringComparison.Ordinal);
        Assert.Equal(3ul, a.NumBlocks);
        Assert.Equal(["a", "b", "keys"], Directory.GetDirectories(_tool.Folder).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task GenerateSampleLedger_NamesWhatIsWrong()
    {
        Directory.CreateDirectory(_tool["keys"]);
        string[] arguments = ["--output-dir", _tool["ledger"], "--keys-dir", _tool["keys"], "--conf-file", _tool["conf.json"]];
        Assert.Contains($"--keys-dir: {_tool["keys"]}: there is no .pub file", await _tool.FailAsync(GenerateSampleLedger.Program, arguments), StringComparison.Ordinal);
        await _tool.DoAsync(SampleKeys.Many, "--num", "1", "--output-dir", _tool["keys"]);
        Assert.Contains("at least 16", await _tool.FailAsync(GenerateSampleLedger.Program, [.. arguments, "--txs", "15"]), StringComparison.Ordinal);
        string bad = _tool.Write("keys/z.pub", "no address");
        Assert.Contains($"--keys-dir: {bad}: ", await _tool.FailAsync(GenerateSampleLedger.Program, arguments), StringComparison.Ordinal);
        Assert.Contains("--keys-dir: /nowhere: ", await _tool.FailAsync(GenerateSampleLedger.Program, "--keys-dir", "/nowhere", "--output-dir", _tool["ledger"]), StringComparison.Ordinal);
        Assert.Contains("--seed: is not 64 hex digits", await _tool.FailAsync(GenerateSampleLedger.Program, [.. arguments, "--seed", "21"]), StringComparison.Ordinal);
        Assert.False(Directory.Exists(_tool["ledger"]));
        Assert.False(File.Exists(_tool["conf.json"]));
    }

    [Fact]
    public async Task TestLedger_GrowsByTestBlocks_TheSameOnEveryRun()
    {
        await _tool.DoAsync(SampleKeys.Many, "--num", "5", "--output-dir", _tool["keys"], "--fog-report-url", "insecure-fog://localhost:6200", "--fog-authority-spki", "AQID");
        using RistrettoPrivate ingress = BurnAddress.ViewPrivateKey();
        string fog = ingress.PublicKey().ToString();
        List<string> printed = [];
        foreach (string name in new[] { "a", "b" })
        {
            string[] databases = ["--keys", _tool["keys"], "--ledger-db", _tool[name], "--watcher-db", _tool[name + "-watcher"]];
            await _tool.DoAsync(InitTestLedger.Program, [.. databases, "--conf-file", _tool["conf.json"]]);
            _tool.Input = new StringReader($$"""{"credits":[{"account":0,"amount":15},{"account":0,"amount":4},{"account":3,"amount":17}],"key_images":["{{new string('0', 64)}}"]}""");
            printed.Add(await _tool.DoAsync(AddTestBlock.Program, [.. databases, "--fog-pubkey", fog]));
            _tool.Input = new StringReader($$"""{"credits":[{"account":4,"amount":2}],"key_images":{{JsonElement.Parse(printed[^1]).GetProperty("key_images")}}}""");
            printed.Add(await _tool.DoAsync(AddTestBlock.Program, "-k", _tool["keys"], "-l", _tool[name], "-w", _tool[name + "-watcher"], "-s", "100", "-f", fog));
        }
        Assert.Equal(printed.Take(2), printed.Skip(2));
        Assert.Matches("^\\{\"key_images\":\\[\"[0-9a-f]{64}\",\"[0-9a-f]{64}\",\"[0-9a-f]{64}\"\\]\\}$", printed[0]);

        using Ledger a = Ledger.Open(_tool["a"], new LedgerOptions { ReadOnly = true }), b = Ledger.Open(_tool["b"], new LedgerOptions { ReadOnly = true });
        Assert.Equal((3ul, 25ul + 4), (a.NumBlocks, a.NumTxos));
        for (ulong i = 0; i < 3; i++) Assert.Equal(a.GetBlockData(i).Encode(), b.GetBlockData(i).Encode());
        BlockContents origin = a.GetBlockContents(0), first = a.GetBlockContents(1);
        Assert.Equal([0u, 0, 0], Enumerable.Range(0, 3).Select(i => a.GetBlock((ulong)i).Version));
        Assert.Equal(0, origin.KeyImages.Length);
        Assert.All(origin.Outputs.ToArray(), o => Assert.Null(o.Memo));
        Assert.All(first.Outputs.ToArray(), o => Assert.Equal(MaskedAmountVersion.V2, o.MaskedAmount!.Version));
        Assert.Equal(new ulong[] { 15, 4, 17 }, Enumerable.Range(0, 3).Select(i => Amount(first.Outputs[i], i < 2 ? 0 : 3)));
        Assert.Equal(10_000_000UL * 1_000_000_000_000, Amount(origin.Outputs[24], 4));
        Assert.Equal(24ul + 3, a.GetTxOutIndexByPublicKey(first.Outputs[2].PublicKey));
        // Spent in the second block: the keys that were printed for the first.
        Assert.Equal(2ul, a.CheckKeyImage(new KeyImage(Convert.FromHexString(JsonElement.Parse(printed[0]).GetProperty("key_images")[2].GetString()!))));

        byte[] view = new byte[32];
        Assert.True(FogHint.Open(ingress, first.Outputs[2].FogHint.Bytes, view).Reveal());
        Assert.Equal(KeyFile.ReadPublic(File.ReadAllBytes(_tool["keys", "account_keys_3.pub"])).ViewPublicKey.ToBytes(), view);
        Assert.False(FogHint.Open(ingress, origin.Outputs[0].FogHint.Bytes, view).Reveal());

        using var watcher = WatcherDb.OpenReadOnly(_tool["a-watcher"]);
        Assert.Equal(["https://localhost"], watcher.GetConfigUrls());
        Assert.Equal(2ul, watcher.HighestCommonBlock());
        Assert.Equal(a.GetBlockSignature(2), Assert.Single(watcher.GetBlockSignatures(2)).Signature);
        Assert.Equal(a.GetBlockData(1).Block, watcher.GetBlockData("https://localhost", 1).Block);
    }

    [Fact]
    public async Task AddTestBlock_NamesWhatIsWrong_AndLeavesTheLedger()
    {
        await _tool.DoAsync(SampleKeys.Many, "--num", "4", "--output-dir", _tool["keys"]);
        string[] databases = ["--keys", _tool["keys"], "--ledger-db", _tool["ledger"], "--watcher-db", _tool["watcher"]];
        await _tool.DoAsync(InitTestLedger.Program, [.. databases, "--conf-file", _tool["conf.json"]]);
        string[] arguments = [.. databases, "--fog-pubkey", BurnAddress.Address.ViewPublicKey.ToString()];
        string zero = new('0', 64);
        foreach ((string input, string expected) in new[]
        {
            ("", "standard input: "),
            ("{}", "standard input: "),
            ("""{"credits":[{"account":-1,"amount":1}],"key_images":[]}""", "standard input: "),
            ("""{"credits":[],"key_images":["00"]}""", "standard input: "),
            ("""{"credits":[{"account":4,"amount":1}],"key_images":[]}""", "there is no account 4"),
            ("""{"credits":[{"account":0,"amount":1}],"key_images":[]}""", "NoKeyImages"),
            ($$"""{"credits":[],"key_images":["{{zero}}"]}""", "NoOutputs"),
        })
        {
            _tool.Input = new StringReader(input);
            Assert.Contains(expected, await _tool.FailAsync(AddTestBlock.Program, arguments), StringComparison.Ordinal);
        }
        string block = $$"""{"credits":[{"account":0,"amount":1}],"key_images":["{{zero}}"]}""";
        _tool.Input = new StringReader(block);
        await _tool.DoAsync(AddTestBlock.Program, arguments);
        _tool.Input = new StringReader(block.Replace("00", "01", StringComparison.Ordinal));
        Assert.Contains("DuplicateOutputPublicKey", await _tool.FailAsync(AddTestBlock.Program, arguments), StringComparison.Ordinal);
        Assert.Contains("--fog-pubkey: is no public key", await _tool.FailAsync(AddTestBlock.Program, [.. databases, "--fog-pubkey", new string('f', 64)]), StringComparison.Ordinal);
        using Ledger ledger = Ledger.Open(_tool["ledger"], new LedgerOptions { ReadOnly = true });
        Assert.Equal(2ul, ledger.NumBlocks);
    }

    private ulong Amount(TxOut output, int account)
    {
        using AccountKey key = KeyFile.ReadAccountKey(File.ReadAllBytes(_tool["keys", $"account_keys_{account}.json"]));
        Assert.True(RistrettoPublic.TryParse(output.PublicKey.ToBytes(), out RistrettoPublic publicKey));
        return output.MaskedAmount!.Unmask(OnetimeKeys.SharedSecret(publicKey, key.ViewPrivateKey)).Value;
    }
}
