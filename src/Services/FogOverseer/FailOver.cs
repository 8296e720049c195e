// Which node becomes active, and with which key (fact sheet fog §7.2, the table of outstanding keys).
using Microsoft.Extensions.Logging;
using MobileCoin.Curve25519;
using MobileCoin.RecoveryDb;
using MobileCoin.Wire.IngestCommon;

namespace MobileCoin.FogOverseer;

/// <summary>Makes one of the nodes active when all answer and none is.</summary>
internal sealed class FailOver(IRecoveryDb db, TimeProvider time, Func<bool> isEnabled, ILogger logger)
{
    private const int Attempts = 3;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    internal async Task<OverseerCycle> RunAsync(IReadOnlyList<NodeStatus> nodes, CancellationToken cancellationToken)
    {
        HashSet<CompressedRistretto> held = [.. nodes.Select(n => n.IngressKey)];
        IReadOnlyList<IngressPublicKeyRecord> keys =
            await db.GetIngressKeyRecordsAsync(0, new IngressPublicKeyRecordFilters(IncludeRetired: true), cancellationToken).ConfigureAwait(false);
        IngressPublicKeyRecord[] outstanding = [.. keys.Where(k => IsOutstanding(k, held))];
        OverseerLog.FailingOver(logger, outstanding.Length);
        if (outstanding.Length > 1)
        {
            OverseerLog.SeveralOutstanding(logger, string.Join(", ", outstanding.Select(k => k.Key)));
            return OverseerCycle.SeveralOutstanding;
        }
        if (outstanding is [var key])
        {
            NodeStatus[] holders = [.. nodes.Where(n => n.IngressKey == key.Key)];
            if (holders.Length > 0) return await ActivateAnyAsync(holders, cancellationToken).ConfigureAwait(false);
            if (!await ReportLostAsync(key.Key, cancellationToken).ConfigureAwait(false)) return OverseerCycle.Disabled;
        }
        foreach (IngressPublicKeyRecord stray in keys.Where(k => IsStray(k, held)))
        {
            if (!await ReportLostAsync(stray.Key, cancellationToken).ConfigureAwait(false)) return OverseerCycle.Disabled;
        }
        return await ActivateNewKeyAsync(nodes, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Whether blocks are promised that were not scanned. Beyond upstream's filter, which wants a scanned block: what was published is promised from
    /// its first block on; and a key that a node entered and still holds is finished with before another is made.
    /// </summary>
    private static bool IsOutstanding(in IngressPublicKeyRecord key, HashSet<CompressedRistretto> held) => key.LastScannedBlock is { } last
        ? key.Status.PubkeyExpiry > last
        : key.Status.PubkeyExpiry > key.Status.StartBlock || (!key.Status.Retired && held.Contains(key.Key));

    // Entered by an activation that failed before it published, by a node that has other keys now: view would wait for its blocks for ever.
    private static bool IsStray(in IngressPublicKeyRecord key, HashSet<CompressedRistretto> held) =>
        key.LastScannedBlock is null && key.Status.PubkeyExpiry <= key.Status.StartBlock && !key.Status.Retired && !held.Contains(key.Key);

    private async Task<OverseerCycle> ActivateAnyAsync(NodeStatus[] holders, CancellationToken cancellationToken)
    {
        for (int i = 0; ; i++)
        {
            try
            {
                if (!isEnabled()) return OverseerCycle.Disabled;
                await holders[i].Node.ActivateAsync(cancellationToken).ConfigureAwait(false);
                OverseerLog.Activated(logger, holders[i].Node.Uri, holders[i].IngressKey.ToString());
                return OverseerCycle.ActivatedHolder;
            }
            catch (IngestNodeException e) when (i + 1 < holders.Length)
            {
                OverseerLog.AttemptFailed(logger, i + 1, holders.Length, e.Message);
            }
        }
    }

    private async Task<OverseerCycle> ActivateNewKeyAsync(IReadOnlyList<NodeStatus> nodes, CancellationToken cancellationToken)
    {
        if (await NewKeysAnyAsync(nodes, cancellationToken).ConfigureAwait(false) is not { } node) return OverseerCycle.Disabled;
        IngestSummary? active = null;
        bool tried = await TryAsync<IngestNodeException>(async () => active = await node.ActivateAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        if (!tried) return OverseerCycle.Disabled;
        OverseerLog.Activated(logger, node.Uri, KeyOf(active!));
        return OverseerCycle.ActivatedNewKey;
    }

    /// <summary>The first node that makes new keys; null: disabled meanwhile.</summary>
    private async Task<IIngestNode?> NewKeysAnyAsync(IReadOnlyList<NodeStatus> nodes, CancellationToken cancellationToken)
    {
        for (int i = 0; ; i++)
        {
            IIngestNode node = nodes[i].Node;
            IngestSummary? made = null;
            try
            {
                bool tried = await TryAsync<IngestNodeException>(async () => made = await node.NewKeysAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
                if (!tried) return null;
                OverseerLog.NewKeys(logger, node.Uri, KeyOf(made!));
                return node;
            }
            catch (IngestNodeException e) when (i + 1 < nodes.Count)
            {
                OverseerLog.AttemptFailed(logger, i + 1, nodes.Count, e.Message);
            }
        }
    }

    private Task<bool> ReportLostAsync(CompressedRistretto key, CancellationToken cancellationToken)
    {
        OverseerLog.ReportingLost(logger, key.ToString());
        return TryAsync<RecoveryDbException>(() => db.ReportLostIngressKeyAsync(key, cancellationToken), cancellationToken);
    }

    /// <summary>Does something that may fail a few times. False: the overseer was disabled meanwhile, and it was not done.</summary>
    private async Task<bool> TryAsync<TFailure>(Func<Task> work, CancellationToken cancellationToken)
        where TFailure : Exception
    {
        for (int attempt = 1; isEnabled(); attempt++)
        {
            try
            {
                await work().ConfigureAwait(false);
                return true;
            }
            catch (TFailure e) when (attempt < Attempts)
            {
                OverseerLog.AttemptFailed(logger, attempt, Attempts, e.Message);
            }
            await Task.Delay(Pause, time, cancellationToken).ConfigureAwait(false);
        }
        return false;
    }

    private static string KeyOf(IngestSummary summary) => Convert.ToHexStringLower(summary.IngressPubkey.Data.Span);
}
