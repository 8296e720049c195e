// The embedded recovery database: a folder that several processes share (fact sheet fog §0.2 --recovery-db, §3). Layout: Tables.cs.
using MobileCoin.Lmdb;

namespace MobileCoin.RecoveryDb;

/// <summary>
/// The recovery database in a folder (<c>data.mdb</c>, <c>lock.mdb</c>). Several processes may have it open; one at a time writes. It is whole
/// whenever a process dies.
/// </summary>
public sealed partial class LmdbRecoveryDb : IRecoveryDb
{
    private readonly LmdbEnvironment _environment;
    private readonly Tables _tables;
    private readonly LmdbRecoveryDbOptions _options;

    private LmdbRecoveryDb(LmdbEnvironment environment, Tables tables, LmdbRecoveryDbOptions options) =>
        (_environment, _tables, _options) = (environment, tables, options);

    /// <summary>The folder.</summary>
    public string Path => _environment.Path;

    /// <summary>Opens a recovery database, and makes it if there is none and the options allow that.</summary>
    /// <param name="path">Its folder.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <exception cref="RecoveryDbException">
    /// There is none that can be opened; the folder is another database's, or of another version (<see cref="RecoveryDbError.Schema"/>).
    /// </exception>
    public static LmdbRecoveryDb Open(string path, LmdbRecoveryDbOptions? options = null)
    {
        options ??= new LmdbRecoveryDbOptions();
        LmdbEnvironment? environment = null;
        try
        {
            environment = LmdbEnvironment.Open(path, new LmdbOptions
            {
                ReadOnly = options.ReadOnly,
                Create = options.Create && !options.ReadOnly,
                Durability = options.Durability == RecoveryDbDurability.NoSync ? LmdbDurability.NoSync : LmdbDurability.Full,
            });
            RequireOwn(environment, options);
            var opened = new LmdbRecoveryDb(environment, Tables.Open(environment), options);
            // A writer may have died between writing its transaction and announcing it: readers see it once somebody took the writer's place.
            if (!options.ReadOnly) environment.Write(static _ => { });
            environment = null;
            return opened;
        }
        catch (LmdbException e)
        {
            throw LmdbFailure.From(e);
        }
        finally
        {
            environment?.Dispose();
        }
    }

    /// <summary>Whether a folder holds a database's file.</summary>
    public static bool Exists(string path) => LmdbEnvironment.Exists(path);

    /// <summary>Has the disk keep everything that was written, whatever the durability.</summary>
    public void Flush()
    {
        try
        {
            _environment.Flush();
        }
        catch (LmdbException e)
        {
            throw LmdbFailure.From(e);
        }
    }

    /// <inheritdoc/>
    public IRecoveryDbWatch Watch() => new LmdbWatch(_environment, _options);

    /// <summary>Closes this opening.</summary>
    public ValueTask DisposeAsync()
    {
        _environment.Dispose();
        return ValueTask.CompletedTask;
    }

    private static void RequireOwn(LmdbEnvironment environment, LmdbRecoveryDbOptions options)
    {
        IReadOnlyList<string> names = environment.DatabaseNames();
        if (!names.Contains(Tables.MetadataName, StringComparer.Ordinal))
        {
            if (names.Count > 0)
            {
                throw new RecoveryDbException(
                    RecoveryDbError.Schema, $"{environment.DataPath}: no recovery database but another: it holds {string.Join(", ", names.Take(3))}{(names.Count > 3 ? ", …" : "")}");
            }
            if (options.ReadOnly || !options.Create) throw new RecoveryDbException(RecoveryDbError.Schema, $"{environment.DataPath}: the database is empty");
            environment.Write(Tables.Create);
        }
        LmdbDatabase metadata = environment.OpenDatabase(Tables.MetadataName);
        using LmdbReadTransaction transaction = environment.BeginRead();
        if (!transaction.TryGet(metadata, Tables.VersionKey, out ReadOnlySpan<byte> value))
        {
            throw new RecoveryDbException(RecoveryDbError.Schema, $"{environment.DataPath}: the recovery database has no version");
        }
        var parts = new BigEndian(value, "the recovery database's version");
        ulong version = parts.UInt64();
        if (version != Tables.Version)
        {
            throw new RecoveryDbException(
                RecoveryDbError.Schema, $"{environment.DataPath}: the recovery database is of version {version}, expected {Tables.Version}");
        }
    }

    private Task<T> ReadAsync<T>(Func<LmdbReadTransaction, T> read, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested) return Task.FromCanceled<T>(cancellation);
        try
        {
            using LmdbReadTransaction transaction = _environment.BeginRead();
            return Task.FromResult(read(transaction));
        }
        catch (LmdbException e)
        {
            return Task.FromException<T>(LmdbFailure.From(e));
        }
        catch (RecoveryDbException e)
        {
            return Task.FromException<T>(e);
        }
    }

    private Task<T> WriteAsync<T>(Func<LmdbWriteTransaction, T> write, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested) return Task.FromCanceled<T>(cancellation);
        try
        {
            return Task.FromResult(_environment.Write(write));
        }
        catch (LmdbException e)
        {
            return Task.FromException<T>(LmdbFailure.From(e));
        }
        catch (RecoveryDbException e)
        {
            return Task.FromException<T>(e);
        }
    }

    private Task<bool> WriteAsync(Action<LmdbWriteTransaction> write, CancellationToken cancellation) => WriteAsync(transaction =>
    {
        write(transaction);
        return true;
    }, cancellation);

    /// <summary>The id after the last: rows with ids of their own are never removed, but for reports, whose ids mean nothing.</summary>
    private static ulong NextId(LmdbTransaction transaction, LmdbDatabase table)
    {
        using LmdbCursor cursor = transaction.OpenCursor(table);
        return cursor.MoveLast() ? new BigEndian(cursor.Key, "an id").UInt64() + 1 : 1;
    }
}
