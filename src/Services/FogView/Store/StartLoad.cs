// All records that there are at the start go into the enclave together, at the speed of memory (fact sheet fog §5.8).
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using MobileCoin.Oblivious;
using MobileCoin.RecoveryDb;
using MobileCoin.Transactions;
using MobileCoin.ViewEnclave;

namespace MobileCoin.FogView;

/// <summary>Reads the database ahead of the enclave, which is filled meanwhile.</summary>
internal sealed class StartLoad(DbFetcher fetcher, IRecoveryDb db, IViewStoreEnclave enclave, ViewMetrics metrics, TimeProvider time, ILogger logger)
{
    private const int BatchesAhead = 2;

    /// <summary>
    /// About how many records there are: outputs of the ledger from each key's first block to its last, of which each is a record. More than
    /// these come block by block, so that nothing depends on it.
    /// </summary>
    internal async Task<long> EstimateAsync(IReadOnlyList<IngressPublicKeyRecord> keys, BlockTracker tracker, CancellationToken cancellation)
    {
        ulong all = 0;
        foreach (IngressPublicKeyRecord key in keys)
        {
            if (!tracker.HasMore(key)) continue;
            BlockRange missing = tracker.Missing(key);
            IReadOnlyList<ETxOutRecord>? first = await AskAsync(db.GetTxOutsByBlockAndKeyAsync(key.Key, missing.StartBlock, cancellation)).ConfigureAwait(false);
            if (first is null) continue;
            ulong last = Math.Min(missing.EndBlock - 1, key.LastScannedBlock!.Value);
            ulong? before = await AskAsync(db.GetCumulativeTxoCountForBlockAsync(missing.StartBlock, cancellation)).ConfigureAwait(false);
            ulong? after = await AskAsync(db.GetCumulativeTxoCountForBlockAsync(last, cancellation)).ConfigureAwait(false);
            if (after >= before) all = Math.Min(all + (after.Value - before.Value) + (ulong)first.Count, (ulong)ObliviousMap.RecordLimit);
        }
        return (long)all;
    }

    /// <summary>Loads.</summary>
    /// <param name="keys">The ingress keys.</param>
    /// <param name="tracker">Where to begin.</param>
    /// <param name="most">Most records to load.</param>
    /// <param name="cancellation">Stops it; nothing is in the enclave then.</param>
    /// <returns>How far it came: whole blocks.</returns>
    /// <exception cref="RecoveryDbException">The database failed. Nothing is in the enclave.</exception>
    /// <exception cref="FogEnclave.EnclaveException">The enclave refuses. Nothing is in it.</exception>
    internal async Task<BlockTracker> LoadAsync(IReadOnlyList<IngressPublicKeyRecord> keys, BlockTracker tracker, long most, CancellationToken cancellation)
    {
        ViewLog.Loading(logger, most);
        long start = time.GetTimestamp();
        var reached = BlockTracker.As(tracker);
        var ahead = Channel.CreateBounded<IReadOnlyList<FetchedBlock>>(new BoundedChannelOptions(BatchesAhead) { SingleReader = true, SingleWriter = true });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task reading = Task.Run(() => ReadAsync(keys, BlockTracker.As(tracker), ahead.Writer, stop.Token), CancellationToken.None);
        try
        {
            var source = new Source(ahead.Reader, reached, most);
            long records = enclave.LoadRecords(most, source.Records(), new Progress(most, time, logger), cancellation);
            metrics.BlocksAdded.Increment(source.Blocks);
            metrics.TxosAdded.Increment(records);
            ViewLog.Loaded(logger, records, source.Blocks, time.GetElapsedTime(start).TotalSeconds);
            return reached;
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await reading.ConfigureAwait(false);
        }
    }

    private async Task<T?> AskAsync<T>(Task<T?> asked)
    {
        try
        {
            return await asked.ConfigureAwait(false);
        }
        catch (RecoveryDbException e) when (!e.IsTransient)
        {
            ViewLog.NotTold(logger, "the number of records", e.Message);
            return default;
        }
    }

    private async Task ReadAsync(
        IReadOnlyList<IngressPublicKeyRecord> keys, BlockTracker tracker, ChannelWriter<IReadOnlyList<FetchedBlock>> ahead, CancellationToken cancellation)
    {
        try
        {
            foreach (IngressPublicKeyRecord key in keys)
            {
                bool more = true;
                while (more && tracker.HasMore(key))
                {
                    (IReadOnlyList<FetchedBlock> blocks, more) = await fetcher.FetchAsync(key.Key, tracker.Missing(key), cancellation).ConfigureAwait(false);
                    foreach (FetchedBlock block in blocks) tracker.Came(block.Key, block.Notes);
                    await ahead.WriteAsync(blocks, cancellation).ConfigureAwait(false);
                }
            }
            ahead.Complete();
        }
        catch (Exception e)
        {
            // Of whatever kind: the enclave waits for records, and throws it.
            ahead.Complete(e);
        }
    }

    /// <summary>The records that were read, as the enclave asks for them: it waits for the database here.</summary>
    private sealed class Source(ChannelReader<IReadOnlyList<FetchedBlock>> ahead, BlockTracker reached, long most)
    {
        internal long Blocks { get; private set; }

        internal IEnumerable<ETxOutRecord> Records()
        {
            long left = most;
            while (ahead.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
            {
                while (ahead.TryRead(out IReadOnlyList<FetchedBlock>? blocks))
                {
                    foreach (FetchedBlock block in blocks)
                    {
                        // What was not announced comes later, block by block.
                        if (block.Records.Count > left) yield break;
                        left -= block.Records.Count;
                        for (int i = 0; i < block.Records.Count; i++) yield return block.Records[i];
                        reached.Came(block.Key, block.Notes);
                        Blocks++;
                    }
                }
            }
        }
    }

    private sealed class Progress(long all, TimeProvider time, ILogger logger) : IProgress<long>
    {
        private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

        private long _told = time.GetTimestamp();

        public void Report(long value)
        {
            if (time.GetElapsedTime(_told) < Every) return;
            _told = time.GetTimestamp();
            ViewLog.LoadProgress(logger, value, all);
        }
    }
}
