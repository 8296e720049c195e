namespace MobileCoin.Perf;

/// <summary>All benchmarks, in the order of the table.</summary>
internal sealed class Registry
{
    private readonly List<Benchmark> _benchmarks = [];

    internal IReadOnlyList<Benchmark> Benchmarks => _benchmarks;

    /// <summary>Adds a benchmark. The parameters are those of <see cref="Benchmark"/>; the reference is libsodium's multiplication unless given.</summary>
    internal void Add(
        string name,
        int ops,
        Func<Action> setup,
        double? bound = null,
        double? boundNanoseconds = null,
        Reference? reference = null,
        bool everyLevel = true)
    {
        if (_benchmarks.Exists(b => string.Equals(b.Name, name, StringComparison.Ordinal))) throw new ArgumentException($"two benchmarks are named {name}", nameof(name));
        ArgumentOutOfRangeException.ThrowIfLessThan(ops, 1);
        _benchmarks.Add(new Benchmark(name, ops, setup, reference ?? Libsodium.Reference, bound, boundNanoseconds, everyLevel));
    }

    /// <summary>Every benchmark of the tree. A family adds its line here.</summary>
    internal static Registry All()
    {
        var registry = new Registry();
        ReferenceBenchmarks.Register(registry);
        CurveBenchmarks.Register(registry);
        return registry;
    }
}
