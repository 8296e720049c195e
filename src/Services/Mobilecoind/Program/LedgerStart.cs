// A ledger to begin with (fact sheet ledger §7.1, start-up).
using Microsoft.Extensions.Logging;
using MobileCoin.Hosting;
using MobileCoin.LedgerDb;
using MobileCoin.LedgerSync;

namespace MobileCoin.Mobilecoind;

/// <summary>Opens the ledger, migrated where that was asked for, copied or begun with an archive's origin block where there is none.</summary>
internal sealed class LedgerStart(FlagValues values, ArchiveFetcher? archives, MetricRegistry metrics, TimeProvider time, ILogger logger)
{
    /// <exception cref="HostingException">There is no ledger, or none that can be used.</exception>
    internal async Task<Ledger> OpenAsync(CancellationToken cancellationToken)
    {
        string path = values.Get(SyncFlags.LedgerDb);
        Ledger? ledger = null;
        try
        {
            if (!Ledger.Exists(path)) Begin(path);
            else if (values.Get(MobilecoindFlags.LedgerDbMigrate)) LedgerMigration.Migrate(path, (from, to) => MobilecoindLog.Migrated(logger, path, from, to));
            ledger = Ledger.Open(path, new LedgerOptions { Durability = values.Get(SyncFlags.Durability), Metrics = metrics });
            if (ledger.NumBlocks == 0) await FetchOriginAsync(ledger, cancellationToken).ConfigureAwait(false);
            MobilecoindLog.LedgerOpened(logger, ledger.NumBlocks);
            (Ledger opened, ledger) = (ledger, null);
            return opened;
        }
        catch (Exception e) when (e is LedgerException or IOException or UnauthorizedAccessException or ArchiveFetchException)
        {
            throw new HostingException($"{SyncFlags.LedgerDb.Title} {path}: {e.Message}", e);
        }
        finally
        {
            ledger?.Dispose();
        }
    }

    private void Begin(string path)
    {
        if (values.Find(MobilecoindFlags.LedgerDbBootstrap) is not { } bootstrap)
        {
            if (archives is null) throw new HostingException($"{SyncFlags.LedgerDb.Title} {path}: there is no ledger, and --offline forbids fetching one: give {MobilecoindFlags.LedgerDbBootstrap.Title}");
            Ledger.Create(path);
            return;
        }
        if (!File.Exists(Path.Combine(bootstrap, Ledger.DataFile))) throw new HostingException($"{MobilecoindFlags.LedgerDbBootstrap.Title} {bootstrap}: there is no {Ledger.DataFile}");
        Ledger.Copy(bootstrap, path);
        MobilecoindLog.Copied(logger, path, bootstrap);
        if (values.Get(MobilecoindFlags.LedgerDbMigrate)) LedgerMigration.Migrate(path, (a, b) => MobilecoindLog.Migrated(logger, path, a, b));
    }

    // Nodes and their archives may be starting just now.
    private async Task FetchOriginAsync(Ledger ledger, CancellationToken cancellationToken)
    {
        if (archives is null) throw new HostingException($"{SyncFlags.LedgerDb.Title} {values.Get(SyncFlags.LedgerDb)}: the ledger is empty, and --offline forbids fetching blocks");
        while (await TryFetchOriginAsync(ledger, archives, cancellationToken).ConfigureAwait(false) is { } why)
        {
            TimeSpan pause = MobilecoindFlags.Poll(values);
            MobilecoindLog.NoOriginBlock(logger, why, pause.TotalSeconds);
            await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
        }
    }

    // What is not a matter of waiting is not waited for: archives that hold no block where it belongs.
    private async Task<string?> TryFetchOriginAsync(Ledger ledger, ArchiveFetcher fetcher, CancellationToken cancellationToken)
    {
        try
        {
            return await new ArchiveCatchUp(ledger, fetcher, logger, time).RunAsync(1, cancellationToken).ConfigureAwait(false);
        }
        catch (ArchiveFetchException e) when (e.Error is ArchiveFetchError.Status or ArchiveFetchError.Transport)
        {
            return e.Message;
        }
    }
}
