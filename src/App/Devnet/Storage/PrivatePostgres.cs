using System.Diagnostics;
using System.Text;

namespace MobileCoin.Devnet;

/// <summary>
/// A PostgreSQL server of one's own, on a socket in a temporary folder. It can be stopped and started again, and ends with this process, however
/// this process ends.
/// </summary>
internal sealed class PrivatePostgres : IAsyncDisposable
{
    /// <summary>The superuser, who needs no password.</summary>
    public const string Superuser = "fog";

    // A session of its own, so that Ctrl-C is not for the server. The first line of standard input names the signal that ends it, and the end of
    // standard input, which comes with the end of this process, is SIGQUIT; then nobody else removes the folder. The guard ends with the server.
    private const string Guard = """
        exec 3<&0
        "$@" </dev/null 3<&- & server=$!
        (read -r how <&3; was=$?; kill -"${how:-QUIT}" $server; exit $was) & reader=$!
        wait $server; code=$?
        kill $reader 2>/dev/null; wait $reader
        [ $? -ne 1 ] || rm -rf -- "$0"
        exit $code
        """;

    private readonly string _user;
    private readonly bool _isDurable;
    private readonly Action<string>? _log;
    private Process? _process;

    private PrivatePostgres(string folder, string data, string user, bool isDurable, Action<string>? log) =>
        (Folder, Data, _user, _isDurable, _log) = (folder, data, user, isDurable, log);

    /// <summary>Whether the machine has the programs.</summary>
    public static bool IsInstalled => Programs is not null;

    /// <summary>The folder of the socket.</summary>
    public string Folder { get; }

    /// <summary>The process that guards the server; null: it does not run.</summary>
    public int? ProcessId => _process?.Id;

    /// <summary>Whether it runs, or is about to.</summary>
    public bool IsRunning => _process is { HasExited: false };

    /// <summary>The exit code of one that has ended by itself; null: it has not.</summary>
    public int? EndedWith => _process is { HasExited: true } ended ? ended.ExitCode : null;

    private string Data { get; }

    private static string? Programs { get; } = FindPrograms();

