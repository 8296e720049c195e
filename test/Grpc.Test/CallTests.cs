using Echo;
using Echo.V1;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;

namespace MobileCoin.Grpc.Test;

public sealed class CallTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task FourShapes_OverPlainAndTls(bool tls)
    {
        await using EchoServer server = await EchoServer.StartAsync();
        Echo.V1.Echo.EchoClient client = tls ? server.SecureClient() : server.Client();
        Assert.Equal("hello", (await client.UnaryAsync(new EchoMessage { Text = "hello" }, cancellationToken: Token)).Text);
        Assert.Equal("hello", client.Unary(new EchoMessage { Text = "hello" }, cancellationToken: Token).Text);
        Assert.Equal("a,b,c", await EchoCalls.CollectAsync(client, ["a", "b", "c"]));
        Assert.Equal("", await EchoCalls.CollectAsync(client, []));
        Assert.Equal(1000, await EchoCalls.ExpandAsync(client, 1000, Token));
        Assert.Equal(0, await EchoCalls.ExpandAsync(client, 0, Token));
        Assert.Equal(["x", "y", "z"], await EchoCalls.ChatAsync(client, ["x", "y", "z"]));
        Assert.Empty(server.Log.Lines);
    }

    [Fact]
    public async Task Metadata_TravelsBothWays()
    {
        await using EchoServer server = await EchoServer.StartAsync();
        var headers = new Metadata { { "X-Echo", "one" }, { "x-echo", "two" }, { "x-echo-bin", [0, 255, 44, 1] }, { "cookie", "VIEW=abc" }, { "Cookie", "LEDGER=1" } };
        using AsyncUnaryCall<EchoMessage> call = server.Client().UnaryAsync(new EchoMessage(), headers, cancellationToken: Token);
        Metadata answer = await call.ResponseHeadersAsync;
        await call;
        // HTTP lets values of one name be joined on the way.
        Assert.Equal("one, two", string.Join(", ", answer.GetAll("x-echo").Select(e => e.Value)));
        Assert.Equal("VIEW=abc; LEDGER=1; Path=/", answer.GetValue("set-cookie"));
        Assert.Equal([0, 255, 44, 1], call.GetTrailers().GetValueBytes("x-echo-bin")!);
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
    }

    [Fact]
    public async Task Context_TellsPeerMethodAndDeadline()
    {
        ServerCallContext? seen = null;
        string peer = "", method = "", host = "";
        DateTime deadline = default;
        await using EchoServer server = await EchoServer.StartAsync(o =>
        {
            o.Services.Clear();
            o.Services.Add(Echo.V1.Echo.BindService(new EchoService()).Intercept(new Probe(c =>
            {
                (seen, peer, method, host, deadline) = (c, c.Peer, c.Method, c.Host, c.Deadline);
            })));
        });
        DateTime asked = DateTime.UtcNow.AddMinutes(5);
        await server.Client().UnaryAsync(new EchoMessage(), deadline: asked, cancellationToken: Token);
        Assert.NotNull(seen);
        Assert.StartsWith("ipv4:127.0.0.1:", peer, StringComparison.Ordinal);
        Assert.Equal("/echo.v1.Echo/Unary", method);
        Assert.Equal($"127.0.0.1:{server.Clear.Port}", host);
        Assert.InRange(deadline, asked.AddSeconds(-20), asked.AddSeconds(20));
    }

    [Theory]
    [InlineData(StatusCode.NotFound, "not here: ü % \n ✓")]
    [InlineData(StatusCode.PermissionDenied, "")]
    [InlineData(StatusCode.Unauthenticated, "x")]
    public async Task Failure_ArrivesWithCodeTextAndDetails(StatusCode code, string text)
    {
        await using EchoServer server = await EchoServer.StartAsync();
        RpcException e = await Assert.ThrowsAsync<RpcException>(async () =>
            await server.Client().FailAsync(new EchoMessage { Number = (int)code, Text = text }, cancellationToken: Token));
        Assert.Equal(code, e.StatusCode);
        Assert.Equal(text, e.Status.Detail);
        Assert.Equal(text.Length == 0 ? "none" : "given", e.Trailers.GetValue("x-reason"));
        Assert.NotEmpty(e.Trailers.GetValueBytes("grpc-status-details-bin")!);
    }

    [Fact]
    public async Task SetStatus_EndsTheCallWithoutAMessage()
    {
        await using EchoServer server = await EchoServer.StartAsync();
        RpcException e = await Assert.ThrowsAsync<RpcException>(async () =>
            await server.Client().FailAsync(new EchoMessage { Number = 9, Text = "status" }, cancellationToken: Token));
        Assert.Equal(StatusCode.FailedPrecondition, e.StatusCode);
        Assert.Equal("t", e.Trailers.GetValue("x-trailer"));
    }

    [Fact]
    public async Task UnhandledException_IsUnknown_AndTellsTheLogAlone()
    {
        await using EchoServer server = await EchoServer.StartAsync();
        RpcException e = await Assert.ThrowsAsync<RpcException>(async () =>
            await server.Client().FailAsync(new EchoMessage { Text = "throw" }, cancellationToken: Token));
        Assert.Equal(StatusCode.Unknown, e.StatusCode);
        Assert.DoesNotContain("42", e.Status.Detail, StringComparison.Ordinal);
        Assert.Contains(server.Log.Lines, l => l.Contains("/echo.v1.Echo/Fail", StringComparison.Ordinal) && l.Contains("InvalidOperationException", StringComparison.Ordinal));
    }

    [Fact]
    public async Task UnknownMethods_AreUnimplemented()
    {
        await using EchoServer server = await EchoServer.StartAsync(o => o.Services.RemoveAt(0));
        RpcException e = await Assert.ThrowsAsync<RpcException>(async () => await server.Client().UnaryAsync(new EchoMessage(), cancellationToken: Token));
        Assert.Equal(StatusCode.Unimplemented, e.StatusCode);
    }

    [Fact]
    public async Task Interceptors_StandOnBothSides()
    {
        List<string> log = [];
        await using EchoServer server = await EchoServer.StartAsync(o =>
            o.Services[0] = Echo.V1.Echo.BindService(new EchoService()).Intercept(new LoggingInterceptor(log)));
        using GrpcChannel channel = GrpcChannel.ForAddress(server.Address);
        var client = new Echo.V1.Echo.EchoClient(EchoCalls.Logged(channel.CreateCallInvoker(), log));
        using AsyncUnaryCall<EchoMessage> call = client.UnaryAsync(new EchoMessage(), cancellationToken: Token);
        Assert.Equal("intercepted", (await call.ResponseHeadersAsync).GetValue("x-echo"));
        await call;
        Assert.Equal(["client /echo.v1.Echo/Unary", "server /echo.v1.Echo/Unary"], log);
    }

    [Fact]
    public async Task LargeMessages_PassUpToTheLimit()
    {
        await using EchoServer server = await EchoServer.StartAsync();
        byte[] bytes = new byte[(4 * 1024 * 1024) - 64];
        Random.Shared.NextBytes(bytes);
        EchoMessage reply = await server.Client().UnaryAsync(new EchoMessage { Payload = UnsafeByteOperations.UnsafeWrap(bytes) }, cancellationToken: Token);
        Assert.True(reply.Payload.Span.SequenceEqual(bytes));
    }

    [Fact]
    public async Task MessagesOverTheLimit_AreRefused_EachWay()
    {
        await using EchoServer server = await EchoServer.StartAsync(o => (o.MaxReceiveMessageSize, o.MaxSendMessageSize) = (10_000, 5_000));
        Assert.Equal(StatusCode.ResourceExhausted, await CodeAsync(server.Client(), 10_001, Token));
        Assert.Equal(StatusCode.ResourceExhausted, await CodeAsync(server.Client(), 6_000, Token));
        Assert.Equal(StatusCode.OK, await CodeAsync(server.Client(), 4_000, Token));

        using GrpcChannel small = GrpcChannel.ForAddress(server.Address, new GrpcChannelOptions { MaxReceiveMessageSize = 1000, MaxSendMessageSize = 2000 });
        var client = new Echo.V1.Echo.EchoClient(small);
        Assert.Equal(StatusCode.ResourceExhausted, await CodeAsync(client, 1500, Token));
        Assert.Equal(StatusCode.ResourceExhausted, await CodeAsync(client, 2500, Token));
        Assert.Equal(StatusCode.OK, await CodeAsync(client, 900, Token));
    }

    [Fact]
    public async Task Gzip_IsTakenBothWays()
    {
        await using EchoServer server = await EchoServer.StartAsync(o => o.CompressResponses = true);
        var headers = new Metadata { { "grpc-internal-encoding-request", "gzip" } };
        EchoMessage request = new() { Payload = ByteString.CopyFrom(new byte[100_000]) };
        using AsyncUnaryCall<EchoMessage> call = server.Client().UnaryAsync(request, headers, cancellationToken: Token);
        Assert.Equal(request, await call);
        Assert.Equal(2, await ChatCountAsync(server.Client(), headers));
    }

    [Fact]
    public async Task HealthAndReflection_Answer()
    {
        await using EchoServer server = await EchoServer.StartAsync();
        using GrpcChannel channel = GrpcChannel.ForAddress(server.Address);
        var health = new Wire.Health.Health.HealthClient(channel);
        Assert.Equal(Wire.Health.HealthCheckResponse.Types.ServingStatus.Serving,
            (await health.CheckAsync(new Wire.Health.HealthCheckRequest { Service = "any" }, cancellationToken: Token)).Status);
        Assert.Equal("ping", (await health.PingAsync(new Wire.Health.PingRequest { Data = ByteString.CopyFromUtf8("ping") }, cancellationToken: Token)).Data.ToStringUtf8());
        using var watch = health.Watch(new Wire.Health.HealthCheckRequest(), cancellationToken: Token);
        Assert.Equal(StatusCode.Unimplemented, (await Assert.ThrowsAsync<RpcException>(() => watch.ResponseStream.MoveNext(Token))).StatusCode);

        using var reflection = new global::Grpc.Reflection.V1.ServerReflection.ServerReflectionClient(channel).ServerReflectionInfo(cancellationToken: Token);
        await reflection.RequestStream.WriteAsync(new global::Grpc.Reflection.V1.ServerReflectionRequest { ListServices = "" }, Token);
        Assert.True(await reflection.ResponseStream.MoveNext(Token));
        Assert.Equal(["echo.v1.Echo", "grpc.health.v1.Health", "grpc.reflection.v1.ServerReflection"],
            reflection.ResponseStream.Current.ListServicesResponse.Service.Select(s => s.Name));
        await reflection.RequestStream.WriteAsync(new global::Grpc.Reflection.V1.ServerReflectionRequest { FileContainingSymbol = "echo.v1.Echo.Chat" }, Token);
        Assert.True(await reflection.ResponseStream.MoveNext(Token));
        Assert.Equal([Echo.V1.Echo.Descriptor.File.SerializedData], reflection.ResponseStream.Current.FileDescriptorResponse.FileDescriptorProto);
        await reflection.RequestStream.WriteAsync(new global::Grpc.Reflection.V1.ServerReflectionRequest { FileByFilename = "none.proto" }, Token);
        Assert.True(await reflection.ResponseStream.MoveNext(Token));
        Assert.Equal((int)StatusCode.NotFound, reflection.ResponseStream.Current.ErrorResponse.ErrorCode);
        await reflection.RequestStream.CompleteAsync();
        Assert.False(await reflection.ResponseStream.MoveNext(Token));
    }

    private static async Task<int> ChatCountAsync(Echo.V1.Echo.EchoClient client, Metadata headers)
    {
        using var call = client.Chat(headers, cancellationToken: Token);
        call.RequestStream.WriteOptions = new WriteOptions(WriteFlags.NoCompress);
        await call.RequestStream.WriteAsync(new EchoMessage { Text = "plain" }, Token);
        call.RequestStream.WriteOptions = null;
        await call.RequestStream.WriteAsync(new EchoMessage { Text = "packed" }, Token);
        await call.RequestStream.CompleteAsync();
        int count = 0;
        await foreach (EchoMessage _ in call.ResponseStream.ReadAllAsync(Token)) count++;
        return count;
    }

    private static async Task<StatusCode> CodeAsync(Echo.V1.Echo.EchoClient client, int size, CancellationToken token)
    {
        try
        {
            await client.UnaryAsync(new EchoMessage { Payload = ByteString.CopyFrom(new byte[size]) }, cancellationToken: token);
            return StatusCode.OK;
        }
        catch (RpcException e)
        {
            return e.StatusCode;
        }
    }

    private sealed class Probe(Action<ServerCallContext> look) : Interceptor
    {
        public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
            TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
        {
            look(context);
            return continuation(request, context);
        }
    }
}
