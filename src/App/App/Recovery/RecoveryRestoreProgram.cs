// Making a recovery database of its archive.
using Microsoft.Extensions.Logging;
using MobileCoin.Hosting;
using MobileCoin.ObjectStores;
using MobileCoin.RecoveryDb;
using MobileCoin.RecoveryDistribution;

namespace MobileCoin.App.Recovery;

/// <summary>fog_lmdb_recovery_distribution_restore</summary>
internal static class RecoveryRestoreProgram
{
    private static readonly Flag<DistributionUri> Source =
        Flags.One("source", "MC_SOURCE", $"the archive: {RecoveryArchive.UriHelp}", RecoveryArchive.ReadUri) with { IsRequired = true, ValueName = "url" };

    internal static ConsoleProgram Program { get; } = new(
        "fog_lmdb_recovery_distribution_restore", "Restores a recovery database, of either kind, from its archive, to a place where there is none.")
    {
        Flags = [Source, .. RecoveryDbFlags.All],
        Rules = [RecoveryDbFlags.Rule],
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(ProgramContext context)
    {
        FlagValues values = context.Values;
        (ProgramSurroundings surroundings, DistributionUri source) = (context.Surroundings, values.Get(Source));
        if (RecoveryDbFlags.Warning(values) is { } warning) await surroundings.Error.WriteLineAsync(warning).ConfigureAwait(false);
        var log = new ProcessLog(LogOptions.FromEnvironment(surroundings.Variable, context.Program, toError: true), surroundings);
        await using (log.ConfigureAwait(false))
        {
            ILogger logger = log.LoggerFactory.CreateLogger(RecoveryArchive.LogCategory);
            try
            {
                RestoreResult result = values.Find(RecoveryDbFlags.DatabaseUrl) is { } url
                    ? await RecoveryRestore.ToPostgresAsync(
                        source, url, RecoveryDbFlags.Options(values, surroundings.TimeProvider, logger), surroundings.Variable, logger, surroundings.Stop).ConfigureAwait(false)
                    : await RecoveryRestore.ToFolderAsync(source, values.Get(RecoveryDbFlags.RecoveryDb), surroundings.Variable, logger, surroundings.Stop).ConfigureAwait(false);
                string leftOut = result.LeftOut > 0 ? $"; {result.LeftOut} segments of an upload that did not end are left out" : "";
                await surroundings.Output.WriteLineAsync($"restored {result.Blocks} blocks and events up to {result.LastEventId}, from {result.Segments} segments{leftOut}").ConfigureAwait(false);
                return ExitCode.Success;
            }
            catch (Exception e) when (e is RecoveryDistributionException or RecoveryDbException or ArchiveStoreException)
            {
                throw new HostingException(e.Message, e);
            }
        }
    }
}
