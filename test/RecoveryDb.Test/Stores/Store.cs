namespace MobileCoin.RecoveryDb.Test;

/// <summary>An empty recovery database of a test's own, which may be opened several times.</summary>
public abstract class Store : IAsyncDisposable
{
    private readonly List<IRecoveryDb> _opened = [];

    /// <summary>What a process that opens it too is told: the kind and where it is.</summary>
    internal abstract string[] Address { get; }

    internal async Task<IRecoveryDb> Open()
    {
        IRecoveryDb db = await OpenCore();
        _opened.Add(db);
        return db;
    }

    /// <summary>Empties it.</summary>
    internal abstract Task Clear();

    public async ValueTask DisposeAsync()
    {
        foreach (IRecoveryDb db in _opened) await db.DisposeAsync();
        await DropCore();
        GC.SuppressFinalize(this);
    }

    private protected abstract Task<IRecoveryDb> OpenCore();

    private protected abstract Task DropCore();
}

internal sealed class LmdbStore : Store
{
    private readonly TemporaryFolder _folder = new();

    internal override string[] Address => ["lmdb", Path];

    internal string Path => _folder["db"];

    /// <summary>Readers of a database that is made anew keep the old one: nothing may be open.</summary>
    internal override Task Clear()
    {
        Directory.Delete(Path, recursive: true);
        return Task.CompletedTask;
    }

    private protected override Task<IRecoveryDb> OpenCore() =>
        Task.FromResult<IRecoveryDb>(LmdbRecoveryDb.Open(Path, new LmdbRecoveryDbOptions { Durability = RecoveryDbDurability.NoSync }));

    private protected override Task DropCore()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }
}

internal sealed class PostgresStore(PostgresCluster cluster, string database) : Store
{
    internal override string[] Address => ["postgres", Url];

    internal string Database => database;

    internal string Url { get; } = cluster.UrlOf(database);

    internal static async Task<PostgresStore> Create(PostgresCluster cluster) => new(cluster, await cluster.CreateDatabase());

    /// <summary>Whether the database can be another test's after this one.</summary>
    internal bool IsSpoiled { get; set; }

    internal override Task Clear() => cluster.Empty(database);

    internal Task Execute(string sql) => cluster.Execute(database, sql);

    private protected override async Task<IRecoveryDb> OpenCore() => await PostgresRecoveryDb.OpenAsync(Url, new PostgresOptions { MaxConnections = 4 });

    private protected override Task DropCore() => IsSpoiled ? cluster.DropDatabase(database) : cluster.GiveBack(database);
}
