using System.Collections.Concurrent;
using System.Net;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using MobileCoin.Attestation;
using MobileCoin.Grpc;
using MobileCoin.Wire;
using MobileCoin.Wire.Attest;
using MobileCoin.Wire.ConsensusClient;
using MobileCoin.Wire.ConsensusCommon;
using MobileCoin.Wire.FogLedger;
using MobileCoin.Wire.FogView;
using MobileCoin.Wire.Report;

namespace MobileCoin.Connections.Test;

/// <summary>
/// A server of every service that connections call, with real channels, over a real port. Answers say how much was asked; a queue of faults
/// makes calls fail.
/// </summary>
internal sealed class TestFog : IAsyncDisposable
{
    private readonly GrpcServer _server;
    private readonly TestEnclave _enclave;

    private TestFog(TestEnclave enclave)
    {
        _enclave = enclave;
        var options = new GrpcServerOptions();
        options.Listeners.Add(new GrpcListener(new IPEndPoint(IPAddress.Loopback, 0)));
        options.Services.Add(FogViewAPI.BindService(new View(this)));
        options.Services.Add(FogViewRouterAPI.BindService(new ViewRouter(this)));
        options.Services.Add(FogKeyImageAPI.BindService(new KeyImages(this)));
        options.Services.Add(LedgerAPI.BindService(new LedgerRouter(this)));
        options.Services.Add(FogMerkleProofAPI.BindService(new Outputs(this)));
        options.Services.Add(AttestedApi.BindService(new Attested(this)));
        options.Services.Add(ConsensusClientAPI.BindService(new Consensus(this)));
        options.Services.Add(BlockchainAPI.BindService(new Blocks(this)));
        options.Services.Add(ReportAPI.BindService(new Reports(this)));
        _server = new GrpcServer(options);
    }

    internal const string ResponderId = "fog.test:443";

    internal ConcurrentQueue<Status> Faults { get; } = new();

    internal ConcurrentQueue<Metadata> Headers { get; } = new();

    internal AttestedKeyExchange Channels => _enclave.Channels;

    internal int Handshakes { get; private set; }

    internal bool IsForPeers { get; set; }

    internal string? Cookie { get; set; }

    internal Func<byte[], byte[]> Garble { get; set; } = static bytes => bytes;

    /// <summary>A stream waits for this many queries before it answers the first.</summary>
    internal int WaitFor { get; set; } = 1;

    internal Attestation.ReportResponse? Answer { get; set; }

    internal IReadOnlyList<Blockchain.Block> Chain { get; set; } = [];

    internal byte[]? Proposed { get; private set; }

    internal int Port => ((IPEndPoint)_server.EndPoints[0]).Port;

    internal static async Task<TestFog> StartAsync()
    {
        var fog = new TestFog(new TestEnclave(ResponderId));
        await fog._server.StartAsync(TestContext.Current.CancellationToken);
        return fog;
    }

