// Stores on ports, for programs to call.
using System.Net;
using Google.Protobuf;
using Grpc.Core;
using MobileCoin.Api;
using MobileCoin.Attestation;
using MobileCoin.Grpc;
using MobileCoin.Wire.Attest;
using MobileCoin.Wire.FogLedger;
using MobileCoin.Wire.FogView;
using MobileCoin.Wire.Health;
using NonceMessage = MobileCoin.Attestation.NonceMessage;

namespace MobileCoin.FogShards.Test;

internal sealed class StoreServer : IAsyncDisposable
{
    private readonly GrpcServer _server;

    private StoreServer(FakeStore store, int port)
    {
        var options = new GrpcServerOptions { MaxReceiveMessageSize = null };
        options.Listeners.Add(new GrpcListener(new IPEndPoint(IPAddress.Loopback, port)));
        options.Services.Add(FogViewStoreAPI.BindService(new View(store)));
        options.Services.Add(KeyImageStoreAPI.BindService(new KeyImages(store)));
        options.Services.Add(Health.BindService(new HealthService(() => store.IsServing)));
        _server = new GrpcServer(options);
    }

    internal int Port => ((IPEndPoint)_server.EndPoints[0]).Port;

    internal static async Task<StoreServer> StartAsync(FakeStore store, int port = 0)
    {
        var server = new StoreServer(store, port);
        await server._server.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static StoreQuery[] Queries(IEnumerable<Wire.Attest.NonceMessage> queries) => [.. queries.Select(q => new StoreQuery("", StoreMessages.FromWire(q)!))];

    private static Wire.Attest.NonceMessage? Wired(NonceMessage? answer) => answer is null ? null : StoreMessages.ToWire(answer);

    private static async Task<AuthMessage> AuthAsync(FakeStore store, AuthMessage request, ServerCallContext context) =>
        new() { Data = ByteString.CopyFrom(await store.AuthAsync(request.Data.Memory, context.CancellationToken)) };

    private sealed class View(FakeStore store) : FogViewStoreAPI.FogViewStoreAPIBase
    {
        public override Task<AuthMessage> Auth(AuthMessage request, ServerCallContext context) => AuthAsync(store, request, context);

        public override async Task<MultiViewStoreQueryResponse> MultiViewStoreQuery(MultiViewStoreQueryRequest request, ServerCallContext context)
        {
            StoreReply reply = await store.QueryAsync(Queries(request.Queries), context.CancellationToken);
            return new MultiViewStoreQueryResponse
            {
                QueryResponse = Wired(reply.Answer),
                StoreUri = reply.StoreUri,
                Status = Enum.Parse<MultiViewStoreQueryResponseStatus>(reply.Status.ToString()),
                BlockRange = reply.Range is { } range ? new Wire.FogCommon.BlockRange { StartBlock = range.StartBlock, EndBlock = range.EndBlock } : null,
            };
        }
    }

    private sealed class KeyImages(FakeStore store) : KeyImageStoreAPI.KeyImageStoreAPIBase
    {
        public override Task<AuthMessage> Auth(AuthMessage request, ServerCallContext context) => AuthAsync(store, request, context);

        public override async Task<MultiKeyImageStoreResponse> MultiKeyImageStoreQuery(MultiKeyImageStoreRequest request, ServerCallContext context)
        {
            StoreReply reply = await store.QueryAsync(Queries(request.Queries), context.CancellationToken);
            return new MultiKeyImageStoreResponse
            {
                QueryResponse = Wired(reply.Answer),
                StoreUri = reply.StoreUri,
                Status = Enum.Parse<MultiKeyImageStoreResponseStatus>(reply.Status.ToString()),
            };
        }
    }
}
