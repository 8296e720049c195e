using System.Net;
using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;
using MobileCoin.Api;
using MobileCoin.Wire.Admin;
using MobileCoin.Wire.BuildInfo;

namespace MobileCoin.Hosting.Test;

public sealed class AdminTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    private readonly TestSurroundings _surroundings = new();

    [Fact]
    public async Task Grpc_AnswersTheOperator()
    {
        await using (TestService service = await StartAsync())
        {
            using GrpcChannel channel = ServiceChannel.Open(service.Admin);
            var admin = new AdminAPI.AdminAPIClient(channel);
            GetInfoResponse info = await admin.GetInfoAsync(new Empty(), cancellationToken: Token);
            Assert.Equal(("A Server", "a:1", "info", "{}"), (info.Name, info.Id, info.RustLog, info.ConfigJson));
            Assert.Equal("release", info.BuildInfo.Profile);
            using JsonDocument build = JsonDocument.Parse(info.BuildInfoJson);
            Assert.Equal(info.BuildInfo.GitCommit, build.RootElement.GetProperty("git_commit").GetString());
            Assert.Equal(info.BuildInfo, await new BuildInfoApi.BuildInfoApiClient(channel).GetBuildInfoAsync(new Empty(), cancellationToken: Token));

            await admin.SetRustLogAsync(new SetRustLogRequest { RustLog = "warn,MobileCoin.Hosting=debug" }, cancellationToken: Token);
            Assert.Equal("warn,MobileCoin.Hosting=debug", (await admin.GetInfoAsync(new Empty(), cancellationToken: Token)).RustLog);
            RpcException refused = await Assert.ThrowsAsync<RpcException>(async () => await admin.SetRustLogAsync(new SetRustLogRequest { RustLog = "a=b=c" }, cancellationToken: Token));
            Assert.Equal(StatusCode.InvalidArgument, refused.StatusCode);

            await admin.TestLogErrorAsync(new Empty(), cancellationToken: Token);
            string metrics = (await admin.GetPrometheusMetricsAsync(new Empty(), cancellationToken: Token)).Metrics;
            Assert.Contains("a_server_grpc_num_req{method=\"admin.AdminAPI.GetInfo\"} 2", metrics, StringComparison.Ordinal);
        }
        Assert.Contains("ERRO This is a test error", _surroundings.Output, StringComparison.Ordinal);
        Assert.Contains("DEBG rust_log: 'a=b=c'", _surroundings.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reflection_TellsOfTheServices()
    {
        await using TestService service = await StartAsync();
        using GrpcChannel channel = ServiceChannel.Open(service.Admin);
        using var call = new global::Grpc.Reflection.V1.ServerReflection.ServerReflectionClient(channel).ServerReflectionInfo(cancellationToken: Token);
        await call.RequestStream.WriteAsync(new global::Grpc.Reflection.V1.ServerReflectionRequest { ListServices = "" }, Token);
        Assert.True(await call.ResponseStream.MoveNext(Token));
        Assert.Equal(
            ["admin.AdminAPI", "build_info.BuildInfoApi", "grpc.health.v1.Health", "grpc.reflection.v1.ServerReflection", "grpc.reflection.v1alpha.ServerReflection"],
            call.ResponseStream.Current.ListServicesResponse.Service.Select(s => s.Name));
    }

    [Fact]
    public async Task Pages_AnswerOnTheSamePort()
    {
        await using TestService service = await StartAsync();
        using HttpClient http = Client(service);
        using JsonDocument info = JsonDocument.Parse(await http.GetStringAsync(new Uri("/info", UriKind.Relative), Token));
        Assert.Equal(["name", "id", "build_info", "config", "rust_log"], info.RootElement.EnumerateObject().Select(p => p.Name));
        Assert.Equal(JsonValueKind.Object, info.RootElement.GetProperty("build_info").ValueKind);
        Assert.Equal(JsonValueKind.Object, info.RootElement.GetProperty("config").ValueKind);
        Assert.Contains("<h1>A Server</h1>", await http.GetStringAsync(new Uri("/", UriKind.Relative), Token), StringComparison.Ordinal);
        Assert.Equal("ok\n", await http.GetStringAsync(new Uri("/healthz", UriKind.Relative), Token));
        Assert.Equal("ready\n", await http.GetStringAsync(new Uri("/readyz", UriKind.Relative), Token));
        service.IsReady = false;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await http.GetAsync(new Uri("/readyz", UriKind.Relative), Token)).StatusCode);
        HttpResponseMessage metrics = await http.GetAsync(new Uri("/metrics", UriKind.Relative), Token);
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", metrics.Content.Headers.ContentType!.ToString());
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(new Uri("/else", UriKind.Relative), Token)).StatusCode);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await http.DeleteAsync(new Uri("/metrics", UriKind.Relative), Token)).StatusCode);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await http.GetAsync(new Uri("/set-rust-log", UriKind.Relative), Token)).StatusCode);
    }

    [Fact]
    public async Task SetRustLog_TakesAFormOfItsOwnSite()
    {
        await using TestService service = await StartAsync();
        using HttpClient http = Client(service);
        HttpResponseMessage set = await PostAsync(http, "rust_log=debug%2CMicrosoft%3Dwarn");
        Assert.Equal((HttpStatusCode.SeeOther, "/"), (set.StatusCode, set.Headers.Location!.ToString()));
        Assert.Equal("debug,Microsoft=warn", service.Host.Log.Filter.Text);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(http, "rust_log=a%3Db%3Dc")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(http, "level=debug")).StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await PostAsync(http, "rust_log=" + new string('x', 20_000))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(http, "rust_log=off", "http://elsewhere.example")).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await PostAsync(http, "rust_log=info", http.BaseAddress!.GetLeftPart(UriPartial.Authority))).StatusCode);
        Assert.Equal("info", service.Host.Log.Filter.Text);
    }

    [Fact]
    public async Task AClientPort_HasNoPages()
    {
        await using TestService service = await StartAsync();
        using var http = new HttpClient();
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(new Uri($"http://127.0.0.1:{service.Port}/metrics"), Token)).StatusCode);
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient http, string form, string? origin = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/set-rust-log") { Content = new StringContent(form, null, "application/x-www-form-urlencoded") };
        if (origin is not null) request.Headers.Add("Origin", origin);
        return await http.SendAsync(request, Token);
    }

    private static HttpClient Client(TestService service) =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri($"http://127.0.0.1:{service.AdminPort}/") };

    private async Task<TestService> StartAsync()
    {
        var service = new TestService(_surroundings, admin: "insecure-mca://127.0.0.1:0/");
        await service.Host.StartAsync(Token);
        return service;
    }
}
