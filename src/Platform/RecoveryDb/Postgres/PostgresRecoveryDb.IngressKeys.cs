// Ingress keys on PostgreSQL (fact sheet fog §3.4).
using MobileCoin.Curve25519;
using Npgsql;

namespace MobileCoin.RecoveryDb;

public sealed partial class PostgresRecoveryDb
{
    private const string StatusColumns = "start_block, pubkey_expiry, retired, lost";

    /// <inheritdoc/>
    public Task<IngressPublicKeyStatus?> GetIngressKeyStatusAsync(CompressedRistretto key, CancellationToken cancellation = default) =>
        ReadAsync(connection => StatusAsync(connection, key, cancellation), cancellation);

    /// <inheritdoc/>
    public Task<ulong> NewIngressKeyAsync(CompressedRistretto key, ulong startBlockCount, CancellationToken cancellation = default)
    {
        Bounds.Require(startBlockCount, nameof(startBlockCount));
        const string insert =
            """
            INSERT INTO ingress_keys (ingress_public_key, start_block)
            SELECT $1, GREATEST($2, COALESCE((SELECT MAX(block_number) + 1 FROM ingested_blocks), 0))
            ON CONFLICT DO NOTHING RETURNING start_block
            """;
        return ReadAsync(
            async connection => await connection.Command(insert, key, startBlockCount).ScalarAsync(cancellation).ConfigureAwait(false) is long accepted
                ? (ulong)accepted
                : throw new RecoveryDbException(RecoveryDbError.IngressKeyUnsuccessfulInsert, $"the ingress key {key} is there already"),
            cancellation);
    }

    /// <inheritdoc/>
    public Task RetireIngressKeyAsync(CompressedRistretto key, bool setRetired, CancellationToken cancellation = default) => ReadAsync(
        connection => connection.Command("UPDATE ingress_keys SET retired = $2 WHERE ingress_public_key = $1", key, setRetired).ExecuteAsync(cancellation), cancellation);

    /// <inheritdoc/>
    public Task<ulong?> GetLastScannedBlockIndexAsync(CompressedRistretto key, CancellationToken cancellation = default) =>
        NumberAsync("SELECT MAX(block_number) FROM ingested_blocks WHERE ingress_public_key = $1", key, cancellation);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<IngressPublicKeyRecord>> GetIngressKeyRecordsAsync(
        ulong startBlockAtLeast, IngressPublicKeyRecordFilters filters, CancellationToken cancellation = default)
    {
        if (IsBeyond(startBlockAtLeast)) return [];
        const string select =
            $"""
            SELECT {StatusColumns}, ingress_public_key, (SELECT MAX(block_number) FROM ingested_blocks b WHERE b.ingress_public_key = k.ingress_public_key)
            FROM ingress_keys k WHERE start_block >= $1 ORDER BY ingress_public_key
            """;
        List<IngressPublicKeyRecord> records = await ReadAsync(
            connection => connection.Command(select, startBlockAtLeast).RowsAsync(
                row => new IngressPublicKeyRecord(row.Key(4), StatusOf(row), row.MaybeUInt64(5)), cancellation),
            cancellation).ConfigureAwait(false);
        records.RemoveAll(r => !filters.Takes(r));
        return records;
    }

    /// <inheritdoc/>
    public Task ReportLostIngressKeyAsync(CompressedRistretto key, CancellationToken cancellation = default) => RunAsync(
        async (connection, mayBeDone) =>
        {
            try
            {
                await ReportLostAsync(connection, key, cancellation).ConfigureAwait(false);
            }
            catch (RecoveryDbException e) when (mayBeDone && e.Error == RecoveryDbError.MissedBlocksAlreadyReported)
            {
                return true;
            }
            return true;
        },
        cancellation);

    private static async Task ReportLostAsync(NpgsqlConnection connection, CompressedRistretto key, CancellationToken cancellation)
    {
        NpgsqlTransaction transaction = await BeginEventsAsync(connection, cancellation).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            const string before = $"SELECT {StatusColumns} FROM ingress_keys WHERE ingress_public_key = $1 FOR UPDATE";
            if (await connection.Command(before, key).RowsAsync(StatusOf, cancellation).ConfigureAwait(false) is not [var status]) throw NoIngressKey(key);
            await connection.Command("UPDATE ingress_keys SET lost = true WHERE ingress_public_key = $1", key).ExecuteAsync(cancellation).ConfigureAwait(false);
            object? last = await connection.Command("SELECT MAX(block_number) FROM ingested_blocks WHERE ingress_public_key = $1", key)
                .ScalarAsync(cancellation).ConfigureAwait(false);
            ulong start = last is long scanned ? Math.Max(status.StartBlock, (ulong)scanned + 1) : status.StartBlock;
            if (start < status.PubkeyExpiry)
            {
                const string report =
                    "INSERT INTO user_events (event_type, missing_blocks_start, missing_blocks_end) VALUES ('missing_blocks', $1, $2) ON CONFLICT DO NOTHING";
                int told = await connection.Command(report, start, status.PubkeyExpiry).ExecuteAsync(cancellation).ConfigureAwait(false);
                // If another key missed the very same blocks, users look at them already.
                if (told == 0 && status.Lost)
                {
                    throw new RecoveryDbException(
                        RecoveryDbError.MissedBlocksAlreadyReported, $"the missed blocks from {start} up to {status.PubkeyExpiry} were reported before");
                }
            }
            await CommitAsync(connection, transaction, cancellation).ConfigureAwait(false);
        }
    }

    private static async Task<IngressPublicKeyStatus?> StatusAsync(NpgsqlConnection connection, CompressedRistretto key, CancellationToken cancellation)
    {
        const string select = $"SELECT {StatusColumns} FROM ingress_keys WHERE ingress_public_key = $1";
        return await connection.Command(select, key).RowsAsync(StatusOf, cancellation).ConfigureAwait(false) is [var status] ? status : null;
    }

    private static IngressPublicKeyStatus StatusOf(NpgsqlDataReader row) => new(row.UInt64(0), row.UInt64(1), row.GetBoolean(2), row.GetBoolean(3));
}
