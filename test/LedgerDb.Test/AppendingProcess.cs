using System.Diagnostics;
using System.Globalization;
using MobileCoin.Blockchain;

namespace MobileCoin.LedgerDb.Test;

/// <summary>A process that appends the determined chain to a ledger, and says each block once it is appended.</summary>
internal static class AppendingProcess
{
    internal static int Run(string[] arguments)
    {
        string path = arguments[0];
        LedgerDurability durability = Enum.Parse<LedgerDurability>(arguments[1]);
        ulong until = ulong.Parse(arguments[2], CultureInfo.InvariantCulture);
        using Ledger ledger = Ledger.Open(path, new LedgerOptions { Durability = durability });
        Block? last = ledger.NumBlocks == 0 ? null : ledger.GetLatestBlock();
        while (ledger.NumBlocks < until)
        {
            BlockData next = SampleChain.Determined(last);
            ledger.AppendBlock(next);
            last = next.Block;
            Console.WriteLine(last.Index.ToString(CultureInfo.InvariantCulture));
        }
        return 0;
    }

    internal static Process Start(string path, LedgerDurability durability, ulong until = ulong.MaxValue)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["append", path, durability.ToString(), until.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        return Process.Start(start)!;
    }
}
