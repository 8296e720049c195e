// Blocks of a ledger on this machine (fact sheet fog §7.1, "local").
using Microsoft.Extensions.Logging;
using MobileCoin.Blockchain;
using MobileCoin.Curve25519;
using MobileCoin.LedgerDb;
using MobileCoin.Transactions;

namespace MobileCoin.BlockProvider;

/// <summary>Reads a ledger, and a watcher's database if there is one; another process writes them.</summary>
public sealed class LocalBlockProvider : IBlockProvider
{
    private readonly ILedger _ledger;
    private readonly WatcherDb? _watcher;
    private readonly bool _owns;
    private readonly TimestampPoll _poll;
    private readonly ILogger _logger;

    /// <summary>Of an open ledger.</summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="watcher">When blocks were signed; null: that is never known.</param>
    /// <param name="time">The clock of waits.</param>
    /// <param name="logger">The log.</param>
    /// <param name="ownsDatabases">Whether both are closed with this.</param>
    public LocalBlockProvider(ILedger ledger, WatcherDb? watcher, TimeProvider time, ILogger logger, bool ownsDatabases = false)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(logger);
        (_ledger, _watcher, _logger, _owns) = (ledger, watcher, logger, ownsDatabases);
        _poll = new TimestampPoll(time, logger);
    }

    /// <summary>A look at a ledger on this machine takes two microseconds.</summary>
    public TimeSpan? LookInterval { get; } = TimeSpan.FromMilliseconds(5);

    /// <inheritdoc/>
    public void Measure()
    {
        try
        {
            (_ledger as Ledger)?.Measure();
        }
        catch (LedgerException e)
        {
            throw new BlockProviderException("the ledger: " + e.Message, isTransient: true, e);
        }
    }

    /// <inheritdoc/>
    public Task<ulong> GetNumBlocksAsync(CancellationToken cancellationToken = default) => Read(() => _ledger.NumBlocks, cancellationToken);

    /// <inheritdoc/>
    public Task<Block> GetLatestBlockAsync(CancellationToken cancellationToken = default) => Read(_ledger.GetLatestBlock, cancellationToken);

    /// <inheritdoc/>
    public Task<ProvidedBlocks> GetBlocksDataAsync(IReadOnlyList<ulong> indices, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(indices);
        return Read(
            () =>
            {
                Block latest = _ledger.GetLatestBlock();
                var blocks = new ProvidedBlock?[indices.Count];
                for (int i = 0; i < blocks.Length; i++)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    if (Find(() => _ledger.GetBlockData(indices[i])) is not { } data) continue;
                    (ulong timestamp, TimestampResultCode code) = Timestamp(indices[i]);
                    blocks[i] = new ProvidedBlock(data, timestamp, code);
                }
                return new ProvidedBlocks(blocks, latest);
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ProvidedKeyImages> GetKeyImagesAsync(ulong first, int count, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        return Read(
            () =>
            {
                Block latest = _ledger.GetLatestBlock();
                List<BlockKeyImages> blocks = [];
                for (ulong index = first; blocks.Count < count && index <= latest.Index; index++)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    // Outputs are most of a block, and are not read.
                    if (Find(() => _ledger.GetKeyImagesByBlock(index)) is not { } keyImages) break;
                    (ulong timestamp, TimestampResultCode code) = Timestamp(index);
                    blocks.Add(new BlockKeyImages(index, keyImages, timestamp, code));
                }
                return new ProvidedKeyImages(blocks, latest);
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ulong> PollBlockTimestampAsync(ulong index, TimeSpan warnEvery, CancellationToken cancellationToken = default)
    {
        // Nothing will ever come.
        if (_watcher is null) return Task.FromResult(ulong.MaxValue);
        return _poll.WaitAsync(
            index, warnEvery,
            () =>
            {
                (ulong timestamp, TimestampResultCode code) = Timestamp(index);
                return Task.FromResult((timestamp, code, TimestampPoll.Reason(code)));
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ProvidedOutput?>> GetOutputsAsync(IReadOnlyList<ulong> globalIndices, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(globalIndices);
        return Read<IReadOnlyList<ProvidedOutput?>>(
            () =>
            {
                ulong outputs = _ledger.NumTxos;
                ulong[] there = [.. globalIndices.Where(i => i < outputs)];
                // The ledger may have grown meanwhile: the proofs are of one moment all the same, and outputs never change.
                IReadOnlyList<TxOutMembershipProof> proofs = there.Length == 0 ? [] : _ledger.GetTxOutProofOfMemberships(there);
                var provided = new ProvidedOutput?[globalIndices.Count];
                int next = 0;
                for (int i = 0; i < provided.Length; i++)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    if (globalIndices[i] < outputs) provided[i] = new ProvidedOutput(_ledger.GetTxOutByIndex(globalIndices[i]), proofs[next++]);
                }
                return provided;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ProvidedTxOutInfos> GetTxOutInfoByPublicKeyAsync(IReadOnlyList<CompressedRistretto> keys, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return Read(
            () =>
            {
                Block latest = _ledger.GetLatestBlock();
                var infos = new ProvidedTxOutInfo[keys.Count];
                for (int i = 0; i < infos.Length; i++)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    infos[i] = Info(keys[i]);
                }
                return new ProvidedTxOutInfos(infos, latest);
            },
            cancellationToken);
    }

    /// <summary>Closes the databases, if they are this one's.</summary>
    public ValueTask DisposeAsync()
    {
        if (!_owns) return ValueTask.CompletedTask;
        (_ledger as IDisposable)?.Dispose();
        _watcher?.Dispose();
        return ValueTask.CompletedTask;
    }

    private ProvidedTxOutInfo Info(CompressedRistretto key)
    {
        ulong output, block;
        try
        {
            output = _ledger.GetTxOutIndexByPublicKey(key);
        }
        catch (LedgerException e) when (e.Error == LedgerError.NotFound)
        {
            return new ProvidedTxOutInfo(key, TxOutResultCode.NotFound);
        }
        catch (LedgerException e)
        {
            return Failed(key, e);
        }
        try
        {
            block = _ledger.GetBlockIndexByTxOutIndex(output);
        }
        catch (LedgerException e)
        {
            return Failed(key, e);
        }
        (ulong timestamp, TimestampResultCode code) = Timestamp(block);
        return new ProvidedTxOutInfo(key, TxOutResultCode.Found, output, block, timestamp, code);
    }

    // One output's trouble is not the others'.
    private ProvidedTxOutInfo Failed(CompressedRistretto key, LedgerException e)
    {
        BlockProviderLog.LedgerFailed(_logger, e.Message);
        return new ProvidedTxOutInfo(key, TxOutResultCode.DatabaseError);
    }

    private (ulong Timestamp, TimestampResultCode Code) Timestamp(ulong index) =>
        _watcher?.GetBlockTimestamp(index) ?? (ulong.MaxValue, TimestampResultCode.Unavailable);

    private static T? Find<T>(Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (LedgerException e) when (e.Error == LedgerError.NotFound)
        {
            return null;
        }
    }

    private static Task<T> Read<T>(Func<T> read, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) return Task.FromCanceled<T>(cancellationToken);
        try
        {
            return Task.FromResult(read());
        }
        catch (LedgerException e)
        {
            bool isTransient = e.Error is LedgerError.NotFound or LedgerError.Lmdb or LedgerError.BadRslot;
            return Task.FromException<T>(new BlockProviderException("the ledger: " + e.Message, isTransient, e));
        }
        catch (OperationCanceledException)
        {
            return Task.FromCanceled<T>(cancellationToken);
        }
    }
}
