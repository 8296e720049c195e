// How a figure is made: many samples shorter than a millisecond, the reference's in between, and the smallest of each.
// Other work on the machine only ever adds time, so the smallest sample is the nearest to what the code itself takes. A call longer than
// the scheduler's slices has no sample that other work leaves alone: it is timed by the processor time of its thread.
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
    private static readonly TimeSpan LongCall = TimeSpan.FromMilliseconds(1);
    private static readonly long Epoch = Stopwatch.GetTimestamp();
    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(60);
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongBudget = TimeSpan.FromSeconds(10);

    internal static Figures Measure(Benchmark benchmark, Action reference)
    {
        if (benchmark.BeforeEachCall is { } prepare) return MeasureLong(benchmark, prepare, reference);
        Action action = benchmark.Setup();
        GC.Collect();
        int calls = CallsPerSample(action, out bool isLong);
        int referenceCalls = CallsPerSample(reference, out _);

        List<double> samples = new(MostSamples), references = [];
        long start = Stopwatch.GetTimestamp();
        while (samples.Count < MostSamples && (samples.Count < FewestSamples || Stopwatch.GetElapsedTime(start) < Budget))
        {
            if (samples.Count % SamplesPerReferenceSample == 0) references.Add(Sample(reference, referenceCalls, benchmark.Reference.Operations));
            samples.Add(Sample(action, calls, benchmark.Operations, isLong && !benchmark.Waits));
        }
        samples.Sort();
        return new Figures(samples[0], samples[samples.Count / 2], references.Min());
    }

    /// <summary>An action of a second and more: no warm-up, for its set-up has run the code on less, and as many calls as the time allows.</summary>
    private static Figures MeasureLong(Benchmark benchmark, Action prepare, Action reference)
    {
        Action action = benchmark.Setup();
        int referenceCalls = CallsPerSample(reference, out _);
        List<double> samples = [], references = [];
        while (samples.Count == 0 || (samples.Sum() + samples.Min()) * benchmark.Operations < LongBudget.TotalNanoseconds)
        {
            prepare();
            GC.Collect();
            for (int i = 0; i < FewestSamples; i++) references.Add(Sample(reference, referenceCalls, benchmark.Reference.Operations));
            samples.Add(Sample(action, calls: 1, benchmark.Operations, isLong: true, benchmark.Clock));
        }
        samples.Sort();
        return new Figures(samples[0], samples[samples.Count / 2], references.Min());
    }

    /// <summary>Nanoseconds per operation over a number of calls.</summary>
    private static double Sample(Action action, int calls, int operations, bool isLong = false, Func<double>? clock = null)
    {
        clock ??= isLong ? Processor.ThreadNanoseconds : WallNanoseconds;
        double start = clock();
        for (int i = 0; i < calls; i++) action();
        return (clock() - start) / ((double)calls * operations);
    }

    // Not as a TimeSpan, which counts in 100 ns; and from the start of the process, so that a double holds it.
    private static double WallNanoseconds() => (Stopwatch.GetTimestamp() - Epoch) * (1e9 / Stopwatch.Frequency);

    /// <summary>Warms up, and finds how many calls make a sample; an action longer than that is a sample by itself.</summary>
    private static int CallsPerSample(Action action, out bool isLong)
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
        isLong = shortest > LongCall.TotalNanoseconds;
        return (int)Math.Max(1, SampleLength.TotalNanoseconds / Math.Max(1, shortest));
    }
}
