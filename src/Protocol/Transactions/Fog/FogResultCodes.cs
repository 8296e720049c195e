// The numbers by which fog's enclaves answer (fact sheet crypto §10, fog §5.3, §6.3, §6.5). Numbers without a name are passed on as they are.
namespace MobileCoin.Transactions;

/// <summary>What became of a search key.</summary>
public enum TxOutSearchResultCode : uint
{
    /// <summary>Never sent.</summary>
    Unused = 0,

    /// <summary>There is a record.</summary>
    Found = 1,

    /// <summary>There is none.</summary>
    NotFound = 2,

    /// <summary>The key is none: not 16 bytes, or all zero.</summary>
    BadSearchKey = 3,

    /// <summary>The search failed.</summary>
    InternalError = 4,

    /// <summary>Too many searches.</summary>
    RateLimited = 5,
}

/// <summary>What became of an index of an output.</summary>
public enum OutputResultCode : uint
{
    /// <summary>Never sent.</summary>
    Unused = 0,

    /// <summary>The ledger is not that long.</summary>
    DoesNotExist = 1,

    /// <summary>Output and proof are there.</summary>
    Exists = 2,

    /// <summary>The ledger could not be read.</summary>
    OutputDatabaseError = 3,
}

/// <summary>What became of a key image.</summary>
public enum KeyImageResultCode : uint
{
    /// <summary>Never sent.</summary>
    Unused = 0,

    /// <summary>It is in the ledger.</summary>
    Spent = 1,

    /// <summary>It is not.</summary>
    NotSpent = 2,

    /// <summary>The search failed.</summary>
    KeyImageError = 3,
}

/// <summary>Whether a block's time is known.</summary>
public enum TimestampResultCode : uint
{
    /// <summary>Never sent.</summary>
    Unused = 0,

    /// <summary>It is.</summary>
    TimestampFound = 1,

    /// <summary>The watcher has not come to the block yet.</summary>
    WatcherBehind = 2,

    /// <summary>No watched node signed the block.</summary>
    Unavailable = 3,

    /// <summary>The watcher's database could not be read.</summary>
    WatcherDatabaseError = 4,

    /// <summary>The ledger is not that long.</summary>
    BlockIndexOutOfBounds = 5,
}

/// <summary>Whether an output is in the ledger, as the untrusted service tells.</summary>
public enum TxOutResultCode : uint
{
    /// <summary>It is not.</summary>
    NotFound = 0,

    /// <summary>It is.</summary>
    Found = 1,

    /// <summary>No longer sent.</summary>
    MalformedRequest = 2,

    /// <summary>The ledger could not be read.</summary>
    DatabaseError = 3,
}
