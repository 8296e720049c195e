// Why the watcher's database refuses (fact sheet ledger §6.4).
namespace MobileCoin.LedgerDb;

/// <summary>The kinds of refusal.</summary>
public enum WatcherDbError
{
    /// <summary>There is no such thing, or the source is not configured.</summary>
    NotFound,

    /// <summary>The database is open for reading only.</summary>
    ReadOnly,

    /// <summary>A stored value cannot be read.</summary>
    Deserialization,

    /// <summary>The database failed: see the inner exception, or the message.</summary>
    Lmdb,

    /// <summary>The database's version is missing or another.</summary>
    MetadataStore,
}

/// <summary>What the watcher's database refuses, or does not have.</summary>
public sealed class WatcherDbException : Exception
{
    /// <summary>With the kind and what it is about.</summary>
    public WatcherDbException(WatcherDbError error, string message, Exception? inner = null)
        : base($"{error}: {message}", inner) => Error = error;

    /// <summary>What is wrong.</summary>
    public WatcherDbError Error { get; }
}
