using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Echo.V1;
using Google.Protobuf;

namespace MobileCoin.Grpc.Test;

/// <summary>The HTTP form, by curl where a program that is not ours counts.</summary>
public sealed class HttpFormTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/gw", "--http1.1", false)]
    [InlineData("", "--http1.1", false)]
    [InlineData("/gw", "--http2-prior-knowledge", false)]
    [InlineData("/gw", "--http1.1", true)]
    [InlineData("/gw", "--http2", true)]
    public async Task Json_ByCurl(string prefix, string version, bool tls)
    {
        await using EchoServer server = await EchoServer.StartAsync();
        // gRPC on the same port, before and after.
        Assert.Equal("g", (await server.Client().UnaryAsync(new EchoMessage { Text = "g" }, cancellationToken: Token)).Text);
        Answer answer = await CurlAsync(version, "-k", "-H", "Content-Type: application/json", "-H", "Cookie: VIEW=abc", "-H", "Chain-Id: main", "-H", "Authorization: Basic eA==",
            "-d", """{"text":"hällo","payload":"AAH/","largeNumber":"18446744073709551615","unknown":[1]}""", (tls ? server.SecureAddress : server.Address) + prefix + "/echo.v1.Echo/Unary");
        Assert.Equal(200, answer.Status);
        using JsonDocument json = JsonDocument.Parse(answer.Body);
        Assert.Equal("hällo", json.RootElement.GetProperty("text").GetString());
        Assert.Equal("AAH/", json.RootElement.GetProperty("payload").GetString());
        Assert.Equal("18446744073709551615", json.RootElement.GetProperty("largeNumber").GetString());
        Assert.Equal(0, json.RootElement.GetProperty("number").GetInt32());
        Assert.Equal("VIEW=abc; Path=/", answer.Headers["set-cookie"]);
        Assert.Equal("main", answer.Headers["grpc-metadata-x-chain"]);
        Assert.Equal("Basic eA==", answer.Headers["grpc-metadata-x-authorization"]);
        Assert.Equal("g", (await server.Client().UnaryAsync(new EchoMessage { Text = "g" }, cancellationToken: Token)).Text);
    }

    [Theory]
    [InlineData("application/x-protobuf")]
    [InlineData("application/protobuf; charset=x")]
    [InlineData("application/octet-stream")]
    public async Task Protobuf_ByCurl(string type)
    {
        await using EchoServer server = await EchoServer.StartAsync();
        var message = new EchoMessage { Text = "bytes", Payload = ByteString.CopyFrom(new byte[1_000_000]) };
        string file = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(file, message.ToByteArray(), Token);
            Answer answer = await CurlAsync("-H", $"Content-Type: {type}", "-H", "Expect:", "--data-binary", "@" + file, server.Address + "/gw/echo.v1.Echo/Unary");
            Assert.Equal(200, answer.Status);
            Assert.Equal(type.Split(';')[0], answer.Headers["content-type"]);
            Assert.Equal(message, EchoMessage.Parser.ParseFrom(answer.Body));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData(1, 499)]
    [InlineData(2, 500)]
    [InlineData(3, 400)]
    [InlineData(4, 504)]
    [InlineData(5, 404)]
    [InlineData(6, 409)]
    [InlineData(7, 403)]
    [InlineData(8, 429)]
    [InlineData(9, 400)]
    [InlineData(10, 409)]
    [InlineData(11, 400)]
    [InlineData(12, 501)]
    [InlineData(13, 500)]
    [InlineData(14, 503)]
    [InlineData(15, 500)]
    [InlineData(16, 401)]
    public async Task Failures_HaveTheGatewaysStatus(int code, int status)
    {
        await using EchoServer server = await EchoServer.StartAsync();
        (int actual, JsonElement body) = await PostAsync(server, "/gw/echo.v1.Echo/Fail", "application/json", $$"""{"number":{{code}},"text":"why ✓"}""");
        Assert.Equal(status, actual);
        Assert.Equal(code, body.GetProperty("code").GetInt32());
        Assert.Equal("why ✓", body.GetProperty("message").GetString());
        Assert.Equal("type.googleapis.com/echo.v1.EchoMessage", body.GetProperty("details")[0].GetProperty("@type").GetString());
    }

    [Theory]
    [InlineData("/gw/echo.v1.Echo/Unary", "text/plain", "x", 415)]
    [InlineData("/gw/echo.v1.Echo/Unary", "application/json", "{", 400)]
    [InlineData("/gw/echo.v1.Echo/Unary", "application/json", "{\"number\":\"x\"}", 400)]
    [InlineData("/gw/echo.v1.Echo/Unary", "application/x-protobuf", "\u00FF", 400)]
    [InlineData("/gw/echo.v1.Echo/Chat", "application/json", "{}", 501)]
    [InlineData("/gw/echo.v1.Echo/None", "application/json", "{}", 404)]
    [InlineData("/gw/", "application/json", "{}", 404)]
    [InlineData("/", "application/json", "{}", 404)]
    [InlineData("/gw/gw/echo.v1.Echo/Unary", "application/json", "{}", 404)]
    [InlineData("/gw/echo.v1.Echo/Unary", "application/json", "", 200)]
    public async Task OddRequests_GetClearAnswers(string path, string type, string body, int status)
    {
        await using EchoServer server = await EchoServer.StartAsync();
        (int actual, _) = await PostAsync(server, path, type, body);
        Assert.Equal(status, actual);
        Assert.DoesNotContain(server.Log.Lines, l => l.Contains("Error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Deadline_Is504()
    {
        var time = new ManualTime();
        await using EchoServer server = await EchoServer.StartAsync(o => o.TimeProvider = time);
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, server.Address + "/gw/echo.v1.Echo/Wait") { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
        request.Headers.Add("Grpc-Timeout", "10S");
        Task<HttpResponseMessage> sending = http.SendAsync(request, Token);
        await server.Service.WaitStarted.Task.WaitAsync(EchoServer.Soon, Token);
        time.Advance(TimeSpan.FromSeconds(11));
        using HttpResponseMessage answer = await sending.WaitAsync(EchoServer.Soon, Token);
        Assert.Equal(504, (int)answer.StatusCode);
    }

    [Fact]
    public async Task DeepJson_IsRefused()
    {
        await using EchoServer server = await EchoServer.StartAsync();
        (int status, _) = await PostAsync(server, "/gw/echo.v1.Echo/Unary", "application/json", "{\"x\":" + new string('[', 100_000));
        Assert.Equal(400, status);
    }

    [Fact]
    public async Task OtherVerbs_AreRefused()
    {
        await using EchoServer server = await EchoServer.StartAsync();
        using var http = new HttpClient();
        using HttpResponseMessage answer = await http.GetAsync(server.Address + "/gw/echo.v1.Echo/Unary", Token);
        Assert.Equal(405, (int)answer.StatusCode);
        Assert.Equal(["POST"], answer.Content.Headers.Allow);
    }

    [Fact]
    public async Task BodiesOverTheLimit_AreRefused_AnnouncedOrNot()
    {
        await using EchoServer server = await EchoServer.StartAsync(o => o.MaxReceiveMessageSize = 1000);
        Assert.Equal(429, (await PostAsync(server, "/gw/echo.v1.Echo/Unary", "application/x-protobuf", new string('x', 1001))).Status);
        Assert.Equal(429, (await PostAsync(server, "/gw/echo.v1.Echo/Unary", "application/x-protobuf", new string('x', 100_000), chunked: true)).Status);
    }

    [Fact]
    public async Task Fallback_AnswersTheRest()
    {
        await using EchoServer server = await EchoServer.StartAsync(o => o.Fallback = http =>
        {
            http.Response.StatusCode = 204;
            return Task.CompletedTask;
        });
        using var http = new HttpClient();
        using HttpResponseMessage answer = await http.GetAsync(server.Address + "/healthz", Token);
        Assert.Equal(204, (int)answer.StatusCode);
    }

    private static async Task<(int Status, JsonElement Body)> PostAsync(EchoServer server, string path, string type, string body, bool chunked = false)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, server.Address + path) { Content = new ByteArrayContent(type == "application/x-protobuf" ? Encoding.Latin1.GetBytes(body) : Encoding.UTF8.GetBytes(body)) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        request.Headers.TransferEncodingChunked = chunked;
        using HttpResponseMessage answer = await http.SendAsync(request, Token);
        using JsonDocument json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Token));
        return ((int)answer.StatusCode, json.RootElement.Clone());
    }

    private static async Task<Answer> CurlAsync(params string[] arguments)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/curl"), "curl is not installed");
        string headers = Path.GetTempFileName();
        try
        {
            var start = new ProcessStartInfo("/usr/bin/curl", ["-sS", "--max-time", "30", "-X", "POST", "-D", headers, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
            using Process curl = Process.Start(start)!;
            using var body = new MemoryStream();
            await curl.StandardOutput.BaseStream.CopyToAsync(body, Token);
            string errors = await curl.StandardError.ReadToEndAsync(Token);
            await curl.WaitForExitAsync(Token);
            Assert.True(curl.ExitCode == 0, errors);
            string[] lines = [.. (await File.ReadAllLinesAsync(headers, Token)).Where(l => l.Length > 0)];
            return new Answer(int.Parse(lines[0].Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture), body.ToArray(),
                lines[1..].Select(l => l.Split(": ", 2)).ToDictionary(p => p[0], p => p[1], StringComparer.OrdinalIgnoreCase));
        }
        finally
        {
            File.Delete(headers);
        }
    }

    private sealed record Answer(int Status, byte[] Body, Dictionary<string, string> Headers);
}
