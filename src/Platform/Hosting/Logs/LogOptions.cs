// The variables of logging (fact sheet fog §10.4).
using System.Globalization;

namespace MobileCoin.Hosting;

/// <summary>How a process logs.</summary>
public sealed class LogOptions
{
    private const string TraceMark = "RUST_LOG";

    /// <summary>Which records are written.</summary>
    public LogFilter Filter { get; init; } = LogFilter.Default;

    /// <summary>Lines of JSON in place of text.</summary>
    public bool Json { get; init; }

    /// <summary>Standard error in place of standard output.</summary>
    public bool ToError { get; init; }

    /// <summary>Where records go as JSON datagrams too: host and port. Null: nowhere.</summary>
    public (string Host, int Port)? Udp { get; init; }

    /// <summary>What every record carries besides its own: name and value.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Context { get; init; } = [];

    /// <summary>What could not be used of the environment.</summary>
    internal string? Warning { get; private init; }

    /// <summary>Reads the environment.</summary>
    /// <param name="variable">Reads a variable.</param>
    /// <param name="program">The value of <c>mc.app</c>.</param>
    /// <param name="toError">Whether standard output is taken by data.</param>
    /// <param name="context">What the program adds to every record.</param>
    /// <exception cref="HostingException">MC_LOG_EXTRA_CONTEXT or MC_LOG_UDP_JSON is malformed.</exception>
    public static LogOptions FromEnvironment(Func<string, string?> variable, string program, bool toError = false, IReadOnlyList<KeyValuePair<string, string>>? context = null)
    {
        ArgumentNullException.ThrowIfNull(variable);
        string? text = variable(TraceMark) is { Length: > 0 } rust ? rust : variable("MC_LOG") is { Length: > 0 } own ? own : null;
        LogFilter filter = LogFilter.Default;
        string? warning = null;
        try
        {
            if (text is not null) filter = LogFilter.Parse(text);
        }
        catch (FormatException e)
        {
            warning = $"the log filter of the environment is not used: {e.Message}";
        }
        return new LogOptions
        {
            Filter = filter,
            Warning = warning,
            Json = IsSet(variable("MC_LOG_JSON")),
            ToError = toError || IsSet(variable("MC_LOG_STDERR")),
            Udp = variable("MC_LOG_UDP_JSON") is { Length: > 0 } udp ? ReadUdp(udp) : null,
            Context = [KeyValuePair.Create("mc.app", program), .. context ?? [], .. ReadContext(variable("MC_LOG_EXTRA_CONTEXT"))],
        };
    }

    private static bool IsSet(string? value) => value is "1" or "true";

    private static (string, int) ReadUdp(string text)
    {
        int colon = text.LastIndexOf(':');
        return colon > 0 && int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port is > 0 and <= 65535
            ? (text[..colon].Trim('[', ']'), port)
            : throw new HostingException($"MC_LOG_UDP_JSON is not host:port: {text}");
    }

    private static IEnumerable<KeyValuePair<string, string>> ReadContext(string? text)
    {
        foreach (string pair in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1) throw new HostingException("MC_LOG_EXTRA_CONTEXT is not a list of key=value");
            yield return KeyValuePair.Create(pair[..equals].Trim(), pair[(equals + 1)..].Trim());
        }
    }
}
