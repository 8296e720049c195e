// The fail-over of Fog's active ingest node (fact sheet fog §7.2).
using Microsoft.Extensions.Logging;
using MobileCoin.Curve25519;
using MobileCoin.Hosting;
using MobileCoin.RecoveryDb;
using MobileCoin.Wire.IngestCommon;

namespace MobileCoin.FogOverseer;

/// <summary>
/// Sees to it that one of the nodes is active. It begins disabled: an operator activates the first node, and then enables it. One overseer at a time
/// for a recovery database.
/// </summary>
public sealed class OverseerNode
{
    /// <summary>The time between two cycles.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    private readonly IReadOnlyList<IIngestNode> _nodes;
    private readonly OverseerMetrics _metrics;
    private readonly FailOver _failOver;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private volatile bool _enabled;

    /// <summary>An overseer, disabled.</summary>
    /// <param name="nodes">All nodes of the cluster.</param>
    /// <param name="db">Their recovery database.</param>
    /// <param name="time">The clock.</param>
    /// <param name="metrics">Where the set fog_overseer goes.</param>
    /// <param name="logger">The log.</param>
    public OverseerNode(IReadOnlyList<IIngestNode> nodes, IRecoveryDb db, TimeProvider time, MetricRegistry metrics, ILogger logger)
    {
        (_nodes, _time, _logger) = (nodes, time, logger);
        _metrics = new OverseerMetrics(metrics);
        _failOver = new FailOver(db, time, () => _enabled, logger);
    }

    /// <summary>Whether it acts.</summary>
    public bool IsEnabled => _enabled;

    /// <summary>Enables it.</summary>
    /// <returns>Whether it was disabled.</returns>
    public bool Enable()
    {
        if (Interlocked.Exchange(ref _enabled, true)) return false;
        OverseerLog.Enabled(_logger);
        return true;
    }

    /// <summary>Disables it: a fail-over that is under way makes no further call.</summary>
    /// <returns>Whether it was enabled.</returns>
    public bool Disable()
    {
        if (!Interlocked.Exchange(ref _enabled, false)) return false;
        OverseerLog.Disabled(_logger);
        return true;
    }

    /// <summary>Asks all nodes how they are, enabled or not: by their addresses, a summary or what went wrong.</summary>
    public async Task<IReadOnlyList<NodeStatus>> AskAsync(CancellationToken cancellationToken)
    {
        return await Task.WhenAll(_nodes.Select(AskAsync)).ConfigureAwait(false);

        async Task<NodeStatus> AskAsync(IIngestNode node)
        {
            try
            {
                return new NodeStatus(node, await node.GetStatusAsync(cancellationToken).ConfigureAwait(false), null);
            }
            catch (IngestNodeException e)
            {
                return new NodeStatus(node, null, e.Message);
            }
        }
    }

    /// <summary>One cycle.</summary>
    /// <exception cref="IngestNodeException">A node did not do its part of a fail-over.</exception>
    /// <exception cref="RecoveryDbException">The database did not.</exception>
    public async Task<OverseerCycle> StepAsync(CancellationToken cancellationToken)
    {
        if (!_enabled) return OverseerCycle.Disabled;
        IReadOnlyList<NodeStatus> all = await AskAsync(cancellationToken).ConfigureAwait(false);
        foreach (NodeStatus status in all.Where(s => s.Error is not null))
        {
            _metrics.UnresponsiveNodes.Increment();
            OverseerLog.Unresponsive(_logger, status.Error!);
        }
        // On half of the news nothing is done: the silent node may be the active one.
        if (all.Any(s => s.Error is not null)) return OverseerCycle.Unresponsive;
        int active = all.Count(s => s.Summary!.Mode == IngestControllerMode.Active);
        _metrics.IngressKeys.Value = all.Select(s => s.IngressKey).Distinct().Count();
        _metrics.EgressKeys.Value = all.Select(s => s.Summary!.EgressPubkey).Distinct().Count();
        _metrics.ActiveNodes.Value = active;
        _metrics.IdleNodes.Value = all.Count - active;
        if (active == 1) return OverseerCycle.OneActive;
        if (active > 1)
        {
            OverseerLog.SeveralActive(_logger, active);
            return OverseerCycle.SeveralActive;
        }
        OverseerCycle came = await _failOver.RunAsync(all, cancellationToken).ConfigureAwait(false);
        if (came == OverseerCycle.SeveralOutstanding) Disable();
        return came;
    }

    /// <summary>Cycles until it is told to stop.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (true)
        {
            try
            {
                await StepAsync(stop).ConfigureAwait(false);
            }
            catch (Exception e) when (e is IngestNodeException or RecoveryDbException)
            {
                OverseerLog.Failed(_logger, e.Message);
            }
            await Task.Delay(Period, _time, stop).ConfigureAwait(false);
        }
    }
}

/// <summary>What a node said, or why it said nothing.</summary>
/// <param name="Node">The node.</param>
/// <param name="Summary">What it said; null for nothing.</param>
/// <param name="Error">Why it said nothing; null if it did.</param>
public sealed record NodeStatus(IIngestNode Node, IngestSummary? Summary, string? Error)
{
    internal CompressedRistretto IngressKey => new(Summary!.IngressPubkey.Data.Span);
}
