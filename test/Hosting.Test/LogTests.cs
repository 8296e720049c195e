using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace MobileCoin.Hosting.Test;

public sealed class LogTests
{
    private readonly TestSurroundings _surroundings = new();

    [Theory]
    [InlineData("info", "MobileCoin.Grpc", LogLevel.Information)]
    [InlineData("error,MobileCoin.Grpc=debug", "MobileCoin.Grpc", LogLevel.Debug)]
    [InlineData("error,MobileCoin.Grpc=debug", "MobileCoin.Grpc.Server", LogLevel.Debug)]
    [InlineData("error,MobileCoin.Grpc=debug", "MobileCoin.GrpcTools", LogLevel.Error)]
    [InlineData("warn,mobilecoin::hosting=trace", "MobileCoin.Hosting", LogLevel.Trace)]
    [InlineData("MobileCoin=off,MobileCoin.Grpc=info", "MobileCoin.Grpc", LogLevel.Information)]
    [InlineData("MobileCoin=off,MobileCoin.Grpc=info", "MobileCoin.Hosting", LogLevel.None)]
    [InlineData("MobileCoin.Grpc", "MobileCoin.Grpc", LogLevel.Trace)]
    [InlineData("", "MobileCoin.Grpc", LogLevel.Error)]
    [InlineData("info,debug", "MobileCoin.Grpc", LogLevel.Debug)]
    public void Filter_SaysTheLevelOfACategory(string filter, string category, LogLevel level) => Assert.Equal(level, LogFilter.Parse(filter).LevelOf(category));

    [Theory]
    [InlineData("a=b=c")]
    [InlineData("MobileCoin=loud")]
    [InlineData("=info")]
    [InlineData("what ever")]
    public void Filter_OfNoForm_IsRefused(string filter) => Assert.Throws<FormatException>(() => LogFilter.Parse(filter));

    [Fact]
    public async Task Text_IsOneLineARecord()
    {
        await WriteAsync(logger => logger.LogInformation(new EventId(7), "two\nlines {Key}", "k"));
        Assert.Matches(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6} UTC INFO two\\nlines k, mc\.module: MobileCoin\.X, mc\.src: MobileCoin\.X:7, mc\.app: a_server\n$", _surroundings.Output);
    }

    [Fact]
    public async Task Text_PutsExceptionsOnIndentedLines()
    {
        await WriteAsync(logger => logger.LogError(new InvalidOperationException("why\n2026-01-01 forged"), "failed"));
        string[] lines = _surroundings.Output.TrimEnd('\n').Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.All(lines[1..], l => Assert.StartsWith("    ", l, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Json_HasUpstreamsFields()
    {
        _surroundings.Variables["MC_LOG_JSON"] = "1";
        _surroundings.Variables["MC_LOG_EXTRA_CONTEXT"] = "region=eu,mc.local_node_id=a:1";
        await WriteAsync(logger => logger.LogWarning("careful"));
        using JsonDocument json = JsonDocument.Parse(Assert.Single(_surroundings.Output.TrimEnd('\n').Split('\n')));
        JsonElement record = json.RootElement;
        Assert.Equal("careful", record.GetProperty("message").GetString());
        Assert.Equal(3, record.GetProperty("level").GetInt32());
        Assert.Equal("WARN", record.GetProperty("level_str").GetString());
        Assert.True(record.GetProperty("ts").TryGetDateTimeOffset(out _));
        Assert.Equal("a_server", record.GetProperty("mc.app").GetString());
        Assert.Equal("MobileCoin.X", record.GetProperty("mc.module").GetString());
        Assert.Equal("eu", record.GetProperty("region").GetString());
        Assert.Equal("a:1", record.GetProperty("mc.local_node_id").GetString());
    }

    [Theory]
    [InlineData(LogLevel.Critical, 1, "CRIT")]
    [InlineData(LogLevel.Error, 2, "ERRO")]
    [InlineData(LogLevel.Warning, 3, "WARN")]
    [InlineData(LogLevel.Information, 4, "INFO")]
    [InlineData(LogLevel.Debug, 5, "DEBG")]
    [InlineData(LogLevel.Trace, 6, "TRCE")]
    public void Levels_HaveUpstreamsNumbers(LogLevel level, int number, string text)
    {
        var record = new LogRecord(default, level, "", 0, "", null);
        Assert.Equal((number, text), (record.LevelNumber, record.LevelText));
    }

    [Fact]
    public async Task Variables_ChooseFilterAndStream()
    {
        _surroundings.Variables["MC_LOG"] = "error";
        await WriteAsync(logger => logger.LogWarning("no"));
        _surroundings.Variables["RUST_LOG"] = "warn";
        _surroundings.Variables["MC_LOG_STDERR"] = "1";
        await WriteAsync(logger => logger.LogWarning("yes"));
        Assert.Empty(_surroundings.Output);
        Assert.Contains("yes", _surroundings.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Filter_IsReplacedAtRunTime()
    {
        ProgramSurroundings surroundings = _surroundings.Make();
        await using (var log = new ProcessLog(LogOptions.FromEnvironment(surroundings.Variable, "a"), surroundings))
        {
            ILogger logger = log.LoggerFactory.CreateLogger("MobileCoin.X");
            logger.LogDebug("one");
            log.Filter = LogFilter.Parse("debug");
            logger.LogDebug("two");
        }
        Assert.DoesNotContain("one", _surroundings.Output, StringComparison.Ordinal);
        Assert.Contains("two", _surroundings.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("MC_LOG_EXTRA_CONTEXT", "novalue")]
    [InlineData("MC_LOG_UDP_JSON", "nowhere")]
    public void MalformedVariables_EndTheProgram(string name, string value) =>
        Assert.Contains(name, Assert.Throws<HostingException>(() => LogOptions.FromEnvironment(n => n == name ? value : null, "a")).Message, StringComparison.Ordinal);

    [Fact]
    public async Task MalformedFilter_IsWarnedOf()
    {
        _surroundings.Variables["RUST_LOG"] = "a=b=c";
        await WriteAsync(logger => logger.LogInformation("still"));
        Assert.Contains("the log filter of the environment is not used", _surroundings.Output, StringComparison.Ordinal);
        Assert.Contains("still", _surroundings.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Datagrams_AreJsonAndTrimmed()
    {
        using var receiver = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        receiver.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _surroundings.Variables["MC_LOG_UDP_JSON"] = $"127.0.0.1:{((IPEndPoint)receiver.LocalEndPoint!).Port}";
        await WriteAsync(logger => logger.LogInformation("{Long}", new string('x', 70_000)));
        byte[] datagram = new byte[70_000];
        int length = await receiver.ReceiveAsync(datagram, TestContext.Current.CancellationToken);
        using JsonDocument json = JsonDocument.Parse(Encoding.UTF8.GetString(datagram, 0, length));
        string message = json.RootElement.GetProperty("message").GetString()!;
        Assert.Equal(new string('x', 65_000) + "... <trimmed>", message);
    }

    private async Task WriteAsync(Action<ILogger> write)
    {
        ProgramSurroundings surroundings = _surroundings.Make();
        await using var log = new ProcessLog(LogOptions.FromEnvironment(surroundings.Variable, "a_server"), surroundings);
        write(log.LoggerFactory.CreateLogger("MobileCoin.X"));
    }
}
