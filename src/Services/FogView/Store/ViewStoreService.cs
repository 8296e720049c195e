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
        node.QueryAsync(request, context.CancellationToken);
}
