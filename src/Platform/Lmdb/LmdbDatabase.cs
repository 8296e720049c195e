// A named database of an environment.
namespace MobileCoin.Lmdb;

/// <summary>The kind of a database, fixed when it is made. Values are LMDB's.</summary>
[Flags]
public enum LmdbDatabaseFlags
{
    /// <summary>One value a key, keys in the order of their bytes.</summary>
    None = 0,

    /// <summary>Keys in the order of their bytes from the last.</summary>
    ReverseKey = 0x02,

    /// <summary>Many values a key, sorted, each of at most 511 bytes.</summary>
    DupSort = 0x04,

    /// <summary>Keys are numbers of the machine, 4 or 8 bytes.</summary>
    IntegerKey = 0x08,

    /// <summary>With <see cref="DupSort"/>: all values have one size.</summary>
    DupFixed = 0x10,
}

/// <summary>A named database. Belongs to its environment, and may be used by all transactions that begin after it was opened.</summary>
public sealed class LmdbDatabase
{
    internal LmdbDatabase(EnvironmentHandle owner, uint handle, string name, LmdbDatabaseFlags flags) =>
        (Owner, Handle, Name, Flags) = (owner, handle, name, flags);

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The kind.</summary>
    public LmdbDatabaseFlags Flags { get; }

    internal EnvironmentHandle Owner { get; }

    internal uint Handle { get; }
}
