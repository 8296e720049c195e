namespace MobileCoin.Perf;

/// <summary>One benchmark: how to make it and what it must reach.</summary>
/// <param name="Name">family/what, in lower case: curve/mul-variable-one.</param>
/// <param name="Operations">How many operations one call of the action does; figures are per operation.</param>
/// <param name="Setup">Makes the inputs and returns the action. Runs once, untimed. The action must not allocate.</param>
/// <param name="Reference">What its ratio is to.</param>
/// <param name="Bound">What its figure must reach at AVX-512, or null.</param>
/// <param name="EveryLevel">Whether it depends on the level of kernels, so that the lower levels have rows too.</param>
/// <param name="BeforeEachCall">Runs untimed before each call, which is then a sample by itself; for actions of a second and more. Or null.</param>
/// <param name="Waits">Whether it waits for work of other threads or processes: then it is timed by the clock on the wall whatever its length.</param>
/// <param name="Clock">The nanoseconds that it is timed by where neither clock will do: processor time of several threads or processes. Its calls take a second and more. Or null.</param>
internal sealed record Benchmark(
    string Name,
    int Operations,
    Func<Action> Setup,
    Reference Reference,
    Bound? Bound,
    bool EveryLevel,
    Action? BeforeEachCall,
    bool Waits,
    Func<double>? Clock);

/// <summary>Work timed in between the samples of a benchmark, in the same process: dividing by it takes the machine out of the figure.</summary>
/// <param name="Name">What it is, for people.</param>
/// <param name="Operations">Operations in one call of the action.</param>
/// <param name="Setup">Makes the action; throws <see cref="InvalidOperationException"/> with what to do when it cannot run here.</param>
internal sealed record Reference(string Name, int Operations, Func<Action> Setup);

/// <summary>The most that a figure may be: as a ratio to the reference, or as a time of an operation.</summary>
internal sealed record Bound(double AtMost, bool IsRatio)
{
    internal static Bound Ratio(double atMost) => new(atMost, IsRatio: true);

    internal static Bound Nanoseconds(double atMost) => new(atMost, IsRatio: false);

    /// <summary>The bound and whether the figures keep it.</summary>
    internal string Verdict(Figures figures) =>
        $"{AtMost}{(IsRatio ? "" : " ns")} {((IsRatio ? figures.Ratio : figures.Nanoseconds) <= AtMost ? "ok" : "over")}";
}
