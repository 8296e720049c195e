using System.Diagnostics;

namespace MobileCoin.Testing;

/// <summary>An entry script of a container, with programs that write down how they are called, in a folder of its own.</summary>
public sealed class EntryScript : IDisposable
{
    /// <summary>Until it is told to end, as the programs do; in the background, so that the signal is not held up.</summary>
    public const string Stays = "sleep 60 >/dev/null 2>&1 & child=$!; wait $child";

    private readonly string _script;

    /// <param name="container">The script's folder below deploy.</param>
    public EntryScript(string container)
    {
        DirectoryInfo? tree = new(AppContext.BaseDirectory);
        while (tree is not null && !File.Exists(Path.Combine(tree.FullName, "Fog.slnx"))) tree = tree.Parent;
        _script = Path.Combine(tree!.FullName, "deploy", container, "entrypoint.sh");
        foreach (string folder in (string[])["bin", "calls"]) Directory.CreateDirectory(this[folder]);
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("mc-entry-").FullName;

    public string this[params string[] parts] => Path.Combine([Folder, .. parts]);

    public Process Start(Dictionary<string, string> variables, params string[] arguments)
    {
        var start = new ProcessStartInfo("bash", [_script, .. arguments]) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment.Clear();
        start.Environment["PATH"] = this["bin"] + ":" + Environment.GetEnvironmentVariable("PATH");
        foreach ((string name, string value) in variables) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>A program that writes down its arguments and variables, and then does something.</summary>
    public void Fake(string name, string then)
    {
        File.WriteAllText(this["bin", name], $"""
            #!/usr/bin/env bash
            me={name} calls={this["calls"]} code=0
            trap 'echo term >> "$calls/$me.$$"; [ -z "$child" ] || kill $child; exit $code' TERM
            printf -v all '[%s]' "$@"
            env > "$calls/.$me.$$"; echo "args:$all" >> "$calls/.$me.$$"; mv "$calls/.$me.$$" "$calls/$me.$$"
            {then}
            """);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(this["bin", name], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public string[] Calls(string name) => [.. Directory.GetFiles(this["calls"], name + ".*").Select(File.ReadAllText)];

    public async Task<string> CallAsync(string name, int? port = null)
    {
        string? call = null;
        await WhenAsync(() => (call = Calls(name).FirstOrDefault(c => port is null || c.Contains($"[{port}]", StringComparison.Ordinal))) is not null);
        return call!;
    }

    public static async Task WhenAsync(Func<bool> condition)
    {
        while (!condition()) await Task.Delay(5);
    }

    public static void Terminate(Process process)
    {
        ArgumentNullException.ThrowIfNull(process);
        using Process kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        kill.WaitForExit();
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
