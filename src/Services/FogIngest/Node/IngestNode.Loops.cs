// The loops of a running node (fact sheet fog §2.1, §2.10, §2.12, §0.2 --primary-node-uri).
using MobileCoin.BlockProvider;
using MobileCoin.RecoveryDb;
using MobileCoin.Wire.IngestCommon;

namespace MobileCoin.FogIngest;

public sealed partial class IngestNode
{
    private static readonly TimeSpan NoBlockLogPeriod = TimeSpan.FromMinutes(1);

    /// <summary>Scans blocks and looks after peers until told to stop.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        using var all = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Func<CancellationToken, Task>[] loops = [ScanAsync, LookAfterPeersAsync, MeasureAsync];
        Task[] running = [.. loops.Select(loop => Task.Run(() => loop(all.Token), CancellationToken.None))];
        Task first = await Task.WhenAny(running).ConfigureAwait(false);
        await all.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await first.ConfigureAwait(false);
    }

    private async Task ScanAsync(CancellationToken stop)
    {
        int failures = 0;
        long? logged = null;
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            TurnOutcome outcome = await TurnAsync(stop).ConfigureAwait(false);
            failures = outcome == TurnOutcome.Failed ? Math.Min(failures + 1, LongestPause) : 0;
            if (outcome == TurnOutcome.NoBlock && !(logged is { } last && _time.GetElapsedTime(last) < NoBlockLogPeriod))
            {
                IngestLog.NoBlock(_logger, _state.NextBlockIndex);
                logged = _time.GetTimestamp();
            }
            if (outcome == TurnOutcome.Done) continue;
            if (outcome == TurnOutcome.NoBlock) await WaitForBlockAsync(stop).ConfigureAwait(false);
            else await Task.Delay(failures > 0 ? TimeSpan.FromSeconds(failures) : _config.PollInterval, _time, stop).ConfigureAwait(false);
        }
    }

    /// <summary>Waits for the poll interval, or until a source that is cheap to look at has a block.</summary>
    private async Task WaitForBlockAsync(CancellationToken stop)
    {
        TimeSpan left = _config.PollInterval, look = _blocks.LookInterval ?? left;
        while (left > TimeSpan.Zero)
        {
            await Task.Delay(look < left ? look : left, _time, stop).ConfigureAwait(false);
            left -= look;
            if (left <= TimeSpan.Zero || await HasNextAsync().ConfigureAwait(false)) return;
        }

        async Task<bool> HasNextAsync()
        {
            try
            {
                return await _blocks.GetNumBlocksAsync(stop).ConfigureAwait(false) > _state.NextBlockIndex;
            }
            catch (BlockProviderException)
            {
                // The next turn meets it too, and tells.
                return true;
            }
        }
    }

    private async Task LookAfterPeersAsync(CancellationToken stop)
    {
        while (true)
        {
            await Task.Delay(_config.PeerCheckupPeriod, _time, stop).ConfigureAwait(false);
            await CheckPeersAsync(stop).ConfigureAwait(false);
        }
    }

    private async Task MeasureAsync(CancellationToken stop)
    {
        while (true)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), _time, stop).ConfigureAwait(false);
            try
            {
                _blocks.Measure();
            }
            catch (BlockProviderException)
            {
                // Whoever reads blocks says so.
            }
        }
    }

    /// <summary>
    /// Activates a node that has no peers, as a container that stands alone is to come up: unless its saved state had peers, or its key is retired or
    /// lost, which is the operator's doing. Tries until it is active.
    /// </summary>
    public async Task ActivateWhenAloneAsync(IngestSummary? saved, CancellationToken cancellation = default)
    {
        if (_state.IsActive) return;
        if (_state.Peers.Others.Count > 0 || saved is { Peers.Count: > 1 })
        {
            IngestLog.NotAlone(_logger);
            return;
        }
        await UntilItWorksAsync("activating", TryAsync, cancellation, static e => e is not IngestException { Error: IngestError.KeyAlreadyRetired }).ConfigureAwait(false);

        async Task<bool> TryAsync()
        {
            IngressPublicKeyStatus? known = await AskDbAsync(() => _db.GetIngressKeyStatusAsync(_state.IngressKey.Encoding, cancellation)).ConfigureAwait(false);
            if (known is { Retired: true } or { Lost: true })
            {
                IngestLog.KeyIsNotForUse(_logger, _state.IngressKey.Encoding.ToString());
                return false;
            }
            await ActivateAsync(cancellation).ConfigureAwait(false);
            return true;
        }
    }

    /// <summary>Fetches the ingress key of a primary node until that works, or the node is made active. It is never activated by itself.</summary>
    public async Task SyncWithPrimaryAsync(string primaryUri, CancellationToken cancellation = default)
    {
        await UntilItWorksAsync("fetching the primary node's ingress key", TryAsync, cancellation).ConfigureAwait(false);

        async Task<bool> TryAsync()
        {
            if (_state.IsActive) return false;
            await SyncKeysFromRemoteAsync(primaryUri, cancellation).ConfigureAwait(false);
            return true;
        }
    }
}
