namespace MobileCoin.Devnet;

/// <summary>One service of a network, by its command line: its process can be ended in any way and started again.</summary>
internal sealed class ServiceProcess(string program, string label, int adminPort, string folder, IReadOnlyDictionary<string, string> environment, IEnumerable<string> arguments) : IDisposable
{
    private readonly string[] _arguments = [.. arguments];
    private readonly List<RunningProgram> _past = [];

    /// <summary>What it is called in messages.</summary>
    internal string Label { get; } = label;

    /// <summary>The program's name.</summary>
    internal string Program { get; } = program;

    internal int AdminPort { get; } = adminPort;

    /// <summary>A file that its processes' output is appended to; null: none.</summary>
    internal string? LogFile { get; init; }

    /// <summary>Of so many processes of the past the output is kept.</summary>
    internal int Remembers { get; init; } = int.MaxValue;

    /// <summary>Its command line, without the program's name.</summary>
    internal IReadOnlyList<string> Arguments => _arguments;

    /// <summary>The process of now, or the last one.</summary>
    internal RunningProgram? Running { get; private set; }

    /// <summary>When that was started.</summary>
    internal DateTimeOffset? StartedAt { get; private set; }

    /// <summary>Whether it is meant to run: it was started, and not told to stop.</summary>
    internal bool IsWanted { get; private set; }

    /// <summary>Everything that its processes wrote, as far as they are remembered.</summary>
    internal string Output => string.Concat(_past.Select(p => p.Output));

    /// <summary>The value of a flag.</summary>
    internal string Argument(string flag) => _arguments[Array.IndexOf(_arguments, flag) + 1];

    /// <summary>Starts it without waiting.</summary>
    internal RunningProgram Launch()
    {
        if (Running is { HasExited: false }) throw new InvalidOperationException($"{Label} is running");
        Running = RunningProgram.Start(Program, _arguments, folder, environment, LogFile);
        StartedAt = DateTimeOffset.UtcNow;
        IsWanted = true;
        _past.Add(Running);
        while (_past.Count > Remembers)
        {
            _past[0].Dispose();
            _past.RemoveAt(0);
        }
        return Running;
    }

    /// <summary>Starts it and waits until it serves.</summary>
    internal async Task StartAsync(CancellationToken cancellationToken = default)
    {
        Launch();
        await ReadyAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Waits until it serves.</summary>
    internal Task ReadyAsync(CancellationToken cancellationToken = default) => Running!.ReadyAsync(AdminPort, cancellationToken);

    /// <summary>SIGKILL.</summary>
    internal void Kill()
    {
        IsWanted = false;
        Running?.Kill();
    }

    /// <summary>SIGTERM, and the end.</summary>
    /// <returns>The exit code.</returns>
    internal Task<int> StopAsync(CancellationToken cancellationToken = default)
    {
        IsWanted = false;
        Running!.Terminate();
        return Running.WaitAsync(cancellationToken);
    }

    /// <summary>SIGTERM, and SIGKILL if it has not ended after the grace.</summary>
    /// <returns>Whether it ended by itself.</returns>
    internal Task<bool> StopAsync(TimeSpan grace)
    {
        IsWanted = false;
        return Running is { } running ? running.StopAsync(grace) : Task.FromResult(true);
    }

    /// <summary>Fails if it has ended by itself.</summary>
    internal void RequireRunning()
    {
        if (Running is { HasExited: true }) throw new InvalidOperationException($"{Label} ended by itself:\n{Running.Output}");
    }

    public void Dispose()
    {
        IsWanted = false;
        foreach (RunningProgram process in _past) process.Dispose();
    }
}
