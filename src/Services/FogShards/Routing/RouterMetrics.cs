// Routers' own metrics (fact sheet fog §10.1).
using MobileCoin.Hosting;

namespace MobileCoin.FogShards;

/// <summary>Upstream's sets <c>fog_view_router_*</c> and <c>fog_ledger_router_*</c>.</summary>
internal sealed class RouterMetrics
{
    private readonly HistogramFamily? _stores;
    private readonly HistogramFamily _queries;
    private readonly CounterFamily _retries, _auths;

    internal RouterMetrics(MetricRegistry registry, RouterRules rules)
    {
        string name = rules.Metrics;
        _queries = registry.Histogram(name + "_bulk_query_requests", "Seconds that clients' queries took at their shards.");
        _retries = registry.Counter(name + "_bulk_query_retry", "How often shards were asked again for one query.");
        _auths = registry.Counter(name + "_auth_client_requests", "Handshakes with clients.");
        // Ledger's stores count these themselves, under the same name.
        if (rules.ObservesStores) _stores = registry.Histogram(name + "_store_query_requests", "Seconds that stores took for queries.", null, "store_uri", "status");
    }

    internal void Auth() => _auths.Value.Increment();

    internal void Retry() => _retries.Value.Increment();

    internal void Query(TimeSpan taken) => _queries.Value.Observe(taken.TotalSeconds);

    internal void Store(Shard shard, string status, TimeSpan taken) => _stores?.With(shard.Name, status).Observe(taken.TotalSeconds);
}

/// <summary>Replies as metrics and messages name them: by the wire's names, 20 characters at most.</summary>
internal static class StatusNames
{
    internal const string Timeout = "DEADLINE_EXCEEDED", Failure = "UNAVAILABLE";

    internal static string Of(StoreStatus status) => status switch
    {
        StoreStatus.Success => "SUCCESS",
        StoreStatus.AuthenticationError => "AUTHENTICATION_ERROR",
        StoreStatus.NotReady => "NOT_READY",
        StoreStatus.InvalidArgument => "INVALID_ARGUMENT",
        _ => "UNKNOWN",
    };
}
