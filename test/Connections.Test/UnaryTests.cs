// Fact sheets crypto §6.8, fog §8.6: handshakes when needed, retries, cookies, headers.
using Grpc.Core;
using MobileCoin.Attestation;
using MobileCoin.Transactions;
using MobileCoin.Wire.Uris;

namespace MobileCoin.Connections.Test;

public sealed class UnaryTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;
    private static readonly ConnectionOptions Options = new() { TimeProvider = new ManualTime(Simulated.Now), Retries = new RetryPolicy(3, TimeSpan.Zero) };
    private static readonly VerificationPolicy Policy = Simulated.Policy with { Time = TimePolicy.None };

    [Fact]
    public async Task Queries_ShareOneHandshake_AlsoSideBySide()
    {
        await using TestFog fog = await TestFog.StartAsync();
        using var view = new FogViewConnection(fog.Uri<FogViewUri>(), Policy, Options);
        QueryResponse[] answers = await Task.WhenAll(Enumerable.Range(1, 20).Select(n => view.QueryAsync(new QueryRequestAAD(n, 0), Keys(n), Token)));
        Assert.Equal(Enumerable.Range(1, 20).Select(n => (ulong)n), answers.Select(a => a.HighestProcessedBlockCount));
        Assert.Equal(1, fog.Handshakes);
    }

    [Fact]
    public async Task ALostSession_IsMadeAnew()
    {
        await using TestFog fog = await TestFog.StartAsync();
        using var view = new FogViewConnection(fog.Uri<FogViewUri>(), Policy, Options);
        await view.QueryAsync(default, Keys(1), Token);
        for (int i = 0; i < AttestedKeyExchange.MaxClients; i++)
        {
            using AttestedInitiator other = AttestedInitiator.Client(TestFog.ResponderId, Simulated.Random(1000 + i));
            fog.Channels.ClientAccept(other.FirstMessage, out _);
        }
        Assert.Equal(2ul, (await view.QueryAsync(default, Keys(2), Token)).HighestProcessedBlockCount);
        Assert.Equal(2, fog.Handshakes);
    }

    [Fact]
    public async Task AnAnswerThatWasChanged_EndsTheSession()
    {
        await using TestFog fog = await TestFog.StartAsync();
        using var view = new FogViewConnection(fog.Uri<FogViewUri>(), Policy, Options);
        int left = 1;
        fog.Garble = bytes => left-- > 0 ? Simulated.Flipped(bytes, 3) : bytes;
        Assert.Equal(1ul, (await view.QueryAsync(default, Keys(1), Token)).HighestProcessedBlockCount);
        Assert.Equal(2, fog.Handshakes);
        fog.Garble = bytes => Simulated.Flipped(bytes, 3);
        ConnectionException e = await Assert.ThrowsAsync<ConnectionException>(() => view.QueryAsync(default, Keys(1), Token));
        Assert.Equal(ConnectionError.Channel, e.Error);
        fog.Garble = _ => [];
        Assert.Equal(ConnectionError.Channel, (await Assert.ThrowsAsync<ConnectionException>(() => view.QueryAsync(default, Keys(1), Token))).Error);
    }

    [Fact]
    public async Task AnEnclaveThatIsNotTrusted_IsNotAskedAgain()
    {
        await using TestFog fog = await TestFog.StartAsync();
        using var view = new FogViewConnection(fog.Uri<FogViewUri>(), Policy with { Identities = [] }, Options);
        ConnectionException e = await Assert.ThrowsAsync<ConnectionException>(() => view.QueryAsync(default, Keys(1), Token));
        Assert.Equal((ConnectionError.Untrusted, false, 1), (e.Error, e.MayRetry, fog.Handshakes));
        Assert.Equal(["Identity"], e.Verification!.Failures);
        using var production = new FogViewConnection(fog.Uri<FogViewUri>(), new VerificationPolicy([Simulated.Identity], TimePolicy.None), Options);
        Assert.Equal(ConnectionError.Untrusted, (await Assert.ThrowsAsync<ConnectionException>(() => production.QueryAsync(default, Keys(1), Token))).Error);
        // The clock decides where the policy has no time of its own.
        using var late = new FogViewConnection(fog.Uri<FogViewUri>(), Policy, Options with { TimeProvider = new ManualTime(Simulated.Now.AddYears(5)) });
        Assert.Equal(ConnectionError.Untrusted, (await Assert.ThrowsAsync<ConnectionException>(() => late.QueryAsync(default, Keys(1), Token))).Error);
    }

    [Fact]
    public async Task AnotherResponderId_MakesNoSession()
    {
        await using TestFog fog = await TestFog.StartAsync();
        using var view = new FogViewConnection(fog.Uri<FogViewUri>(query: ""), Policy, Options with { Retries = RetryPolicy.None });
        ConnectionException e = await Assert.ThrowsAsync<ConnectionException>(() => view.QueryAsync(default, Keys(1), Token));
        Assert.Equal(ConnectionError.Channel, e.Error);
    }

    [Theory]
    [InlineData(StatusCode.Unavailable, 4, true)]
    [InlineData(StatusCode.PermissionDenied, 4, true)]
    [InlineData(StatusCode.Internal, 4, true)]
    [InlineData(StatusCode.ResourceExhausted, 1, false)]
    [InlineData(StatusCode.InvalidArgument, 1, false)]
    [InlineData(StatusCode.FailedPrecondition, 1, false)]
    [InlineData(StatusCode.Unauthenticated, 1, false)]
    public async Task AStatus_IsRetriedIfItMayHelp(StatusCode status, int calls, bool mayRetry)
    {
        await using TestFog fog = await TestFog.StartAsync();
        using var view = new FogViewConnection(fog.Uri<FogViewUri>(), Policy, Options);
        for (int i = 0; i < calls; i++) fog.Faults.Enqueue(new Status(status, "because"));
        ConnectionException e = await Assert.ThrowsAsync<ConnectionException>(() => view.QueryAsync(default, Keys(1), Token));
        Assert.Equal((ConnectionError.Rpc, status, "because", mayRetry, calls), (e.Error, e.Status!.Value.StatusCode, e.Status.Value.Detail, e.MayRetry, fog.Headers.Count));
        Assert.Equal(1ul, (await view.QueryAsync(default, Keys(1), Token)).HighestProcessedBlockCount);
    }

    [Fact]
    public async Task AFault_IsOutlived()
    {
        await using TestFog fog = await TestFog.StartAsync();
        using var view = new FogViewConnection(fog.Uri<FogViewUri>(), Policy, Options);
        await view.QueryAsync(default, Keys(1), Token);
        fog.Faults.Enqueue(new Status(StatusCode.Unavailable, "soon"));
        Assert.Equal(3ul, (await view.QueryAsync(default, Keys(3), Token)).HighestProcessedBlockCount);
        Assert.Equal(2, fog.Handshakes);
    }

    [Fact]
    public async Task Cookies_AreSentBack_UntilTheSessionIsLost()
    {
        await using TestFog fog = await TestFog.StartAsync();
        fog.Cookie = "VIEW=one";
        using var view = new FogViewConnection(fog.Uri<FogViewUri>(), Policy, Options);
        await view.QueryAsync(default, Keys(1), Token);
        string[][] cookies = [.. fog.Headers.Select(Cookies)];
        Assert.Equal([], cookies[0]);
        Assert.Equal(["TRAILER=t", "VIEW=one"], cookies[1]);
        fog.Cookie = "VIEW=two";
        await view.QueryAsync(default, Keys(1), Token);
        await view.QueryAsync(default, Keys(1), Token);
        Assert.Equal(["TRAILER=t", "VIEW=two"], Cookies(fog.Headers.Last()));
        fog.Headers.Clear();
        fog.Faults.Enqueue(new Status(StatusCode.PermissionDenied, "gone"));
        await view.QueryAsync(default, Keys(1), Token);
        Assert.Equal(["TRAILER=t", "VIEW=two"], Cookies(fog.Headers.First()));
        Assert.Equal([], Cookies(fog.Headers.ElementAt(1))); // the new handshake
        fog.Cookie = "VIEW=; Max-Age=0";
        await view.QueryAsync(default, Keys(1), Token);
        await view.QueryAsync(default, Keys(1), Token);
        Assert.Equal(["TRAILER=t"], Cookies(fog.Headers.Last()));
        static string[] Cookies(Metadata headers) => [.. headers.GetAll("cookie").SelectMany(e => e.Value.Split("; ")).Order(StringComparer.Ordinal)];
    }

    [Fact]
    public async Task Headers_HoldChainIdAndToken()
    {
        await using TestFog fog = await TestFog.StartAsync();
        using var view = new FogViewConnection(fog.Uri<FogViewUri>("me:pass%3Aword@"), Policy, Options with { ChainId = "main" });
        await view.QueryAsync(default, Keys(1), Token);
        Assert.All(fog.Headers, h => Assert.Equal(("main", "Basic bWU6cGFzczp3b3Jk"), (h.GetValue("chain-id"), h.GetValue("authorization"))));
        fog.Headers.Clear();
        using var plain = new FogViewConnection(fog.Uri<FogViewUri>(), Policy, Options);
        await plain.QueryAsync(default, Keys(1), Token);
        Assert.All(fog.Headers, h => Assert.Equal(((string?)null, (string?)null), (h.GetValue("chain-id"), h.GetValue("authorization"))));
    }

    [Fact]
    public async Task OtherServices_AreAskedAlike()
    {
        await using TestFog fog = await TestFog.StartAsync();
        using var channels = new ChannelPool();
        using var keyImages = new FogKeyImageConnection(fog.Uri<FogLedgerUri>(), Policy, Options, channels);
        Assert.Equal(2ul, (await keyImages.CheckKeyImagesAsync(new CheckKeyImagesRequest([default, default]), Token)).NumBlocks);
        using var outputs = new FogMerkleProofConnection(fog.Uri<FogLedgerUri>(), Policy, Options, channels);
        Assert.Equal(3ul, (await outputs.GetOutputsAsync(new GetOutputsRequest([1, 2, 3], 0), Token)).GlobalTxoCount);
        using var evidence = new EvidenceConnection(fog.Uri<ConsensusClientUri>(), Options, channels);
        Assert.Equal(fog.Channels.Evidence, await evidence.GetEvidenceAsync(Token));
        Assert.Equal(2, channels.Count); // one for each URI
    }

    [Fact]
    public async Task ADeadline_EndsACallThatHangs()
    {
        await using TestFog fog = await TestFog.StartAsync();
        using var silent = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        silent.Start();
        int port = ((System.Net.IPEndPoint)silent.LocalEndpoint).Port;
        using var view = new FogViewConnection(FogViewUri.Parse($"insecure-fog-view://127.0.0.1:{port}/"), Policy,
            new ConnectionOptions { Timeout = TimeSpan.FromMilliseconds(100), Retries = RetryPolicy.None });
        ConnectionException e = await Assert.ThrowsAsync<ConnectionException>(() => view.QueryAsync(default, Keys(1), Token));
        Assert.Equal(StatusCode.DeadlineExceeded, e.Status!.Value.StatusCode);
    }

    internal static QueryRequest Keys(int count) => new([.. Enumerable.Range(0, count).Select(i => new byte[16])]);
}
