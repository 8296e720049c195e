using System.Diagnostics.Metrics;
using Grpc.Core;

namespace MobileCoin.Hosting.Test;

public sealed class MetricTests
{
    private readonly MetricRegistry _registry = new();

    [Fact]
    public void Text_HasHelpTypeAndSeriesByName()
    {
        _registry.Gauge("b", "B.").Value.Value = 2.5;
        CounterFamily a = _registry.Counter("a", "A \\ of\nlines.", "x", "y");
        a.With("2", "say \"hi\"\n\\").Increment(3);
        a.With("1", "").Increment();
        _registry.Counter("unused", "Nothing yet.", "x");
        Assert.Equal(
            "# HELP a A \\\\ of\\nlines.\n# TYPE a counter\na{x=\"1\",y=\"\"} 1\na{x=\"2\",y=\"say \\\"hi\\\"\\n\\\\\"} 3\n# HELP b B.\n# TYPE b gauge\nb 2.5\n",
            _registry.ToText());
    }

    [Fact]
    public void Histogram_CountsIntoCumulativeBuckets()
    {
        Histogram histogram = _registry.Histogram("h", "H.", [1, 2.5]).Value;
        foreach (double value in (double[])[0.5, 1, 2, 3]) histogram.Observe(value);
        Assert.Equal(
            "# HELP h H.\n# TYPE h histogram\nh_bucket{le=\"1\"} 2\nh_bucket{le=\"2.5\"} 3\nh_bucket{le=\"+Inf\"} 4\nh_sum 6.5\nh_count 4\n", _registry.ToText());
    }

    [Fact]
    public void OpMetrics_HaveUpstreamsNames()
    {
        var metrics = new OpMetrics(_registry, "fog_ingest");
        metrics.Counter("blocks_processed_count").Increment();
        metrics.Gauge("mode").Value = 1;
        metrics.Duration("process_next_block_time").Observe(0.02);
        metrics.PeerCounter("c", "host:1").Increment();
        metrics.PeerGauge("g", "host:1").Value = 2;
        string[] lines = _registry.ToText().Split('\n');
        Assert.Contains("fog_ingest{op=\"blocks_processed_count\"} 1", lines);
        Assert.Contains("fog_ingest_gauge{op=\"mode\"} 1", lines);
        Assert.Contains("fog_ingest_duration_bucket{op=\"process_next_block_time\",le=\"0.025\"} 1", lines);
        Assert.Contains("fog_ingest_peer_counter{op=\"c\",remote_responder_id=\"host:1\"} 1", lines);
        Assert.Contains("fog_ingest_peer_gauge{op=\"g\",remote_responder_id=\"host:1\"} 2", lines);
    }

    [Fact]
    public void ServiceMetrics_HaveUpstreamsNames()
    {
        var metrics = new ServiceMetrics(_registry, "fog_view_service");
        metrics.Request("/fog_view.FogViewAPI/Query");
        metrics.Status("/fog_view.FogViewAPI/Query", StatusCode.OK);
        metrics.Status("/fog_view.FogViewAPI/Query", StatusCode.InvalidArgument);
        metrics.MessageSize("QueryRequest", 3);
        string[] lines = _registry.ToText().Split('\n');
        Assert.Contains("fog_view_service_num_req{method=\"fog_view.FogViewAPI.Query\"} 1", lines);
        Assert.Contains("fog_view_service_num_error{method=\"fog_view.FogViewAPI.Query\"} 1", lines);
        Assert.Contains("fog_view_service_num_status_code{method=\"fog_view.FogViewAPI.Query\",status_code=\"0-OK\"} 1", lines);
        Assert.Contains("fog_view_service_num_status_code{method=\"fog_view.FogViewAPI.Query\",status_code=\"3-INVALID_ARGUMENT\"} 1", lines);
        Assert.Contains("fog_view_service_message_size_bucket{message=\"QueryRequest\",le=\"2\"} 0", lines);
        Assert.Contains("fog_view_service_message_size_bucket{message=\"QueryRequest\",le=\"4194304\"} 1", lines);
        Assert.Equal("fog_ingest_server_grpc", ServiceMetrics.DefaultName("fog_ingest_server"));
        Assert.Equal("mc_util_grpc", ServiceMetrics.DefaultName("mc-util"));
    }

    [Fact]
    public void AName_IsOneThing()
    {
        CounterFamily family = _registry.Counter("n", "N.", "x");
        Assert.Same(family, _registry.Counter("n", "N.", "x"));
        Assert.Throws<ArgumentException>(() => _registry.Counter("n", "N."));
        Assert.Throws<ArgumentException>(() => _registry.Gauge("n", "N.", "x"));
        Assert.Throws<ArgumentException>(() => _registry.Gauge("no name", "N."));
        Assert.Throws<ArgumentException>(() => family.With("1", "2"));
    }

    [Fact]
    public void TooManySeries_ShareOne()
    {
        CounterFamily family = _registry.Counter("n", "N.", "x");
        for (int i = 0; i < 10_010; i++) family.With($"{i}").Increment();
        Assert.Equal(10, family.With("other").Value);
    }

    [Fact]
    public void TheSameNumbers_ComeThroughTheMeter()
    {
        string name = "meter_" + Guid.NewGuid().ToString("N");
        List<(string Name, double Value, string? Label)> seen = [];
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Meter.Name == MetricRegistry.MeterName && instrument.Name.StartsWith(name, StringComparison.Ordinal)) l.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => seen.Add((instrument.Name, value, tags.Length > 0 ? (string?)tags[0].Value : null)));
        listener.Start();
        _registry.Counter(name + "_c", "C.", "op").With("x").Increment(2);
        _registry.Gauge(name + "_g", "G.").Value.Value = 3;
        _registry.Histogram(name + "_h", "H.").Value.Observe(0.5);
        listener.RecordObservableInstruments();
        Assert.Contains((name + "_c", 2, "x"), seen);
        Assert.Contains((name + "_g", 3, null), seen);
        Assert.Contains((name + "_h", 0.5, null), seen);
    }

    [Fact]
    public void BlockTraceId_ShowsTheIndexInFront()
    {
        Assert.Equal("00000010000000000000424c4b494400"[..7], Telemetry.BlockTraceId(1).ToHexString()[..7]);
        Assert.Equal("00004d2000000000000000424c4b4944", Telemetry.BlockTraceId(1234).ToHexString());
    }
}
