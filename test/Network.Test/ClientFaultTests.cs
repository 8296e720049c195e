// The client against a network with faults: each ends in success, or in an error whose kind says what the app should do.
using System.Security.Cryptography;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using MobileCoin.Attestation;
using MobileCoin.Client;
using MobileCoin.Api;
using MobileCoin.Transactions;
using MobileCoin.Wire.Attest;
using MobileCoin.Wire.FogLedger;
using MobileCoin.Wire.FogView;

namespace MobileCoin.Network.Test;

[Collection(nameof(PaymentNetwork))]
public sealed class ClientFaultTests(PaymentNetwork network)
{
    private const ulong Mob = PaymentNetwork.Mob;
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    // Long enough for a program to start on a busy machine.
    private static readonly ClientOptions Patient = new() { RetryFor = TimeSpan.FromSeconds(60) };
    private static readonly ClientOptions Impatient = new() { RetryFor = TimeSpan.FromMilliseconds(200) };

    [Theory]
    [InlineData("view-router", SyncStage.Outputs)]
    [InlineData("ledger-router", SyncStage.KeyImages)]
    public async Task RouterRestartsInTheMiddle_TheUpdateGoesOn(string router, SyncStage stage)
    {
        using Account account = network.User(0);
        await using var client = new MobileCoinClient(account, network.Description, Patient);
        AccountSnapshot before = await PaymentNetwork.UntilAsync(client, s => s.Balances.GetValueOrDefault(TokenId.Mob) == 2 * Mob);
        // Outputs of the last block cannot be spent yet: nobody asks for these.
        await network.MakeBlocksAsync(1);
        await PaymentNetwork.UntilAsync(client, s => s.BlockCount > before.BlockCount);
        // Everything is asked for again.
        await using var fresh = new MobileCoinClient(account, network.Description, Patient);
        ServiceProcess process = network.Devnet.Service(router).Process;
        bool isDone = false;
        AccountSnapshot snapshot = await fresh.UpdateAsync(
            new Told(progress =>
            {
                if (isDone || progress.Stage != stage) return;
                isDone = true;
                process.Kill();
                process.Launch();
            }),
            Token);
        Assert.True(isDone);
        Assert.Equal(2 * Mob, snapshot.Balances[TokenId.Mob]);
        // Its session is gone with the router, too.
        Assert.Equal(2 * Mob, (await client.UpdateAsync(cancellationToken: Token)).Balances[TokenId.Mob]);
        await process.ReadyAsync(Token);
    }

    [Fact]
    public async Task RouterIsGone_IsSaidSo_AndOverWhenItIsBack()
    {
        using Account account = network.User(0);
        await using var client = new MobileCoinClient(account, network.Description, Impatient);
        AccountSnapshot before = await PaymentNetwork.UntilAsync(client, s => s.Balances.GetValueOrDefault(TokenId.Mob) == 2 * Mob);
        ServiceProcess process = network.Devnet.Service("view-router").Process;
        process.Kill();
        MobileCoinException failure = await Assert.ThrowsAsync<MobileCoinException>(() => client.UpdateAsync(cancellationToken: Token));
        Assert.Equal((ClientError.NetworkUnreachable, true), (failure.Error, failure.MayRetry));
        Assert.Contains("try again", failure.Advice, StringComparison.Ordinal);
        Assert.Equal(before.Balances[TokenId.Mob], client.Snapshot.Balances[TokenId.Mob]);
        await process.StartAsync(Token);
        Assert.Equal(before.Balances[TokenId.Mob], (await PaymentNetwork.UntilAsync(client, s => s.BlockCount >= before.BlockCount)).Balances[TokenId.Mob]);
    }

    [Fact]
    public async Task SessionsAreEvicted_TheUpdateMakesThemAnew()
    {
        using Account account = network.User(0);
        await using var client = new MobileCoinClient(account, network.Description, Patient);
        await PaymentNetwork.UntilAsync(client, s => s.Balances.GetValueOrDefault(TokenId.Mob) == 2 * Mob);
        // As many sessions of others as a router keeps: the least recently used give way.
        using GrpcChannel view = ServiceChannel.Open(network.Devnet.ViewUri), ledger = ServiceChannel.Open(network.Devnet.LedgerUri);
        var fogView = new FogViewAPI.FogViewAPIClient(view);
        var fogLedger = new FogKeyImageAPI.FogKeyImageAPIClient(ledger);
        await CrowdAsync(network.Devnet.ViewUri.ResponderId, fogView.AuthAsync, ServiceChannel.Headers(network.Devnet.ViewUri, DevnetNetwork.ChainId));
        await CrowdAsync(network.Devnet.LedgerUri.ResponderId, fogLedger.AuthAsync, ServiceChannel.Headers(network.Devnet.LedgerUri, DevnetNetwork.ChainId));
        Assert.Equal(2 * Mob, (await client.UpdateAsync(cancellationToken: Token)).Balances[TokenId.Mob]);
    }

