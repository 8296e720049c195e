// Blocks: read, published, opened by the enclave, stored (fact sheet fog §2.10). Blocks that are there together are worked on together: one
// publishing, one call of the enclave, one transaction. To the outside it is as if they had come one by one, quickly.
using System.Diagnostics;
using MobileCoin.BlockProvider;
using MobileCoin.Hosting;
using MobileCoin.IngestEnclave;
using MobileCoin.RecoveryDb;
using MobileCoin.Transactions;
using MobileCoin.Wire.IngestCommon;

namespace MobileCoin.FogIngest;

public sealed partial class IngestNode
{
    /// <summary>The most outputs that one call of the enclave may have.</summary>
    private int CallLimit => Math.Min(_config.MaxTransactions, _config.UserCapacity);

    /// <summary>What the last block that was read had, by which the next turn's number of blocks is guessed.</summary>
    private int _lastOutputs = 1;

    /// <summary>The ledger's last block when it was looked at last; none is known to be beyond the next one until then.</summary>
    private ulong _tip;

    /// <summary>What became of a turn of the worker.</summary>
    internal enum TurnOutcome
    {
        /// <summary>The node is idle.</summary>
        Idle,

        /// <summary>The next block is not there yet.</summary>
        NoBlock,

        /// <summary>Blocks are stored, or the node has become idle: the next turn may have something to do at once.</summary>
        Done,

        /// <summary>The source of blocks, the enclave or the database failed, and the next turn may do better.</summary>
        Failed,
    }

    /// <summary>One turn of the worker.</summary>
    /// <returns>Whether blocks were done: the next turn may have more of them at once.</returns>
    public async Task<bool> StepAsync(CancellationToken cancellation = default) => await TurnAsync(cancellation).ConfigureAwait(false) == TurnOutcome.Done;

    internal async Task<TurnOutcome> TurnAsync(CancellationToken cancellation)
    {
        IngestState state = _state;
        if (!state.IsActive && !_isUnsettled) return TurnOutcome.Idle;
        IReadOnlyList<BlockForIngest> blocks = [];
        if (state.IsActive)
        {
            try
            {
                // Without the turn: nobody knows how long the timestamp takes.
                blocks = await ReadAsync(state.NextBlockIndex, cancellation).ConfigureAwait(false);
            }
            catch (BlockProviderException e)
            {
                IngestLog.BlocksNotRead(_logger, state.NextBlockIndex, e.Message);
                return TurnOutcome.Failed;
            }
            if (blocks.Count == 0) return TurnOutcome.NoBlock;
        }
        try
        {
            return await InTurnAsync(() => WorkAsync(blocks, cancellation), cancellation).ConfigureAwait(false);
        }
        catch (IngestException e)
        {
            IngestLog.TurnFailed(_logger, state.NextBlockIndex, e);
            return TurnOutcome.Failed;
        }
    }

    /// <summary>The next blocks with their timestamps; none if the ledger has none.</summary>
    private async Task<IReadOnlyList<BlockForIngest>> ReadAsync(ulong next, CancellationToken cancellation)
    {
        ulong known = _tip > next ? _tip - next : 0;
        int count = (int)Math.Min(known + 1, (ulong)Math.Clamp(_config.OutputsPerTurn / Math.Max(1, _lastOutputs), 1, _config.BlocksPerTurn));
        ulong[] indices = new ulong[count];
        for (int i = 0; i < count; i++) indices[i] = next + (ulong)i;
        ProvidedBlocks provided = await _blocks.GetBlocksDataAsync(indices, cancellation).ConfigureAwait(false);
        _tip = provided.Latest.Index;
        List<BlockForIngest> blocks = [];
        int outputs = 0;
        foreach (ProvidedBlock? block in provided.Blocks)
        {
            if (block is null) break;
            bool isKnown = block.TimestampResult == TimestampResultCode.TimestampFound;
            // What waits for its timestamp does not keep those before it waiting.
            if (!isKnown && blocks.Count > 0) break;
            ulong index = indices[blocks.Count];
            ulong timestamp = isKnown ? block.Timestamp : await _blocks.PollBlockTimestampAsync(index, _config.WatcherTimeout, cancellation).ConfigureAwait(false);
            var read = BlockForIngest.Of(index, block.Data, timestamp);
            outputs += _lastOutputs = read.TxOuts.Count;
            if (blocks.Count > 0 && (outputs > _config.OutputsPerTurn || outputs > CallLimit)) break;
            blocks.Add(read);
        }
        return blocks;
    }

