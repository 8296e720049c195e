using System.Collections.Concurrent;
using MobileCoin.Devnet;
using Npgsql;

[assembly: AssemblyFixture(typeof(MobileCoin.RecoveryDb.Test.PostgresCluster))]

namespace MobileCoin.RecoveryDb.Test;

/// <summary>
/// The server that TEST_DATABASE_URL names, or one of the tests' own in a temporary folder, which runs while they do. It starts when a test
/// first needs it.
/// </summary>
public sealed class PostgresCluster : IAsyncDisposable
{
    private readonly string? _given = Environment.GetEnvironmentVariable("TEST_DATABASE_URL");
    private readonly SemaphoreSlim _turn = new(1);
    private readonly ConcurrentBag<string> _spare = [];
    private readonly string _template = "fog_test_template_" + PrivatePostgres.RandomName();
    private PrivatePostgres? _own;
    private string? _url;

    /// <summary>Why there is none; null if there is one.</summary>
    public string? Missing => _given is null && !PrivatePostgres.IsInstalled ? "postgresql is not installed, and TEST_DATABASE_URL is not set" : null;

    internal string UrlOf(string database) => _given is null ? _own!.UrlOf(database) : $"{_given.TrimEnd('/')}/{database}";

    /// <summary>An empty recovery database.</summary>
    internal async Task<string> CreateDatabase()
    {
        await Start();
        return _spare.TryTake(out string? spare) ? spare : await CreateDatabase("fog_test_" + PrivatePostgres.RandomName(), _template);
    }

    /// <summary>For another test: making a database takes longer than most tests.</summary>
    internal async Task GiveBack(string database)
    {
        await Empty(database);
        _spare.Add(database);
    }

    internal Task Empty(string database) =>
        Execute(database, "TRUNCATE ingress_keys, ingest_invocations, ingested_blocks, user_events, reports RESTART IDENTITY");

    /// <summary>An empty database.</summary>
    internal async Task<string> CreateBareDatabase()
    {
        await Start();
        return await CreateDatabase("fog_test_" + PrivatePostgres.RandomName(), "template1");
    }

    internal Task DropDatabase(string database) => Execute("postgres", $"DROP DATABASE IF EXISTS {database} WITH (FORCE)");

    internal async Task Execute(string database, string sql)
    {
        await using NpgsqlDataSource source = Source(database);
        await using NpgsqlCommand command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    internal async Task<List<string>> Query(string database, string sql)
    {
        await using NpgsqlDataSource source = Source(database);
        await using NpgsqlCommand command = source.CreateCommand(sql);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync();
        List<string> rows = [];
        while (await reader.ReadAsync()) rows.Add(reader.IsDBNull(0) ? "" : reader.GetString(0));
        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        if (_url is not null && _given is not null)
        {
            foreach (string database in _spare.Append(_template)) await DropDatabase(database);
        }
        if (_own is not null) await _own.DisposeAsync();
        _turn.Dispose();
    }

    private async Task<string> CreateDatabase(string name, string template)
    {
        await _turn.WaitAsync(); // a template is copied once at a time
        try
        {
            await Execute("postgres", $"CREATE DATABASE {name} TEMPLATE {template}");
        }
        finally
        {
            _turn.Release();
        }
        return name;
    }

    private async Task Start()
    {
        await _turn.WaitAsync();
        try
        {
            if (_url is not null) return;
            if (_given is null) _own ??= await PrivatePostgres.CreateAsync();
            await Execute("postgres", $"CREATE DATABASE {_template}");
            await PostgresMigrations.RunAsync(UrlOf(_template));
            _url = UrlOf("postgres");
        }
        finally
        {
            _turn.Release();
        }
    }

    private NpgsqlDataSource Source(string database)
    {
        NpgsqlConnectionStringBuilder builder = PostgresUrl.Parse(UrlOf(database));
        builder.Pooling = false;
        return NpgsqlDataSource.Create(builder);
    }
}
