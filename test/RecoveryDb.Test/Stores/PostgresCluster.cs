using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Npgsql;

[assembly: AssemblyFixture(typeof(MobileCoin.RecoveryDb.Test.PostgresCluster))]

namespace MobileCoin.RecoveryDb.Test;

/// <summary>
/// The server that TEST_DATABASE_URL names, or one of the tests' own in a temporary folder, which runs while they do. It starts when a test
/// first needs it.
/// </summary>
public sealed class PostgresCluster : IAsyncDisposable
{
    private const string Superuser = "fog";

    private readonly string? _given = Environment.GetEnvironmentVariable("TEST_DATABASE_URL");
    private readonly SemaphoreSlim _turn = new(1);
    private readonly ConcurrentBag<string> _spare = [];
    private readonly string _template = "fog_test_template_" + RandomName();
    private string? _folder;
    private Process? _process;
    private string? _url;

    /// <summary>Why there is none; null if there is one.</summary>
    public string? Missing => _given is null && Programs is null ? "postgresql is not installed, and TEST_DATABASE_URL is not set" : null;

    private static string? Programs { get; } = FindPrograms();

    internal string UrlOf(string database) => _given is null ? $"host={_folder} user={Superuser} dbname={database}" : $"{_given.TrimEnd('/')}/{database}";

    /// <summary>An empty recovery database.</summary>
    internal async Task<string> CreateDatabase()
    {
        await Start();
        return _spare.TryTake(out string? spare) ? spare : await CreateDatabase("fog_test_" + RandomName(), _template);
    }

    /// <summary>For another test: making a database takes longer than most tests.</summary>
    internal async Task GiveBack(string database)
    {
        await Empty(database);
        _spare.Add(database);
    }

    internal Task Empty(string database) =>
        Execute(database, "TRUNCATE ingress_keys, ingest_invocations, ingested_blocks, user_events, reports RESTART IDENTITY");

    /// <summary>An empty database.</summary>
    internal async Task<string> CreateBareDatabase()
    {
        await Start();
        return await CreateDatabase("fog_test_" + RandomName(), "template1");
    }

    internal Task DropDatabase(string database) => Execute("postgres", $"DROP DATABASE IF EXISTS {database} WITH (FORCE)");

    internal async Task Execute(string database, string sql)
    {
        await using NpgsqlDataSource source = Source(database);
        await using NpgsqlCommand command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    internal async Task<List<string>> Query(string database, string sql)
    {
        await using NpgsqlDataSource source = Source(database);
        await using NpgsqlCommand command = source.CreateCommand(sql);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync();
        List<string> rows = [];
        while (await reader.ReadAsync()) rows.Add(reader.IsDBNull(0) ? "" : reader.GetString(0));
        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        if (_url is not null && _given is not null)
        {
            foreach (string database in _spare.Append(_template)) await DropDatabase(database);
        }
        if (_process is not null)
        {
            // The postmaster ends its children, and its memory, on this signal.
            using Process quit = Process.Start("kill", ["-QUIT", $"{_process.Id}"]);
            await quit.WaitForExitAsync();
            await _process.WaitForExitAsync();
            _process.Dispose();
        }
        if (_folder is not null) Directory.Delete(_folder, recursive: true);
        _turn.Dispose();
    }

    private async Task<string> CreateDatabase(string name, string template)
    {
        await _turn.WaitAsync(); // a template is copied once at a time
        try
        {
            await Execute("postgres", $"CREATE DATABASE {name} TEMPLATE {template}");
        }
        finally
        {
            _turn.Release();
        }
        return name;
    }

    private async Task Start()
    {
        await _turn.WaitAsync();
        try
        {
            if (_url is not null) return;
            if (_given is null) await StartOwn();
            await Execute("postgres", $"CREATE DATABASE {_template}");
            await PostgresMigrations.RunAsync(UrlOf(_template));
            _url = UrlOf("postgres");
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task StartOwn()
    {
        // A socket's path is short: not below a long TMPDIR.
        _folder = Directory.CreateDirectory($"/tmp/fog-pg-{RandomName()}").FullName;
        string user = Environment.IsPrivilegedProcess ? await Output("id", "-nu", "postgres") is { Length: > 0 } name ? name.Trim() : "nobody" : "";
        if (user.Length > 0) await Output("chown", user, _folder);
        string data = Path.Combine(_folder, "data");
        string made = await Output(As(user, "initdb", "-D", data, "-U", Superuser, "--auth=trust", "--no-sync", "--encoding=UTF8", "--no-locale"));
        Assert.True(Directory.Exists(data), made);
        string[] command = As(
            user, "postgres", "-D", data, "-k", _folder, "-c", "listen_addresses=", "-c", "fsync=off", "-c", "synchronous_commit=off",
            "-c", "full_page_writes=off", "-c", "max_connections=200", "-c", "shared_buffers=64MB", "-c", "max_wal_size=256MB");
        _process = Begin(command);
        var said = new StringBuilder();
        while (await _process.StandardError.ReadLineAsync() is { } line)
        {
            said.AppendLine(line);
            if (line.Contains("ready to accept connections", StringComparison.Ordinal))
            {
                _ = _process.StandardError.ReadToEndAsync();
                _ = _process.StandardOutput.ReadToEndAsync();
                return;
            }
        }
        throw new InvalidOperationException($"the server did not start:\n{said}");
    }

    private NpgsqlDataSource Source(string database)
    {
        NpgsqlConnectionStringBuilder builder = PostgresUrl.Parse(UrlOf(database));
        builder.Pooling = false;
        return NpgsqlDataSource.Create(builder);
    }

    private Process Begin(params string[] command) => Process.Start(new ProcessStartInfo(command[0], command[1..])
    {
        WorkingDirectory = _folder,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        UseShellExecute = false,
    })!;

    private async Task<string> Output(params string[] command)
    {
        using Process process = Begin(command);
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : command[0] == "id" ? "" : throw new InvalidOperationException($"{string.Join(' ', command)}: {output}{await errors}");
    }

    private static string[] As(string user, string program, params string[] arguments) =>
        [.. user.Length > 0 ? ["setpriv", $"--reuid={user}", "--clear-groups"] : Array.Empty<string>(), Path.Combine(Programs!, program), .. arguments];

    private static string? FindPrograms()
    {
        const string debian = "/usr/lib/postgresql";
        IEnumerable<string> folders = Directory.Exists(debian)
            ? Directory.GetDirectories(debian).OrderByDescending(d => int.TryParse(Path.GetFileName(d), out int version) ? version : 0).Select(d => Path.Combine(d, "bin"))
            : [];
        return folders.Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')).FirstOrDefault(d => File.Exists(Path.Combine(d, "initdb")));
    }

    private static string RandomName() => string.Create(10, 0, static (text, _) =>
    {
        foreach (ref char c in text) c = "abcdefghijklmnopqrstuvwxyz0123456789"[Random.Shared.Next(36)];
    });
}
