// The probe as native code: compiled once a run for each instruction set, then stripped, since Valgrind fails on the debug information.
using System.Diagnostics;
using System.Reflection;

namespace MobileCoin.MachineTrace.Test;

/// <summary>A native build of the probe, and its symbols.</summary>
internal sealed class NativeProbe
{
    private const string Name = "MobileCoin.MachineTrace.Probe";

    /// <summary>What Valgrind 3.19 knows; lanes of 256 bits.</summary>
    public static readonly Lazy<NativeProbe> Avx2 = new(() => new NativeProbe("avx2", "avx2,bmi,bmi2,fma,lzcnt,popcnt,movbe,aes,pclmul"));

    public static readonly Lazy<NativeProbe> Avx512 = new(
        () => new NativeProbe("avx512", "avx2,bmi,bmi2,fma,lzcnt,popcnt,movbe,aes,pclmul,avx512f,avx512f_vl,avx512bw,avx512bw_vl,avx512cd,avx512cd_vl,avx512dq,avx512dq_vl"));

    private NativeProbe(string name, string instructionSet)
    {
        string project = Metadata("Probe"), folder = Path.Combine(AppContext.BaseDirectory, "native", name);
        string published = Path.Combine(folder, "published");
        // The assemblies are those that the solution's build has made: this compiles them, and nothing from source.
        Run("dotnet",
        [
            "publish", project, "--no-build", "-c", Metadata("Configuration"), "-nologo", "-v", "quiet", "-maxcpucount:1", "-nodeReuse:false",
            $"-p:IlcInstructionSet=\"{instructionSet}\"", $"-p:PublishDir={published}/", $"-p:NativeOutputPath={folder}/out/",
            $"-p:NativeIntermediateOutputPath={folder}/obj/",
        ]);
        Program = Path.Combine(folder, Name);
        Run("strip", ["--strip-all", "--remove-section=.gnu_debuglink", "-o", Program, Path.Combine(published, Name)]);
        Symbols = new Lazy<Symbols>(() => Test.Symbols.Read(Path.Combine(published, Name + ".dbg")));
    }

    /// <summary>The path of the program.</summary>
    public string Program { get; }

    public Lazy<Symbols> Symbols { get; }

    /// <summary>Why native programs cannot be built here, or null.</summary>
    public static string? Missing =>
        !OperatingSystem.IsLinux() || System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture != System.Runtime.InteropServices.Architecture.X64
            ? "the traces are those of x86-64 on Linux"
            : Tools.Missing("dotnet") ?? Tools.Missing("strip") ?? (Tools.Find("clang") is null ? Tools.Missing("gcc") : null);

    /// <summary>Starts the program of a command line, with the exercises, one level of kernels, and the same surroundings each time.</summary>
    public Process Start(string level, int variant, string mode, IEnumerable<string> exercises, params string[] under)
    {
        string[] command = [.. under, Program, variant.ToString(null as IFormatProvider), mode, .. exercises];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Addresses on the stack depend on the size of the environment.
        start.Environment.Clear();
        start.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH");
        start.Environment["MC_SIMD"] = level;
        // Valgrind cannot map the 256 GiB that the collector would reserve.
        start.Environment["DOTNET_GCRegionRange"] = "40000000";
        // And with a first generation this large it never runs.
        start.Environment["DOTNET_GCgen0size"] = "10000000";
        return Process.Start(start) ?? throw new InvalidOperationException($"{command[0]} did not start");
    }

    private static string Metadata(string key) =>
        typeof(NativeProbe).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;

    private static void Run(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start");
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}\n{output}{errors.GetAwaiter().GetResult()}");
        }
    }
}
