// Blocks and their records in the embedded database (fact sheet fog §3.4).
using Microsoft.Extensions.Logging.Abstractions;
using MobileCoin.Curve25519;
using MobileCoin.Lmdb;
using MobileCoin.Transactions;
using MobileCoin.Wire;

namespace MobileCoin.RecoveryDb;

public sealed partial class LmdbRecoveryDb
{
    /// <inheritdoc/>
    public Task<AddBlockDataStatus> AddBlockDataAsync(
        long ingestInvocationId, IngestedBlock block, IReadOnlyList<ETxOutRecord> records, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(records);
        return AddManyBlocksDataAsync(ingestInvocationId, [new IngestedBlockData(block, records)], cancellation);
    }

    /// <inheritdoc/>
    public Task<AddBlockDataStatus> AddManyBlocksDataAsync(
        long ingestInvocationId, IReadOnlyList<IngestedBlockData> blocks, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(blocks);
        StoredRecords.Check(blocks);
        return WriteAsync(transaction =>
        {
            StoredInvocation run = RequireInvocation(transaction, ingestInvocationId);
            if (blocks.Any(b => transaction.Contains(_tables.IngestedBlocks, BigEndian.Of(run.IngressKey, b.Block.Index))))
            {
                return new AddBlockDataStatus(true, blocks.All(b => IsOwn(transaction, ingestInvocationId, run, b)));
            }
            foreach (IngestedBlockData block in blocks)
            {
                PutBlock(transaction, ingestInvocationId, run.IngressKey, block);
                if (!(run.LastIngestedBlock >= block.Block.Index)) run = run with { LastIngestedBlock = block.Block.Index };
            }
            PutInvocation(transaction, ingestInvocationId, run with { LastActiveAt = Now });
            return default;
        }, cancellation);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<FixedTxOutSearchResult>> GetTxOutsAsync(
        ulong startBlock, IReadOnlyList<ReadOnlyMemory<byte>> searchKeys, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(searchKeys);
        return ReadAsync(transaction =>
        {
            var search = new TxOutSearch(searchKeys);
            using LmdbCursor cursor = transaction.OpenCursor(_tables.IngestedBlocks);
            while (cursor.MoveNext())
            {
                if (BlockAt(cursor.Key).Number >= startBlock) search.Look(Decode(cursor).Records);
            }
            return search.Results();
        }, cancellation);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ETxOutRecord>?> GetTxOutsByBlockAndKeyAsync(
        CompressedRistretto ingressKey, ulong block, CancellationToken cancellation = default) =>
        ReadAsync(transaction =>
        {
            using LmdbCursor cursor = transaction.OpenCursor(_tables.IngestedBlocks);
            return cursor.MoveTo(BigEndian.Of(ingressKey, block)) ? Decode(cursor).Records : null;
        }, cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<IngestedBlockData>> GetTxOutsByBlockRangeAndKeyAsync(
        CompressedRistretto ingressKey, BlockRange range, CancellationToken cancellation = default) =>
        ReadAsync<IReadOnlyList<IngestedBlockData>>(transaction =>
        {
            List<IngestedBlockData> blocks = [];
            if (!range.IsValid) return blocks;
            using LmdbCursor cursor = transaction.OpenCursor(_tables.IngestedBlocks);
            bool more = cursor.MoveToAtLeast(BigEndian.Of(ingressKey, range.StartBlock));
            for (ulong expected = range.StartBlock; more && expected < range.EndBlock; expected++, more = cursor.MoveNext())
            {
                (CompressedRistretto key, ulong number) = BlockAt(cursor.Key);
                if (key != ingressKey) break;
                if (number != expected)
                {
                    RecoveryDbLog.BlocksMissing(_options.Logger ?? NullLogger.Instance, ingressKey.ToString(), expected, number);
                    break;
                }
                blocks.Add(Decode(cursor));
            }
            return blocks;
        }, cancellation);

    /// <inheritdoc/>
    public Task<long?> GetInvocationIdByBlockAndKeyAsync(CompressedRistretto ingressKey, ulong block, CancellationToken cancellation = default) =>
        ReadAsync<long?>(transaction =>
            transaction.TryGet(_tables.IngestedBlocks, BigEndian.Of(ingressKey, block), out ReadOnlySpan<byte> value) ? StoredBlockHead.Decode(value).InvocationId : null, cancellation);

    /// <inheritdoc/>
    public Task<ulong?> GetCumulativeTxoCountForBlockAsync(ulong block, CancellationToken cancellation = default) => ReadAsync(transaction =>
    {
        ulong? count = null;
        foreach ((ulong other, _) in BlocksOfNumber(transaction, block))
        {
            if (count is { } known && known != other)
            {
                throw new RecoveryDbException(
                    RecoveryDbError.IngestedBlockSchemaViolation, $"block {block} has {known} outputs up to it by one ingest, and {other} by another");
            }
            count = other;
        }
        return count;
    }, cancellation);

    /// <inheritdoc/>
    public Task<ulong?> GetBlockSignatureTimestampForBlockAsync(ulong block, CancellationToken cancellation = default) => ReadAsync<ulong?>(transaction => BlocksOfNumber(transaction, block) is [(_, ulong timestamp), ..] ? timestamp : null, cancellation);

    /// <inheritdoc/>
    public Task<ulong?> GetHighestKnownBlockIndexAsync(CancellationToken cancellation = default) => ReadAsync(HighestKnownBlock, cancellation);

    private ulong? HighestKnownBlock(LmdbTransaction transaction)
    {
        using LmdbCursor cursor = transaction.OpenCursor(_tables.BlockByNumber);
        return cursor.MoveLast() ? new BigEndian(cursor.Key, "a block's number").UInt64() : null;
    }

    private void PutBlock(LmdbWriteTransaction transaction, long id, CompressedRistretto ingressKey, IngestedBlockData data)
    {
        IngestedBlock block = data.Block;
        int size = StoredRecords.Size(data.Records);
        Span<byte> room = transaction.Reserve(_tables.IngestedBlocks, BigEndian.Of(ingressKey, block.Index), StoredBlockHead.Size + size);
        new StoredBlockHead(id, block.CumulativeTxoCount, block.SignatureTimestamp).Write(room);
        StoredRecords.Write(data.Records, room[StoredBlockHead.Size..]);
        transaction.Put(_tables.BlockByNumber, BigEndian.Of(block.Index, ingressKey), BigEndian.Of(block.CumulativeTxoCount, block.SignatureTimestamp));
    }

    private bool IsOwn(LmdbTransaction transaction, long id, StoredInvocation run, IngestedBlockData data) =>
        transaction.TryGet(_tables.IngestedBlocks, BigEndian.Of(run.IngressKey, data.Block.Index), out ReadOnlySpan<byte> value)
        && StoredBlockHead.Decode(value) == new StoredBlockHead(id, data.Block.CumulativeTxoCount, data.Block.SignatureTimestamp)
        && value[StoredBlockHead.Size..].SequenceEqual(StoredRecords.Encode(data.Records));

    private List<(ulong CumulativeTxoCount, ulong Timestamp)> BlocksOfNumber(LmdbTransaction transaction, ulong block)
    {
        List<(ulong, ulong)> found = [];
        using LmdbCursor cursor = transaction.OpenCursor(_tables.BlockByNumber);
        for (bool more = cursor.MoveToAtLeast(BigEndian.Of(block)); more && new BigEndian(cursor.Key, "a block's number").UInt64() == block; more = cursor.MoveNext())
        {
            var parts = new BigEndian(cursor.Value, "a block's number");
            found.Add((parts.UInt64(), parts.UInt64()));
        }
        return found;
    }

    private static (CompressedRistretto Key, ulong Number) BlockAt(ReadOnlySpan<byte> key)
    {
        var parts = new BigEndian(key, "an ingested block's key");
        return (parts.Key(), parts.UInt64());
    }

    private static IngestedBlockData Decode(LmdbCursor cursor)
    {
        ulong number = BlockAt(cursor.Key).Number;
        StoredBlockHead head = StoredBlockHead.Decode(cursor.Value);
        try
        {
            List<ETxOutRecord> records = StoredRecords.Decode(cursor.Value[StoredBlockHead.Size..].ToArray());
            return new IngestedBlockData(new IngestedBlock(number, head.CumulativeTxoCount, head.SignatureTimestamp), records);
        }
        catch (WireException e)
        {
            throw new RecoveryDbException(RecoveryDbError.Decode, $"the records of block {number}: {e.Message}", e);
        }
    }
}
