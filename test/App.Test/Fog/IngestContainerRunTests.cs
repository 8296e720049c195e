// The operator manual's container with the real programs: from an archive's first block to a signed report and an archived database.
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Google.Protobuf.WellKnownTypes;
using MobileCoin.App.Certificates;
using MobileCoin.Blockchain;
using MobileCoin.Connections;
using MobileCoin.LedgerSync.Test;
using MobileCoin.Testing;
using MobileCoin.Wire.IngestCommon;
using MobileCoin.Wire.Uris;

namespace MobileCoin.App.Test;

public sealed class IngestContainerRunTests : IDisposable
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;
    private static readonly SampleChain Chain = new(60, 2);

    private readonly EntryScript _script = new("fog-ingest");

    public void Dispose() => _script.Dispose();

    [Fact]
    public async Task TheContainer_PublishesAReport_AndArchivesItsDatabase()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "links and signals are Linux'");
        string[] programs = ["report_server", "mc-admin-http-gateway", "mobilecoind", "fog_ingest_server", "fog_lmdb_recovery_distribution_upload", "fog-report-cli"];
        foreach (string program in programs) File.CreateSymbolicLink(_script["bin", program], Path.Combine(AppContext.BaseDirectory, "mobilecoin"));
        TestChain chain = TestChain.Make("ok_rsa_chain_25519_leaf");
        await File.WriteAllTextAsync(_script["tls.crt"], string.Concat(chain.Certificates.Select(c => PemEncoding.WriteString("CERTIFICATE", c) + "\n")), Token);
        await File.WriteAllTextAsync(_script["tls.key"], chain.PrivateKeyPem, Token);
        string block = _script["blocks", ArchivePath.OfBlock(0)];
        Directory.CreateDirectory(Path.GetDirectoryName(block)!);
        await File.WriteAllBytesAsync(block, ArchiveBlocks.Encode(Chain[0]), Token);
        int[] ports = FreePorts(6);
        using Process script = _script.Start(new()
        {
            ["ACCT_INGEST_CLIENT_LISTEN_URI"] = $"insecure-fog://127.0.0.1:{ports[0]}/", ["PEER_LISTEN_URI"] = $"insecure-fog-ingest://127.0.0.1:{ports[1]}/", ["INGEST_ADMIN_URI"] = $"insecure-mca://127.0.0.1:{ports[2]}/",
            ["REPORT_SERVER_CLIENT_LISTEN_URI"] = $"insecure-fog://127.0.0.1:{ports[3]}/", ["REPORT_SERVER_ADMIN_URI"] = $"insecure-mca://127.0.0.1:{ports[4]}/", ["METRICS_PORT"] = $"{ports[5]}",
            ["INGEST_PEER_RESPONDER_ID"] = "node1.test:443", ["ACCOUNT_DB_DIR"] = _script["account"], ["REPORT_DB_DIR"] = _script["report"], ["NODE_LEDGER_DIR"] = _script["ledger"],
            ["WATCHER_DB_DIR"] = _script["watcher"], ["MC_STATE_FILE"] = _script["state"], ["UPLOAD_STATE_FILE"] = _script["upload"], ["MC_SIMULATED_SEALING_KEY"] = _script["seal"],
            ["IAS_SPID"] = "1", ["IAS_API_KEY"] = "2", ["PEERS"] = "insecure-mc://127.0.0.1:1/", ["TX_SOURCE_URLS"] = new Uri(_script["blocks"]).AbsoluteUri, ["SGX_MODE"] = "SW",
            ["MC_SIGNING_CHAIN"] = _script["tls.crt"], ["MC_SIGNING_KEY"] = _script["tls.key"], ["AWS_PATH"] = $"file://{_script["archive"]}", ["WAIT_INTERVAL"] = "0.2", ["UPLOAD_INTERVAL"] = "1", ["MC_USER_CAPACITY"] = "4096",
        });
        Task<string> output = script.StandardOutput.ReadToEndAsync(Token), errors = script.StandardError.ReadToEndAsync(Token);
        try
        {
            IngestSummary summary = await ActiveAsync(script, ports[0], output, errors);
            string key = Convert.ToHexStringLower(summary.IngressPubkey.Data.Span);
            Assert.Equal($$"""{ "pubkey": "{{key}}", "pubkey_expiry": 11 }""", await RunAsync("fog-report-cli", "--chain-id", "any", "-n", "-v", "-u", $"insecure-fog://127.0.0.1:{ports[3]}/"));
            using var http = new HttpClient();
            Assert.Contains("fog_ingest_gauge{op=\"mode_is_active\"} 1", await http.GetStringAsync($"http://127.0.0.1:{ports[5]}/metrics", Token), StringComparison.Ordinal);
            while (!Directory.Exists(_script["archive", "segments"]) && !script.HasExited) await Task.Delay(20, Token);
            EntryScript.Terminate(script);
            await script.WaitForExitAsync(Token);
            Assert.True(script.ExitCode == 0, await errors + await output);
            foreach (string program in programs[..^1]) Assert.Contains($"{program} ended with 0", await errors, StringComparison.Ordinal);
        }
        finally
        {
            if (!script.HasExited) script.Kill(entireProcessTree: true);
        }
    }

    private static async Task<IngestSummary> ActiveAsync(Process script, int port, Task<string> output, Task<string> errors)
    {
        using var connection = OpenConnection.Ingest(FogIngestUri.Parse($"insecure-fog-ingest://127.0.0.1:{port}/"), new ConnectionOptions { Retries = RetryPolicy.None });
        while (true)
        {
            if (script.HasExited) Assert.Fail($"{script.ExitCode}: {await errors}{await output}");
            try
            {
                IngestSummary summary = await connection.CallAsync((api, call) => api.GetStatusAsync(new Empty(), call), Token);
                if (summary.Mode == IngestControllerMode.Active) return summary;
            }
            catch (ConnectionException)
            {
                // Not yet.
            }
            await Task.Delay(50, Token);
        }
    }

    private async Task<string> RunAsync(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(_script["bin", program], arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> errors = process.StandardError.ReadToEndAsync(Token);
        string output = await process.StandardOutput.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);
        Assert.True(process.ExitCode == 0, await errors);
        return output;
    }

    private static int[] FreePorts(int count)
    {
        TcpListener[] listeners = [.. Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0))];
        foreach (TcpListener listener in listeners) listener.Start();
        int[] ports = [.. listeners.Select(l => ((IPEndPoint)l.LocalEndpoint).Port)];
        foreach (TcpListener listener in listeners) listener.Dispose();
        return ports;
    }
}
