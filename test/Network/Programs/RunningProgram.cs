using System.Diagnostics;
using System.Net;
using System.Text;

namespace MobileCoin.Network;

/// <summary>A program as a process of its own: what it writes is kept, and it does not outlive its owner.</summary>
internal sealed class RunningProgram : IDisposable
{
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly StringBuilder _output = new();

    private RunningProgram(string name, Process process)
    {
        Name = name;
        _process = process;
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    internal string Name { get; }

    internal int Id => _process.Id;

    internal bool HasExited => _process.HasExited;

    /// <summary>What it has written so far, to both streams.</summary>
    internal string Output
    {
        get
        {
            lock (_output) return _output.ToString();
        }
    }

    /// <summary>The executable of the tree, or MC_PROGRAM.</summary>
    internal static string Executable { get; } =
        Environment.GetEnvironmentVariable("MC_PROGRAM") ?? Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "App", "release", "mobilecoin"));

    /// <summary>Starts a program.</summary>
    internal static RunningProgram Start(string name, IEnumerable<string> arguments, string? folder = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        return new RunningProgram(name, Process.Start(Prepare(name, arguments, folder, environment)) ?? throw new InvalidOperationException($"{name} did not start"));
    }

    /// <summary>Runs a program to its end.</summary>
    /// <returns>What it wrote.</returns>
    /// <exception cref="InvalidOperationException">It ended with another exit code than 0.</exception>
    internal static async Task<string> RunAsync(string name, IEnumerable<string> arguments, string? folder = null, CancellationToken cancellationToken = default)
    {
        using RunningProgram program = Start(name, arguments, folder);
        int code = await program.WaitAsync(cancellationToken).ConfigureAwait(false);
        return code == 0 ? program.Output : throw new InvalidOperationException($"{name} ended with {code}:\n{program.Output}");
    }

    /// <summary>Runs a program to its end for what it writes to standard output alone.</summary>
    /// <exception cref="InvalidOperationException">It ended with another exit code than 0; the message holds its standard error.</exception>
    internal static async Task<string> AskAsync(
        string name, IEnumerable<string> arguments, string input = "", string? folder = null, IReadOnlyDictionary<string, string>? environment = null, CancellationToken cancellationToken = default)
    {
        ProcessStartInfo start = Prepare(name, arguments, folder, environment);
        start.RedirectStandardInput = true;
        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{name} did not start");
        Task<string> errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.StandardInput.WriteAsync(input).ConfigureAwait(false);
        process.StandardInput.Close();
        string output = await process.StandardOutput.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
        await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{name} ended with {process.ExitCode}:\n{output}{await errors.ConfigureAwait(false)}");
    }

    /// <summary>Waits until the operator's port says that it is ready.</summary>
    internal async Task ReadyAsync(int adminPort, CancellationToken cancellationToken = default)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(StartTime);
        using var http = new HttpClient();
        while (true)
        {
            if (_process.HasExited) throw new InvalidOperationException($"{Name} ended with {_process.ExitCode}:\n{Output}");
            try
            {
                using HttpResponseMessage ready = await http.GetAsync(new Uri($"http://127.0.0.1:{adminPort}/readyz"), limit.Token).ConfigureAwait(false);
                if (ready.StatusCode == HttpStatusCode.OK) return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
            catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
            {
                throw new TimeoutException($"{Name} is not ready:\n{Output}", e);
            }
            await Task.Delay(20, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Waits for the end.</summary>
    internal async Task<int> WaitAsync(CancellationToken cancellationToken = default)
    {
        await _process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        return _process.ExitCode;
    }

    /// <summary>SIGTERM.</summary>
    internal void Terminate() => Process.Start("/bin/kill", $"-TERM {_process.Id}").WaitForExit();

    /// <summary>SIGKILL, and waits until it is gone.</summary>
    internal void Kill()
    {
        if (!_process.HasExited) _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is null) return;
        lock (_output) _output.AppendLine(line.Data);
    }

    private static ProcessStartInfo Prepare(string name, IEnumerable<string> arguments, string? folder, IReadOnlyDictionary<string, string>? environment)
    {
        var start = new ProcessStartInfo(Executable, [name, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? Path.GetTempPath(),
        };
        foreach ((string variable, string value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal)) start.Environment[variable] = value;
        return start;
    }
}
