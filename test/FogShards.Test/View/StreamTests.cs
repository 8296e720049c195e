// Fact sheet fog §5.3, §5.6: streams, whose answers are encrypted and sent in the order of the queries, however long each takes.
using System.Threading.Channels;
using Grpc.Core;
using MobileCoin.FogView;
using MobileCoin.ViewEnclave.Test;
using MobileCoin.Wire.Attest;
using MobileCoin.Wire.FogView;
using QueryResponse = MobileCoin.Transactions.QueryResponse;
using TxOutSearchResultCode = MobileCoin.Transactions.TxOutSearchResultCode;

namespace MobileCoin.FogShards.Test;

public sealed class StreamTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Answers_ComeInTheOrderOfQueries_WhichAreAskedSideBySide()
    {
        using var rig = new ViewRig(ViewRig.Six);
        for (int i = 0; i < 10; i++) rig.Stores[i % 6].Enclave.AddRecords([Samples.Record(i)]);
        using Wallet first = rig.Wallet(), second = rig.Wallet();
        await rig.AskAsync(first);
        // The last query's shards answer first.
        var gates = Enumerable.Range(0, 10).Select(_ => new TaskCompletionSource()).ToArray();
        int asked = 0;
        rig.Stores[0].Instead = async (queries, cancellationToken) =>
        {
            await gates[Interlocked.Increment(ref asked) - 1].Task.WaitAsync(cancellationToken);
            return rig.Stores[0].Answer(queries);
        };
        var stream = new TestStream(rig.Node);
        for (int i = 0; i < 10; i++) await stream.SendAsync(ViewRig.Query(i % 3 == 0 ? second : first, Samples.Key(i)));
        while (Volatile.Read(ref asked) < 10) await Task.Yield();
        for (int i = 9; i > 0; i--) gates[i].SetResult();
        Assert.Equal(0, stream.Answers);
        gates[0].SetResult();
        for (int i = 0; i < 10; i++)
        {
            QueryResponse response = ViewRig.Read(i % 3 == 0 ? second : first, (await stream.ReceiveAsync()).Query);
            Assert.Equal(TxOutSearchResultCode.Found, response.FixedTxOutSearchResults[0].ResultCode);
            Assert.Equal(Samples.Key(i), response.FixedTxOutSearchResults[0].SearchKey.ToArray());
        }
        stream.Complete();
        await stream.Served;
    }

    [Fact]
    public async Task Handshakes_TakeTheirTurnToo()
    {
        using var rig = new ViewRig(ViewRig.All);
        var stream = new TestStream(rig.Node);
        for (int i = 0; i < 3; i++)
        {
            using Wallet wallet = Wallet.Shake(first => stream.Exchange(new FogViewRouterRequest { Auth = first }).Auth, Samples.RouterId, Samples.Policy, Samples.Random(60 + i));
            Message query = ViewRig.Query(wallet), answer = stream.Exchange(new FogViewRouterRequest { Query = query }).Query;
            Assert.Equal((query.Aad, query.ChannelId), (answer.Aad, answer.ChannelId));
            ViewRig.Read(wallet, answer);
        }
        stream.Complete();
        await stream.Served;
    }

    [Fact]
    public async Task AFailure_EndsTheStream_AfterTheAnswersBeforeIt()
    {
        using var rig = new ViewRig(ViewRig.Six);
        (Func<Wallet, FogViewRouterRequest> Bad, StatusCode Code)[] failures =
        [
            (_ => new FogViewRouterRequest(), StatusCode.InvalidArgument),
            (_ => new FogViewRouterRequest { Auth = new AuthMessage() }, StatusCode.PermissionDenied),
            (_ => new FogViewRouterRequest { Query = new Message() }, StatusCode.PermissionDenied),
            (wallet => new FogViewRouterRequest { Query = wallet.Write([], [0x0a, 9]) }, StatusCode.InvalidArgument),
        ];
        foreach ((Func<Wallet, FogViewRouterRequest> bad, StatusCode code) in failures)
        {
            using Wallet wallet = rig.Wallet();
            var gate = new TaskCompletionSource();
            rig.Stores[2].Instead = async (queries, _) =>
            {
                await gate.Task;
                return rig.Stores[2].Answer(queries);
            };
            var stream = new TestStream(rig.Node);
            await stream.SendAsync(ViewRig.Query(wallet));
            await stream.SendAsync(ViewRig.Query(wallet));
            await stream.SendAsync(bad(wallet));
            // Nobody looks at this one.
            await stream.SendAsync(ViewRig.Query(wallet));
            gate.SetResult();
            for (int i = 0; i < 2; i++) ViewRig.Read(wallet, (await stream.ReceiveAsync()).Query);
            await ViewRouterTests.RefusedAsync(code, () => stream.Served);
            Assert.Equal(2, stream.Answers);
            rig.Stores[2].Instead = null;
        }
    }

    [Fact]
    public async Task AShardThatFails_EndsTheStreamWithItsStatus()
    {
        using var rig = new ViewRig(ViewRig.All);
        using Wallet wallet = rig.Wallet();
        rig.Stores[0].IsReady = false;
        var stream = new TestStream(rig.Node);
        await stream.SendAsync(ViewRig.Query(wallet));
        await ViewRouterTests.RefusedAsync(StatusCode.Unavailable, () => stream.Served);
    }

    [Fact]
    public async Task AClientThatSendsTooMuch_IsHeldBack()
    {
        using var rig = new ViewRig(ViewRig.All);
        using Wallet wallet = rig.Wallet();
        await rig.AskAsync(wallet);
        int before = rig.Stores[0].Asked;
        var gate = new TaskCompletionSource();
        rig.Stores[0].Instead = async (queries, cancellationToken) =>
        {
            await gate.Task.WaitAsync(cancellationToken);
            return rig.Stores[0].Answer(queries);
        };
        var stream = new TestStream(rig.Node);
        for (int i = 0; i < 200; i++) await stream.SendAsync(ViewRig.Query(wallet));
        // One is waited for, and one waits for room.
        while (Volatile.Read(ref rig.Stores[0].Asked) - before < RouterNode.StreamWindow + 2) await Task.Yield();
        for (int i = 0; i < 1000; i++) await Task.Yield();
        Assert.Equal(RouterNode.StreamWindow + 2, rig.Stores[0].Asked - before);
        gate.SetResult();
        for (int i = 0; i < 200; i++) ViewRig.Read(wallet, (await stream.ReceiveAsync()).Query);
        stream.Complete();
        await stream.Served;
    }

    [Fact]
    public async Task ARouterThatStops_AnswersWhatItHas_AndEndsTheStream()
    {
        using var rig = new ViewRig(ViewRig.All);
        using Wallet wallet = rig.Wallet();
        await rig.AskAsync(wallet);
        var gate = new TaskCompletionSource();
        int asked = 0;
        rig.Stores[0].Instead = async (queries, cancellationToken) =>
        {
            Interlocked.Increment(ref asked);
            await gate.Task.WaitAsync(cancellationToken);
            return rig.Stores[0].Answer(queries);
        };
        using var stop = new CancellationTokenSource();
        Task running = rig.Node.RunAsync(stop.Token);
        var stream = new TestStream(rig.Node);
        for (int i = 0; i < 3; i++) await stream.SendAsync(ViewRig.Query(wallet));
        while (Volatile.Read(ref asked) < 3) await Task.Yield();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        gate.SetResult();
        for (int i = 0; i < 3; i++) ViewRig.Read(wallet, (await stream.ReceiveAsync()).Query);
        await ViewRouterTests.RefusedAsync(StatusCode.Unavailable, () => stream.Served);
        await rig.AskAsync(wallet);
    }

    [Fact]
    public async Task AClientThatGoes_TakesItsQueriesWithIt()
    {
        using var rig = new ViewRig(ViewRig.All);
        using Wallet wallet = rig.Wallet();
        int waiting = 0, ended = 0;
        rig.Stores[0].Instead = async (_, cancellationToken) =>
        {
            Interlocked.Increment(ref waiting);
            try
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            }
            finally
            {
                Interlocked.Increment(ref ended);
            }
            return default;
        };
        using var gone = new CancellationTokenSource();
        var stream = new TestStream(rig.Node, gone.Token);
        for (int i = 0; i < 5; i++) await stream.SendAsync(ViewRig.Query(wallet));
        while (Volatile.Read(ref waiting) < 5) await Task.Yield();
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stream.Served);
        while (Volatile.Read(ref ended) < 5) await Task.Yield();
        rig.Stores[0].Instead = null;
        using Wallet other = rig.Wallet();
        await rig.AskAsync(other);
    }

    /// <summary>A stream without a network.</summary>
    private sealed class TestStream : IAsyncStreamReader<FogViewRouterRequest>, IServerStreamWriter<FogViewRouterResponse>
    {
        private readonly Channel<FogViewRouterRequest> _requests = Channel.CreateUnbounded<FogViewRouterRequest>();
        private readonly Channel<FogViewRouterResponse> _responses = Channel.CreateUnbounded<FogViewRouterResponse>();
        private int _answers;

        internal TestStream(ViewRouterNode node, CancellationToken gone = default) => Served = Task.Run(
            async () =>
            {
                try
                {
                    await node.StreamAsync(this, this, ViewRouterService.Form, gone);
                }
                finally
                {
                    _responses.Writer.Complete();
                }
            },
            Token);

        internal Task Served { get; }

        internal int Answers => Volatile.Read(ref _answers);

        public FogViewRouterRequest Current { get; private set; } = new();

        public WriteOptions? WriteOptions { get; set; }

        public async Task<bool> MoveNext(CancellationToken cancellationToken)
        {
            if (!await _requests.Reader.WaitToReadAsync(cancellationToken)) return false;
            Assert.True(_requests.Reader.TryRead(out FogViewRouterRequest? next));
            Current = next;
            return true;
        }

        public async Task WriteAsync(FogViewRouterResponse message)
        {
            Interlocked.Increment(ref _answers);
            await _responses.Writer.WriteAsync(message);
        }

        public Task WriteAsync(FogViewRouterResponse message, CancellationToken cancellationToken) => WriteAsync(message);

        internal ValueTask SendAsync(Message query) => SendAsync(new FogViewRouterRequest { Query = query });

        internal ValueTask SendAsync(FogViewRouterRequest request) => _requests.Writer.WriteAsync(request, Token);

        internal void Complete() => _requests.Writer.Complete();

        internal async Task<FogViewRouterResponse> ReceiveAsync()
        {
            if (!await _responses.Reader.WaitToReadAsync(Token)) await Served;
            Assert.True(_responses.Reader.TryRead(out FogViewRouterResponse? next));
            return next;
        }

        internal FogViewRouterResponse Exchange(FogViewRouterRequest request)
        {
            SendAsync(request).AsTask().GetAwaiter().GetResult();
            return ReceiveAsync().GetAwaiter().GetResult();
        }
    }
}