    internal T Uri<T>(string user = "", string query = $"?responder-id={ResponderId}")
        where T : Wire.Uris.ServiceUri<T>, Wire.Uris.IServiceUri<T> => Wire.Uris.ServiceUri<T>.Parse($"{T.Schemes.Insecure}://{user}127.0.0.1:{Port}/{query}");

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _enclave.Dispose();
    }

    private async Task BeginAsync(ServerCallContext context)
    {
        Headers.Enqueue(context.RequestHeaders);
        if (Cookie is { } cookie) await context.WriteResponseHeadersAsync(new Metadata { { "set-cookie", cookie + "; Path=/; HttpOnly" } });
        context.ResponseTrailers.Add("Set-Cookie", "TRAILER=t; Path=/");
        if (Faults.TryDequeue(out Status fault)) throw new RpcException(fault);
    }

    private async Task<AuthMessage> AuthAsync(AuthMessage request, ServerCallContext context)
    {
        await BeginAsync(context);
        return Shake(request);
    }

    private AuthMessage Shake(AuthMessage request)
    {
        Handshakes++;
        return Guard(() => new AuthMessage
        {
            Data = ByteString.CopyFrom(IsForPeers
                ? Channels.PeerAccept(request.Data.Span, Simulated.Policy, out _, out _)
                : Channels.ClientAccept(request.Data.Span, out _)),
        });
    }

    private async Task<Message> AskAsync(Message request, ServerCallContext context, Func<byte[], byte[]> answer)
    {
        await BeginAsync(context);
        return Reply(request, answer);
    }

    private Message Reply(Message request, Func<byte[], byte[]> answer) => Guard(() =>
    {
        var channel = ChannelId.Parse(request.ChannelId.Span);
        byte[] plaintext = Channels.ClientDecrypt(channel, request.Aad.Span, request.Data.Span);
        return new Message { Data = ByteString.CopyFrom(Garble(Channels.ClientEncrypt(channel, [], answer(plaintext)))) };
    });

    private static T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (AttestException e)
        {
            throw new RpcException(new Status(StatusCode.PermissionDenied, e.Message));
        }
    }

    private static byte[] Found(byte[] query) => new Transactions.QueryResponse
    {
        HighestProcessedBlockCount = (ulong)WireMessage.Decode<Transactions.QueryRequest>(query).GetTxos.Count,
    }.Encode();

    private static byte[] Spent(byte[] query) => new Transactions.CheckKeyImagesResponse
    {
        NumBlocks = (ulong)WireMessage.Decode<Transactions.CheckKeyImagesRequest>(query).Queries.Count,
    }.Encode();

    private async Task StreamAsync<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requests, IServerStreamWriter<TResponse> responses, ServerCallContext context,
        Func<TRequest, AuthMessage?> auth, Func<TRequest, Message?> query, Func<AuthMessage, TResponse> shaken, Func<Message, TResponse> answered, Func<byte[], byte[]> answer)
    {
        await BeginAsync(context);
        Queue<Message> waiting = new();
        while (await requests.MoveNext(context.CancellationToken))
        {
            if (auth(requests.Current) is { } first)
            {
                await responses.WriteAsync(shaken(Shake(first)));
                continue;
            }
            waiting.Enqueue(query(requests.Current)!);
            if (waiting.Count < WaitFor) continue;
            while (waiting.TryDequeue(out Message? message))
            {
                if (Faults.TryDequeue(out Status fault)) throw new RpcException(fault);
                await responses.WriteAsync(answered(Reply(message, answer)));
            }
        }
    }

    private sealed class View(TestFog fog) : FogViewAPI.FogViewAPIBase
    {
        public override Task<AuthMessage> Auth(AuthMessage request, ServerCallContext context) => fog.AuthAsync(request, context);

        public override Task<Message> Query(Message request, ServerCallContext context) => fog.AskAsync(request, context, Found);
    }

    private sealed class ViewRouter(TestFog fog) : FogViewRouterAPI.FogViewRouterAPIBase
    {
        public override Task request(IAsyncStreamReader<FogViewRouterRequest> requestStream, IServerStreamWriter<FogViewRouterResponse> responseStream, ServerCallContext context) =>
            fog.StreamAsync(requestStream, responseStream, context, r => r.Auth, r => r.Query,
                a => new FogViewRouterResponse { Auth = a }, q => new FogViewRouterResponse { Query = q }, Found);
    }

    private sealed class KeyImages(TestFog fog) : FogKeyImageAPI.FogKeyImageAPIBase
    {
        public override Task<AuthMessage> Auth(AuthMessage request, ServerCallContext context) => fog.AuthAsync(request, context);

        public override Task<Message> CheckKeyImages(Message request, ServerCallContext context) => fog.AskAsync(request, context, Spent);
    }

    private sealed class LedgerRouter(TestFog fog) : LedgerAPI.LedgerAPIBase
    {
        public override Task Request(IAsyncStreamReader<LedgerRequest> requestStream, IServerStreamWriter<LedgerResponse> responseStream, ServerCallContext context) =>
            fog.StreamAsync(requestStream, responseStream, context, r => r.Auth, r => r.CheckKeyImages,
                a => new LedgerResponse { Auth = a }, q => new LedgerResponse { CheckKeyImageResponse = q }, Spent);
    }

    private sealed class Outputs(TestFog fog) : FogMerkleProofAPI.FogMerkleProofAPIBase
    {
        public override Task<AuthMessage> Auth(AuthMessage request, ServerCallContext context) => fog.AuthAsync(request, context);

        public override Task<Message> GetOutputs(Message request, ServerCallContext context) => fog.AskAsync(request, context, query =>
            new Transactions.GetOutputsResponse { GlobalTxoCount = (ulong)WireMessage.Decode<Transactions.GetOutputsRequest>(query).Indices.Count }.Encode());
    }

    private sealed class Attested(TestFog fog) : AttestedApi.AttestedApiBase
    {
        public override Task<AuthMessage> Auth(AuthMessage request, ServerCallContext context) => fog.AuthAsync(request, context);
    }

    private sealed class Consensus(TestFog fog) : ConsensusClientAPI.ConsensusClientAPIBase
    {
        public override async Task<ProposeTxResponse> ClientTxPropose(Message request, ServerCallContext context)
        {
            await fog.BeginAsync(context);
            fog.Proposed = Guard(() => fog.Channels.ClientDecrypt(ChannelId.Parse(request.ChannelId.Span), request.Aad.Span, request.Data.Span));
            return new ProposeTxResponse { BlockCount = 7 };
        }
    }

    private sealed class Blocks(TestFog fog) : BlockchainAPI.BlockchainAPIBase
    {
        public override async Task<LastBlockInfoResponse> GetLastBlockInfo(Empty request, ServerCallContext context)
        {
            await fog.BeginAsync(context);
            return new LastBlockInfoResponse { Index = 41 };
        }

        public override async Task<BlocksResponse> GetBlocks(BlocksRequest request, ServerCallContext context)
        {
            await fog.BeginAsync(context);
            var response = new BlocksResponse();
            response.Blocks.AddRange(fog.Chain.Select(b => Wire.Blockchain.Block.Parser.ParseFrom(b.Encode())));
            return response;
        }
    }

    private sealed class Reports(TestFog fog) : ReportAPI.ReportAPIBase
    {
        public override async Task<Wire.Report.ReportResponse> GetReports(ReportRequest request, ServerCallContext context)
        {
            await fog.BeginAsync(context);
            return fog.Answer is { } answer ? Wire.Report.ReportResponse.Parser.ParseFrom(answer.Encode()) : new Wire.Report.ReportResponse();
        }
    }
}
