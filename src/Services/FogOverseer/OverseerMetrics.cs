using MobileCoin.Hosting;

namespace MobileCoin.FogOverseer;

/// <summary>The set fog_overseer (fact sheet fog §10.1).</summary>
internal sealed class OverseerMetrics
{
    internal OverseerMetrics(MetricRegistry registry)
    {
        var set = new OpMetrics(registry, "fog_overseer");
        IngressKeys = set.Gauge("ingress_key_count");
        EgressKeys = set.Gauge("egress_key_count");
        ActiveNodes = set.Gauge("active_node_count");
        IdleNodes = set.Gauge("idle_node_count");
        UnresponsiveNodes = set.Counter("unresponsive_node_count");
    }

    internal Gauge IngressKeys { get; }

    internal Gauge EgressKeys { get; }

    internal Gauge ActiveNodes { get; }

    internal Gauge IdleNodes { get; }

    internal Counter UnresponsiveNodes { get; }
}
