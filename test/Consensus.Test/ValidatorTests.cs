using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;
using MobileCoin.Blockchain;
using MobileCoin.ConsensusEnclave.Test;
using MobileCoin.Crypto;
using MobileCoin.Hosting;
using MobileCoin.LedgerDb;
using MobileCoin.Transactions;
using MobileCoin.Wire;
using MobileCoin.Wire.Attest;
using MobileCoin.Wire.ConsensusClient;
using MobileCoin.Wire.ConsensusCommon;
using MobileCoin.Wire.ConsensusPeer;
using MobileCoin.Wire.Health;
using External = MobileCoin.Wire.External;

namespace MobileCoin.Consensus.Test;

/// <summary>The whole program: encrypted transactions over the wire become blocks of a ledger on disk.</summary>
public sealed class ValidatorTests
{
    private const string Tokens = """{"tokens":[{"token_id":0,"minimum_fee":1024,"allow_any_fee":true}]}""";

    [Fact]
    public async Task Transactions_BecomeBlocks_ThatClientsCanRead()
    {
        using var world = new World(4, funded: 4);
        await using RunningValidator validator = await RunningValidator.StartAsync(world, "--tokens", world.File("tokens.json", Tokens));
        using var wallet = new Wallet(validator.ClientPort, RunningValidator.ClientId, RunningValidator.Measurement);
        using Ledger ledger = Ledger.Open(world.LedgerPath, new LedgerOptions { ReadOnly = true });

        Tx first = world.Pay(ledger, 0);
        ProposeTxResponse answer = await wallet.ProposeAsync(first);
        Assert.Equal((ProposeTxResult.Ok, 4U, ""), (answer.Result, answer.BlockVersion, answer.ErrMsg));
        Assert.InRange(answer.BlockCount, 1UL, 2UL); // its own block may be there already
        await validator.LogAsync("block 1 with 1 values appended");

        BlockData block = ledger.GetBlockData(1);
        Assert.Equal([new Amount(1_000_000 - World.Fee, 0)], world.Received(block.Contents.Outputs.ToArray()));
        Assert.Equal([new Amount(World.Fee, 0)], World.Read(Samples.FeeAccount, block.Contents.Outputs.ToArray()));
        Assert.Equal(first.KeyImages(), block.Contents.KeyImages.ToArray());
        Assert.True(block.Signature!.Verify(block.Block));
        Assert.NotEqual(0UL, block.Signature.SignedAt);
        Assert.True(block.Metadata!.Verify());
        Assert.Equal(RunningValidator.PeerId, block.Metadata.Contents.ResponderId.Text);
        Assert.Equal(block.Block.Id, block.Metadata.Contents.BlockId);
        Assert.NotNull(block.Metadata.Contents.AttestationEvidence);

        // Spent now; and beside it another, which it does not disturb.
        answer = await wallet.ProposeAsync(first);
        Assert.Equal((ProposeTxResult.ContainsSpentKeyImage, 2UL, "ContainsSpentKeyImage"), (answer.Result, answer.BlockCount, answer.ErrMsg));
        Assert.Equal(ProposeTxResult.Ok, (await wallet.ProposeAsync(world.Pay(ledger, 1))).Result);
        await validator.LogAsync("block 2 with 1 values appended");
        Assert.Equal(ProposeTxResult.TombstoneBlockExceeded, (await wallet.ProposeAsync(world.Pay(ledger, 2, tombstone: 3))).Result);
        Assert.Equal(ProposeTxResult.TxFeeError, (await wallet.ProposeAsync(world.Pay(ledger, 2, fee: World.Fee - 1))).Result);
        answer = await wallet.ProposeAsync(world.Pay(ledger, 2, fees: FeeMap.Default, fee: FeeMap.DefaultMobFee / 1000));
        Assert.Equal(ProposeTxResult.FeeMapDigestMismatch, answer.Result);

        LastBlockInfoResponse last = await wallet.Chain.GetLastBlockInfoAsync(new Empty());
        Assert.Equal((2UL, World.Fee, 4U), (last.Index, last.MinimumFees[0], last.NetworkBlockVersion));
        BlocksResponse blocks = await wallet.Chain.GetBlocksAsync(new BlocksRequest { Offset = 1, Limit = 100 });
        Assert.Equal([1UL, 2UL], blocks.Blocks.Select(b => b.Index));
        Assert.Equal(ledger.GetBlock(2).Encode(), Google.Protobuf.MessageExtensions.ToByteArray(blocks.Blocks[1]));
        Assert.Empty((await wallet.Chain.GetBlocksAsync(new BlocksRequest { Offset = ulong.MaxValue, Limit = uint.MaxValue })).Blocks);
        Assert.Equal(0, await validator.StopAsync());
    }

