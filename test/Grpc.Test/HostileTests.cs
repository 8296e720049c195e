using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using Echo;
using Echo.V1;
using Google.Protobuf;
using Grpc.Core;

namespace MobileCoin.Grpc.Test;

/// <summary>Abuse: the caller gets the status it has earned, and others are served.</summary>
public sealed class HostileTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, byte[], string, int> Bodies()
    {
        byte[] good = new EchoMessage { Text = "x" }.ToByteArray();
        byte[] bomb = Packed(new byte[5 * 1024 * 1024]);
        Assert.InRange(bomb.Length, 1, 40_000);
        return new TheoryData<string, byte[], string, int>
        {
            { "good", Frame(0, good), "", 0 },
            { "empty message", Frame(0, []), "", 0 },
            { "gzip", Frame(1, Packed(good)), "gzip", 0 },
            { "flag", Frame(2, good), "", 13 },
            { "length over the limit", [0, 0x7F, 0xFF, 0xFF, 0xFF], "", 8 },
            { "length of 32 bits", [0, 0xFF, 0xFF, 0xFF, 0xFF, 1], "", 8 },
            { "half a header", [0, 0, 0], "", 13 },
            { "half a message", [0, 0, 0, 0, 9, 1], "", 13 },
            { "compressed without encoding", Frame(1, Packed(good)), "", 13 },
            { "compressed with identity", Frame(1, Packed(good)), "identity", 13 },
            { "no gzip", Frame(1, [1, 2, 3]), "gzip", 13 },
            { "half a gzip", Frame(1, bomb[..(bomb.Length / 2)]), "gzip", 13 },
            { "bomb", Frame(1, bomb), "gzip", 8 },
            { "unknown encoding", Frame(1, good), "br", 12 },
            { "no message", [], "", 12 },
            { "two messages", [.. Frame(0, good), .. Frame(0, good)], "", 12 },
            { "a message and a half", [.. Frame(0, good), 0, 0], "", 13 },
            { "no protobuf", Frame(0, [0xFF]), "", 13 },
        };
    }

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Bodies_GetTheirStatus(string name, byte[] body, string encoding, int status)
    {
        await using EchoServer server = await EchoServer.StartAsync();
        using HttpResponseMessage answer = await PostAsync(server, body, r =>
        {
            if (encoding.Length > 0) r.Headers.TryAddWithoutValidation("grpc-encoding", encoding);
        });
        Assert.Equal(200, (int)answer.StatusCode);
        Assert.True(status == StatusOf(answer), $"{name}: {StatusOf(answer)}");
        Assert.Equal(status == 0 ? 0 : 1, server.Log.Lines.Count(l => l.Contains("/echo.v1.Echo/Unary: refused with", StringComparison.Ordinal)));
        if (encoding == "br") Assert.Equal("identity,gzip", answer.Headers.GetValues("grpc-accept-encoding").Single());
    }

    [Theory]
    [InlineData("grpc-timeout", "1")]
    [InlineData("grpc-timeout", "123456789S")]
    [InlineData("grpc-timeout", "-1S")]
    [InlineData("grpc-timeout", "1D")]
    [InlineData("x-echo-bin", "*")]
    public async Task Headers_GetTheirStatus(string name, string value)
    {
        await using EchoServer server = await EchoServer.StartAsync();
        using HttpResponseMessage answer = await PostAsync(server, Frame(0, []), r => r.Headers.TryAddWithoutValidation(name, value));
        Assert.Equal(13, StatusOf(answer));
    }

    [Theory]
    [InlineData("text/plain", 2, 415)]
    [InlineData("application/grpc-web+proto", 2, 415)]
    [InlineData("application/grpc+json", 2, 415)]
    [InlineData("application/grpcx", 2, 415)]
    [InlineData(null, 2, 415)]
    [InlineData("application/grpc", 1, 426)]
    [InlineData("application/grpc+proto", 2, 200)]
    [InlineData("application/grpc;x=y", 2, 200)]
    public async Task ContentTypes_GetTheirStatus(string? type, int version, int status)
    {
        await using EchoServer server = await EchoServer.StartAsync();
        using HttpResponseMessage answer = await PostAsync(server, Frame(0, []), r =>
        {
            r.Version = new Version(version, version == 2 ? 0 : 1);
            r.Content!.Headers.Remove("Content-Type");
            if (type is not null) r.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        });
        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact]
    public async Task SlowReader_HoldsUpItselfAlone()
    {
        await using EchoServer server = await EchoServer.StartAsync();
        const int Size = 64 * 1024;
        using (var slow = server.Client().Expand(new EchoMessage { Number = 100_000, Payload = ByteString.CopyFrom(new byte[Size]) }, cancellationToken: Token))
        {
            await slow.ResponseHeadersAsync.WaitAsync(EchoServer.Soon, Token);
            Assert.True(await slow.ResponseStream.MoveNext(Token));
            await ServesAsync(server, 200);
            // Windows and buffers take a few megabytes at most; the stream would be six gigabytes.
            Assert.InRange(server.Service.Written, 1, 64 * 1024 * 1024 / Size);
        }
        await ServesAsync(server);
    }

    [Fact]
    public async Task SlowServer_HoldsBackItsClient()
    {
        await using EchoServer server = await EchoServer.StartAsync();
        // Nobody reads the replies, so the handler waits with one of them and reads no more: what is written beyond stays with the client.
        using var chat = server.Client().Chat(cancellationToken: Token);
        var message = new EchoMessage { Payload = ByteString.CopyFrom(new byte[256 * 1024]) };
        int written = 0;
        Task writing = Task.Run(async () =>
        {
            for (; written < 1000; written++) await chat.RequestStream.WriteAsync(message, Token);
        }, Token);
        await ServesAsync(server, 200);
        Assert.False(writing.IsCompleted);
        Assert.InRange(written, 0, 500);
        chat.Dispose();
        await Assert.ThrowsAnyAsync<Exception>(() => writing.WaitAsync(EchoServer.Soon, Token));
    }

    [Fact]
    public async Task RapidReset_DoesNotStopOthers()
    {
        await using EchoServer server = await EchoServer.StartAsync();
        using RawConnection raw = await RawConnection.OpenAsync(server.Clear);
        byte[] fields = RawConnection.CallFields("/echo.v1.Echo/Wait");
        try
        {
            for (int stream = 1; stream < 40_000; stream += 2)
            {
                await raw.SendAsync([.. RawConnection.Frame(RawConnection.Headers, 4, stream, fields), .. RawConnection.Frame(RawConnection.Reset, 0, stream, [0, 0, 0, 8])]);
            }
            await raw.SendAsync(RawConnection.Frame(RawConnection.Ping, 0, 0, new byte[8]));
        }
        catch (IOException)
        {
            // The server has had enough.
        }
        await ServesAsync(server);
    }

    [Fact]
    public async Task HeaderFlood_EndsTheConnection()
    {
        await using EchoServer server = await EchoServer.StartAsync();
        using RawConnection raw = await RawConnection.OpenAsync(server.Clear);
        await raw.SendAsync(RawConnection.Frame(RawConnection.Headers, 0, 1, RawConnection.CallFields("/echo.v1.Echo/Unary")));
        byte[] more = RawConnection.Frame(RawConnection.Continuation, 0, 1, RawConnection.Fields(("x-flood", new string('x', 10_000))));
        try
        {
            for (int i = 0; i < 1000; i++) await raw.SendAsync(more);
        }
        catch (IOException)
        {
            // Closed already.
        }
        await raw.WaitForEndAsync();
        await ServesAsync(server);
    }

    [Fact]
    public async Task OversizedHeaders_AreRefused()
    {
        await using EchoServer server = await EchoServer.StartAsync();
        await Assert.ThrowsAnyAsync<RpcException>(async () => await server.Client().UnaryAsync(new EchoMessage(),
            new Metadata { { "x-large", new string('x', 50_000) } }, cancellationToken: Token));
        await ServesAsync(server);
    }

    [Theory]
    [InlineData("")]
    [InlineData("PR")]
    public async Task SilentConnections_AreClosed(string start)
    {
        var time = new ManualTime();
        await using EchoServer server = await EchoServer.StartAsync(o => o.TimeProvider = time);
        using RawConnection raw = await RawConnection.OpenAsync(server.Clear, preface: false);
        await raw.SendAsync(System.Text.Encoding.ASCII.GetBytes(start));
        await ServesAsync(server);
        Task ended = raw.WaitForEndAsync();
        // The listener may not yet have seen the connection: time passes until it has.
        while (!ended.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(11));
            await Task.WhenAny(ended, Task.Delay(10, Token));
        }
        await ended;
    }

    [Fact]
    public async Task Preface_MayComeByteByByte()
    {
        await using EchoServer server = await EchoServer.StartAsync();
        using RawConnection raw = await RawConnection.OpenAsync(server.Clear, preface: false);
        raw.Stream.Socket.NoDelay = true;
        foreach (byte b in "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8.ToArray()) await raw.SendAsync([b]);
        await raw.SendAsync(RawConnection.Frame(RawConnection.Settings, 0, 0, []));
        Assert.True(await raw.WaitForAsync(RawConnection.Settings));
    }

    [Theory]
    [InlineData("\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00FC\u0003\u0003\r\n\r\n")]
    [InlineData("PRI * HTTP/1.1\r\n\r\n")]
    [InlineData("PRIX / HTTP/1.1\r\n\r\n")]
    [InlineData("\r\n\r\nGARBAGE\r\n\r\n")]
    public async Task Garbage_EndsItsConnection(string bytes)
    {
        await using EchoServer server = await EchoServer.StartAsync();
        using RawConnection raw = await RawConnection.OpenAsync(server.Clear, preface: false);
        await raw.SendAsync(System.Text.Encoding.Latin1.GetBytes(bytes));
        using var all = new MemoryStream();
        try
        {
            await raw.Stream.CopyToAsync(all, Token).WaitAsync(EchoServer.Soon, Token);
        }
        catch (IOException)
        {
            // Closed with bytes unread.
        }
        await ServesAsync(server);
    }

    [Fact]
    public async Task HalfClosedAndAbandonedStreams_AreForgotten()
    {
        await using EchoServer server = await EchoServer.StartAsync();
        using (RawConnection raw = await RawConnection.OpenAsync(server.Clear))
        {
            await raw.SendAsync(RawConnection.Frame(RawConnection.Headers, 4, 1, RawConnection.CallFields("/echo.v1.Echo/Wait")));
            await raw.SendAsync(RawConnection.Frame(RawConnection.Data, 1, 1, Frame(0, [])));
            await server.Service.WaitStarted.Task.WaitAsync(EchoServer.Soon, Token);
            await ServesAsync(server);
        }
        await server.Service.WaitCancelled.Task.WaitAsync(EchoServer.Soon, Token);
    }

    private static async Task ServesAsync(EchoServer server, int calls = 3)
    {
        using var channel = global::Grpc.Net.Client.GrpcChannel.ForAddress(server.Address);
        var client = new Echo.V1.Echo.EchoClient(channel);
        for (int i = 0; i < calls; i++)
        {
            EchoMessage reply = await client.UnaryAsync(new EchoMessage { Number = i }, cancellationToken: Token).ResponseAsync.WaitAsync(EchoServer.Soon, Token);
            Assert.Equal(i, reply.Number);
        }
    }

    private static async Task<HttpResponseMessage> PostAsync(EchoServer server, byte[] body, Action<HttpRequestMessage> change)
    {
        using var http = new HttpMessageInvoker(new SocketsHttpHandler());
        using var request = new HttpRequestMessage(HttpMethod.Post, server.Address + "/echo.v1.Echo/Unary")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/grpc") } },
        };
        change(request);
        HttpResponseMessage answer = await http.SendAsync(request, Token);
        await answer.Content.LoadIntoBufferAsync(Token);
        return answer;
    }

    private static int StatusOf(HttpResponseMessage answer)
    {
        HttpResponseHeaders from = answer.Headers.Contains("grpc-status") ? answer.Headers : answer.TrailingHeaders;
        return int.Parse(from.GetValues("grpc-status").Single(), System.Globalization.CultureInfo.InvariantCulture);
    }

    private static byte[] Frame(byte flag, byte[] message) => [flag, 0, (byte)(message.Length >> 16), (byte)(message.Length >> 8), (byte)message.Length, .. message];

    private static byte[] Packed(byte[] message)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize)) gzip.Write(message);
        return packed.ToArray();
    }
}
