using System.Diagnostics;
using System.Net;
using MobileCoin.Hosting;
using MobileCoin.Wire.Uris;

namespace MobileCoin.App.Test;

public sealed class ProgramTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);

    private readonly TestSurroundings _surroundings = new();

    [Fact]
    public async Task Dispatcher_FindsProgramsByArgumentAndByCallName()
    {
        Assert.Equal(0, await Dispatcher.RunAsync("mobilecoin", ["mc-admin-http-gateway", "--help"], _surroundings.Make()));
        Assert.Contains("usage: mc-admin-http-gateway", _surroundings.Output, StringComparison.Ordinal);
        Assert.Equal(0, await Dispatcher.RunAsync("mc-util-grpc-admin-tool", ["--help"], _surroundings.Make()));
        Assert.Contains("usage: mc-util-grpc-admin-tool", _surroundings.Output, StringComparison.Ordinal);
        Assert.Equal(2, await Dispatcher.RunAsync("mobilecoin", ["what"], _surroundings.Make()));
        Assert.Contains("there is no program what", _surroundings.Error, StringComparison.Ordinal);
        Assert.Equal(2, await Dispatcher.RunAsync(null, [], _surroundings.Make()));
        Assert.Equal("mc-x", CallName.Of("/opt/bin/mc-x\0--flag\0"));
    }

    [Fact]
    public async Task EveryProgram_HasHelp_AndSaysWhatItMisses()
    {
        foreach (ConsoleProgram program in Programs.All)
        {
            Assert.Equal(0, await CommandLine.RunAsync(program, ["--help"], _surroundings.Make()));
            bool needs = program.Commands.Count > 0 || program.Flags.Any(f => f.IsRequired);
            int code = await CommandLine.RunAsync(needs ? program : program with { Run = _ => Task.FromResult(0) }, [], _surroundings.Make());
            // A rule may need one flag or another.
            if (needs || program.Rules.Count == 0) Assert.Equal(needs ? 2 : 0, code);
            else Assert.True(code is 0 or 2, program.Name);
        }
    }

    [Fact]
    public async Task TokenGenerator_PrintsThreeLines()
    {
        var time = new ManualTime(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000));
        _surroundings.Variables["MC_SHARED_SECRET"] = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
        Assert.Equal(0, await CommandLine.RunAsync(TokenGenerator.Program, ["--username", "user1"], _surroundings.Make(time)));
        Assert.Equal(
            "Username: user1\nPassword: user1:1700000000:3c7c08d9ee1eb037d018\nPassword (percent-encoded): user1%3A1700000000%3A3c7c08d9ee1eb037d018\n",
            _surroundings.Output);
        Assert.Equal(2, await CommandLine.RunAsync(TokenGenerator.Program, ["--username", "a:b"], _surroundings.Make(time)));
    }

    [Fact]
    public async Task AdminTool_AsksAServer()
    {
        await using ServiceHost server = await StartServerAsync();
        string uri = $"insecure-mca://127.0.0.1:{server.EndPoints[0].Port}/";
        Assert.Equal(0, await CommandLine.RunAsync(AdminTool.Program, ["--uri", uri, "get-info"], _surroundings.Make()));
        Assert.Contains("Name: A Server\nId: a:1\nRust log: info\n", _surroundings.Output, StringComparison.Ordinal);
        Assert.Equal(0, await CommandLine.RunAsync(AdminTool.Program, ["set-rust-log", "debug", "--uri", uri], _surroundings.Make()));
        Assert.Equal("debug", server.Log.Filter.Text);
        Assert.Equal(0, await CommandLine.RunAsync(AdminTool.Program, ["--uri", uri, "metrics"], _surroundings.Make()));
        Assert.Contains("# TYPE a_server_grpc_num_req counter\n", _surroundings.Output, StringComparison.Ordinal);
        Assert.Equal(0, await CommandLine.RunAsync(AdminTool.Program, ["--uri", uri, "test-log-error"], _surroundings.Make()));

        Assert.Equal(1, await CommandLine.RunAsync(AdminTool.Program, ["--uri", uri, "set-rust-log", "a=b=c"], _surroundings.Make()));
        Assert.Contains("InvalidArgument", _surroundings.Error, StringComparison.Ordinal);
        Assert.Equal(1, await CommandLine.RunAsync(AdminTool.Program, ["--uri", "insecure-mca://127.0.0.1:1/", "metrics"], _surroundings.Make()));
        Assert.Contains("insecure-mca://127.0.0.1:1/: Unavailable", _surroundings.Error, StringComparison.Ordinal);
    }

    // The whole way: the executable under a link of the program's name, its port from the log, SIGTERM at the end.
    [Fact]
    public async Task Gateway_RunsUnderALink_AndStopsOnSigterm()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "links and signals are Linux'");
        await using ServiceHost server = await StartServerAsync();
        string folder = Directory.CreateTempSubdirectory("app-test").FullName;
        string link = Path.Combine(folder, "mc-admin-http-gateway");
        File.CreateSymbolicLink(link, Path.Combine(AppContext.BaseDirectory, "mobilecoin"));
        using Process process = Process.Start(new ProcessStartInfo(link, ["--listen-port", "0", "--admin-uri", $"insecure-mca://127.0.0.1:{server.EndPoints[0].Port}/"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["RUST_LOG"] = "info", ["MC_LOG_JSON"] = "1" },
        })!;
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
            limit.CancelAfter(Soon);
            string? line;
            do line = await process.StandardOutput.ReadLineAsync(limit.Token);
            while (line is not null && !line.Contains("listens on", StringComparison.Ordinal));
            Assert.NotNull(line);
            int port = int.Parse(System.Text.RegularExpressions.Regex.Match(line, @"127\.0\.0\.1:(?<port>\d+)/", System.Text.RegularExpressions.RegexOptions.ExplicitCapture, Soon).Groups["port"].Value);
            using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/") };
            Assert.Contains("\"name\":\"A Server\"", await http.GetStringAsync(new Uri("info", UriKind.Relative), limit.Token), StringComparison.Ordinal);
            Assert.Contains("a_server_grpc_num_req", await http.GetStringAsync(new Uri("metrics", UriKind.Relative), limit.Token), StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(new Uri("readyz", UriKind.Relative), limit.Token)).StatusCode);
            await server.StopAsync(limit.Token);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await http.GetAsync(new Uri("readyz", UriKind.Relative), limit.Token)).StatusCode);
            Assert.Equal(HttpStatusCode.BadGateway, (await http.GetAsync(new Uri("metrics", UriKind.Relative), limit.Token)).StatusCode);

            using (Process kill = Process.Start("/bin/kill", $"-TERM {process.Id}")) await kill.WaitForExitAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            Assert.Equal(0, process.ExitCode);
            Assert.Contains("stopped", await process.StandardOutput.ReadToEndAsync(limit.Token), StringComparison.Ordinal);
        }
        finally
        {
            if (!process.HasExited) process.Kill();
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<ServiceHost> StartServerAsync()
    {
        FlagValues? values = null;
        await CommandLine.RunAsync(new ConsoleProgram("a_server", "Serves.") { Run = context =>
        {
            values = context.Values;
            return Task.FromResult(0);
        } }, [], _surroundings.Make());
        var server = new ServiceHost(new ProgramContext("a_server", values!, new TestSurroundings().Make()), new ServiceIdentity("A Server", "a:1", static () => "{}"));
        server.ListenForAdmin(CommonFlags.AdminListenUri, AdminUri.Parse("insecure-mca://127.0.0.1:0/"));
        await server.StartAsync(Token);
        return server;
    }
}
