// A new validator's ledger begins as a copy (fact sheet consensus §4.2 --origin-block-path).
using MobileCoin.Hosting;
using MobileCoin.LedgerDb;

namespace MobileCoin.Consensus;

internal static class OriginBlock
{
    /// <summary>Copies the origin block's data to the ledger's folder, unless there is a ledger. A copy that was cut off leaves none.</summary>
    /// <returns>Whether it copied.</returns>
    /// <exception cref="HostingException">There is none to copy, or it cannot be copied.</exception>
    internal static bool CopyIfMissing(string? origin, string ledger)
    {
        if (origin is null || Ledger.Exists(ledger)) return false;
        string from = Path.Combine(origin, Ledger.DataFile);
        try
        {
            if (!File.Exists(from)) throw new HostingException($"{ConsensusFlags.OriginBlockPath.Title} {origin}: there is no {Ledger.DataFile}");
            Ledger.Copy(origin, ledger);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HostingException($"{from} cannot be copied to {Path.Combine(ledger, Ledger.DataFile)}: {e.Message}", e);
        }
    }
}
