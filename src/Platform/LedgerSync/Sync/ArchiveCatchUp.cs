// A ledger from archives alone, without peers (fact sheet ledger §5.9).
using Microsoft.Extensions.Logging;
using MobileCoin.LedgerDb;

namespace MobileCoin.LedgerSync;

/// <summary>
/// Appends the blocks of archives, with their signatures and metadata, until a number is reached or the archives end. The trust is in the
/// archives: a block that does not fit the ledger is refused, and the next archive asked, but an archive of another chain is believed if it
/// gives the origin block.
/// </summary>
public sealed class ArchiveCatchUp(ILedger ledger, ArchiveFetcher archives, ILogger logger, TimeProvider timeProvider)
{
    private const int MostRetries = 5;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);

    /// <summary>Appends blocks.</summary>
    /// <param name="blocks">How many blocks the ledger is to have; null: as many as there are.</param>
    /// <param name="cancellationToken">Ends it between two blocks.</param>
    /// <returns>Why it ended before the number was reached: no archive has the next block. Null: the number was reached.</returns>
    /// <exception cref="ArchiveFetchException">
    /// Archives may have the next block, but fail in spite of retries, or none of them has one that fits the ledger.
    /// </exception>
    public async Task<string?> RunAsync(ulong? blocks, CancellationToken cancellationToken)
    {
        while (blocks is null || ledger.NumBlocks < blocks)
        {
            ulong next = ledger.NumBlocks;
            try
            {
                await AppendNextAsync(next, cancellationToken).ConfigureAwait(false);
            }
            catch (ArchiveFetchException e) when (e.IsAbsent)
            {
                SyncLog.ArchivesEnd(logger, next, e.Message);
                return e.Message;
            }
        }
        return null;
    }

    private async Task AppendNextAsync(ulong next, CancellationToken cancellationToken)
    {
        TimeSpan pause = FirstPause;
        for (int left = MostRetries; ; left--)
        {
            try
            {
                await archives.FetchAcceptedAsync(next, expected: null, Append, logger, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (ArchiveFetchException e) when (left > 0 && !e.IsAbsent && e.Error is (ArchiveFetchError.Status or ArchiveFetchError.Transport))
            {
                // A host that is away for a moment is no end of the archive.
            }
            await Task.Delay(pause, timeProvider, cancellationToken).ConfigureAwait(false);
            pause *= 2;
        }
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
