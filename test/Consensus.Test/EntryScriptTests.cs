using System.Diagnostics;
using MobileCoin.Testing;

namespace MobileCoin.Consensus.Test;

/// <summary>The entry script of a validator's container, with programs that write down how they are called.</summary>
public sealed class EntryScriptTests : IDisposable
{
    private readonly EntryScript _script = new("validator");

    public EntryScriptTests()
    {
        Directory.CreateDirectory(_script["origin"]);
        File.WriteAllText(_script["origin", "data.mdb"], "origin");
        _script.Fake("mc-ledger-migration", "exit 0");
        _script.Fake("ledger-distribution", EntryScript.Stays);
        _script.Fake("mc-admin-http-gateway", EntryScript.Stays);
    }

    [Fact]
    public async Task AllProgramsRun_WithWhatTheyNeed_AndTheServicesExitCodeIsTheContainers()
    {
        _script.Fake("consensus-service", "code=7; " + EntryScript.Stays);
        using Process script = Start(new()
        {
            ["LOCAL_NODE_ID"] = "node.test:8443", ["CONSENSUS_ADMIN_URI"] = "insecure-mca://127.0.0.1:9091/", ["AWS_PATH"] = "bucket/blocks", ["AWS_REGION"] = "eu-1",
            ["AWS_ACCESS_KEY_ID"] = "id", ["AWS_SECRET_ACCESS_KEY"] = "key", ["SGX_MODE"] = "SW", ["IAS_MODE"] = "DEV", ["RUST_LOG"] = "debug", ["RUST_BACKTRACE"] = "1",
        }, "--network", "/a b.toml", "--ias-spid", "x");
        string service = await _script.CallAsync("consensus-service");
        string[] gateways = [await _script.CallAsync("mc-admin-http-gateway", 8000), await _script.CallAsync("mc-admin-http-gateway", 9090)];
        string distribution = await _script.CallAsync("ledger-distribution"), migration = await _script.CallAsync("mc-ledger-migration");
        string ledger = _script["ledger"];
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

        EntryScript.Terminate(script);
        await script.WaitForExitAsync();
        Assert.Equal(7, script.ExitCode);
        Assert.All((string[])["consensus-service", "ledger-distribution", "mc-admin-http-gateway"], p => Assert.All(_script.Calls(p), c => Assert.EndsWith("term\n", c, StringComparison.Ordinal)));
        Assert.Contains("IAS_MODE is of older versions", await script.StandardError.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ALedgerThatIsThere_IsKept_AndNothingIsPublishedWithoutAPlace()
    {
        string ledger = _script["ledger"];
        Directory.CreateDirectory(ledger);
        await File.WriteAllTextAsync(Path.Combine(ledger, "data.mdb"), "mine");
        _script.Fake("consensus-service", "exit 0");
        using Process script = Start([]);
        await script.WaitForExitAsync();
        Assert.Equal(0, script.ExitCode);
        Assert.Equal("mine", await File.ReadAllTextAsync(Path.Combine(ledger, "data.mdb")));
        Assert.Empty(_script.Calls("ledger-distribution"));
        Assert.Empty(_script.Calls("mc-admin-http-gateway"));
    }

    [Fact]
    public async Task AHelperThatEnds_IsStartedAgain()
    {
        _script.Fake("ledger-distribution", "[ $(ls \"$calls\" | grep -c '^ledger-distribution') -ge 3 ] || exit 9; " + EntryScript.Stays);
        _script.Fake("consensus-service", EntryScript.Stays);
        using Process script = Start(new() { ["AWS_PATH"] = "file:///blocks", ["RESTART_DELAY"] = "0.01" });
        await EntryScript.WhenAsync(() => _script.Calls("ledger-distribution").Length == 3 && _script.Calls("consensus-service").Length == 1);
        Assert.All(_script.Calls("ledger-distribution"), c => Assert.Contains("[--dest][file:///blocks]", c, StringComparison.Ordinal));
        EntryScript.Terminate(script);
        await script.WaitForExitAsync();
        Assert.Equal(0, script.ExitCode);
    }

    [Theory]
    [InlineData("exit 3", 3)]
    [InlineData("kill -9 $$", 137)]
    public async Task AServiceOrAMigrationThatFails_EndsTheContainer(string fails, int code)
    {
        _script.Fake("consensus-service", fails);
        using Process script = Start(new() { ["AWS_PATH"] = "file:///blocks" });
        await script.WaitForExitAsync();
        Assert.Equal(code, script.ExitCode);

        _script.Fake("consensus-service", "exit 0");
        _script.Fake("mc-ledger-migration", fails);
        using Process second = Start([]);
        await second.WaitForExitAsync();
        Assert.Equal(code, second.ExitCode);
        Assert.Single(_script.Calls("consensus-service"));
    }

    [Fact]
    public async Task WithoutLedgerAndOriginBlock_ItSaysSo()
    {
        File.Delete(_script["origin", "data.mdb"]);
        using Process script = Start([]);
        await script.WaitForExitAsync();
        Assert.Equal(1, script.ExitCode);
        Assert.Contains("no origin block", await script.StandardError.ReadToEndAsync(), StringComparison.Ordinal);
    }

    public void Dispose() => _script.Dispose();

    private Process Start(Dictionary<string, string> variables, params string[] arguments) => _script.Start(
        new(variables) { ["NODE_LEDGER_DIR"] = _script["ledger"], ["ORIGIN_BLOCK_DIR"] = _script["origin"] }, arguments);
}
