// The blocks of a ledger for people and scripts (fact sheet ledger §8).
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using MobileCoin.Hosting;
using MobileCoin.LedgerDb;

namespace MobileCoin.App.Inspection;

/// <summary>dump-ledger</summary>
internal static class DumpLedger
{
    private static readonly Flag<string> Folder = Flags.Path("ledger-db", "MC_LEDGER_DB", "the ledger") with { IsRequired = true };
    private static readonly Flag<ulong> First = Flags.Number("first-index", "MC_FIRST_INDEX", "the first block to print", 0ul, ulong.MaxValue) with { Default = 0 };
    private static readonly Flag<ulong> Last = Flags.Number("last-index", "MC_LAST_INDEX", "the last block to print; without it the ledger's last", 0ul, ulong.MaxValue);

    private static readonly JsonWriterOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static ConsoleProgram Program { get; } = new("dump-ledger", "Prints blocks of a ledger as JSON, one on each line, bytes in hex.")
    {
        Flags = [Folder, First, Last],
        OutputIsData = true,
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(ProgramContext context)
    {
        string path = context.Values.Get(Folder);
        ulong first = context.Values.Get(First);
        try
        {
            using Ledger ledger = Ledger.Open(path, new LedgerOptions { ReadOnly = true });
            ulong count = ledger.NumBlocks;
            ulong last = context.Values.IsGiven(Last) ? context.Values.Get(Last) : count - 1;
            if (first >= count) throw new HostingException($"{First.Title}: {path} has {count} blocks: there is no block {first}");
            if (last >= count) throw new HostingException($"{Last.Title}: {path} has {count} blocks: there is no block {last}");
            if (last < first) throw new HostingException($"{Last.Title}: {last} is before {First.Title}, {first}");
            for (ulong index = first; index <= last; index++)
            {
                await context.Surroundings.Output.WriteLineAsync(Line(ledger, index)).ConfigureAwait(false);
                context.Surroundings.Stop.ThrowIfCancellationRequested();
            }
        }
        catch (LedgerException e)
        {
            throw new HostingException($"{Folder.Title}: {path}: {e.Message}", e);
        }
        return ExitCode.Success;
    }

    private static string Line(Ledger ledger, ulong index)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, OneLine)) json.WriteBlock(ledger.GetBlockData(index));
        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}
