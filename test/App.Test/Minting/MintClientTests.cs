// Fact sheets ledger §3.3, §8, consensus §4.6.
using System.Security.Cryptography;
using System.Text.Json;
using MobileCoin.Accounts;
using MobileCoin.App.Certificates;
using MobileCoin.App.Keys;
using MobileCoin.App.Minting;
using MobileCoin.Attestation;
using MobileCoin.Consensus;
using MobileCoin.Crypto;
using MobileCoin.Hosting;
using MobileCoin.Transactions;
using MobileCoin.Wire.ConsensusClient;

namespace MobileCoin.App.Test;

public sealed class MintClientTests : IDisposable
{
    private static readonly string Nonce = new('7', 128), Recipient = new PrintableWrapper(BurnAddress.Address).B58Encode();
    private static readonly string[] Mint = ["--recipient", Recipient, "--token-id", "5", "--amount", "18446744073709551615", "--nonce", Nonce];

    private readonly ToolRun _tool = new();
    private readonly Ed25519Private[] _keys = [.. Enumerable.Range(1, 3).Select(i => SeededEd25519KeyGen.Make([.. Enumerable.Repeat((byte)i, 32)]))];

    public MintClientTests()
    {
        for (int i = 0; i < _keys.Length; i++)
        {
            byte[] der = new byte[Ed25519Private.DerSize], spki = new byte[Ed25519Public.DerSize];
            _keys[i].WriteDer(der);
            _keys[i].PublicKey().WriteDer(spki);
            _tool.Write($"key{i}", PemEncoding.WriteString("PRIVATE KEY", der) + "\n");
            _tool.Write($"key{i}.pub", PemEncoding.WriteString("PUBLIC KEY", spki));
        }
        _tool.Write("config.json", Description());
    }

    public void Dispose()
    {
        foreach (Ed25519Private key in _keys) key.Dispose();
        _tool.Dispose();
    }

    [Fact]
    public async Task ConfigTx_IsSignedApart_AndSubmittedTogether()
    {
        await using TestNode node = await TestNode.StartAsync(100);
        string hash = (await _tool.DoAsync(MintClient.Program, "hash-mint-config-tx", "--mint-config-tx-file", _tool["config.json"])).TrimEnd('\n');
        foreach (int i in new[] { 0, 1 })
        {
            string printed = await _tool.DoAsync(MintClient.Program, "generate-mint-config-tx", "--mint-config-tx-file", _tool["config.json"], "--signing-key", _tool[$"key{i}"], "--out", _tool[$"tx{i}.json"]);
            Assert.Equal(hash + "\n", printed);
            Assert.Equal(hash + "\n", await _tool.DoAsync(MintClient.Program, "hash-tx-file", "--tx-file", _tool[$"tx{i}.json"]));
        }
        string answer = await _tool.DoAsync(MintClient.Program, "submit-mint-config-tx", "--node", node.Uri, "--tx-file", _tool["tx0.json"], "--tx-file", _tool["tx1.json"], "--tx-file", _tool["tx0.json"]);
        Assert.Contains("101 blocks", answer, StringComparison.Ordinal);
        var tx = (MintConfigTx)Assert.Single(node.Proposed);
        Assert.Equal(2, tx.Signature.Signatures.Length);
        Assert.True(tx.Signature.Signatures[0].CompareTo(tx.Signature.Signatures[1]) < 0);
        Assert.Equal(hash, Convert.ToHexStringLower(tx.Prefix.Hash()));
        Assert.True(new SignerSet([_keys[0].PublicKey(), _keys[1].PublicKey()], 2).Verify(tx.Prefix.Hash(), tx.Signature));
        Assert.Equal((5ul, 1000ul, 77ul), (tx.Prefix.TokenId, tx.Prefix.TotalMintLimit, tx.Prefix.TombstoneBlock));
        Assert.Equal(Convert.FromHexString(Nonce), tx.Prefix.Nonce.ToArray());
        // A named identity, one of two that is a single signer, and a set within the set.
        MintConfig[] configs = tx.Prefix.Configs.ToArray();
        Assert.Equal(new SignerSet([_keys[0].PublicKey()], 1), configs[0].SignerSet);
        Assert.Equal(new SignerSet([_keys[0].PublicKey()], 1, new SignerSet([_keys[1].PublicKey(), _keys[2].PublicKey()], 2)), configs[1].SignerSet);
        Assert.Equal([10ul, 20ul], configs.Select(c => c.MintLimit));
        Assert.Equal(default, MintValidation.Validate(tx, 76, BlockVersion.Max, new SignerSet([_keys[0].PublicKey(), _keys[1].PublicKey()], 2)));
    }

