// Ends runs of ingest that nobody ends any more (fact sheet fog §3.6).
using MobileCoin.Hosting;
using MobileCoin.RecoveryDb;

namespace MobileCoin.App.Recovery;

/// <summary>mc-fog-sql-recovery-db-cleanup</summary>
internal static class RecoveryDbCleanup
{
    private static readonly TimeSpan Expiry = TimeSpan.FromDays(2);

    private static readonly Flag<bool> EgressKeys = Flags.Switch("egress-keys", null, "end the ingest invocations that were not active for two days");

    private static readonly Flag<bool> DryRun = Flags.Switch("dry-run", null, "only list them");

    internal static ConsoleProgram Program { get; } = new("mc-fog-sql-recovery-db-cleanup", "Ends what is no longer used in a recovery database. Nothing is deleted.")
    {
        Flags = [EgressKeys, DryRun, .. RecoveryDbFlags.All],
        Rules = [RecoveryDbFlags.Rule],
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(ProgramContext context)
    {
        FlagValues values = context.Values;
        TextWriter error = context.Surroundings.Error, output = context.Surroundings.Output;
        if (RecoveryDbFlags.Warning(values) is { } warning) await error.WriteLineAsync(warning).ConfigureAwait(false);
        if (!values.Get(EgressKeys))
        {
            await error.WriteLineAsync("nothing to do: --egress-keys is not given").ConfigureAwait(false);
            return ExitCode.Success;
        }
        CancellationToken stop = context.Surroundings.Stop;
        IRecoveryDb db = await RecoveryDbFlags.OpenAsync(values, context.Surroundings.TimeProvider, null, stop).ConfigureAwait(false);
        await using (db.ConfigureAwait(false))
        {
            try
            {
                DateTimeOffset before = context.Surroundings.TimeProvider.GetUtcNow() - Expiry;
                foreach (ExpiredInvocationRecord run in await db.GetExpiredInvocationsAsync(before, stop).ConfigureAwait(false))
                {
                    string became = values.Get(DryRun) ? "would be ended, were this no dry run" : await EndAsync(db, run.IngestInvocationId, stop).ConfigureAwait(false);
                    await output.WriteLineAsync(
                        $"ingest invocation {run.IngestInvocationId}, egress key {Convert.ToHexStringLower(run.EgressKey.PublicKey.Span)}, "
                        + $"last active {run.LastActiveAt.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}: {became}").ConfigureAwait(false);
                }
            }
            catch (RecoveryDbException e)
            {
                throw new HostingException(e.Message, e);
            }
        }
        return ExitCode.Success;
    }

    /// <summary>Those that ended before are found again each time: that is no failure.</summary>
    private static async Task<string> EndAsync(IRecoveryDb db, long run, CancellationToken stop)
    {
        try
        {
            await db.DecommissionIngestInvocationAsync(run, stop).ConfigureAwait(false);
            return "ended";
        }
        catch (RecoveryDbException e) when (!e.IsTransient)
        {
            return e.Error == RecoveryDbError.AlreadyDecommissioned ? "had ended before" : e.Message;
        }
    }
}