    [Fact]
    public async Task Proposals_AtOnce_AllGetIn_AndAreNotLostWhenItStops()
    {
        const int Count = 12;
        using var world = new World(3, funded: Count);
        await using RunningValidator validator = await RunningValidator.StartAsync(world, "--tokens", world.File("tokens.json", Tokens));
        using Ledger ledger = Ledger.Open(world.LedgerPath, new LedgerOptions { ReadOnly = true });
        Tx[] txs = [.. Enumerable.Range(0, Count).Select(i => world.Pay(ledger, i))];
        Wallet[] wallets = [.. txs.Select(_ => new Wallet(validator.ClientPort, RunningValidator.ClientId, RunningValidator.Measurement))];
        foreach (Wallet wallet in wallets) await wallet.AttestAsync();
        ProposeTxResponse[] answers = await Task.WhenAll(txs.Select((tx, i) => wallets[i].ProposeAsync(tx)));
        Assert.All(answers, a => Assert.Equal(ProposeTxResult.Ok, a.Result));
        Assert.Equal(0, await validator.StopAsync());
        Assert.All(txs, tx => Assert.True(ledger.ContainsKeyImage(tx.KeyImages().First())));
        foreach (Wallet wallet in wallets) wallet.Dispose();
    }

    [Fact]
    public async Task Mintings_AreTaken_AndRefusedByTheirCodes()
    {
        using var world = new World(4, funded: 1);
        await using RunningValidator validator = await RunningValidator.StartAsync(world, "--tokens", TokensWithGovernors(world));
        using var wallet = new Wallet(validator.ClientPort, RunningValidator.ClientId, RunningValidator.Measurement);
        MintConfigTx config = MintSamples.ConfigTx(tombstone: 100);
        ProposeMintConfigTxResponse configured = await wallet.Api.ProposeMintConfigTxAsync(Message<External.MintConfigTx>(config));
        Assert.Equal((MintValidationResultCode.Ok, 4U), (configured.Result.Code, configured.BlockVersion));
        Assert.InRange(configured.BlockCount, 1UL, 2UL); // its own block may be there already
        await validator.LogAsync("block 1 with 1 values appended");
        Assert.Equal(MintValidationResultCode.NonceAlreadyUsed, (await wallet.Api.ProposeMintConfigTxAsync(Message<External.MintConfigTx>(config))).Result.Code);
        MintValidationResult none = (await wallet.Api.ProposeMintConfigTxAsync(Message<External.MintConfigTx>(MintSamples.ConfigTx(2, token: 5)))).Result;
        Assert.Equal((MintValidationResultCode.NoGovernors, 5UL), (none.Code, none.TokenId));
        Assert.Equal(MintValidationResultCode.InvalidSignature, (await wallet.Api.ProposeMintConfigTxAsync(Message<External.MintConfigTx>(MintSamples.ConfigTx(2, signer: 5, tombstone: 100)))).Result.Code);

        MintTx mint = MintSamples.Mint(world.Recipient.DefaultSubaddress(), tombstone: 100);
        Assert.Equal(MintValidationResultCode.Ok, (await wallet.Api.ProposeMintTxAsync(Message<External.MintTx>(mint))).Result.Code);
        await validator.LogAsync("block 2 with 1 values appended");
        using Ledger ledger = Ledger.Open(world.LedgerPath, new LedgerOptions { ReadOnly = true });
        Assert.Equal([new Amount(5000, MintSamples.Token)], world.Received(ledger.GetBlockContents(2).Outputs.ToArray()));
        Assert.Equal(MintValidationResultCode.NonceAlreadyUsed, (await wallet.Api.ProposeMintTxAsync(Message<External.MintTx>(mint))).Result.Code);
        Assert.Equal(MintValidationResultCode.AmountExceedsMintLimit, Code(MintSamples.Mint(world.Recipient.DefaultSubaddress(), 2, amount: 2_000_000, tombstone: 100)));
        Assert.Equal(MintValidationResultCode.NoMatchingMintConfig, Code(MintSamples.Mint(world.Recipient.DefaultSubaddress(), 2, signer: 5, tombstone: 100)));
        Assert.Equal(MintValidationResultCode.TombstoneBlockExceeded, Code(MintSamples.Mint(world.Recipient.DefaultSubaddress(), 2, tombstone: 3)));
        RpcException undecodable = await Assert.ThrowsAsync<RpcException>(async () => await wallet.Api.ProposeMintTxAsync(new External.MintTx
        {
            Prefix = new External.MintTxPrefix { ViewPublicKey = new External.CompressedRistretto { Data = Google.Protobuf.ByteString.CopyFrom(new byte[31]) } },
        }));
        Assert.Equal(StatusCode.Internal, undecodable.StatusCode);

        Wire.ConsensusConfig.ConsensusNodeConfig node = await wallet.Api.GetNodeConfigAsync(new Empty());
        Assert.Equal(5000UL, node.TokenConfigMap[MintSamples.Token].ActiveMintConfigs.Configs[0].TotalMinted);
        Assert.Equal(MintSamples.Governors.Encode(), Google.Protobuf.MessageExtensions.ToByteArray(node.TokenConfigMap[MintSamples.Token].Governors));
        Assert.Equal((RunningValidator.PeerId, RunningValidator.ClientId, 4U), (node.PeerResponderId, node.ClientResponderId, node.BlockVersion));
        Assert.Equal(ledger.GetBlockSignature(2)!.Signer.ToBytes(), node.BlockSigningKey.Data.ToByteArray());

        MintValidationResultCode Code(MintTx tx) => wallet.Api.ProposeMintTx(Message<External.MintTx>(tx)).Result.Code;
    }

