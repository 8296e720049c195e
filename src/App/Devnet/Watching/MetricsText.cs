using System.Globalization;

namespace MobileCoin.Devnet;

/// <summary>What a service's operator's port says at /metrics: lines of a name, labels and a number.</summary>
internal sealed class MetricsText(string text)
{
    /// <summary>The number of a name with a label <c>op</c>; null: there is none.</summary>
    internal double? Find(string name, string op)
    {
        string start = name + "{";
        foreach (ReadOnlySpan<char> line in text.AsSpan().EnumerateLines())
        {
            if (line.StartsWith(start, StringComparison.Ordinal) && line.Contains($"op=\"{op}\"", StringComparison.Ordinal)) return Number(line);
        }
        return null;
    }

    /// <summary>The sum of the numbers of a name, whatever the labels; null: there is none.</summary>
    internal double? Sum(string name)
    {
        double? sum = null;
        foreach (ReadOnlySpan<char> line in text.AsSpan().EnumerateLines())
        {
            if (!line.StartsWith(name, StringComparison.Ordinal) || line.Length == name.Length || line[name.Length] is not ('{' or ' ')) continue;
            if (Number(line) is { } number) sum = (sum ?? 0) + number;
        }
        return sum;
    }

    private static double? Number(ReadOnlySpan<char> line)
    {
        int end = line.LastIndexOf('}');
        ReadOnlySpan<char> rest = line[(end < 0 ? line.IndexOf(' ') : end + 1)..].Trim();
        int space = rest.IndexOf(' ');
        return double.TryParse(space < 0 ? rest : rest[..space], NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : null;
    }
}
