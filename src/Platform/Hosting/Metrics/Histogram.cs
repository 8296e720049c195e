using System.Text;

namespace MobileCoin.Hosting;

/// <summary>Histograms of one name.</summary>
public sealed class HistogramFamily : MetricFamily<Histogram>
{
    private readonly double[] _buckets;
    private readonly System.Diagnostics.Metrics.Histogram<double>? _instrument;

    internal HistogramFamily(string name, string help, IReadOnlyList<string> labels, IReadOnlyList<double> buckets, System.Diagnostics.Metrics.Meter? meter)
        : base(name, help, labels)
    {
        _buckets = [.. buckets];
        for (int i = 1; i < _buckets.Length; i++)
        {
            if (_buckets[i] <= _buckets[i - 1]) throw new ArgumentException($"the buckets of {name} do not rise", nameof(buckets));
        }
        _instrument = meter?.CreateHistogram(name, null, help, null, new System.Diagnostics.Metrics.InstrumentAdvice<double> { HistogramBucketBoundaries = _buckets });
    }

    internal override string Type => "histogram";

    internal override Histogram Create(SeriesLabels labels) => new(_buckets, _instrument, Tags(labels));

    internal override void WriteSamples(StringBuilder text)
    {
        foreach ((SeriesLabels labels, Histogram histogram) in Sorted())
        {
            (long[] counts, double sum) = histogram.Read();
            long total = 0;
            for (int i = 0; i < counts.Length; i++)
            {
                total += counts[i];
                WriteSample(text, "_bucket", labels, total, i < _buckets.Length ? MetricNames.Number(_buckets[i]) : "+Inf");
            }
            WriteSample(text, "_sum", labels, sum);
            WriteSample(text, "_count", labels, total);
        }
    }
}

/// <summary>How often values fell into which range.</summary>
public sealed class Histogram
{
    private readonly Lock _gate = new();
    private readonly double[] _buckets;
    private readonly System.Diagnostics.Metrics.Histogram<double>? _instrument;
    private readonly KeyValuePair<string, object?>[] _tags;
    private readonly long[] _counts;
    private double _sum;

    internal Histogram(double[] buckets, System.Diagnostics.Metrics.Histogram<double>? instrument, KeyValuePair<string, object?>[] tags)
    {
        (_buckets, _instrument, _tags) = (buckets, instrument, tags);
        _counts = new long[buckets.Length + 1];
    }

    /// <summary>Counts a value.</summary>
    public void Observe(double value)
    {
        int bucket = 0;
        while (bucket < _buckets.Length && value > _buckets[bucket]) bucket++;
        lock (_gate)
        {
            _counts[bucket]++;
            _sum += value;
        }
        _instrument?.Record(value, _tags);
    }

    internal (long[] Counts, double Sum) Read()
    {
        lock (_gate)
        {
            return ([.. _counts], _sum);
        }
    }
}
