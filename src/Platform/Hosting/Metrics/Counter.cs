using System.Text;

namespace MobileCoin.Hosting;

/// <summary>Counters of one name.</summary>
public sealed class CounterFamily : MetricFamily<Counter>
{
    internal CounterFamily(string name, string help, IReadOnlyList<string> labels)
        : base(name, help, labels)
    {
    }

    internal override string Type => "counter";

    internal override Counter Create(SeriesLabels labels) => new();

    internal override void WriteSamples(StringBuilder text)
    {
        foreach ((SeriesLabels labels, Counter counter) in Sorted()) WriteSample(text, "", labels, counter.Value);
    }
}

/// <summary>A number that only grows, from the process's start.</summary>
public sealed class Counter
{
    private long _value;

    internal Counter()
    {
    }

    /// <summary>The count.</summary>
    public long Value => Interlocked.Read(ref _value);

    /// <summary>Counts.</summary>
    /// <param name="by">Not negative.</param>
    public void Increment(long by = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(by);
        Interlocked.Add(ref _value, by);
    }
}
