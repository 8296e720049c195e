using MobileCoin.Devnet.Page;

namespace MobileCoin.Devnet;

internal sealed partial class LiveView
{
    private Totals? _last;

    // Counters of the services, and the time at which they were read.
    private sealed record Totals(
        DateTimeOffset Time, double Blocks, double? Outputs, double? ViewQueries, double? LedgerQueries, (double Sum, double Count)? Ingest, (double Sum, double Count)? View);

    private async Task SampleAsync(CancellationToken cancellationToken)
    {
        MetricsText?[] view = await ReadAsync(DevnetRole.ViewRouter).ConfigureAwait(false);
        MetricsText? ingest = (await ReadAsync(DevnetRole.Ingest).ConfigureAwait(false))[0], ledger = (await ReadAsync(DevnetRole.LedgerRouter).ConfigureAwait(false))[0];
        var now = new Totals(
            DateTimeOffset.UtcNow, _watch.Validator.NumBlocks, await IngestedAsync().ConfigureAwait(false), Sum(view, m => m.Sum("fog_view_router_bulk_query_requests_count")), ledger?.Sum("fog_ledger_service_num_req"),
            Pair(ingest?.Find("fog_ingest_duration_sum", "process_next_block_time"), ingest?.Find("fog_ingest_duration_count", "process_next_block_time")),
            Pair(Sum(view, m => m.Sum("fog_view_router_bulk_query_requests_sum")), Sum(view, m => m.Sum("fog_view_router_bulk_query_requests_count"))));
        Totals? before = _last;
        _last = now;
        if (before is null) return;
        double seconds = (now.Time - before.Time).TotalSeconds;
        var sample = new DevnetSample(
            now.Time, Rate(before.Blocks, now.Blocks), Rate(before.Outputs, now.Outputs), Rate(before.ViewQueries, now.ViewQueries), Rate(before.LedgerQueries, now.LedgerQueries),
            Mean(before.Ingest, now.Ingest), Mean(before.View, now.View));
        lock (_lock)
        {
            _samples = [.. _samples.Skip(Math.Max(0, _samples.Length + 1 - DevnetState.MostSamples)), sample];
            Feed.Publish(new Sampled(sample));
        }

        Task<MetricsText?[]> ReadAsync(DevnetRole role) => Task.WhenAll(_network.Services.Where(s => s.Role == role).Select(s => _watch.MetricsAsync(s, cancellationToken)));
        // Outputs that are sealed are those of the blocks that are known to the recovery database.
        async Task<double?> IngestedAsync() => await _watch.IngestedOutputsAsync(cancellationToken).ConfigureAwait(false);
        // A service that was started again counts from 0.
        double? Rate(double? was, double? isNow) => was is { } a && isNow is { } b && b >= a ? (b - a) / seconds : null;
    }

    private static double? Sum(IEnumerable<MetricsText?> metrics, Func<MetricsText, double?> read) =>
        metrics.Where(m => m is not null).Select(m => read(m!)).Aggregate((double?)null, (sum, next) => next is null ? sum : (sum ?? 0) + next);

    private static (double, double)? Pair(double? sum, double? count) => sum is { } s && count is { } c ? (s, c) : null;

    private static double? Mean((double Sum, double Count)? was, (double Sum, double Count)? isNow) =>
        was is { } a && isNow is { } b && b.Count > a.Count ? 1000 * (b.Sum - a.Sum) / (b.Count - a.Count) : null;
}
