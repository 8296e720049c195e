using System.Diagnostics;
using System.Globalization;
using MobileCoin.Curve25519;

namespace MobileCoin.RecoveryDb.Test;

/// <summary>A process that enters blocks for a key, and says each once it is entered.</summary>
internal static class IngestingProcess
{
    internal static async Task<int> Run(string[] arguments)
    {
        var key = new CompressedRistretto(Convert.FromHexString(arguments[2]));
        await using IRecoveryDb db = arguments[0] == "lmdb"
            ? LmdbRecoveryDb.Open(arguments[1], new LmdbRecoveryDbOptions { Durability = Enum.Parse<RecoveryDbDurability>(arguments[3]) })
            : await PostgresRecoveryDb.OpenAsync(arguments[1]);
        ulong next = await db.GetLastScannedBlockIndexAsync(key) is { } last ? last + 1 : 0;
        var sample = new Sample(Environment.ProcessId);
        long run = await db.NewIngestInvocationAsync(null, key, sample.EgressKey(), next);
        for (; ; next++)
        {
            if ((await db.AddBlockDataAsync(run, Sample.Block(next), sample.Records(3))).BlockAlreadyScannedWithThisKey) return 1;
            await db.SetReportAsync(key, "", new ReportData(run, sample.Evidence(), next + 10));
            Console.WriteLine(next.ToString(CultureInfo.InvariantCulture));
        }
    }

    internal static Process Start(Store store, CompressedRistretto key, RecoveryDbDurability durability) =>
        Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["ingest", .. store.Address, key.ToString(), durability.ToString()])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
}
