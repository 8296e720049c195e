// A network from nothing, by the programs that operators use, each a process of its own (fact sheets consensus §4, ledger §5.8-5.10, §8).
using System.Security.Cryptography;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Reflection.V1;
using MobileCoin.Accounts;
using MobileCoin.Api;
using MobileCoin.Connections;
using MobileCoin.Funder;
using MobileCoin.Hosting;
using MobileCoin.LedgerDb;
using MobileCoin.Transactions;
using MobileCoin.Wire.ConsensusCommon;
using MobileCoin.Wire.MobilecoindApi;

namespace MobileCoin.Network.Test;

public sealed class ScriptedRunTests
{
    private const string Signatures = "ledger_db:block_signatures";

    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task ANetwork_FromKeysToAFollower()
    {
        using ValidatorNetwork network = await ValidatorNetwork.CreateAsync(new NetworkPlan(), Token);
        await network.StartValidatorAsync(Token);
        network.StartDistribution();
        network.StartMobilecoind();
        using Ledger ledger = Ledger.Open(network.LedgerFolder, new LedgerOptions { ReadOnly = true });
        using var wallet = new LedgerWallet(ledger, network.ReadAccounts(), BlockVersion.Max, RandomNumberGenerator.Fill, 1);
        using ConsensusConnection node = await network.ConnectAsync(cancellationToken: Token);
        wallet.Scan();
        Assert.Equal((40, 40), (wallet.Count(0), wallet.Count(1)));

        // One token, then two in one transaction, then the first again: its key images are spent.
        PublicAddress recipient = wallet.Accounts[1].DefaultSubaddress();
        Tx one = wallet.Pay(recipient, PaymentLoad.Fee, new Amount(5, TokenId.Mob));
        Assert.Equal(ProposeTxResult.Ok, (await node.ProposeTxAsync(one, Token)).Result);
        await ReachAsync(ledger, 2);
        Tx two = wallet.Pay(recipient, PaymentLoad.Fee, new Amount(6, TokenId.Mob), new Amount(7, 1));
        Assert.Equal(ProposeTxResult.Ok, (await node.ProposeTxAsync(two, Token)).Result);
        await ReachAsync(ledger, 3);
        Assert.All(one.KeyImages(), image => Assert.Equal(1ul, ledger.CheckKeyImage(image)));
        Assert.Equal(ProposeTxResult.ContainsSpentKeyImage, (await node.ProposeTxAsync(one, Token)).Result);

        // The governors allow minting, and a minter mints.
        string uri = network.NodeUri.ToString(), minters = network.In("minters.json");
        await File.WriteAllTextAsync(minters, $$"""
            { "token_id": 1, "configs": [ { "mint_limit": 1000, "minters": { "type": "Single", "pub_key": "{{DevnetNetwork.PublicPem(await File.ReadAllTextAsync(network.GovernorKey, Token))}}" } } ], "total_mint_limit": 1500 }
            """, Token);
        await RunAsync(network, "mc-consensus-mint-client", "generate-and-submit-mint-config-tx", "--node", uri, "--chain-id", ValidatorNetwork.ChainId, "--mint-config-tx-file", minters, "--signing-key", network.GovernorKey);
        await ReachAsync(ledger, 4);
        Assert.Equal(1500ul, ledger.GetActiveMintConfigs(1)!.MintConfigTx.Prefix.TotalMintLimit);
        string address = System.Text.Encoding.UTF8.GetString(KeyFile.WriteB58(recipient));
        foreach (ulong blocks in new ulong[] { 5, 6 })
        {
            await RunAsync(network, "mc-consensus-mint-client", "generate-and-submit-mint-tx", "--node", uri, "--chain-id", ValidatorNetwork.ChainId, "--signing-key", network.GovernorKey, "--recipient", address, "--token-id", "1", "--amount", "400");
            await ReachAsync(ledger, blocks);
        }
        Assert.Equal(800ul, ledger.GetActiveMintConfigs(1)!.Configs[0].TotalMinted);
        InvalidOperationException refused = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            RunAsync(network, "mc-consensus-mint-client", "generate-and-submit-mint-tx", "--node", uri, "--chain-id", ValidatorNetwork.ChainId, "--signing-key", network.GovernorKey, "--recipient", address, "--token-id", "1", "--amount", "800"));
        Assert.Contains("AmountExceedsMintLimit", refused.Message, StringComparison.Ordinal);
        wallet.Scan();

