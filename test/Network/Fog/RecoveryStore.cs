// Where a Fog's recovery database lies (fact sheet fog §0.2, §3.1).
using MobileCoin.RecoveryDb;
using Npgsql;

namespace MobileCoin.Network;

/// <summary>A recovery database of a Fog's own, as programs are told of it, and as tests read it.</summary>
internal abstract class RecoveryStore : IAsyncDisposable
{
    /// <summary>The variable that programs find it by, and its value.</summary>
    internal abstract (string Name, string Value) Variable { get; }

    /// <summary>Opens it, beside the programs.</summary>
    internal abstract Task<IRecoveryDb> OpenAsync();

    public abstract ValueTask DisposeAsync();
}

/// <summary>In a folder.</summary>
internal sealed class FolderStore(string folder) : RecoveryStore
{
    internal override (string Name, string Value) Variable => ("MC_RECOVERY_DB", folder);

    internal override Task<IRecoveryDb> OpenAsync() => Task.FromResult<IRecoveryDb>(LmdbRecoveryDb.Open(folder));

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>On the server that TEST_DATABASE_URL names, or on one of its own.</summary>
internal sealed class PostgresStore : RecoveryStore
{
    private readonly string _server;

    private PostgresStore(string server, PrivatePostgres? own) => (_server, Own) = (server, own);

    /// <summary>Why there can be none; null if there can.</summary>
    internal static string? Missing => Given is null && !PrivatePostgres.IsInstalled ? "postgresql is not installed, and TEST_DATABASE_URL is not set" : null;

    /// <summary>The server, if it is its own.</summary>
    internal PrivatePostgres? Own { get; }

    internal string Database { get; } = "fog_test_" + PrivatePostgres.RandomName();

    internal string Url => Of(Database);

    internal override (string Name, string Value) Variable => ("DATABASE_URL", Url);

    private static string? Given => Environment.GetEnvironmentVariable("TEST_DATABASE_URL");

    /// <summary>An empty database, without tables.</summary>
    /// <param name="onOwnServer">On a server of its own whatever the environment says.</param>
    internal static async Task<PostgresStore> CreateAsync(bool onOwnServer = false)
    {
        PrivatePostgres? own = Given is null || onOwnServer ? await PrivatePostgres.CreateAsync().ConfigureAwait(false) : null;
        var store = new PostgresStore(Given ?? "", own);
        try
        {
            await store.ExecuteAsync($"CREATE DATABASE {store.Database}", "postgres").ConfigureAwait(false);
            return store;
        }
        catch
        {
            await store.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    internal override async Task<IRecoveryDb> OpenAsync() => await PostgresRecoveryDb.OpenAsync(Url).ConfigureAwait(false);

    /// <summary>Does something behind the programs' backs.</summary>
    internal async Task ExecuteAsync(string sql, string? database = null)
    {
        NpgsqlConnectionStringBuilder builder = PostgresUrl.Parse(Of(database ?? Database));
        builder.Pooling = false;
        NpgsqlDataSource source = NpgsqlDataSource.Create(builder);
        await using (source.ConfigureAwait(false))
        {
            NpgsqlCommand command = source.CreateCommand(sql);
            await using (command.ConfigureAwait(false)) await command.ExecuteNonQueryAsync().ConfigureAwait(false);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        if (Own is null) await ExecuteAsync($"DROP DATABASE IF EXISTS {Database} WITH (FORCE)", "postgres").ConfigureAwait(false);
        else await Own.DisposeAsync().ConfigureAwait(false);
    }

    private string Of(string database) => Own is not null ? Own.UrlOf(database) : $"{_server.TrimEnd('/')}/{database}";
}
