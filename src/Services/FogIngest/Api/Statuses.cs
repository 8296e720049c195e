// What refusals are as statuses (fact sheet fog §2.8, §2.9, §8.3).
using Grpc.Core;
using Microsoft.Extensions.Logging;
using MobileCoin.Hosting;

namespace MobileCoin.FogIngest;

internal static class Statuses
{
    /// <summary>Answers a call, or throws what it ends with.</summary>
    internal static async Task<T> AnswerAsync<T>(ILogger logger, string call, Func<Task<T>> answer, Func<ILogger, string, IngestException, RpcException>? status = null)
    {
        try
        {
            return await answer().ConfigureAwait(false);
        }
        catch (IngestException e)
        {
            throw (status ?? Of)(logger, call, e);
        }
    }

    internal static RpcException Of(ILogger logger, string call, IngestException e) => e.Error switch
    {
        IngestError.ServerNotIdle or IngestError.ServerActivating or IngestError.AnotherActivePeer or IngestError.PubkeyExpiryWindow =>
            RpcErrors.FailedPrecondition(logger, call, e),
        IngestError.PeerUri or IngestError.OwnPeerMissing or IngestError.PeerTwice or IngestError.InvalidKey => RpcErrors.InvalidArgument(logger, call, e),
        IngestError.PeerConnection or IngestError.CreatingNewIngressKey => RpcErrors.Unavailable(logger, call, e),
        IngestError.Attestation => RpcErrors.PermissionDenied(logger, call, e),
        IngestError.RecoveryDb or IngestError.BlockProvider => RpcErrors.Database(logger, e),
        _ => RpcErrors.Internal(logger, call, e),
    };
}
