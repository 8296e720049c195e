using System.Diagnostics;
using System.Globalization;
using Echo;
using Echo.V1;
using Google.Protobuf;
using Grpc.Core;

namespace MobileCoin.Grpc.Test;

/// <summary>Our client calls a server that is not ours.</summary>
public sealed class ForeignServerTests(PythonPeer peer) : IClassFixture<PythonPeer>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task FourShapes(bool tls)
    {
        await using PeerServer server = await PeerServer.StartAsync(peer);
        Echo.V1.Echo.EchoClient client = server.Client(tls);
        Assert.Equal("hello", (await client.UnaryAsync(new EchoMessage { Text = "hello" }, cancellationToken: Token)).Text);
        Assert.Equal("a,b,c", await EchoCalls.CollectAsync(client, ["a", "b", "c"]));
        Assert.Equal(1000, await EchoCalls.ExpandAsync(client, 1000, Token));
        Assert.Equal(["x", "y", "z"], await EchoCalls.ChatAsync(client, ["x", "y", "z"]));
    }

    [Fact]
    public async Task MetadataAndLargeMessages()
    {
        await using PeerServer server = await PeerServer.StartAsync(peer);
        byte[] bytes = new byte[8 * 1024 * 1024];
        Random.Shared.NextBytes(bytes);
        var headers = new Metadata { { "x-echo", "one" }, { "x-echo-bin", [0, 255, 44, 1] }, { "grpc-internal-encoding-request", "gzip" } };
        using AsyncUnaryCall<EchoMessage> call = server.Client(tls: false).UnaryAsync(new EchoMessage { Payload = ByteString.CopyFrom(bytes) }, headers, cancellationToken: Token);
        Assert.Equal("one", (await call.ResponseHeadersAsync).GetValue("x-echo"));
        Assert.True((await call).Payload.Span.SequenceEqual(bytes));
        Assert.Equal([0, 255, 44, 1], call.GetTrailers().GetValueBytes("x-echo-bin")!);
    }

    [Fact]
    public async Task FailuresWithDetails()
    {
        await using PeerServer server = await PeerServer.StartAsync(peer);
        RpcException e = await Assert.ThrowsAsync<RpcException>(async () =>
            await server.Client(tls: false).FailAsync(new EchoMessage { Number = 5, Text = "ü % ✓" }, cancellationToken: Token));
        Assert.Equal((StatusCode.NotFound, "ü % ✓"), (e.StatusCode, e.Status.Detail));
        Assert.Equal("given", e.Trailers.GetValue("x-reason"));
        Assert.NotEmpty(e.Trailers.GetValueBytes("grpc-status-details-bin")!);
        using var chat = server.Client(tls: false).Chat(cancellationToken: Token);
        await chat.RequestStream.WriteAsync(new EchoMessage { Text = "stop" }, Token);
        Assert.Equal(StatusCode.Aborted, (await Assert.ThrowsAsync<RpcException>(() => chat.ResponseStream.MoveNext(Token))).StatusCode);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task DeadlineAndCancellation_ReachTheServer(bool cancel)
    {
        await using PeerServer server = await PeerServer.StartAsync(peer);
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Token);
        using AsyncUnaryCall<EchoMessage> call = server.Client(tls: false).WaitAsync(
            new EchoMessage(), deadline: cancel ? null : DateTime.UtcNow.AddSeconds(1), cancellationToken: source.Token);
        Assert.Equal("waiting", await server.LineAsync());
        if (cancel) await source.CancelAsync();
        RpcException e = await Assert.ThrowsAsync<RpcException>(async () => await call);
        Assert.Equal(cancel ? StatusCode.Cancelled : StatusCode.DeadlineExceeded, e.StatusCode);
        Assert.Equal("gone", await server.LineAsync());
    }

    private sealed class PeerServer : IAsyncDisposable
    {
        private readonly Process _process;
        private int _clear, _secure;

        private PeerServer(Process process) => _process = process;

        internal static async Task<PeerServer> StartAsync(PythonPeer peer)
        {
            Assert.SkipWhen(peer.Missing is not null, peer.Missing ?? "");
            var server = new PeerServer(peer.StartServer());
            string line = await server.LineAsync() ?? throw new InvalidOperationException(await server._process.StandardError.ReadToEndAsync(Token));
            int[] ports = [.. line.Split(' ').Select(p => int.Parse(p, CultureInfo.InvariantCulture))];
            (server._clear, server._secure) = (ports[0], ports[1]);
            return server;
        }

        internal Echo.V1.Echo.EchoClient Client(bool tls) =>
            tls ? EchoCalls.Client($"https://localhost:{_secure}", EchoServer.TrustingHandler()) : EchoCalls.Client($"http://127.0.0.1:{_clear}");

        internal Task<string?> LineAsync() => _process.StandardOutput.ReadLineAsync(Token).AsTask().WaitAsync(EchoServer.Soon, Token);

        public async ValueTask DisposeAsync()
        {
            _process.StandardInput.Close();
            _process.Kill();
            await _process.WaitForExitAsync();
            _process.Dispose();
        }
    }
}
