// ./fog fuzz
using System.Diagnostics;
using System.Globalization;
using MobileCoin.Fuzz.Run;

namespace MobileCoin.Fuzz;

internal static class Program
{
    private const long DefaultInputs = 1_200_000;

    private static int Main(string[] arguments)
    {
        string target = "", folder = Path.Combine("artifacts", "fuzz"), input = "";
        double? seconds = null;
        long seed = 1;
        bool rescue = false, list = false;
        for (int i = 0; i < arguments.Length; i++)
        {
            string value = i + 1 < arguments.Length ? arguments[i + 1] : "";
            switch (arguments[i])
            {
                case "--seconds" when double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double s) && s > 0:
                    seconds = s;
                    i++;
                    break;
                case "--seed" when long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out seed):
                    i++;
                    break;
                case "--input" when File.Exists(value):
                    input = value;
                    i++;
                    break;
                case "--folder" when value.Length > 0:
                    folder = value;
                    i++;
                    break;
                case "--list": list = true; break;
                case "--rescue": rescue = true; break;
                case [not '-', ..] when target.Length == 0: target = arguments[i]; break;
                default:
                    Console.Error.WriteLine("usage: fuzz [TARGET] [--seconds N] [--seed S] [--input FILE] [--list]");
                    return 2;
            }
        }
        if (rescue) return Rescue(folder);
        IReadOnlyList<Target> targets = Registry.Matching(target);
        if (targets.Count == 0)
        {
            Console.Error.WriteLine($"no target's name contains '{target}'; --list shows them");
            return 2;
        }
        if (list)
        {
            foreach (Target t in targets) Console.WriteLine(t.Name);
            return 0;
        }
        return input.Length > 0 ? Replay(targets, input) : Fuzz(targets, seconds, seed, folder);
    }

    private static int Fuzz(IReadOnlyList<Target> targets, double? seconds, long seed, string folder)
    {
        Console.WriteLine($"seed {seed}, {targets.Count} targets");
        long start = Stopwatch.GetTimestamp();
        var session = new Session(targets, seed, folder);
        session.Run(DefaultInputs, seconds is { } s ? TimeSpan.FromSeconds(s) : null);
        Report.Print(session, Stopwatch.GetElapsedTime(start));
        return session.FailureCount == 0 ? 0 : 1;
    }

    private static int Replay(IReadOnlyList<Target> targets, string path)
    {
        byte[] input = File.ReadAllBytes(path);
        int broken = 0;
        foreach (Target target in targets)
        {
            Outcome outcome = Oracle.Check(target, input, timed: true);
            if (outcome.Broken is not null) broken++;
            Console.WriteLine($"{target.Name}: {outcome.Broken ?? (outcome.Accepted ? "decodes" : "refused")}, {outcome.Allocated:N0} bytes allocated");
        }
        return broken == 0 ? 0 : 1;
    }

    /// <summary>After a crash: keeps the input that was being decoded.</summary>
    private static int Rescue(string folder)
    {
        if (LastInput.Read(Path.Combine(folder, "last-input")) is not { } last) return 0;
        string path = Failures.Write(folder, last.Target, last.Input);
        Console.WriteLine($"{last.Target}: the process ended while decoding this\n  to see it again: ./fog fuzz {last.Target} --input {path}");
        return 1;
    }
}
