// A key image store's metrics, by upstream's names (fact sheet fog §10.1).
using MobileCoin.Hosting;
using MobileCoin.Wire.FogLedger;
using MobileCoin.Wire.Uris;

namespace MobileCoin.FogLedger;

/// <summary>The set <c>fog_ledger</c>, and how long queries took.</summary>
internal sealed class StoreMetrics
{
    private const int MostStatusCharacters = 20;

    private readonly OpMetrics _ops;
    private readonly HistogramFamily _queries;
    private readonly string _store;

    internal StoreMetrics(MetricRegistry registry, KeyImageStoreUri storeUri)
    {
        _ops = new OpMetrics(registry, "fog_ledger");
        _queries = registry.Histogram("fog_ledger_router_store_query_requests", "Seconds that a store took to answer a router.", null, "store_uri", "status");
        int dot = storeUri.Host.IndexOf('.', StringComparison.Ordinal);
        _store = dot > 0 ? storeUri.Host[..dot] : storeUri.Host;
    }

    internal void Added(int keyImages, TimeSpan taken)
    {
        _ops.Duration("enclave_add_records_time").Observe(taken.TotalSeconds);
        _ops.Counter("blocks_added_count").Increment();
        _ops.Counter("keyimages_fetched_count").Increment(keyImages);
    }

    /// <summary>Many blocks at once are one call of the enclave.</summary>
    internal void Loaded(ulong blocks, long keyImages, TimeSpan taken)
    {
        _ops.Duration("enclave_add_records_time").Observe(taken.TotalSeconds);
        _ops.Counter("blocks_added_count").Increment((long)blocks);
        _ops.Counter("keyimages_fetched_count").Increment(keyImages);
    }

    internal void EvidenceOf(long seconds) => _ops.Gauge("enclave_attestation_evidence_timestamp").Value = seconds;

    internal void Answered(MultiKeyImageStoreResponseStatus status, TimeSpan taken)
    {
        string text = Text(status);
        _queries.With(_store, text[..Math.Min(text.Length, MostStatusCharacters)]).Observe(taken.TotalSeconds);
    }

    private static string Text(MultiKeyImageStoreResponseStatus status) => status switch
    {
        MultiKeyImageStoreResponseStatus.Success => "SUCCESS",
        MultiKeyImageStoreResponseStatus.AuthenticationError => "AUTHENTICATION_ERROR",
        MultiKeyImageStoreResponseStatus.InvalidArgument => "INVALID_ARGUMENT",
        MultiKeyImageStoreResponseStatus.NotReady => "NOT_READY",
        _ => "UNKNOWN",
    };
}
