// Blocks from any node (fact sheet consensus §4.11).
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using MobileCoin.Blockchain;
using MobileCoin.Wire;
using MobileCoin.Wire.ConsensusCommon;
using MobileCoin.Wire.Uris;

namespace MobileCoin.Connections;

/// <summary>Tells of a node's chain.</summary>
public interface IBlockchainConnection : IDisposable
{
    /// <summary>The node.</summary>
    ServiceUri Uri { get; }

    /// <summary>The last block's index, the fees and the block version.</summary>
    /// <exception cref="ConnectionException">The call failed.</exception>
    Task<LastBlockInfoResponse> GetLastBlockInfoAsync(CancellationToken cancellationToken = default);

    /// <summary>The headers of blocks as the node has them; nothing about them is verified.</summary>
    /// <param name="offset">The first block.</param>
    /// <param name="limit">How many; a node gives 2000 at most, and what it has.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ConnectionException">The call failed, or a header does not decode.</exception>
    Task<IReadOnlyList<Block>> GetBlocksAsync(ulong offset, uint limit, CancellationToken cancellationToken = default);
}

/// <summary>Reads blocks without asking for evidence. For any number of threads.</summary>
public sealed class BlockchainConnection : IBlockchainConnection
{
    private readonly Endpoint _endpoint;
    private readonly BlockchainAPI.BlockchainAPIClient _client;

    /// <summary>A connection; it is made with the first call.</summary>
    public BlockchainConnection(ServiceUri uri, ConnectionOptions? options = null, ChannelPool? channels = null)
    {
        _endpoint = new Endpoint(uri, options, channels);
        _client = new BlockchainAPI.BlockchainAPIClient(_endpoint.Invoker);
    }

    /// <inheritdoc/>
    public ServiceUri Uri => _endpoint.Uri;

    /// <inheritdoc/>
    public Task<LastBlockInfoResponse> GetLastBlockInfoAsync(CancellationToken cancellationToken = default) =>
        _endpoint.TryAsync(() => LastBlockInfoAsync(_endpoint, _client, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Block>> GetBlocksAsync(ulong offset, uint limit, CancellationToken cancellationToken = default) =>
        _endpoint.TryAsync(() => BlocksAsync(_endpoint, _client, offset, limit, cancellationToken), cancellationToken);

    /// <summary>Closes its own channel.</summary>
    public void Dispose() => _endpoint.Dispose();

    internal static Task<LastBlockInfoResponse> LastBlockInfoAsync(Endpoint endpoint, BlockchainAPI.BlockchainAPIClient client, CancellationToken cancellationToken) =>
        endpoint.InvokeAsync(call => client.GetLastBlockInfoAsync(new Empty(), call), cancellationToken);

    internal static async Task<IReadOnlyList<Block>> BlocksAsync(
        Endpoint endpoint, BlockchainAPI.BlockchainAPIClient client, ulong offset, uint limit, CancellationToken cancellationToken)
    {
        var request = new BlocksRequest { Offset = offset, Limit = limit };
        BlocksResponse response = await endpoint.InvokeAsync(call => client.GetBlocksAsync(request, call), cancellationToken).ConfigureAwait(false);
        if (response.Blocks.Count > limit) throw ConnectionException.Answer(endpoint, $"{response.Blocks.Count} blocks instead of {limit} at most");
        var blocks = new Block[response.Blocks.Count];
        for (int i = 0; i < blocks.Length; i++)
        {
            try
            {
                blocks[i] = WireMessage.Decode<Block>(response.Blocks[i].ToByteArray());
            }
            catch (WireException e)
            {
                throw ConnectionException.Answer(endpoint, $"block {offset + (ulong)i}: {e.Message}", e);
            }
        }
        return blocks;
    }
}
