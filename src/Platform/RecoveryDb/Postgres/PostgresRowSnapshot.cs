// The rows of a database on PostgreSQL at one moment.
using System.Data;
using MobileCoin.Curve25519;
using MobileCoin.RecoveryDb.Rows;
using Npgsql;

namespace MobileCoin.RecoveryDb;

public sealed partial class PostgresRecoveryDb : IRowSource
{
    async Task<IRowSnapshot> IRowSource.BeginSnapshotAsync(CancellationToken cancellation) => await PostgresRowSnapshot.BeginAsync(_server, cancellation).ConfigureAwait(false);
}

internal sealed class PostgresRowSnapshot : IRowSnapshot
{
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;
    private readonly string _name;

    private PostgresRowSnapshot(NpgsqlConnection connection, NpgsqlTransaction transaction, string name) => (_connection, _transaction, _name) = (connection, transaction, name);

    internal static async Task<PostgresRowSnapshot> BeginAsync(PostgresServer server, CancellationToken cancellation)
    {
        NpgsqlConnection? connection = null;
        try
        {
            connection = await server.OpenAsync(cancellation).ConfigureAwait(false);
            NpgsqlTransaction transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation).ConfigureAwait(false);
            await connection.Command("SET TRANSACTION READ ONLY").ExecuteAsync(cancellation).ConfigureAwait(false);
            var snapshot = new PostgresRowSnapshot(connection, transaction, server.Name);
            connection = null;
            return snapshot;
        }
        catch (Exception e) when (PostgresFailure.IsDatabaseFailure(e))
        {
            throw PostgresFailure.From(e, server.Name);
        }
        finally
        {
            if (connection is not null) await connection.DisposeAsync().ConfigureAwait(false);
        }
    }

    public Task<IReadOnlyList<IngressKeyRow>> KeysAsync(CancellationToken cancellation) => RowsAsync(
        _connection.Command("SELECT ingress_public_key, start_block, pubkey_expiry, retired, lost FROM ingress_keys ORDER BY 1"),
        row => new IngressKeyRow(row.Key(0), new IngressPublicKeyStatus(row.UInt64(1), row.UInt64(2), row.GetBoolean(3), row.GetBoolean(4))), cancellation);

    public Task<IReadOnlyList<InvocationRow>> InvocationsAsync(CancellationToken cancellation) => RowsAsync(
        _connection.Command("SELECT id, ingress_public_key, egress_public_key, rng_version, last_active_at, start_block, decommissioned FROM ingest_invocations ORDER BY id"),
        row => new InvocationRow(
            row.GetInt64(0), row.Key(1), row.Bytes(2), (uint)row.GetInt32(3), (row.GetDateTime(4).Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond, row.UInt64(5), row.GetBoolean(6)),
        cancellation);

    public Task<IReadOnlyList<ReportRow>> ReportsAsync(CancellationToken cancellation) => RowsAsync(
        _connection.Command("SELECT ingress_public_key, ingest_invocation_id, fog_report_id, report, pubkey_expiry FROM reports ORDER BY id"),
        row => new ReportRow(row.Key(0), (long?)row.MaybeUInt64(1), row.GetString(2), row.Bytes(3), row.UInt64(4)), cancellation);

    public Task<IReadOnlyList<EventRow>> EventsAsync(long from, CancellationToken cancellation) => RowsAsync(
        _connection.Command(
            """
            SELECT id, event_type::text, new_ingest_invocation_id, decommission_ingest_invocation_id, missing_blocks_start, missing_blocks_end
            FROM user_events WHERE id >= $1 ORDER BY id
            """,
            from),
        EventOf, cancellation);

    public async Task<IReadOnlyList<BlockRow>> BlocksAsync(CompressedRistretto key, ulong? after, long bytes, CancellationToken cancellation)
    {
        const string select =
            """
            SELECT ingest_invocation_id, block_number, cumulative_txo_count, block_signature_timestamp, proto_ingested_block_data FROM ingested_blocks
            WHERE ingress_public_key = $1 AND block_number > $2 ORDER BY block_number LIMIT 256
            """;
        try
        {
            NpgsqlCommand command = _connection.Command(select, key, after is { } last ? (long)last : -1L);
            await using (command.ConfigureAwait(false))
            {
                List<BlockRow> rows = [];
                NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                {
                    while (bytes > 0 && await reader.ReadAsync(cancellation).ConfigureAwait(false))
                    {
                        byte[] records = reader.Bytes(4);
                        rows.Add(new BlockRow(reader.GetInt64(0), key, reader.UInt64(1), reader.UInt64(2), reader.UInt64(3), records));
                        bytes -= Math.Max(1, records.Length);
                    }
                }
                return rows;
            }
        }
        catch (Exception e) when (PostgresFailure.IsDatabaseFailure(e))
        {
            throw PostgresFailure.From(e, _name);
        }
    }

    public async Task<ulong> CountBlocksAsync(CompressedRistretto key, ulong last, CancellationToken cancellation) =>
        (await RowsAsync(
            _connection.Command("SELECT COUNT(*) FROM ingested_blocks WHERE ingress_public_key = $1 AND block_number <= $2", key, last), row => row.UInt64(0), cancellation).ConfigureAwait(false))[0];

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync().ConfigureAwait(false);
        await _connection.DisposeAsync().ConfigureAwait(false);
    }

    private EventRow EventOf(NpgsqlDataReader row) => row.GetString(1) switch
    {
        "new_ingest_invocation" => new EventRow(row.GetInt64(0), EventKind.NewIngestInvocation, Require(row, 2), 0),
        "decommission_ingest_invocation" => new EventRow(row.GetInt64(0), EventKind.DecommissionIngestInvocation, Require(row, 3), 0),
        "missing_blocks" => new EventRow(row.GetInt64(0), EventKind.MissingBlocks, Require(row, 4), Require(row, 5)),
        var kind => throw new RecoveryDbException(RecoveryDbError.UserEventSchemaViolation, $"{_name}: {row.GetInt64(0)}: there is no kind {kind}"),
    };

    private ulong Require(NpgsqlDataReader row, int column) => row.MaybeUInt64(column)
        ?? throw new RecoveryDbException(RecoveryDbError.UserEventSchemaViolation, $"{_name}: {row.GetInt64(0)}: a column that its kind needs is empty");

    private async Task<IReadOnlyList<T>> RowsAsync<T>(NpgsqlCommand command, Func<NpgsqlDataReader, T> row, CancellationToken cancellation)
    {
        try
        {
            return await command.RowsAsync(row, cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (PostgresFailure.IsDatabaseFailure(e))
        {
            throw PostgresFailure.From(e, _name);
        }
    }
}
