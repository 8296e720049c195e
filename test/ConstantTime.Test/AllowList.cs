using System.Globalization;

namespace MobileCoin.ConstantTime.Test;

/// <summary>A line of the allow-list that lets methods hold jumps.</summary>
internal sealed record AllowedCount(MethodPattern Pattern, IReadOnlyList<string> Levels, int Count, string Reason)
{
    /// <summary>The most that any method took of this allowance; null: no method was compared with it.</summary>
    internal int? Used { get; set; }

    internal bool HoldsAt(string level) => Levels.Contains("all", StringComparer.Ordinal) || Levels.Contains(level, StringComparer.Ordinal);
}

/// <summary>The allow-list of the branch audit; the head of allowed-branches.txt says what its lines mean.</summary>
internal sealed class AllowList
{
    private static readonly string[] KnownLevels = ["all", "avx512", "avx2", "plain"];

    internal List<AllowedCount> Counts { get; } = [];

    internal List<MethodPattern> Helpers { get; } = [];

    internal List<MethodPattern> Callees { get; } = [];

    internal static AllowList Parse(TextReader reader)
    {
        var list = new AllowList();
        foreach ((int number, string line) in ContentLines(reader))
        {
            string[] fields = [.. line.Split('|').Select(f => f.Trim())];
            if (fields[^1].Length == 0) throw new InvalidDataException($"allowed-branches.txt line {number}: the reason is missing");
            if (fields is [['j', 'u', 'm', 'p', '-', 't', 'o', ' ', .. string helper], _]) list.Helpers.Add(new MethodPattern(helper));
            else if (fields is [['c', 'a', 'l', 'l', ' ', .. string callee], _]) list.Callees.Add(new MethodPattern(callee));
            else if (fields is [string pattern, string levels, string count, string reason]
                && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out int n) && n > 0)
                list.Counts.Add(new AllowedCount(new MethodPattern(pattern), Levels(levels, number), n, reason));
            else throw new InvalidDataException($"allowed-branches.txt line {number}: expected PATTERN | LEVELS | COUNT | REASON, jump-to HELPER | REASON or call PATTERN | REASON");
        }
        return list;
    }

    internal static string[] Levels(string text, int number)
    {
        string[] levels = text.Split(',', StringSplitOptions.TrimEntries);
        string? unknown = Array.Find(levels, l => !KnownLevels.Contains(l, StringComparer.Ordinal));
        return unknown is null ? levels : throw new InvalidDataException($"line {number}: unknown level '{unknown}', expected {string.Join(", ", KnownLevels)}");
    }

    internal static IEnumerable<(int Number, string Line)> ContentLines(TextReader reader)
    {
        for (int number = 1; reader.ReadLine() is { } line; number++)
        {
            if (!string.IsNullOrWhiteSpace(line) && !line.StartsWith('#')) yield return (number, line);
        }
    }
}
