// How key images come into a store (fact sheet fog §6.4): at a start all that there are, at the speed of memory; then block by block.
using MobileCoin.BlockProvider;
using MobileCoin.Blockchain;
using MobileCoin.FogEnclave;
using MobileCoin.LedgerEnclave;
using MobileCoin.Transactions;

namespace MobileCoin.FogLedger;

public sealed partial class KeyImageStoreNode
{
    /// <summary>Blocks that are read at a time.</summary>
    private const int MostBlocks = 256;

    private static readonly TimeSpan FailurePause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FullPause = TimeSpan.FromSeconds(5);

    private BulkLoad? _bulk;
    private bool _isFollowing;
    private int _batch = MostBlocks;

    /// <summary>Loads the shard, until it is complete or the loader is told to stop.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (await StepAsync(cancellationToken).ConfigureAwait(false) is var step && step != LoadStep.Complete)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (PauseAfter(step) is { } pause) await Task.Delay(pause, _time, cancellationToken).ConfigureAwait(false);
        }
        FogLedgerLog.Complete(_logger, _options.Shard.ToString());
    }

    /// <summary>One turn of the loader: some blocks, or none; the first load is one, and takes as long as it takes.</summary>
    /// <exception cref="OperationCanceledException">It was told to stop; it may go on.</exception>
    public async Task<LoadStep> StepAsync(CancellationToken cancellationToken)
    {
        try
        {
            LoadStep step = _isFollowing ? await FollowAsync(cancellationToken).ConfigureAwait(false) : await StartAsync(cancellationToken).ConfigureAwait(false);
            if (step == LoadStep.Advanced) _batch = Math.Min(_batch * 2, MostBlocks);
            return step;
        }
        catch (BlockProviderException e)
        {
            FogLedgerLog.SourceFailed(_logger, e.Message);
            // Perhaps one block is all that the source can give.
            _batch = 1;
            return LoadStep.SourceFailed;
        }
        catch (EnclaveException e) when (e.Kind == EnclaveErrorKind.MapOverflow)
        {
            FogLedgerLog.Full(_logger, _progress.Next, e.Message);
            return LoadStep.Full;
        }
    }

    internal TimeSpan? PauseAfter(LoadStep step) => step switch
    {
        LoadStep.CaughtUp => _options.PollInterval,
        LoadStep.SourceFailed => FailurePause,
        LoadStep.Full => FullPause * (0.5 + _options.Jitter()),
        _ => null,
    };

    private async Task<LoadStep> StartAsync(CancellationToken cancellationToken)
    {
        if (_bulk is null)
        {
            Publish(_progress.Next, await _blocks.GetLatestBlockAsync(cancellationToken).ConfigureAwait(false));
            if (_progress.IsReady || _enclave.KeyImageCount > 0)
            {
                _isFollowing = true;
                return await FollowAsync(cancellationToken).ConfigureAwait(false);
            }
            _bulk = new BulkLoad(_blocks, _progress.Next, _progress.End);
        }
        if (await _bulk.ReadAsync(_batch, cancellationToken).ConfigureAwait(false)) return LoadStep.Advanced;
        FogLedgerLog.Loading(_logger, _bulk.Next - _progress.Next, _bulk.Count);
        long start = _time.GetTimestamp();
        BulkLoad bulk = _bulk;
        long loaded = _enclave.LoadKeyImageData(bulk.Count, bulk.KeyImages, null, cancellationToken);
        TimeSpan taken = _time.GetElapsedTime(start);
        FogLedgerLog.Loaded(_logger, loaded, taken.TotalSeconds, bulk.Next);
        _metrics.Loaded(bulk.Next - _progress.Next, loaded, taken);
        (_bulk, _isFollowing) = (null, true);
        Publish(bulk.Next, _progress.Latest!);
        return LoadStep.Advanced;
    }

    private async Task<LoadStep> FollowAsync(CancellationToken cancellationToken)
    {
        ulong left = _options.Shard.End - _progress.Next;
        if (left == 0) return LoadStep.Complete;
        ProvidedKeyImages provided = await _blocks.GetKeyImagesAsync(_progress.Next, (int)Math.Min((ulong)_batch, left), cancellationToken).ConfigureAwait(false);
        Publish(_progress.Next, provided.Latest);
        bool isAdvanced = false;
        foreach (BlockKeyImages block in provided.Blocks)
        {
            // The count of outputs that goes with an answer is the last block's: no block beyond it is claimed.
            if (block.Index != _progress.Next || block.Index > provided.Latest.Index) break;
            ulong timestamp = block.TimestampResult == TimestampResultCode.TimestampFound ? block.Timestamp
                : await WaitForTimeAsync(block.Index, cancellationToken).ConfigureAwait(false);
            Add(block, timestamp);
            Publish(block.Index + 1, _progress.Latest!);
            isAdvanced = true;
        }
        if (_progress.Next == _options.Shard.End) return LoadStep.Complete;
        return isAdvanced ? LoadStep.Advanced : LoadStep.CaughtUp;
    }

    // The ledger grows meanwhile, and a store that a watcher holds up for long is not ready.
    private async Task<ulong> WaitForTimeAsync(ulong block, CancellationToken cancellationToken)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<ulong> poll = _blocks.PollBlockTimestampAsync(block, _options.WatcherTimeout, both.Token);
        try
        {
            while (!poll.IsCompleted)
            {
                await Task.WhenAny(poll, Task.Delay(_options.PollInterval, _time, both.Token)).ConfigureAwait(false);
                if (!poll.IsCompleted) Publish(_progress.Next, await _blocks.GetLatestBlockAsync(cancellationToken).ConfigureAwait(false));
            }
            return await poll.ConfigureAwait(false);
        }
        finally
        {
            // Whichever of the two still waits.
            await both.CancelAsync().ConfigureAwait(false);
        }
    }

    private void Add(BlockKeyImages block, ulong timestamp)
    {
        long start = _time.GetTimestamp();
        _enclave.AddKeyImageData([.. block.KeyImages.Select(k => new KeyImageData(k, block.Index, timestamp))]);
        _metrics.Added(block.KeyImages.Count, _time.GetElapsedTime(start));
    }

    private void Publish(ulong next, Block latest)
    {
        bool wasReady = _progress.IsReady;
        // Several mobilecoinds behind one address are not equally far.
        if (_progress.Latest is { } known && known.Index > latest.Index) latest = known;
        var progress = new StoreProgress(_options.Shard, next, latest);
        _progress = progress;
        if (progress.IsReady == wasReady) return;
        if (progress.IsReady) FogLedgerLog.Ready(_logger, next, progress.End);
        else FogLedgerLog.NotReady(_logger, next, progress.End);
    }
}