    [Fact]
    public async Task ReportExpires_NobodyIsPaidUntilThereIsAnotherOne()
    {
        using Account account = network.User(1), recipient = network.User(7);
        await using var client = new MobileCoinClient(account, network.Description, Patient);
        await PaymentNetwork.UntilAsync(client, s => s.Balances.GetValueOrDefault(TokenId.Mob) == 2 * Mob);
        var payment = new Payment(recipient.Address, new Amount(Mob / 10, TokenId.Mob));
        ServiceProcess ingest = network.Devnet.Ingest.Process;
        await ingest.StopAsync(Token);
        // For so many blocks the last report was good.
        await network.MakeBlocksAsync(12);
        MobileCoinException failure = await UntilThrownAsync(() => client.PrepareAsync(payment, Token));
        Assert.Equal((ClientError.FogReportExpired, true), (failure.Error, failure.MayRetry));
        await ingest.StartAsync(Token);
        SentPayment sent = await OnceReportedAsync(() => client.SendAsync(payment, Token));
        Assert.Equal(PaymentState.Appeared, (await client.WaitAsync(sent, Token)).State);
    }

    [Fact]
    public async Task TombstonePasses_TheDraftIsRefused_AndItsInputsAreFree()
    {
        using Account account = network.User(2), recipient = network.User(7);
        await using var client = new MobileCoinClient(account, network.Description, Patient);
        await PaymentNetwork.UntilAsync(client, s => s.Balances.GetValueOrDefault(TokenId.Mob) == 2 * Mob);
        var payment = new Payment(recipient.Address, new Amount(Mob / 10, TokenId.Mob));
        PaymentDraft draft = await client.PrepareAsync(payment with { TombstoneBlocks = 2 }, Token);
        await network.MakeBlocksAsync(3);
        MobileCoinException failure = await Assert.ThrowsAsync<MobileCoinException>(() => client.SendAsync(draft, Token));
        Assert.Equal((ClientError.TombstonePassed, false), (failure.Error, failure.MayRetry));
        Assert.Contains("prepare it again", failure.Advice, StringComparison.Ordinal);
        Assert.Equal(PaymentState.Expired, (await client.WaitAsync(new SentPayment(draft), Token)).State);
        SentPayment sent = await client.SendAsync(payment, Token);
        Assert.Equal(PaymentState.Appeared, (await client.WaitAsync(sent, Token)).State);
    }

    [Fact]
    public async Task FeesChange_TheDraftIsRefused_AndANewOneTakesTheNewFee()
    {
        using Account account = network.User(3), recipient = network.User(7);
        await using var client = new MobileCoinClient(account, network.Description, Patient);
        await PaymentNetwork.UntilAsync(client, s => s.Balances.GetValueOrDefault(TokenId.Mob) == 2 * Mob);
        var payment = new Payment(recipient.Address, new Amount(Mob / 10, TokenId.Mob));
        PaymentDraft draft = await client.PrepareAsync(payment, Token);
        await ChangeFeeAsync(400_000_000, 500_000_000);
        MobileCoinException failure = await Assert.ThrowsAsync<MobileCoinException>(() => client.SendAsync(draft, Token));
        Assert.Equal(ClientError.FeesChanged, failure.Error);
        Assert.Contains("Prepare the payment again", failure.Advice, StringComparison.Ordinal);
        SentPayment sent = await client.SendAsync(payment, Token);
        Assert.Equal(500_000_000ul, sent.Draft.Fee.Value);
        Assert.Equal(PaymentState.Appeared, (await client.WaitAsync(sent, Token)).State);
        // While it is being sent, too: the client builds it once more.
        await PaymentNetwork.UntilAsync(client, s => s.Balances[TokenId.Mob] == (2 * Mob) - (Mob / 10) - 500_000_000);
        await ChangeFeeAsync(500_000_000, 400_000_000);
        sent = await client.SendAsync(payment, Token);
        Assert.Equal(400_000_000ul, sent.Draft.Fee.Value);
        Assert.Equal(PaymentState.Appeared, (await client.WaitAsync(sent, Token)).State);
    }

