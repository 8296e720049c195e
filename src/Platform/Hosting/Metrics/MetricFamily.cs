using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace MobileCoin.Hosting;

/// <summary>Metrics of one name, told apart by the values of their labels (Prometheus' text format 0.0.4).</summary>
public abstract class MetricFamily
{
    private protected MetricFamily(string name, string help, IReadOnlyList<string> labels)
    {
        MetricNames.CheckName(name);
        foreach (string label in labels) MetricNames.CheckLabel(label);
        (Name, Help, Labels) = (name, help, labels);
    }

    /// <summary>The name in Prometheus.</summary>
    public string Name { get; }

    /// <summary>One line for whoever reads the metrics.</summary>
    public string Help { get; }

    /// <summary>The names of the labels.</summary>
    public IReadOnlyList<string> Labels { get; }

    internal abstract string Type { get; }

    internal abstract void WriteSamples(StringBuilder text);

    internal void Write(StringBuilder text)
    {
        int start = text.Length;
        text.Append(CultureInfo.InvariantCulture, $"# HELP {Name} {Help.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\n# TYPE {Name} {Type}\n");
        int samples = text.Length;
        WriteSamples(text);
        // A family appears with its first series, as upstream's do.
        if (text.Length == samples) text.Length = start;
    }
}

/// <summary>Metrics of one name and kind.</summary>
/// <typeparam name="TSeries">What one series of the family is.</typeparam>
public abstract class MetricFamily<TSeries> : MetricFamily
    where TSeries : class
{
    // Labels may come from outside (methods, responder ids): a family that outgrows this keeps one series for the rest.
    private const int MostSeries = 10_000;

    private readonly ConcurrentDictionary<SeriesLabels, TSeries> _series = new();

    private protected MetricFamily(string name, string help, IReadOnlyList<string> labels)
        : base(name, help, labels)
    {
    }

    /// <summary>The series of a family without labels.</summary>
    public TSeries Value => With();

    /// <summary>The series with these values of the labels, in the labels' order. It appears in the output from the first time on.</summary>
    /// <exception cref="ArgumentException">There are more or fewer values than labels.</exception>
    public TSeries With(params string[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Length != Labels.Count) throw new ArgumentException($"{Name} has {Labels.Count} labels, not {values.Length}", nameof(values));
        var key = new SeriesLabels(values);
        if (_series.TryGetValue(key, out TSeries? found)) return found;
        if (_series.Count >= MostSeries) key = new SeriesLabels([.. values.Select(_ => "other")]);
        return _series.GetOrAdd(key, Create);
    }

    internal IEnumerable<KeyValuePair<SeriesLabels, TSeries>> Sorted() => _series.OrderBy(s => s.Key);

    internal abstract TSeries Create(SeriesLabels labels);

    internal KeyValuePair<string, object?>[] Tags(SeriesLabels labels) => [.. Labels.Select((name, i) => KeyValuePair.Create<string, object?>(name, labels.Values[i]))];

    internal IEnumerable<Measurement<double>> Measure(Func<TSeries, double> value) => _series.Select(s => new Measurement<double>(value(s.Value), Tags(s.Key)));

    internal void WriteSample(StringBuilder text, string suffix, SeriesLabels labels, double value, string? le = null)
    {
        text.Append(Name).Append(suffix);
        if (Labels.Count > 0 || le is not null)
        {
            text.Append('{');
            for (int i = 0; i < Labels.Count; i++)
            {
                if (i > 0) text.Append(',');
                text.Append(Labels[i]).Append("=\"").Append(MetricNames.Escape(labels.Values[i])).Append('"');
            }
            if (le is not null) text.Append(Labels.Count > 0 ? "," : "").Append("le=\"").Append(le).Append('"');
            text.Append('}');
        }
        text.Append(' ').Append(MetricNames.Number(value)).Append('\n');
    }
}

/// <summary>The values of a series' labels.</summary>
internal readonly struct SeriesLabels(string[] values) : IEquatable<SeriesLabels>, IComparable<SeriesLabels>
{
    internal string[] Values { get; } = values;

    public bool Equals(SeriesLabels other) => Values.AsSpan().SequenceEqual(other.Values);

    public override bool Equals(object? obj) => obj is SeriesLabels other && Equals(other);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (string value in Values) hash.Add(value, StringComparer.Ordinal);
        return hash.ToHashCode();
    }

    public int CompareTo(SeriesLabels other)
    {
        for (int i = 0; i < Values.Length; i++)
        {
            int order = string.CompareOrdinal(Values[i], other.Values[i]);
            if (order != 0) return order;
        }
        return 0;
    }
}
