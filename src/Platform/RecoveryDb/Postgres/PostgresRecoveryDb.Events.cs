// What users learn, on PostgreSQL (fact sheet fog §3.3).
using MobileCoin.Transactions;
using Npgsql;

namespace MobileCoin.RecoveryDb;

public sealed partial class PostgresRecoveryDb
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<BlockRange>> GetMissedBlockRangesAsync(CancellationToken cancellation = default)
    {
        const string select = "SELECT id, missing_blocks_start, missing_blocks_end FROM user_events WHERE event_type = 'missing_blocks' ORDER BY id";
        return await ReadAsync(connection => connection.Command(select).RowsAsync(row => RangeOf(row, 1), cancellation), cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<UserEvents> SearchUserEventsAsync(long startFromUserEventId, CancellationToken cancellation = default)
    {
        if (startFromUserEventId == long.MaxValue) return new UserEvents([], long.MaxValue);
        const string select =
            """
            SELECT e.id, e.event_type::text, e.new_ingest_invocation_id, n.egress_public_key, n.rng_version, n.start_block,
                e.decommission_ingest_invocation_id,
                (SELECT MAX(block_number) FROM ingested_blocks b WHERE b.ingest_invocation_id = e.decommission_ingest_invocation_id),
                e.missing_blocks_start, e.missing_blocks_end
            FROM user_events e LEFT JOIN ingest_invocations n ON n.id = e.new_ingest_invocation_id
            WHERE e.id > $1 ORDER BY e.id
            """;
        List<(long Id, UserEvent Event)> events = await ReadAsync(
            connection => connection.Command(select, startFromUserEventId).RowsAsync(
                row => (row.GetInt64(0), EventOf(row)),
                cancellation),
            cancellation).ConfigureAwait(false);
        return new UserEvents([.. events.Select(e => e.Event)], events.Count == 0 ? startFromUserEventId : events[^1].Id) { Ids = [.. events.Select(e => e.Id)] };
    }

    private static UserEvent EventOf(NpgsqlDataReader row)
    {
        switch (row.GetString(1))
        {
            case "new_ingest_invocation":
                Require(row, 2, "new_ingest_invocation_id");
                var key = new KexRngPubkeyMessage(row.Bytes(3), (uint)row.GetInt32(4));
                return new UserEvent.NewRngRecord(new RngRecord(row.GetInt64(2), key, row.UInt64(5)));
            case "decommission_ingest_invocation":
                Require(row, 6, "decommission_ingest_invocation_id");
                return new UserEvent.DecommissionIngestInvocation(new DecommissionedIngestInvocation(row.GetInt64(6), row.MaybeUInt64(7) ?? 0));
            case "missing_blocks":
                return new UserEvent.MissingBlocks(RangeOf(row, 8));
            case var kind:
                throw new RecoveryDbException(RecoveryDbError.UserEventSchemaViolation, $"{row.GetInt64(0)}: there is no kind {kind}");
        }
    }

    private static BlockRange RangeOf(NpgsqlDataReader row, int column)
    {
        Require(row, column, "missing_blocks_start");
        Require(row, column + 1, "missing_blocks_end");
        return new BlockRange(row.UInt64(column), row.UInt64(column + 1));
    }

    private static void Require(NpgsqlDataReader row, int column, string name)
    {
        if (row.IsDBNull(column)) throw new RecoveryDbException(RecoveryDbError.UserEventSchemaViolation, $"{row.GetInt64(0)}: the column {name} is empty");
    }
}
