// Consensus nodes over gRPC (fact sheets consensus §4.11, ledger §6.1).
using MobileCoin.Blockchain;
using MobileCoin.Connections;
using MobileCoin.Wire.ConsensusCommon;
using MobileCoin.Wire.Uris;

namespace MobileCoin.LedgerSync;

/// <summary>
/// Peers by connections, which say how much a peer is trusted: a <see cref="BlockchainConnection"/> believes whom TLS vouches for, a
/// <see cref="ConsensusConnection"/> has the node's enclave attest itself first.
/// </summary>
public sealed class ConsensusPeers : IBlockPeers
{
    /// <summary>Most headers in one answer, as servers cap it.</summary>
    public const uint MostBlocks = 2_000;

    private readonly Dictionary<ResponderId, IBlockchainConnection> _connections = [];

    /// <summary>Peers of connections, which stay their owner's. Of two to one host and port the first counts.</summary>
    public ConsensusPeers(params IEnumerable<IBlockchainConnection> connections)
    {
        ArgumentNullException.ThrowIfNull(connections);
        foreach (IBlockchainConnection connection in connections) _connections.TryAdd(NameOf(connection.Uri), connection);
        Peers = [.. _connections.Keys];
    }

    /// <inheritdoc/>
    public IReadOnlyList<ResponderId> Peers { get; }

    /// <summary>The name by which a peer is known: host and port of its URI.</summary>
    public static ResponderId NameOf(ServiceUri uri)
    {
        ArgumentNullException.ThrowIfNull(uri);
        return new ResponderId(uri.Address);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<Block>> GetBlocksAsync(ResponderId peer, ulong offset, uint limit, CancellationToken cancellationToken) =>
        _connections[peer].GetBlocksAsync(offset, Math.Min(limit, MostBlocks), cancellationToken);

    /// <inheritdoc/>
    public async Task<LastBlockInfo> GetLastBlockInfoAsync(ResponderId peer, CancellationToken cancellationToken)
    {
        LastBlockInfoResponse response = await _connections[peer].GetLastBlockInfoAsync(cancellationToken).ConfigureAwait(false);
        return new LastBlockInfo(response.Index, new Dictionary<ulong, ulong>(response.MinimumFees), response.NetworkBlockVersion);
    }
}