    [Fact]
    public async Task ConfigTx_WithoutTombstoneAndNonce_TakesTheLatestAndARandomOne()
    {
        await using TestNode node = await TestNode.StartAsync(100);
        string file = _tool.Write("open.json", Description(nonce: null, tombstone: null));
        string[] arguments = ["--mint-config-tx-file", file, "--signing-key", $"{_tool["key0"]},{_tool["key1"]}"];
        await _tool.DoAsync(MintClient.Program, ["generate-and-submit-mint-config-tx", "--node", node.Uri, .. arguments]);
        await _tool.DoAsync(MintClient.Program, ["generate-and-submit-mint-config-tx", "--node", node.Uri, .. arguments]);
        MintConfigTx[] made = [.. node.Proposed.Cast<MintConfigTx>()];
        Assert.Equal([100ul + 20160 - 1, 100ul + 20160 - 1], made.Select(tx => tx.Prefix.TombstoneBlock));
        Assert.NotEqual(made[0].Prefix.Nonce.ToArray(), made[1].Prefix.Nonce.ToArray());
        Assert.Equal(64, made[0].Prefix.Nonce.Length);
        Assert.Contains("--node is missing: without a node, the file must have a tombstone_block", await _tool.FailAsync(MintClient.Program, ["generate-mint-config-tx", "--out", _tool["x.json"], .. arguments]), StringComparison.Ordinal);
        Assert.Contains("nonce and tombstone_block are needed", await _tool.FailAsync(MintClient.Program, "hash-mint-config-tx", "--mint-config-tx-file", file), StringComparison.Ordinal);
        node.Result = new MintValidationResult { Code = MintValidationResultCode.NoGovernors, TokenId = 5 };
        Assert.Contains("refuses: NoGovernors 5", await _tool.FailAsync(MintClient.Program, ["generate-and-submit-mint-config-tx", "--node", node.Uri, .. arguments]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task MintTx_IsMadeSignedCheckedAndSubmitted()
    {
        await using TestNode node = await TestNode.StartAsync(100);
        string file = _tool["mint.json"];
        string hash = await _tool.DoAsync(MintClient.Program, ["hash-mint-tx", .. Mint, "--tombstone", "77"]);
        Assert.Equal(hash, await _tool.DoAsync(MintClient.Program, ["generate-mint-tx", .. Mint, "--tombstone", "77", "--out", file]));
        JsonElement json = JsonElement.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).GetProperty("MintTx");
        Assert.Equal(["token_id", "amount", "view_public_key", "spend_public_key", "nonce", "tombstone_block", "e_fog_hint"], json.GetProperty("prefix").EnumerateObject().Select(p => p.Name));
        Assert.Equal(64, json.GetProperty("prefix").GetProperty("nonce").GetArrayLength());
        Assert.Equal(0, json.GetProperty("signature").GetProperty("signatures").GetArrayLength());

        // One key here, a signature in hex from elsewhere, and one as a PEM file.
        byte[] message = Convert.FromHexString(hash.TrimEnd('\n')), der = new byte[Ed25519Signature.DerSize];
        _keys[2].Sign(message).WriteDer(der);
        string pem = _tool.Write("signature.pem", PemEncoding.WriteString("SIGNATURE", der));
        Assert.Equal(hash, await _tool.DoAsync(MintClient.Program, "sign", "--tx-file", file, "--signing-key", _tool["key0"], "--out", _tool["signed.json"]));
        Assert.Equal(hash, await _tool.DoAsync(MintClient.Program, "sign", "--tx-file", _tool["signed.json"], "--signature", _keys[1].Sign(message).ToString(), "--signature", pem));
        await _tool.DoAsync(MintClient.Program, "sign", "--tx-file", _tool["signed.json"], "--signing-key", _tool["key0"]);
        string check = await _tool.DoAsync(MintClient.Program, "check-sig", "--tx-file", _tool["signed.json"], "--public-key", string.Join(',', Enumerable.Range(0, 3).Select(i => _tool[$"key{i}.pub"])));
        Assert.Equal(3, check.Split(" signed: ").Length - 1);
        await _tool.FailAsync(MintClient.Program, "check-sig", "--tx-file", _tool["signed.json"], "--public-key", _tool["key0.pub"]);
        await _tool.FailAsync(MintClient.Program, "check-sig", "--tx-file", file, "--public-key", _tool["key0.pub"]);

        await _tool.DoAsync(MintClient.Program, "submit-mint-tx", "--node", node.Uri, "--tx-file", _tool["signed.json"]);
        var tx = (MintTx)Assert.Single(node.Proposed);
        Assert.Equal((5ul, ulong.MaxValue, 77ul), (tx.Prefix.TokenId, tx.Prefix.Amount, tx.Prefix.TombstoneBlock));
        Assert.Null(tx.Prefix.FogHint);
        Assert.True(new SignerSet([.. _keys.Select(k => k.PublicKey())], 3).Verify(message, tx.Signature));
        Assert.Equal(3, tx.Signature.Signatures.Length);
        string dump = await _tool.DoAsync(MintClient.Program, "dump", "--tx-file", _tool["signed.json"]);
        Assert.Contains(Recipient, dump, StringComparison.Ordinal);
        Assert.Contains(hash, dump, StringComparison.Ordinal);
        Assert.Contains(_keys[1].Sign(message).ToString(), dump, StringComparison.Ordinal);

        await _tool.DoAsync(MintClient.Program, ["generate-and-submit-mint-tx", "--node", node.Uri, .. Mint, "--signing-key", _tool["key0"]]);
        Assert.Equal(100ul + 20160 - 1, ((MintTx)node.Proposed.Last()).Prefix.TombstoneBlock);
    }

    [Fact]
    public async Task Governors_AreSigned()
    {
        string tokens = _tool.Write("tokens.json", $$"""
            { "tokens": [ { "token_id": 0, "minimum_fee": 400000000 },
                          { "token_id": 5, "minimum_fee": 1024, "governors": {"type":"Single","pub_key":{{PublicKey(0)}}} } ] }
            """);
        string signature = (await _tool.DoAsync(MintClient.Program, "sign-governors", "--tokens", tokens, "--signing-key", _tool["key1"], "--output-json", _tool["signed.json"])).TrimEnd('\n');
        TokensFile unsigned = TokensFile.Load(tokens), signed = TokensFile.Load(_tool["signed.json"]);
        Assert.Null(unsigned.GovernorsSignature);
        Assert.Equal(signature, signed.GovernorsSignature.ToString());
        Assert.True(signed.GovernorsMap.Verify(_keys[1].PublicKey(), signed.GovernorsSignature!.Value));
        Assert.Equal(unsigned.FeeMap, signed.FeeMap);
        // In place, over a signature that is there.
        await _tool.DoAsync(MintClient.Program, "sign-governors", "--tokens", _tool["signed.json"], "--signing-key", _tool["key2"], "--output-json", _tool["signed.json"]);
        signed = TokensFile.Load(_tool["signed.json"]);
        Assert.True(signed.GovernorsMap.Verify(_keys[2].PublicKey(), signed.GovernorsSignature!.Value));
        Assert.Contains($"--tokens: {_tool["none.json"]}", await _tool.FailAsync(MintClient.Program, "sign-governors", "--tokens", _tool["none.json"], "--signing-key", _tool["key2"]), StringComparison.Ordinal);
        Assert.Contains($"--signing-key: {tokens}: no PEM PRIVATE KEY", await _tool.FailAsync(MintClient.Program, "sign-governors", "--tokens", tokens, "--signing-key", tokens), StringComparison.Ordinal);
    }

    [Fact]
    public void RecipientsWithFog_GetAHint_AndTheKeysLifetime()
    {
        using RistrettoPrivate ingress = BurnAddress.ViewPrivateKey();
        PublicAddress address = BurnAddress.Address, fog = new(address.ViewPublicKey, address.SpendPublicKey, "fog://a", "", new byte[64]);
        ulong tombstone = 100;
        Assert.Null(MintRequest.MakeHint(new NoFogResolver(), address, ref tombstone, RandomNumberGenerator.Fill));
        EncryptedFogHint? hint = MintRequest.MakeHint(new OneFog(ingress.PublicKey(), 60), fog, ref tombstone, RandomNumberGenerator.Fill);
        byte[] view = new byte[32];
        Assert.True(FogHint.Open(ingress, hint!.Value.Bytes, view).Reveal());
        Assert.Equal((60ul, address.ViewPublicKey.ToString()), (tombstone, Convert.ToHexStringLower(view)));
        Assert.Equal("the recipient's fog: no fog is known", Assert.Throws<HostingException>(() => MintRequest.MakeHint(new NoFogResolver(), fog, ref tombstone, RandomNumberGenerator.Fill)).Message);
    }

    // From the address to the hint: the report server's answer is believed for the enclave of the signature file alone.
    [Fact]
    public async Task RecipientWithFog_IsPaidThroughItsReports()
    {
        DateTimeOffset issued = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        using var tool = new ToolRun { Time = new ManualTime(issued.AddDays(1)) };
        await using TestNode node = await TestNode.StartAsync(100);
        string root = (await tool.DoAsync(X509TestVectors.Program, "--type", "chain", "--test-name", "ok_rsa_head", "--output-dir", tool["x509"])).Trim();
        await tool.DoAsync(SampleKeys.One, "alice", "--output-dir", tool["keys"], "--fog-report-url", node.FogUri, "--fog-authority-root", root);
        using RistrettoPrivate ingress = BurnAddress.ViewPrivateKey();
        byte[] enclave = [.. Enumerable.Repeat((byte)0xA1, 32)];
        using var platform = new SimulatedPlatform(new byte[SimulatedPlatform.SeedSize], issued, TimeSpan.FromDays(30));
        var evidence = platform.Evidence(new SimulatedEnclave(enclave, new byte[32]), new EnclaveReportDataContents(new byte[16], new byte[32], ingress.PublicKey().ToBytes()), RandomNumberGenerator.Fill);
        Report[] reports = [new Report("", evidence, 60)];
        using Ed25519Private leaf = TestKeys.Ed25519("Test Leaf");
        node.Reports = new ReportResponse(reports, TestChain.Make("ok_rsa_chain_25519_leaf").Certificates, leaf.Sign(ReportResponse.DigestOf(reports)).ToBytes());
        byte[] css = new byte[SigStruct.Size];
        enclave.CopyTo(css, 960);
        string[] arguments =
        [
            "generate-and-submit-mint-tx", "--node", node.Uri, "--recipient", await File.ReadAllTextAsync(tool["keys", "alice.b58pub"], TestContext.Current.CancellationToken), "--token-id", "5", "--amount", "1",
            "--signing-key", _tool["key0"], "--fog-ingest-enclave-css", tool.Write("ingest.css", css),
        ];
        Assert.Contains("the recipient's fog: ", await tool.FailAsync(MintClient.Program, arguments), StringComparison.Ordinal);
        await tool.DoAsync(MintClient.Program, [.. arguments, "--allow-simulated"]);
        var tx = (MintTx)Assert.Single(node.Proposed);
        Assert.Equal(60ul, tx.Prefix.TombstoneBlock);
        byte[] view = new byte[32];
        Assert.True(FogHint.Open(ingress, tx.Prefix.FogHint!.Value.Bytes, view).Reveal());
        Assert.Equal(tx.Prefix.ViewPublicKey.ToBytes(), view);
        css[960] ^= 1;
        tool.Write("ingest.css", css);
        Assert.Contains("the recipient's fog: ", await tool.FailAsync(MintClient.Program, [.. arguments, "--allow-simulated"]), StringComparison.Ordinal);
        Assert.Single(node.Proposed);
    }

    [Fact]
    public async Task WhatIsWrong_IsNamed()
    {
        PublicAddress burn = BurnAddress.Address;
        string fog = new PrintableWrapper(new PublicAddress(burn.ViewPublicKey, burn.SpendPublicKey, "fog://a", "", new byte[64])).B58Encode();
        string[] toFog = ["--recipient", fog, "--token-id", "5", "--amount", "1", "--tombstone", "9"];
        Assert.Contains("--fog-ingest-enclave-css is missing", await _tool.FailAsync(MintClient.Program, ["generate-mint-tx", .. toFog, "--out", _tool["x.json"]]), StringComparison.Ordinal);
        Assert.Contains("hints are never the same twice", await _tool.FailAsync(MintClient.Program, ["hash-mint-tx", .. toFog, "--nonce", Nonce]), StringComparison.Ordinal);
        Assert.Contains("--recipient: is no address in base58", await _tool.FailAsync(MintClient.Program, ["generate-mint-tx", "--recipient", "2g", "--token-id", "5", "--amount", "1", "--out", _tool["x.json"]]), StringComparison.Ordinal);
        Assert.Contains("--nonce: is not 128 hex digits", await _tool.FailAsync(MintClient.Program, ["hash-mint-tx", "--nonce", "77", "--recipient", Recipient, "--token-id", "5", "--amount", "1", "--tombstone", "9"]), StringComparison.Ordinal);
        Assert.Contains("--nonce is missing", await _tool.FailAsync(MintClient.Program, ["hash-mint-tx", .. toFog]), StringComparison.Ordinal);
        Assert.Contains("--token-id: is not a whole number from 1", await _tool.FailAsync(MintClient.Program, ["generate-mint-tx", "--token-id", "0", "--recipient", Recipient, "--amount", "1", "--out", _tool["x.json"]]), StringComparison.Ordinal);
        Assert.Contains("insecure-mc://127.0.0.1:1/: Unavailable", await _tool.FailAsync(MintClient.Program, ["generate-mint-tx", .. Mint, "--node", "insecure-mc://127.0.0.1:1/", "--out", _tool["x.json"]]), StringComparison.Ordinal);

        await _tool.DoAsync(MintClient.Program, ["generate-mint-tx", .. Mint, "--tombstone", "77", "--out", _tool["a.json"]]);
        await _tool.DoAsync(MintClient.Program, ["generate-mint-tx", .. Mint, "--tombstone", "78", "--out", _tool["b.json"]]);
        string error = await _tool.FailAsync(MintClient.Program, "submit-mint-tx", "--node", "insecure-mc://127.0.0.1:1/", "--tx-file", $"{_tool["a.json"]},{_tool["b.json"]}");
        Assert.Contains($"--tx-file: {_tool["b.json"]} is not of the same transaction as {_tool["a.json"]}", error, StringComparison.Ordinal);
        Assert.Contains("a MintTx, not a MintConfigTx", await _tool.FailAsync(MintClient.Program, "submit-mint-config-tx", "--node", "insecure-mc://127.0.0.1:1/", "--tx-file", _tool["a.json"]), StringComparison.Ordinal);
        Assert.Contains("neither --signing-key nor --signature", await _tool.FailAsync(MintClient.Program, "sign", "--tx-file", _tool["a.json"]), StringComparison.Ordinal);
        Assert.Contains($"--signing-key: {_tool["key0.pub"]}: the PEM is of another kind", await _tool.FailAsync(MintClient.Program, "sign", "--tx-file", _tool["a.json"], "--signing-key", _tool["key0.pub"]), StringComparison.Ordinal);
        Assert.Contains("--signature: 00: ", await _tool.FailAsync(MintClient.Program, "sign", "--tx-file", _tool["a.json"], "--signature", "00"), StringComparison.Ordinal);
        byte[] some = new byte[64];
        string many = string.Join(',', Enumerable.Range(0, 11).Select(i => Convert.ToHexString([(byte)i, .. some[1..]])));
        Assert.Contains("11 signatures, and nodes take 10 at most", await _tool.FailAsync(MintClient.Program, "sign", "--tx-file", _tool["a.json"], "--signature", many), StringComparison.Ordinal);
        string text = await File.ReadAllTextAsync(_tool["a.json"], TestContext.Current.CancellationToken);
        foreach ((string from, string to, string expected) in new[]
        {
            ("MintTx", "Mint", "expected one of MintTx and MintConfigTx"),
            ("\"token_id\":5", "\"token_id\":-5", "$.MintTx.prefix.token_id: expected a whole number"),
            ("\"amount\":", "\"amounts\":", "$.MintTx.prefix: amount is missing"),
            ("[119,", "[256,", "$.MintTx.prefix.nonce: expected bytes"),
            ("\"signatures\":[]", "\"signatures\":[[1]]", "$.MintTx.signature.signatures[0]: expected 64 bytes"),
            ("\"e_fog_hint\":null", "\"e_fog_hint\":{\"bytes\":\"00\"}", "$.MintTx.prefix.e_fog_hint.bytes: expected 84 bytes"),
            ("}}}", "}}", "line"),
        })
        {
            string bad = _tool.Write("bad.json", text.Replace(from, to, StringComparison.Ordinal));
            error = await _tool.FailAsync(MintClient.Program, "hash-tx-file", "--tx-file", bad);
            Assert.Contains($"--tx-file: {bad}: ", error, StringComparison.Ordinal);
            Assert.Contains(expected, error, StringComparison.OrdinalIgnoreCase);
        }
        foreach ((string from, string to, string expected) in new[]
        {
            ("\"token_id\": 5", "\"token_id\": 0", "MOB cannot be minted"),
            ("\"threshold\": 2", "\"threshold\": 4", "nobody can satisfy"),
            ("\"name\": \"alice\"", "\"name\": \"bob\"", "signer_identities has no \"bob\""),
            ("\"mint_limit\": 10", "\"mint_limit\": 10, \"x\": 1", "the key is not known"),
            (Nonce, "77", "is not 128 hex digits"),
        })
        {
            string bad = _tool.Write("bad.json", Description().Replace(from, to, StringComparison.Ordinal));
            error = await _tool.FailAsync(MintClient.Program, "hash-mint-config-tx", "--mint-config-tx-file", bad);
            Assert.Contains($"--mint-config-tx-file: {bad}", error, StringComparison.Ordinal);
            Assert.Contains(expected, error, StringComparison.Ordinal);
        }
        Assert.False(File.Exists(_tool["x.json"]));
    }

    private string Description(string? nonce = "", ulong? tombstone = 77) => $$"""
        { "token_id": 5,
          "configs": [ { "mint_limit": 10, "minters": { "type": "Identity", "name": "alice" } },
                       { "mint_limit": 20, "minters": { "type": "MultiSig", "threshold": 1, "signers": [
                           { "type": "Identity", "name": "alice" },
                           { "type": "MultiSig", "threshold": 2, "signers": [ {"type":"Single","pub_key":{{PublicKey(1)}}}, {"type":"Single","pub_key":{{PublicKey(2)}}} ] } ] } } ],
          {{(nonce is null ? "" : $"\"nonce\": \"{Nonce}\",")}}
          {{(tombstone is null ? "" : $"\"tombstone_block\": {tombstone},")}}
          "total_mint_limit": 1000,
          "signer_identities": { "alice": {"type":"Single","pub_key":{{PublicKey(0)}}} } }
        """;

    private string PublicKey(int key) => JsonSerializer.Serialize(File.ReadAllText(_tool[$"key{key}.pub"]));

    private sealed class OneFog(RistrettoPublic key, ulong expiry) : IFogResolver
    {
        public FogPubkey GetFogPubkey(PublicAddress recipient) => new(key, expiry);
    }
}
