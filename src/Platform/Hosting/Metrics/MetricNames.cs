using System.Globalization;
using System.Text.RegularExpressions;

namespace MobileCoin.Hosting;

/// <summary>How Prometheus' text format writes names and values.</summary>
internal static partial class MetricNames
{
    internal static void CheckName(string name)
    {
        if (!NameForm().IsMatch(name)) throw new ArgumentException($"'{name}' is no metric's name", nameof(name));
    }

    internal static void CheckLabel(string name)
    {
        if (!LabelForm().IsMatch(name) || name.StartsWith("__", StringComparison.Ordinal)) throw new ArgumentException($"'{name}' is no label's name", nameof(name));
    }

    internal static string Escape(string value) =>
        value.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    internal static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        double.NaN => "NaN",
        _ => value.ToString(CultureInfo.InvariantCulture),
    };

    [GeneratedRegex("^[a-zA-Z_:][a-zA-Z0-9_:]*$", RegexOptions.None, 1000)]
    private static partial Regex NameForm();

    [GeneratedRegex("^[a-zA-Z_][a-zA-Z0-9_]*$", RegexOptions.None, 1000)]
    private static partial Regex LabelForm();
}
