// The service of stores for routers (fact sheet fog §5.4, §8.1).
using Grpc.Core;
using Microsoft.Extensions.Logging;
using MobileCoin.FogEnclave;
using MobileCoin.Hosting;
using MobileCoin.Wire.Attest;
using MobileCoin.Wire.FogView;

namespace MobileCoin.FogView;

internal sealed class ViewStoreService(ViewStoreNode node, ILogger logger) : FogViewStoreAPI.FogViewStoreAPIBase
{
    /// <summary>Stores that a router has sessions with at most (§8.5): it sends no more queries in one request.</summary>
    internal const int MaxQueries = 100;

    public override Task<AuthMessage> Auth(AuthMessage request, ServerCallContext context)
    {
        try
        {
            return Task.FromResult(node.Auth(request));
        }
        catch (EnclaveException e)
        {
            return Task.FromException<AuthMessage>(RpcErrors.PermissionDenied(logger, "frontend_accept failed", e));
        }
    }

    public override Task<MultiViewStoreQueryResponse> MultiViewStoreQuery(MultiViewStoreQueryRequest request, ServerCallContext context) =>
        request.Queries.Count <= MaxQueries
            ? node.QueryAsync(request, context.CancellationToken)
            : Task.FromException<MultiViewStoreQueryResponse>(RpcErrors.InvalidArgument(logger, "queries", $"there are {request.Queries.Count}, at most {MaxQueries} are answered"));
}
