// The ledgers of Fog's conformance tests (fact sheet fog §7.4).
using MobileCoin.Accounts;
using MobileCoin.Hosting;
using MobileCoin.LedgerDb;

namespace MobileCoin.App.Samples;

/// <summary>init_test_ledger</summary>
internal static class InitTestLedger
{
    /// <summary>The one source of test ledgers' watchers.</summary>
    internal const string WatcherSource = "https://localhost";

    private static readonly Flag<string> Keys = Flags.Path("keys", "MC_KEYS", "the folder of the accounts' key files") with { Letter = 'k', IsRequired = true };
    private static readonly Flag<string> LedgerDb = Flags.Path("ledger-db", "MC_LEDGER_DB", "the folder for the ledger, which must hold none") with { Letter = 'l', IsRequired = true };
    private static readonly Flag<string> WatcherFolder = Flags.Path("watcher-db", "MC_WATCHER_DB", "the folder for the watcher's database") with { Letter = 'w', IsRequired = true };
    private static readonly Flag<ulong> Seed = Flags.Number("seed", "MC_SEED", "what the ledger is made of", 0ul, ulong.MaxValue) with { Letter = 's', Default = 42 };

    internal static ConsoleProgram Program { get; } = new("init_test_ledger", "Makes a ledger of one block, in which all coins belong to the accounts of a folder, and an empty watcher database: the same ones of the same seed.")
    {
        Flags = [Keys, LedgerDb, WatcherFolder, Seed, SampleLedger.ConfFile],
        Run = context =>
        {
            Run(context.Values);
            return Task.FromResult(ExitCode.Success);
        },
    };

    /// <summary>Opens the watcher's database of a test ledger, or makes it.</summary>
    internal static WatcherDb OpenWatcher(string path)
    {
        try
        {
            return WatcherDb.OpenOrCreate(path, [WatcherSource]);
        }
        catch (Exception e) when (e is WatcherDbException or LedgerException)
        {
            throw new HostingException($"{WatcherFolder.Title}: {path}: {e.Message}", e);
        }
    }

    private static void Run(FlagValues values)
    {
        IReadOnlyList<PublicAddress> accounts = SampleLedger.ReadRecipients(Keys.Title, values.Get(Keys));
        var sample = new SampleBlocks(accounts, accounts.Count, Blocks: 1, MaxTokenId: 0);
        if (sample.Problem() is { } problem) throw new HostingException($"{Keys.Title}: {values.Get(Keys)}: {problem}");
        SampleLedger.Write(LedgerDb.Title, values.Get(LedgerDb), sample, SampleBlocks.SeedOf(values.Get(Seed)), values.Get(SampleLedger.ConfFile), keyImages: 0);
        OpenWatcher(values.Get(WatcherFolder)).Dispose();
    }
}
