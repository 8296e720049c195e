// A run over targets: the corpus and the seeds as they are, giants, then mutations in rounds.
using System.Diagnostics;
using MobileCoin.Fuzz.Mutation;
using MobileCoin.Fuzz.Seeds;

namespace MobileCoin.Fuzz.Run;

/// <summary>What a target went through.</summary>
internal sealed class Tally(Target target)
{
    internal Target Target { get; } = target;

    internal long Inputs { get; set; }

    internal long Accepted { get; set; }

    internal TimeSpan Time { get; set; }

    /// <summary>The most bytes that were allocated for a byte of input beyond the constant.</summary>
    internal double Factor { get; set; }
}

internal sealed class Session(IReadOnlyList<Target> targets, long seed, string folder)
{
    private const int Chunk = 200;

    private readonly Failures _failures = new(folder);

    internal IReadOnlyList<Tally> Tallies { get; } = [.. targets.Select(t => new Tally(t))];

    internal int FailureCount => _failures.Count;

    /// <summary>Runs a number of inputs over all targets, or for a time.</summary>
    /// <param name="inputs">Inputs in all, at least.</param>
    /// <param name="time">How long instead; null for the number.</param>
    internal void Run(long inputs, TimeSpan? time)
    {
        long start = Stopwatch.GetTimestamp();
        using var last = new LastInput(Path.Combine(folder, "last-input"));
        foreach (Tally tally in Tallies)
        {
            SeedChoice.Choose(tally.Target);
            foreach (byte[] input in Corpus.Of(tally.Target.Name).Concat(tally.Target.Seeds)) One(last, tally, input, examine: true);
            int failures = FailureCount;
            foreach (byte[] input in Giants.Of(tally.Target.Kind, Giants.Short)) One(last, tally, input, examine: false);
            if (failures != FailureCount) continue; // a long one would take too long
            foreach (byte[] input in Giants.Of(tally.Target.Kind, Giants.Long)) One(last, tally, input, examine: false);
        }
        double shares = targets.Sum(t => 1.0 / t.Share);
        for (long round = 0; ; round++)
        {
            foreach (Tally tally in Tallies)
            {
                int count = Math.Max(1, Chunk / tally.Target.Share);
                for (int i = 0; i < count; i++) One(last, tally, Mutator.Input(tally.Target, seed, (round * count) + i), examine: true);
            }
            if (time is { } limit ? Stopwatch.GetElapsedTime(start) >= limit : round * Chunk * shares >= inputs) break;
        }
        last.Clear();
    }

    private void One(LastInput last, Tally tally, byte[] input, bool examine)
    {
        last.Set(tally.Target.Name, input);
        long start = Stopwatch.GetTimestamp();
        Outcome outcome = Oracle.Check(tally.Target, input, examine, timed: true);
        tally.Time += Stopwatch.GetElapsedTime(start);
        tally.Inputs++;
        if (outcome.Accepted) tally.Accepted++;
        tally.Factor = Math.Max(tally.Factor, (outcome.Allocated - tally.Target.Bound.Constant) / (double)Math.Max(1, input.Length));
        if (outcome.Broken is { } broken) _failures.Add(tally.Target, input, broken, examine);
    }
}
