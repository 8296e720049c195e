// Upstream's OpMetrics (fact sheets fog §10.1, consensus §6).
namespace MobileCoin.Hosting;

/// <summary>Counters, gauges and histograms of a part of a service, told apart by the label <c>op</c>.</summary>
public sealed class OpMetrics
{
    private readonly CounterFamily _counters;
    private readonly CounterFamily _peerCounters;
    private readonly GaugeFamily _gauges;
    private readonly GaugeFamily _peerGauges;
    private readonly HistogramFamily _durations;

    /// <summary>The set of a name.</summary>
    public OpMetrics(MetricRegistry registry, string name)
    {
        ArgumentNullException.ThrowIfNull(registry);
        _counters = registry.Counter(name, $"Counters of {name} by operation.", "op");
        _gauges = registry.Gauge(name + "_gauge", $"Gauges of {name} by operation.", "op");
        _durations = registry.Histogram(name + "_duration", $"Seconds that operations of {name} took.", null, "op");
        _peerCounters = registry.Counter(name + "_peer_counter", $"Counters of {name} by operation and peer.", "op", "remote_responder_id");
        _peerGauges = registry.Gauge(name + "_peer_gauge", $"Gauges of {name} by operation and peer.", "op", "remote_responder_id");
    }

    /// <summary><c>NAME{op}</c></summary>
    public Counter Counter(string op) => _counters.With(op);

    /// <summary><c>NAME_gauge{op}</c></summary>
    public Gauge Gauge(string op) => _gauges.With(op);

    /// <summary><c>NAME_duration{op}</c>, in seconds.</summary>
    public Histogram Duration(string op) => _durations.With(op);

    /// <summary><c>NAME_peer_counter{op,remote_responder_id}</c></summary>
    public Counter PeerCounter(string op, string remoteResponderId) => _peerCounters.With(op, remoteResponderId);

    /// <summary><c>NAME_peer_gauge{op,remote_responder_id}</c></summary>
    public Gauge PeerGauge(string op, string remoteResponderId) => _peerGauges.With(op, remoteResponderId);
}
