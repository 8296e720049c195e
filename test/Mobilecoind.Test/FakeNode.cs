using System.Net;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using MobileCoin.Blockchain;
using MobileCoin.Grpc;
using MobileCoin.Wire.ConsensusCommon;

namespace MobileCoin.Mobilecoind.Test;

/// <summary>A consensus node that tells of a chain.</summary>
internal sealed class FakeNode : BlockchainAPI.BlockchainAPIBase, IAsyncDisposable
{
    private readonly GrpcServer _server;
    private volatile IReadOnlyList<BlockData> _blocks;

    private FakeNode(IReadOnlyList<BlockData> blocks)
    {
        _blocks = blocks;
        var options = new GrpcServerOptions();
        options.Listeners.Add(new GrpcListener(new IPEndPoint(IPAddress.Loopback, 0)));
        options.Services.Add(BlockchainAPI.BindService(this));
        _server = new GrpcServer(options);
    }

    internal IReadOnlyList<BlockData> Blocks
    {
        set => _blocks = value;
    }

    internal string? ChainId { get; private set; }

    internal string Uri => $"insecure-mc://127.0.0.1:{((IPEndPoint)_server.EndPoints[0]).Port}/";

    internal static async Task<FakeNode> StartAsync(IReadOnlyList<BlockData> blocks)
    {
        var node = new FakeNode(blocks);
        await node._server.StartAsync();
        return node;
    }

    public override Task<LastBlockInfoResponse> GetLastBlockInfo(Empty request, ServerCallContext context)
    {
        ChainId = context.RequestHeaders.GetValue("chain-id");
        return Task.FromResult(new LastBlockInfoResponse { Index = (ulong)_blocks.Count - 1, MinimumFees = { [0] = 400 }, NetworkBlockVersion = 4 });
    }

    public override Task<BlocksResponse> GetBlocks(BlocksRequest request, ServerCallContext context)
    {
        var answer = new BlocksResponse();
        answer.Blocks.AddRange(_blocks.Skip((int)request.Offset).Take((int)request.Limit).Select(b => WireForms.To<Wire.Blockchain.Block, Block>(b.Block)));
        return Task.FromResult(answer);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
