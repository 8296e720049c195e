using Microsoft.Extensions.Logging;
using MobileCoin.Wire.Admin;

namespace MobileCoin.Hosting;

/// <summary>The admin source of this process.</summary>
internal sealed class LocalAdmin(ServiceIdentity identity, MetricRegistry metrics, ProcessLog log, Func<bool> isReady) : IAdminSource
{
    private readonly ILogger _logger = log.LoggerFactory.CreateLogger(LogMessages.Category);

    public Task<string> MetricsAsync(CancellationToken cancellationToken) => Task.FromResult(metrics.ToText());

    public Task<GetInfoResponse> InfoAsync(CancellationToken cancellationToken) => Task.FromResult(new GetInfoResponse
    {
        Name = identity.Name,
        Id = identity.Id,
        BuildInfoJson = identity.Build.Json,
        BuildInfo = identity.Build.Message,
        ConfigJson = identity.ConfigJson(),
        RustLog = log.Filter.Text,
    });

    public Task SetRustLogAsync(string filter, CancellationToken cancellationToken)
    {
        try
        {
            log.Filter = LogFilter.Parse(filter);
        }
        catch (FormatException e)
        {
            throw RpcErrors.InvalidArgument(_logger, "rust_log", e);
        }
        LogMessages.FilterSet(_logger, filter);
        return Task.CompletedTask;
    }

    public Task TestLogErrorAsync(CancellationToken cancellationToken)
    {
        LogMessages.TestError(_logger, "This is a test error, asked for on the admin port.");
        return Task.CompletedTask;
    }

    public Task<bool> IsReadyAsync(CancellationToken cancellationToken) => Task.FromResult(isReady());
}

/// <summary>What a service calls itself on its admin port (fact sheet fog §10.3).</summary>
/// <param name="Name">The service, as <c>Fog Report</c>.</param>
/// <param name="Id">This instance of it.</param>
/// <param name="ConfigJson">Its settings, asked for each time: without secrets.</param>
public sealed record ServiceIdentity(string Name, string Id, Func<string> ConfigJson)
{
    /// <summary>What every record of the log carries, as <c>mc.local_node_id</c>: name and value.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> LogContext { get; init; } = [];

    /// <summary>What its enclave runs in: <see cref="BuildInformation.Hardware"/> or, simulated or without one, <see cref="BuildInformation.Software"/>.</summary>
    public string SgxMode { get; init; } = BuildInformation.Software;

    /// <summary>What the service was built from, with its <see cref="SgxMode"/>.</summary>
    public BuildInformation Build => BuildInformation.Current.WithSgxMode(SgxMode);
}
