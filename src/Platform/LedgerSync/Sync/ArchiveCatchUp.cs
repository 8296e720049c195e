// A ledger from archives alone, without peers (fact sheet ledger §5.9).
using Microsoft.Extensions.Logging;
using MobileCoin.LedgerDb;

namespace MobileCoin.LedgerSync;

/// <summary>
/// Appends the blocks of archives, with their signatures and metadata, until a number is reached or the archives end. The trust is in the
/// archives: a block that does not fit the ledger is refused, and the next archive asked, but an archive of another chain is believed if it
/// gives the origin block.
/// </summary>
public sealed class ArchiveCatchUp(ILedger ledger, ArchiveFetcher archives, ILogger logger)
{
    /// <summary>Appends blocks.</summary>
    /// <param name="blocks">How many blocks the ledger is to have; null: as many as there are.</param>
    /// <param name="cancellationToken">Ends it between two blocks.</param>
    /// <returns>Why it ended before the number was reached; null: it was reached.</returns>
    /// <exception cref="ArchiveFetchException">Archives have the next block, and none of them one that fits the ledger.</exception>
    public async Task<string?> RunAsync(ulong? blocks, CancellationToken cancellationToken)
    {
        while (blocks is null || ledger.NumBlocks < blocks)
        {
            ulong next = ledger.NumBlocks;
            try
            {
                await archives.FetchAcceptedAsync(next, expected: null, Append, logger, cancellationToken).ConfigureAwait(false);
            }
            catch (ArchiveFetchException e) when (e.Error is ArchiveFetchError.Status or ArchiveFetchError.IO or ArchiveFetchError.Transport)
            {
                SyncLog.ArchivesEnd(logger, next, e.Message);
                return e.Message;
            }
        }
        return null;
    }

    private string? Append(ArchivedBlock block)
    {
        try
        {
            ledger.AppendBlock(block.Data);
            return null;
        }
        catch (LedgerException e)
        {
            return e.Message;
        }
    }
}
