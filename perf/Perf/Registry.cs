namespace MobileCoin.Perf;

/// <summary>All benchmarks, in the order of the table.</summary>
internal sealed class Registry
{
    private readonly List<Benchmark> _benchmarks = [];

    private readonly List<(string Prefix, Func<string> Text)> _notes = [];

    internal IReadOnlyList<Benchmark> Benchmarks => _benchmarks;

    internal IReadOnlyList<(string Prefix, Func<string> Text)> Notes => _notes;

    private readonly List<(string Name, Func<TextWriter, Task> Run)> _reports = [];

    /// <summary>Measurements that are no rows: of several processes, or of a distribution.</summary>
    internal IReadOnlyList<(string Name, Func<TextWriter, Task> Run)> Reports => _reports;

    /// <summary>Adds a benchmark. The parameters are those of <see cref="Benchmark"/>; the reference is libsodium's multiplication unless given.</summary>
    internal void Add(
        string name,
        int ops,
        Func<Action> setup,
        Bound? bound = null,
        Reference? reference = null,
        bool everyLevel = true,
        Action? beforeEachCall = null,
        bool waits = false,
        Func<double>? clock = null)
    {
        if (_benchmarks.Exists(b => string.Equals(b.Name, name, StringComparison.Ordinal))) throw new ArgumentException($"two benchmarks are named {name}", nameof(name));
        ArgumentOutOfRangeException.ThrowIfLessThan(ops, 1);
        _benchmarks.Add(new Benchmark(name, ops, setup, reference ?? Libsodium.Reference, bound, everyLevel, beforeEachCall, waits, clock));
    }

    /// <summary>Adds a line below the table, for runs that have a row of this prefix.</summary>
    internal void AddNote(string prefix, Func<string> text) => _notes.Add((prefix, text));

    /// <summary>Adds a report, which runs after the rows and writes what it finds as it goes.</summary>
    internal void AddReport(string name, Func<TextWriter, Task> run) => _reports.Add((name, run));

    /// <summary>Every benchmark of the tree. A family adds its line here.</summary>
    internal static Registry All()
    {
        var registry = new Registry();
        ReferenceBenchmarks.Register(registry);
        GrpcBenchmarks.Register(registry);
        CurveBenchmarks.Register(registry);
        CryptoBenchmarks.Register(registry);
        ObliviousBenchmarks.Register(registry);
        RingSignatureBenchmarks.Register(registry);
        RangeProofBenchmarks.Register(registry);
        ValidationBenchmarks.Register(registry);
        ConsensusBenchmarks.Register(registry);
        LedgerBenchmarks.Register(registry);
        RateReport.Register(registry);
        FogBenchmarks.Register(registry);
        FogEnclaveBenchmarks.Register(registry);
        FogLedgerBenchmarks.Register(registry);
        FogViewBenchmarks.Register(registry);
        FogLatencyReport.Register(registry);
        IngestBenchmarks.Register(registry);
        WalletCheckReport.Register(registry);
        WalletPaymentReport.Register(registry);
        return registry;
    }
}
