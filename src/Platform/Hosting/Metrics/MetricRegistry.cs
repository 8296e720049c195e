using System.Diagnostics.Metrics;
using System.Text;

namespace MobileCoin.Hosting;

/// <summary>
/// The metrics of a process: read by Prometheus in its text format, and the same through System.Diagnostics.Metrics under the meter's name.
/// </summary>
public sealed class MetricRegistry : IDisposable
{
    /// <summary>The name of the meter that all registries' instruments belong to.</summary>
    public const string MeterName = "MobileCoin";

    /// <summary>The content type of <see cref="ToText"/>.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>Prometheus' usual buckets, in seconds.</summary>
    public static IReadOnlyList<double> DefaultBuckets { get; } = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, MetricFamily> _families = new(StringComparer.Ordinal);
    private readonly Meter _meter = new(MeterName);

    /// <summary>Counters of a name, made at the first call.</summary>
    /// <exception cref="ArgumentException">The name is used for something else.</exception>
    public CounterFamily Counter(string name, string help, params string[] labels) => Find(name, labels, () =>
    {
        var family = new CounterFamily(name, help, labels);
        _meter.CreateObservableCounter(name, () => family.Measure(c => c.Value), null, help);
        return family;
    });

    /// <summary>Gauges of a name, made at the first call.</summary>
    /// <exception cref="ArgumentException">The name is used for something else.</exception>
    public GaugeFamily Gauge(string name, string help, params string[] labels) => Find(name, labels, () =>
    {
        var family = new GaugeFamily(name, help, labels);
        _meter.CreateObservableGauge(name, () => family.Measure(g => g.Value), null, help);
        return family;
    });

    /// <summary>Histograms of a name, made at the first call.</summary>
    /// <param name="name">The name.</param>
    /// <param name="help">One line about it.</param>
    /// <param name="buckets">The upper bounds of the ranges, rising; null for <see cref="DefaultBuckets"/>.</param>
    /// <param name="labels">The names of the labels.</param>
    /// <exception cref="ArgumentException">The name is used for something else.</exception>
    public HistogramFamily Histogram(string name, string help, IReadOnlyList<double>? buckets = null, params string[] labels) =>
        Find(name, labels, () => new HistogramFamily(name, help, labels, buckets ?? DefaultBuckets, _meter));

    /// <summary>All metrics that have a series, in Prometheus' text format, by name.</summary>
    public string ToText()
    {
        MetricFamily[] families;
        lock (_gate)
        {
            families = [.. _families.Values];
        }
        var text = new StringBuilder();
        foreach (MetricFamily family in families) family.Write(text);
        return text.ToString();
    }

    /// <summary>Ends the instruments.</summary>
    public void Dispose() => _meter.Dispose();

    private T Find<T>(string name, string[] labels, Func<T> make)
        where T : MetricFamily
    {
        lock (_gate)
        {
            if (!_families.TryGetValue(name, out MetricFamily? found)) _families.Add(name, found = make());
            return found is T family && found.Labels.SequenceEqual(labels, StringComparer.Ordinal)
                ? family
                : throw new ArgumentException($"{name} is already a {found.Type} with the labels ({string.Join(", ", found.Labels)})", nameof(name));
        }
    }
}
