using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;
using MobileCoin.Api;
using MobileCoin.Wire.Health;
using MobileCoin.Wire.Uris;

namespace MobileCoin.Hosting.Test;

public sealed class HostTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    private readonly TestSurroundings _surroundings = new();

    [Fact]
    public async Task ChainId_OfAnotherNetwork_IsRefused_AbsentIsNot()
    {
        await using var service = new TestService(_surroundings, chainId: "main");
        await service.Host.StartAsync(Token);
        Assert.Equal("hi", await TestService.AskAsync(service.Clear, "hi"));
        Assert.Equal("hi", await TestService.AskAsync(service.Clear, "hi", new Metadata { { "chain-id", "main" } }));
        RpcException refused = await TestService.FailsAsync(service.Clear, "hi", new Metadata { { "chain-id", "test" } });
        Assert.Equal((StatusCode.FailedPrecondition, "chain-id mismatch: 'main'"), (refused.StatusCode, refused.Status.Detail));
    }

    [Fact]
    public async Task Tokens_AreWanted_AfterTheChainId()
    {
        using var tokens = new TokenAuthenticator(new byte[32], TimeSpan.FromDays(1), TimeProvider.System);
        await using var service = new TestService(_surroundings, chainId: "main", tokens: tokens);
        await service.Host.StartAsync(Token);
        RpcException refused = await TestService.FailsAsync(service.Clear, "hi");
        Assert.Equal((StatusCode.Unauthenticated, "Unauthenticated"), (refused.StatusCode, refused.Status.Detail));
        refused = await TestService.FailsAsync(service.Clear, "hi", new Metadata { { "chain-id", "test" } });
        Assert.Equal(StatusCode.FailedPrecondition, refused.StatusCode);
        FogUri authenticated = FogUri.Parse($"insecure-fog://me:{Uri.EscapeDataString(tokens.MakeToken("me"))}@127.0.0.1:{service.Port}/");
        Assert.Equal("hi", await TestService.AskAsync(authenticated, "hi"));
        // Health asks for nothing.
        using GrpcChannel channel = ServiceChannel.Open(service.Clear);
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, (await new Health.HealthClient(channel).CheckAsync(new HealthCheckRequest(), cancellationToken: Token)).Status);
    }

    [Fact]
    public async Task Errors_AreContextAndReason()
    {
        await using (var service = new TestService(_surroundings))
        {
            await service.Host.StartAsync(Token);
            RpcException failed = await TestService.FailsAsync(service.Clear, "database");
            Assert.Equal((StatusCode.Internal, "Database Error: it is gone"), (failed.StatusCode, failed.Status.Detail));
            failed = await TestService.FailsAsync(service.Clear, "argument");
            Assert.Equal((StatusCode.InvalidArgument, "index: too far"), (failed.StatusCode, failed.Status.Detail));
        }
        Assert.Contains("ERRO Database Error: it is gone", _surroundings.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("too far", _surroundings.Output, StringComparison.Ordinal);
        Assert.Contains("a-server started: {\"git_commit\":", _surroundings.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_CountAsUpstream()
    {
        await using var service = new TestService(_surroundings);
        await service.Host.StartAsync(Token);
        await TestService.AskAsync(service.Clear, "hi");
        await TestService.FailsAsync(service.Clear, "argument");
        using (GrpcChannel channel = ServiceChannel.Open(service.Clear))
        {
            using AsyncDuplexStreamingCall<StringValue, StringValue> call = TestService.Stream(channel.CreateCallInvoker());
            await call.RequestStream.CompleteAsync();
            Assert.False(await call.ResponseStream.MoveNext(Token));
            await new Health.HealthClient(channel).CheckAsync(new HealthCheckRequest(), cancellationToken: Token);
        }
        string[] lines = service.Host.Metrics.ToText().Split('\n');
        Assert.Contains("a_service_num_req{method=\"test.Service.Ask\"} 2", lines);
        Assert.Contains("a_service_duration_count{method=\"test.Service.Ask\"} 2", lines);
        Assert.DoesNotContain(lines, l => l.StartsWith("a_service_num_status_code{method=\"test.Service.Ask\"", StringComparison.Ordinal));
        Assert.Contains("a_server_grpc_num_status_code{method=\"test.Service.Ask\",status_code=\"0-OK\"} 1", lines);
        Assert.Contains("a_server_grpc_num_status_code{method=\"test.Service.Ask\",status_code=\"3-INVALID_ARGUMENT\"} 1", lines);
        Assert.Contains("a_server_grpc_num_error{method=\"test.Service.Ask\"} 1", lines);
        Assert.Contains("a_service_num_status_code{method=\"test.Service.Stream\",status_code=\"0-OK\"} 1", lines);
        Assert.Contains("a_server_grpc_num_req{method=\"grpc.health.v1.Health.Check\"} 1", lines);
    }

    [Fact]
    public async Task ATakenPort_IsNamedWithItsFlag()
    {
        await using var first = new TestService(_surroundings);
        await first.Host.StartAsync(Token);
        await using var second = new TestService(_surroundings, $"insecure-fog://127.0.0.1:{first.Port}/");
        HostingException taken = await Assert.ThrowsAsync<HostingException>(() => second.Host.StartAsync(Token));
        Assert.Equal($"--client-listen-uri: cannot listen on 127.0.0.1:{first.Port}: the address is in use by another process", taken.Message);

        using var tls = new TestTls();
        await using var third = new TestService(_surroundings, $"fog://127.0.0.1:{first.Port}/{tls.Query}");
        taken = await Assert.ThrowsAsync<HostingException>(() => third.Host.StartAsync(Token));
        Assert.Contains($"--client-listen-uri: cannot listen on 127.0.0.1:{first.Port}", taken.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?tls-key=KEY", "the parameter tls-chain is missing")]
    [InlineData("?tls-chain=CHAIN", "the parameter tls-key is missing")]
    [InlineData("?tls-chain=CHAIN.no&tls-key=KEY", "tls-chain CHAIN.no: cannot be read")]
    [InlineData("?tls-chain=CHAIN&tls-key=KEY.no", "tls-key KEY.no: cannot be read")]
    [InlineData("?tls-chain=KEY&tls-key=KEY", "tls-chain KEY: the file holds no certificate")]
    [InlineData("?tls-chain=CHAIN&tls-key=CHAIN", "tls-key CHAIN: no PEM private key")]
    [InlineData("?tls-chain=CHAIN&tls-key=OTHER", "tls-key OTHER: no PEM private key of the first certificate in CHAIN")]
    public async Task TlsFiles_ThatCannotBeUsed_AreNamed(string query, string message)
    {
        using var tls = new TestTls();
        using var other = new TestTls();
        string Fill(string text) => text.Replace("CHAIN", tls.Chain, StringComparison.Ordinal).Replace("KEY", tls.Key, StringComparison.Ordinal).Replace("OTHER", other.Key, StringComparison.Ordinal);
        await using var service = new TestService(_surroundings, "fog://127.0.0.1:0/" + Fill(query));
        HostingException refused = await Assert.ThrowsAsync<HostingException>(() => service.Host.StartAsync(Token));
        Assert.StartsWith("--client-listen-uri fog://127.0.0.1:0/: " + Fill(message), refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tls_TrustsTheBundle_AndLooksForTheName()
    {
        using var tls = new TestTls("node.example");
        using var stranger = new TestTls("node.example");
        await using var service = new TestService(_surroundings, "fog://127.0.0.1:0/" + tls.Query);
        await service.Host.StartAsync(Token);
        string Uri(string query) => $"fog://127.0.0.1:{service.Port}/{query}";
        Assert.Equal("hi", await TestService.AskAsync(FogUri.Parse(Uri($"?ca-bundle={tls.Bundle}&tls-hostname=node.example")), "hi"));
        Assert.Equal(StatusCode.Unavailable, (await TestService.FailsAsync(FogUri.Parse(Uri($"?ca-bundle={tls.Bundle}")), "hi")).StatusCode);
        Assert.Equal(StatusCode.Unavailable, (await TestService.FailsAsync(FogUri.Parse(Uri($"?ca-bundle={stranger.Bundle}&tls-hostname=node.example")), "hi")).StatusCode);
        Assert.Equal(StatusCode.Unavailable, (await TestService.FailsAsync(FogUri.Parse(Uri("?tls-hostname=node.example")), "hi")).StatusCode);
        Assert.Contains("ca-bundle /no/such", Assert.Throws<ChannelException>(() => ServiceChannel.Open(FogUri.Parse(Uri("?ca-bundle=/no/such")))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tls_IsReloaded_WithoutDroppingConnections()
    {
        using var tls = new TestTls();
        var time = new ManualTime(DateTimeOffset.UtcNow);
        await using var service = new TestService(_surroundings, "fog://127.0.0.1:0/" + tls.Query, time: time);
        await service.Host.StartAsync(Token);
        using GrpcChannel channel = ServiceChannel.Open(FogUri.Parse($"fog://localhost:{service.Port}/?ca-bundle={tls.Bundle}"));
        using AsyncDuplexStreamingCall<StringValue, StringValue> call = TestService.Stream(channel.CreateCallInvoker());
        await EchoAsync(call);
        string first = tls.Serial;
        Assert.Equal(first, await SerialAsync(service.Port));

        tls.Replace();
        File.SetLastWriteTimeUtc(tls.Chain, DateTime.UtcNow.AddMinutes(1));
        Assert.Equal(first, await SerialAsync(service.Port)); // not looked at again within a second
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(tls.Serial, await SerialAsync(service.Port));
        await EchoAsync(call);

        // Half of a change: the last good pair stays in use, and the next look takes the whole.
        string second = tls.Serial;
        string key = File.ReadAllText(tls.Key);
        tls.Replace();
        string newKey = File.ReadAllText(tls.Key);
        File.WriteAllText(tls.Key, key);
        service.Host.ReloadTls();
        Assert.Equal(second, await SerialAsync(service.Port));
        File.WriteAllText(tls.Key, newKey);
        service.Host.ReloadTls();
        Assert.Equal(tls.Serial, await SerialAsync(service.Port));
        await EchoAsync(call);
    }

    [Fact]
    public async Task Sighup_ReadsTheTlsFilesAgain()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "signals are Linux'");
        Assert.SkipWhen(IsHangUpIgnored(), "this process was told to ignore SIGHUP, as nohup does");
        using var tls = new TestTls();
        await using var service = new TestService(_surroundings, "fog://127.0.0.1:0/" + tls.Query, time: new ManualTime(DateTimeOffset.UtcNow));
        Task<int> running = await RunAsync(service);
        tls.Replace();
        using (System.Diagnostics.Process kill = System.Diagnostics.Process.Start("/bin/kill", $"-HUP {Environment.ProcessId}")) await kill.WaitForExitAsync(Token);
        await UntilAsync(async () => await SerialAsync(service.Port) == tls.Serial);
        await _surroundings.Stop.CancelAsync();
        Assert.Equal(ExitCode.Success, await running.WaitAsync(TestService.Soon, Token));
    }

    // What a process inherits as ignored, the runtime leaves ignored.
    private static bool IsHangUpIgnored()
    {
        string ignored = File.ReadLines("/proc/self/status").First(l => l.StartsWith("SigIgn:", StringComparison.Ordinal));
        return (Convert.ToUInt64(ignored["SigIgn:".Length..].Trim(), 16) & 1) != 0;
    }

    [Fact]
    public async Task Stop_LetsAStreamEnd_AndRefusesNewConnections()
    {
        await using var service = new TestService(_surroundings, admin: "insecure-mca://127.0.0.1:0/");
        Task<int> running = await RunAsync(service);
        using GrpcChannel channel = ServiceChannel.Open(service.Clear);
        using AsyncDuplexStreamingCall<StringValue, StringValue> call = TestService.Stream(channel.CreateCallInvoker());
        await EchoAsync(call);
        int port = service.Port;
        Uri ready = new($"http://127.0.0.1:{service.AdminPort}/readyz");
        using var http = new HttpClient();
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(ready, Token)).StatusCode);

        await _surroundings.Stop.CancelAsync();
        await UntilAsync(async () =>
        {
            using var client = new TcpClient();
            try
            {
                await client.ConnectAsync(IPAddress.Loopback, port, Token);
                return false;
            }
            catch (SocketException)
            {
                return true;
            }
        });
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await http.GetAsync(ready, Token)).StatusCode);
        await EchoAsync(call);
        Assert.False(running.IsCompleted);
        await call.RequestStream.CompleteAsync();
        Assert.False(await call.ResponseStream.MoveNext(Token));
        Assert.Equal(ExitCode.Success, await running.WaitAsync(TestService.Soon, Token));
    }

    [Fact]
    public async Task Stop_CutsOffWhatOutlivesTheDrainTime()
    {
        await using var service = new TestService(_surroundings, drain: TimeSpan.FromMilliseconds(50));
        Task<int> running = await RunAsync(service);
        using GrpcChannel channel = ServiceChannel.Open(service.Clear);
        using AsyncDuplexStreamingCall<StringValue, StringValue> call = TestService.Stream(channel.CreateCallInvoker());
        await EchoAsync(call);
        await _surroundings.Stop.CancelAsync();
        Assert.Equal(ExitCode.Success, await running.WaitAsync(TestService.Soon, Token));
        await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(Token));
    }

    [Fact]
    public async Task Work_ThatFails_EndsTheServiceWith1()
    {
        await using (var service = new TestService(_surroundings))
        {
            Assert.Equal(ExitCode.Failure, await service.Host.RunAsync(_ => throw new InvalidOperationException("no more blocks")));
        }
        Assert.Contains("no more blocks", _surroundings.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_FollowsReadiness()
    {
        await using var service = new TestService(_surroundings) { IsReady = false };
        await service.Host.StartAsync(Token);
        using GrpcChannel channel = ServiceChannel.Open(service.Clear);
        var client = new Health.HealthClient(channel);
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.NotServing, (await client.CheckAsync(new HealthCheckRequest(), cancellationToken: Token)).Status);
        service.IsReady = true;
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, (await client.CheckAsync(new HealthCheckRequest(), cancellationToken: Token)).Status);
    }

    private static async Task<Task<int>> RunAsync(TestService service)
    {
        Task<int> running = service.Host.RunAsync();
        await UntilAsync(() => Task.FromResult(service.Host.IsListening || running.IsCompleted));
        return running;
    }

    private static async Task UntilAsync(Func<Task<bool>> isTrue)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(TestService.Soon);
        while (!await isTrue())
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private static async Task EchoAsync(AsyncDuplexStreamingCall<StringValue, StringValue> call)
    {
        await call.RequestStream.WriteAsync(new StringValue { Value = "x" });
        Assert.True(await call.ResponseStream.MoveNext(Token));
    }

    private static async Task<string> SerialAsync(int port)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, Token);
        string serial = "";
        await using var stream = new SslStream(client.GetStream(), false, (_, certificate, _, _) =>
        {
            serial = ((X509Certificate2)certificate!).SerialNumber;
            return true;
        });
        await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "localhost", ApplicationProtocols = [SslApplicationProtocol.Http2] }, Token);
        return serial;
    }
}
