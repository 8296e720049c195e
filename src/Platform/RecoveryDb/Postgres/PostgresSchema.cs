// What a database must have to be a recovery database (fact sheet fog §3.2).
using Npgsql;

namespace MobileCoin.RecoveryDb;

internal static class PostgresSchema
{
    /// <summary>Columns as the catalogue names their types, in the order of the sheet.</summary>
    private static readonly Dictionary<string, string> Tables = new(StringComparer.Ordinal)
    {
        ["ingress_keys"] = "ingress_public_key bytea, start_block int8, pubkey_expiry int8, retired bool, lost bool",
        ["ingest_invocations"] =
            "id int8, ingress_public_key bytea, egress_public_key bytea, last_active_at timestamp, start_block int8, decommissioned bool, rng_version int4",
        ["ingested_blocks"] =
            "id int8, ingest_invocation_id int8, ingress_public_key bytea, block_number int8, cumulative_txo_count int8, block_signature_timestamp int8, proto_ingested_block_data bytea",
        ["user_events"] =
            "id int8, event_type user_event_type, new_ingest_invocation_id int8, decommission_ingest_invocation_id int8, missing_blocks_start int8, missing_blocks_end int8",
        ["reports"] = "id int8, ingress_public_key bytea, ingest_invocation_id int8, fog_report_id varchar, report bytea, pubkey_expiry int8",
    };

    /// <summary>Unique columns that keep ingests apart: without one of them a search key could be used twice.</summary>
    private static readonly (string Table, string Columns)[] Unique =
    [
        ("ingest_invocations", "egress_public_key"),
        ("ingested_blocks", "ingest_invocation_id,block_number"),
        ("ingested_blocks", "ingress_public_key,block_number"),
        ("user_events", "new_ingest_invocation_id"),
        ("user_events", "decommission_ingest_invocation_id"),
        ("user_events", "missing_blocks_start,missing_blocks_end"),
        ("reports", "fog_report_id"),
    ];

    internal static IEnumerable<string> TableNames => Tables.Keys;

    internal static async Task RequireAsync(PostgresServer server, CancellationToken cancellation)
    {
        (PostgresMigrationState state, string? wrong) = await server.RunAsync(
            async (connection, _) =>
            {
                PostgresMigrationState found = await PostgresMigrations.FindStateAsync(connection, cancellation).ConfigureAwait(false);
                return (found, found == PostgresMigrationState.Current ? await DifferenceAsync(connection, cancellation).ConfigureAwait(false) : null);
            },
            cancellation).ConfigureAwait(false);
        string? problem = state switch
        {
            PostgresMigrationState.Current => wrong,
            PostgresMigrationState.Foreign => "another schema: neither empty nor made by the migrations of a recovery database",
            _ => "no recovery database yet; fog-sql-recovery-db-migrations makes it one",
        };
        if (problem is not null) throw new RecoveryDbException(RecoveryDbError.Schema, $"{server.Name}: {problem}");
    }

    /// <summary>What is missing or different; null if nothing is.</summary>
    private static async Task<string?> DifferenceAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        const string columns =
            "SELECT table_name || '.' || column_name || ' ' || udt_name FROM information_schema.columns WHERE table_schema = ANY (current_schemas(false))";
        HashSet<string> found = [.. await connection.Command(columns).RowsAsync(row => row.GetString(0), cancellation).ConfigureAwait(false)];
        foreach ((string table, string expected) in Tables)
        {
            foreach (string column in expected.Split(", "))
            {
                if (!found.Contains($"{table}.{column}")) return $"another schema: there is no column {table}.{column}";
            }
        }
        const string unique =
            """
            SELECT c.relname, (SELECT string_agg(a.attname, ',' ORDER BY k.place) FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS k (number, place)
                JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number)
            FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
            WHERE i.indisunique AND i.indisvalid AND i.indpred IS NULL AND pg_table_is_visible(c.oid)
            """;
        HashSet<(string, string?)> indices =
            [.. await connection.Command(unique).RowsAsync(row => (row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1)), cancellation).ConfigureAwait(false)];
        foreach ((string table, string names) in Unique)
        {
            if (!indices.Contains((table, names))) return $"another schema: {table} ({names}) is not unique";
        }
        return null;
    }
}
