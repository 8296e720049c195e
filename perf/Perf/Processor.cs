using System.Runtime.InteropServices;

namespace MobileCoin.Perf;

/// <summary>The processor that this process measures on.</summary>
internal static unsafe partial class Processor
{
    private const int ThreadClock = 3; // CLOCK_THREAD_CPUTIME_ID
    private const int MaskBytes = 128; // room for 1,024 cores, as in glibc's cpu_set_t

    /// <summary>Keeps the calling thread on the core that it is on. Best effort: null where the system has no such call or refuses.</summary>
    internal static int? Pin()
    {
        if (!OperatingSystem.IsLinux()) return null;
        int core = CurrentCore();
        if (core is < 0 or >= MaskBytes * 8) return null;
        byte* mask = stackalloc byte[MaskBytes];
        new Span<byte>(mask, MaskBytes).Clear();
        mask[core / 8] = (byte)(1 << (core % 8));
        return SetAffinity(0, MaskBytes, mask) == 0 ? core : null;
    }

    /// <summary>Nanoseconds of processor time of the calling thread, in the kernel too; of the process where there is no such clock.</summary>
    internal static double ThreadNanoseconds()
    {
        if (!OperatingSystem.IsLinux()) return Environment.CpuUsage.TotalTime.TotalNanoseconds;
        long* time = stackalloc long[2]; // seconds, nanoseconds
        if (GetTime(ThreadClock, time) != 0) throw new InvalidOperationException("clock_gettime failed");
        return (time[0] * 1e9) + time[1];
    }

    /// <summary>The processor's name, as the system gives it.</summary>
    internal static string Model()
    {
        try
        {
            return File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim()
                ?? "unknown processor";
        }
        catch (IOException)
        {
            return "unknown processor";
        }
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, long* time);

    [LibraryImport("libc", EntryPoint = "sched_getcpu")]
    private static partial int CurrentCore();

    [LibraryImport("libc", EntryPoint = "sched_setaffinity")]
    private static partial int SetAffinity(int thread, nuint length, byte* mask);
}
