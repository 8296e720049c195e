using System.Text;

namespace MobileCoin.Devnet;

/// <summary>What a process writes: the last of it in memory, all of it in a file if there is one.</summary>
internal sealed class ProgramOutput : IDisposable
{
    // A devnet's services write for days.
    private const int Kept = 1 << 20;

    private readonly Lock _lock = new();
    private readonly StringBuilder _text = new();
    private readonly string? _path;
    private StreamWriter? _file;

    /// <param name="path">The file, which is appended to; null: none.</param>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    internal ProgramOutput(string? path)
    {
        _path = path;
        if (path is not null) _file = new StreamWriter(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true };
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
                _file?.WriteLine(line);
            }
            catch (IOException e)
            {
                // A full disk, as a rule. The process goes on, and what it said last is still here.
                FileProblem = e.Message;
                Close();
            }
        }
    }

    public void Dispose()
    {
        lock (_lock) Close();
    }

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
    }
}
