// Whether nodes can move the local node (fact sheets ledger §6.1, consensus §5.1, §1.5).
using MobileCoin.Blockchain;

namespace MobileCoin.LedgerSync;

/// <summary>Quorum and blocking set of one node's quorum set. Nodes are known by their responder ids; whom they trust themselves is not followed.</summary>
internal static class QuorumReach
{
    /// <summary>Whether the nodes hold a quorum of the set and a set without which it has no quorum.</summary>
    /// <param name="set">The local node's quorum set.</param>
    /// <param name="nodes">The nodes that agree on something.</param>
    /// <param name="self">The local node, which always agrees with a quorum.</param>
    internal static bool IsBlockingAndQuorum(QuorumSet set, IReadOnlySet<ResponderId> nodes, ResponderId self) =>
        set.IsValid && IsBlocking(set, nodes) && IsQuorum(set, nodes, self);

    // As no node's own quorum set narrows what others must agree on, members are counted.
    private static bool IsQuorum(QuorumSet set, IReadOnlySet<ResponderId> nodes, ResponderId self)
    {
        int found = 0;
        foreach (QuorumSetMember member in set.Members)
        {
            if (member.Node is { } node ? node.ResponderId == self || nodes.Contains(node.ResponderId) : IsQuorum(member.InnerSet!, nodes, self)) found++;
        }
        return (uint)found >= set.Threshold;
    }

    // A set of nobody is never blocked: one of none would be needed.
    private static bool IsBlocking(QuorumSet set, IReadOnlySet<ResponderId> nodes)
    {
        int found = 0;
        foreach (QuorumSetMember member in set.Members)
        {
            if (member.Node is { } node ? nodes.Contains(node.ResponderId) : IsBlocking(member.InnerSet!, nodes)) found++;
        }
        return (uint)found + set.Threshold > (uint)set.Members.Length;
    }
}
