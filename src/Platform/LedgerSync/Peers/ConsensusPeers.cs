// Consensus nodes over gRPC (fact sheets consensus §4.11, ledger §6.1, Appendix B.3).
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;
using MobileCoin.Blockchain;
using MobileCoin.Hosting;
using MobileCoin.Wire;
using MobileCoin.Wire.ConsensusCommon;
using MobileCoin.Wire.Uris;

namespace MobileCoin.LedgerSync;

/// <summary>
/// Peers by plain calls of their BlockchainAPI. The calls are not attested: a peer is whom TLS says, and what several say is compared.
/// </summary>
public sealed class ConsensusPeers : IBlockPeers, IDisposable
{
    private static readonly TimeSpan CallTime = TimeSpan.FromSeconds(30);

    private readonly Dictionary<ResponderId, GrpcChannel> _channels = [];
    private readonly Dictionary<ResponderId, BlockchainAPI.BlockchainAPIClient> _clients = [];
    private readonly TimeProvider _time;

    /// <summary>Peers of URIs; each is connected to with its first call.</summary>
    /// <param name="uris">The peers. One that is named twice counts once.</param>
    /// <param name="chainId">The network's name, sent with every call; null or empty: none is sent.</param>
    /// <param name="timeProvider">The clock.</param>
    public ConsensusPeers(IReadOnlyList<ServiceUri> uris, string? chainId, TimeProvider timeProvider)
    {
        ArgumentNullException.ThrowIfNull(uris);
        _time = timeProvider;
        foreach (ServiceUri uri in uris)
        {
            var peer = new ResponderId(uri.Address);
            if (_channels.ContainsKey(peer)) continue;
            GrpcChannel channel = ServiceChannel.Open(uri, MostBytes);
            _channels.Add(peer, channel);
            _clients.Add(peer, new BlockchainAPI.BlockchainAPIClient(channel.WithHeaders(uri, chainId)));
        }
        Peers = [.. _channels.Keys];
    }

    /// <summary>Most headers in one answer, as servers cap it.</summary>
    public const uint MostBlocks = 2_000;

    /// <summary>Headers are below 300 bytes each.</summary>
    private const int MostBytes = (int)MostBlocks * 1024;

    /// <inheritdoc/>
    public IReadOnlyList<ResponderId> Peers { get; }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Block>> GetBlocksAsync(ResponderId peer, ulong offset, uint limit, CancellationToken cancellationToken)
    {
        var request = new BlocksRequest { Offset = offset, Limit = Math.Min(limit, MostBlocks) };
        BlocksResponse response = await _clients[peer].GetBlocksAsync(request, Options(cancellationToken)).ConfigureAwait(false);
        if (response.Blocks.Count > request.Limit) throw new WireException($"{peer}: {response.Blocks.Count} headers, {request.Limit} were asked for");
        var blocks = new Block[response.Blocks.Count];
        for (int i = 0; i < blocks.Length; i++) blocks[i] = Read(response.Blocks[i]);
        return blocks;
    }

    /// <inheritdoc/>
    public async Task<LastBlockInfo> GetLastBlockInfoAsync(ResponderId peer, CancellationToken cancellationToken)
    {
        LastBlockInfoResponse response = await _clients[peer].GetLastBlockInfoAsync(new Empty(), Options(cancellationToken)).ConfigureAwait(false);
        return new LastBlockInfo(response.Index, new Dictionary<ulong, ulong>(response.MinimumFees), response.NetworkBlockVersion);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (GrpcChannel channel in _channels.Values) channel.Dispose();
    }

    // Both forms of a header have the same bytes.
    private static Block Read(IMessage header) => WireMessage.Decode<Block>(header.ToByteArray());

    private CallOptions Options(CancellationToken cancellationToken) =>
        new(deadline: _time.GetUtcNow().UtcDateTime + CallTime, cancellationToken: cancellationToken);
}
