// Fact sheet fog §0.1-0.6: the operator manual's container, with programs that write down how they are called.
using System.Diagnostics;
using MobileCoin.Testing;

namespace MobileCoin.App.Test;

public sealed class IngestContainerTests : IDisposable
{
    private static readonly string[] Programs = ["report_server", "mc-admin-http-gateway", "mobilecoind", "fog_ingest_server", "fog_lmdb_recovery_distribution_upload"];

    private readonly EntryScript _script = new("fog-ingest");

    public IngestContainerTests()
    {
        foreach (string program in Programs) _script.Fake(program, EntryScript.Stays);
        foreach (string file in (string[])["tls.crt", "tls.key"]) File.WriteAllText(_script[file], "");
        foreach (string folder in (string[])["ledger", "watcher"])
        {
            Directory.CreateDirectory(_script[folder]);
            File.WriteAllText(_script[folder, "data.mdb"], "");
        }
    }

    public void Dispose() => _script.Dispose();

    [Fact]
    public async Task WithArguments_ItExecutesThem()
    {
        using Process script = _script.Start([], "bash", "-c", "echo \"$1\"; exit 5", "x", "a b");
        Assert.Equal("a b\n", await script.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken));
        await script.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(5, script.ExitCode);
    }

    [Fact]
    public async Task TheManualsVariables_ReachTheirPrograms()
    {
        using Process script = Start(new()
        {
            ["ACCT_INGEST_CLIENT_LISTEN_URI"] = "insecure-fog://0.0.0.0:3000/", ["INGEST_ADMIN_URI"] = "insecure-mca://127.0.0.1:8004/", ["PEER_LISTEN_URI"] = "insecure-fog-ingest://0.0.0.0:8091/",
            ["INGEST_PEER_RESPONDER_ID"] = "node1.example.com:443", ["ACCOUNT_DB_DIR"] = "/a b/account", ["REPORT_DB_DIR"] = "/report", ["IAS_SPID"] = "1", ["IAS_API_KEY"] = "2",
            ["REPORT_SERVER_CLIENT_LISTEN_URI"] = "insecure-fog://0.0.0.0:3333/", ["REPORT_SERVER_ADMIN_URI"] = "insecure-mca://127.0.0.1:8008/", ["AWS_ACCESS_KEY_ID"] = "id",
            ["AWS_SECRET_ACCESS_KEY"] = "secret", ["AWS_PATH"] = "bucket/fog", ["AWS_REGION"] = "eu-1", ["PEERS"] = "mc://a/,mc://b/", ["TX_SRC_URLS"] = "https://a/,https://b/",
            ["MC_FOG_REPORT_ID"] = "r", ["MC_CHAIN_ID"] = "main", ["RUST_LOG"] = "debug",
        });
        string admin = "[insecure-mca://127.0.0.1:8004/]", db = "[--recovery-db][/a b/account]";
        string ledger = $"[--ledger-db][{_script["ledger"]}][--watcher-db][{_script["watcher"]}]";
        await SameArgs(
            "fog_ingest_server",
            $"[--client-listen-uri][insecure-fog://0.0.0.0:3000/][--peer-listen-uri][insecure-fog-ingest://0.0.0.0:8091/][--admin-listen-uri]{admin}[--state-file][/data/ingest-state-file]{ledger}{db}[--local-node-id][node1.example.com:443][--activate-when-alone]");
        await SameArgs(
            "report_server",
            $"[--client-listen-uri][insecure-fog://0.0.0.0:3333/][--admin-listen-uri][insecure-mca://127.0.0.1:8008/][--chain-id][main][--signing-chain][{_script["tls.crt"]}][--signing-key][{_script["tls.key"]}]{db}");
        await SameArgs("mobilecoind", $"{ledger}[--poll-interval][2][--chain-id][main][--peer][mc://a/,mc://b/][--tx-source-url][https://a/,https://b/]");
        await SameArgs("mc-admin-http-gateway", $"[--listen-host][0.0.0.0][--listen-port][9090][--admin-uri]{admin}");
        await SameArgs("fog_lmdb_recovery_distribution_upload", $"[--dest][s3://bucket/fog?region=eu-1][--state-file][/data/upload-state-file][--poll-interval][60]{db}");
        Assert.Contains("AWS_SECRET_ACCESS_KEY=secret\n", await _script.CallAsync("fog_lmdb_recovery_distribution_upload"), StringComparison.Ordinal);
        Assert.Contains("MC_FOG_REPORT_ID=r\n", await _script.CallAsync("fog_ingest_server"), StringComparison.Ordinal);
        EntryScript.Terminate(script);
        await script.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, script.ExitCode);
        Assert.All(Programs, p => Assert.EndsWith("term\n", Assert.Single(_script.Calls(p)), StringComparison.Ordinal));
        Assert.Contains("REPORT_DB_DIR does nothing", await script.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutVariables_ThereAreDefaults_AndNothingIsArchived()
    {
        using Process script = Start(new() { ["TX_SOURCE_URLS"] = "https://c/" });
        await SameArgs(
            "fog_ingest_server",
            "[--client-listen-uri][insecure-fog-ingest://0.0.0.0:3226/][--peer-listen-uri][insecure-igp://0.0.0.0:8090/][--admin-listen-uri][insecure-mca://127.0.0.1:8003/][--state-file][/data/ingest-state-file]"
            + $"[--ledger-db][{_script["ledger"]}][--watcher-db][{_script["watcher"]}][--recovery-db][/data/account][--activate-when-alone]");
        Assert.Contains("[insecure-fog://0.0.0.0:3222/][--admin-listen-uri][insecure-mca://127.0.0.1:8007/]", await _script.CallAsync("report_server"), StringComparison.Ordinal);
        Assert.Contains("[--tx-source-url][https://c/]", await _script.CallAsync("mobilecoind"), StringComparison.Ordinal);
        EntryScript.Terminate(script);
        await script.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Empty(_script.Calls("fog_lmdb_recovery_distribution_upload"));
        Assert.Contains("the recovery database is not archived", await script.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    // Two programs know MC_CLIENT_LISTEN_URI, MC_ADMIN_LISTEN_URI and MC_STATE_FILE: in the container they are fog_ingest_server's.
    [Fact]
    public async Task NewNamesWin_AndEachProgramGetsItsOwn()
    {
        using Process script = Start(new()
        {
            ["MC_CLIENT_LISTEN_URI"] = "insecure-fog-ingest://0.0.0.0:1/", ["ACCT_INGEST_CLIENT_LISTEN_URI"] = "insecure-fog-ingest://0.0.0.0:2/", ["MC_ADMIN_LISTEN_URI"] = "insecure-mca://127.0.0.1:3/",
            ["MC_STATE_FILE"] = "/s", ["MC_LOCAL_NODE_ID"] = "a:1", ["MC_PRIMARY_NODE_URI"] = "igp://b/", ["DATABASE_URL"] = "postgres://u:p@h/d", ["AWS_PATH"] = "file:///archive",
            ["MC_MOBILECOIND_URI"] = "insecure-mobilecoind://m/", ["MC_PEERS"] = "igp://a:1/,igp://b/", ["UPLOAD_STATE_FILE"] = "/u", ["MC_POLL_INTERVAL"] = "1",
        });
        await SameArgs(
            "fog_ingest_server",
            "[--client-listen-uri][insecure-fog-ingest://0.0.0.0:1/][--peer-listen-uri][insecure-igp://0.0.0.0:8090/][--admin-listen-uri][insecure-mca://127.0.0.1:3/][--state-file][/s]"
            + "[--mobilecoind-uri][insecure-mobilecoind://m/][--local-node-id][a:1][--primary-node-uri][igp://b/]");
        await SameArgs("fog_lmdb_recovery_distribution_upload", "[--dest][file:///archive][--state-file][/u][--poll-interval][60]");
        foreach (string program in (string[])["report_server", "fog_lmdb_recovery_distribution_upload", "mc-admin-http-gateway"])
        {
            string call = await _script.CallAsync(program);
            foreach (string variable in (string[])["MC_CLIENT_LISTEN_URI", "MC_ADMIN_LISTEN_URI", "MC_STATE_FILE", "MC_POLL_INTERVAL"]) Assert.DoesNotContain($"\n{variable}=", "\n" + call, StringComparison.Ordinal);
            Assert.Contains("DATABASE_URL=postgres://u:p@h/d\n", call, StringComparison.Ordinal);
        }
        Assert.Contains("MC_PEERS=igp://a:1/,igp://b/\n", await _script.CallAsync("fog_ingest_server"), StringComparison.Ordinal);
        Assert.Empty(_script.Calls("mobilecoind"));
        EntryScript.Terminate(script);
        await script.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, script.ExitCode);
    }

    [Theory]
    [InlineData("report_server", "exit 3", 3)]
    [InlineData("fog_ingest_server", "kill -9 $$", 137)]
    [InlineData("mobilecoind", "exit 0", 0)]
    public async Task WhenOneEnds_TheOthersAreStopped_AndItsCodeIsTheContainers(string program, string ends, int code)
    {
        _script.Fake(program, $"while [ \"$(ls \"$calls\" | wc -l)\" -lt 4 ]; do sleep 0.02; done; {ends}");
        using Process script = Start([]);
        await script.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(code, script.ExitCode);
        Assert.All(Programs[..4].Where(p => p != program), p => Assert.EndsWith("term\n", Assert.Single(_script.Calls(p)), StringComparison.Ordinal));
    }

    [Fact]
    public async Task WhileMobilecoindHasNoBlock_IngestWaits_AndStopsWithIt()
    {
        Directory.Delete(_script["watcher"], recursive: true);
        using Process script = Start(new() { ["WAIT_INTERVAL"] = "0.02" });
        await _script.CallAsync("mobilecoind");
        Directory.CreateDirectory(_script["watcher"]);
        Assert.Empty(_script.Calls("fog_ingest_server"));
        await File.WriteAllTextAsync(_script["watcher", "data.mdb"], "", TestContext.Current.CancellationToken);
        await _script.CallAsync("fog_ingest_server");
        EntryScript.Terminate(script);
        await script.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, script.ExitCode);

        File.Delete(_script["watcher", "data.mdb"]);
        _script.Fake("mobilecoind", "exit 4");
        using Process second = Start(new() { ["WAIT_INTERVAL"] = "0.02" });
        await second.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(4, second.ExitCode);
        Assert.Single(_script.Calls("fog_ingest_server"));
    }

    [Fact]
    public async Task WithoutASigningChain_NothingStarts()
    {
        File.Delete(_script["tls.key"]);
        using Process script = Start([]);
        await script.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, script.ExitCode);
        Assert.Contains($"{_script["tls.key"]} cannot be read", await script.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.All(Programs, p => Assert.Empty(_script.Calls(p)));
    }

    private Process Start(Dictionary<string, string> variables) => _script.Start(new(variables)
    {
        ["NODE_LEDGER_DIR"] = _script["ledger"], ["WATCHER_DB_DIR"] = _script["watcher"], ["MC_SIGNING_CHAIN"] = _script["tls.crt"], ["MC_SIGNING_KEY"] = _script["tls.key"],
    });

    private async Task SameArgs(string program, string expected)
    {
        string call = await _script.CallAsync(program);
        Assert.Equal(expected, call.Split('\n').Single(l => l.StartsWith("args:", StringComparison.Ordinal))["args:".Length..]);
    }
}
