// Runs the probe as a process of its own with the JIT's listing switched on, at one level of kernels.
using System.Diagnostics;

namespace MobileCoin.ConstantTime.Test;

internal static class ProbeRun
{
    private static readonly HashSet<string> Kept = new(StringComparer.Ordinal) { "PATH", "HOME", "TMPDIR", "DOTNET_ROOT" };

    /// <summary>Runs a group of exercises ("kernels" or "planted"), or one by its name, and reads the code that was compiled for them.</summary>
    internal static List<Listing> Listings(string group, string level) => Listings(group, level, out string[] _);

    /// <param name="group">The group, or an exercise.</param>
    /// <param name="level">The level of kernels.</param>
    /// <param name="names">The names of the exercises that ran.</param>
    internal static List<Listing> Listings(string group, string level, out string[] names)
    {
        // Both programs lie under artifacts/bin/<project>/<configuration>.
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        string program = Path.Combine(here.Parent!.Parent!.FullName, "ConstantTime.Probe", here.Name, "MobileCoin.ConstantTime.Probe");
        string output = Path.Combine(here.FullName, $"{group.Replace('/', '-')}.{level}.asm");
        File.Delete(output);

        var start = new ProcessStartInfo(program, group) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        // A bare environment: which of the library's classes are initialised when a method is compiled shows in its code, and a locale
        // or a setting of the runtime decides that.
        foreach (string name in start.Environment.Keys.Where(n => !Kept.Contains(n)).ToList()) start.Environment.Remove(name);
        start.Environment["LC_ALL"] = "C";
        start.Environment["MC_SIMD"] = level;
        start.Environment["DOTNET_EnableAVX512"] = string.Equals(level, "avx2", StringComparison.Ordinal) ? "0" : "1";
        // Final code on the first call, the same in every run; what AggressiveOptimization gives the kernels in production.
        start.Environment["DOTNET_TieredCompilation"] = "0";
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_JitDisasm"] = "MobileCoin.*:*";
        start.Environment["DOTNET_JitDisasmWithCodeBytes"] = "1";
        start.Environment["DOTNET_JitStdOutFile"] = output;

        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start");
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string done = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {group} at {level} ended with {process.ExitCode}.\nDone: {done}\n{errors.GetAwaiter().GetResult()}");
        names = done.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        using var reader = new StreamReader(output);
        return Listing.ReadAll(reader);
    }
}
