namespace MobileCoin.LedgerSync;

/// <summary>Why a sync attempt failed, by upstream's names.</summary>
public enum LedgerSyncError
{
    /// <summary>The ledger cannot be read, or refuses a block.</summary>
    DBError,

    /// <summary>No block after the ledger's last is one that enough peers agree on; also when too few answered.</summary>
    NoSafeBlocks,

    /// <summary>There are no headers to follow.</summary>
    EmptyBlockVec,

    /// <summary>The archives do not give the contents of the next block.</summary>
    NoTransactionData,

    /// <summary>The next block does not follow the ledger's last.</summary>
    InvalidBlockId,
}

/// <summary>A sync attempt that appended nothing, or not all that it could have.</summary>
public sealed class LedgerSyncException : Exception
{
    internal LedgerSyncException(LedgerSyncError error, string message, Exception? inner = null)
        : base($"{error}: {message}", inner) => Error = error;

    /// <summary>What is wrong.</summary>
    public LedgerSyncError Error { get; }
}
