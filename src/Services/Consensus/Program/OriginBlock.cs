// A new validator's ledger begins as a copy (fact sheet consensus §4.2 --origin-block-path).
using MobileCoin.Hosting;
using MobileCoin.LedgerDb;

namespace MobileCoin.Consensus;

internal static class OriginBlock
{
    private const string Data = "data.mdb";

    /// <summary>Copies the origin block's data to the ledger's folder, unless there is a ledger. A copy that was cut off leaves none.</summary>
    /// <returns>Whether it copied.</returns>
    /// <exception cref="HostingException">There is none to copy, or it cannot be copied.</exception>
    internal static bool CopyIfMissing(string? origin, string ledger)
    {
        if (origin is null || Ledger.Exists(ledger)) return false;
        string from = Path.Combine(origin, Data), to = Path.Combine(ledger, Data), temporary = to + ".new";
        try
        {
            if (!File.Exists(from)) throw new HostingException($"{ConsensusFlags.OriginBlockPath.Title} {origin}: there is no {Data}");
            Directory.CreateDirectory(ledger);
            File.Copy(from, temporary, overwrite: true);
            using (FileStream stream = new(temporary, FileMode.Open, FileAccess.ReadWrite)) stream.Flush(flushToDisk: true);
            File.Move(temporary, to);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HostingException($"{from} cannot be copied to {to}: {e.Message}", e);
        }
    }
}
