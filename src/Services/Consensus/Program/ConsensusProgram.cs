// The program consensus-service (fact sheet consensus §4.2, §4.9-4.12).
using Microsoft.Extensions.Logging;
using MobileCoin.Blockchain;
using MobileCoin.Hosting;
using MobileCoin.Quotes;
using MobileCoin.Wire.Attest;
using MobileCoin.Wire.BuildInfo;
using MobileCoin.Wire.ConsensusClient;
using MobileCoin.Wire.ConsensusCommon;
using MobileCoin.Wire.ConsensusPeer;

namespace MobileCoin.Consensus;

/// <summary>consensus-service</summary>
public static class ConsensusProgram
{
    private const string MetricsName = "consensus_service";

    /// <summary>The program.</summary>
    public static ConsoleProgram Program { get; } = new("consensus-service", "A validator: takes transactions, and makes blocks of them.")
    {
        Flags = ConsensusFlags.All,
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(ProgramContext context)
    {
        FlagValues values = context.Values;
        string peerId = values.Get(ConsensusFlags.PeerResponderId);
        // Before anything is opened: most mistakes are in here.
        NetworkFile network = NetworkFile.Load(values.Get(ConsensusFlags.Network), new ResponderId(peerId));
        if (!network.IsSolo) throw new HostingException($"{ConsensusFlags.Network.Title} {values.Get(ConsensusFlags.Network)}: quorum_set: has members, but agreement with other validators is not there yet: leave members empty");
        TeeChoice tee = TeeChoice.Make(Tee(values));

        ValidatorNode? node = null;
        var identity = new ServiceIdentity("Consensus Service", peerId, () => node is null ? "{}" : StatusJson.Of(values, network, node))
        {
            LogContext = [KeyValuePair.Create("mc.local_node_id", peerId)],
            SgxMode = tee.SgxMode,
        };
        var host = new ServiceHost(context, identity) { DrainTime = values.Get(CommonFlags.DrainTimeout), IsReady = () => node is { IsServing: true } };
        await using (host.ConfigureAwait(false))
        {
            ILogger logger = host.Log.LoggerFactory.CreateLogger(ConsensusLog.Category);
            var start = new ValidatorStart(values, host, tee, logger);
            await using (start.ConfigureAwait(false))
            {
                try
                {
                    node = await start.MakeAsync(network, context.Surroundings.Stop).ConfigureAwait(false);
                }
                catch (HostingException e)
                {
                    ConsensusLog.CannotStart(logger, e.Message);
                    throw;
                }
                using TokenAuthenticator? tokens = CommonFlags.Tokens(values, host.TimeProvider);
                host.ListenForAdmin(CommonFlags.AdminListenUri, values.Find(CommonFlags.AdminListenUri));
                host.Listen(PeerListener(values, node, host, logger));
                host.Listen(ClientListener(values, node, host, tokens, logger));
                return await ServeAsync(host, node, logger).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Serves until told to stop; then what was accepted gets into blocks, within the time to drain.</summary>
    private static async Task<int> ServeAsync(ServiceHost host, ValidatorNode node, ILogger logger)
    {
        using var cut = new CancellationTokenSource();
        Task worker = Task.CompletedTask;
        node.Worker.Open();
        try
        {
            int code = await host.RunAsync(async stop =>
            {
                worker = Task.Run(() => node.Worker.RunAsync(cut.Token), CancellationToken.None);
                await worker.WaitAsync(stop).ConfigureAwait(false);
            }).ConfigureAwait(false);
            return code;
        }
        finally
        {
            // No call is left that could submit.
            node.Worker.Complete();
            cut.CancelAfter(host.DrainTime);
            try
            {
                await worker.ConfigureAwait(false);
            }
            catch (Exception e)
            {
                ConsensusLog.CallFailed(logger, "the worker", e);
            }
            if (node.Worker.PendingCount > 0) ConsensusLog.Abandoned(logger, node.Worker.PendingCount);
        }
    }

    private static ServiceListener PeerListener(FlagValues values, ValidatorNode node, ServiceHost host, ILogger logger)
    {
        string chainId = values.Get(CommonFlags.ChainId);
        return new ServiceListener(ConsensusFlags.PeerListenUri, values.Get(ConsensusFlags.PeerListenUri))
        {
            Services =
            [
                new(ConsensusPeerAPI.BindService(new PeerService()), MetricsName) { Descriptor = ConsensusPeerAPI.Descriptor },
                new(AttestedApi.BindService(new AttestedPeerService(node.Enclave, logger)), MetricsName) { Descriptor = AttestedApi.Descriptor, ChainId = chainId },
                new(BlockchainAPI.BindService(new BlockchainService(node.Ledger, node.Config, logger)), MetricsName) { Descriptor = BlockchainAPI.Descriptor },
                new(BuildInfoApi.BindService(new BuildInfoService(host.Identity.Build))) { Descriptor = BuildInfoApi.Descriptor },
            ],
        };
    }

    private static ServiceListener ClientListener(FlagValues values, ValidatorNode node, ServiceHost host, TokenAuthenticator? tokens, ILogger logger)
    {
        string chainId = values.Get(CommonFlags.ChainId);
        var sessions = new ClientSessions(values.Get(ConsensusFlags.ClientTrackingCapacity), host.TimeProvider);
        return new ServiceListener(ConsensusFlags.ClientListenUri, values.Get(ConsensusFlags.ClientListenUri))
        {
            IsServing = () => node.IsServing,
            Services =
            [
                new(ConsensusClientAPI.BindService(new ClientService(node, sessions, logger)), MetricsName)
                {
                    Descriptor = ConsensusClientAPI.Descriptor,
                    ChainId = chainId,
                    Tokens = tokens,
                    Unguarded = [nameof(ClientService.GetNodeConfig)],
                },
                new(AttestedApi.BindService(new AttestedClientService(node.Enclave, logger)), MetricsName) { Descriptor = AttestedApi.Descriptor, ChainId = chainId, Tokens = tokens },
                new(BlockchainAPI.BindService(new BlockchainService(node.Ledger, node.Config, logger)), MetricsName)
                {
                    Descriptor = BlockchainAPI.Descriptor,
                    ChainId = chainId,
                    Tokens = tokens,
                },
                new(BuildInfoApi.BindService(new BuildInfoService(host.Identity.Build))) { Descriptor = BuildInfoApi.Descriptor },
            ],
        };
    }

    // Simulation needs a key file to seal with, and nobody else's.
    private static TeeOptions Tee(FlagValues values)
    {
        TeeOptions options = TeeFlags.Options(values);
        return options with { SimulatedSealingKey = options.SimulatedSealingKey ?? values.Get(ConsensusFlags.SealedBlockSigningKey) + ".simulated-sealing-key" };
    }
}
