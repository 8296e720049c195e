// Fact sheet fog §8.6, §8.7: the services by their HTTP form.
using Grpc.Core;
using MobileCoin.Attestation;
using MobileCoin.Transactions;
using MobileCoin.Wire.Uris;

namespace MobileCoin.Connections.Test;

public sealed class HttpFormTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;
    private static readonly VerificationPolicy Policy = Simulated.Policy with { Time = TimePolicy.None };

    private static readonly ConnectionOptions Options = new()
    {
        HttpForm = true, ChainId = "main", TimeProvider = new ManualTime(Simulated.Now), Retries = new RetryPolicy(3, TimeSpan.Zero),
    };

    [Fact]
    public async Task AttestedCalls_KeepTheirSession_AndCookies()
    {
        await using TestFog fog = await TestFog.StartAsync();
        fog.Cookie = "VIEW=one";
        using var view = new FogViewConnection(fog.Uri<FogViewUri>("user:pass@"), Policy, Options);
        QueryResponse[] answers = await Task.WhenAll(Enumerable.Range(1, 20).Select(n => view.QueryAsync(new QueryRequestAAD(n, 0), UnaryTests.Keys(n), Token)));
        Assert.Equal(Enumerable.Range(1, 20).Select(n => (ulong)n), answers.Select(a => a.HighestProcessedBlockCount));
        Assert.Equal(1, fog.Handshakes);
        Metadata last = fog.Headers.Last();
        Assert.Equal(["TRAILER=t", "VIEW=one"], last.GetValue("cookie")!.Split("; ").Order(StringComparer.Ordinal));
        Assert.Equal("main", last.GetValue("chain-id"));
        Assert.Equal("Basic dXNlcjpwYXNz", last.GetValue("authorization"));
    }

    [Fact]
    public async Task Faults_AreTold_AndRetried()
    {
        await using TestFog fog = await TestFog.StartAsync();
        using var view = new FogViewConnection(fog.Uri<FogViewUri>(), Policy, Options);
        fog.Faults.Enqueue(new Status(StatusCode.Unavailable, "soon"));
        Assert.Equal(3ul, (await view.QueryAsync(default, UnaryTests.Keys(3), Token)).HighestProcessedBlockCount);
        fog.Faults.Enqueue(new Status(StatusCode.FailedPrecondition, "chain-id mismatch: 'test'"));
        ConnectionException e = await Assert.ThrowsAsync<ConnectionException>(() => view.QueryAsync(default, UnaryTests.Keys(1), Token));
        Assert.Equal((StatusCode.FailedPrecondition, "chain-id mismatch: 'test'"), (e.Status!.Value.StatusCode, e.Status.Value.Detail));
    }

    [Fact]
    public async Task OneUri_HasAChannelForEachForm()
    {
        await using TestFog fog = await TestFog.StartAsync();
        using var channels = new ChannelPool();
        using var http = new BlockchainConnection(fog.Uri<ConsensusClientUri>(), Options, channels);
        using var grpc = new BlockchainConnection(fog.Uri<ConsensusClientUri>(), Options with { HttpForm = false }, channels);
        Assert.Equal(41ul, (await http.GetLastBlockInfoAsync(Token)).Index);
        Assert.Equal(41ul, (await grpc.GetLastBlockInfoAsync(Token)).Index);
        Assert.Equal(2, channels.Count);
    }

    [Fact]
    public async Task Streams_AreRefused()
    {
        await using TestFog fog = await TestFog.StartAsync();
        using var view = new FogViewRouterConnection(fog.Uri<FogViewRouterUri>(), Policy, Options);
        ConnectionException e = await Assert.ThrowsAsync<ConnectionException>(() => view.QueryAsync(default, UnaryTests.Keys(1), Token));
        Assert.Equal(StatusCode.Unimplemented, e.Status!.Value.StatusCode);
        Assert.False(e.MayRetry);
        Assert.Empty(fog.Headers);
    }
}
