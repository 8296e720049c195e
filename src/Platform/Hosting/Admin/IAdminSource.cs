using MobileCoin.Wire.Admin;

namespace MobileCoin.Hosting;

/// <summary>What the operator's port shows and does: of this process, or of another one over gRPC.</summary>
public interface IAdminSource
{
    /// <summary>The metrics in Prometheus' text format.</summary>
    Task<string> MetricsAsync(CancellationToken cancellationToken);

    /// <summary>What runs, and with which settings.</summary>
    Task<GetInfoResponse> InfoAsync(CancellationToken cancellationToken);

    /// <summary>Replaces the log filter.</summary>
    /// <exception cref="global::Grpc.Core.RpcException">INVALID_ARGUMENT: it is no filter.</exception>
    Task SetRustLogAsync(string filter, CancellationToken cancellationToken);

    /// <summary>Logs an error, to see whether alerts arrive.</summary>
    Task TestLogErrorAsync(CancellationToken cancellationToken);

    /// <summary>Whether the service serves its clients.</summary>
    Task<bool> IsReadyAsync(CancellationToken cancellationToken);
}
