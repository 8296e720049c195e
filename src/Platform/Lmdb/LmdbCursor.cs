// Walking over the pairs of a database, in their order.
namespace MobileCoin.Lmdb;

/// <summary>A place in a database. Key and value are spans of the map, as a transaction's are.</summary>
public sealed unsafe class LmdbCursor : IDisposable
{
    private const uint First = 0, FirstOfKey = 1, Both = 2, BothRange = 3, Last = 6, LastOfKey = 7, Next = 8, NextOfKey = 9;
    private const uint NextKey = 11, Previous = 12, PreviousOfKey = 13, PreviousKey = 14, Exactly = 16, AtLeast = 17;

    private readonly LmdbTransaction _transaction;
    private readonly LmdbDatabase _database;
    private nint _pointer;
    private NativeValue _key, _value;

    internal LmdbCursor(LmdbTransaction transaction, LmdbDatabase database, nint pointer) =>
        (_transaction, _database, _pointer) = (transaction, database, pointer);

    /// <summary>The key where the cursor stands.</summary>
    public ReadOnlySpan<byte> Key => _key.Span;

    /// <summary>The value where the cursor stands.</summary>
    public ReadOnlySpan<byte> Value => _value.Span;

    private nint Pointer
    {
        get
        {
            ObjectDisposedException.ThrowIf(_pointer == 0, this);
            return _pointer;
        }
    }

    /// <summary>Goes to the first pair; false if there is none.</summary>
    public bool MoveFirst() => Move(First);

    /// <summary>Goes to the last pair; false if there is none.</summary>
    public bool MoveLast() => Move(Last);

    /// <summary>Goes to the next pair, or to the first if the cursor stands nowhere; false if there is none.</summary>
    public bool MoveNext() => Move(Next);

    /// <summary>Goes to the pair before, or to the last if the cursor stands nowhere; false if there is none.</summary>
    public bool MovePrevious() => Move(Previous);

    /// <summary>Goes to the first value of the next key; false if there is none.</summary>
    public bool MoveNextKey() => Move(NextKey);

    /// <summary>Goes to the last value of the key before; false if there is none.</summary>
    public bool MovePreviousKey() => Move(PreviousKey);

    /// <summary>Goes to the key's next value; false if there is none.</summary>
    public bool MoveNextOfKey() => Move(NextOfKey);

    /// <summary>Goes to the key's value before; false if there is none.</summary>
    public bool MovePreviousOfKey() => Move(PreviousOfKey);

    /// <summary>Goes to the key's first value.</summary>
    public bool MoveFirstOfKey() => MoveWithinKey(FirstOfKey);

    /// <summary>Goes to the key's last value.</summary>
    public bool MoveLastOfKey() => MoveWithinKey(LastOfKey);

    /// <summary>Goes to a key's first value; false if there is none.</summary>
    public bool MoveTo(ReadOnlySpan<byte> key) => Move(Exactly, key, default);

    /// <summary>Goes to the first key that is this one or comes after it; false if there is none.</summary>
    public bool MoveToAtLeast(ReadOnlySpan<byte> key) => Move(AtLeast, key, default);

    /// <summary>Goes to a pair, in a database with duplicates; false if there is none.</summary>
    public bool MoveTo(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) => Move(Both, key, value);

    /// <summary>Goes to the first of the key's values that is this one or comes after it; false if there is none.</summary>
    public bool MoveToAtLeast(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) => Move(BothRange, key, value);

    /// <summary>
    /// Goes to a key in a database of <see cref="LmdbDatabaseFlags.DupFixed"/>: <see cref="Value"/> is its first values one after another, as
    /// many as lie on a page. False if there is none.
    /// </summary>
    public bool MoveToMany(ReadOnlySpan<byte> key)
    {
        const uint multiple = 5;
        // A key with one value alone has no page of values: then the value stays what it is.
        return MoveTo(key) && MoveWithinKey(multiple);
    }

    /// <summary>Goes on to the key's next values, as many as lie on a page; false if there are none.</summary>
    public bool MoveNextMany() => MoveWithinKey(10);

    /// <summary>How many values the key has, in a database with duplicates.</summary>
    public long CountOfKey()
    {
        int code = LmdbNative.mdb_cursor_count(Pointer, out nuint count);
        if (code != 0) _transaction.Throw(code, _database, "counting");
        return (long)count;
    }

    /// <summary>Puts a pair, and stands there. In a transaction that writes.</summary>
    public void Put(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, LmdbPut how = LmdbPut.Overwrite)
    {
        int code;
        fixed (byte* k = key, v = value)
        {
            var at = new NativeValue { Size = (nuint)key.Length, Data = k };
            var put = new NativeValue { Size = (nuint)value.Length, Data = v };
            code = LmdbNative.mdb_cursor_put(Pointer, &at, &put, (uint)how);
        }
        if (code != 0) _transaction.Throw(code, _database, "writing");
    }

    /// <summary>Deletes the pair where the cursor stands; the next one is where <see cref="MoveNext"/> goes. In a transaction that writes.</summary>
    public void Delete()
    {
        int code = LmdbNative.mdb_cursor_del(Pointer, 0);
        if (code != 0) _transaction.Throw(code, _database, "deleting");
    }

    /// <summary>Ends the cursor.</summary>
    public void Dispose()
    {
        if (_pointer == 0) return;
        LmdbNative.mdb_cursor_close(_pointer);
        _pointer = 0;
        _transaction.Forget(this);
    }

    private bool MoveWithinKey(uint operation)
    {
        // LMDB gives the value alone here, or leaves it.
        NativeValue key = _key, value = _value;
        int code = LmdbNative.mdb_cursor_get(Pointer, &key, &value, operation);
        if (code == LmdbErrors.NotFound) return false;
        if (code != 0) _transaction.Throw(code, _database, "reading");
        _value = value;
        return true;
    }

    private bool Move(uint operation, ReadOnlySpan<byte> key = default, ReadOnlySpan<byte> value = default)
    {
        int code;
        NativeValue atKey, atValue;
        fixed (byte* k = key, v = value)
        {
            atKey = new NativeValue { Size = (nuint)key.Length, Data = k };
            atValue = new NativeValue { Size = (nuint)value.Length, Data = v };
            code = LmdbNative.mdb_cursor_get(Pointer, &atKey, &atValue, operation);
            if (code == 0 && operation == Both) atKey = CurrentKey();
        }
        if (code == LmdbErrors.NotFound) return false;
        if (code != 0) _transaction.Throw(code, _database, "reading");
        if (operation == BothRange) atKey = CurrentKey();
        (_key, _value) = (atKey, atValue);
        return true;
    }

    /// <summary>The key in the map: the search for a pair leaves the caller's in its place, which is fixed no longer than the call.</summary>
    private NativeValue CurrentKey()
    {
        const uint current = 4;
        NativeValue key = default, value = default;
        int code = LmdbNative.mdb_cursor_get(Pointer, &key, &value, current);
        if (code != 0) _transaction.Throw(code, _database, "reading");
        return key;
    }
}
