// The one handle that a process has of an environment: LMDB forbids two, because closing either would release the other's file locks.
using System.Runtime.InteropServices;

namespace MobileCoin.Lmdb;

/// <summary>A shared, counted handle with what goes with it: databases, resting read transactions, the turn of writers, the map's size.</summary>
internal sealed class EnvironmentHandle
{
    private const int MostResting = 32;
    private static readonly TimeSpan ResizePatience = TimeSpan.FromSeconds(30);

    private static readonly Lock Registry = new();
    private static readonly Dictionary<string, EnvironmentHandle> Open = new(StringComparer.Ordinal);

    private readonly object _gate = new(); // a monitor: it is waited on
    private readonly Stack<nint> _resting = new();
    private readonly Dictionary<string, LmdbDatabase> _databases = new(StringComparer.Ordinal);
    private readonly string _key;
    private int _references = 1;
    private int _active;
    private bool _resizing;

    private EnvironmentHandle(nint pointer, string key, string path, bool writable)
    {
        (Pointer, _key, Path, Writable) = (pointer, key, path, writable);
        DataPath = System.IO.Path.Combine(path, DataFile.Name);
    }

    internal nint Pointer { get; }

    internal string Path { get; }

    internal string DataPath { get; }

    internal bool Writable { get; }

    /// <summary>Held by the thread that writes, or opens databases, which transactions may not do side by side.</summary>
    internal Lock Writer { get; } = new();

    internal static EnvironmentHandle Acquire(string path, LmdbOptions options)
    {
        RequireLibrary();
        string folder = System.IO.Path.GetFullPath(path);
        lock (Registry)
        {
            if (!options.ReadOnly && options.Create) CreateFolder(folder);
            string key = LmdbNative.RealPath(folder) ?? throw new LmdbException(LmdbError.FolderMissing, folder, "there is no such folder");
            if (Open.TryGetValue(key, out EnvironmentHandle? open))
            {
                if (!options.ReadOnly && !open.Writable)
                {
                    throw new LmdbException(LmdbError.ReadOnly, open.DataPath, "this process has it open for reading, and may not write it");
                }
                open._references++;
                return open;
            }
            EnvironmentHandle made = Make(folder, key, options);
            Open.Add(key, made);
            return made;
        }
    }

    internal void Release()
    {
        lock (Registry)
        {
            if (--_references > 0) return;
            Open.Remove(_key);
            lock (_gate)
            {
                // Closing under a transaction would unmap what it reads: it waits for the last one, which closes.
                if (_active > 0)
                {
                    _references = int.MinValue;
                    return;
                }
            }
            Close();
        }
    }

    /// <summary>A read transaction; give it back to <see cref="EndRead"/>.</summary>
    internal nint BeginRead()
    {
        for (int attempt = 0; ; attempt++)
        {
            Enter();
            int code = TryBeginRead(out nint transaction);
            if (code == 0) return transaction;
            Exit();
            if (attempt < 8 && code == LmdbErrors.MapResized) Resize(0);
            else if (attempt == 0 && code == LmdbErrors.ReadersFull) CheckReaders();
            else LmdbErrors.Throw(code, Path, "reading cannot begin");
        }
    }

    internal void EndRead(nint transaction)
    {
        LmdbNative.mdb_txn_reset(transaction);
        bool rests;
        lock (_gate)
        {
            rests = _resting.Count < MostResting;
            if (rests) _resting.Push(transaction);
        }
        if (!rests) LmdbNative.mdb_txn_abort(transaction);
        Exit();
    }

    /// <summary>A write transaction. The caller holds <see cref="Writer"/>, and calls <see cref="Exit"/> after its end.</summary>
    internal nint BeginWrite(LmdbDurability durability)
    {
        for (int attempt = 0; ; attempt++)
        {
            Enter();
            // Flags apply at the end of the transaction; they are this writer's until then.
            SetFlag(LmdbNative.NoSync, durability == LmdbDurability.NoSync);
            SetFlag(LmdbNative.NoMetaSync, durability == LmdbDurability.NoMetaSync);
            int code = LmdbNative.mdb_txn_begin(Pointer, 0, 0, out nint transaction);
            if (code == 0) return transaction;
            Exit();
            if (attempt >= 8 || code != LmdbErrors.MapResized) LmdbErrors.Throw(code, DataPath, "writing cannot begin");
            Resize(0);
        }
    }

    internal void Exit()
    {
        bool close;
        lock (_gate)
        {
            _active--;
            if (_active == 0) Monitor.PulseAll(_gate);
            close = _active == 0 && _references < 0;
        }
        if (close) Close();
    }

    internal int CheckReaders()
    {
        LmdbErrors.Check(LmdbNative.mdb_reader_check(Pointer, out int dead), Path, "looking for dead readers failed");
        return dead;
    }

