// What survives of what was written to an embedded database.
namespace MobileCoin.RecoveryDb;

/// <summary>What a transaction of the embedded database survives.</summary>
public enum RecoveryDbDurability
{
    /// <summary>A loss of power too: a method returns when the disk has what it wrote.</summary>
    Safe = 0,

    /// <summary>
    /// The death of the process, at any instant, but not a loss of power, which can leave the file damaged beyond repair. Not for ingest in
    /// earnest: a search key could be used twice afterwards.
    /// </summary>
    NoSync = 1,
}