    [Fact]
    public async Task ReportsAreSignedByOthers_NobodyIsPaid()
    {
        using Account account = network.User(4), recipient = network.User(7);
        await using var client = new MobileCoinClient(account, network.Description, Patient);
        await PaymentNetwork.UntilAsync(client, s => s.Balances.GetValueOrDefault(TokenId.Mob) == 2 * Mob);
        var payment = new Payment(recipient.Address, new Amount(Mob / 10, TokenId.Mob));
        ServiceProcess report = network.Devnet.Service("report").Process;
        string chain = report.Argument("--signing-chain"), key = report.Argument("--signing-key");
        await CertifyAsync("ok_25519_head", chain, key);
        MobileCoinException failure = await UntilThrownAsync(() => client.PrepareAsync(payment, Token));
        Assert.Equal((ClientError.FogReportInvalid, false), (failure.Error, failure.MayRetry));
        Assert.Contains("Do not pay", failure.Advice, StringComparison.Ordinal);
        await CertifyAsync("ok_rsa_chain_25519_leaf", chain, key);
        SentPayment sent = await OnceReportedAsync(() => client.SendAsync(payment, Token));
        Assert.Equal(PaymentState.Appeared, (await client.WaitAsync(sent, Token)).State);
    }

    [Fact]
    public async Task CertificateOfTlsChanges_NewConnectionsAreHeldToWhatIsPinned()
    {
        // The view router once more, behind TLS.
        string folder = Directory.CreateDirectory(network.Devnet.In("tls")).FullName, chain = Path.Combine(folder, "chain.pem"), key = Path.Combine(folder, "key.pem");
        using var first = new TlsAuthority(folder, "first");
        using var second = new TlsAuthority(folder, "second");
        first.Certify(chain, key);
        int port = Ports.Free(), admin = Ports.Free();
        ServiceProcess router = network.Devnet.Service("view-router").Process;
        using RunningProgram tls = RunningProgram.Start(
            router.Program,
            [
                "--chain-id", DevnetNetwork.ChainId, "--client-responder-id", $"localhost:{port}", "--client-listen-uri", $"fog-view://127.0.0.1:{port}/?tls-chain={chain}&tls-key={key}",
                "--shard-uris", router.Argument("--shard-uris"), "--sgx-mode", "SW", "--admin-listen-uri", $"insecure-mca://127.0.0.1:{admin}/",
            ],
            folder);
        await tls.ReadyAsync(admin, Token);
        using Account account = network.User(0);
        await using MobileCoinClient client = Pinning(first);
        Assert.Equal(2 * Mob, (await PaymentNetwork.UntilAsync(client, s => s.Balances.GetValueOrDefault(TokenId.Mob) == 2 * Mob)).Balances[TokenId.Mob]);

        // Renewed by the same authority: nobody notices.
        await ReplaceAsync(first);
        await using (MobileCoinClient other = Pinning(first)) Assert.Equal(2 * Mob, (await other.UpdateAsync(cancellationToken: Token)).Balances[TokenId.Mob]);

        // By another one: who pins the first does not go on, and says so at once.
        await ReplaceAsync(second);
        await using (MobileCoinClient other = Pinning(first))
        {
            MobileCoinException failure = await Assert.ThrowsAsync<MobileCoinException>(() => other.UpdateAsync(cancellationToken: Token));
            Assert.Equal((ClientError.CertificateInvalid, false), (failure.Error, failure.MayRetry));
            Assert.Contains("ca-bundle", failure.Advice, StringComparison.Ordinal);
        }
        await using (MobileCoinClient other = Pinning(second)) Assert.Equal(2 * Mob, (await other.UpdateAsync(cancellationToken: Token)).Balances[TokenId.Mob]);
        // An open connection is not asked again.
        Assert.Equal(2 * Mob, (await client.UpdateAsync(cancellationToken: Token)).Balances[TokenId.Mob]);

        MobileCoinClient Pinning(TlsAuthority authority) => new(account, network.Description with { FogView = $"fog-view://localhost:{port}/?ca-bundle={authority.Bundle}" }, Patient);

        async Task ReplaceAsync(TlsAuthority authority)
        {
            string serial = authority.Certify(chain, key);
            PaymentNetwork.HangUp(tls);
            await Waiting.UntilAsync(async () => await TlsAuthority.PresentedAsync(port) == serial);
        }
    }

