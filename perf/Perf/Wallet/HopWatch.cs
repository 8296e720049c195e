// When blocks come to where a payment passes.
using System.Collections.Concurrent;
using System.Diagnostics;
using MobileCoin.Devnet;
using MobileCoin.LedgerDb;
using MobileCoin.RecoveryDb;

namespace MobileCoin.Perf;

/// <summary>Looks every millisecond or two at the validator's ledger, the one that Fog reads, and what ingest has stored.</summary>
internal sealed class HopWatch : IAsyncDisposable
{
    private readonly ConcurrentDictionary<(string Hop, ulong Block), long> _seen = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Ledger _validator, _follower;
    private readonly LmdbRecoveryDb _recovery;
    private readonly Task _watching;

    private HopWatch(DevnetNetwork network)
    {
        _validator = Ledger.Open(network.In("ledger"), new LedgerOptions { ReadOnly = true });
        _follower = Ledger.Open(network.FollowerFolder, new LedgerOptions { ReadOnly = true });
        _recovery = LmdbRecoveryDb.Open(network.In("recovery"));
        _watching = Task.WhenAll(Task.Run(WatchAsync), Task.Run(WatchScannedAsync));
    }

    internal const string Validator = "the validator's ledger", Follower = "the ledger that Fog reads", Scanned = "ingest's records";

    internal static HopWatch Of(DevnetNetwork network) => new(network);

    /// <summary>When a block was first there; it is there by a moment at which somebody else saw what comes of it.</summary>
    internal async Task<long> AtAsync(string hop, ulong block, long latest)
    {
        long at;
        while (!_seen.TryGetValue((hop, block), out at)) await Task.Delay(1).ConfigureAwait(false);
        return Math.Min(at, latest);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _watching.ConfigureAwait(false);
        _validator.Dispose();
        _follower.Dispose();
        await _recovery.DisposeAsync().ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task WatchAsync()
    {
        ulong validator = _validator.NumBlocks, follower = _follower.NumBlocks;
        while (!_stop.IsCancellationRequested)
        {
            See(Validator, ref validator, _validator.NumBlocks);
            See(Follower, ref follower, _follower.NumBlocks);
            await Task.Delay(1).ConfigureAwait(false);
        }
    }

    private async Task WatchScannedAsync()
    {
        ulong scanned = await CountAsync().ConfigureAwait(false);
        while (!_stop.IsCancellationRequested)
        {
            See(Scanned, ref scanned, await CountAsync().ConfigureAwait(false));
            await Task.Delay(1).ConfigureAwait(false);
        }

        async Task<ulong> CountAsync() => await _recovery.GetHighestKnownBlockIndexAsync().ConfigureAwait(false) is { } last ? last + 1 : 0;
    }

    private void See(string hop, ref ulong next, ulong blocks)
    {
        long now = Stopwatch.GetTimestamp();
        for (; next < blocks; next++) _seen.TryAdd((hop, next), now);
    }
}
