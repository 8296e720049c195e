// RUST_LOG: which records are written (fact sheet fog §10.4).
using Microsoft.Extensions.Logging;

namespace MobileCoin.Hosting;

/// <summary>
/// A list, separated by commas, of <c>level</c>, <c>module=level</c> and <c>module</c> (all of its records). A module is a logger's category or
/// the front of one, up to a dot; <c>::</c> is read as a dot and case does not matter. The longest module that fits decides.
/// </summary>
public sealed class LogFilter
{
    private readonly (string Module, LogLevel Level)[] _rules;

    private LogFilter(string text, List<(string Module, LogLevel Level)> rules)
    {
        Text = text;
        // A later rule for the same module wins: the sort is stable.
        _rules = [.. rules.AsEnumerable().Reverse().OrderByDescending(r => r.Module.Length)];
    }

    /// <summary>Where nothing else is said: info.</summary>
    public static LogFilter Default { get; } = Parse("info");

    /// <summary>The text that the filter was read from.</summary>
    public string Text { get; }

    /// <summary>Reads a filter. Levels: off, critical, error, warn, info, debug, trace.</summary>
    /// <exception cref="FormatException">A part is none of the forms; the message names it.</exception>
    public static LogFilter Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<(string, LogLevel)> rules = [];
        foreach (string part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            string[] sides = part.Split('=', StringSplitOptions.TrimEntries);
            if (sides.Length == 1) rules.Add(Level(sides[0]) is { } level ? ("", level) : (Module(sides[0], part), LogLevel.Trace));
            else if (sides.Length == 2) rules.Add((Module(sides[0], part), Level(sides[1]) ?? throw new FormatException($"'{Shown(part)}': there is no level '{Shown(sides[1])}'")));
            else throw new FormatException($"'{Shown(part)}' is neither level nor module=level");
        }
        return new LogFilter(text, rules);
    }

    /// <summary>The least level that is written of a category; <see cref="LogLevel.None"/>: nothing.</summary>
    public LogLevel LevelOf(string category)
    {
        ArgumentNullException.ThrowIfNull(category);
        foreach ((string module, LogLevel level) in _rules)
        {
            if (module.Length == 0) return level;
            if (category.StartsWith(module, StringComparison.OrdinalIgnoreCase) && (category.Length == module.Length || category[module.Length] == '.')) return level;
        }
        // As upstream: with modules alone, errors of the others are written; with nothing, errors.
        return LogLevel.Error;
    }

    private static LogLevel? Level(string text) => text.ToUpperInvariant() switch
    {
        "OFF" => LogLevel.None,
        "CRITICAL" or "CRIT" => LogLevel.Critical,
        "ERROR" or "ERRO" => LogLevel.Error,
        "WARN" or "WARNING" => LogLevel.Warning,
        "INFO" => LogLevel.Information,
        "DEBUG" or "DEBG" => LogLevel.Debug,
        "TRACE" or "TRCE" => LogLevel.Trace,
        _ => null,
    };

    private static string Module(string text, string part)
    {
        string module = text.Replace("::", ".", StringComparison.Ordinal);
        return module.Length > 0 && module.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-')
            ? module
            : throw new FormatException($"'{Shown(part)}' is neither level nor module=level");
    }

    private static string Shown(string text) => string.Concat(text.Take(80).Select(c => char.IsControl(c) ? '?' : c));
}
