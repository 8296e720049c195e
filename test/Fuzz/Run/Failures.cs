// Inputs that broke a promise: made small, written to a folder, and named with the command that shows them again.
using System.Diagnostics;
using System.Security.Cryptography;

namespace MobileCoin.Fuzz.Run;

internal sealed class Failures(string folder)
{
    private const int MostOfATarget = 5;
    private const int Attempts = 2000;
    private const int SecondsOfAttempts = 5;

    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    internal int Count { get; private set; }

    internal void Add(Target target, byte[] input, string broken, bool examine)
    {
        Count++;
        int known = _counts.GetValueOrDefault(target.Name);
        string reason = Reason(broken);
        if (known >= MostOfATarget || !_seen.Add(target.Name + reason)) return;
        _counts[target.Name] = known + 1;
        byte[] small = Smaller(target, input, reason, examine);
        string path = Write(folder, target.Name, small);
        File.WriteAllText(path + ".txt", broken + "\n");
        Console.WriteLine($"{target.Name}: {broken}\n  to see it again: ./fog fuzz {target.Name} --input {path}");
    }

    internal static string Write(string folder, string target, byte[] input)
    {
        string path = Path.Combine(folder, target, Convert.ToHexStringLower(SHA256.HashData(input))[..16] + ".bin");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, input);
        return path;
    }

    /// <summary>What two failures have in common that have the same cause: the text up to the first number, and the innermost frame.</summary>
    private static string Reason(string broken)
    {
        string[] lines = broken.Split('\n');
        string first = lines[0].Split(':')[0];
        int digit = first.AsSpan().IndexOfAnyInRange('0', '9');
        return (digit < 0 ? first : first[..digit]) + (lines.Length > 1 ? lines.FirstOrDefault(l => l.Contains("MobileCoin.", StringComparison.Ordinal)) : "");
    }

    /// <summary>Takes parts out while the failure stays the same.</summary>
    private static byte[] Smaller(Target target, byte[] input, string reason, bool examine)
    {
        int left = Attempts;
        long start = Stopwatch.GetTimestamp();
        for (int size = input.Length / 2; size > 0; size /= 2)
        {
            for (int at = 0; at + size <= input.Length && left > 0 && Stopwatch.GetElapsedTime(start).TotalSeconds < SecondsOfAttempts; left--)
            {
                byte[] smaller = [.. input[..at], .. input[(at + size)..]];
                if (Oracle.Check(target, smaller, examine).Broken is { } broken && Reason(broken) == reason) input = smaller;
                else at += size;
            }
        }
        return input;
    }
}
