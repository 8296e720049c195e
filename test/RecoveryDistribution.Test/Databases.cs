using MobileCoin.RecoveryDb;
using MobileCoin.RecoveryDb.Rows;
using MobileCoin.RecoveryDb.Test;

namespace MobileCoin.RecoveryDistribution.Test;

/// <summary>Databases of both kinds for a test, and what is in them.</summary>
internal sealed class Databases(PostgresCluster cluster) : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<IAsyncDisposable> _opened = [];
    private int _count;

    internal string this[string name] => _folder[name];

    internal async Task<IRecoveryDb> MakeAsync(bool onPostgres)
    {
        Store store = onPostgres ? await PostgresStore.Create(cluster) : new LmdbStore();
        _opened.Add(store);
        return await store.Open();
    }

    /// <summary>A place without a database, and how to open what came there.</summary>
    internal async Task<(Func<Task<IRowTarget>> Target, Func<Task<IRecoveryDb>> Open)> PlaceAsync(bool onPostgres)
    {
        if (!onPostgres)
        {
            string path = _folder[$"restored{_count++}"];
            return (() => Task.FromResult<IRowTarget>(LmdbRowTarget.Create(path)), () => Keep(LmdbRecoveryDb.Open(path, new LmdbRecoveryDbOptions { Create = false })));
        }
        PostgresStore store = await PostgresStore.Create(cluster);
        _opened.Add(store);
        return (async () => await PostgresRowTarget.CreateAsync(store.Url, new PostgresOptions(), default), store.Open);
    }

    /// <summary>Every row, as text.</summary>
    internal static async Task<string> RowsAsync(IRecoveryDb db)
    {
        await using IRowSnapshot rows = await ((IRowSource)db).BeginSnapshotAsync(default);
        List<string> lines = [];
        IReadOnlyList<IngressKeyRow> keys = await rows.KeysAsync(default);
        lines.AddRange(keys.Select(k => k.ToString()));
        // The embedded database keeps milliseconds.
        lines.AddRange((await rows.InvocationsAsync(default)).Select(i => $"{i with { EgressKey = default, LastActiveAt = i.LastActiveAt / 1000 }} {Convert.ToHexString(i.EgressKey.Span)}"));
        foreach (IngressKeyRow key in keys)
        {
            lines.AddRange((await rows.BlocksAsync(key.Key, null, long.MaxValue, default)).Select(b => $"{b with { Records = default }} {Convert.ToHexString(b.Records.Span)}"));
        }
        lines.AddRange((await rows.EventsAsync(0, default)).Select(e => e.ToString()));
        lines.AddRange((await rows.ReportsAsync(default)).Select(r => $"{r with { Evidence = default }} {Convert.ToHexString(r.Evidence.Span)}"));
        return string.Join('\n', lines);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (IAsyncDisposable opened in Enumerable.Reverse(_opened)) await opened.DisposeAsync();
        _folder.Dispose();
    }

    private Task<IRecoveryDb> Keep(IRecoveryDb db)
    {
        _opened.Add(db);
        return Task.FromResult(db);
    }
}
