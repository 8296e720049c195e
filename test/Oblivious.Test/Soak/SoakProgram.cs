// ./fog soak oblivious.
using System.Diagnostics;
using System.Globalization;

namespace MobileCoin.Oblivious.Test.Soak;

internal static class SoakProgram
{
    private const long OperationsPerRound = 1_000_000;

    /// <summary>Runs with what follows "soak" on the command line. Round r has the seed of the run plus r, so a round can be run alone.</summary>
    public static int Run(IReadOnlyList<string> options)
    {
        int rounds = 1, seed = Random.Shared.Next(1, 1_000_000_000);
        string only = "";
        for (int i = 0; i < options.Count; i += 2)
        {
            string value = i + 1 < options.Count ? options[i + 1] : "";
            bool isNumber = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number);
            switch (options[i])
            {
                case "--rounds" when isNumber && number > 0:
                    rounds = number;
                    break;
                case "--seed" when isNumber:
                    seed = number;
                    break;
                case "--only" when value.Length > 0:
                    only = value;
                    break;
                default:
                    Console.Error.WriteLine("usage: soak oblivious [--rounds N] [--seed S] [--only TEXT]");
                    return 2;
            }
        }

        SoakCase[] cases = [.. SoakCase.Long.Where(c => c.ToString().Contains(only, StringComparison.Ordinal))];
        if (cases.Length == 0)
        {
            Console.Error.WriteLine($"no case contains '{only}'. There are:\n  {string.Join("\n  ", SoakCase.Long)}");
            return 2;
        }
        Console.WriteLine($"seed {seed}, {rounds} rounds of {OperationsPerRound:N0} operations on each of {cases.Length} maps");
        for (int round = 0; round < rounds; round++)
        {
            foreach (SoakCase soak in cases)
            {
                if (!TryRun(soak, unchecked(seed + round) & int.MaxValue)) return 1;
            }
        }
        Console.WriteLine("all answers were right");
        return 0;
    }

    private static bool TryRun(SoakCase soak, int seed)
    {
        long start = Stopwatch.GetTimestamp();
        try
        {
            long operations = soak.Run(OperationsPerRound, seed);
            Console.WriteLine($"{soak}: {operations:N0} operations, {Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s");
            return true;
        }
        catch (Exception e) when (e is Xunit.Sdk.XunitException or ObliviousOverflowException)
        {
            Console.WriteLine($"{soak}: wrong\n{e.Message}\nto see it again: ./fog soak oblivious --rounds 1 --seed {seed} --only '{soak}'");
            return false;
        }
    }
}
