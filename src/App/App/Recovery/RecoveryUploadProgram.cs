// Uploading a recovery database (fact sheet fog §0.1, §0.3).
using Microsoft.Extensions.Logging;
using MobileCoin.Hosting;
using MobileCoin.ObjectStores;
using MobileCoin.RecoveryDb;
using MobileCoin.RecoveryDistribution;

namespace MobileCoin.App.Recovery;

/// <summary>fog_lmdb_recovery_distribution_upload</summary>
internal static class RecoveryUploadProgram
{
    private static readonly Flag<DistributionUri> Destination =
        Flags.One("dest", "MC_DEST", $"where the database is archived: {RecoveryArchive.UriHelp}; none: nothing is uploaded", RecoveryArchive.ReadUri)
            with { ValueName = "url", VariableAliases = ["AWS_PATH"] };

    private static readonly Flag<string> StateFile = Flags.Path(
        "state-file", "MC_STATE_FILE", "a file that says how far the upload came; without it the archive is asked, and what changes is sent again at the start");

    private static readonly Flag<TimeSpan> PollInterval = Flags.Seconds("poll-interval", "MC_POLL_INTERVAL", "how often to look for something new") with { Default = TimeSpan.FromSeconds(60) };

    private static readonly Flag<bool> Once = Flags.Switch("once", "MC_ONCE", "upload what is new, and end");

    internal static ConsoleProgram Program { get; } = new(
        "fog_lmdb_recovery_distribution_upload", "Archives a recovery database, of either kind, as it grows. One at a time for an archive.")
    {
        Flags = [Destination, StateFile, PollInterval, Once, CommonFlags.AdminListenUri, .. RecoveryDbFlags.All],
        Rules = [new(RecoveryDbFlags.Rule.Description, isGiven => isGiven(Destination.Name) ? RecoveryDbFlags.Rule.Check(isGiven) : null)],
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(ProgramContext context)
    {
        FlagValues values = context.Values;
        if (values.Find(Destination) is not { } destination)
        {
            await context.Surroundings.Output.WriteLineAsync($"{Destination.Title} is not given: nothing is uploaded").ConfigureAwait(false);
            return ExitCode.Success;
        }
        var host = new ServiceHost(context, new ServiceIdentity("Fog Recovery Distribution", destination.Text, values.ToConfigJson));
        await using (host.ConfigureAwait(false))
        {
            ILogger logger = host.Log.LoggerFactory.CreateLogger(RecoveryArchive.LogCategory);
            IRecoveryDb db = await RecoveryDbFlags.OpenAsync(values, host.TimeProvider, logger, context.Surroundings.Stop).ConfigureAwait(false);
            await using (db.ConfigureAwait(false))
            {
                using var upload = new RecoveryUpload(db, destination, values.Find(StateFile), context.Surroundings.Variable, logger, host.TimeProvider);
                host.ListenForAdmin(CommonFlags.AdminListenUri, values.Find(CommonFlags.AdminListenUri));
                return await RunAsync(host, stop => values.Get(Once) ? upload.RunOnceAsync(stop) : upload.RunAsync(values.Get(PollInterval), stop)).ConfigureAwait(false);
            }
        }
    }

    private static async Task<int> RunAsync(ServiceHost host, Func<CancellationToken, Task> work)
    {
        HostingException? failure = null;
        int code = await host.RunAsync(async stop =>
        {
            try
            {
                await work(stop).ConfigureAwait(false);
            }
            catch (Exception e) when (e is RecoveryDistributionException or RecoveryDbException or ArchiveStoreException)
            {
                failure = new HostingException(e.Message, e);
            }
        }).ConfigureAwait(false);
        return failure is null ? code : throw failure;
    }
}
