using System.Collections.Concurrent;
using System.Net;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using MobileCoin.Grpc;
using MobileCoin.Transactions;
using MobileCoin.Wire;
using MobileCoin.Wire.ConsensusClient;
using MobileCoin.Wire.ConsensusCommon;
using MobileCoin.Wire.Report;

namespace MobileCoin.App.Test;

/// <summary>A consensus node, and a fog's report server, that say what the test tells them to, and keep what they are given.</summary>
internal sealed class TestNode : IAsyncDisposable
{
    private readonly GrpcServer _server;
    private ulong _index;

    private TestNode()
    {
        var options = new GrpcServerOptions();
        options.Listeners.Add(new GrpcListener(new IPEndPoint(IPAddress.Loopback, 0)));
        options.Services.Add(BlockchainAPI.BindService(new Blocks(this)));
        options.Services.Add(ConsensusClientAPI.BindService(new Client(this)));
        options.Services.Add(ReportAPI.BindService(new Fog(this)));
        _server = new GrpcServer(options);
    }

    /// <summary>The last block's index, one answer after the other; the last of them stays.</summary>
    internal ConcurrentQueue<ulong> Indices { get; } = new();

    internal MintValidationResult Result { get; set; } = new();

    internal ConcurrentQueue<object> Proposed { get; } = new();

    internal ConcurrentQueue<string?> ChainIds { get; } = new();

    internal Attestation.ReportResponse? Reports { get; set; }

    internal int Asked { get; private set; }

    /// <summary>How many calls fail first.</summary>
    internal int Faults { get; set; }

    internal string Uri => $"insecure-mc://127.0.0.1:{Port}/";

    internal string FogUri => $"insecure-fog://127.0.0.1:{Port}";

    private int Port => ((IPEndPoint)_server.EndPoints[0]).Port;

    internal static async Task<TestNode> StartAsync(params ulong[] indices)
    {
        var node = new TestNode();
        foreach (ulong index in indices) node.Indices.Enqueue(index);
        await node._server.StartAsync(TestContext.Current.CancellationToken);
        return node;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private sealed class Blocks(TestNode node) : BlockchainAPI.BlockchainAPIBase
    {
        public override Task<LastBlockInfoResponse> GetLastBlockInfo(Empty request, ServerCallContext context)
        {
            if (node.Faults > 0)
            {
                node.Faults--;
                throw new RpcException(new Status(StatusCode.Unavailable, "starting"));
            }
            node.Asked++;
            node.ChainIds.Enqueue(context.RequestHeaders.GetValue("chain-id"));
            if (node.Indices.TryDequeue(out ulong index)) node._index = index;
            return Task.FromResult(new LastBlockInfoResponse { Index = node._index, MinimumFees = { [0] = 400, [8192] = 1024 }, NetworkBlockVersion = 3 });
        }
    }

    private sealed class Client(TestNode node) : ConsensusClientAPI.ConsensusClientAPIBase
    {
        public override Task<ProposeMintTxResponse> ProposeMintTx(Wire.External.MintTx request, ServerCallContext context)
        {
            node.Proposed.Enqueue(WireMessage.Decode<MintTx>(Google.Protobuf.MessageExtensions.ToByteArray(request)));
            return Task.FromResult(new ProposeMintTxResponse { Result = node.Result, BlockCount = 101 });
        }

        public override Task<ProposeMintConfigTxResponse> ProposeMintConfigTx(Wire.External.MintConfigTx request, ServerCallContext context)
        {
            node.Proposed.Enqueue(WireMessage.Decode<MintConfigTx>(Google.Protobuf.MessageExtensions.ToByteArray(request)));
            return Task.FromResult(new ProposeMintConfigTxResponse { Result = node.Result, BlockCount = 101 });
        }
    }

    private sealed class Fog(TestNode node) : ReportAPI.ReportAPIBase
    {
        public override Task<ReportResponse> GetReports(ReportRequest request, ServerCallContext context) => Task.FromResult(ReportResponse.Parser.ParseFrom(node.Reports!.Encode()));
    }
}
