// A database on PostgreSQL that is filled with rows, in one transaction.
using MobileCoin.RecoveryDb.Rows;
using Npgsql;

namespace MobileCoin.RecoveryDb;

internal sealed class PostgresRowTarget : IRowTarget
{
    private readonly PostgresServer _server;
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;

    private PostgresRowTarget(PostgresServer server, NpgsqlConnection connection, NpgsqlTransaction transaction) =>
        (_server, _connection, _transaction) = (server, connection, transaction);

    /// <summary>Begins; makes the tables where there are none.</summary>
    /// <exception cref="RecoveryDbException">It cannot be reached, is another's, or holds something already.</exception>
    internal static async Task<PostgresRowTarget> CreateAsync(string url, PostgresOptions options, CancellationToken cancellation)
    {
        await PostgresMigrations.RunAsync(url, options, cancellation).ConfigureAwait(false);
        PostgresServer? server = new(url, options);
        NpgsqlConnection? connection = null;
        try
        {
            connection = await server.OpenAsync(cancellation).ConfigureAwait(false);
            NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellation).ConfigureAwait(false);
            string tables = string.Join(", ", PostgresSchema.TableNames);
            await connection.Command($"LOCK TABLE {tables} IN EXCLUSIVE MODE").ExecuteAsync(cancellation).ConfigureAwait(false);
            foreach (string table in PostgresSchema.TableNames)
            {
                if (await connection.Command($"SELECT 1 FROM {table} LIMIT 1").ScalarAsync(cancellation).ConfigureAwait(false) is not null)
                {
                    throw new RecoveryDbException(RecoveryDbError.Schema, $"{server.Name}: {table} holds something already; restore to an empty database");
                }
            }
            var target = new PostgresRowTarget(server, connection, transaction);
            (server, connection) = (null, null);
            return target;
        }
        catch (Exception e) when (PostgresFailure.IsDatabaseFailure(e))
        {
            throw PostgresFailure.From(e, server?.Name ?? "");
        }
        finally
        {
            if (connection is not null) await connection.DisposeAsync().ConfigureAwait(false);
            if (server is not null) await server.DisposeAsync().ConfigureAwait(false);
        }
    }

    public Task PutAsync(RowBatch rows, CancellationToken cancellation) => RunAsync(async () =>
    {
        await PutKeysAsync(rows.Keys, cancellation).ConfigureAwait(false);
        await PutInvocationsAsync(rows.Invocations, cancellation).ConfigureAwait(false);
        await PutBlocksAsync(rows.Blocks, cancellation).ConfigureAwait(false);
        await PutEventsAsync(rows.Events, cancellation).ConfigureAwait(false);
        await PutReportsAsync(rows.Reports, cancellation).ConfigureAwait(false);
    });

    public Task CommitAsync(CancellationToken cancellation) => RunAsync(async () =>
    {
        foreach (string table in (string[])["ingest_invocations", "user_events"])
        {
            string next = $"SELECT setval(pg_get_serial_sequence('{table}', 'id'), COALESCE(MAX(id), 0) + 1, false) FROM {table}";
            await _connection.Command(next).ExecuteAsync(cancellation).ConfigureAwait(false);
        }
        await _connection.Command(PostgresWatch.Notify).ExecuteAsync(cancellation).ConfigureAwait(false);
        await _transaction.CommitAsync(cancellation).ConfigureAwait(false);
    });

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync().ConfigureAwait(false);
        await _connection.DisposeAsync().ConfigureAwait(false);
        await _server.DisposeAsync().ConfigureAwait(false);
    }

    private Task PutKeysAsync(IReadOnlyList<IngressKeyRow> rows, CancellationToken cancellation)
    {
        const string insert =
            """
            INSERT INTO ingress_keys (ingress_public_key, start_block, pubkey_expiry, retired, lost)
            SELECT * FROM unnest($1::bytea[], $2::bigint[], $3::bigint[], $4::boolean[], $5::boolean[])
            ON CONFLICT (ingress_public_key) DO UPDATE SET pubkey_expiry = EXCLUDED.pubkey_expiry, retired = EXCLUDED.retired, lost = EXCLUDED.lost
            """;
        return InsertAsync(
            rows.Count, insert, cancellation, rows.Select(r => r.Key.ToBytes()).ToArray(), rows.Select(r => (long)r.Status.StartBlock).ToArray(),
            rows.Select(r => (long)r.Status.PubkeyExpiry).ToArray(), rows.Select(r => r.Status.Retired).ToArray(), rows.Select(r => r.Status.Lost).ToArray());
    }

    private Task PutInvocationsAsync(IReadOnlyList<InvocationRow> rows, CancellationToken cancellation)
    {
        const string insert =
            """
            INSERT INTO ingest_invocations (id, ingress_public_key, egress_public_key, rng_version, last_active_at, start_block, decommissioned)
            SELECT * FROM unnest($1::bigint[], $2::bytea[], $3::bytea[], $4::int[], $5::timestamp[], $6::bigint[], $7::boolean[])
            ON CONFLICT (id) DO UPDATE SET last_active_at = EXCLUDED.last_active_at, decommissioned = EXCLUDED.decommissioned
            """;
        return InsertAsync(
            rows.Count, insert, cancellation, rows.Select(r => r.Id).ToArray(), rows.Select(r => r.IngressKey.ToBytes()).ToArray(), rows.Select(r => r.EgressKey.ToArray()).ToArray(),
            rows.Select(r => (int)r.RngVersion).ToArray(), rows.Select(r => TimeOf(r.LastActiveAt)).ToArray(), rows.Select(r => (long)r.StartBlock).ToArray(),
            rows.Select(r => r.IsDecommissioned).ToArray());
    }

    private Task PutBlocksAsync(IReadOnlyList<BlockRow> rows, CancellationToken cancellation)
    {
        const string insert =
            """
            INSERT INTO ingested_blocks (ingest_invocation_id, ingress_public_key, block_number, cumulative_txo_count, block_signature_timestamp, proto_ingested_block_data)
            SELECT * FROM unnest($1::bigint[], $2::bytea[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bytea[])
            ON CONFLICT (ingress_public_key, block_number) DO NOTHING
            """;
        return InsertAsync(
            rows.Count, insert, cancellation, rows.Select(r => r.InvocationId).ToArray(), rows.Select(r => r.IngressKey.ToBytes()).ToArray(), rows.Select(r => (long)r.Number).ToArray(),
            rows.Select(r => (long)r.CumulativeTxoCount).ToArray(), rows.Select(r => (long)r.SignatureTimestamp).ToArray(), rows.Select(r => r.Records.ToArray()).ToArray());
    }

    private Task PutEventsAsync(IReadOnlyList<EventRow> rows, CancellationToken cancellation)
    {
        const string insert =
            """
            INSERT INTO user_events (id, event_type, new_ingest_invocation_id, decommission_ingest_invocation_id, missing_blocks_start, missing_blocks_end)
            SELECT id, (ARRAY['new_ingest_invocation', 'decommission_ingest_invocation', 'missing_blocks'])[kind]::user_event_type,
                CASE WHEN kind = 1 THEN first END, CASE WHEN kind = 2 THEN first END, CASE WHEN kind = 3 THEN first END, CASE WHEN kind = 3 THEN second END
            FROM unnest($1::bigint[], $2::int[], $3::bigint[], $4::bigint[]) AS e (id, kind, first, second)
            """;
        return InsertAsync(
            rows.Count, insert, cancellation, rows.Select(r => r.Id).ToArray(), rows.Select(r => (int)r.Kind).ToArray(), rows.Select(r => (long)r.First).ToArray(),
            rows.Select(r => (long)r.Second).ToArray());
    }

    // One by one, so that their ids follow their order.
    private async Task PutReportsAsync(IReadOnlyList<ReportRow> rows, CancellationToken cancellation)
    {
        const string insert = "INSERT INTO reports (ingress_public_key, ingest_invocation_id, fog_report_id, report, pubkey_expiry) VALUES ($1, $2, $3, $4, $5)";
        foreach (ReportRow row in rows)
        {
            await _connection.Command(insert, row.IngressKey, row.InvocationId, row.FogReportId, row.Evidence.ToArray(), row.PubkeyExpiry).ExecuteAsync(cancellation).ConfigureAwait(false);
        }
    }

    private async Task InsertAsync(int count, string insert, CancellationToken cancellation, params object?[] parameters)
    {
        if (count > 0) await _connection.Command(insert, parameters).ExecuteAsync(cancellation).ConfigureAwait(false);
    }

    private async Task RunAsync(Func<Task> work)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (Exception e) when (PostgresFailure.IsDatabaseFailure(e))
        {
            throw PostgresFailure.From(e, _server.Name);
        }
    }

    private static DateTime TimeOf(long microseconds) => new(DateTime.UnixEpoch.Ticks + (microseconds * TimeSpan.TicksPerMicrosecond), DateTimeKind.Unspecified);
}
