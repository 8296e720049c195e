// The recovery database on PostgreSQL, with upstream's schema (fact sheet fog §3.1, §3.2).
using MobileCoin.Curve25519;
using Npgsql;

namespace MobileCoin.RecoveryDb;

/// <summary>
/// The recovery database on PostgreSQL. The schema is upstream's, made by <see cref="PostgresMigrations"/>: programs of either make may share it.
/// </summary>
public sealed partial class PostgresRecoveryDb : IRecoveryDb
{
    private readonly PostgresServer _server;

    private PostgresRecoveryDb(PostgresServer server) => _server = server;

    /// <summary>Host and database, without user and password.</summary>
    public string Name => _server.Name;

    /// <summary>Connects to a recovery database, and looks whether it is one.</summary>
    /// <param name="url">What <c>DATABASE_URL</c> holds.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="RecoveryDbException">
    /// It cannot be reached; it has another schema, or not yet one (<see cref="RecoveryDbError.Schema"/>).
    /// </exception>
    public static async Task<PostgresRecoveryDb> OpenAsync(string url, PostgresOptions? options = null, CancellationToken cancellation = default)
    {
        PostgresServer? server = new(url, options ?? new PostgresOptions());
        try
        {
            await PostgresSchema.RequireAsync(server, cancellation).ConfigureAwait(false);
            var opened = new PostgresRecoveryDb(server);
            server = null;
            return opened;
        }
        finally
        {
            if (server is not null) await server.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public IRecoveryDbWatch Watch() => new PostgresWatch(_server);

    /// <summary>Closes the connections.</summary>
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    /// <summary>For tests: the next operation is done, and its connection fails before the answer is there.</summary>
    internal void LoseNextAnswer() => _server.LoseNextAnswer = true;

    private Task<T> RunAsync<T>(Func<NpgsqlConnection, bool, Task<T>> work, CancellationToken cancellation) => _server.RunAsync(work, cancellation);

    private Task<T> ReadAsync<T>(Func<NpgsqlConnection, Task<T>> read, CancellationToken cancellation) =>
        _server.RunAsync((connection, _) => read(connection), cancellation);

    private async Task<ulong?> NumberAsync(string sql, object? parameter, CancellationToken cancellation) =>
        (ulong?)(long?)await ReadAsync(c => c.Command(sql, parameter).ScalarAsync(cancellation), cancellation).ConfigureAwait(false);

    private static bool IsBeyond(ulong number) => number > long.MaxValue;

    private static RecoveryDbException NoIngressKey(CompressedRistretto key) => new(RecoveryDbError.MissingIngressKey, $"there is no ingress key {key}");

    private static RecoveryDbException NoInvocation(long id) => new(RecoveryDbError.MissingIngestInvocation, $"there is no ingest invocation {id}");
}
