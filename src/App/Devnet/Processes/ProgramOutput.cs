using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace MobileCoin.Devnet;

/// <summary>What a process writes: the last of it in memory, all of it in a file if there is one.</summary>
internal sealed class ProgramOutput : IDisposable
{
    // A devnet's services write for days.
    private const int Kept = 1 << 20;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly StringBuilder _text = new();
    private readonly string? _path;
    private StreamWriter? _file;
    private long _closedAt, _unwritten;
    private bool _isDisposed;

    /// <param name="path">The file, which is appended to; null: none.</param>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    internal ProgramOutput(string? path)
    {
        _path = path;
        if (path is not null) _file = Open(path);
    }

    /// <summary>Why nothing is written to the file any more; null: it is.</summary>
    internal string? FileProblem { get; private set; }

    /// <inheritdoc />
    public override string ToString()
    {
        lock (_lock) return _text.ToString();
    }

    internal void Add(string? line)
    {
        if (line is null) return;
        lock (_lock)
        {
            _text.AppendLine(line);
            if (_path is not null && _text.Length > Kept) _text.Remove(0, _text.Length - (Kept / 2));
            try
            {
                Reopen();
                _file?.WriteLine(line);
                if (_file is null) _unwritten++;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // A full disk, as a rule. The process goes on, and what it said last is still here.
                FileProblem = DevnetFolder.Problem(e);
                _unwritten++;
                Close();
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            Close();
        }
    }

    // There may be room again.
    private void Reopen()
    {
        if (_path is null || _file is not null || _isDisposed || Stopwatch.GetElapsedTime(_closedAt) < Pause) return;
        _file = Open(_path);
        // The line before may have been cut off.
        _file.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\n… {_unwritten} lines could not be written: {FileProblem}"));
        (FileProblem, _unwritten) = (null, 0);
    }

    private static StreamWriter Open(string path) => new(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true };

    private void Close()
    {
        try
        {
            _file?.Dispose();
        }
        catch (IOException e)
        {
            FileProblem ??= e.Message;
        }
        _file = null;
        _closedAt = Stopwatch.GetTimestamp();
    }
}