    private async Task<TurnOutcome> WorkAsync(IReadOnlyList<BlockForIngest> blocks, CancellationToken cancellation)
    {
        if (_isUnsettled) await EndRunAsync(forEver: true, cancellation).ConfigureAwait(false);
        IngestState state = _state;
        if (!state.IsActive || blocks[0].Index != state.NextBlockIndex) return TurnOutcome.Done;
        long begin = _time.GetTimestamp();
        ulong expiry = Expiry(blocks[^1].Index, state.PubkeyExpiryWindow);
        IngressPublicKeyStatus status = await UntilItWorksAsync("publishing the report", () => PublishAsync(expiry, cancellation), cancellation).ConfigureAwait(false);
        if (status.Retired)
        {
            // The block at which the key expires is scanned too.
            blocks = [.. blocks.TakeWhile(b => b.Index <= status.PubkeyExpiry)];
            if (blocks.Count == 0)
            {
                IngestLog.KeyIsDone(_logger, state.IngressKey.Encoding.ToString(), status.PubkeyExpiry);
                await BecomeIdleAsync(cancellation).ConfigureAwait(false);
                return TurnOutcome.Done;
            }
        }
        using Activity? span = Telemetry.StartBlock("process_next_block", blocks[0].Index);
        span?.SetTag("mobilecoin.com/fog_ingest_server/blocks", blocks.Count);
        AddBlockDataStatus added;
        try
        {
            // Whatever fails from here on, the key is not used again.
            _isUnsettled = true;
            IReadOnlyList<IngestedBlockData> records = await IngestAsync(blocks, cancellation).ConfigureAwait(false);
            added = await StoreAsync(records, cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (e is EnclaveException or RecoveryDbException or ArgumentException)
        {
            IngestLog.BlocksFailed(_logger, blocks[0].Index, blocks[^1].Index, e);
            await EndRunAsync(forEver: true, cancellation).ConfigureAwait(false);
            return TurnOutcome.Failed;
        }
        if (added is { BlockAlreadyScannedWithThisKey: true, IsOwn: false })
        {
            IngestLog.LostRace(_logger, blocks[0].Index, blocks[^1].Index);
            await BecomeIdleAsync(cancellation).ConfigureAwait(false);
            return TurnOutcome.Done;
        }
        (_isUnsettled, _storing) = (false, null);
        Advance(blocks[^1].Index);
        _metrics.Processed(blocks.Count, _time.GetElapsedTime(begin));
        IngestLog.Processed(_logger, blocks[0].Index, blocks[^1].Index, blocks.Sum(b => b.TxOuts.Count));
        SaveAfterBlocks(blocks[^1].Index);
        return TurnOutcome.Done;
    }

    /// <summary>
    /// While the node is behind, once a second will do: where it goes on after a restart the database knows. The file is there for its key, which is
    /// the same all the time.
    /// </summary>
    private void SaveAfterBlocks(ulong last)
    {
        if (last < _tip && _isSaved && _savedAt is { } at && _time.GetElapsedTime(at) < TimeSpan.FromSeconds(1)) return;
        TrySaveState();
        _savedAt = _time.GetTimestamp();
    }

    private long? _savedAt;

    /// <summary>The records of blocks, under the egress key of a run that is entered.</summary>
    private async Task<IReadOnlyList<IngestedBlockData>> IngestAsync(IReadOnlyList<BlockForIngest> blocks, CancellationToken cancellation)
    {
        if (blocks is [{ } large] && large.TxOuts.Count > CallLimit)
        {
            return [new IngestedBlockData(large.Head, await IngestInChunksAsync(large, cancellation).ConfigureAwait(false))];
        }
        IReadOnlyList<IngestedTxs> answers = Ingest([.. blocks.Select(b => b.Whole)]);
        await EnterRunAsync(answers[0], blocks[0].Index, cancellation).ConfigureAwait(false);
        return [.. blocks.Select((b, i) => new IngestedBlockData(b.Head, answers[i].Records))];
    }

    /// <summary>
    /// The records of a block that is too large for one call. If the egress key changes within it, the block is begun anew, so that all of its
    /// records are of the run that it is stored with. Only where a block has more outputs than an egress key can serve are they of several; each of
    /// their runs begins with this block.
    /// </summary>
    private async Task<List<ETxOutRecord>> IngestInChunksAsync(BlockForIngest block, CancellationToken cancellation)
    {
        int count = block.TxOuts.Count, restarts = count <= _config.UserCapacity ? MostRestarts : 0;
        List<ETxOutRecord> records = new(count);
        while (records.Count < count)
        {
            IngestedTxs answer = Ingest([block.Chunk(records.Count, Math.Min(CallLimit, count - records.Count))])[0];
            if (answer.Rotated && records.Count > 0 && restarts-- > 0)
            {
                records.Clear();
                await EndRunAsync(forEver: true, cancellation).ConfigureAwait(false);
                _isUnsettled = true;
                continue;
            }
            await EnterRunAsync(answer, block.Index, cancellation).ConfigureAwait(false);
            records.AddRange(answer.Records);
        }
        return records;
    }

    private const int MostRestarts = 3;

    private IReadOnlyList<IngestedTxs> Ingest(IReadOnlyList<TxsForIngest> chunks)
    {
        long begin = _time.GetTimestamp();
        IReadOnlyList<IngestedTxs> answers = _enclave.IngestTxs(chunks);
        _metrics.IngestTxsTime(_time.GetElapsedTime(begin));
        return answers;
    }

    /// <summary>
    /// Stores the very same records until it is known what became of them, and until they are stored, whatever keeps the database from it: another egress
    /// key would not help, and each is one more that every user asks for. Only what no attempt can store is given up.
    /// </summary>
    private async Task<AddBlockDataStatus> StoreAsync(IReadOnlyList<IngestedBlockData> blocks, CancellationToken cancellation)
    {
        long run = _state.InvocationId!.Value;
        _storing = (run, blocks[0].Block.Index, blocks[^1].Block.Index);
        long begin = _time.GetTimestamp();
        AddBlockDataStatus added = await UntilItWorksAsync(
            "storing blocks", () => _db.AddManyBlocksDataAsync(run, blocks, cancellation), cancellation,
            static e => e is RecoveryDbException { Error: not (RecoveryDbError.SearchKeyTwice or RecoveryDbError.MissingIngestInvocation) }).ConfigureAwait(false);
        _metrics.AddBlockDataTime(_time.GetElapsedTime(begin));
        return added;
    }

    private async Task BecomeIdleAsync(CancellationToken cancellation)
    {
        _isUnsettled = true;
        Update(s => s with { Mode = IngestControllerMode.Idle });
        // Others may have stored what this node was storing.
        _storing = null;
        await EndRunAsync(forEver: true, cancellation).ConfigureAwait(false);
        TrySaveState();
    }
}
