// Which source of blocks a service has (fact sheet fog §2.2, §6.2).
using Microsoft.Extensions.Logging;
using MobileCoin.Hosting;
using MobileCoin.LedgerDb;
using MobileCoin.Wire.Uris;

namespace MobileCoin.BlockProvider;

/// <summary>The flags of a service that reads blocks.</summary>
public static class BlockProviderFlags
{
    /// <summary>A ledger on this machine.</summary>
    public static Flag<string> LedgerDb { get; } =
        Flags.Path("ledger-db", "MC_LEDGER_DB", "the folder of the ledger that blocks are read from; another process writes it");

    /// <summary>The watcher's database beside it.</summary>
    public static Flag<string> WatcherDb { get; } =
        Flags.Path("watcher-db", "MC_WATCHER_DB", "the folder of the watcher's database, which tells when blocks were signed");

    /// <summary>A mobilecoind.</summary>
    public static Flag<MobilecoindUri> MobilecoindUri { get; } =
        Flags.Uri<MobilecoindUri>("mobilecoind-uri", "MC_MOBILECOIND_URI", "the mobilecoind that blocks are read from, in place of a ledger and a watcher's database");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Flag> All { get; } = [LedgerDb, WatcherDb, MobilecoindUri];

    /// <summary>Which of them go together.</summary>
    public static FlagRule Rule { get; } = new($"{LedgerDb.Title} and {WatcherDb.Title}, or {MobilecoindUri.Title}", isGiven =>
    {
        bool hasLedger = isGiven(LedgerDb.Name), hasWatcher = isGiven(WatcherDb.Name);
        if (isGiven(MobilecoindUri.Name)) return hasLedger || hasWatcher ? $"{MobilecoindUri.Title} and {(hasLedger ? LedgerDb : WatcherDb).Title} exclude each other" : null;
        return hasLedger && hasWatcher ? null
            : hasLedger ? $"{LedgerDb.Title} needs {WatcherDb.Title}"
            : hasWatcher ? $"{WatcherDb.Title} needs {LedgerDb.Title}"
            : $"either {LedgerDb.Title} and {WatcherDb.Title}, or {MobilecoindUri.Title}, is missing";
    });

    /// <summary>Opens the source that the flags name.</summary>
    /// <param name="values">The flags.</param>
    /// <param name="time">The clock of waits.</param>
    /// <param name="logger">The log.</param>
    /// <param name="metrics">Where a ledger counts; null for nowhere.</param>
    /// <exception cref="HostingException">It cannot be opened. A mobilecoind is not asked before the first call.</exception>
    public static IBlockProvider Open(FlagValues values, TimeProvider time, ILogger logger, MetricRegistry? metrics = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(logger);
        if (values.Find(MobilecoindUri) is { } uri)
        {
            BlockProviderLog.Mobilecoind(logger, uri.ToString());
            return new MobilecoindBlockProvider(uri, time, logger);
        }
        Ledger? ledger = null;
        WatcherDb? watcher = null;
        try
        {
            ledger = OpenLedger(values.Get(LedgerDb), metrics);
            watcher = OpenWatcher(values.Get(WatcherDb));
            BlockProviderLog.Local(logger, ledger.Path, watcher.Path);
            var provider = new LocalBlockProvider(ledger, watcher, time, logger, ownsDatabases: true);
            (ledger, watcher) = (null, null);
            return provider;
        }
        finally
        {
            ledger?.Dispose();
            watcher?.Dispose();
        }
    }

    private static Ledger OpenLedger(string path, MetricRegistry? metrics)
    {
        try
        {
            return Ledger.Open(path, new LedgerOptions { ReadOnly = true, Metrics = metrics });
        }
        catch (LedgerException e)
        {
            throw new HostingException($"{LedgerDb.Title} {path}: {e.Message}", e);
        }
    }

    private static WatcherDb OpenWatcher(string path)
    {
        try
        {
            return MobileCoin.LedgerDb.WatcherDb.OpenReadOnly(path);
        }
        catch (WatcherDbException e)
        {
            throw new HostingException($"{WatcherDb.Title} {path}: {e.Message}", e);
        }
    }
}
