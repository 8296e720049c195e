// The program report_server (fact sheet fog §4.1).
using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using MobileCoin.Hosting;
using MobileCoin.RecoveryDb;
using MobileCoin.Wire.Report;
using MobileCoin.Wire.Uris;

namespace MobileCoin.FogReport;

/// <summary>report_server</summary>
public static class ReportProgram
{
    /// <summary>The program.</summary>
    public static ConsoleProgram Program { get; } = new("report_server", "Gives out the signed reports of Fog's ingest enclaves.")
    {
        Flags = ReportFlags.All,
        Rules = [RecoveryDbFlags.Rule],
        Run = RunAsync,
    };

    /// <summary>The same by the name that it has among the sources.</summary>
    public static ConsoleProgram Alias { get; } = Program with { Name = "fog-report-server" };

    private static async Task<int> RunAsync(ProgramContext context)
    {
        FlagValues values = context.Values;
        FogUri uri = values.Get(ReportFlags.ClientListenUri);
        ReportNode? node = null;
        var host = new ServiceHost(context, new ServiceIdentity("Fog Report", uri.ToString(), values.ToConfigJson))
        {
            DrainTime = values.Get(CommonFlags.DrainTimeout),
            IsReady = () => node is { IsReady: true },
        };
        await using (host.ConfigureAwait(false))
        {
            ILogger logger = host.Log.LoggerFactory.CreateLogger(ReportLog.Category);
            if (RecoveryDbFlags.Warning(values) is { } warning) ReportLog.CommandLine(logger, warning);
            ReportSigner signer = Load(values, host.TimeProvider, logger);
            IRecoveryDb? db = null;
            try
            {
                db = await RecoveryDbFlags.OpenAsync(values, host.TimeProvider, logger, context.Surroundings.Stop).ConfigureAwait(false);
                node = new ReportNode(db, signer, host.TimeProvider, logger);
                host.ListenForAdmin(ReportFlags.AdminListenUri, values.Find(ReportFlags.AdminListenUri));
                host.Listen(new ServiceListener(ReportFlags.ClientListenUri, uri) { Services = [Service(node, values.Get(CommonFlags.ChainId), logger)] });
                using PosixSignalRegistration hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
                {
                    signal.Cancel = true;
                    Reload(node, values, host.TimeProvider, logger);
                });
                return await host.RunAsync(node.WatchAsync).ConfigureAwait(false);
            }
            finally
            {
                signer.Dispose();
                node?.Dispose();
                if (db is not null) await db.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    /// <summary>The service with what is checked before its method; for a network without a name the chain id is not.</summary>
    internal static ListenedService Service(ReportNode node, string chainId, ILogger logger) =>
        new(ReportAPI.BindService(new ReportService(node, logger)), "fog_report_service") { Descriptor = ReportAPI.Descriptor, ChainId = chainId.Length > 0 ? chainId : null };

    private static ReportSigner Load(FlagValues values, TimeProvider time, ILogger logger)
    {
        string chain = values.Get(ReportFlags.SigningChain);
        ReportSigner signer = ReportSigner.Load(chain, values.Get(ReportFlags.SigningKey), time.GetUtcNow());
        ReportLog.Signing(logger, chain, signer.NotAfter);
        return signer;
    }

    // One of the two files may have been replaced before the other: what cannot be used is not.
    private static void Reload(ReportNode node, FlagValues values, TimeProvider time, ILogger logger)
    {
        try
        {
            node.Replace(Load(values, time, logger));
        }
        catch (HostingException e)
        {
            ReportLog.SigningRefused(logger, e.Message);
        }
    }
}
