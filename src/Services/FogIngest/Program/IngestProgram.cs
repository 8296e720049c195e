// The program fog_ingest_server (fact sheet fog §2.1, §2.2).
using Microsoft.Extensions.Logging;
using MobileCoin.Hosting;
using MobileCoin.Quotes;
using MobileCoin.Wire.AccountIngest;
using MobileCoin.Wire.Attest;
using MobileCoin.Wire.IngestPeer;

namespace MobileCoin.FogIngest;

/// <summary>fog_ingest_server</summary>
public static class IngestProgram
{
    private const string MetricsName = "fog_ingest_service";

    /// <summary>The program.</summary>
    public static ConsoleProgram Program { get; } = new("fog_ingest_server", "Reads the chain's outputs for Fog's users, and records them where only they can find them.")
    {
        Flags = IngestFlags.All,
        Rules = IngestFlags.Rules,
        Run = RunAsync,
    };

    /// <summary>The same under the name of its crate.</summary>
    public static ConsoleProgram Alias { get; } = Program with { Name = "fog-ingest-server" };

    private static async Task<int> RunAsync(ProgramContext context)
    {
        FlagValues values = context.Values;
        string nodeId = values.Get(IngestFlags.LocalNodeId);
        TeeChoice tee = TeeChoice.Make(Tee(context));
        var identity = new ServiceIdentity("Fog Ingest", nodeId, values.ToConfigJson)
        {
            LogContext = [KeyValuePair.Create("mc.local_node_id", nodeId)],
            SgxMode = tee.SgxMode,
        };
        var host = new ServiceHost(context, identity) { DrainTime = values.Get(CommonFlags.DrainTimeout) };
        await using (host.ConfigureAwait(false))
        {
            ILogger logger = host.Log.LoggerFactory.CreateLogger(IngestLog.Category);
            var start = new IngestStart(context, host, tee, logger);
            await using (start.ConfigureAwait(false))
            {
                IngestNode node;
                try
                {
                    node = await start.MakeAsync(context.Surroundings.Stop).ConfigureAwait(false);
                }
                catch (HostingException e)
                {
                    IngestLog.CannotStart(logger, e.Message);
                    throw;
                }
                host.ListenForAdmin(CommonFlags.AdminListenUri, values.Find(CommonFlags.AdminListenUri));
                host.Listen(ClientListener(values, node, logger));
                host.Listen(PeerListener(values, node, logger));
                return await host.RunAsync(stop => WorkAsync(values, start, node, stop)).ConfigureAwait(false);
            }
        }
    }

    private static async Task WorkAsync(FlagValues values, IngestStart start, IngestNode node, CancellationToken stop)
    {
        using var all = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Task running = node.RunAsync(all.Token);
        Task once = values.Find(IngestFlags.PrimaryNodeUri) is { } primary ? node.SyncWithPrimaryAsync(primary.FullText, all.Token)
            : values.Get(IngestFlags.ActivateWhenAlone) ? node.ActivateWhenAloneAsync(start.Saved, all.Token)
            : Task.CompletedTask;
        // What is done once may be over, and may fail for good: then the operator sees to it.
        _ = once.ContinueWith(
            t => IngestLog.NotDone(start.Logger, t.Exception!.GetBaseException().Message), CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        try
        {
            await running.ConfigureAwait(false);
        }
        finally
        {
            await all.CancelAsync().ConfigureAwait(false);
            await once.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static ServiceListener ClientListener(FlagValues values, IngestNode node, ILogger logger) =>
        new(IngestFlags.ClientListenUri, values.Get(IngestFlags.ClientListenUri))
        {
            Services = [new(AccountIngestAPI.BindService(new IngestService(node, logger)), MetricsName) { Descriptor = AccountIngestAPI.Descriptor }],
        };

    private static ServiceListener PeerListener(FlagValues values, IngestNode node, ILogger logger) =>
        new(IngestFlags.PeerListenUri, values.Get(IngestFlags.PeerListenUri))
        {
            MaxReceiveMessageSize = MostPeerRequestBytes,
            Services =
            [
                new(AttestedApi.BindService(new AttestedPeerService(node.Enclave, logger)), MetricsName) { Descriptor = AttestedApi.Descriptor },
                new(AccountIngestPeerAPI.BindService(new IngestPeerService(node, logger)), MetricsName) { Descriptor = AccountIngestPeerAPI.Descriptor },
            ],
        };

    // Evidence with its collateral; upstream sets no limit to what a stranger may send.
    private const int MostPeerRequestBytes = 64 << 20;

    // Simulation needs a key file to seal with, and nobody else's.
    private static TeeOptions Tee(ProgramContext context)
    {
        TeeOptions options = TeeFlags.Options(context.Values);
        return options with { SimulatedSealingKey = options.SimulatedSealingKey ?? IngestFlags.StatePath(context.Values, context.Surroundings.Variable) + ".simulated-sealing-key" };
    }
}
