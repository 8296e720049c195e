// What archives and nodes said of blocks (fact sheet ledger §6.4): opening, sources, how far each is synced.
using System.Text;
using MobileCoin.Lmdb;
using MobileCoin.Wire;

namespace MobileCoin.LedgerDb;

/// <summary>
/// The watcher's database: for each source URL the signatures of blocks, with their times, perhaps the blocks, and the evidence of the
/// enclaves that signed. URLs are the texts that they were configured with; keys are their bytes. Safe for use by several threads; several
/// processes may have it open, and one at a time writes. Every method throws <see cref="WatcherDbException"/>: with
/// <see cref="WatcherDbError.NotFound"/> for sources that are not configured, with <see cref="WatcherDbError.ReadOnly"/> for writing what is open for reading.
/// </summary>
public sealed partial class WatcherDb : IDisposable
{
    private readonly LmdbEnvironment _environment;
    private readonly WatcherTables _tables;

    private WatcherDb(LmdbEnvironment environment, WatcherTables tables) => (_environment, _tables) = (environment, tables);

    /// <summary>Opens the database for writing, makes it if there is none, and stores which sources there are in the place of those before.</summary>
    /// <param name="path">The folder, made if missing.</param>
    /// <param name="sourceUrls">The sources.</param>
    /// <param name="durability">What is stored survives this; a damaged database can be made again from the sources.</param>
    public static WatcherDb OpenOrCreate(string path, IEnumerable<string> sourceUrls, LedgerDurability durability = LedgerDurability.Safe)
    {
        ArgumentNullException.ThrowIfNull(sourceUrls);
        string[] urls = [.. sourceUrls];
        var options = new LmdbOptions { Create = true, Durability = durability == LedgerDurability.NoSync ? LmdbDurability.NoSync : LmdbDurability.Full };
        return Open(path, options, environment =>
        {
            bool isNew = environment.DatabaseNames().Count == 0;
            return environment.Write(transaction =>
            {
                WatcherTables tables = WatcherTables.Open(transaction.CreateDatabase);
                if (isNew) StoredVersion.Set(transaction, tables.Metadata, WatcherTables.Version);
                RequireVersion(environment, transaction, tables.Metadata);
                transaction.Delete(tables.Config, WatcherTables.UrlsKey);
                foreach (string url in urls) transaction.TryPut(tables.Config, WatcherTables.UrlsKey, Encoding.UTF8.GetBytes(url), LmdbPut.NoDuplicate);
                return tables;
            });
        });
    }

    /// <summary>Opens the database for reading; another process writes.</summary>
    public static WatcherDb OpenReadOnly(string path) => Open(path, new LmdbOptions { ReadOnly = true }, environment =>
    {
        LmdbDatabase metadata = environment.FindDatabase(WatcherTables.MetadataName)
            ?? throw new WatcherDbException(WatcherDbError.MetadataStore, $"{environment.DataPath}: no watcher's database: there is no database {WatcherTables.MetadataName}");
        using (LmdbReadTransaction transaction = environment.BeginRead()) RequireVersion(environment, transaction, metadata);
        return WatcherTables.Open(environment.OpenDatabase);
    });

    /// <summary>Whether a folder holds a database's file.</summary>
    public static bool Exists(string path) => LmdbEnvironment.Exists(path);

    /// <summary>The folder.</summary>
    public string Path => _environment.Path;

    /// <summary>The configured sources, in the order of their bytes.</summary>
    public IReadOnlyList<string> GetConfigUrls() => Read(ConfigUrls);

    /// <summary>The last block of each configured source that was synced; null where none was.</summary>
    public IReadOnlyDictionary<string, ulong?> LastSyncedBlocks() => Read(transaction =>
    {
        var synced = new SortedDictionary<string, ulong?>(StringComparer.Ordinal);
        foreach (string url in ConfigUrls(transaction)) synced[url] = LastSynced(transaction, url);
        return synced;
    });

    /// <summary>The highest block that all sources are synced to; 0 while one is not synced at all, and without sources.</summary>
    public ulong HighestCommonBlock() => Read(HighestCommonBlock);

    /// <summary>Stores that a source is synced to a block.</summary>
    public void UpdateLastSynced(string url, ulong index) => Write(transaction =>
    {
        RequireConfigured(transaction, url);
        transaction.Put(_tables.LastSynced, Encoding.UTF8.GetBytes(url), DatabaseKeys.Of(index));
    });

