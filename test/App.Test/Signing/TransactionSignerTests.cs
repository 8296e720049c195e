// Fact sheet ledger §4.6.
using System.Security.Cryptography;
using System.Text.Json;
using MobileCoin.Accounts;
using MobileCoin.App.Keys;
using MobileCoin.App.Samples;
using MobileCoin.App.Signing;
using MobileCoin.Crypto;
using MobileCoin.LedgerDb;
using MobileCoin.Transactions;
using MobileCoin.Wire;

namespace MobileCoin.App.Test;

public sealed class TransactionSignerTests : IDisposable
{
    private const ulong Fee = 400_000_000;

    private static readonly string Id = new('a', 64);

    private readonly ToolRun _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public async Task Secrets_AreMadeOnce_ForTheirOwner()
    {
        await _tool.DoAsync(TransactionSigner.Program, "create", "--output", _tool["a.json"]);
        await _tool.DoAsync(TransactionSigner.Program, "--secret-file", _tool["b.json"], "create");
        string a = await ReadAsync("a.json");
        Assert.NotEqual(a, await ReadAsync("b.json"));
        string phrase = JsonElement.Parse(a).GetProperty("mnemonic").GetString()!;
        Assert.Equal($$"""{"mnemonic":"{{phrase}}"}""", a);
        Assert.Equal(24, phrase.Split(' ').Length);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_tool["a.json"]));
        Assert.Contains("the file is there already", await _tool.FailAsync(TransactionSigner.Program, "create", "--output", _tool["a.json"]), StringComparison.Ordinal);
        Assert.Contains("the file is there already", await _tool.FailAsync(TransactionSigner.Program, "import", phrase, "--output", _tool["a.json"]), StringComparison.Ordinal);
        Assert.Equal(a, await ReadAsync("a.json"));

        await _tool.DoAsync(TransactionSigner.Program, "import", phrase, "--name", "alice", "--output", _tool["c.json"]);
        _tool.Input = new StringReader(phrase + "\n");
        await _tool.DoAsync(TransactionSigner.Program, "import", "--output", _tool["d.json"]);
        Assert.Equal([a, a], [await ReadAsync("c.json"), await ReadAsync("d.json")]);
        string twelve = string.Concat(Enumerable.Repeat("abandon ", 11)) + "about";
        Assert.Contains("<mnemonic>: a mnemonic of 12 words, expected 24", await _tool.FailAsync(TransactionSigner.Program, "import", twelve, "--output", _tool["e.json"]), StringComparison.Ordinal);
        string error = await _tool.FailAsync(TransactionSigner.Program, "import", phrase + " extra", "--output", _tool["e.json"]);
        Assert.DoesNotContain(phrase.Split(' ')[3], error, StringComparison.Ordinal);
        Assert.Contains("--output: the file's name does not end in .json", await _tool.FailAsync(TransactionSigner.Program, "create", "--output", _tool["e"]), StringComparison.Ordinal);
        Assert.Equal(4, Directory.GetFiles(_tool.Folder).Length);
    }

    [Fact]
    public async Task Account_IsThatOfTheMnemonic()
    {
        await _tool.DoAsync(SampleKeys.One, "alice", "--output-dir", _tool["keys"]);
        string secrets = _tool["keys", "alice.json"];
        using AccountKey account = KeyFile.ReadAccountKey(await File.ReadAllBytesAsync(secrets, TestContext.Current.CancellationToken));
        await _tool.DoAsync(TransactionSigner.Program, "--secret-file", secrets, "get-account", "--account", "0", "--output", _tool["account.json"]);
        JsonElement info = JsonElement.Parse(await ReadAsync("account.json"));
        Assert.Equal(account.SpendPrivateKey.PublicKey().ToString(), info.GetProperty("spend_public").GetString());
        byte[] view = new byte[32];
        account.ViewPrivateKey.CopyTo(view);
        Assert.Equal((Convert.ToHexStringLower(view), 0), (info.GetProperty("view_private").GetString(), info.GetProperty("account_index").GetInt32()));
        await _tool.DoAsync(TransactionSigner.Program, "get-account", "--secret-file", secrets, "--account", "1", "--output", _tool["account.json"]);
        Assert.NotEqual(account.SpendPrivateKey.PublicKey().ToString(), JsonElement.Parse(await ReadAsync("account.json")).GetProperty("spend_public").GetString());
        Assert.Contains($"--secret-file: {_tool["none.json"]}: ", await _tool.FailAsync(TransactionSigner.Program, "get-account", "--secret-file", _tool["none.json"], "--output", _tool["account.json"]), StringComparison.Ordinal);
    }

    // The way of a wallet without keys: key images, then a transaction that the rules accept.
    [Fact]
    public async Task Transaction_IsSigned_AsTheRulesWantIt()
    {
        await _tool.DoAsync(SampleKeys.Many, "--num", "2", "--output-dir", _tool["keys"]);
        await _tool.DoAsync(GenerateSampleLedger.Program, "--keys-dir", _tool["keys"], "--output-dir", _tool["ledger"], "--txs", "8", "--conf-file", _tool["conf.json"]);
        string secrets = _tool["keys", "account_keys_0.json"];
        using AccountKey account = KeyFile.ReadAccountKey(await File.ReadAllBytesAsync(secrets, TestContext.Current.CancellationToken));
        using Ledger ledger = Ledger.Open(_tool["ledger"], new LedgerOptions { ReadOnly = true });
        ulong[] indices = [.. Enumerable.Range(0, 11).Select(i => (ulong)i)];
        TxOut[] ring = [.. indices.Select(ledger.GetTxOutByIndex)];
        string real = ring[3].PublicKey.ToString();

        string request = _tool.Write("sync.json", $$"""{"account_id":"{{Id}}","txos":[{"subaddress":"0","tx_out_public_key":"{{real}}"}]}""");
        await _tool.DoAsync(TransactionSigner.Program, "--secret-file", secrets, "sync-txos", "--account", "0", "--input", request, "--output", _tool["synced.json"]);
        JsonElement synced = JsonElement.Parse(await ReadAsync("synced.json"));

        var fee = new Amount(Fee, TokenId.Mob);
        using var builder = new TransactionBuilder(BlockVersion.FromUInt32(3), fee, new NoFogResolver(), new EmptyMemoBuilder());
        builder.AddInput(new InputCredentials(ring, ledger.GetTxOutProofOfMemberships(indices), 3, SubaddressIndex.Default, account.ViewPrivateKey));
        Assert.True(RistrettoPublic.TryParse(ring[3].PublicKey.ToBytes(), out RistrettoPublic publicKey));
        ulong value = ring[3].MaskedAmount!.Unmask(OnetimeKeys.SharedSecret(publicKey, account.ViewPrivateKey)).Value;
        builder.AddOutput(new Amount(value - Fee, TokenId.Mob), BurnAddress.Address, RandomNumberGenerator.Fill);
        builder.SetTombstoneBlock(50);
        using UnsignedTx unsigned = builder.BuildUnsigned();
        string question = _tool.Write("sign.json", $$"""{"account_id":"{{Id}}","unsigned_tx":"{{Convert.ToHexString(unsigned.Encode())}}"}""");
        await _tool.DoAsync(TransactionSigner.Program, "--secret-file", secrets, "sign-tx", "--account", "0", "--input", question, "--output", _tool["signed.json"]);
        JsonElement signed = JsonElement.Parse(await ReadAsync("signed.json"));
        Assert.Equal((Id, Id), (synced.GetProperty("account_id").GetString(), signed.GetProperty("account_id").GetString()));
        Assert.Equal(synced.GetProperty("txos").ToString(), signed.GetProperty("txos").ToString());
        Assert.Equal(real, signed.GetProperty("txos")[0].GetProperty("tx_out_public_key").GetString());
        var tx = WireMessage.Decode<Tx>(Convert.FromHexString(signed.GetProperty("tx").GetString()!));
        Assert.Equal(0, tx.FeeMapDigest.Length);
        Assert.Equal(signed.GetProperty("txos")[0].GetProperty("key_image").GetString(), Convert.ToHexStringLower(tx.KeyImages().Single().ToBytes()));
        IReadOnlyList<TxOutMembershipProof> roots = ledger.GetTxOutProofOfMemberships([.. tx.Prefix.MembershipProofHighestIndices()]);
        Assert.Null(TransactionValidator.Validate(tx, 1, BlockVersion.FromUInt32(3), roots, Fee, RandomNumberGenerator.Fill)?.ToString());

        // Another account cannot sign it; requests that are none are named.
        Assert.Contains($"--input: {question}: ", await _tool.FailAsync(TransactionSigner.Program, "--secret-file", secrets, "sign-tx", "--account", "1", "--input", question, "--output", _tool["x.json"]), StringComparison.Ordinal);
        foreach (string bad in new[] { "", "[]", "{}", $$"""{"account_id":"{{Id}}","unsigned_tx":"0"}""", $$"""{"account_id":"{{Id}}","unsigned_tx":"ff"}""", $$"""{"account_id":"aa","unsigned_tx":""}""", $$"""{"account_id":"{{Id}}","txos":[{"subaddress":"0","tx_out_public_key":"{{new string('f', 64)}}"}]}""" })
        {
            string file = _tool.Write("bad.json", bad);
            foreach (string command in new[] { "sign-tx", "sync-txos" })
            {
                Assert.Contains($"--input: {file}: ", await _tool.FailAsync(TransactionSigner.Program, command, "--secret-file", secrets, "--input", file, "--output", _tool["x.json"]), StringComparison.Ordinal);
            }
        }
        Assert.False(File.Exists(_tool["x.json"]));
    }

    private Task<string> ReadAsync(string name) => File.ReadAllTextAsync(_tool[name], TestContext.Current.CancellationToken);
}
