// What a watcher knows (fact sheet ledger §6.4).
using System.Globalization;
using MobileCoin.Attestation;
using MobileCoin.Hosting;
using MobileCoin.LedgerDb;

namespace MobileCoin.App;

/// <summary>mc-watcher-db-dump</summary>
internal static class WatcherDbDump
{
    private static readonly Flag<string> WatcherDbPath = Flags.Path("watcher-db", "MC_WATCHER_DB", "the folder of the watcher's database") with { IsRequired = true };

    internal static ConsoleProgram Program { get; } = new("mc-watcher-db-dump", "Prints how far each source is recorded, and who signed its blocks.")
    {
        Flags = [WatcherDbPath],
        OutputIsData = true,
        Run = context =>
        {
            using WatcherDb database = LedgerWork.Open(() => WatcherDb.OpenReadOnly(context.Values.Get(WatcherDbPath)));
            LedgerWork.Open(() =>
            {
                Print(database, context.Surroundings.Output);
                return true;
            });
            return Task.FromResult(ExitCode.Success);
        },
    };

    private static void Print(WatcherDb database, TextWriter output)
    {
        output.WriteLine("Last synced:");
        foreach ((string url, ulong? last) in database.LastSyncedBlocks())
        {
            output.WriteLine($"  {url}: {last?.ToString(CultureInfo.InvariantCulture) ?? "nothing"}");
        }
        foreach ((string url, IReadOnlyList<SignerRange> ranges) in database.GetSignerRanges())
        {
            output.WriteLine($"{url}:");
            foreach (SignerRange range in ranges)
            {
                string blocks = range.First == range.Last ? $"block {range.First}" : $"blocks {range.First} to {range.Last}";
                output.WriteLine($"  {blocks}: signer {Convert.ToHexStringLower(range.Signer.ToBytes())}, {Evidence(database, url, range)}");
            }
        }
    }

    private static string Evidence(WatcherDb database, string url, SignerRange range)
    {
        if (!database.GetEvidenceForSigner(range.Signer).TryGetValue(url, out IReadOnlyList<AttestationEvidence?>? known) || known.Count == 0) return "evidence not asked for yet";
        string[] kinds = [.. known.OfType<AttestationEvidence>().Select(e => e switch
        {
            VerificationReport => "IAS report",
            DcapEvidence => "DCAP",
            TdxEvidence => "TDX",
            SnpEvidence => "SEV-SNP",
            _ => "of another kind",
        })];
        return kinds.Length == 0 ? "no evidence to be had" : $"evidence: {string.Join(", ", kinds)}";
    }
}