    /// <summary>Makes a server, or takes up the one of a folder, and starts it.</summary>
    /// <param name="data">Where its data is and stays; null: in the temporary folder.</param>
    /// <param name="isDurable">What is written survives a loss of power.</param>
    /// <param name="log">Is given each line that it says; null: nobody is.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="InvalidOperationException">It does not start; the message holds what it said.</exception>
    public static async Task<PrivatePostgres> CreateAsync(string? data = null, bool isDurable = false, Action<string>? log = null, CancellationToken cancellationToken = default)
    {
        string user = Environment.IsPrivilegedProcess
            ? await Output("/tmp", ["id", "-nu", "postgres"], cancellationToken).ConfigureAwait(false) is { Length: > 0 } name ? name.Trim() : "nobody"
            : "";
        // A socket's path is short: not below a long TMPDIR.
        string folder = Directory.CreateDirectory($"/tmp/fog-pg-{RandomName()}").FullName;
        var server = new PrivatePostgres(folder, data ?? Path.Combine(folder, "data"), user, isDurable, log);
        try
        {
            if (data is not null) Directory.CreateDirectory(data);
            if (user.Length > 0) await Output(folder, ["chown", user, folder, .. data is null ? Array.Empty<string>() : [data]], cancellationToken).ConfigureAwait(false);
            if (!File.Exists(Path.Combine(server.Data, "PG_VERSION")))
            {
                string[] sync = isDurable ? [] : ["--no-sync"];
                await Output(folder, server.Command("initdb", ["-D", server.Data, "-U", Superuser, "--auth=trust", "--encoding=UTF8", "--no-locale", .. sync]), cancellationToken).ConfigureAwait(false);
            }
            await server.StartAsync(cancellationToken).ConfigureAwait(false);
            return server;
        }
        catch
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The address of a database of it.</summary>
    public string UrlOf(string database) => $"host={Folder} user={Superuser} dbname={database}";

    /// <summary>Starts it, at first or after its end, and waits until it takes connections.</summary>
    /// <exception cref="InvalidOperationException">It runs, or does not start; the message holds what it said.</exception>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        if (IsRunning) throw new InvalidOperationException("the server runs");
        _process?.Dispose();
        string[] careless = _isDurable ? [] : ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"];
        Process process = Begin(
            Folder,
            [
                // The server ends if its guard is killed, too; a change of user would forget that.
                "setsid", "sh", "-c", Guard, Folder, .. AsUser(), "setpriv", "--pdeathsig", "QUIT", Path.Combine(Programs!, "postgres"),
                .. ((string[])["-D", Data, "-k", Folder, "-c", "listen_addresses=", "-c", "max_connections=200", "-c", "shared_buffers=64MB", "-c", "max_wal_size=256MB", .. careless]),
            ]);
        _process = process;
        var said = new StringBuilder();
        while (await process.StandardError.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
        {
            said.AppendLine(line);
            _log?.Invoke(line);
            if (line.Contains("ready to accept connections", StringComparison.Ordinal))
            {
                _ = DrainAsync(process.StandardError);
                _ = DrainAsync(process.StandardOutput);
                return;
            }
        }
        throw new InvalidOperationException($"the server did not start:\n{said}");
    }

    private async Task DrainAsync(StreamReader lines)
    {
        try
        {
            while (await lines.ReadLineAsync(CancellationToken.None).ConfigureAwait(false) is { } line) _log?.Invoke(line);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // It was ended meanwhile.
        }
    }

    /// <summary>Ends it, and with it all connections, as <c>pg_ctl stop -m fast</c> does.</summary>
    public Task StopAsync() => EndAsync("INT");

    /// <summary>Ends it and removes the temporary folder.</summary>
    public async ValueTask DisposeAsync()
    {
        await EndAsync(_isDurable ? "INT" : "QUIT").ConfigureAwait(false);
        if (Directory.Exists(Folder)) Directory.Delete(Folder, recursive: true);
    }

    /// <summary>A name that no other database has.</summary>
    public static string RandomName() => string.Create(10, 0, static (text, _) =>
    {
        foreach (ref char c in text) c = "abcdefghijklmnopqrstuvwxyz0123456789"[Random.Shared.Next(36)];
    });

    // The postmaster ends its children, and its memory, on these signals.
    private async Task EndAsync(string signal)
    {
        if (_process is null) return;
        try
        {
            await _process.StandardInput.WriteLineAsync(signal).ConfigureAwait(false);
            await _process.StandardInput.FlushAsync().ConfigureAwait(false);
        }
        catch (IOException)
        {
            // It has ended.
        }
        await _process.WaitForExitAsync().ConfigureAwait(false);
        _process.Dispose();
        _process = null;
    }

    private string[] Command(string program, params string[] arguments) => [.. AsUser(), Path.Combine(Programs!, program), .. arguments];

    private string[] AsUser() => _user.Length > 0 ? ["setpriv", $"--reuid={_user}", "--clear-groups"] : [];

    private static Process Begin(string folder, params string[] command)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(command[0], command[1..])
            {
                WorkingDirectory = folder,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            })!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new InvalidOperationException($"{command[0]} cannot be started: {e.Message}. id and chown are of Debian's package coreutils, setsid and setpriv of util-linux, the server of postgresql", e);
        }
    }

    private static async Task<string> Output(string folder, string[] command, CancellationToken cancellationToken)
    {
        using Process process = Begin(folder, command);
        try
        {
            Task<string> errors = process.StandardError.ReadToEndAsync(cancellationToken);
            string output = await process.StandardOutput.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            return process.ExitCode == 0 ? output
                : command[0] == "id" ? "" : throw new InvalidOperationException($"{string.Join(' ', command)}: {output}{await errors.ConfigureAwait(false)}");
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static string? FindPrograms()
    {
        const string debian = "/usr/lib/postgresql";
        IEnumerable<string> folders = Directory.Exists(debian)
            ? Directory.GetDirectories(debian).OrderByDescending(d => int.TryParse(Path.GetFileName(d), out int version) ? version : 0).Select(d => Path.Combine(d, "bin"))
            : [];
        return folders.Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')).FirstOrDefault(d => File.Exists(Path.Combine(d, "initdb")));
    }
}
