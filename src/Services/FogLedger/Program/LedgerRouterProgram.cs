// The program ledger_router (fact sheet fog §6.1, §6.2).
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using MobileCoin.BlockProvider;
using MobileCoin.FogEnclave;
using MobileCoin.FogShards;
using MobileCoin.Hosting;
using MobileCoin.LedgerEnclave;
using MobileCoin.Quotes;
using MobileCoin.Wire.FogLedger;

namespace MobileCoin.FogLedger;

/// <summary>ledger_router</summary>
public static class LedgerRouterProgram
{
    private const string MetricsName = "fog_ledger_service";

    /// <summary>The program.</summary>
    public static ConsoleProgram Program { get; } = new("ledger_router", "Tells wallets what is spent, by asking all stores; and gives outputs with proofs, blocks, and where outputs are.")
    {
        Flags = LedgerRouterFlags.All,
        Rules = [BlockProviderFlags.Rule],
        Run = RunAsync,
    };

    /// <summary>The same, by the name of its crate.</summary>
    public static ConsoleProgram Alias { get; } = Program with { Name = "fog-ledger-server" };

    private static async Task<int> RunAsync(ProgramContext context)
    {
        FlagValues values = context.Values;
        TeeChoice choice = TeeChoice.Make(TeeFlags.Options(values));
        string responderId = values.Get(CommonFlags.ClientResponderId);
        using ShardTable shards = Open(values);
        LedgerRouterNode? node = null;
        var identity = new ServiceIdentity("Fog Ledger Router", responderId, () => ShardTableJson.Of(values.ToConfigJson(), shards)) { SgxMode = choice.SgxMode };
        var host = new ServiceHost(context, identity) { DrainTime = values.Get(CommonFlags.DrainTimeout), IsReady = () => node is { IsReady: true } };
        await using (host.ConfigureAwait(false))
        {
            ILogger logger = host.Log.LoggerFactory.CreateLogger(FogLedgerLog.Category);
            CancellationToken stop = context.Surroundings.Stop;
            IBlockProvider blocks = BlockProviderFlags.Open(values, host.TimeProvider, logger, host.Metrics);
            await using (blocks.ConfigureAwait(false))
            {
                TeeStart tee = await TeeStart.BeginAsync(choice, LedgerEnclaves.Description, host.TimeProvider, host.Log.LoggerFactory, stop).ConfigureAwait(false);
                await using (tee.ConfigureAwait(false))
                {
                    using var enclave = new LedgerRouterEnclave(responderId, new EnclavePlatform(RandomNumberGenerator.Fill, tee.PeerPolicy));
                    var ops = new OpMetrics(host.Metrics, "fog_ledger");
                    var owner = new EvidenceOwner(enclave.NewReport, enclave.VerifyAttestationEvidence);
                    await tee.AttestAsync(owner, host.Metrics, seconds => ops.Gauge(EvidenceCache.Gauge).Value = seconds, stop).ConfigureAwait(false);
                    RouterRules rules = LedgerRouterNode.Rules with { Timeout = values.Get(RouterFlags.ShardTimeout), Tries = values.Get(LedgerRouterFlags.QueryRetries) };
                    node = new LedgerRouterNode(enclave, shards, rules, host.Metrics, host.TimeProvider, logger);
                    using TokenAuthenticator? tokens = CommonFlags.Tokens(values, host.TimeProvider);
                    host.ListenForAdmin(
                        RouterFlags.AdminListenUri, values.Get(RouterFlags.AdminListenUri),
                        new ListenedService(LedgerRouterAdminAPI.BindService(new LedgerRouterAdminService(node)), MetricsName) { Descriptor = LedgerRouterAdminAPI.Descriptor });
                    host.Listen(new ServiceListener(LedgerRouterFlags.ClientListenUri, values.Get(LedgerRouterFlags.ClientListenUri))
                    {
                        MaxReceiveMessageSize = RouterNode.MaxMessageSize,
                        Services = Services(node, enclave, blocks, values.Get(CommonFlags.ChainId), tokens, logger),
                    });
                    return await host.RunAsync(node.RunAsync).ConfigureAwait(false);
                }
            }
        }
    }

    // Neither chain id nor token is looked at where key images are asked for, as upstream has it.
    private static IReadOnlyList<ListenedService> Services(
        LedgerRouterNode node, LedgerRouterEnclave enclave, IBlockProvider blocks, string chainId, TokenAuthenticator? tokens, ILogger logger) =>
    [
        new(LedgerAPI.BindService(new LedgerRouterService(node)), MetricsName) { Descriptor = LedgerAPI.Descriptor },
        new(FogKeyImageAPI.BindService(new KeyImageService(node)), MetricsName) { Descriptor = FogKeyImageAPI.Descriptor },
        new(FogMerkleProofAPI.BindService(new MerkleProofService(enclave, blocks, logger)), MetricsName) { Descriptor = FogMerkleProofAPI.Descriptor, ChainId = chainId, Tokens = tokens },
        new(FogBlockAPI.BindService(new BlockService(blocks, logger)), MetricsName) { Descriptor = FogBlockAPI.Descriptor, ChainId = chainId, Tokens = tokens },
        new(FogUntrustedTxOutApi.BindService(new UntrustedTxOutService(blocks, logger)), MetricsName) { Descriptor = FogUntrustedTxOutApi.Descriptor, ChainId = chainId, Tokens = tokens },
    ];

    private static ShardTable Open(FlagValues values)
    {
        try
        {
            return ShardTable.Of(values.Get(LedgerRouterFlags.ShardUris), KeyImageStores.Open);
        }
        catch (ShardTableException e)
        {
            throw new HostingException($"{LedgerRouterFlags.ShardUris.Title}: {e.Message}", e);
        }
    }
}
