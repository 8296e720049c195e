// The router's APIs for key images (fact sheet fog §6.1, §6.3, §8.1). Neither chain id nor token is looked at, as upstream has it.
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using MobileCoin.FogShards;
using MobileCoin.Wire.Attest;
using MobileCoin.Wire.FogCommon;
using MobileCoin.Wire.FogLedger;

namespace MobileCoin.FogLedger;

/// <summary>One call a query.</summary>
internal sealed class KeyImageService(LedgerRouterNode node) : FogKeyImageAPI.FogKeyImageAPIBase
{
    public override Task<AuthMessage> Auth(AuthMessage request, ServerCallContext context) => Task.FromResult(node.Accept(request));

    public override Task<Message> CheckKeyImages(Message request, ServerCallContext context) => node.QueryAsync(request, context.CancellationToken);
}

/// <summary>A stream of queries.</summary>
internal sealed class LedgerRouterService(LedgerRouterNode node) : LedgerAPI.LedgerAPIBase
{
    private static readonly RouterStreamForm<LedgerRequest, LedgerResponse> Form = new(
        static request => request.Auth,
        static request => request.CheckKeyImages,
        static auth => new LedgerResponse { Auth = auth },
        static answer => new LedgerResponse { CheckKeyImageResponse = answer });

    public override Task Request(IAsyncStreamReader<LedgerRequest> requestStream, IServerStreamWriter<LedgerResponse> responseStream, ServerCallContext context) =>
        node.StreamAsync(requestStream, responseStream, Form, context.CancellationToken);
}

/// <summary>What the operator may change.</summary>
internal sealed class LedgerRouterAdminService(LedgerRouterNode node) : LedgerRouterAdminAPI.LedgerRouterAdminAPIBase
{
    public override Task<Empty> AddShard(AddShardRequest request, ServerCallContext context)
    {
        node.AddShard(request.ShardUri);
        return Task.FromResult(new Empty());
    }
}
