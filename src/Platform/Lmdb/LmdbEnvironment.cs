// An environment: a folder with a data file and a lock file, mapped into memory.
namespace MobileCoin.Lmdb;

/// <summary>
/// An opening of an environment. A process has one handle of a folder, shared and counted, however often it is opened here; several processes may
/// have it open. Any number of threads may read, each transaction seeing one moment; one at a time writes, in whichever process.
/// </summary>
public sealed class LmdbEnvironment : IDisposable
{
    private readonly EnvironmentHandle _handle;
    private readonly LmdbOptions _options;
    private bool _disposed;

    private LmdbEnvironment(EnvironmentHandle handle, LmdbOptions options) => (_handle, _options) = (handle, options);

    /// <summary>The folder.</summary>
    public string Path => _handle.Path;

    /// <summary>The data file.</summary>
    public string DataPath => _handle.DataPath;

    /// <summary>Whether this opening only reads.</summary>
    public bool IsReadOnly => _options.ReadOnly;

    /// <summary>Bytes of the map.</summary>
    public long MapSize => (long)Handle.Info().MapSize;

    /// <summary>The number of the last committed transaction.</summary>
    public ulong LastTransaction => Handle.Info().LastTransaction;

    /// <summary>Bytes of the data file.</summary>
    public long FileSize => new FileInfo(DataPath).Length;

    private EnvironmentHandle Handle
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _handle;
        }
    }

    /// <summary>Opens an environment.</summary>
    /// <param name="path">Its folder.</param>
    /// <param name="options">How; null for the defaults: to write, not to create, durable.</param>
    /// <exception cref="LmdbException">There is none, it is damaged, or the system refuses.</exception>
    public static LmdbEnvironment Open(string path, LmdbOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= new LmdbOptions();
        return new LmdbEnvironment(EnvironmentHandle.Acquire(path, options), options);
    }

    /// <summary>Whether a folder holds a data file that is not empty.</summary>
    public static bool Exists(string path)
    {
        var file = new FileInfo(System.IO.Path.Combine(path, DataFile.Name));
        return file.Exists && file.Length > 0;
    }

    /// <summary>Opens a named database that exists.</summary>
    /// <exception cref="LmdbException"><see cref="LmdbError.NotFound"/> if there is none, <see cref="LmdbError.Incompatible"/> if it is of another kind.</exception>
    public LmdbDatabase OpenDatabase(string name, LmdbDatabaseFlags flags = LmdbDatabaseFlags.None) =>
        FindDatabase(name, flags) ?? throw new LmdbException(LmdbError.NotFound, DataPath, $"there is no database {name}");

    /// <summary>Opens a named database; null if there is none.</summary>
    /// <exception cref="LmdbException"><see cref="LmdbError.Incompatible"/> if it is of another kind.</exception>
    public LmdbDatabase? FindDatabase(string name, LmdbDatabaseFlags flags = LmdbDatabaseFlags.None)
    {
        if (Handle.TryGetDatabase(name, out LmdbDatabase? known)) return Require(known, flags);
        if (_handle.Writer.IsHeldByCurrentThread) throw new InvalidOperationException("this thread writes: open databases before, or with the transaction");
        lock (_handle.Writer)
        {
            nint transaction = _handle.BeginRead();
            bool ended = false;
            try
            {
                LmdbDatabase? found = LmdbTransaction.Open(_handle, transaction, name, flags, create: false);
                if (found is null) return null;
                // Committing, even of reading, is what lets other transactions use the database.
                ended = true;
                LmdbErrors.Check(LmdbNative.mdb_txn_commit(transaction), DataPath, $"database {name} cannot be opened");
                _handle.AddDatabase(found);
                return found;
            }
            finally
            {
                if (!ended) LmdbNative.mdb_txn_abort(transaction);
                _handle.Exit();
            }
        }
    }

    /// <summary>Opens a named database, and makes it if there is none.</summary>
    public LmdbDatabase CreateDatabase(string name, LmdbDatabaseFlags flags = LmdbDatabaseFlags.None) =>
        FindDatabase(name, flags) ?? Write(t => t.CreateDatabase(name, flags));

    /// <summary>The names of all databases, in the order of their bytes.</summary>
    public IReadOnlyList<string> DatabaseNames()
    {
        using LmdbReadTransaction transaction = BeginRead();
        using LmdbCursor cursor = transaction.OpenCursor(new LmdbDatabase(_handle, 1, "of names", LmdbDatabaseFlags.None)); // 1 is the main one
        List<string> names = [];
        while (cursor.MoveNext()) names.Add(System.Text.Encoding.UTF8.GetString(cursor.Key));
        return names;
    }

    /// <summary>Begins to read: what the transaction sees stays as it is until it is disposed. Dispose it soon: it keeps pages from being used again.</summary>
    public LmdbReadTransaction BeginRead() => new(Handle);

    /// <summary>
    /// Writes: everything that <paramref name="action"/> does, or nothing if it throws. It runs again, from the start, if the map had to grow.
    /// Waits for other writers. Not within another write of this environment.
    /// </summary>
    /// <returns>What the action returns.</returns>
    public T Write<T>(Func<LmdbWriteTransaction, T> action)
    {
        ArgumentNullException.ThrowIfNull(action);
        EnvironmentHandle handle = Handle;
        if (IsReadOnly || !handle.Writable) throw new LmdbException(LmdbError.ReadOnly, DataPath, "open for reading only");
        if (handle.Writer.IsHeldByCurrentThread) throw new InvalidOperationException("this thread writes already");
        lock (handle.Writer)
        {
            while (true)
            {
                long size;
                using (var transaction = new LmdbWriteTransaction(handle, _options.Durability))
                {
                    try
                    {
                        T result = action(transaction);
                        transaction.Commit();
                        return result;
                    }
                    catch (LmdbException e) when (e.Error == LmdbError.MapFull)
                    {
                        size = MapSize * 2;
                        if (size > Math.Max(_options.MapSize, _options.MaxMapSize)) throw;
                    }
                }
                handle.CheckReaders();
                handle.Resize(size);
            }
        }
    }

    /// <summary>As <see cref="Write{T}"/>, with nothing to return.</summary>
    public void Write(Action<LmdbWriteTransaction> action)
    {
        ArgumentNullException.ThrowIfNull(action);
        Write(transaction =>
        {
            action(transaction);
            return true;
        });
    }

    /// <summary>Has the disk keep everything that was committed.</summary>
    public void Flush()
    {
        if (Handle.Writable) LmdbErrors.Check(LmdbNative.mdb_env_sync(_handle.Pointer, 1), DataPath, "the disk did not take what was written");
    }

    /// <summary>Frees the slots of readers whose process is dead: they keep pages from being used again.</summary>
    /// <returns>How many there were.</returns>
    public int CheckReaders() => Handle.CheckReaders();

    /// <summary>Copies one moment of the data, without free pages, to an empty folder.</summary>
    public void CopyTo(string folder)
    {
        const uint compact = 1;
        LmdbErrors.Check(LmdbNative.mdb_env_copy2(Handle.Pointer, System.IO.Path.GetFullPath(folder), compact), folder, $"{DataPath} cannot be copied there");
    }

    private LmdbDatabase Require(LmdbDatabase database, LmdbDatabaseFlags flags) => database.Flags == flags
        ? database
        : throw new LmdbException(LmdbError.Incompatible, DataPath, $"database {database.Name} is of the kind {database.Flags}, expected {flags}");

    /// <summary>Closes this opening; the last one of the process unmaps the file.</summary>
    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        _handle.Release();
    }
}
