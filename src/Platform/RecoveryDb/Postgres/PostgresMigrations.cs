// Making and recognising the schema, in the way of the diesel program (fact sheet fog §3.2, §0.8).
using System.Reflection;
using Npgsql;

namespace MobileCoin.RecoveryDb;

/// <summary>What there is of the schema in a database.</summary>
public enum PostgresMigrationState
{
    /// <summary>Nothing.</summary>
    Empty,

    /// <summary>Some migrations were made, others were not.</summary>
    Pending,

    /// <summary>All migrations were made.</summary>
    Current,

    /// <summary>Tables that no migration made, or migrations that are not known here.</summary>
    Foreign,
}

/// <summary>The migrations of the recovery database. A deployment that upstream's programs made is recognised, and the other way round.</summary>
public static class PostgresMigrations
{
    private const long OneAtATime = 0x4D43_464F_4752_4442; // a number for the server's lock

    /// <summary>The names of all migrations, in their order: digits of a date, then words.</summary>
    public static IReadOnlyList<string> Names { get; } = ["00000000000000_diesel_initial_setup", "2020-11-03-203017_create_initial_db"];

    /// <summary>Tells what there is of the schema.</summary>
    /// <exception cref="RecoveryDbException">The database cannot be reached.</exception>
    public static async Task<PostgresMigrationState> FindStateAsync(string url, PostgresOptions? options = null, CancellationToken cancellation = default)
    {
        var server = new PostgresServer(url, options ?? new PostgresOptions());
        await using (server.ConfigureAwait(false))
        {
            return await server.RunAsync((connection, _) => FindStateAsync(connection, cancellation), cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Makes the migrations that were not made, each in a transaction of its own. Several programs may try at once.</summary>
    /// <returns>The names of those that were made now.</returns>
    /// <exception cref="RecoveryDbException"><see cref="RecoveryDbError.Schema"/>: the database is another's.</exception>
    public static async Task<IReadOnlyList<string>> RunAsync(string url, PostgresOptions? options = null, CancellationToken cancellation = default)
    {
        var server = new PostgresServer(url, options ?? new PostgresOptions());
        await using (server.ConfigureAwait(false))
        {
            return await server.RunAsync((connection, _) => RunAsync(connection, server.Name, cancellation), cancellation).ConfigureAwait(false);
        }
    }

    internal static async Task<PostgresMigrationState> FindStateAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        List<string> tables = await connection.Command("SELECT tablename::text FROM pg_tables WHERE schemaname = ANY (current_schemas(false))")
            .RowsAsync(row => row.GetString(0), cancellation).ConfigureAwait(false);
        bool hasOurs = PostgresSchema.TableNames.Any(tables.Contains);
        if (!tables.Contains("__diesel_schema_migrations")) return tables.Count == 0 ? PostgresMigrationState.Empty : PostgresMigrationState.Foreign;
        List<string> made = await VersionsAsync(connection, cancellation).ConfigureAwait(false);
        if (made.Count == 0) return tables.Count == 1 ? PostgresMigrationState.Empty : PostgresMigrationState.Foreign;
        if (made.Except(Names.Select(Version), StringComparer.Ordinal).Any()) return PostgresMigrationState.Foreign;
        if (made.Count == Names.Count) return PostgresMigrationState.Current;
        return hasOurs ? PostgresMigrationState.Foreign : PostgresMigrationState.Pending;
    }

    private static async Task<IReadOnlyList<string>> RunAsync(NpgsqlConnection connection, string name, CancellationToken cancellation)
    {
        await connection.Command("SELECT pg_advisory_lock($1)", OneAtATime).ExecuteAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (await FindStateAsync(connection, cancellation).ConfigureAwait(false) == PostgresMigrationState.Foreign)
            {
                throw new RecoveryDbException(
                    RecoveryDbError.Schema, $"{name}: the database holds other tables than those of a recovery database: give an empty one");
            }
            const string versions =
                """
                CREATE TABLE IF NOT EXISTS __diesel_schema_migrations (
                    version varchar(50) PRIMARY KEY NOT NULL, run_on timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP)
                """;
            await connection.Command(versions).ExecuteAsync(cancellation).ConfigureAwait(false);
            List<string> made = await VersionsAsync(connection, cancellation).ConfigureAwait(false), now = [];
            foreach (string migration in Names.Where(n => !made.Contains(Version(n))))
            {
                await MakeAsync(connection, migration, cancellation).ConfigureAwait(false);
                now.Add(migration);
            }
            return now;
        }
        finally
        {
            if (connection.State == System.Data.ConnectionState.Open)
            {
                await connection.Command("SELECT pg_advisory_unlock($1)", OneAtATime).ExecuteAsync(CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    private static async Task MakeAsync(NpgsqlConnection connection, string migration, CancellationToken cancellation)
    {
        NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellation).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            await connection.Command(await ReadAsync($"{migration}/up.sql", cancellation).ConfigureAwait(false)).ExecuteAsync(cancellation).ConfigureAwait(false);
            await connection.Command("INSERT INTO __diesel_schema_migrations (version) VALUES ($1)", Version(migration)).ExecuteAsync(cancellation).ConfigureAwait(false);
            await transaction.CommitAsync(cancellation).ConfigureAwait(false);
        }
    }

    private static Task<List<string>> VersionsAsync(NpgsqlConnection connection, CancellationToken cancellation) =>
        connection.Command("SELECT version FROM __diesel_schema_migrations").RowsAsync(row => row.GetString(0), cancellation);

    /// <summary>The digits of a migration's name.</summary>
    private static string Version(string migration) => migration[..migration.IndexOf('_', StringComparison.Ordinal)].Replace("-", "", StringComparison.Ordinal);

    private static async Task<string> ReadAsync(string name, CancellationToken cancellation)
    {
        Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is not in the assembly");
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(cancellation).ConfigureAwait(false);
    }
}