    internal NativeInfo Info()
    {
        LmdbErrors.Check(LmdbNative.mdb_env_info(Pointer, out NativeInfo info), Path, "no information");
        return info;
    }

    /// <summary>Makes the map larger, with no transaction at work meanwhile.</summary>
    /// <param name="size">Bytes; 0 for what other processes made it.</param>
    internal void Resize(long size)
    {
        lock (_gate)
        {
            while (_resizing) Monitor.Wait(_gate);
            _resizing = true;
            try
            {
                long start = Environment.TickCount64;
                while (_active > 0)
                {
                    TimeSpan left = ResizePatience - TimeSpan.FromMilliseconds(Environment.TickCount64 - start);
                    if (left <= TimeSpan.Zero || !Monitor.Wait(_gate, left))
                    {
                        throw new LmdbException(LmdbError.MapFull, DataPath, "the map must grow and cannot: a transaction does not end");
                    }
                }
                LmdbErrors.Check(LmdbNative.mdb_env_set_mapsize(Pointer, (nuint)size), DataPath, $"a map of {size} bytes cannot be had");
            }
            finally
            {
                _resizing = false;
                Monitor.PulseAll(_gate);
            }
        }
    }

    internal bool TryGetDatabase(string name, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out LmdbDatabase? database)
    {
        lock (_gate) return _databases.TryGetValue(name, out database);
    }

    internal void AddDatabase(LmdbDatabase database)
    {
        lock (_gate) _databases[database.Name] = database;
    }

    private int TryBeginRead(out nint transaction)
    {
        lock (_gate) _resting.TryPop(out transaction);
        if (transaction == 0) return LmdbNative.mdb_txn_begin(Pointer, 0, LmdbNative.ReadOnly, out transaction);
        int code = LmdbNative.mdb_txn_renew(transaction);
        if (code != 0) LmdbNative.mdb_txn_abort(transaction);
        return code;
    }

    private void Enter()
    {
        lock (_gate)
        {
            while (_resizing) Monitor.Wait(_gate);
            _active++;
        }
    }

    private void SetFlag(uint flag, bool on) =>
        LmdbErrors.Check(LmdbNative.mdb_env_set_flags(Pointer, flag, on ? 1 : 0), DataPath, "the durability cannot be set");

    private void Close()
    {
        while (_resting.TryPop(out nint transaction)) LmdbNative.mdb_txn_abort(transaction);
        LmdbNative.mdb_env_close(Pointer);
    }

    private static EnvironmentHandle Make(string folder, string key, LmdbOptions options)
    {
        string data = System.IO.Path.Combine(folder, DataFile.Name);
        var file = new FileInfo(data);
        if (file.Exists && file.Length > 0) DataFile.Check(data);
        else if (!Directory.Exists(folder)) throw new LmdbException(LmdbError.FolderMissing, folder, "there is no such folder");
        else if (options.ReadOnly || !options.Create) throw new LmdbException(LmdbError.FileMissing, data, file.Exists ? "the file is empty" : "there is no such file");

        // A process that may write opens for writing even if it only reads at first, so that a writer can join it on this handle.
        int code = Start(folder, options, 0, out nint pointer);
        bool writable = code == 0;
        if (!writable && options.ReadOnly) code = Start(folder, options, LmdbNative.ReadOnly, out pointer);
        LmdbErrors.Check(code, data, "cannot be opened (nor lock.mdb beside it be written, which reading needs too)");
        var handle = new EnvironmentHandle(pointer, key, folder, writable);
        handle.CheckReaders(); // slots of dead processes would keep pages from being used again
        return handle;
    }

    private static int Start(string folder, LmdbOptions options, uint flags, out nint pointer)
    {
        LmdbErrors.Check(LmdbNative.mdb_env_create(out pointer), folder, "no environment");
        int code = LmdbNative.mdb_env_set_mapsize(pointer, (nuint)options.MapSize);
        if (code == 0) code = LmdbNative.mdb_env_set_maxdbs(pointer, (uint)options.MaxDatabases);
        if (code == 0) code = LmdbNative.mdb_env_set_maxreaders(pointer, (uint)options.MaxReaders);
        // 0644, as upstream's: other users' processes may read. Readers' slots belong to transactions, for asynchronous code changes threads.
        if (code == 0) code = LmdbNative.mdb_env_open(pointer, folder, flags | LmdbNative.NoTls, 0x1A4);
        if (code != 0) LmdbNative.mdb_env_close(pointer);
        return code;
    }

    private static void CreateFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LmdbException(e is IOException ? LmdbError.FolderMissing : LmdbError.AccessDenied, folder, $"the folder cannot be made: {e.Message}", inner: e);
        }
    }

    private static void RequireLibrary()
    {
        if (NativeLibrary.TryLoad(LmdbNative.Library, out _)) return;
        throw new LmdbException(LmdbError.LibraryMissing, LmdbNative.Library, $"the library is missing: install the Debian package {LmdbNative.Package}");
    }
}
