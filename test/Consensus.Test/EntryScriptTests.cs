using System.Diagnostics;

namespace MobileCoin.Consensus.Test;

/// <summary>The entry script of a validator's container, with programs that write down how they are called.</summary>
public sealed class EntryScriptTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mc-entry-").FullName;

    public EntryScriptTests()
    {
        foreach (string folder in (string[])["bin", "origin", "calls"]) Directory.CreateDirectory(Path.Combine(_folder, folder));
        File.WriteAllText(Path.Combine(_folder, "origin", "data.mdb"), "origin");
        Fake("mc-ledger-migration", "exit 0");
        Fake("ledger-distribution", Stays);
        Fake("mc-admin-http-gateway", Stays);
    }

    // Until it is told to end, as the programs do; in the background, so that the signal is not held up.
    private const string Stays = "sleep 60 >/dev/null 2>&1 & child=$!; wait $child";

    [Fact]
    public async Task AllProgramsRun_WithWhatTheyNeed_AndTheServicesExitCodeIsTheContainers()
    {
        Fake("consensus-service", "code=7; " + Stays);
        using Process script = Start(new()
        {
            ["LOCAL_NODE_ID"] = "node.test:8443", ["CONSENSUS_ADMIN_URI"] = "insecure-mca://127.0.0.1:9091/", ["AWS_PATH"] = "bucket/blocks", ["AWS_REGION"] = "eu-1",
            ["AWS_ACCESS_KEY_ID"] = "id", ["AWS_SECRET_ACCESS_KEY"] = "key", ["SGX_MODE"] = "SW", ["IAS_MODE"] = "DEV", ["RUST_LOG"] = "debug", ["RUST_BACKTRACE"] = "1",
        }, "--network", "/a b.toml", "--ias-spid", "x");
        string service = await CallAsync("consensus-service");
        string[] gateways = [await CallAsync("mc-admin-http-gateway", 8000), await CallAsync("mc-admin-http-gateway", 9090)];
        string distribution = await CallAsync("ledger-distribution"), migration = await CallAsync("mc-ledger-migration");
        string ledger = Path.Combine(_folder, "ledger");
        Assert.Equal("origin", await File.ReadAllTextAsync(Path.Combine(ledger, "data.mdb")));
        Assert.Contains($"args:[--ledger-db][{ledger}]", migration, StringComparison.Ordinal);
        Assert.Contains($"args:[--ledger-path][{ledger}][--dest][s3://bucket/blocks?region=eu-1]", distribution, StringComparison.Ordinal);
        Assert.Contains("AWS_SECRET_ACCESS_KEY=key", distribution, StringComparison.Ordinal);
        Assert.All(gateways, g => Assert.Contains("[--listen-host][0.0.0.0]", g, StringComparison.Ordinal));
        Assert.All(gateways, g => Assert.Contains("[--admin-uri][insecure-mca://127.0.0.1:9091/]", g, StringComparison.Ordinal));
        Assert.Contains("args:[--network][/a b.toml][--ias-spid][x]", service, StringComparison.Ordinal);
        foreach (string variable in (string[])
        [
            $"MC_LEDGER_PATH={ledger}", "MC_PEER_LISTEN_URI=insecure-mcp://0.0.0.0:8443/", "MC_CLIENT_LISTEN_URI=insecure-mc://0.0.0.0:3223/", "SGX_MODE=SW",
            "RUST_LOG=debug", "RUST_BACKTRACE=1", "MC_LOG_EXTRA_CONTEXT=local_node_id=node.test:8443",
        ]) Assert.Contains(variable + "\n", service, StringComparison.Ordinal);

        Terminate(script);
        await script.WaitForExitAsync();
        Assert.Equal(7, script.ExitCode);
        Assert.All((string[])["consensus-service", "ledger-distribution", "mc-admin-http-gateway"], p => Assert.All(Calls(p), c => Assert.EndsWith("term\n", c, StringComparison.Ordinal)));
        Assert.Contains("IAS_MODE is of older versions", await script.StandardError.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ALedgerThatIsThere_IsKept_AndNothingIsPublishedWithoutAPlace()
    {
        string ledger = Path.Combine(_folder, "ledger");
        Directory.CreateDirectory(ledger);
        await File.WriteAllTextAsync(Path.Combine(ledger, "data.mdb"), "mine");
        Fake("consensus-service", "exit 0");
        using Process script = Start([]);
        await script.WaitForExitAsync();
        Assert.Equal(0, script.ExitCode);
        Assert.Equal("mine", await File.ReadAllTextAsync(Path.Combine(ledger, "data.mdb")));
        Assert.Empty(Calls("ledger-distribution"));
        Assert.Empty(Calls("mc-admin-http-gateway"));
    }

    [Fact]
    public async Task AHelperThatEnds_IsStartedAgain()
    {
        Fake("ledger-distribution", "[ $(ls \"$calls\" | grep -c '^ledger-distribution') -ge 3 ] || exit 9; " + Stays);
        Fake("consensus-service", Stays);
        using Process script = Start(new() { ["AWS_PATH"] = "file:///blocks", ["RESTART_DELAY"] = "0.01" });
        await WhenAsync(() => Calls("ledger-distribution").Length == 3 && Calls("consensus-service").Length == 1);
        Assert.All(Calls("ledger-distribution"), c => Assert.Contains("[--dest][file:///blocks]", c, StringComparison.Ordinal));
        Terminate(script);
        await script.WaitForExitAsync();
        Assert.Equal(0, script.ExitCode);
    }

    [Theory]
    [InlineData("exit 3", 3)]
    [InlineData("kill -9 $$", 137)]
    public async Task AServiceOrAMigrationThatFails_EndsTheContainer(string fails, int code)
    {
        Fake("consensus-service", fails);
        using Process script = Start(new() { ["AWS_PATH"] = "file:///blocks" });
        await script.WaitForExitAsync();
        Assert.Equal(code, script.ExitCode);

        Fake("consensus-service", "exit 0");
        Fake("mc-ledger-migration", fails);
        using Process second = Start([]);
        await second.WaitForExitAsync();
        Assert.Equal(code, second.ExitCode);
        Assert.Single(Calls("consensus-service"));
    }

    [Fact]
    public async Task WithoutLedgerAndOriginBlock_ItSaysSo()
    {
        File.Delete(Path.Combine(_folder, "origin", "data.mdb"));
        using Process script = Start([]);
        await script.WaitForExitAsync();
        Assert.Equal(1, script.ExitCode);
        Assert.Contains("no origin block", await script.StandardError.ReadToEndAsync(), StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Script
    {
        get
        {
            DirectoryInfo? folder = new(AppContext.BaseDirectory);
            while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Fog.slnx"))) folder = folder.Parent;
            return Path.Combine(folder!.FullName, "deploy", "validator", "entrypoint.sh");
        }
    }

    private Process Start(Dictionary<string, string> variables, params string[] arguments)
    {
        var start = new ProcessStartInfo("bash", [Script, .. arguments]) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment.Clear();
        start.Environment["PATH"] = Path.Combine(_folder, "bin") + ":" + Environment.GetEnvironmentVariable("PATH");
        start.Environment["NODE_LEDGER_DIR"] = Path.Combine(_folder, "ledger");
        start.Environment["ORIGIN_BLOCK_DIR"] = Path.Combine(_folder, "origin");
        foreach ((string name, string value) in variables) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>A program that writes down its arguments and variables, and then does something.</summary>
    private void Fake(string name, string then)
    {
        string path = Path.Combine(_folder, "bin", name), calls = Path.Combine(_folder, "calls");
        File.WriteAllText(path, $"""
            #!/usr/bin/env bash
            me={name} calls={calls} code=0
            trap 'echo term >> "$calls/$me.$$"; [ -z "$child" ] || kill $child; exit $code' TERM
            printf -v all '[%s]' "$@"
            env > "$calls/.$me.$$"; echo "args:$all" >> "$calls/.$me.$$"; mv "$calls/.$me.$$" "$calls/$me.$$"
            {then}
            """);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private string[] Calls(string name) => [.. Directory.GetFiles(Path.Combine(_folder, "calls"), name + ".*").Select(File.ReadAllText)];

    private async Task<string> CallAsync(string name, int? port = null)
    {
        string? call = null;
        await WhenAsync(() => (call = Calls(name).FirstOrDefault(c => port is null || c.Contains($"[{port}]", StringComparison.Ordinal))) is not null);
        return call!;
    }

    private static async Task WhenAsync(Func<bool> condition)
    {
        while (!condition()) await Task.Delay(5);
    }

    private static void Terminate(Process process)
    {
        using Process kill = Process.Start("kill", ["-TERM", process.Id.ToString()]);
        kill.WaitForExit();
    }
}
