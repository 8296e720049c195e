// The program fog_overseer_server (fact sheet fog §7.2).
using Microsoft.Extensions.Logging;
using MobileCoin.Connections;
using MobileCoin.Hosting;
using MobileCoin.RecoveryDb;
using MobileCoin.Wire.Uris;

namespace MobileCoin.FogOverseer;

/// <summary>fog_overseer_server</summary>
public static class OverseerProgram
{
    /// <summary>The program.</summary>
    public static ConsoleProgram Program { get; } = new("fog_overseer_server", "Makes another ingest node active when none is. One at a time for a recovery database.")
    {
        Flags = OverseerFlags.All,
        Rules = [RecoveryDbFlags.Rule],
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(ProgramContext context)
    {
        FlagValues values = context.Values;
        string listen = values.Get(OverseerFlags.ListenHost);
        if (listen.Contains(':', StringComparison.Ordinal) && !listen.StartsWith('[')) listen = $"[{listen}]";
        AdminUri uri = AdminUri.Parse($"insecure-mca://{listen}:{values.Get(OverseerFlags.ListenPort)}");
        var host = new ServiceHost(context, new ServiceIdentity("Fog Overseer", uri.ToString(), values.ToConfigJson)) { DrainTime = values.Get(CommonFlags.DrainTimeout) };
        await using (host.ConfigureAwait(false))
        {
            ILogger logger = host.Log.LoggerFactory.CreateLogger(OverseerLog.Category);
            if (RecoveryDbFlags.Warning(values) is { } warning) OverseerLog.CommandLine(logger, warning);
            IRecoveryDb db = await RecoveryDbFlags.OpenAsync(values, host.TimeProvider, logger, context.Surroundings.Stop).ConfigureAwait(false);
            await using (db.ConfigureAwait(false))
            {
                using var channels = new ChannelPool();
                IngestNodeConnection[] nodes =
                    [.. values.Get(OverseerFlags.ClusterUris).DistinctBy(n => n.ToString(), StringComparer.Ordinal).Select(n => new IngestNodeConnection(n, host.TimeProvider, channels))];
                try
                {
                    var node = new OverseerNode(nodes, db, host.TimeProvider, host.Metrics, logger);
                    host.ListenForAdmin(CommonFlags.AdminListenUri, values.Find(CommonFlags.AdminListenUri));
                    host.Listen(new ServiceListener(OverseerFlags.ListenPort, uri) { Pages = new OverseerPages(node, host.Metrics).HandleAsync });
                    return await host.RunAsync(node.RunAsync).ConfigureAwait(false);
                }
                finally
                {
                    foreach (IngestNodeConnection node in nodes) node.Dispose();
                }
            }
        }
    }
}
