// How every program finds the recovery database (fact sheet fog §0.2, §0.4, §2.2, §3.1).
using Microsoft.Extensions.Logging;
using MobileCoin.Hosting;

namespace MobileCoin.RecoveryDb;

/// <summary>The flags of programs that use the recovery database: PostgreSQL's address or the folder of an embedded one; PostgreSQL wins.</summary>
public static class RecoveryDbFlags
{
    /// <summary>PostgreSQL's address.</summary>
    public static Flag<string> DatabaseUrl { get; } =
        Flags.Text("database-url", "DATABASE_URL", "the recovery database on PostgreSQL: postgres://user:password@host/database") with { IsSecret = true, ValueName = "url" };

    /// <summary>The folder of an embedded database.</summary>
    public static Flag<string> RecoveryDb { get; } =
        Flags.Path("recovery-db", "MC_RECOVERY_DB", "the folder of an embedded recovery database, made if missing; of no effect beside PostgreSQL")
            with { VariableAliases = ["ACCOUNT_DB_DIR"] };

    /// <summary>How long a connection may be idle.</summary>
    public static Flag<TimeSpan> IdleTimeout { get; } =
        Flags.Seconds("postgres-idle-timeout", "MC_POSTGRES_IDLE_TIMEOUT", "how long a connection may be idle before it is closed") with { Default = new PostgresOptions().IdleTimeout };

    /// <summary>How long a connection lives.</summary>
    public static Flag<TimeSpan> MaxLifetime { get; } =
        Flags.Seconds("postgres-max-lifetime", "MC_POSTGRES_MAX_LIFETIME", "how long a connection lives at most") with { Default = new PostgresOptions().MaxLifetime };

    /// <summary>How long to wait for a connection.</summary>
    public static Flag<TimeSpan> ConnectionTimeout { get; } =
        Flags.Seconds("postgres-connection-timeout", "MC_POSTGRES_CONNECTION_TIMEOUT", "how long to wait for a connection") with { Default = new PostgresOptions().ConnectionTimeout };

    /// <summary>Connections at most.</summary>
    public static Flag<int> MaxConnections { get; } =
        Flags.Number("postgres-max-connections", "MC_POSTGRES_MAX_CONNECTIONS", "connections at most", 1, 1000) with { Default = new PostgresOptions().MaxConnections };

    /// <summary>Further attempts.</summary>
    public static Flag<int> RetryCount { get; } =
        Flags.Number("postgres-retry-count", "MC_POSTGRES_RETRY_COUNT", "how often an operation is tried again when the connection fails", 0, 1000) with { Default = new PostgresOptions().RetryCount };

    /// <summary>The time between attempts.</summary>
    public static Flag<TimeSpan> RetryMillis { get; } =
        Flags.Milliseconds("postgres-retry-millis", "MC_POSTGRES_RETRY_MILLIS", "how long to wait between attempts") with { Default = new PostgresOptions().RetryBackoff };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Flag> All { get; } =
        [DatabaseUrl, RecoveryDb, IdleTimeout, MaxLifetime, ConnectionTimeout, MaxConnections, RetryCount, RetryMillis];

    /// <summary>That there is a database.</summary>
    public static FlagRule Rule { get; } = new(
        "--database-url or --recovery-db",
        isGiven => isGiven(DatabaseUrl.Name) || isGiven(RecoveryDb.Name) ? null : "neither --database-url (DATABASE_URL) nor --recovery-db (MC_RECOVERY_DB) says where the recovery database is");

    /// <summary>What to tell the operator about them; null if nothing.</summary>
    public static string? Warning(FlagValues values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return values.IsGiven(DatabaseUrl) && values.IsGiven(RecoveryDb) ? "--database-url and --recovery-db are both given: PostgreSQL is used" : null;
    }

    /// <summary>The options that the flags make.</summary>
    public static PostgresOptions Options(FlagValues values, TimeProvider time, ILogger? logger)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new PostgresOptions
        {
            IdleTimeout = values.Get(IdleTimeout),
            MaxLifetime = values.Get(MaxLifetime),
            ConnectionTimeout = values.Get(ConnectionTimeout),
            MaxConnections = values.Get(MaxConnections),
            RetryCount = values.Get(RetryCount),
            RetryBackoff = values.Get(RetryMillis),
            TimeProvider = time,
            Logger = logger,
        };
    }

    /// <summary>Opens the database that the flags name.</summary>
    /// <exception cref="HostingException">It cannot be opened; the message names the flag. Its cause is a <see cref="RecoveryDbException"/>.</exception>
    public static async Task<IRecoveryDb> OpenAsync(FlagValues values, TimeProvider time, ILogger? logger, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        bool onPostgres = values.Find(DatabaseUrl) is not null;
        try
        {
            return onPostgres
                ? await PostgresRecoveryDb.OpenAsync(values.Get(DatabaseUrl), Options(values, time, logger), cancellation).ConfigureAwait(false)
                : LmdbRecoveryDb.Open(values.Get(RecoveryDb), new LmdbRecoveryDbOptions { TimeProvider = time, Logger = logger });
        }
        catch (RecoveryDbException e)
        {
            throw new HostingException($"{(onPostgres ? "DATABASE_URL" : RecoveryDb.Title)}: {e.Message}", e);
        }
    }
}
