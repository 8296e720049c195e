// The measuring process: one level of kernels, chosen by its environment. It prints a row of JSON per benchmark.
using System.Text.Json;
using MobileCoin.Curve25519;

namespace MobileCoin.Perf;

internal static class LevelRun
{
    internal static int Measure(SimdLevel best, IReadOnlyList<string> prefixes)
    {
        SimdLevel level = Simd.Level;
        Processor.Pin();
        Dictionary<Reference, Action> references = [];
        foreach (Benchmark benchmark in Registry.All().Benchmarks)
        {
            string name = RowNames.Of(benchmark, level, best);
            if ((level != best && !benchmark.EveryLevel) || !RowNames.Selected(name, prefixes)) continue;
            try
            {
                if (!references.TryGetValue(benchmark.Reference, out Action? reference))
                {
                    references[benchmark.Reference] = reference = benchmark.Reference.Setup();
                }
                Figures figures = Measurement.Measure(benchmark, reference);
                var row = new Row(name, figures.Nanoseconds, figures.Median, figures.Reference, figures.Ratio, RowNames.Word(level),
                    level == SimdLevel.Avx512 ? benchmark.Bound?.Verdict(figures) ?? "" : "");
                Console.Out.WriteLine(JsonSerializer.Serialize(row, RowJson.Default.Row));
                Console.Out.Flush();
            }
            catch (InvalidOperationException e)
            {
                Console.Error.WriteLine($"{name}: {e.Message}");
                return 1;
            }
        }
        return 0;
    }
}
