// Two probes with different secrets run side by side under Valgrind, and their traces are compared as they come.
using System.Text;

namespace MobileCoin.MachineTrace.Test;

internal static class LackeyGate
{
    public static string? Missing => NativeProbe.Missing ?? Tools.Missing("valgrind");

    /// <summary>Compares the traces of variants 0 and 1, exercise by exercise.</summary>
    /// <remarks>
    /// Valgrind lays every process out in the same way and the probe allocates the same things in the same order, so equal addresses are
    /// equal as they stand.
    /// </remarks>
    public static List<Finding> Run(string level, IReadOnlyList<string> exercises)
    {
        NativeProbe probe = NativeProbe.Avx2.Value;
        using var first = new LackeyTrace(probe, level, 0, exercises);
        using var second = new LackeyTrace(probe, level, 1, exercises);
        var compared = new List<(string Exercise, long Events, Parting? Parting)>();
        for (int i = 0; i < exercises.Count; i++)
        {
            first.SkipToBegin(i);
            second.SkipToBegin(i);
            Parting? parting = Compare(first, second, i, out long events);
            compared.Add((exercises[i], events, parting));
        }
        ulong image = first.Finish();
        if (second.Finish() != image) throw new InvalidOperationException("the two probes lie at different addresses");
        return [.. compared.Select(c => new Finding(c.Exercise, c.Events, c.Parting?.Describe(address => probe.Symbols.Value.Of(address - image))))];
    }

    private static Parting? Compare(LackeyTrace first, LackeyTrace second, int exercise, out long events)
    {
        ulong instruction = 0;
        for (events = 0; ; events++)
        {
            ReadOnlySpan<byte> a = first.Read(), b = second.Read();
            if (!a.SequenceEqual(b))
            {
                var parting = new Parting(events, instruction, Encoding.ASCII.GetString(a), Encoding.ASCII.GetString(b));
                if (!LackeyTrace.IsEnd(a, exercise)) first.SkipToEnd(exercise);
                if (!LackeyTrace.IsEnd(b, exercise)) second.SkipToEnd(exercise);
                return parting;
            }
            if (a[0] == 'I') instruction = LackeyTrace.Address(a);
            else if (LackeyTrace.IsEnd(a, exercise)) return null;
        }
    }

    /// <summary>Where two traces differ first: after which instruction that both made.</summary>
    private sealed record Parting(long Events, ulong Instruction, string First, string Second)
    {
        public string Describe(Func<ulong, string> name) =>
            $"after {Events} equal events, at {name(Instruction)}: {Line(First, name)} for one secret, {Line(Second, name)} for the other";

        private static string Line(string line, Func<ulong, string> name) =>
            line.StartsWith('I') ? $"goes on at {name(LackeyTrace.Address(Encoding.ASCII.GetBytes(line)))}" : $"accesses {line.Trim()}";
    }
}
