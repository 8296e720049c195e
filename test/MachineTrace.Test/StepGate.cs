// Two probes with different secrets, stepped through one after the other, and their traces compared.
namespace MobileCoin.MachineTrace.Test;

internal static class StepGate
{
    /// <summary>Compares the traces of variants 0 and 1, exercise by exercise.</summary>
    /// <exception cref="PtraceForbiddenException">This machine does not permit it.</exception>
    public static List<Finding> Run(NativeProbe probe, string level, IReadOnlyList<string> exercises)
    {
        (List<StepTrace> first, ulong image) = Trace(probe, level, 0, exercises);
        (List<StepTrace> second, ulong other) = Trace(probe, level, 1, exercises);
        if (other != image) throw new InvalidOperationException("the two probes lie at different addresses");
        return [.. exercises.Select((exercise, i) => Compare(exercise, first[i].Events, second[i].Events, a => probe.Symbols.Value.Of(a - image)))];
    }

    // One thread for each process: ptrace belongs to threads, and so does the layout of children.
    private static (List<StepTrace> Traces, ulong Image) Trace(NativeProbe probe, string level, int variant, IReadOnlyList<string> exercises)
    {
        var task = new Task<(List<StepTrace>, ulong)>(() => StepTrace.Run(probe, level, variant, exercises));
        var thread = new Thread(() => task.RunSynchronously());
        thread.Start();
        thread.Join();
        return task.GetAwaiter().GetResult();
    }

    private static Finding Compare(string exercise, IReadOnlyList<ulong> first, IReadOnlyList<ulong> second, Func<ulong, string> name)
    {
        int i = 0;
        ulong instruction = 0;
        for (; i < first.Count && i < second.Count && first[i] == second[i]; i++)
        {
            if ((first[i] & StepTrace.Access) == 0) instruction = first[i];
        }
        if (i == first.Count && i == second.Count) return new Finding(exercise, i, null);
        string Event(IReadOnlyList<ulong> events) => i == events.Count ? "ends"
            : (events[i] & StepTrace.Access) != 0 ? $"accesses {events[i] & ~StepTrace.Access:x}"
            : $"goes on at {name(events[i])}";
        return new Finding(exercise, i, $"after {i} equal events, at {name(instruction)}: {Event(first)} for one secret, {Event(second)} for the other");
    }
}
