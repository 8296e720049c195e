// A ledger from archives (fact sheet ledger §5.9).
using Microsoft.Extensions.Logging;
using MobileCoin.Hosting;
using MobileCoin.LedgerDb;
using MobileCoin.LedgerSync;

namespace MobileCoin.App;

/// <summary>ledger-from-archive</summary>
internal static class LedgerFromArchive
{
    private static readonly Flag<IReadOnlyList<string>> Sources = SyncFlags.TxSourceUrl with { IsRequired = true };

    private static readonly Flag<ulong> NumBlocks =
        Flags.Number("num-blocks", "MC_NUM_BLOCKS", "how many blocks the ledger is to have; none: as many as the archives", 1ul, ulong.MaxValue) with { Unit = "blocks" };

    internal static ConsoleProgram Program { get; } = new("ledger-from-archive", "Makes a ledger of archives, or continues one. Nobody else is asked: the archives are trusted.")
    {
        Flags = [SyncFlags.LedgerDb, Sources, NumBlocks, SyncFlags.Durability],
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(ProgramContext context)
    {
        FlagValues values = context.Values;
        string path = values.Get(SyncFlags.LedgerDb);
        var host = new ServiceHost(context, new ServiceIdentity("Ledger From Archive", path, values.ToConfigJson));
        await using (host.ConfigureAwait(false))
        {
            ILogger logger = host.Log.LoggerFactory.CreateLogger("MobileCoin.LedgerSync");
            return await LedgerWork.RunAsync(host, async stop =>
            {
                if (!Ledger.Exists(path)) Ledger.Create(path);
                using Ledger ledger = Ledger.Open(path, new LedgerOptions { Durability = values.Get(SyncFlags.Durability) });
                using var archives = new ArchiveFetcher(values.Get(Sources), new ArchiveFetcherOptions { TimeProvider = host.TimeProvider });
                ulong? most = values.IsGiven(NumBlocks) ? values.Get(NumBlocks) : null;
                string? end = await new ArchiveCatchUp(ledger, archives, logger, host.TimeProvider).RunAsync(most, stop).ConfigureAwait(false);
                ledger.Flush();
                if (ledger.NumBlocks == 0) throw new HostingException($"no archive gives the origin block: {end}");
                await context.Surroundings.Output.WriteLineAsync($"{path} has {ledger.NumBlocks} blocks").ConfigureAwait(false);
            }).ConfigureAwait(false);
        }
    }
}
