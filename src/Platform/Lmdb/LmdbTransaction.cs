// Reading within a transaction.
using System.Diagnostics.CodeAnalysis;

namespace MobileCoin.Lmdb;

/// <summary>
/// What is common to transactions that read and that write. Values are spans of the map itself: they are valid until the transaction ends, and
/// in one that writes until the next write. Not for several threads at a time.
/// </summary>
public abstract unsafe class LmdbTransaction
{
    private readonly List<LmdbCursor> _cursors = [];
    private nint _pointer;

    private protected LmdbTransaction(EnvironmentHandle handle, nint pointer) => (Handle, _pointer) = (handle, pointer);

    /// <summary>The number of the transaction whose state is read; of a writing one, its own.</summary>
    public ulong Id => LmdbNative.mdb_txn_id(Pointer);

    internal EnvironmentHandle Handle { get; }

    internal nint Pointer
    {
        get
        {
            if (_pointer == 0) ThrowEnded();
            return _pointer;
        }
    }

    /// <summary>The value of a key; the first, if it has several.</summary>
    /// <returns>False if there is none.</returns>
    public bool TryGet(LmdbDatabase database, ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value)
    {
        Require(database);
        NativeValue found = default;
        int code;
        fixed (byte* k = key)
        {
            var wanted = new NativeValue { Size = (nuint)key.Length, Data = k };
            code = LmdbNative.mdb_get(Pointer, database.Handle, &wanted, &found);
        }
        value = default;
        if (code == LmdbErrors.NotFound) return false;
        if (code != 0) Throw(code, database, "reading");
        value = found.Span;
        return true;
    }

    /// <summary>Whether a key has a value.</summary>
    public bool Contains(LmdbDatabase database, ReadOnlySpan<byte> key) => TryGet(database, key, out _);

    /// <summary>Pairs in a database.</summary>
    public long Count(LmdbDatabase database)
    {
        Require(database);
        int code = LmdbNative.mdb_stat(Pointer, database.Handle, out NativeStat stat);
        if (code != 0) Throw(code, database, "counting");
        return (long)stat.Entries;
    }

    /// <summary>A cursor, which stands nowhere yet. It ends with the transaction, if not before.</summary>
    public LmdbCursor OpenCursor(LmdbDatabase database)
    {
        Require(database);
        int code = LmdbNative.mdb_cursor_open(Pointer, database.Handle, out nint cursor);
        if (code != 0) Throw(code, database, "opening a cursor");
        var opened = new LmdbCursor(this, database, cursor);
        _cursors.Add(opened);
        return opened;
    }

    internal static LmdbDatabase? Open(EnvironmentHandle handle, nint transaction, string name, LmdbDatabaseFlags flags, bool create)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        int code = LmdbNative.mdb_dbi_open(transaction, name, (uint)flags | (create ? LmdbNative.CreateDatabase : 0), out uint database);
        if (code == LmdbErrors.NotFound) return null;
        uint kept = 0;
        if (code == 0) code = LmdbNative.mdb_dbi_flags(transaction, database, out kept);
        LmdbErrors.Check(code, handle.DataPath, $"database {name} cannot be opened");
        if (kept != (uint)flags)
        {
            throw new LmdbException(LmdbError.Incompatible, handle.DataPath, $"database {name} is of the kind {(LmdbDatabaseFlags)kept}, expected {flags}");
        }
        return new LmdbDatabase(handle, database, name, flags);
    }

    [DoesNotReturn]
    internal void Throw(int code, LmdbDatabase database, string doing) =>
        LmdbErrors.Throw(code, Handle.DataPath, $"{doing} in database {database.Name}");

    internal void Forget(LmdbCursor cursor) => _cursors.Remove(cursor);

    /// <summary>Ends what belongs to the transaction, and hands its pointer over: 0 if it ended before.</summary>
    private protected nint End()
    {
        for (int i = _cursors.Count - 1; i >= 0; i--) _cursors[i].Dispose();
        nint pointer = _pointer;
        _pointer = 0;
        return pointer;
    }

    private protected void Require(LmdbDatabase database)
    {
        ArgumentNullException.ThrowIfNull(database);
        if (database.Owner != Handle) throw new ArgumentException($"{database.Name} is a database of {database.Owner.Path}, not of {Handle.Path}", nameof(database));
    }

    [DoesNotReturn]
    private static void ThrowEnded() => throw new ObjectDisposedException(nameof(LmdbTransaction), "the transaction has ended");
}

/// <summary>Reads one moment.</summary>
public sealed class LmdbReadTransaction : LmdbTransaction, IDisposable
{
    internal LmdbReadTransaction(EnvironmentHandle handle)
        : base(handle, handle.BeginRead())
    {
    }

    /// <summary>Ends the reading: its spans are no more.</summary>
    public void Dispose()
    {
        nint pointer = End();
        if (pointer != 0) Handle.EndRead(pointer);
    }
}
