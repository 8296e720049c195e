// The operator's gRPC services (fact sheets fog §10.3, consensus §4.12).
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using MobileCoin.Wire.Admin;
using MobileCoin.Wire.BuildInfo;

namespace MobileCoin.Hosting;

/// <summary>admin.AdminAPI.</summary>
internal sealed class AdminService(IAdminSource source) : AdminAPI.AdminAPIBase
{
    public override async Task<GetPrometheusMetricsResponse> GetPrometheusMetrics(Empty request, ServerCallContext context) =>
        new() { Metrics = await source.MetricsAsync(context.CancellationToken).ConfigureAwait(false) };

    public override Task<GetInfoResponse> GetInfo(Empty request, ServerCallContext context) => source.InfoAsync(context.CancellationToken);

    public override async Task<Empty> SetRustLog(SetRustLogRequest request, ServerCallContext context)
    {
        await source.SetRustLogAsync(request.RustLog, context.CancellationToken).ConfigureAwait(false);
        return new Empty();
    }

    public override async Task<Empty> TestLogError(Empty request, ServerCallContext context)
    {
        await source.TestLogErrorAsync(context.CancellationToken).ConfigureAwait(false);
        return new Empty();
    }
}

/// <summary>build_info.BuildInfoApi, which consensus nodes have on their other ports too.</summary>
/// <param name="build">What it says; null for that of the executable.</param>
public sealed class BuildInfoService(BuildInformation? build = null) : BuildInfoApi.BuildInfoApiBase
{
    private readonly BuildInformation _build = build ?? BuildInformation.Current;

    /// <inheritdoc/>
    public override Task<BuildInfo> GetBuildInfo(Empty request, ServerCallContext context) => Task.FromResult(_build.Message);
}
