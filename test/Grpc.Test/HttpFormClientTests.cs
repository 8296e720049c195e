using System.Net;
using System.Net.Sockets;
using System.Text;
using Echo.V1;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;

namespace MobileCoin.Grpc.Test;

/// <summary>Calls in the HTTP form, against our servers and against answers that are not ours.</summary>
public sealed class HttpFormClientTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task UnaryCalls_ComeBack(bool tls)
    {
        await using EchoServer server = await EchoServer.StartAsync();
        using GrpcChannel channel = tls ? Channel(server.SecureAddress, EchoServer.TrustingHandler()) : Channel(server.Address);
        var client = new Echo.V1.Echo.EchoClient(channel);
        var message = new EchoMessage { Text = "hällo", Payload = ByteString.CopyFrom(new byte[1_000_000]), LargeNumber = ulong.MaxValue };
        Assert.Equal(message, await client.UnaryAsync(message, cancellationToken: Token));
        Assert.Equal(new EchoMessage(), await client.UnaryAsync(new EchoMessage(), cancellationToken: Token));
        Assert.Equal("sync", client.Unary(new EchoMessage { Text = "sync" }, cancellationToken: Token).Text);
        Assert.Empty(server.Log.Lines);
    }

    [Fact]
    public async Task Metadata_TravelsBothWays()
    {
        await using EchoServer server = await EchoServer.StartAsync();
        using GrpcChannel channel = Channel(server.Address);
        var headers = new Metadata { { "cookie", "VIEW=abc" }, { "cookie", "LEDGER=1" }, { "chain-id", "main" }, { "authorization", "Basic eA==" }, { "x-echo", "e" } };
        using AsyncUnaryCall<EchoMessage> call = new Echo.V1.Echo.EchoClient(channel).UnaryAsync(new EchoMessage(), headers, cancellationToken: Token);
        Metadata answer = await call.ResponseHeadersAsync;
        await call;
        Assert.Equal("VIEW=abc; LEDGER=1; Path=/", answer.GetValue("set-cookie"));
        Assert.Equal("main", answer.GetValue("x-chain"));
        Assert.Equal("Basic eA==", answer.GetValue("x-authorization"));
        Assert.Equal("e", answer.GetValue("x-echo"));
        Assert.Null(answer.GetValue("server"));
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
    }

    [Fact]
    public async Task Failures_AreMappedBack()
    {
        await using EchoServer server = await EchoServer.StartAsync();
        using GrpcChannel channel = Channel(server.Address);
        var client = new Echo.V1.Echo.EchoClient(channel);
        for (StatusCode code = StatusCode.Cancelled; code <= StatusCode.Unauthenticated; code++)
        {
            RpcException e = await Assert.ThrowsAsync<RpcException>(async () => await client.FailAsync(new EchoMessage { Number = (int)code, Text = "why ✓" }, cancellationToken: Token));
            Assert.Equal((code, "why ✓"), (e.StatusCode, e.Status.Detail));
        }
        await using EchoServer without = await EchoServer.StartAsync(o => o.Services.RemoveAt(0));
        using GrpcChannel other = Channel(without.Address);
        RpcException unknown = await Assert.ThrowsAsync<RpcException>(async () => await new Echo.V1.Echo.EchoClient(other).UnaryAsync(new EchoMessage(), cancellationToken: Token));
        // As gateways have it; gRPC says UNIMPLEMENTED.
        Assert.Equal(StatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task Streams_AreRefusedHere()
    {
        using GrpcChannel channel = Channel("http://127.0.0.1:9");
        var client = new Echo.V1.Echo.EchoClient(channel);
        Assert.Equal(StatusCode.Unimplemented, Assert.Throws<RpcException>(() => client.Chat(cancellationToken: Token)).StatusCode);
        Assert.Equal(StatusCode.Unimplemented, Assert.Throws<RpcException>(() => client.Collect(cancellationToken: Token)).StatusCode);
        Assert.Equal(StatusCode.Unimplemented, Assert.Throws<RpcException>(() => client.Expand(new EchoMessage(), cancellationToken: Token)).StatusCode);
        RpcException e = await Assert.ThrowsAsync<RpcException>(async () => await client.UnaryAsync(new EchoMessage(), cancellationToken: Token));
        Assert.Equal(StatusCode.Unavailable, e.StatusCode);
    }

    [Fact]
    public async Task Limits_HoldEachWay()
    {
        await using EchoServer server = await EchoServer.StartAsync();
        using GrpcChannel channel = GrpcChannel.ForAddress(server.Address, new GrpcChannelOptions { MaxReceiveMessageSize = 1000, MaxSendMessageSize = 2000 }.UseHttpForm());
        var client = new Echo.V1.Echo.EchoClient(channel);
        foreach ((int size, StatusCode code) in ((int, StatusCode)[])[(900, StatusCode.OK), (1500, StatusCode.ResourceExhausted), (2500, StatusCode.ResourceExhausted)])
        {
            Assert.Equal(code, await CodeAsync(() => client.UnaryAsync(new EchoMessage { Payload = ByteString.CopyFrom(new byte[size]) }, cancellationToken: Token)));
        }
        // A body that does not say how long it is.
        await using var endless = new OneAnswer("HTTP/1.1 200 OK\r\nContent-Type: application/x-protobuf\r\nTransfer-Encoding: chunked\r\n\r\n" + string.Concat(Enumerable.Repeat("100\r\n" + new string('x', 256) + "\r\n", 8)));
        using GrpcChannel small = GrpcChannel.ForAddress(endless.Address, new GrpcChannelOptions { MaxReceiveMessageSize = 1000 }.UseHttpForm());
        Assert.Equal(StatusCode.ResourceExhausted, await CodeAsync(() => new Echo.V1.Echo.EchoClient(small).UnaryAsync(new EchoMessage(), cancellationToken: Token)));
    }

    [Fact]
    public async Task Deadline_AndCancellation_EndTheCall()
    {
        var time = new ManualTime();
        await using EchoServer server = await EchoServer.StartAsync();
        using GrpcChannel channel = GrpcChannel.ForAddress(server.Address, new GrpcChannelOptions().UseTimeProvider(time).UseHttpForm());
        var client = new Echo.V1.Echo.EchoClient(channel);
        using AsyncUnaryCall<EchoMessage> late = client.WaitAsync(new EchoMessage(), deadline: time.GetUtcNow().UtcDateTime.AddSeconds(10), cancellationToken: Token);
        await server.Service.WaitStarted.Task.WaitAsync(EchoServer.Soon, Token);
        time.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal(StatusCode.DeadlineExceeded, (await Assert.ThrowsAsync<RpcException>(() => late.ResponseAsync.WaitAsync(EchoServer.Soon, Token))).StatusCode);
        await server.Service.WaitCancelled.Task.WaitAsync(EchoServer.Soon, Token);

        await using EchoServer second = await EchoServer.StartAsync();
        using GrpcChannel other = Channel(second.Address);
        using var giveUp = new CancellationTokenSource();
        using AsyncUnaryCall<EchoMessage> call = new Echo.V1.Echo.EchoClient(other).WaitAsync(new EchoMessage(), cancellationToken: giveUp.Token);
        await second.Service.WaitStarted.Task.WaitAsync(EchoServer.Soon, Token);
        await giveUp.CancelAsync();
        Assert.Equal(StatusCode.Cancelled, (await Assert.ThrowsAsync<RpcException>(() => call.ResponseAsync.WaitAsync(EchoServer.Soon, Token))).StatusCode);
        await second.Service.WaitCancelled.Task.WaitAsync(EchoServer.Soon, Token);
    }

    // What a gateway of another make gets, and what it may answer.
    [Fact]
    public async Task Requests_AreWhatCurlWouldSend()
    {
        var message = new EchoMessage { Text = "bytes", Number = 7 };
        await using var gateway = new OneAnswer("HTTP/1.1 404 Not Found\r\nContent-Type: application/json\r\nSet-Cookie: VIEW=1; Path=/\r\nGrpc-Metadata-Content-Type: application/grpc\r\n"
            + "Content-Length: 45\r\n\r\n{\"code\":5,\"message\":\"not there\",\"details\":[]}");
        using GrpcChannel channel = Channel(gateway.Address);
        using AsyncUnaryCall<EchoMessage> call = new Echo.V1.Echo.EchoClient(channel).UnaryAsync(
            message, new Metadata { { "chain-id", "main" }, { "cookie", "VIEW=0" } }, DateTime.UtcNow.AddHours(1), Token);
        RpcException e = await Assert.ThrowsAsync<RpcException>(async () => await call);
        Assert.Equal((StatusCode.NotFound, "not there"), (e.StatusCode, e.Status.Detail));
        Assert.Equal("VIEW=1; Path=/", (await call.ResponseHeadersAsync).GetValue("set-cookie"));
        (string[] head, byte[] body) = await gateway.Request.WaitAsync(EchoServer.Soon, Token);
        Assert.Equal("POST /gw/echo.v1.Echo/Unary HTTP/1.1", head[0]);
        Assert.Contains("Content-Type: application/x-protobuf", head, StringComparer.OrdinalIgnoreCase);
        Assert.Contains("Accept: application/x-protobuf", head, StringComparer.OrdinalIgnoreCase);
        Assert.Contains("chain-id: main", head, StringComparer.OrdinalIgnoreCase);
        Assert.Contains("cookie: VIEW=0", head, StringComparer.OrdinalIgnoreCase);
        Assert.Contains(head, h => h.StartsWith("grpc-timeout: ", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(message.ToByteArray(), body);
    }

    [Theory]
    [InlineData("200 OK", "text/html", "<html>", StatusCode.Unknown)]
    [InlineData("200 OK", "application/json", "{}", StatusCode.Unknown)]
    [InlineData("200 OK", "application/x-protobuf", "\u00FF\u00FF", StatusCode.Internal)]
    [InlineData("204 No Content", "application/x-protobuf", "", StatusCode.Unknown)]
    [InlineData("301 Moved Permanently", "text/html", "there", StatusCode.Unknown)]
    [InlineData("401 Unauthorized", "text/html", "who", StatusCode.Unauthenticated)]
    [InlineData("404 Not Found", "text/html", "none", StatusCode.Unimplemented)]
    [InlineData("502 Bad Gateway", "text/html", "down", StatusCode.Unavailable)]
    [InlineData("503 Service Unavailable", "application/json", "{", StatusCode.Unavailable)]
    [InlineData("503 Service Unavailable", "application/json", "[]", StatusCode.Unavailable)]
    [InlineData("503 Service Unavailable", "application/json", "{\"code\":\"x\"}", StatusCode.Unavailable)]
    [InlineData("503 Service Unavailable", "application/json", "{\"code\":0}", StatusCode.Unavailable)]
    [InlineData("503 Service Unavailable", "application/json", "{\"code\":17}", StatusCode.Unavailable)]
    [InlineData("503 Service Unavailable", "application/json", "{\"code\":1e99}", StatusCode.Unavailable)]
    [InlineData("503 Service Unavailable", "application/json", "{\"code\":8,\"message\":1}", StatusCode.ResourceExhausted)]
    [InlineData("503 Service Unavailable", "application/json", "{\"code\":8,\"message\":\"\\ud800\"}", StatusCode.Unavailable)]
    public async Task OddAnswers_AreFailures(string status, string type, string body, StatusCode code)
    {
        await using var gateway = new OneAnswer($"HTTP/1.1 {status}\r\nContent-Type: {type}\r\nContent-Length: {body.Length}\r\n\r\n{body}");
        using GrpcChannel channel = Channel(gateway.Address);
        Assert.Equal(code, await CodeAsync(() => new Echo.V1.Echo.EchoClient(channel).UnaryAsync(new EchoMessage(), cancellationToken: Token)));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: application/x-protobuf\r\nContent-Length: 100\r\n\r\nhalf")]
    [InlineData("SSH-2.0-x\r\n")]
    [InlineData("")]
    public async Task BrokenAnswers_AreFailures(string answer)
    {
        await using var gateway = new OneAnswer(answer);
        using GrpcChannel channel = Channel(gateway.Address);
        StatusCode code = await CodeAsync(() => new Echo.V1.Echo.EchoClient(channel).UnaryAsync(new EchoMessage(), cancellationToken: Token));
        Assert.True(code is StatusCode.Unavailable or StatusCode.Internal, code.ToString());
    }

    private static GrpcChannel Channel(string address, HttpMessageHandler? handler = null) =>
        GrpcChannel.ForAddress(address, new GrpcChannelOptions { HttpHandler = handler }.UseHttpForm());

    private static async Task<StatusCode> CodeAsync(Func<AsyncUnaryCall<EchoMessage>> call)
    {
        try
        {
            await call();
            return StatusCode.OK;
        }
        catch (RpcException e)
        {
            return e.StatusCode;
        }
    }

    /// <summary>Takes one request as bytes and answers it with bytes.</summary>
    private sealed class OneAnswer : IAsyncDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

        internal OneAnswer(string answer)
        {
            _listener.Start();
            Request = TakeAsync(answer);
        }

        internal string Address => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

        internal Task<(string[] Head, byte[] Body)> Request { get; }

        public async ValueTask DisposeAsync()
        {
            _listener.Stop();
            await Request.ContinueWith(static _ => { }, TaskScheduler.Default);
        }

        private async Task<(string[] Head, byte[] Body)> TakeAsync(string answer)
        {
            using TcpClient client = await _listener.AcceptTcpClientAsync(Token);
            NetworkStream stream = client.GetStream();
            List<byte> bytes = [];
            byte[] buffer = new byte[4096];
            int end, length = 0;
            do
            {
                int count = await stream.ReadAsync(buffer, Token);
                if (count == 0) break;
                bytes.AddRange(buffer.AsSpan(0, count));
                end = bytes.ToArray().AsSpan().IndexOf("\r\n\r\n"u8);
                string? header = end < 0 ? null : Encoding.Latin1.GetString([.. bytes[..end]]).Split("\r\n").FirstOrDefault(h => h.StartsWith("Content-Length: ", StringComparison.OrdinalIgnoreCase));
                length = header is null ? 0 : int.Parse(header["Content-Length: ".Length..], System.Globalization.CultureInfo.InvariantCulture);
            }
            while (end < 0 || bytes.Count < end + 4 + length);
            await stream.WriteAsync(Encoding.Latin1.GetBytes(answer), Token);
            int head = bytes.ToArray().AsSpan().IndexOf("\r\n\r\n"u8);
            return (Encoding.Latin1.GetString([.. bytes[..head]]).Split("\r\n"), [.. bytes[(head + 4)..]]);
        }
    }
}
