using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Echo;
using Echo.V1;
using Grpc.Core;
using Grpc.Net.Client;

namespace MobileCoin.Grpc.Test;

/// <summary>How calls, connections and servers end.</summary>
public sealed class EndingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Cancellation_ReachesTheHandler()
    {
        await using EchoServer server = await EchoServer.StartAsync();
        using var source = new CancellationTokenSource();
        using AsyncUnaryCall<EchoMessage> call = server.Client().WaitAsync(new EchoMessage(), cancellationToken: source.Token);
        await server.Service.WaitStarted.Task.WaitAsync(EchoServer.Soon, Token);
        await source.CancelAsync();
        RpcException e = await Assert.ThrowsAsync<RpcException>(async () => await call);
        Assert.Equal(StatusCode.Cancelled, e.StatusCode);
        Assert.Equal(StatusCode.Cancelled, call.GetStatus().StatusCode);
        await server.Service.WaitCancelled.Task.WaitAsync(EchoServer.Soon, Token);
    }

    [Fact]
    public async Task DisposedCall_ReachesTheHandler()
    {
        await using EchoServer server = await EchoServer.StartAsync();
        AsyncUnaryCall<EchoMessage> call = server.Client().WaitAsync(new EchoMessage(), cancellationToken: Token);
        await server.Service.WaitStarted.Task.WaitAsync(EchoServer.Soon, Token);
        call.Dispose();
        await server.Service.WaitCancelled.Task.WaitAsync(EchoServer.Soon, Token);
        await Assert.ThrowsAsync<RpcException>(async () => await call);
    }

    [Fact]
    public async Task CancelledBefore_NeverStarts()
    {
        RpcException e = await Assert.ThrowsAsync<RpcException>(async () =>
            await EchoCalls.Client("http://127.0.0.1:1").UnaryAsync(new EchoMessage(), cancellationToken: new CancellationToken(true)));
        Assert.Equal(StatusCode.Cancelled, e.StatusCode);
        e = await Assert.ThrowsAsync<RpcException>(async () =>
            await EchoCalls.Client("http://127.0.0.1:1").UnaryAsync(new EchoMessage(), deadline: DateTime.UtcNow.AddSeconds(-1), cancellationToken: Token));
        Assert.Equal(StatusCode.DeadlineExceeded, e.StatusCode);
    }

    [Fact]
    public async Task ClientDeadline_GoesByItsClock()
    {
        var time = new ManualTime();
        await using EchoServer server = await EchoServer.StartAsync();
        using GrpcChannel channel = GrpcChannel.ForAddress(server.Address, new GrpcChannelOptions().UseTimeProvider(time));
        using AsyncUnaryCall<EchoMessage> call = new Echo.V1.Echo.EchoClient(channel).WaitAsync(
            new EchoMessage(), deadline: time.GetUtcNow().UtcDateTime.AddHours(1), cancellationToken: Token);
        await server.Service.WaitStarted.Task.WaitAsync(EchoServer.Soon, Token);
        time.Advance(TimeSpan.FromHours(1));
        RpcException e = await Assert.ThrowsAsync<RpcException>(() => call.ResponseAsync.WaitAsync(EchoServer.Soon, Token));
        Assert.Equal(StatusCode.DeadlineExceeded, e.StatusCode);
        await server.Service.WaitCancelled.Task.WaitAsync(EchoServer.Soon, Token);
    }

    // The client's own clock stands still: the status is the server's.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ServerDeadline_GoesByItsClock_AndEndsTheCall(bool stream)
    {
        var time = new ManualTime();
        await using EchoServer server = await EchoServer.StartAsync(o => o.TimeProvider = time);
        using GrpcChannel channel = GrpcChannel.ForAddress(server.Address, new GrpcChannelOptions().UseTimeProvider(new ManualTime()));
        var client = new Echo.V1.Echo.EchoClient(channel);
        DateTime deadline = new ManualTime().GetUtcNow().UtcDateTime.AddHours(1);
        Task call;
        if (stream)
        {
            AsyncDuplexStreamingCall<EchoMessage, EchoMessage> chat = client.Chat(deadline: deadline, cancellationToken: Token);
            await chat.RequestStream.WriteAsync(new EchoMessage(), Token);
            Assert.True(await chat.ResponseStream.MoveNext(Token));
            call = chat.ResponseStream.MoveNext(Token);
        }
        else
        {
            call = client.WaitAsync(new EchoMessage(), deadline: deadline, cancellationToken: Token).ResponseAsync;
            await server.Service.WaitStarted.Task.WaitAsync(EchoServer.Soon, Token);
        }
        time.Advance(TimeSpan.FromHours(2));
        RpcException e = await Assert.ThrowsAsync<RpcException>(() => call.WaitAsync(EchoServer.Soon, Token));
        Assert.Equal(StatusCode.DeadlineExceeded, e.StatusCode);
        Assert.Equal("Deadline Exceeded", e.Status.Detail);
        // The stream's objects are used again, for calls that know nothing of this one.
        for (int i = 0; i < 20; i++) await client.UnaryAsync(new EchoMessage(), cancellationToken: Token);
    }

    [Fact]
    public async Task ServersEarlyStatus_EndsTheWriter()
    {
        await using EchoServer server = await EchoServer.StartAsync();
        using var chat = server.Client().Chat(cancellationToken: Token);
        await chat.RequestStream.WriteAsync(new EchoMessage { Text = "stop" }, Token);
        RpcException e = await Assert.ThrowsAsync<RpcException>(() => chat.ResponseStream.MoveNext(Token));
        Assert.Equal((StatusCode.Aborted, "stopped"), (e.StatusCode, e.Status.Detail));
        e = await Assert.ThrowsAsync<RpcException>(() => chat.RequestStream.WriteAsync(new EchoMessage(), Token));
        Assert.Equal(StatusCode.Aborted, e.StatusCode);
    }

    [Fact]
    public async Task AStreamThatIsRefused_TellsItsWriterWhy()
    {
        await using EchoServer server = await EchoServer.StartAsync();
        using GrpcChannel channel = GrpcChannel.ForAddress(server.Address);
        Marshaller<string> text = Marshallers.StringMarshaller;
        var method = new Method<string, string>(MethodType.DuplexStreaming, "echo.v1.Echo", "Absent", text, text);
        // The refusal comes at any moment of a write, also while the transport has heard of it and the call has not.
        for (int i = 0; i < 300; i++)
        {
            using AsyncDuplexStreamingCall<string, string> call = channel.CreateCallInvoker().AsyncDuplexStreamingCall(method, null, new CallOptions(cancellationToken: Token));
            RpcException e = await Assert.ThrowsAsync<RpcException>(async () =>
            {
                while (true) await call.RequestStream.WriteAsync("more", Token);
            });
            Assert.Equal(StatusCode.Unimplemented, e.StatusCode);
        }
    }

    [Fact]
    public async Task ClosedChannel_EndsItsCalls()
    {
        await using EchoServer server = await EchoServer.StartAsync();
        GrpcChannel channel = GrpcChannel.ForAddress(server.Address);
        var client = new Echo.V1.Echo.EchoClient(channel);
        AsyncUnaryCall<EchoMessage> call = client.WaitAsync(new EchoMessage(), cancellationToken: Token);
        await server.Service.WaitStarted.Task.WaitAsync(EchoServer.Soon, Token);
        await channel.ShutdownAsync();
        Assert.Equal(StatusCode.Cancelled, (await Assert.ThrowsAsync<RpcException>(async () => await call)).StatusCode);
        await server.Service.WaitCancelled.Task.WaitAsync(EchoServer.Soon, Token);
        await Assert.ThrowsAsync<RpcException>(async () => await client.UnaryAsync(new EchoMessage(), cancellationToken: Token));
    }

    // The handler waits for room that the client never makes; the deadline ends it all the same.
    [Fact]
    public async Task ServerDeadline_EndsAWriteThatWaits()
    {
        var time = new ManualTime();
        await using EchoServer server = await EchoServer.StartAsync(o => o.TimeProvider = time);
        using GrpcChannel channel = GrpcChannel.ForAddress(server.Address, new GrpcChannelOptions().UseTimeProvider(new ManualTime()));
        var client = new Echo.V1.Echo.EchoClient(channel);
        using var call = client.Expand(new EchoMessage { Number = 100_000, Payload = Google.Protobuf.ByteString.CopyFrom(new byte[64 * 1024]) },
            deadline: new ManualTime().GetUtcNow().UtcDateTime.AddHours(1), cancellationToken: Token);
        Assert.True(await call.ResponseStream.MoveNext(Token));
        for (int i = 0; i < 100; i++) await client.UnaryAsync(new EchoMessage(), cancellationToken: Token);
        time.Advance(TimeSpan.FromHours(2));
        RpcException e = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            while (await call.ResponseStream.MoveNext(Token))
            {
            }
        });
        Assert.Contains(e.StatusCode, new[] { StatusCode.DeadlineExceeded, StatusCode.Cancelled });
        for (int i = 0; i < 100; i++) await client.UnaryAsync(new EchoMessage(), cancellationToken: Token);
    }

    // Kestrel and this code use a stream's objects again: no call may get another's answer, however the one before it ended.
    [Fact]
    public async Task CallsThatEndInEveryWay_NeverMix()
    {
        await using EchoServer server = await EchoServer.StartAsync();
        using GrpcChannel channel = GrpcChannel.ForAddress(server.Address);
        var client = new Echo.V1.Echo.EchoClient(channel);
        int answered = 0;
        await Task.WhenAll(Enumerable.Range(0, 32).Select(worker => Task.Run(async () =>
        {
            var random = new Random(worker);
            for (int i = 0; i < 100; i++)
            {
                int number = (worker * 1000) + i;
                using var source = new CancellationTokenSource();
                DateTime? deadline = random.Next(3) == 0 ? DateTime.UtcNow.AddMilliseconds(random.Next(1, 6)) : null;
                using AsyncUnaryCall<EchoMessage> call = client.UnaryAsync(
                    new EchoMessage { Number = number, Text = new string('x', random.Next(3000)) }, deadline: deadline, cancellationToken: source.Token);
                if (random.Next(3) == 0) await source.CancelAsync();
                try
                {
                    Assert.Equal(number, (await call.ResponseAsync.WaitAsync(EchoServer.Soon, Token)).Number);
                    Interlocked.Increment(ref answered);
                }
                catch (RpcException e) when (e.StatusCode is StatusCode.Cancelled or StatusCode.DeadlineExceeded)
                {
                    // As asked for.
                }
            }
        }, Token)));
        Assert.InRange(answered, 100, 3200);
        Assert.True(!server.Log.Lines.Any(l => l.StartsWith("Error", StringComparison.Ordinal)), string.Join('\n', server.Log.Lines.Take(10)));
    }

    [Fact]
    public async Task NobodyThere_IsUnavailable()
    {
        string address;
        await using (EchoServer server = await EchoServer.StartAsync()) address = server.Address;
        RpcException e = await Assert.ThrowsAsync<RpcException>(async () => await EchoCalls.Client(address).UnaryAsync(new EchoMessage(), cancellationToken: Token));
        Assert.Equal(StatusCode.Unavailable, e.StatusCode);
    }

    [Fact]
    public async Task UntrustedCertificate_IsUnavailable()
    {
        await using EchoServer server = await EchoServer.StartAsync();
        RpcException e = await Assert.ThrowsAsync<RpcException>(async () => await EchoCalls.Client(server.SecureAddress).UnaryAsync(new EchoMessage(), cancellationToken: Token));
        Assert.Equal(StatusCode.Unavailable, e.StatusCode);
    }

    [Fact]
    public async Task ServerGone_IsUnavailable_InTheMiddleOfACall()
    {
        EchoServer server = await EchoServer.StartAsync();
        using AsyncDuplexStreamingCall<EchoMessage, EchoMessage> call = server.Client().Chat(cancellationToken: Token);
        await call.RequestStream.WriteAsync(new EchoMessage(), Token);
        Assert.True(await call.ResponseStream.MoveNext(Token));
        Task<bool> next = call.ResponseStream.MoveNext(Token);
        await server.DisposeAsync();
        RpcException e = await Assert.ThrowsAsync<RpcException>(() => next.WaitAsync(EchoServer.Soon, Token));
        Assert.Contains(e.StatusCode, new[] { StatusCode.Unavailable, StatusCode.Cancelled, StatusCode.Internal });
    }

    [Fact]
    public async Task Stop_WaitsForCalls()
    {
        await using EchoServer server = await EchoServer.StartAsync();
        using AsyncUnaryCall<EchoMessage> call = server.Client().WaitAsync(new EchoMessage { Text = "last" }, cancellationToken: Token);
        await server.Service.WaitStarted.Task.WaitAsync(EchoServer.Soon, Token);
        Task stopping = server.Server.StopAsync(Token);
        server.Service.WaitCancelled.SetResult();
        Assert.Equal("last", (await call).Text);
        await stopping.WaitAsync(EchoServer.Soon, Token);
        RpcException e = await Assert.ThrowsAsync<RpcException>(async () => await EchoCalls.Client(server.Address).UnaryAsync(new EchoMessage(), cancellationToken: Token));
        Assert.Equal(StatusCode.Unavailable, e.StatusCode);
    }

    [Fact]
    public async Task TwoServersOnOnePort_IsAClearError()
    {
        await using EchoServer server = await EchoServer.StartAsync();
        foreach ((IPEndPoint taken, bool tls) in new[] { (server.Clear, false), (server.Secure, true) })
        {
            var options = new GrpcServerOptions();
            options.Listeners.Add(new GrpcListener(taken, tls ? () => SslStreamCertificateContext.Create(TestCertificate.Instance, null) : null));
            await using var second = new GrpcServer(options);
            IOException e = await Assert.ThrowsAnyAsync<IOException>(() => second.StartAsync(Token));
            Assert.Contains(taken.ToString(), e.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Certificate_IsAskedForAtEveryHandshake()
    {
        X509Certificate2 current = TestCertificate.Instance, other = TestCertificate.Make();
        await using EchoServer server = await EchoServer.StartAsync(o =>
            o.Listeners[1] = new GrpcListener(o.Listeners[1].EndPoint, () => SslStreamCertificateContext.Create(current, null)));
        Echo.V1.Echo.EchoClient old = server.SecureClient();
        await old.UnaryAsync(new EchoMessage(), cancellationToken: Token);
        current = other;
        // The open connection stays; the next one sees the new certificate, which this client does not know.
        await old.UnaryAsync(new EchoMessage(), cancellationToken: Token);
        RpcException e = await Assert.ThrowsAsync<RpcException>(async () => await server.SecureClient().UnaryAsync(new EchoMessage(), cancellationToken: Token));
        Assert.Equal(StatusCode.Unavailable, e.StatusCode);
    }
}
