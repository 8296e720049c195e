// Ledgers of older versions (fact sheets ledger §5.6, consensus §5.3).
using MobileCoin.Hosting;
using MobileCoin.LedgerDb;

namespace MobileCoin.App;

/// <summary>mc-ledger-migration</summary>
internal static class LedgerMigrationProgram
{
    private static readonly Flag<string> LedgerDb = Flags.Path("ledger-db", "MC_LEDGER_DB", "the folder of the ledger") with { IsRequired = true };

    internal static ConsoleProgram Program { get; } = new("mc-ledger-migration", "Brings a ledger of an older version to the present one.")
    {
        Flags = [LedgerDb],
        Run = context =>
        {
            string path = context.Values.Get(LedgerDb);
            LedgerWork.Open(() =>
            {
                LedgerMigration.Migrate(path, (from, to) => context.Surroundings.Output.WriteLine($"{path}: migrated from version {from} to {to}"));
                return true;
            });
            context.Surroundings.Output.WriteLine($"{path}: version {Ledger.Version}");
            return Task.FromResult(ExitCode.Success);
        },
    };
}