    [Fact]
    public async Task Strangers_AreRefusedInUpstreamsOrderAndWords()
    {
        using var world = new World(2, funded: 1);
        string secret = string.Concat(Enumerable.Repeat("07", 32));
        await using RunningValidator validator = await RunningValidator.StartAsync(world, "--tokens", world.File("tokens.json", Tokens), "--client-auth-token-secret", secret);
        using var wallet = new Wallet(validator.ClientPort, RunningValidator.ClientId, RunningValidator.Measurement);
        var other = new Metadata { { "chain-id", "main" } };
        await RefusedAsync(StatusCode.FailedPrecondition, "chain-id mismatch: 'local'", async () => await wallet.AttestAsync(other));
        await RefusedAsync(StatusCode.Unauthenticated, "Unauthenticated", async () => await wallet.AttestAsync());
        await RefusedAsync(StatusCode.Unauthenticated, "Unauthenticated", async () => await wallet.Chain.GetLastBlockInfoAsync(new Empty()));
        await RefusedAsync(StatusCode.FailedPrecondition, "chain-id mismatch: 'local'", async () => await wallet.Api.ClientTxProposeAsync(new Message(), other));
        // This one asks nobody.
        Assert.Equal(2U, (await wallet.Api.GetNodeConfigAsync(new Empty(), other)).BlockVersion);
        using var tokens = new TokenAuthenticator(Convert.FromHexString(secret), TimeSpan.FromDays(1), TimeProvider.System);
        string basic = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes("u:" + tokens.MakeToken("u")));
        var headers = new Metadata { { "authorization", "Basic " + basic }, { "chain-id", RunningValidator.ChainId } };
        await wallet.AttestAsync(headers);
        Message message = wallet.Encrypt([0xff]);
        await RefusedAsync(StatusCode.Internal, null, async () => await wallet.Api.ClientTxProposeAsync(message, headers));
        await RefusedAsync(StatusCode.PermissionDenied, "Permission Denied (attestation)", async () => await wallet.Api.ClientTxProposeAsync(new Message(), headers));
        await RefusedAsync(StatusCode.PermissionDenied, "Permission Denied (attestation)", async () => await wallet.Api.ClientTxProposeAsync(message, headers));
        await RefusedAsync(StatusCode.PermissionDenied, "Permission denied", async () => await new AttestedApi.AttestedApiClient(wallet.Channel).AuthAsync(new AuthMessage(), headers));