    /// <summary>Removes all that a source said, and the source.</summary>
    public void RemoveAllForSourceUrl(string url) => Write(transaction =>
    {
        RequireConfigured(transaction, url);
        byte[] name = Encoding.UTF8.GetBytes(url);
        RemoveWhere(transaction, _tables.BlockSignatures, (_, value) => Decode<BlockSignatureData>(_tables.BlockSignatures, value).SourceUrl == url);
        RemoveWhere(transaction, _tables.BlockDataByIndex, (key, _) => key[DatabaseKeys.NumberSize..].SequenceEqual(name));
        RemoveWhere(transaction, _tables.EvidenceBySigner, (key, _) => key[Crypto.Ed25519Public.Size..].SequenceEqual(name));
        transaction.Delete(_tables.PollQueue, name);
        transaction.Delete(_tables.LastSynced, name);
        transaction.Delete(_tables.Config, WatcherTables.UrlsKey, name);
    });

    /// <summary>Closes the database.</summary>
    public void Dispose() => _environment.Dispose();

    private delegate bool PairPredicate(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value);

    private static void RemoveWhere(LmdbWriteTransaction transaction, LmdbDatabase database, PairPredicate matches)
    {
        using LmdbCursor cursor = transaction.OpenCursor(database);
        while (cursor.MoveNext())
        {
            if (matches(cursor.Key, cursor.Value)) cursor.Delete();
        }
    }

    private static WatcherDb Open(string path, LmdbOptions options, Func<LmdbEnvironment, WatcherTables> open)
    {
        LmdbEnvironment? environment = null;
        try
        {
            environment = LmdbEnvironment.Open(path, options);
            var opened = new WatcherDb(environment, open(environment));
            environment = null;
            return opened;
        }
        catch (LmdbException e)
        {
            throw Failure(e);
        }
        finally
        {
            environment?.Dispose();
        }
    }

    private static void RequireVersion(LmdbEnvironment environment, LmdbTransaction transaction, LmdbDatabase metadata)
    {
        StoredVersion? found;
        try
        {
            found = StoredVersion.Find(transaction, metadata);
        }
        catch (WireException e)
        {
            throw new WatcherDbException(WatcherDbError.MetadataStore, $"{environment.DataPath}: the version cannot be read: {e.Message}", e);
        }
        if (found?.Database == WatcherTables.Version) return;
        throw new WatcherDbException(
            WatcherDbError.MetadataStore,
            found is null
                ? $"{environment.DataPath}: no watcher's database: it has no version"
                : $"{environment.DataPath}: VersionIncompatible: the watcher's database is of version {found.Database}, expected {WatcherTables.Version}");
    }

    private static WatcherDbException Failure(LmdbException e) =>
        new(e.Error == LmdbError.ReadOnly ? WatcherDbError.ReadOnly : WatcherDbError.Lmdb, $"{e.Error}: {e.Message}", e);

    private List<string> ConfigUrls(LmdbTransaction transaction)
    {
        List<string> urls = [];
        using LmdbCursor cursor = transaction.OpenCursor(_tables.Config);
        for (bool found = cursor.MoveTo(WatcherTables.UrlsKey); found; found = cursor.MoveNextOfKey()) urls.Add(Encoding.UTF8.GetString(cursor.Value));
        return urls;
    }

    private ulong HighestCommonBlock(LmdbTransaction transaction)
    {
        ulong? lowest = null;
        foreach (string url in ConfigUrls(transaction)) lowest = Math.Min(lowest ?? ulong.MaxValue, LastSynced(transaction, url) ?? 0);
        return lowest ?? 0;
    }

    private ulong? LastSynced(LmdbTransaction transaction, string url)
    {
        if (!transaction.TryGet(_tables.LastSynced, Encoding.UTF8.GetBytes(url), out ReadOnlySpan<byte> value)) return null;
        return DatabaseKeys.TryRead(value, out ulong index) ? index : throw Damaged(_tables.LastSynced, $"a number of {value.Length} bytes for {url}");
    }

    private void RequireConfigured(LmdbTransaction transaction, string url)
    {
        ArgumentNullException.ThrowIfNull(url);
        if (!ConfigUrls(transaction).Contains(url)) throw NotFound($"{url} is no configured source");
    }

    private T Read<T>(Func<LmdbTransaction, T> action)
    {
        try
        {
            using LmdbReadTransaction transaction = _environment.BeginRead();
            return action(transaction);
        }
        catch (LmdbException e)
        {
            throw Failure(e);
        }
    }

    private void Write(Action<LmdbWriteTransaction> action)
    {
        try
        {
            _environment.Write(action);
        }
        catch (LmdbException e)
        {
            throw Failure(e);
        }
    }

    private T Decode<T>(LmdbDatabase database, ReadOnlySpan<byte> value)
        where T : IWireMessage<T>
    {
        try
        {
            return WireMessage.Decode<T>(value);
        }
        catch (WireException e)
        {
            throw Damaged(database, e.Message, e);
        }
    }

    private WatcherDbException NotFound(string what) => new(WatcherDbError.NotFound, $"{_environment.DataPath}: {what}");

    private WatcherDbException Damaged(LmdbDatabase database, string what, Exception? inner = null) =>
        new(WatcherDbError.Deserialization, $"{_environment.DataPath}: {database.Name} has what cannot be read: {what}", inner);
}
