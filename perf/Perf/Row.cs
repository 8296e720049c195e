using System.Text.Json.Serialization;
using MobileCoin.Curve25519;

namespace MobileCoin.Perf;

/// <summary>One line of the results. Times are nanoseconds; the reference is what its one operation took in the same process.</summary>
internal sealed record Row(string Name, double NsPerOp, double Median, double Reference, double Ratio, string Backend, string Bound);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(Row))]
internal sealed partial class RowJson : JsonSerializerContext;

/// <summary>The names of levels and rows.</summary>
internal static class RowNames
{
    internal static string Word(SimdLevel level) => level.ToString().ToLowerInvariant();

    /// <summary>A benchmark's row at a level: its own name at the best level of the run, with the level appended at the others.</summary>
    internal static string Of(Benchmark benchmark, SimdLevel level, SimdLevel best) =>
        level == best ? benchmark.Name : $"{benchmark.Name}-{Word(level)}";

    internal static bool Selected(string name, IReadOnlyList<string> prefixes) =>
        prefixes.Count == 0 || prefixes.Any(p => name.StartsWith(p, StringComparison.Ordinal));
}
