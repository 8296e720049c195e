using System.Diagnostics;
using System.Net;
using System.Runtime.InteropServices;

namespace MobileCoin.Devnet;

/// <summary>A program as a process of its own: what it writes is kept, and it does not outlive its owner, however the owner ends.</summary>
internal sealed class RunningProgram : IDisposable
{
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly ProgramOutput _output;

    private RunningProgram(string name, Process process, ProgramOutput output)
    {
        Name = name;
        _process = process;
        _output = output;
        process.OutputDataReceived += (_, line) => output.Add(line.Data);
        process.ErrorDataReceived += (_, line) => output.Add(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    internal string Name { get; }

    internal int Id => _process.Id;

    internal bool HasExited => _process.HasExited;

    /// <summary>The exit code of a process that has ended.</summary>
    internal int ExitCode => _process.ExitCode;

    /// <summary>What it has written so far, to both streams.</summary>
    internal string Output => _output.ToString();

    /// <summary>Why its log file is not written any more; null: it is, or there is none.</summary>
    internal string? LogProblem => _output.FileProblem;

    /// <summary>MC_PROGRAM, this executable if it is ours, or that of the tree.</summary>
    internal static string Executable { get; } = FindExecutable();

    /// <summary>Starts a program.</summary>
    /// <param name="name">The program's.</param>
    /// <param name="arguments">Its command line.</param>
    /// <param name="folder">The folder that it is in; null: the temporary one.</param>
    /// <param name="environment">Variables beside those of this process.</param>
    /// <param name="log">A file that its output is appended to; null: none.</param>
    internal static RunningProgram Start(
        string name, IEnumerable<string> arguments, string? folder = null, IReadOnlyDictionary<string, string>? environment = null, string? log = null)
    {
        ProcessStartInfo start = Prepare(name, arguments, folder, environment);
        start.Environment[OwnedProcess.Variable] = "1";
        var output = new ProgramOutput(log);
        return new RunningProgram(name, Process.Start(start) ?? throw new InvalidOperationException($"{name} did not start"), output);
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

    /// <summary>Runs a program to its end for what it writes to standard output alone. If the wait is cancelled, it is ended.</summary>
    /// <exception cref="InvalidOperationException">It ended with another exit code than 0; the message holds its standard error.</exception>
    internal static async Task<string> AskAsync(
        string name, IEnumerable<string> arguments, string input = "", string? folder = null, IReadOnlyDictionary<string, string>? environment = null, CancellationToken cancellationToken = default)
    {
        using Process process = Process.Start(Prepare(name, arguments, folder, environment)) ?? throw new InvalidOperationException($"{name} did not start");
        try
        {
            Task<string> errors = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.StandardInput.WriteAsync(input).ConfigureAwait(false);
            process.StandardInput.Close();
            string output = await process.StandardOutput.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{name} ended with {process.ExitCode}:\n{output}{await errors.ConfigureAwait(false)}");
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
            throw;
        }
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

    /// <summary>SIGTERM, and SIGKILL if it has not ended after the grace.</summary>
    /// <returns>Whether it ended by itself.</returns>
    internal async Task<bool> StopAsync(TimeSpan grace)
    {
        Terminate();
        using var limit = new CancellationTokenSource(grace);
        try
        {
            await _process.WaitForExitAsync(limit.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            Kill();
            return false;
        }
    }

    /// <summary>SIGTERM.</summary>
    internal void Terminate()
    {
        if (!_process.HasExited) OwnedProcess.Signal(_process.Id, PosixSignal.SIGTERM);
    }

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
        _output.Dispose();
    }

    private static ProcessStartInfo Prepare(string name, IEnumerable<string> arguments, string? folder, IReadOnlyDictionary<string, string>? environment)
    {
        var start = new ProcessStartInfo(Executable, [name, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? Path.GetTempPath(),
        };
        foreach ((string variable, string value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal)) start.Environment[variable] = value;
        return start;
    }

    private static string FindExecutable()
    {
        const string own = "mobilecoin";
        if (Environment.GetEnvironmentVariable("MC_PROGRAM") is { Length: > 0 } given) return Path.GetFullPath(given);
        if (Environment.ProcessPath is { } path && Path.GetFileName(path) == own) return path;
        string beside = Path.Combine(AppContext.BaseDirectory, own);
        return File.Exists(beside) ? beside : Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "App", "release", own));
    }
}
