using System.Text;

namespace MobileCoin.Hosting;

/// <summary>Gauges of one name.</summary>
public sealed class GaugeFamily : MetricFamily<Gauge>
{
    internal GaugeFamily(string name, string help, IReadOnlyList<string> labels)
        : base(name, help, labels)
    {
    }

    internal override string Type => "gauge";

    internal override Gauge Create(SeriesLabels labels) => new();

    internal override void WriteSamples(StringBuilder text)
    {
        foreach ((SeriesLabels labels, Gauge gauge) in Sorted()) WriteSample(text, "", labels, gauge.Value);
    }
}

/// <summary>A number that goes up and down.</summary>
public sealed class Gauge
{
    private long _bits;

    internal Gauge()
    {
    }

    /// <summary>The number now.</summary>
    public double Value
    {
        get => BitConverter.Int64BitsToDouble(Interlocked.Read(ref _bits));
        set => Interlocked.Exchange(ref _bits, BitConverter.DoubleToInt64Bits(value));
    }

    /// <summary>Adds to the number.</summary>
    public void Add(double by)
    {
        long seen, next;
        do
        {
            seen = Interlocked.Read(ref _bits);
            next = BitConverter.DoubleToInt64Bits(BitConverter.Int64BitsToDouble(seen) + by);
        }
        while (Interlocked.CompareExchange(ref _bits, next, seen) != seen);
    }
}
