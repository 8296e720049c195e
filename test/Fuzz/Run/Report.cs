// The figures of a run.
namespace MobileCoin.Fuzz.Run;

internal static class Report
{
    internal static void Print(Session session, TimeSpan took)
    {
        Console.WriteLine($"{"target",-60} {"inputs",9} {"decoded",8} {"inputs/s",9} {"bytes/byte",10}");
        foreach (Tally t in session.Tallies)
        {
            double rate = t.Inputs / Math.Max(1e-9, t.Time.TotalSeconds), share = 100.0 * t.Accepted / Math.Max(1, t.Inputs);
            Console.WriteLine($"{t.Target.Name,-60} {t.Inputs,9:N0} {share,7:F1}% {rate,9:N0} {Math.Max(0, t.Factor),10:F1}");
        }
        foreach (IGrouping<AllocationBound, Tally> kind in session.Tallies.GroupBy(t => t.Target.Bound))
        {
            Console.WriteLine($"bound {kind.Key.Constant / 1024} KiB + {kind.Key.PerByte} x length: at most {kind.Max(t => Math.Max(0, t.Factor)):F1} x needed");
        }
        long inputs = session.Tallies.Sum(t => t.Inputs);
        Console.WriteLine(
            $"{inputs:N0} inputs to {session.Tallies.Count} targets in {took.TotalSeconds:F0} s ({inputs / took.TotalSeconds:N0} a second), {session.FailureCount} failures");
    }
}
