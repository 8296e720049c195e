using System.Diagnostics;
using System.Text;

namespace MobileCoin.Testing;

/// <summary>A PostgreSQL server of the tests' own, in a temporary folder and on a socket there. It can be stopped and started again.</summary>
public sealed class PrivatePostgres : IAsyncDisposable
{
    /// <summary>The superuser, who needs no password.</summary>
    public const string Superuser = "fog";

    private readonly string _user;
    private Process? _process;

    private PrivatePostgres(string folder, string user) => (Folder, _user) = (folder, user);

    /// <summary>Whether the machine has the programs.</summary>
    public static bool IsInstalled => Programs is not null;

    /// <summary>The folder of the socket.</summary>
    public string Folder { get; }

    private static string? Programs { get; } = FindPrograms();

    /// <summary>Makes a server and starts it.</summary>
    public static async Task<PrivatePostgres> CreateAsync()
    {
        // A socket's path is short: not below a long TMPDIR.
        string folder = Directory.CreateDirectory($"/tmp/fog-pg-{RandomName()}").FullName;
        string user = Environment.IsPrivilegedProcess ? await Output(folder, "id", "-nu", "postgres") is { Length: > 0 } name ? name.Trim() : "nobody" : "";
        var server = new PrivatePostgres(folder, user);
        try
        {
            if (user.Length > 0) await Output(folder, "chown", user, folder);
            await Output(folder, server.Command("initdb", "-D", server.Data, "-U", Superuser, "--auth=trust", "--no-sync", "--encoding=UTF8", "--no-locale"));
            await server.StartAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    private string Data => Path.Combine(Folder, "data");

    /// <summary>The address of a database of it.</summary>
    public string UrlOf(string database) => $"host={Folder} user={Superuser} dbname={database}";

    /// <summary>Starts it, and waits until it takes connections.</summary>
    public async Task StartAsync()
    {
        Process process = Begin(Folder, Command(
            "postgres", "-D", Data, "-k", Folder, "-c", "listen_addresses=", "-c", "fsync=off", "-c", "synchronous_commit=off",
            "-c", "full_page_writes=off", "-c", "max_connections=200", "-c", "shared_buffers=64MB", "-c", "max_wal_size=256MB"));
        _process = process;
        var said = new StringBuilder();
        while (await process.StandardError.ReadLineAsync() is { } line)
        {
            said.AppendLine(line);
            if (line.Contains("ready to accept connections", StringComparison.Ordinal))
            {
                _ = process.StandardError.ReadToEndAsync();
                _ = process.StandardOutput.ReadToEndAsync();
                return;
            }
        }
        throw new InvalidOperationException($"the server did not start:\n{said}");
    }

    /// <summary>Ends it, and with it all connections, as <c>pg_ctl stop -m fast</c> does.</summary>
    public Task StopAsync() => EndAsync("-INT");

    /// <summary>Ends it and removes the folder.</summary>
    public async ValueTask DisposeAsync()
    {
        await EndAsync("-QUIT");
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
        using (Process kill = Process.Start("kill", [signal, $"{_process.Id}"])) await kill.WaitForExitAsync();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    private string[] Command(string program, params string[] arguments) =>
        [.. _user.Length > 0 ? ["setpriv", $"--reuid={_user}", "--clear-groups"] : Array.Empty<string>(), Path.Combine(Programs!, program), .. arguments];

    private static Process Begin(string folder, params string[] command) => Process.Start(new ProcessStartInfo(command[0], command[1..])
    {
        WorkingDirectory = folder,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        UseShellExecute = false,
    })!;

    private static async Task<string> Output(string folder, params string[] command)
    {
        using Process process = Begin(folder, command);
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : command[0] == "id" ? "" : throw new InvalidOperationException($"{string.Join(' ', command)}: {output}{await errors}");
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
