using System.Diagnostics;
using System.Text.Json;
using MobileCoin.Curve25519;

namespace MobileCoin.Perf;

/// <summary>This program once more, as the process that measures one level.</summary>
internal static class LevelProcess
{
    /// <summary>Runs it, adds its rows and shows how far it is. False when it ended badly; it has said why on stderr.</summary>
    internal static bool TryRun(SimdLevel level, IEnumerable<string> arguments, int count, List<Row> rows)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, arguments) { UseShellExecute = false, RedirectStandardOutput = true };
        start.Environment[Simd.Variable] = RowNames.Word(level);
        if (level == SimdLevel.Avx2) start.Environment["DOTNET_EnableAVX512"] = "0";
        using Process process = Process.Start(start)!;
        for (int done = 0; process.StandardOutput.ReadLine() is { } line;)
        {
            Row row = JsonSerializer.Deserialize(line, RowJson.Default.Row)!;
            rows.Add(row);
            Console.Error.WriteLine($"{RowNames.Word(level)} {++done}/{count}: {row.Name}");
        }
        process.WaitForExit();
        if (process.ExitCode != 0) Console.Error.WriteLine($"the benchmarks of level {RowNames.Word(level)} ended with exit code {process.ExitCode}");
        return process.ExitCode == 0;
    }
}
