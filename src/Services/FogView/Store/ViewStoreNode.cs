// A store of fog view without its ports (fact sheet fog §5.4, §5.8).
using Microsoft.Extensions.Logging;
using MobileCoin.Hosting;
using MobileCoin.RecoveryDb;
using MobileCoin.ViewEnclave;

namespace MobileCoin.FogView;

/// <summary>
/// Brings records from the recovery database into the enclave, and answers routers. <see cref="FetchAsync"/>, <see cref="Drain"/> and
/// <see cref="StepAsync"/> are for one caller at a time; queries are for any number of threads, at any time.
/// </summary>
public sealed partial class ViewStoreNode
{
    private readonly ViewStoreOptions _options;
    private readonly IViewStoreEnclave _enclave;
    private readonly IRecoveryDb _db;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    /// <summary>A node that has nothing yet.</summary>
    /// <param name="options">How it works.</param>
    /// <param name="enclave">The enclave, without records, and with evidence. It remains the caller's.</param>
    /// <param name="db">The recovery database. It remains the caller's.</param>
    /// <param name="metrics">Where the metrics <c>fog_view</c> go.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">The log.</param>
    public ViewStoreNode(ViewStoreOptions options, IViewStoreEnclave enclave, IRecoveryDb db, MetricRegistry metrics, TimeProvider time, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BlockQueryBatchSize, 1, nameof(options));
        ArgumentNullException.ThrowIfNull(metrics);
        (_options, _enclave, _db, _time, _logger) = (options, enclave, db, time, logger);
    }

    /// <summary>Whether everything that the database had at the start is in the enclave. Never false again.</summary>
    public bool IsReady => throw new NotSupportedException();

    /// <summary>How far the shard is, as clients are told.</summary>
    public ViewCounts Counts => throw new NotSupportedException();

    /// <summary>Fetches blocks that the database has, a batch for each ingress key; at most until the queue is full.</summary>
    /// <returns>Whether there may be more.</returns>
    /// <exception cref="RecoveryDbException">The database failed. What was fetched before stays in the queue.</exception>
    public Task<bool> FetchAsync(CancellationToken cancellation = default) => throw new NotSupportedException();

    /// <summary>Brings the blocks of the queue into the enclave.</summary>
    /// <returns>Whether there were any.</returns>
    public bool Drain() => throw new NotSupportedException();

    /// <summary>One turn: fetches, brings in, and tells clients. A failure of the database is logged, and nothing more than that there was no news.</summary>
    /// <returns>Whether there may be more at once.</returns>
    public Task<bool> StepAsync(CancellationToken cancellation = default) => throw new NotSupportedException();

    /// <summary>Turns, until told to stop: at each hint of the database, and at least each <see cref="ViewStoreOptions.PollingInterval"/>.</summary>
    public Task RunAsync(CancellationToken stop) => throw new NotSupportedException();
}
