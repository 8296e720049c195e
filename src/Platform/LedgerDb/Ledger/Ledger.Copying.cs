// A ledger that begins as a copy (fact sheets consensus §4.2 --origin-block-path, ledger §7.1 --ledger-db-bootstrap).
using IOPath = System.IO.Path;

namespace MobileCoin.LedgerDb;

public sealed partial class Ledger
{
    /// <summary>The name of a ledger's file in its folder.</summary>
    public const string DataFile = "data.mdb";

    /// <summary>Copies a ledger that nobody writes. The copy is there whole or not at all: one that is cut off is no ledger.</summary>
    /// <param name="from">The folder of the ledger.</param>
    /// <param name="to">The folder for the copy, made if missing, without a ledger.</param>
    /// <exception cref="IOException">There is no ledger, there is one already, or it cannot be copied.</exception>
    /// <exception cref="UnauthorizedAccessException">The system refuses.</exception>
    public static void Copy(string from, string to)
    {
        string target = IOPath.Combine(to, DataFile), temporary = target + ".new";
        Directory.CreateDirectory(to);
        File.Copy(IOPath.Combine(from, DataFile), temporary, overwrite: true);
        using (FileStream stream = new(temporary, FileMode.Open, FileAccess.ReadWrite)) stream.Flush(flushToDisk: true);
        File.Move(temporary, target);
    }
}
