// Runs of ingest enclaves on PostgreSQL (fact sheet fog §3.4).
using MobileCoin.Curve25519;
using MobileCoin.Transactions;
using Npgsql;

namespace MobileCoin.RecoveryDb;

public sealed partial class PostgresRecoveryDb
{
    /// <summary>The server's clock in UTC, which upstream's readers take the column for.</summary>
    private const string Now = "(now() AT TIME ZONE 'UTC')";

    /// <inheritdoc/>
    public Task<long> NewIngestInvocationAsync(
        long? previous, CompressedRistretto ingressKey, KexRngPubkeyMessage egressKey, ulong startBlock, CancellationToken cancellation = default)
    {
        Bounds.RequireEgressKey(egressKey, nameof(egressKey));
        Bounds.Require(startBlock, nameof(startBlock));
        byte[] egress = egressKey.PublicKey.ToArray();
        return RunAsync(
            async (connection, mayBeDone) =>
            {
                if (mayBeDone && await OwnInvocationAsync(connection, ingressKey, egress, startBlock, cancellation).ConfigureAwait(false) is { } done) return done;
                NpgsqlTransaction transaction = await BeginEventsAsync(connection, cancellation).ConfigureAwait(false);
                await using (transaction.ConfigureAwait(false))
                {
                    if (previous is { } ended) await DecommissionAsync(connection, ended, cancellation).ConfigureAwait(false);
                    long id = await InsertInvocationAsync(connection, ingressKey, egress, (int)egressKey.Version, startBlock, cancellation).ConfigureAwait(false);
                    const string tell = "INSERT INTO user_events (event_type, new_ingest_invocation_id) VALUES ('new_ingest_invocation', $1)";
                    await connection.Command(tell, id).ExecuteAsync(cancellation).ConfigureAwait(false);
                    await CommitAsync(connection, transaction, cancellation).ConfigureAwait(false);
                    return id;
                }
            },
            cancellation);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<IngestableRange>> GetIngestableRangesAsync(CancellationToken cancellation = default)
    {
        const string select =
            """
            SELECT id, start_block, decommissioned, (SELECT MAX(block_number) FROM ingested_blocks b WHERE b.ingest_invocation_id = i.id)
            FROM ingest_invocations i ORDER BY id
            """;
        return await ReadAsync(
            connection => connection.Command(select).RowsAsync(
                row => new IngestableRange(row.GetInt64(0), row.UInt64(1), row.GetBoolean(2), row.MaybeUInt64(3)), cancellation),
            cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task DecommissionIngestInvocationAsync(long ingestInvocationId, CancellationToken cancellation = default) => RunAsync(
        async (connection, mayBeDone) =>
        {
            NpgsqlTransaction transaction = await BeginEventsAsync(connection, cancellation).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                try
                {
                    await DecommissionAsync(connection, ingestInvocationId, cancellation).ConfigureAwait(false);
                }
                catch (RecoveryDbException e) when (mayBeDone && e.Error == RecoveryDbError.AlreadyDecommissioned)
                {
                    return true;
                }
                await CommitAsync(connection, transaction, cancellation).ConfigureAwait(false);
                return true;
            }
        },
        cancellation);

    /// <inheritdoc/>
    public Task UpdateLastActiveAtAsync(long ingestInvocationId, CancellationToken cancellation = default) => ReadAsync(
        connection => connection.Command($"UPDATE ingest_invocations SET last_active_at = {Now} WHERE id = $1", ingestInvocationId).ExecuteAsync(cancellation), cancellation);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ExpiredInvocationRecord>> GetExpiredInvocationsAsync(DateTimeOffset before, CancellationToken cancellation = default)
    {
        const string select = "SELECT id, egress_public_key, rng_version, last_active_at FROM ingest_invocations WHERE last_active_at < $1 ORDER BY id";
        return await ReadAsync(
            connection => connection.Command(select, DateTime.SpecifyKind(before.UtcDateTime, DateTimeKind.Unspecified)).RowsAsync(
                row => new ExpiredInvocationRecord(
                    row.GetInt64(0),
                    new KexRngPubkeyMessage(row.Bytes(1), (uint)row.GetInt32(2)),
                    new DateTimeOffset(DateTime.SpecifyKind(row.GetDateTime(3), DateTimeKind.Utc))),
                cancellation),
            cancellation).ConfigureAwait(false);
    }

    /// <summary>
    /// Begins a transaction that writes events. One at a time: the ids of two at once might become visible in the wrong order, and a reader whose
    /// cursor is past the later one would never see the other.
    /// </summary>
    private static async Task<NpgsqlTransaction> BeginEventsAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellation).ConfigureAwait(false);
        try
        {
            await connection.Command("LOCK TABLE user_events IN SHARE ROW EXCLUSIVE MODE").ExecuteAsync(cancellation).ConfigureAwait(false);
            return transaction;
        }
        catch
        {
            await transaction.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static async Task CommitAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellation)
    {
        await connection.Command(PostgresWatch.Notify).ExecuteAsync(cancellation).ConfigureAwait(false);
        await transaction.CommitAsync(cancellation).ConfigureAwait(false);
    }

    private static async Task DecommissionAsync(NpgsqlConnection connection, long id, CancellationToken cancellation)
    {
        const string end = $"UPDATE ingest_invocations SET decommissioned = true, last_active_at = {Now} WHERE id = $1";
        if (await connection.Command(end, id).ExecuteAsync(cancellation).ConfigureAwait(false) == 0) throw NoInvocation(id);
        const string tell = "INSERT INTO user_events (event_type, decommission_ingest_invocation_id) VALUES ('decommission_ingest_invocation', $1)";
        try
        {
            await connection.Command(tell, id).ExecuteAsync(cancellation).ConfigureAwait(false);
        }
        catch (PostgresException e) when (PostgresFailure.IsUniqueViolation(e, "user_events"))
        {
            throw new RecoveryDbException(RecoveryDbError.AlreadyDecommissioned, $"ingest invocation {id} has ended already", e);
        }
    }

    private static async Task<long> InsertInvocationAsync(
        NpgsqlConnection connection, CompressedRistretto ingressKey, byte[] egress, int version, ulong startBlock, CancellationToken cancellation)
    {
        const string insert =
            $"""
            INSERT INTO ingest_invocations (ingress_public_key, egress_public_key, last_active_at, start_block, rng_version)
            VALUES ($1, $2, {Now}, $3, $4) RETURNING id
            """;
        try
        {
            return (long)(await connection.Command(insert, ingressKey, egress, startBlock, version).ScalarAsync(cancellation).ConfigureAwait(false))!;
        }
        catch (PostgresException e) when (PostgresFailure.IsUniqueViolation(e, "ingest_invocations"))
        {
            throw new RecoveryDbException(RecoveryDbError.EgressKeyAlreadyUsed, $"the egress key {Convert.ToHexStringLower(egress)} was entered before", e);
        }
        catch (PostgresException e) when (PostgresFailure.IsForeignKeyViolation(e))
        {
            throw NoIngressKey(ingressKey);
        }
    }

    private static async Task<long?> OwnInvocationAsync(
        NpgsqlConnection connection, CompressedRistretto ingressKey, byte[] egress, ulong startBlock, CancellationToken cancellation)
    {
        const string select = "SELECT id FROM ingest_invocations WHERE egress_public_key = $1 AND ingress_public_key = $2 AND start_block = $3";
        return (long?)await connection.Command(select, egress, ingressKey, startBlock).ScalarAsync(cancellation).ConfigureAwait(false);
    }
}
