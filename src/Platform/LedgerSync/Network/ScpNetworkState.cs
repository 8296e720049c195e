// How far the network is, told from outside (fact sheets ledger §6.1, consensus §5.1).
using MobileCoin.Blockchain;

namespace MobileCoin.LedgerSync;

/// <summary>The last slot that each peer has externalized. A validator feeds it with every consensus message; the polling state with block indices.</summary>
/// <param name="localNode">The local node, which agrees with every quorum that names it.</param>
/// <param name="quorumSet">Whom the local node trusts.</param>
public class ScpNetworkState(ResponderId localNode, QuorumSet quorumSet) : INetworkState
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ResponderId, ulong> _slots = [];

    /// <summary>Whom the local node trusts.</summary>
    public QuorumSet QuorumSet { get; } = quorumSet;

    /// <inheritdoc/>
    public IReadOnlyDictionary<ResponderId, ulong> PeerBlockIndices
    {
        get
        {
            lock (_gate) return new Dictionary<ResponderId, ulong>(_slots);
        }
    }

    /// <inheritdoc/>
    public ulong? HighestBlockIndexOnNetwork
    {
        get
        {
            lock (_gate)
            {
                foreach (ulong slot in _slots.Values.Distinct().OrderDescending())
                {
                    if (IsBlockingAndQuorum(From(slot))) return slot;
                }
                return null;
            }
        }
    }

    /// <summary>Takes note of a consensus message.</summary>
    /// <param name="node">Who sent it.</param>
    /// <param name="slot">The slot that it is about.</param>
    /// <param name="isExternalize">Whether it says that the slot is decided; another topic says so of the slot before.</param>
    public void Push(ResponderId node, ulong slot, bool isExternalize)
    {
        // Nothing is decided before slot 0: the origin block is given.
        if (!isExternalize && slot == 0) return;
        Raise(node, isExternalize ? slot : slot - 1);
    }

    /// <inheritdoc/>
    public bool IsBehind(ulong localBlockIndex)
    {
        lock (_gate) return localBlockIndex < ulong.MaxValue && IsBlockingAndQuorum(From(localBlockIndex + 1));
    }

    /// <inheritdoc/>
    public bool IsBlockingAndQuorum(IReadOnlySet<ResponderId> nodes)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        return QuorumReach.IsBlockingAndQuorum(QuorumSet, nodes, localNode);
    }

    // A peer does not go back: an old message may come late.
    private protected void Raise(ResponderId node, ulong slot)
    {
        lock (_gate)
        {
            if (!_slots.TryGetValue(node, out ulong known) || slot > known) _slots[node] = slot;
        }
    }

    private HashSet<ResponderId> From(ulong slot) => [.. _slots.Where(s => s.Value >= slot).Select(s => s.Key)];
}
