// How a ledger is opened (fact sheet ledger §5.5).
using MobileCoin.Hosting;

namespace MobileCoin.LedgerDb;

/// <summary>What a block that was appended survives.</summary>
public enum LedgerDurability
{
    /// <summary>
    /// Everything: appending returns when the disk has the block. After a loss of power, and after the death of the process, the ledger opens
    /// and holds every block whose appending returned.
    /// </summary>
    Safe = 0,

    /// <summary>
    /// The death of the process, at any instant, but not a loss of power, which can leave the file damaged beyond repair: the system writes
    /// when it likes. Upstream's choice; many times faster where blocks come fast, as in catching up from archives.
    /// </summary>
    NoSync = 1,
}

/// <summary>How a ledger is opened.</summary>
public sealed class LedgerOptions
{
    /// <summary>Whether this process only reads; another may write. False unless set.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>What an appended block survives. <see cref="LedgerDurability.Safe"/> unless set. Of no effect for readers.</summary>
    public LedgerDurability Durability { get; init; }

    /// <summary>Where the ledger counts; null for nowhere.</summary>
    public MetricRegistry? Metrics { get; init; }
}
