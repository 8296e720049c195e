// Debian's Prometheus reads what we write.
using System.Diagnostics;
using System.Text.Json;

namespace MobileCoin.Hosting.Test;

public sealed class PrometheusTests
{
    private const string Promtool = "/usr/bin/promtool";
    private const string Prometheus = "/usr/bin/prometheus";

    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    // Upstream's names that Prometheus' conventions find fault with; dashboards know them.
    private static readonly HashSet<string> UpstreamsNames = new(StringComparer.Ordinal)
    {
        "fog_ingest counter metrics should have \"_total\" suffix",
        "fog_ingest_gauge metric name should not include type 'gauge'",
        "fog_ingest_peer_counter counter metrics should have \"_total\" suffix",
        "fog_ingest_peer_counter metric name should not include type 'counter'",
        "fog_ingest_peer_gauge metric name should not include type 'gauge'",
        "fog_ingest_service_num_error counter metrics should have \"_total\" suffix",
        "fog_ingest_service_num_req counter metrics should have \"_total\" suffix",
        "fog_ingest_service_num_status_code counter metrics should have \"_total\" suffix",
    };

    [Fact]
    public async Task Promtool_FindsFaultWithUpstreamsNamesAlone()
    {
        Assert.SkipUnless(File.Exists(Promtool), "prometheus is not installed");
        using var registry = new MetricRegistry();
        var operations = new OpMetrics(registry, "fog_ingest");
        operations.Counter("blocks_processed_count").Increment();
        operations.Gauge("mode").Value = double.PositiveInfinity;
        operations.Duration("ingest_txs_time").Observe(1);
        operations.PeerCounter("c", "a \"quoted\" \\ name\n").Increment();
        operations.PeerGauge("g", "é:1").Value = 1e300;
        var service = new ServiceMetrics(registry, "fog_ingest_service");
        service.Request("/a.B/C");
        service.Status("/a.B/C", global::Grpc.Core.StatusCode.DataLoss);
        service.Duration("/a.B/C", TimeSpan.FromSeconds(1));
        service.MessageSize("m", 1);

        using Process process = Process.Start(new ProcessStartInfo(Promtool, "check metrics")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        await process.StandardInput.WriteAsync(registry.ToText());
        process.StandardInput.Close();
        string output = await process.StandardOutput.ReadToEndAsync(Token) + await process.StandardError.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);
        string[] faults = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.DoesNotContain(faults, f => !UpstreamsNames.Contains(f));
        Assert.NotEmpty(faults);
    }

    [Fact]
    public async Task Prometheus_ScrapesTheAdminPort()
    {
        Assert.SkipUnless(File.Exists(Prometheus), "prometheus is not installed");
        var surroundings = new TestSurroundings();
        await using var service = new TestService(surroundings, admin: "insecure-mca://127.0.0.1:0/");
        await service.Host.StartAsync(Token);
        await TestService.AskAsync(service.Clear, "hi");

        string folder = Directory.CreateTempSubdirectory("prometheus-test").FullName;
        int port = FreePort();
        await File.WriteAllTextAsync(Path.Combine(folder, "prometheus.yml"),
            $"global:\n  scrape_interval: 1s\nscrape_configs:\n  - job_name: a\n    static_configs:\n      - targets: ['127.0.0.1:{service.AdminPort}']\n", Token);
        using Process process = Process.Start(new ProcessStartInfo(Prometheus,
            [$"--config.file={folder}/prometheus.yml", $"--storage.tsdb.path={folder}/data", $"--web.listen-address=127.0.0.1:{port}", "--log.level=error"]))!;
        try
        {
            using var http = new HttpClient();
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
            limit.CancelAfter(TimeSpan.FromSeconds(60));
            string? value = null;
            while (value is null)
            {
                limit.Token.ThrowIfCancellationRequested();
                value = await QueryAsync(http, port, "a_service_num_req{method=\"test.Service.Ask\"}", limit.Token);
                if (value is null) await Task.Delay(TimeSpan.FromMilliseconds(100), limit.Token); // another process: there is nothing to wait on
            }
            Assert.Equal("1", value);
            Assert.Equal("1", await QueryAsync(http, port, "a_service_duration_bucket{le=\"+Inf\"}", limit.Token));
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<string?> QueryAsync(HttpClient http, int port, string query, CancellationToken token)
    {
        try
        {
            string answer = await http.GetStringAsync(new Uri($"http://127.0.0.1:{port}/api/v1/query?query={Uri.EscapeDataString(query)}"), token);
            using JsonDocument json = JsonDocument.Parse(answer);
            JsonElement results = json.RootElement.GetProperty("data").GetProperty("result");
            return results.GetArrayLength() == 0 ? null : results[0].GetProperty("value")[1].GetString();
        }
        catch (HttpRequestException)
        {
            return null; // not up yet
        }
    }

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}
