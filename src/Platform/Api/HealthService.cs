// gRPC's health checks with the network's Ping (fact sheet fog §10.2).
using Grpc.Core;
using MobileCoin.Wire.Health;

namespace MobileCoin.Api;

/// <summary>Says whether the server serves. The service asked about is not looked at; Watch is not implemented, as upstream has it.</summary>
/// <param name="isServing">Asked at every check.</param>
public sealed class HealthService(Func<bool> isServing) : Health.HealthBase
{
    /// <summary>Always serving.</summary>
    public HealthService()
        : this(static () => true)
    {
    }

    /// <inheritdoc/>
    public override Task<HealthCheckResponse> Check(HealthCheckRequest request, ServerCallContext context) => Task.FromResult(new HealthCheckResponse
    {
        Status = isServing() ? HealthCheckResponse.Types.ServingStatus.Serving : HealthCheckResponse.Types.ServingStatus.NotServing,
    });

    /// <inheritdoc/>
    public override Task<PingResponse> Ping(PingRequest request, ServerCallContext context)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Task.FromResult(new PingResponse { Data = request.Data });
    }
}
