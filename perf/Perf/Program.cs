// ./fog bench: runs the benchmarks whose names start with one of the prefixes, each level of kernels in a process of its own,
// because a process chooses its kernels once.
using MobileCoin.Curve25519;
using MobileCoin.Perf;

const string LevelOption = "--level-run";

if (args is [LoadServer.Option]) return LoadServer.Run();
if (args is [LevelOption, string best, ..]) return LevelRun.Measure(Enum.Parse<SimdLevel>(best, ignoreCase: true), args[2..]);
if (args is ["stash", .. string[] options]) return StashSimulation.Run(options);

List<string> prefixes = [];
string? jsonPath = null;
string? svgPath = null;
for (int i = 0; i < args.Length; i++)
{
    if (args[i] == "--json")
    {
        if (++i == args.Length) return Refuse("--json needs a FILE");
        jsonPath = args[i];
    }
    else if (args[i] == "--svg")
    {
        if (++i == args.Length) return Refuse("--svg needs a FILE");
        svgPath = args[i];
    }
    else if (args[i].StartsWith('-')) return Refuse($"unknown option {args[i]}; usage: bench [PREFIX...] [--json FILE] [--svg FILE]");
    else prefixes.Add(args[i]);
}

// MC_SIMD forces one level: then that one is measured, under the benchmarks' own names.
bool forced = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Simd.Variable));
SimdLevel top = forced ? Simd.Level : Simd.Best;
SimdLevel[] levels = forced ? [top] : [.. Enum.GetValues<SimdLevel>().Where(l => l <= top).OrderDescending()];

string[] Names(SimdLevel level) =>
    [.. Registry.All().Benchmarks.Where(b => level == top || b.EveryLevel).Select(b => RowNames.Of(b, level, top))];

string[] reports = [.. Registry.All().Reports.Select(r => r.Name)];
foreach (string prefix in prefixes)
{
    if (!levels.SelectMany(Names).Concat(reports).Any(n => n.StartsWith(prefix, StringComparison.Ordinal)))
    {
        return Refuse($"no benchmark's name starts with '{prefix}'. There are:\n  {string.Join("\n  ", [.. Names(top), .. reports])}");
    }
}

List<Row> rows = [];
foreach (SimdLevel level in levels)
{
    int count = Names(level).Count(n => RowNames.Selected(n, prefixes));
    if (count == 0) continue;
    if (!LevelProcess.TryRun(level, [LevelOption, RowNames.Word(top), .. prefixes], count, rows)) return 1;
}
if (rows.Count > 0) Results.PrintTable(rows, Registry.All());
foreach ((string name, Func<TextWriter, Task> run) in Registry.All().Reports)
{
    if (!RowNames.Selected(name, prefixes)) continue;
    Console.WriteLine($"{name}: {Processor.Model()}, .NET {Environment.Version}");
    await run(Console.Out).ConfigureAwait(false);
}
if (jsonPath is not null) Results.WriteJson(rows, jsonPath);
if (svgPath is not null)
{
    if (!CostChart.TryDraw(rows, out string svg)) return Refuse("--svg draws the oblivious map over its sizes: run bench oblivious");
    Results.WriteWhole(svgPath, svg);
}
return 0;

static int Refuse(string message)
{
    Console.Error.WriteLine(message);
    return 2;
}