        // The archive makes the same ledger again, row by row; the follower has all of it but the signatures, which it takes from nobody.
        await LedgerSoak.CatchUpAsync(network, Token);
        await RunAsync(network, "ledger-from-archive", "--ledger-db", network.In("rebuilt"), "--tx-source-url", $"file://{network.ArchiveFolder}");
        Assert.True(LedgerRows.AssertEqual(network.LedgerFolder, network.In("rebuilt")) > 500);
        LedgerRows.AssertEqual(network.LedgerFolder, network.FollowerFolder, Signatures);
        using var follower = OpenConnection.Mobilecoind(network.MobilecoindUri);
        GetLedgerInfoResponse info = await follower.CallAsync((client, options) => client.GetLedgerInfoAsync(new Empty(), options), Token);
        Assert.Equal((ledger.NumBlocks, ledger.NumTxos), (info.BlockCount, info.TxoCount));

        string status = await RunAsync(network, "mc-consensus-tool", "status", uri);
        Assert.Contains($"{ledger.NumBlocks - 1}", status, StringComparison.Ordinal);
        await StopsAsync(network);
    }

    [Theory]
    [InlineData(7)]
    public async Task Kills_LoseNothing(int seed)
    {
        string what = await LedgerSoak.RunAsync(rounds: 9, seed, TextWriter.Null, Token);
        Assert.Contains("nothing lost", what, StringComparison.Ordinal);
    }

    // SIGTERM while a stream is open: new connections are refused, the stream goes on to its end, the process ends with 0.
    private static async Task StopsAsync(ValidatorNetwork network)
    {
        using GrpcChannel channel = ServiceChannel.Open(network.NodeUri);
        using AsyncDuplexStreamingCall<ServerReflectionRequest, ServerReflectionResponse> stream =
            new ServerReflection.ServerReflectionClient(channel.CreateCallInvoker()).ServerReflectionInfo();
        Assert.Contains("consensus_client.ConsensusClientAPI", await ServicesAsync());
        network.Validator!.Terminate();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(Soon);
        while (await IsListeningAsync()) await Task.Delay(10, limit.Token);
        Assert.Contains("consensus_common.BlockchainAPI", await ServicesAsync());
        Assert.False(network.Validator.HasExited);
        await stream.RequestStream.CompleteAsync();
        Assert.False(await stream.ResponseStream.MoveNext(Token));
        Assert.Equal(ExitCode.Success, await network.Validator.WaitAsync(limit.Token));

        async Task<IEnumerable<string>> ServicesAsync()
        {
            await stream.RequestStream.WriteAsync(new ServerReflectionRequest { ListServices = "" });
            Assert.True(await stream.ResponseStream.MoveNext(Token));
            return stream.ResponseStream.Current.ListServicesResponse.Service.Select(s => s.Name);
        }

        async Task<bool> IsListeningAsync()
        {
            using var client = new System.Net.Sockets.TcpClient();
            try
            {
                await client.ConnectAsync(System.Net.IPAddress.Loopback, network.NodeUri.Port, limit.Token);
                return true;
            }
            catch (System.Net.Sockets.SocketException)
            {
                return false;
            }
        }
    }

    private static Task<string> RunAsync(ValidatorNetwork network, string name, params string[] arguments) => RunningProgram.RunAsync(name, arguments, network.Folder, Token);

    private static async Task ReachAsync(Ledger ledger, ulong blocks)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(Soon);
        while (ledger.NumBlocks < blocks) await Task.Delay(10, limit.Token);
    }
}
