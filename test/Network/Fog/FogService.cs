namespace MobileCoin.Network;

/// <summary>One process of a Fog, by its command line: it can be ended in any way and started again.</summary>
internal sealed class FogService(string program, string label, int adminPort, string folder, IReadOnlyDictionary<string, string> environment, IEnumerable<string> arguments) : IDisposable
{
    private readonly string[] _arguments = [.. arguments];
    private readonly List<RunningProgram> _past = [];

    /// <summary>What it is called in messages.</summary>
    internal string Label { get; } = label;

    /// <summary>The program's name.</summary>
    internal string Program { get; } = program;

    internal int AdminPort { get; } = adminPort;

    /// <summary>Its command line, without the program's name.</summary>
    internal IReadOnlyList<string> Arguments => _arguments;

    /// <summary>The process of now, or the last one.</summary>
    internal RunningProgram? Running { get; private set; }

    /// <summary>Everything that its processes wrote.</summary>
    internal string Output => string.Concat(_past.Select(p => p.Output));

    /// <summary>The value of a flag.</summary>
    internal string Argument(string flag) => _arguments[Array.IndexOf(_arguments, flag) + 1];

    /// <summary>Starts it without waiting.</summary>
    internal RunningProgram Launch()
    {
        if (Running is { HasExited: false }) throw new InvalidOperationException($"{Label} is running");
        Running = RunningProgram.Start(Program, _arguments, folder, environment);
        _past.Add(Running);
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
    internal void Kill() => Running?.Kill();

    /// <summary>SIGTERM, and the end.</summary>
    /// <returns>The exit code.</returns>
    internal Task<int> StopAsync(CancellationToken cancellationToken = default)
    {
        Running!.Terminate();
        return Running.WaitAsync(cancellationToken);
    }

    /// <summary>Fails if it has ended by itself.</summary>
    internal void RequireRunning()
    {
        if (Running is { HasExited: true }) throw new InvalidOperationException($"{Label} ended by itself:\n{Running.Output}");
    }

    public void Dispose()
    {
        foreach (RunningProgram process in _past) process.Dispose();
    }
}
