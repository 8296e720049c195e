// Reads what the recovery database has (fact sheet fog §5.8).
using Microsoft.Extensions.Logging;
using MobileCoin.Curve25519;
using MobileCoin.RecoveryDb;
using MobileCoin.Transactions;

namespace MobileCoin.FogView;

/// <summary>Ingress keys and their blocks. For one caller at a time.</summary>
internal sealed class DbFetcher(ViewStoreOptions options, IRecoveryDb db, ViewMetrics metrics, TimeProvider time, ILogger logger)
{
    private readonly RecordFilter _filter = new(metrics, logger);

    /// <summary>All ingress keys, lost and retired ones too.</summary>
    internal async Task<IReadOnlyList<IngressPublicKeyRecord>> LoadKeysAsync(CancellationToken cancellation)
    {
        long start = time.GetTimestamp();
        IReadOnlyList<IngressPublicKeyRecord> keys = await db.GetIngressKeyRecordsAsync(0, IngressPublicKeyRecordFilters.All, cancellation).ConfigureAwait(false);
        metrics.LoadIngressKeysTime.Observe(time.GetElapsedTime(start).TotalSeconds);
        return keys;
    }

    /// <summary>The next blocks of a key, without a gap, at most a batch.</summary>
    /// <param name="key">The key.</param>
    /// <param name="missing">The blocks that are wanted.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The blocks, and whether there may be more.</returns>
    internal async Task<(IReadOnlyList<FetchedBlock> Blocks, bool MayHaveMore)> FetchAsync(CompressedRistretto key, BlockRange missing, CancellationToken cancellation)
    {
        ulong batch = Math.Min(missing.Length, (ulong)options.BlockQueryBatchSize);
        var range = new BlockRange(missing.StartBlock, missing.StartBlock + batch);
        long start = time.GetTimestamp();
        List<FetchedBlock> blocks;
        try
        {
            blocks = Fetched(key, await db.GetTxOutsByBlockRangeAndKeyAsync(key, range, cancellation).ConfigureAwait(false));
        }
        catch (RecoveryDbException e) when (e.Error == RecoveryDbError.Decode)
        {
            blocks = await FetchOneByOneAsync(key, range, cancellation).ConfigureAwait(false);
        }
        metrics.GetTxOutsByBlockTime.Observe(time.GetElapsedTime(start).TotalSeconds);
        metrics.BlocksFetched.Increment(blocks.Count);
        metrics.TxosFetched.Increment(blocks.Sum(b => (long)b.Records.Count));
        return (blocks, (ulong)blocks.Count == batch && batch < missing.Length);
    }

    // One row of them does not decode: that one is passed over, or nobody would ever learn of what comes after it.
    private async Task<List<FetchedBlock>> FetchOneByOneAsync(CompressedRistretto key, BlockRange range, CancellationToken cancellation)
    {
        List<FetchedBlock> blocks = [];
        for (ulong index = range.StartBlock; index < range.EndBlock; index++)
        {
            try
            {
                IReadOnlyList<IngestedBlockData> one = await db.GetTxOutsByBlockRangeAndKeyAsync(key, new BlockRange(index, index + 1), cancellation).ConfigureAwait(false);
                if (one.Count == 0) break;
                blocks.AddRange(Fetched(key, one));
            }
            catch (RecoveryDbException e) when (e.Error == RecoveryDbError.Decode)
            {
                metrics.BadRows.Increment();
                ViewLog.BadBlock(logger, index, key.ToString(), e.Message);
                blocks.Add(new FetchedBlock(key, new BlockNotes(index, null, null), []));
            }
        }
        return blocks;
    }

    private List<FetchedBlock> Fetched(CompressedRistretto key, IReadOnlyList<IngestedBlockData> blocks)
    {
        var fetched = new List<FetchedBlock>(blocks.Count);
        foreach (IngestedBlockData data in blocks)
        {
            IngestedBlock block = data.Block;
            fetched.Add(new FetchedBlock(
                key, new BlockNotes(block.Index, block.CumulativeTxoCount, block.SignatureTimestamp), _filter.Good(key, block.Index, data.Records)));
        }
        return fetched;
    }
}
