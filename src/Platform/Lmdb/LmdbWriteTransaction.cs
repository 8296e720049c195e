// Writing within a transaction.
namespace MobileCoin.Lmdb;

/// <summary>How a pair is put. Values are LMDB's.</summary>
[Flags]
public enum LmdbPut
{
    /// <summary>In the place of what is there; beside it, in a database with duplicates.</summary>
    Overwrite = 0,

    /// <summary>Only if the key is new.</summary>
    NoOverwrite = 0x10,

    /// <summary>Only if the pair is new, in a database with duplicates.</summary>
    NoDuplicate = 0x20,

    /// <summary>At the end: the key must come after all others. Faster.</summary>
    Append = 0x20000,

    /// <summary>As <see cref="Append"/>, for the value among the key's.</summary>
    AppendDuplicate = 0x40000,
}

/// <summary>The one transaction that writes. Its thread's alone.</summary>
public sealed unsafe class LmdbWriteTransaction : LmdbTransaction, IDisposable
{
    private readonly List<LmdbDatabase> _opened = [];

    internal LmdbWriteTransaction(EnvironmentHandle handle, LmdbDurability durability)
        : base(handle, handle.BeginWrite(durability))
    {
    }

    /// <summary>Opens a named database, and makes it if there is none. It is valid beyond this transaction only if that is committed.</summary>
    public LmdbDatabase CreateDatabase(string name, LmdbDatabaseFlags flags = LmdbDatabaseFlags.None)
    {
        LmdbDatabase? known = _opened.Find(d => d.Name == name);
        if (known is not null || Handle.TryGetDatabase(name, out known)) return known;
        LmdbDatabase made = Open(Handle, Pointer, name, flags, create: true)!;
        _opened.Add(made);
        return made;
    }

    /// <summary>Puts a pair.</summary>
    /// <exception cref="LmdbException"><see cref="LmdbError.KeyExist"/> where the flags forbid what is there.</exception>
    public void Put(LmdbDatabase database, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, LmdbPut how = LmdbPut.Overwrite)
    {
        int code = PutCore(database, key, value, how);
        if (code != 0) Throw(code, database, "writing");
    }

    /// <summary>Puts a pair where the flags allow it.</summary>
    /// <returns>False if they do not.</returns>
    public bool TryPut(LmdbDatabase database, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, LmdbPut how)
    {
        int code = PutCore(database, key, value, how);
        if (code != 0 && code != LmdbErrors.KeyExist) Throw(code, database, "writing");
        return code == 0;
    }

    /// <summary>Makes room for a value, which is to be filled before the next write.</summary>
    /// <param name="database">Not one with duplicates.</param>
    /// <param name="key">The key.</param>
    /// <param name="size">Bytes of the value.</param>
    /// <param name="how">How it is put.</param>
    public Span<byte> Reserve(LmdbDatabase database, ReadOnlySpan<byte> key, int size, LmdbPut how = LmdbPut.Overwrite)
    {
        Require(database);
        NativeValue room = new() { Size = (nuint)size };
        int code;
        fixed (byte* k = key)
        {
            var at = new NativeValue { Size = (nuint)key.Length, Data = k };
            code = LmdbNative.mdb_put(Pointer, database.Handle, &at, &room, (uint)how | LmdbNative.Reserve);
        }
        if (code != 0) Throw(code, database, "writing");
        return new Span<byte>(room.Data, size);
    }

    /// <summary>Deletes a key with all its values.</summary>
    /// <returns>False if there was none.</returns>
    public bool Delete(LmdbDatabase database, ReadOnlySpan<byte> key)
    {
        Require(database);
        int code;
        fixed (byte* k = key)
        {
            var at = new NativeValue { Size = (nuint)key.Length, Data = k };
            code = LmdbNative.mdb_del(Pointer, database.Handle, &at, null);
        }
        return Deleted(code, database);
    }

    /// <summary>Deletes one of a key's values, in a database with duplicates.</summary>
    /// <returns>False if there was none.</returns>
    public bool Delete(LmdbDatabase database, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        Require(database);
        int code;
        fixed (byte* k = key, v = value)
        {
            var at = new NativeValue { Size = (nuint)key.Length, Data = k };
            var which = new NativeValue { Size = (nuint)value.Length, Data = v };
            code = LmdbNative.mdb_del(Pointer, database.Handle, &at, &which);
        }
        return Deleted(code, database);
    }

    /// <summary>Deletes everything in a database.</summary>
    public void Clear(LmdbDatabase database)
    {
        Require(database);
        int code = LmdbNative.mdb_drop(Pointer, database.Handle, 0);
        if (code != 0) Throw(code, database, "clearing");
    }

    internal void Commit()
    {
        nint pointer = End();
        int code = LmdbNative.mdb_txn_commit(pointer);
        Handle.Exit();
        LmdbErrors.Check(code, Handle.DataPath, "what was written cannot be committed");
        foreach (LmdbDatabase database in _opened) Handle.AddDatabase(database);
    }

    /// <summary>Undoes what was written, unless it was committed.</summary>
    public void Dispose()
    {
        nint pointer = End();
        if (pointer == 0) return;
        LmdbNative.mdb_txn_abort(pointer);
        Handle.Exit();
    }

    private int PutCore(LmdbDatabase database, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, LmdbPut how)
    {
        Require(database);
        fixed (byte* k = key, v = value)
        {
            var at = new NativeValue { Size = (nuint)key.Length, Data = k };
            var put = new NativeValue { Size = (nuint)value.Length, Data = v };
            return LmdbNative.mdb_put(Pointer, database.Handle, &at, &put, (uint)how);
        }
    }

    private bool Deleted(int code, LmdbDatabase database)
    {
        if (code != 0 && code != LmdbErrors.NotFound) Throw(code, database, "deleting");
        return code == 0;
    }
}
