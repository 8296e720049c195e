using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using MobileCoin.Connections;
using MobileCoin.Testing;

namespace MobileCoin.Client.Test.Transport;

public sealed class TransportTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    private static MobileCoinNetwork Nowhere => new()
    {
        ChainId = "local",
        // Nobody listens on the discard port of this machine.
        FogView = "insecure-fog-view://127.0.0.1:9",
        FogLedger = "insecure-fog-ledger://127.0.0.1:9",
        Consensus = ["insecure-mc://127.0.0.1:9", "insecure-mc://127.0.0.1:10"],
        Trust = EnclaveTrust.Simulated,
    };

    [Fact]
    public async Task NobodyThere_IsToldAsSuch_AfterAllPatience()
    {
        var time = new DrivenTime();
        var options = new ClientOptions { TimeProvider = time, RetryFor = TimeSpan.FromSeconds(5), CallTimeout = Timeout.InfiniteTimeSpan };
        await using var transport = new FogTransport(Nowhere, options, NullLogger.Instance);
        Task call = transport.CheckKeyImagesAsync(new Transactions.CheckKeyImagesRequest([]), Token);
        int pauses = 0;
        while (!call.IsCompleted)
        {
            await Task.WhenAny(call, time.UntilIdleAsync());
            if (call.IsCompleted) break;
            time.Jump(TimeSpan.FromMilliseconds(500));
            pauses++;
        }
        MobileCoinException e = await Assert.ThrowsAsync<MobileCoinException>(() => call);
        Assert.Equal(ClientError.NetworkUnreachable, e.Error);
        Assert.True(e.MayRetry);
        Assert.Contains("insecure-fog-ledger://127.0.0.1:9/", e.Message, StringComparison.Ordinal);
        Assert.InRange(pauses, 3, 12);
    }

    [Fact]
    public async Task WithoutPatience_EveryNodeIsAskedOnce()
    {
        await using var transport = new FogTransport(Nowhere, new ClientOptions { RetryFor = TimeSpan.Zero }, NullLogger.Instance);
        MobileCoinException e = await Assert.ThrowsAsync<MobileCoinException>(() => transport.GetNetworkStatusAsync(Token));
        Assert.Equal(ClientError.NetworkUnreachable, e.Error);
    }

    [Fact]
    public async Task Cancelled_WhileItPauses_EndsAtOnce()
    {
        var time = new DrivenTime();
        await using var transport = new FogTransport(Nowhere, new ClientOptions { TimeProvider = time, CallTimeout = Timeout.InfiniteTimeSpan }, NullLogger.Instance);
        using var cancellation = new CancellationTokenSource();
        Task call = transport.GetBlocksAsync([new Transactions.BlockRange(0, 1)], cancellation.Token);
        await time.UntilIdleAsync();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task ACallThatReachedNobody_DidNothing_AndOneThatBrokeMayHave()
    {
        Assert.True(TransportErrors.IsUntouched(await FailAsync(9)));
        using var breaking = new TcpListener(IPAddress.Loopback, 0);
        breaking.Start();
        Task<ConnectionException> failure = FailAsync(((IPEndPoint)breaking.LocalEndpoint).Port);
        using (TcpClient client = await breaking.AcceptTcpClientAsync(Token))
        {
            // As if it had read the call, and went away before it answered.
            await client.GetStream().WriteAsync(new byte[] { 0, 0, 0, 4, 0, 0, 0, 0, 0 }, Token);
            await client.GetStream().ReadExactlyAsync(new byte[100], Token);
        }
        Assert.False(TransportErrors.IsUntouched(await failure));

        static async Task<ConnectionException> FailAsync(int port)
        {
            using var connection = new FogReportConnection(Wire.Uris.FogUri.Parse($"insecure-fog://127.0.0.1:{port}/"), new ConnectionOptions { Retries = RetryPolicy.None });
            return await Assert.ThrowsAsync<ConnectionException>(() => connection.GetReportsAsync(Token));
        }
    }

    [Fact]
    public void AnAnswerWithoutItsOutput_IsNotBelieved()
    {
        var key = new Curve25519.CompressedRistretto(new byte[32]);
        MobileCoinException e = Assert.Throws<MobileCoinException>(() => FogTransport.Read(new Wire.FogLedger.TxOutResult(), key, "fog-ledger://a/"));
        Assert.Equal(ClientError.InconsistentAnswer, e.Error);
    }

    [Fact]
    public async Task AFogThatIsNoUrl_IsTheAddresssFault()
    {
        await using var transport = new FogTransport(Nowhere, ClientOptions.Default, NullLogger.Instance);
        MobileCoinException e = await Assert.ThrowsAsync<MobileCoinException>(() => transport.GetReportsAsync("http://a", Token));
        Assert.Equal(ClientError.InvalidAddress, e.Error);
    }

    [Fact]
    public void ANetworkThatIsNone_IsRefusedBeforeAnythingIsAsked()
    {
        using var account = Account.FromEntropy(new byte[32]);
        MobileCoinException e = Assert.Throws<MobileCoinException>(() => new MobileCoinClient(account, Nowhere with { FogView = "fog-ledger://a" }));
        Assert.Equal(ClientError.InvalidNetwork, e.Error);
        e = Assert.Throws<MobileCoinException>(() => new MobileCoinClient(account, Nowhere with { FogLedger = "fog-ledger://a/?ca-bundle=/nowhere.pem" }));
        Assert.Equal(ClientError.InvalidNetwork, e.Error);
        Assert.Contains("/nowhere.pem", e.Message, StringComparison.Ordinal);
    }
}