        using GrpcChannel peers = GrpcChannel.ForAddress($"http://127.0.0.1:{validator.PeerPort}");
        await RefusedAsync(StatusCode.Unimplemented, "this validator's quorum is itself: it does not agree with peers",
            async () => await new ConsensusPeerAPI.ConsensusPeerAPIClient(peers).GetLatestMsgAsync(new Empty()));
        Assert.Equal(0UL, (await new BlockchainAPI.BlockchainAPIClient(peers).GetLastBlockInfoAsync(new Empty())).Index);
        await RefusedAsync(StatusCode.PermissionDenied, "Permission denied", async () => await new AttestedApi.AttestedApiClient(peers).AuthAsync(new AuthMessage()));
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, (await new Health.HealthClient(wallet.Channel).CheckAsync(new HealthCheckRequest())).Status);
    }

    [Fact]
    public async Task ASignerKey_SurvivesARestart_AndASpoiltOneIsPutAside()
    {
        using var world = new World(3, funded: 2);
        string tokens = world.File("tokens.json", Tokens), sealedKey = Path.Combine(world.Folder, "sealed");
        byte[] first = await SignerAsync();
        Assert.Equal(first, await SignerAsync());
        byte[] spoilt = File.ReadAllBytes(sealedKey);
        spoilt[^1] ^= 1;
        File.WriteAllBytes(sealedKey, spoilt);
        byte[] second = await SignerAsync();
        Assert.NotEqual(first, second);
        Assert.Equal(spoilt, File.ReadAllBytes(sealedKey + ".unreadable"));
        Assert.Equal(second, await SignerAsync());

        async Task<byte[]> SignerAsync()
        {
            await using RunningValidator validator = await RunningValidator.StartAsync(world, "--tokens", tokens);
            using var wallet = new Wallet(validator.ClientPort, RunningValidator.ClientId, RunningValidator.Measurement);
            byte[] signer = (await wallet.Api.GetNodeConfigAsync(new Empty())).BlockSigningKey.Data.ToByteArray();
            // The evidence says so too: watchers rely on it.
            Assert.Equal(signer, (await wallet.AttestAsync()).ReportData!.CustomIdentity.ToArray());
            return signer;
        }
    }

    [Fact]
    public async Task TheAdminPort_TellsConfigurationAndStatus_AndMetricsHaveUpstreamsNames()
    {
        using var world = new World(4, funded: 1);
        await using RunningValidator validator = await RunningValidator.StartAsync(world, "--tokens", world.File("tokens.json", Tokens), "--ias-api-key", "0123", "--ias-spid", "ab");
        using var wallet = new Wallet(validator.ClientPort, RunningValidator.ClientId, RunningValidator.Measurement);
        using Ledger ledger = Ledger.Open(world.LedgerPath, new LedgerOptions { ReadOnly = true });
        await wallet.ProposeAsync(world.Pay(ledger, 0));
        await validator.LogAsync("block 1 with 1 values appended");
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{validator.AdminPort}") };
        JsonNode info = (await http.GetFromJsonAsync<JsonNode>("/info"))!;
        Assert.Equal("Consensus Service", (string?)info["name"]);
        Assert.Equal(RunningValidator.PeerId, (string?)info["id"]);
        JsonNode config = info["config"]!["config"]!, status = info["config"]!["status"]!;
        Assert.Equal("MCowBQYDK2VwAyEAiojj3XQJ8ZX9UtstPLpdcspnCb8dlBIb83SIAbQPb1w=", (string?)config["message_pubkey"]);
        Assert.Equal(86400, (int)config["client_auth_token_max_lifetime"]!);
        Assert.Equal("""{"threshold":0,"members":[]}""", info["config"]!["network"]!["quorum_set"]!.ToJsonString());
        Assert.Equal((2, 4, 0, "synced", 0), ((int)status["block_height"]!, (int)status["version"]!, (int)status["broadcast_peer_count"]!, (string)status["sync_status"]!, (int)status["blocks_behind"]!));
        Assert.Equal(ledger.GetBlock(1).Id.ToString(), (string?)status["latest_block_hash"]);
        Assert.Equal("SW", (string?)info["build_info"]!["sgx_mode"]);
        Assert.DoesNotContain(RunningValidator.SignerKey, info.ToJsonString(), StringComparison.Ordinal);
        string metrics = await http.GetStringAsync("/metrics");
        foreach (string line in (string[])
        [
            "consensus_scp{op=\"add_tx\"} 1", "consensus_scp{op=\"add_tx_initiated\"} 1", "consensus_scp{op=\"tx_externalized_count\"} 1",
            "consensus_scp_gauge{op=\"cur_slot_num\"} 2", "consensus_scp_gauge{op=\"cur_num_pending_values\"} 0", "consensus_scp_gauge{op=\"prev_slot_number\"} 1",
            "consensus_scp_gauge{op=\"enclave_attestation_evidence_timestamp\"} ", "consensus_scp_duration_count{op=\"well_formed_check_time\"} 1",
            "consensus_scp_duration_count{op=\"validate_tx_time\"} 1", "pending_value_processing_time_count 1",
            "consensus_service_num_req{method=\"consensus_client.ConsensusClientAPI.ClientTxPropose\"} 1", "ledger_db_gauge{op=\"num_blocks\"",
        ]) Assert.Contains(line, metrics, StringComparison.Ordinal);
        Assert.Contains("--ias-api-key is of an older version and does nothing", validator.Log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatItCannotStartWith_IsNamed_AndTheExitCodeTells()
    {
        using var world = new World(0, funded: 1);
        string[] good = RunningValidator.Arguments(world);
        await FailsAsync(1, "broken.toml:2:1: broken: the key is there twice", ["--network", world.File("broken.toml", "broken.x = 1\n[broken]\n")]);
        await FailsAsync(1, "agreement with other validators is not there yet",
        [
            "--network", world.File("n2.json", """{"quorum_set":{"threshold":1,"members":[{"type":"Node","args":"a:1"}]},"tx_source_urls":["file:///x"],"broadcast_peers":["mcp://a:1/?consensus-msg-key=8a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801b40f6f5c"]}"""),
        ]);
        await FailsAsync(1, "tokens.json:1:11: tokens: MOB, token 0, is missing", ["--tokens", world.File("tokens.json", """{"tokens":[]}""")]);
        await FailsAsync(1, "there are governors, and no governors_signature", ["--tokens", world.File("t2.json", TokensJson(""))]);
        await FailsAsync(1, "the governors_signature is not that of the minting trust root", ["--tokens", TokensWithGovernors(world, new string('0', 128))]);
        await FailsAsync(1, "--origin-block-path /nowhere: there is no data.mdb", ["--origin-block-path", "/nowhere"]);
        File.WriteAllBytes(Path.Combine(Directory.CreateDirectory(Path.Combine(world.Folder, "broken")).FullName, "data.mdb"), new byte[5000]);
        await FailsAsync(1, "--ledger-path", ["--ledger-path", Path.Combine(world.Folder, "broken")]);
        await FailsAsync(1, "--sealed-block-signing-key /proc/none/key: cannot be written", ["--sealed-block-signing-key", "/proc/none/key", "--simulated-sealing-key", Path.Combine(world.Folder, "k")]);
        await FailsAsync(2, "--msg-signer-key", ["--msg-signer-key", "AAAA"]);
        await FailsAsync(2, "--block-version", ["--block-version", "5"]);
        await FailsAsync(1, "no trusted execution environment was found", ["--sgx-mode", "HW"]);
        using var newer = new World(3, funded: 1);
        await using (RunningValidator validator = await RunningValidator.StartAsync(newer, "--tokens", newer.File("tokens.json", Tokens)))
        {
            using var wallet = new Wallet(validator.ClientPort, RunningValidator.ClientId, RunningValidator.Measurement);
            using Ledger ledger = Ledger.Open(newer.LedgerPath, new LedgerOptions { ReadOnly = true });
            await wallet.ProposeAsync(newer.Pay(ledger, 0));
        }
        await FailsAsync(1, "--block-version 0: the last block in", ["--ledger-path", newer.LedgerPath]);

        async Task FailsAsync(int code, string error, string[] with)
        {
            List<string> arguments = [.. good];
            for (int i = 0; i < with.Length; i += 2)
            {
                int at = arguments.IndexOf(with[i]);
                if (at >= 0) arguments[at + 1] = with[i + 1];
                else arguments.AddRange(with[i], with[i + 1]);
            }
            (int exit, string said) = await RunningValidator.FailAsync([.. arguments]);
            Assert.Contains(error, said, StringComparison.Ordinal);
            Assert.Equal(code, exit);
        }
    }

    /// <summary>Governors of the samples, signed by the tests' trust root.</summary>
    private static string TokensWithGovernors(World world, string? signature = null)
    {
        return world.File("tokens-governors.json", TokensJson(signature ?? new GovernorsMap([new(MintSamples.Token, MintSamples.Governors)]).Sign(Samples.TrustRoot).ToString()));
    }

    private static string TokensJson(string signature)
    {
        JsonArray signers = [];
        foreach (Ed25519Public key in MintSamples.Governors.IndividualSigners)
        {
            byte[] der = new byte[Ed25519Public.DerSize];
            key.WriteDer(der);
            signers.Add(new JsonObject { ["type"] = "Single", ["pub_key"] = System.Security.Cryptography.PemEncoding.WriteString("PUBLIC KEY", der) });
        }
        return JsonSerializer.Serialize(new JsonObject
        {
            ["governors_signature"] = signature,
            ["tokens"] = new JsonArray(
                new JsonObject { ["token_id"] = 0, ["minimum_fee"] = 1024, ["allow_any_fee"] = true },
                new JsonObject
                {
                    ["token_id"] = MintSamples.Token,
                    ["minimum_fee"] = 1024,
                    ["governors"] = new JsonObject { ["type"] = "MultiSig", ["threshold"] = 1, ["signers"] = signers },
                }),
        });
    }

    private static T Message<T>(MintConfigTx tx)
        where T : class, Google.Protobuf.IMessage<T>, new() => GeneratedMessage.Decode<T>(tx.Encode());

    private static T Message<T>(MintTx tx)
        where T : class, Google.Protobuf.IMessage<T>, new() => GeneratedMessage.Decode<T>(tx.Encode());

    private static async Task RefusedAsync(StatusCode code, string? detail, Func<Task> call)
    {
        RpcException e = await Assert.ThrowsAsync<RpcException>(call);
        Assert.Equal(code, e.StatusCode);
        if (detail is not null) Assert.Equal(detail, e.Status.Detail);
    }
}
