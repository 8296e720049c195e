using MobileCoin.Blockchain;

namespace MobileCoin.LedgerSync;

/// <summary>How far the network is, as far as the local node trusts its peers. Thread-safe.</summary>
public interface INetworkState
{
    /// <summary>Whether nodes that are blocking and a quorum have a later block than this.</summary>
    /// <param name="localBlockIndex">The index of the last local block.</param>
    bool IsBehind(ulong localBlockIndex);

    /// <summary>The last block that nodes which are blocking and a quorum have; null: none.</summary>
    ulong? HighestBlockIndexOnNetwork { get; }

    /// <summary>Whether nodes are blocking and a quorum for the local node.</summary>
    bool IsBlockingAndQuorum(IReadOnlySet<ResponderId> nodes);

    /// <summary>The last block of each peer that has said one.</summary>
    IReadOnlyDictionary<ResponderId, ulong> PeerBlockIndices { get; }
}