    private async Task ChangeFeeAsync(ulong from, ulong to)
    {
        ServiceProcess validator = network.Devnet.Service("validator").Process;
        await validator.StopAsync(Token);
        string tokens = network.Devnet.In("tokens.json"), text = await File.ReadAllTextAsync(tokens, Token);
        Assert.Contains($"{from}", text, StringComparison.Ordinal);
        await File.WriteAllTextAsync(tokens, text.Replace($"{from}", $"{to}", StringComparison.Ordinal), Token);
        await validator.StartAsync(Token);
    }

    private async Task CertifyAsync(string name, string chain, string key)
    {
        foreach ((string type, string path) in ((string, string)[])[("chain", chain), ("key", key)])
        {
            string made = await RunningProgram.AskAsync("mc-crypto-x509-test-vectors", ["--type", type, "--test-name", name, "--output-dir", network.Devnet.In("certificates-" + name)], cancellationToken: Token);
            File.Copy(made.Trim(), path, overwrite: true);
        }
        PaymentNetwork.HangUp(network.Devnet.Service("report").Process.Running!);
    }

    // The first message of one handshake, again and again: each makes a session.
    private static async Task CrowdAsync(string responderId, Func<AuthMessage, CallOptions, AsyncUnaryCall<AuthMessage>> ask, Metadata headers)
    {
        using var initiator = AttestedInitiator.Client(responderId, RandomNumberGenerator.Fill);
        var first = new AuthMessage { Data = ByteString.CopyFrom(initiator.FirstMessage) };
        await Parallel.ForAsync(
            0, AttestedKeyExchange.MaxClients, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = Token },
            async (_, stop) => await ask(first, new CallOptions(headers, cancellationToken: stop)).ResponseAsync);
    }

    // Until the network has what makes it fail.
    private static async Task<MobileCoinException> UntilThrownAsync(Func<Task> call)
    {
        MobileCoinException? failure = null;
        await Waiting.UntilAsync(async () =>
        {
            try
            {
                await call();
                return false;
            }
            catch (MobileCoinException e)
            {
                failure = e;
                return true;
            }
        });
        return failure!;
    }

    // A network that lets no gRPC through is a fault of its own.
    [Fact]
    public async Task TheHttpForm_DoesAll()
    {
        using Account account = network.User(5), recipient = network.User(7);
        MobileCoinNetwork description = network.Description with { Transport = TransportKind.Http };
        await using var client = new MobileCoinClient(account, description, Patient);
        await PaymentNetwork.UntilAsync(client, s => s.Balances.GetValueOrDefault(TokenId.Mob) == 2 * Mob);
        // More than one output holds, so that its change and what is left of the rest are both there.
        SentPayment sent = await OnceReportedAsync(() => client.SendAsync(new Payment(recipient.Address, new Amount(Mob + (Mob / 2), TokenId.Mob)), Token));
        Assert.Equal(PaymentState.Appeared, (await client.WaitAsync(sent, Token)).State);
        ulong left = (Mob / 2) - sent.Draft.Fee.Value;
        await PaymentNetwork.UntilAsync(client, s => s.Balances.GetValueOrDefault(TokenId.Mob) == left);
    }

    // What an app does that is told to try again in a while.
    private static async Task<SentPayment> OnceReportedAsync(Func<Task<SentPayment>> send)
    {
        SentPayment? sent = null;
        await Waiting.UntilAsync(async () =>
        {
            try
            {
                sent = await send();
                return true;
            }
            catch (MobileCoinException e) when (e.Error is ClientError.FogReportExpired or ClientError.FogReportInvalid or ClientError.FogReportMissing)
            {
                return false;
            }
        });
        return sent!;
    }

    private sealed class Told(Action<SyncProgress> tell) : IProgress<SyncProgress>
    {
        public void Report(SyncProgress value) => tell(value);
    }
}
