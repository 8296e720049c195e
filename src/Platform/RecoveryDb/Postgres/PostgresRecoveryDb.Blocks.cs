// Blocks and their records on PostgreSQL (fact sheet fog §3.4).
using Microsoft.Extensions.Logging.Abstractions;
using MobileCoin.Curve25519;
using MobileCoin.Transactions;
using MobileCoin.Wire;
using Npgsql;

namespace MobileCoin.RecoveryDb;

public sealed partial class PostgresRecoveryDb
{
    private const string BlockColumns = "block_number, cumulative_txo_count, block_signature_timestamp, proto_ingested_block_data";

    private const string GivenBlocks = "unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::bytea[]) AS b (number, count, timestamp, data)";

    /// <inheritdoc/>
    public Task<AddBlockDataStatus> AddBlockDataAsync(
        long ingestInvocationId, IngestedBlock block, IReadOnlyList<ETxOutRecord> records, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(records);
        return AddManyBlocksDataAsync(ingestInvocationId, [new IngestedBlockData(block, records)], cancellation);
    }

    /// <inheritdoc/>
    public async Task<AddBlockDataStatus> AddManyBlocksDataAsync(
        long ingestInvocationId, IReadOnlyList<IngestedBlockData> blocks, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(blocks);
        StoredRecords.Check(blocks);
        object?[] parameters =
        [
            ingestInvocationId,
            blocks.Select(b => (long)b.Block.Index).ToArray(),
            blocks.Select(b => (long)b.Block.CumulativeTxoCount).ToArray(),
            blocks.Select(b => (long)b.Block.SignatureTimestamp).ToArray(),
            blocks.Select(b => StoredRecords.Encode(b.Records)).ToArray(),
        ];
        // One statement is one transaction, and one way to the server and back.
        const string insert =
            $"""
            WITH run AS (UPDATE ingest_invocations SET last_active_at = {Now} WHERE id = $1 RETURNING id, ingress_public_key),
            added AS (
                INSERT INTO ingested_blocks (ingest_invocation_id, ingress_public_key, {BlockColumns})
                SELECT run.id, run.ingress_public_key, b.number, b.count, b.timestamp, b.data FROM run CROSS JOIN {GivenBlocks})
            SELECT (SELECT COUNT(*) FROM run), {PostgresWatch.NotifyCall}
            """;
        return await RunAsync(
            async (connection, mayBeDone) =>
            {
                try
                {
                    object? runs = await connection.Command(insert, parameters).ScalarAsync(cancellation).ConfigureAwait(false);
                    return runs is 1L ? default(AddBlockDataStatus) : throw NoInvocation(ingestInvocationId);
                }
                catch (PostgresException e) when (PostgresFailure.IsUniqueViolation(e, "ingested_blocks"))
                {
                    bool own = await AreOwnAsync(connection, parameters, blocks.Count, cancellation).ConfigureAwait(false);
                    return own && mayBeDone ? default : new AddBlockDataStatus(true, own);
                }
            },
            cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<FixedTxOutSearchResult>> GetTxOutsAsync(
        ulong startBlock, IReadOnlyList<ReadOnlyMemory<byte>> searchKeys, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(searchKeys);
        var search = new TxOutSearch(searchKeys);
        if (IsBeyond(startBlock)) return search.Results();
        await ReadAsync(
            connection => connection.Command($"SELECT {BlockColumns} FROM ingested_blocks WHERE block_number >= $1 ORDER BY id", startBlock).RowsAsync(
                row =>
                {
                    search.Look(BlockOf(row).Records);
                    return true;
                },
                cancellation),
            cancellation).ConfigureAwait(false);
        return search.Results();
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ETxOutRecord>?> GetTxOutsByBlockAndKeyAsync(
        CompressedRistretto ingressKey, ulong block, CancellationToken cancellation = default)
    {
        if (IsBeyond(block)) return null;
        const string select = $"SELECT {BlockColumns} FROM ingested_blocks WHERE ingress_public_key = $1 AND block_number = $2";
        return await ReadAsync(connection => connection.Command(select, ingressKey, block).RowsAsync(BlockOf, cancellation), cancellation)
            .ConfigureAwait(false) is [var found] ? found.Records : null;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<IngestedBlockData>> GetTxOutsByBlockRangeAndKeyAsync(
        CompressedRistretto ingressKey, BlockRange range, CancellationToken cancellation = default)
    {
        if (!range.IsValid || IsBeyond(range.StartBlock)) return [];
        const string select =
            $"""
            SELECT {BlockColumns} FROM ingested_blocks WHERE ingress_public_key = $1 AND block_number >= $2
            ORDER BY block_number LIMIT $3
            """;
        List<IngestedBlockData> blocks = await ReadAsync(
            connection => connection.Command(select, ingressKey, range.StartBlock, Math.Min(range.Length, long.MaxValue)).RowsAsync(BlockOf, cancellation),
            cancellation).ConfigureAwait(false);
        int count = 0;
        while (count < blocks.Count && blocks[count].Block.Index == range.StartBlock + (ulong)count) count++;
        if (count < blocks.Count && blocks[count].Block.Index < range.EndBlock)
        {
            RecoveryDbLog.BlocksMissing(
                _server.Options.Logger ?? NullLogger.Instance, ingressKey.ToString(), range.StartBlock + (ulong)count, blocks[count].Block.Index);
        }
        blocks.RemoveRange(count, blocks.Count - count);
        return blocks;
    }

    /// <inheritdoc/>
    public async Task<long?> GetInvocationIdByBlockAndKeyAsync(CompressedRistretto ingressKey, ulong block, CancellationToken cancellation = default)
    {
        if (IsBeyond(block)) return null;
        const string select = "SELECT ingest_invocation_id FROM ingested_blocks WHERE ingress_public_key = $1 AND block_number = $2";
        return (long?)await ReadAsync(connection => connection.Command(select, ingressKey, block).ScalarAsync(cancellation), cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<ulong?> GetCumulativeTxoCountForBlockAsync(ulong block, CancellationToken cancellation = default)
    {
        if (IsBeyond(block)) return null;
        const string select = "SELECT DISTINCT cumulative_txo_count FROM ingested_blocks WHERE block_number = $1 ORDER BY 1";
        List<ulong> counts = await ReadAsync(connection => connection.Command(select, block).RowsAsync(row => row.UInt64(0), cancellation), cancellation).ConfigureAwait(false);
        return counts switch
        {
            [] => null,
            [ulong count] => count,
            [ulong one, ulong other, ..] => throw new RecoveryDbException(
                RecoveryDbError.IngestedBlockSchemaViolation, $"block {block} has {one} outputs up to it by one ingest, and {other} by another"),
        };
    }

    /// <inheritdoc/>
    public async Task<ulong?> GetBlockSignatureTimestampForBlockAsync(ulong block, CancellationToken cancellation = default) => IsBeyond(block)
        ? null
        : await NumberAsync("SELECT block_signature_timestamp FROM ingested_blocks WHERE block_number = $1 LIMIT 1", block, cancellation).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task<ulong?> GetHighestKnownBlockIndexAsync(CancellationToken cancellation = default) =>
        (ulong?)(long?)await ReadAsync(c => c.Command("SELECT MAX(block_number) FROM ingested_blocks").ScalarAsync(cancellation), cancellation).ConfigureAwait(false);

    private static async Task<bool> AreOwnAsync(NpgsqlConnection connection, object?[] parameters, int count, CancellationToken cancellation)
    {
        const string select =
            $"""
            SELECT COUNT(*) FROM ingested_blocks i JOIN {GivenBlocks} ON i.block_number = b.number
            WHERE i.ingest_invocation_id = $1 AND i.cumulative_txo_count = b.count AND i.block_signature_timestamp = b.timestamp
                AND i.proto_ingested_block_data = b.data
            """;
        return await connection.Command(select, parameters).ScalarAsync(cancellation).ConfigureAwait(false) is long same && same == count;
    }

    private static IngestedBlockData BlockOf(NpgsqlDataReader row)
    {
        var block = new IngestedBlock(row.UInt64(0), row.UInt64(1), row.UInt64(2));
        try
        {
            return new IngestedBlockData(block, StoredRecords.Decode(row.Bytes(3)));
        }
        catch (WireException e)
        {
            throw new RecoveryDbException(RecoveryDbError.Decode, $"the records of block {block.Index}: {e.Message}", e);
        }
    }
}
