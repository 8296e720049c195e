// Fact sheets fog §5.3, §6.3: streams to routers.
using Grpc.Core;
using MobileCoin.Attestation;
using MobileCoin.Transactions;
using MobileCoin.Wire.Uris;

namespace MobileCoin.Connections.Test;

public sealed class StreamTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;
    private static readonly ConnectionOptions Options = new() { TimeProvider = new ManualTime(Simulated.Now), Retries = new RetryPolicy(3, TimeSpan.Zero) };
    private static readonly VerificationPolicy Policy = Simulated.Policy with { Time = TimePolicy.None };

    [Fact]
    public async Task Queries_AreOnTheirWayTogether_AndEachGetsItsAnswer()
    {
        await using TestFog fog = await TestFog.StartAsync();
        fog.WaitFor = 20; // no answer before all have been asked
        using var view = new FogViewRouterConnection(fog.Uri<FogViewRouterUri>(), Policy, Options);
        QueryResponse[] answers = await Task.WhenAll(Enumerable.Range(1, 20).Select(n => view.QueryAsync(default, UnaryTests.Keys(n), Token)));
        Assert.Equal(Enumerable.Range(1, 20).Select(n => (ulong)n), answers.Select(a => a.HighestProcessedBlockCount));
        Assert.Equal((1, 1), (fog.Handshakes, fog.Headers.Count));
    }

    [Fact]
    public async Task KeyImages_Too()
    {
        await using TestFog fog = await TestFog.StartAsync();
        using var ledger = new FogLedgerRouterConnection(fog.Uri<FogLedgerUri>(), Policy, Options);
        Assert.Equal(2ul, (await ledger.CheckKeyImagesAsync(new CheckKeyImagesRequest([default, default]), Token)).NumBlocks);
        Assert.Equal(0ul, (await ledger.CheckKeyImagesAsync(new CheckKeyImagesRequest([]), Token)).NumBlocks);
    }

    [Fact]
    public async Task AStreamThatEnds_IsOpenedAnew_ForEveryQuestionOnItsWay()
    {
        await using TestFog fog = await TestFog.StartAsync();
        using var view = new FogViewRouterConnection(fog.Uri<FogViewRouterUri>(), Policy, Options);
        await view.QueryAsync(default, UnaryTests.Keys(1), Token);
        fog.WaitFor = 5;
        fog.Faults.Enqueue(new Status(StatusCode.PermissionDenied, "the session gave way"));
        QueryResponse[] answers = await Task.WhenAll(Enumerable.Range(1, 5).Select(n => view.QueryAsync(default, UnaryTests.Keys(n), Token)));
        Assert.Equal([1, 2, 3, 4, 5], answers.Select(a => (int)a.HighestProcessedBlockCount));
        Assert.Equal(2, fog.Handshakes);
    }

    [Fact]
    public async Task Faults_AreTold()
    {
        await using TestFog fog = await TestFog.StartAsync();
        using var view = new FogViewRouterConnection(fog.Uri<FogViewRouterUri>(), Policy, Options with { Retries = RetryPolicy.None });
        fog.Faults.Enqueue(new Status(StatusCode.Unavailable, "not now"));
        ConnectionException e = await Assert.ThrowsAsync<ConnectionException>(() => view.QueryAsync(default, UnaryTests.Keys(1), Token));
        Assert.Equal((StatusCode.Unavailable, "not now"), (e.Status!.Value.StatusCode, e.Status.Value.Detail));
        await view.QueryAsync(default, UnaryTests.Keys(1), Token);
        fog.Garble = bytes => Simulated.Flipped(bytes, 0);
        e = await Assert.ThrowsAsync<ConnectionException>(() => view.QueryAsync(default, UnaryTests.Keys(1), Token));
        Assert.Equal(ConnectionError.Channel, e.Error);
        fog.Garble = static bytes => bytes;
        Assert.Equal(1ul, (await view.QueryAsync(default, UnaryTests.Keys(1), Token)).HighestProcessedBlockCount);
        using var strict = new FogViewRouterConnection(fog.Uri<FogViewRouterUri>(), Policy with { Identities = [] }, Options);
        Assert.Equal(ConnectionError.Untrusted, (await Assert.ThrowsAsync<ConnectionException>(() => strict.QueryAsync(default, UnaryTests.Keys(1), Token))).Error);
    }

    [Fact]
    public async Task AQuestionThatIsGivenUp_LeavesTheStream()
    {
        await using TestFog fog = await TestFog.StartAsync();
        fog.WaitFor = 2;
        using var view = new FogViewRouterConnection(fog.Uri<FogViewRouterUri>(), Policy, Options);
        using var giveUp = new CancellationTokenSource();
        Task<QueryResponse> first = view.QueryAsync(default, UnaryTests.Keys(1), giveUp.Token);
        while (fog.Handshakes == 0) await Task.Yield();
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        fog.WaitFor = 1;
        Assert.Equal(2ul, (await view.QueryAsync(default, UnaryTests.Keys(2), Token)).HighestProcessedBlockCount);
    }

    [Fact]
    public async Task ADisposedConnection_SaysSo()
    {
        await using TestFog fog = await TestFog.StartAsync();
        fog.WaitFor = 2;
        var view = new FogViewRouterConnection(fog.Uri<FogViewRouterUri>(), Policy, Options);
        Task<QueryResponse> first = view.QueryAsync(default, UnaryTests.Keys(1), Token);
        while (fog.Handshakes == 0) await Task.Yield();
        view.Dispose();
        await Assert.ThrowsAnyAsync<Exception>(() => first.WaitAsync(TimeSpan.FromSeconds(30), Token));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => view.QueryAsync(default, UnaryTests.Keys(1), Token));
    }
}
