// The router's APIs (fact sheet fog §5.1, §5.7, §8.1).
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using MobileCoin.FogShards;
using MobileCoin.Wire.Attest;
using MobileCoin.Wire.FogCommon;
using MobileCoin.Wire.FogView;

namespace MobileCoin.FogView;

/// <summary>One call a query. Chain id and token are looked at before.</summary>
internal sealed class ViewService(ViewRouterNode node) : FogViewAPI.FogViewAPIBase
{
    public override Task<AuthMessage> Auth(AuthMessage request, ServerCallContext context) => Task.FromResult(node.Accept(request));

    public override Task<Message> Query(Message request, ServerCallContext context) => node.QueryAsync(request, context.CancellationToken);
}

/// <summary>A stream of queries. Neither chain id nor token is looked at.</summary>
internal sealed class ViewRouterService(ViewRouterNode node) : FogViewRouterAPI.FogViewRouterAPIBase
{
    internal static readonly RouterStreamForm<FogViewRouterRequest, FogViewRouterResponse> Form = new(
        static request => request.Auth,
        static request => request.Query,
        static auth => new FogViewRouterResponse { Auth = auth },
        static answer => new FogViewRouterResponse { Query = answer });

    public override Task request(IAsyncStreamReader<FogViewRouterRequest> requestStream, IServerStreamWriter<FogViewRouterResponse> responseStream, ServerCallContext context) =>
        node.StreamAsync(requestStream, responseStream, Form, context.CancellationToken);
}

/// <summary>What the operator may change.</summary>
internal sealed class ViewRouterAdminService(ViewRouterNode node) : FogViewRouterAdminAPI.FogViewRouterAdminAPIBase
{
    public override Task<Empty> addShard(AddShardRequest request, ServerCallContext context)
    {
        node.AddShard(request.ShardUri);
        return Task.FromResult(new Empty());
    }
}
