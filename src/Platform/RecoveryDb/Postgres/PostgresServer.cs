// Connections to PostgreSQL, and operations on them that are tried again (fact sheet fog §3.1).
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace MobileCoin.RecoveryDb;

/// <summary>A pool of connections. The server's name in messages holds neither user nor password.</summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private readonly NpgsqlDataSource _source;
    private readonly NpgsqlDataSource _listening;

    internal PostgresServer(string url, PostgresOptions options)
    {
        Options = options;
        NpgsqlConnectionStringBuilder pooled = Address(url);
        Name = $"{pooled.Host}/{pooled.Database}";
        pooled.Timeout = Seconds(options.ConnectionTimeout, 1024);
        pooled.ConnectionIdleLifetime = Seconds(options.IdleTimeout, int.MaxValue);
        pooled.ConnectionPruningInterval = Math.Min(pooled.ConnectionPruningInterval, pooled.ConnectionIdleLifetime);
        pooled.ConnectionLifetime = Seconds(options.MaxLifetime, int.MaxValue);
        pooled.MaxPoolSize = Math.Max(1, options.MaxConnections);
        pooled.TcpKeepAlive = true;
        pooled.Enlist = false;
        _source = NpgsqlDataSource.Create(pooled);
        NpgsqlConnectionStringBuilder listening = Address(url);
        listening.Pooling = false;
        listening.TcpKeepAlive = true;
        listening.KeepAlive = 30;
        listening.Timeout = pooled.Timeout;
        _listening = NpgsqlDataSource.Create(listening);
    }

    internal PostgresOptions Options { get; }

    /// <summary>Host and database.</summary>
    internal string Name { get; }

    /// <summary>For tests: see <see cref="PostgresRecoveryDb.LoseNextAnswer"/>.</summary>
    internal bool LoseNextAnswer { get; set; }

    public async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync().ConfigureAwait(false);
        await _listening.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>A connection of the pool, for work that is not tried again as a whole.</summary>
    internal ValueTask<NpgsqlConnection> OpenAsync(CancellationToken cancellation) => _source.OpenConnectionAsync(cancellation);

    internal ValueTask<NpgsqlConnection> OpenListeningAsync(CancellationToken cancellation) => _listening.OpenConnectionAsync(cancellation);

    /// <summary>Runs an operation, again if the connection fails.</summary>
    /// <param name="work">
    /// The operation, one transaction. It is told whether an attempt before it may have succeeded unnoticed.
    /// </param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="RecoveryDbException">What the operation throws; the last failure.</exception>
    internal async Task<T> RunAsync<T>(Func<NpgsqlConnection, bool, Task<T>> work, CancellationToken cancellation)
    {
        bool mayBeDone = false;
        for (int attempt = 1; ; attempt++)
        {
            NpgsqlConnection? connection = null;
            try
            {
                connection = await _source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
                T result = await work(connection, mayBeDone).ConfigureAwait(false);
                if (!LoseNextAnswer) return result;
                LoseNextAnswer = false;
                throw new NpgsqlException("the answer was lost", new IOException("the answer was lost"));
            }
            catch (Exception e) when (attempt <= Options.RetryCount && PostgresFailure.IsDatabaseFailure(e) && PostgresFailure.IsRetried(e))
            {
                mayBeDone |= connection is not null && PostgresFailure.MayBeDone(e);
                RecoveryDbLog.TryingAgain(Options.Logger ?? NullLogger.Instance, Name, attempt, e.Message);
            }
            catch (Exception e) when (PostgresFailure.IsDatabaseFailure(e))
            {
                throw PostgresFailure.From(e, Name);
            }
            finally
            {
                if (connection is not null) await connection.DisposeAsync().ConfigureAwait(false);
            }
            // Not for secrets: several programs should not knock at the same moment.
            await Task.Delay(Options.RetryBackoff * (0.5 + Random.Shared.NextDouble()), Options.TimeProvider, cancellation).ConfigureAwait(false);
        }
    }

    private static NpgsqlConnectionStringBuilder Address(string url)
    {
        try
        {
            return PostgresUrl.Parse(url);
        }
        catch (FormatException e)
        {
            throw new RecoveryDbException(RecoveryDbError.Connection, e.Message, e, isTransient: false);
        }
    }

    private static int Seconds(TimeSpan span, int most) => (int)Math.Clamp(Math.Ceiling(span.TotalSeconds), 1, most);
}
