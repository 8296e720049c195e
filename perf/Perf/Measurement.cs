// How a figure is made: many samples shorter than a millisecond, the reference's in between, and the smallest of each.
// Other work on the machine only ever adds time, so the smallest sample is the nearest to what the code itself takes.
using System.Diagnostics;

namespace MobileCoin.Perf;

/// <summary>The figures of one benchmark in nanoseconds per operation.</summary>
internal sealed record Figures(double Nanoseconds, double Median, double Reference)
{
    internal double Ratio => Nanoseconds / Reference;
}

internal static class Measurement
{
    private const int MostSamples = 300;
    private const int FewestSamples = 15;
    private const int SamplesPerReferenceSample = 3;
    private static readonly TimeSpan SampleLength = TimeSpan.FromMilliseconds(0.4);
    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(60);
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(2);

    internal static Figures Measure(Benchmark benchmark, Action reference)
    {
        Action action = benchmark.Setup();
        GC.Collect();
        int calls = CallsPerSample(action);
        int referenceCalls = CallsPerSample(reference);

        List<double> samples = new(MostSamples), references = [];
        long start = Stopwatch.GetTimestamp();
        while (samples.Count < MostSamples && (samples.Count < FewestSamples || Stopwatch.GetElapsedTime(start) < Budget))
        {
            if (samples.Count % SamplesPerReferenceSample == 0) references.Add(Sample(reference, referenceCalls, benchmark.Reference.Operations));
            samples.Add(Sample(action, calls, benchmark.Operations));
        }
        samples.Sort();
        return new Figures(samples[0], samples[samples.Count / 2], references.Min());
    }

    /// <summary>Nanoseconds per operation over a number of calls.</summary>
    private static double Sample(Action action, int calls, int operations)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < calls; i++) action();
        // Not as a TimeSpan, which counts in 100 ns.
        return (Stopwatch.GetTimestamp() - start) * (1e9 / Stopwatch.Frequency) / ((double)calls * operations);
    }

    /// <summary>Warms up, and finds how many calls make a sample; an action longer than that is a sample by itself.</summary>
    private static int CallsPerSample(Action action)
    {
        long start = Stopwatch.GetTimestamp();
        double shortest = double.MaxValue;
        int calls = 0;
        do
        {
            shortest = Math.Min(shortest, Sample(action, calls: 1, operations: 1));
            calls++;
        }
        while (calls < 3 || Stopwatch.GetElapsedTime(start) < WarmUp);
        return (int)Math.Max(1, SampleLength.TotalNanoseconds / Math.Max(1, shortest));
    }
}
