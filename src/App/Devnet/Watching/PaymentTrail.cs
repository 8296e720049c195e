using System.Diagnostics;
using MobileCoin.Client;
using MobileCoin.Curve25519;
using MobileCoin.Devnet.Page;

namespace MobileCoin.Devnet;

/// <summary>Follows a payment from station to station, and tells when each is passed. It only looks: nothing goes on faster or slower for it.</summary>
internal sealed class PaymentTrail(DevnetWatch watch, long start, Action<DevnetHopPassed> passed)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);

    private readonly List<DevnetHopPassed> _hops = [];

    /// <summary>The block that holds it, once there is one.</summary>
    internal ulong? Block { get; private set; }

    /// <summary>The stations passed so far.</summary>
    internal IReadOnlyList<DevnetHopPassed> Hops
    {
        get
        {
            lock (_hops) return [.. _hops];
        }
    }

    /// <summary>When a station was passed, from the start; null: it was not.</summary>
    internal TimeSpan? At(DevnetHop hop)
    {
        lock (_hops) return _hops.Find(h => h.Hop == hop) is { } found ? TimeSpan.FromMilliseconds(found.Milliseconds) : null;
    }

    /// <summary>A station was passed now.</summary>
    internal void Pass(DevnetHop hop, string? detail = null)
    {
        var at = new DevnetHopPassed(hop, Stopwatch.GetElapsedTime(start).TotalMilliseconds, detail);
        lock (_hops) _hops.Add(at);
        passed(at);
    }

    /// <summary>Waits for the block that holds an output.</summary>
    internal async Task<ulong> InBlockAsync(CompressedRistretto output, CancellationToken cancellationToken)
    {
        ulong? block;
        while ((block = watch.BlockOf(output)) is null) await Task.Delay(Look, cancellationToken).ConfigureAwait(false);
        Block = block;
        Pass(DevnetHop.InBlock, $"block {block}");
        return block.Value;
    }

    /// <summary>Waits until Fog's ledger has the block.</summary>
    internal async Task PublishedAsync(ulong block, CancellationToken cancellationToken)
    {
        while (watch.Follower.NumBlocks <= block) await Task.Delay(Look, cancellationToken).ConfigureAwait(false);
        Pass(DevnetHop.Published);
    }

    /// <summary>Waits until ingest has recorded the block, and Fog view's store has loaded it.</summary>
    internal async Task IngestedAsync(ulong block, CancellationToken cancellationToken)
    {
        while (await watch.IngestedBlocksAsync(cancellationToken).ConfigureAwait(false) <= block) await Task.Delay(Look, cancellationToken).ConfigureAwait(false);
        Pass(DevnetHop.Ingested);
        while (await watch.ViewTipAsync(block, cancellationToken).ConfigureAwait(false) is not { } tip || tip <= block) await Task.Delay(Look, cancellationToken).ConfigureAwait(false);
        Pass(DevnetHop.Loaded);
    }

    /// <summary>Updates a wallet until it has looked at a block.</summary>
    internal async Task<AccountSnapshot> SeenAsync(MobileCoinClient wallet, ulong block, DevnetHop hop, CancellationToken cancellationToken)
    {
        AccountSnapshot snapshot;
        while ((snapshot = await wallet.UpdateAsync(null, cancellationToken).ConfigureAwait(false)).BlockCount <= block) await Task.Delay(Look, cancellationToken).ConfigureAwait(false);
        Pass(hop);
        return snapshot;
    }
}
