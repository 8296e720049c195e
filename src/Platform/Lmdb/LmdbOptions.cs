// How an environment is opened.
namespace MobileCoin.Lmdb;

/// <summary>What a committed transaction survives. The death of the process it always does.</summary>
public enum LmdbDurability
{
    /// <summary>A loss of power too: committing waits for the disk, twice.</summary>
    Full = 0,

    /// <summary>
    /// After a loss of power the file is whole, but the last transaction may be undone: committing waits for the disk once (MDB_NOMETASYNC).
    /// </summary>
    NoMetaSync = 1,

    /// <summary>After a loss of power the file may be damaged: the system writes when it likes (MDB_NOSYNC).</summary>
    NoSync = 2,
}

/// <summary>How an environment is opened.</summary>
public sealed class LmdbOptions
{
    /// <summary>Whether this opening only reads. The lock file is written all the same.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>Whether folder and files are made if they are missing. Of no effect for reading only.</summary>
    public bool Create { get; init; }

    /// <summary>What committed transactions of this opening survive.</summary>
    public LmdbDurability Durability { get; init; }

    /// <summary>
    /// Bytes of address space that the file is mapped to, at least; more if the file needs it. Address space costs nothing: 2^40 unless set.
    /// </summary>
    public long MapSize { get; init; } = 1L << 40;

    /// <summary>
    /// Up to where the map is doubled, bytes, when data do not fit it: then the transaction runs again. <see cref="MapSize"/> if less.
    /// </summary>
    public long MaxMapSize { get; init; } = 1L << 40;

    /// <summary>Named databases at most. The first opening in the process decides.</summary>
    public int MaxDatabases { get; init; } = 64;

    /// <summary>Read transactions at a time, of all processes. The first opening of all processes decides.</summary>
    public int MaxReaders { get; init; } = 510;
}
