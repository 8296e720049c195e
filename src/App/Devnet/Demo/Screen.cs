using System.Diagnostics;
using System.Globalization;

namespace MobileCoin.Devnet;

/// <summary>
/// Lines for somebody who watches: what is done, and what is being waited for. On a terminal the wait is one line that changes, with colours of the
/// terminal's own; elsewhere it is a line whenever nothing was said for two seconds.
/// </summary>
internal sealed class Screen : IDisposable
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(2), Tick = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private readonly TextWriter _output;
    private readonly bool _isTerminal, _hasColour;
    private readonly List<(string What, long Since)> _waits = [];
    private readonly Timer _timer;
    private long _lastLine = Stopwatch.GetTimestamp();
    private int _drawn;

    /// <param name="output">Where lines go.</param>
    /// <param name="isTerminal">Whether that is a terminal.</param>
    /// <param name="hasColour">Whether it shows colours.</param>
    internal Screen(TextWriter output, bool isTerminal, bool hasColour)
    {
        (_output, _isTerminal, _hasColour) = (output, isTerminal, hasColour);
        _timer = new Timer(_ => Show(), null, Tick, Tick);
    }

    /// <summary>For the process's own output.</summary>
    internal static Screen Of(TextWriter output)
    {
        bool isTerminal = ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb");
        return new Screen(output, isTerminal, isTerminal && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")));
    }

    internal string Bold(string text) => Styled("1", text);

    internal string Faint(string text) => Styled("2", text);

    internal string Good(string text) => Styled("32", text);

    internal string Bad(string text) => Styled("31", text);

    /// <summary>Says something.</summary>
    internal void Line(string text = "")
    {
        lock (_lock)
        {
            Erase();
            _output.WriteLine(text);
            _output.Flush();
            _lastLine = Stopwatch.GetTimestamp();
        }
    }

    /// <summary>What is being waited for from now on, beside the rest.</summary>
    internal void Begin(string what)
    {
        lock (_lock) _waits.Add((what, Stopwatch.GetTimestamp()));
    }

    /// <summary>That is over.</summary>
    internal void End(string what)
    {
        lock (_lock) _waits.RemoveAll(w => w.What == what);
    }

    /// <summary>Seconds, as people compare them.</summary>
    internal static string Seconds(TimeSpan time) => time.TotalSeconds.ToString(time.TotalSeconds < 10 ? "0.00" : "0.0", CultureInfo.InvariantCulture) + " s";

    /// <summary>Columns as wide as they need to be; numbers to the right.</summary>
    internal void Table(IReadOnlyList<string> titles, IReadOnlyList<IReadOnlyList<string>> rows, int textColumns)
    {
        int[] widths = [.. titles.Select((title, i) => rows.Select(r => r[i].Length).Append(title.Length).Max())];
        Line("  " + Faint(Row(titles)));
        foreach (IReadOnlyList<string> row in rows) Line("  " + Row(row));

        string Row(IReadOnlyList<string> cells) => string.Join("  ", cells.Select((cell, i) => i < textColumns ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i]))).TrimEnd();
    }

    public void Dispose()
    {
        _timer.Dispose();
        lock (_lock) Erase();
    }

    private string Styled(string code, string text) => _hasColour ? $"\e[{code}m{text}\e[0m" : text;

    private void Show()
    {
        lock (_lock)
        {
            if (_waits.Count == 0)
            {
                Erase();
                return;
            }
            TimeSpan longest = _waits.Max(w => Stopwatch.GetElapsedTime(w.Since));
            if (_isTerminal)
            {
                int width = Math.Max(20, Console.WindowWidth - 1);
                string text = string.Create(CultureInfo.InvariantCulture, $"  … {longest.TotalSeconds:0.0} s  {string.Join(", ", _waits.Select(w => w.What))}");
                if (text.Length > width) text = text[..(width - 1)] + "…";
                Erase();
                _output.Write(Faint(text));
                _output.Flush();
                _drawn = text.Length;
            }
            else if (Stopwatch.GetElapsedTime(_lastLine) >= Silence)
            {
                _output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  … {longest.TotalSeconds:0} s: waiting for {string.Join(", ", _waits.Select(w => w.What))}"));
                _output.Flush();
                _lastLine = Stopwatch.GetTimestamp();
            }
        }
    }

    private void Erase()
    {
        if (_drawn == 0) return;
        _output.Write("\r" + new string(' ', _drawn) + "\r");
        _drawn = 0;
    }
}
