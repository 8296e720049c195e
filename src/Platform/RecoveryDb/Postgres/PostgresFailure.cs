// What PostgreSQL's failures are called in the recovery database, and which are worth another attempt (fact sheet fog §3.1).
using System.Net.Sockets;
using Npgsql;

namespace MobileCoin.RecoveryDb;

internal static class PostgresFailure
{
    internal static RecoveryDbException From(Exception e, string server) => e switch
    {
        PostgresException { SqlState: var state } of => new(
            Kind(state), $"{server}: {of.MessageText} ({state})", e, IsGone(of) || IsRace(of) ? true : IsRefused(of) ? false : null),
        NpgsqlException { InnerException: TimeoutException } when IsPool(e) => new(RecoveryDbError.R2d2, $"{server}: no connection came free in time", e),
        _ when IsBroken(e) => new(RecoveryDbError.Connection, $"{server}: {Reason(e)}", e),
        _ => new(RecoveryDbError.Orm, $"{server}: {e.Message}", e),
    };

    /// <summary>Whether to try again at once: the pool, or a connection, failed; or others were in the way. A read-only server stays one for longer.</summary>
    internal static bool IsRetried(Exception e) => e is PostgresException of ? IsGone(of) || IsRace(of) : IsPool(e) || (IsBroken(e) && !IsTimeout(e));

    /// <summary>Whether the work may have been done although it failed: the answer was lost. An error that the server tells is one before the end.</summary>
    internal static bool MayBeDone(Exception e) => !(e is PostgresException of && IsRace(of)) && !IsPool(e);

    internal static bool IsUniqueViolation(Exception e, string table) =>
        e is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } of && of.TableName == table
        // A key of the table's own is a damaged sequence, not a repetition.
        && of.ConstraintName?.EndsWith("_pkey", StringComparison.Ordinal) != true;

    internal static bool IsForeignKeyViolation(Exception e) => e is PostgresException { SqlState: PostgresErrorCodes.ForeignKeyViolation };

    internal static bool IsDatabaseFailure(Exception e) => e is NpgsqlException or SocketException or IOException or TimeoutException;

    private static RecoveryDbError Kind(string state) => state switch
    {
        PostgresErrorCodes.ReadOnlySqlTransaction => RecoveryDbError.ReadOnly,
        PostgresErrorCodes.DiskFull => RecoveryDbError.NoSpace,
        PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn or PostgresErrorCodes.UndefinedObject => RecoveryDbError.Schema,
        PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow => RecoveryDbError.Connection,
        PostgresErrorCodes.TooManyConnections => RecoveryDbError.R2d2,
        ['0', '8', ..] or ['2', '8', ..] or PostgresErrorCodes.InvalidCatalogName => RecoveryDbError.Connection,
        _ => RecoveryDbError.Orm,
    };

    /// <summary>No such database, user or password: an operator must change something.</summary>
    private static bool IsRefused(PostgresException e) => e.SqlState is ['2', '8', ..] or PostgresErrorCodes.InvalidCatalogName;

    private static bool IsGone(PostgresException e) =>
        e.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow
            or PostgresErrorCodes.TooManyConnections or ['0', '8', ..];

    private static bool IsRace(PostgresException e) => e.SqlState is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected;

    private static bool IsPool(Exception e) => e is NpgsqlException && e.Message.Contains("pool has been exhausted", StringComparison.Ordinal);

    private static bool IsTimeout(Exception e) => Innermost(e) is TimeoutException;

    private static bool IsBroken(Exception e) => e is SocketException or IOException or TimeoutException || (e is NpgsqlException and not PostgresException);

    // What was attempted, and why it failed: a missing socket alone is "Cannot assign requested address".
    private static string Reason(Exception e) => Innermost(e).Message is var why && e.Message.Contains(why, StringComparison.Ordinal) ? e.Message : $"{e.Message}: {why}";

    private static Exception Innermost(Exception e) => e.InnerException is { } inner ? Innermost(inner) : e;
}
