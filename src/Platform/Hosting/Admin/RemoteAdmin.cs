using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using MobileCoin.Wire.Admin;

namespace MobileCoin.Hosting;

/// <summary>The admin port of another process, over gRPC.</summary>
public sealed class RemoteAdmin(CallInvoker invoker) : IAdminSource
{
    private readonly AdminAPI.AdminAPIClient _client = new(invoker);

    /// <inheritdoc/>
    public async Task<string> MetricsAsync(CancellationToken cancellationToken) =>
        (await _client.GetPrometheusMetricsAsync(new Empty(), cancellationToken: cancellationToken).ConfigureAwait(false)).Metrics;

    /// <inheritdoc/>
    public async Task<GetInfoResponse> InfoAsync(CancellationToken cancellationToken) =>
        await _client.GetInfoAsync(new Empty(), cancellationToken: cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task SetRustLogAsync(string filter, CancellationToken cancellationToken) =>
        await _client.SetRustLogAsync(new SetRustLogRequest { RustLog = filter }, cancellationToken: cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task TestLogErrorAsync(CancellationToken cancellationToken) =>
        await _client.TestLogErrorAsync(new Empty(), cancellationToken: cancellationToken).ConfigureAwait(false);

    /// <summary>Whether the other process answers: its admin port says nothing more by gRPC.</summary>
    public async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            await InfoAsync(cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (RpcException)
        {
            return false;
        }
    }
}
