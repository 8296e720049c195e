// Makes a recovery database (fact sheet fog §3.2, §0.8).
using MobileCoin.Hosting;
using MobileCoin.RecoveryDb;

namespace MobileCoin.App.Recovery;

/// <summary>fog-sql-recovery-db-migrations</summary>
internal static class RecoveryDbMigrations
{
    internal static ConsoleProgram Program { get; } = new("fog-sql-recovery-db-migrations", "Makes the tables of a recovery database, or brings them up to date.")
    {
        Flags = RecoveryDbFlags.All,
        Rules = [RecoveryDbFlags.Rule],
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(ProgramContext context)
    {
        FlagValues values = context.Values;
        TextWriter error = context.Surroundings.Error, output = context.Surroundings.Output;
        if (RecoveryDbFlags.Warning(values) is { } warning) await error.WriteLineAsync(warning).ConfigureAwait(false);
        if (values.Find(RecoveryDbFlags.DatabaseUrl) is { } url)
        {
            try
            {
                PostgresOptions options = RecoveryDbFlags.Options(values, context.Surroundings.TimeProvider, null);
                foreach (string made in await PostgresMigrations.RunAsync(url, options, context.Surroundings.Stop).ConfigureAwait(false))
                {
                    await error.WriteLineAsync($"made {made}").ConfigureAwait(false);
                }
            }
            catch (RecoveryDbException e)
            {
                throw new HostingException($"DATABASE_URL: {e.Message}", e);
            }
        }
        // Looks whether it is one; the embedded database is made here.
        IRecoveryDb db = await RecoveryDbFlags.OpenAsync(values, context.Surroundings.TimeProvider, null, context.Surroundings.Stop).ConfigureAwait(false);
        await db.DisposeAsync().ConfigureAwait(false);
        await output.WriteLineAsync("Done migrating Fog recovery DB!").ConfigureAwait(false);
        return ExitCode.Success;
    }
}
