// A probe stepped through instruction by instruction, for instruction sets that Valgrind does not know.
using System.Diagnostics;
using System.Globalization;

namespace MobileCoin.MachineTrace.Test;

/// <summary>The trace of one exercise: for each instruction its address, and then, marked, the addresses that it accesses.</summary>
internal sealed class StepTrace
{
    /// <summary>Set in the events that are accesses; user addresses are shorter.</summary>
    public const ulong Access = 1UL << 63;

    private const ulong Marks = 0x8_0000_0000;
    private const int MostOperands = 8;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private readonly List<ulong> _events = new(1 << 16);

    public IReadOnlyList<ulong> Events => _events;

    /// <summary>Traces exercises in one process; gives its image's address too. The calling thread must not have begun another trace.</summary>
    public static (List<StepTrace> Traces, ulong Image) Run(NativeProbe probe, string level, int variant, IReadOnlyList<string> exercises)
    {
        Ptrace.FixAddressesOfChildren();
        using Process process = probe.Start(level, variant, "wait", exercises);
        // A stop that never comes would leave us waiting: the probe is ended, and the wait with it.
        using var watchdog = new Timer(_ => process.Kill(), null, Limit, Timeout.InfiniteTimeSpan);
        try
        {
            var traces = new List<StepTrace>();
            for (int i = 0; i < exercises.Count; i++)
            {
                string? name = process.StandardOutput.ReadLine();
                if (name != exercises[i]) throw new InvalidOperationException($"{name} in place of {exercises[i]}: {process.StandardError.ReadToEnd()}");
                Ptrace.Attach(process.Id);
                process.StandardInput.Write('.');
                process.StandardInput.Flush();
                var trace = new StepTrace();
                trace.Record(process.Id, i);
                Ptrace.Detach(process.Id);
                traces.Add(trace);
            }
            ulong image = ulong.Parse(process.StandardOutput.ReadToEnd().AsSpan().Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            process.WaitForExit();
            return (traces, image);
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }
    }

    private void Record(int process, int exercise)
    {
        ulong begin = Marks + (ulong)(16 * exercise), end = begin + 8;
        // Not buffered: the file is the process's memory.
        using var memory = new FileStream($"/proc/{process}/mem", FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        var operands = new MemoryOperands(memory);
        Span<ulong> addresses = stackalloc ulong[MostOperands];
        bool recording = false;
        while (true)
        {
            Ptrace.Registers(process, out UserRegisters registers);
            int count = operands.Addresses(registers, addresses);
            if (addresses[..count].Contains(end)) return;
            if (recording)
            {
                _events.Add(registers.Rip);
                foreach (ulong address in addresses[..count]) _events.Add(address | Access);
            }
            recording |= addresses[..count].Contains(begin);
            Ptrace.Step(process);
        }
    }
}
