// Who used the machine's cores: on a machine that is shared, a rate by the clock says little without it.
using System.Diagnostics;
using System.Globalization;

namespace MobileCoin.Perf;

/// <summary>Processor time since the machine's start: of the validator, of this process, of all; and the clock.</summary>
internal readonly record struct MachineTime(TimeSpan Validator, TimeSpan Bench, TimeSpan Machine, long Clock)
{
    private const int TicksPerSecond = 100;

    /// <summary>As it is now.</summary>
    /// <param name="validator">The validator's process.</param>
    internal static MachineTime Now(int validator)
    {
        using Process process = Process.GetProcessById(validator);
        return new MachineTime(process.TotalProcessorTime, Environment.CpuUsage.TotalTime, Busy(), Stopwatch.GetTimestamp());
    }

    internal double Seconds(MachineTime later) => Stopwatch.GetElapsedTime(Clock, later.Clock).TotalSeconds;

    /// <summary>Shares of all cores, between this moment and a later one.</summary>
    internal string Shares(MachineTime later)
    {
        double all = Seconds(later) * Environment.ProcessorCount;
        double validator = (later.Validator - Validator).TotalSeconds / all, bench = (later.Bench - Bench).TotalSeconds / all;
        double others = Math.Max(0, ((later.Machine - Machine).TotalSeconds / all) - validator - bench);
        return $"of {Environment.ProcessorCount} cores the validator had {validator:P0}, the senders {bench:P0}, other programs {others:P0}";
    }

    // user, nice, system, idle, iowait, irq, softirq, steal
    private static TimeSpan Busy()
    {
        if (!File.Exists("/proc/stat")) return TimeSpan.Zero;
        long[] fields = [.. File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Take(8).Select(f => long.Parse(f, CultureInfo.InvariantCulture))];
        return TimeSpan.FromSeconds((double)(fields.Sum() - fields[3] - fields[4]) / TicksPerSecond);
    }
}
