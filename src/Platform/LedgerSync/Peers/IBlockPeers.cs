// What sync asks of consensus nodes (fact sheets ledger §6.1, §6.2, consensus §4.11).
using MobileCoin.Blockchain;

namespace MobileCoin.LedgerSync;

/// <summary>The consensus nodes that a ledger follows. Whether they are what they say, by attestation, is the implementation's to see to.</summary>
public interface IBlockPeers
{
    /// <summary>The peers, each by host and port of its URI.</summary>
    IReadOnlyList<ResponderId> Peers { get; }

    /// <summary>Headers of a peer's blocks from an index on: at most as many as asked for, and fewer where the peer gives fewer.</summary>
    /// <exception cref="Exception">The peer cannot be asked, or answers nonsense.</exception>
    Task<IReadOnlyList<Block>> GetBlocksAsync(ResponderId peer, ulong offset, uint limit, CancellationToken cancellationToken);

    /// <summary>A peer's last block, its fees and its block version.</summary>
    /// <exception cref="Exception">The peer cannot be asked, or answers nonsense.</exception>
    Task<LastBlockInfo> GetLastBlockInfoAsync(ResponderId peer, CancellationToken cancellationToken);
}

/// <summary>What a consensus node says of its last block.</summary>
/// <param name="Index">The block.</param>
/// <param name="MinimumFees">The least fee in each token.</param>
/// <param name="NetworkBlockVersion">The version of the blocks that the network makes.</param>
public sealed record LastBlockInfo(ulong Index, IReadOnlyDictionary<ulong, ulong> MinimumFees, uint NetworkBlockVersion);
