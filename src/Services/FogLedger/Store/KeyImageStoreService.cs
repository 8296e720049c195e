// A store's API (fact sheet fog §6.3, §8.1).
using Grpc.Core;
using Microsoft.Extensions.Logging;
using MobileCoin.FogEnclave;
using MobileCoin.Wire.Attest;
using MobileCoin.Wire.FogLedger;

namespace MobileCoin.FogLedger;

/// <summary>Answers routers.</summary>
internal sealed class KeyImageStoreService(KeyImageStoreNode node, ILogger logger) : KeyImageStoreAPI.KeyImageStoreAPIBase
{
    public override Task<AuthMessage> Auth(AuthMessage request, ServerCallContext context) => Task.FromResult(Handshake.Answer(logger, () => node.Auth(request)));

    public override Task<MultiKeyImageStoreResponse> MultiKeyImageStoreQuery(MultiKeyImageStoreRequest request, ServerCallContext context) =>
        node.QueryAsync(request, context.CancellationToken);
}

internal static class Handshake
{
    internal static AuthMessage Answer(ILogger logger, Func<AuthMessage> accept)
    {
        try
        {
            return accept();
        }
        catch (EnclaveException e)
        {
            // Whoever cannot be let in is not told why.
            FogLedgerLog.Refused(logger, "Auth", e.Message);
            throw new RpcException(new Status(StatusCode.PermissionDenied, "Permission denied"));
        }
    }
}
