// Whom a wallet believes: other networks' servers, renewed and foreign certificates, clocks that are off. Each ends in success, or in an error
// which says what is wrong and what to do, in the app and in the terminal.
using MobileCoin.Client;
using MobileCoin.Connections;
using MobileCoin.Transactions;
using MobileCoin.Wire.Uris;

namespace MobileCoin.Network.Test;

[Collection(nameof(PaymentNetwork))]
public sealed class ClientTrustTests(PaymentNetwork network) : IDisposable
{
    private const ulong Mob = PaymentNetwork.Mob;
    private const int Payer = 6, Payee = 7;
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;
    private static readonly ClientOptions Patient = new() { RetryFor = TimeSpan.FromSeconds(60) };

    private readonly string _folder = Directory.CreateTempSubdirectory("client-trust").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task ServersOfAnotherNetwork_AreNamedAtOnce()
    {
        using Account account = network.User(Payer), payee = network.User(Payee);
        string says = $"the service is of the network '{DevnetNetwork.ChainId}', and what is asked for is 'elsewhere'";
        foreach (TransportKind form in new[] { TransportKind.Grpc, TransportKind.Http })
        {
            MobileCoinNetwork elsewhere = network.Description with { ChainId = "elsewhere", Transport = form };
            await using var client = new MobileCoinClient(account, elsewhere, Patient);
            MobileCoinException e = await FailsAsync(ClientError.WrongNetwork, $"{network.Devnet.ViewUri}: {says}", () => client.UpdateAsync(cancellationToken: Token));
            Assert.Contains("one network", e.Advice, StringComparison.Ordinal);
            await FailsAsync(ClientError.WrongNetwork, $"{network.Devnet.NodeUri}: {says}", () => client.GetNetworkStatusAsync(Token));
            Assert.Empty(client.Snapshot.Outputs);
        }

        // In the terminal: of an account that knows nothing yet, and of one that knows this network.
        string keyFile = CopyKeyFile("alice.json"), file = Path.Combine(_folder, "elsewhere.json");
        (network.Description with { ChainId = "elsewhere" }).Save(file);
        string told = await RefusedAsync("balance", keyFile, file);
        Assert.Contains(says, told, StringComparison.Ordinal);
        await RefusedAsync("send", keyFile, file, "--to", PaymentCode.Of(payee.Address).ToBase58(), "--amount", "0.1 MOB", "--yes");
        // Nothing was learnt: nothing binds the account to that network.
        Assert.False(File.Exists(keyFile + ".state"));
        await RunningProgram.AskAsync("wallet", ["balance", "-k", keyFile, "--network", network.Devnet.Folder.NetworkFile], cancellationToken: Token);
        byte[] state = await File.ReadAllBytesAsync(keyFile + ".state", Token);
        told = await RefusedAsync("balance", keyFile, file);
        Assert.Contains("the saved state is of the network 'devnet', not 'elsewhere'", told, StringComparison.Ordinal);
        Assert.Equal(state, await File.ReadAllBytesAsync(keyFile + ".state", Token));
    }

    [Fact]
    public async Task AddressesOfAnotherNetwork_AndServicesOfAnotherKind_AreNamed()
    {
        using var authority = new ReportAuthority();
        string chain = Path.Combine(_folder, "chain.pem"), key = Path.Combine(_folder, "key.pem");
        authority.Certify(chain, key);
        var uri = FogUri.Parse($"insecure-fog://127.0.0.1:{Ports.Free()}/");
        using RunningProgram server = await ServeReportsAsync(uri, "elsewhere", chain, key);
        using Account account = network.User(Payer), recipient = Account.FromEntropy(new byte[32], new FogSettings(uri.ToString(), "", authority.KeyInfo));
        await using var client = new MobileCoinClient(account, network.Description, Patient);
        await PaymentNetwork.UntilAsync(client, s => s.Balances.GetValueOrDefault(TokenId.Mob) >= Mob);
        byte[] state = client.SaveState();
        var payment = new Payment(recipient.Address, new Amount(Mob / 10, TokenId.Mob));
        await FailsAsync(ClientError.WrongNetwork, $"{uri}: the service is of the network 'elsewhere', and what is asked for is '{DevnetNetwork.ChainId}'", () => client.SendAsync(payment, Token));
        Assert.Equal(state, client.SaveState());

        // Ledger's port in view's place.
        var view = FogViewUri.Parse($"insecure-fog-view://127.0.0.1:{network.Devnet.LedgerUri.Port}/");
        await using var mistaken = new MobileCoinClient(account, network.Description with { FogView = view.ToString() }, Patient);
        await FailsAsync(ClientError.InvalidNetwork, $"{view}: a service of another kind answers there", () => mistaken.UpdateAsync(cancellationToken: Token));
    }

    [Fact]
    public async Task ReportServersChainIsRenewed_NobodyNotices_AndAnotherRootIsNobodys()
    {
        using ReportAuthority first = new(), second = new();
        string chain = Path.Combine(_folder, "chain.pem"), key = Path.Combine(_folder, "key.pem");
        byte[] leaf = first.Certify(chain, key);
        var uri = FogUri.Parse($"insecure-fog://127.0.0.1:{Ports.Free()}/");
        using RunningProgram server = await ServeReportsAsync(uri, DevnetNetwork.ChainId, chain, key);
        using Account account = network.User(Payer), recipient = Account.FromEntropy(new byte[32], new FogSettings(uri.ToString(), "", first.KeyInfo));
        await using var client = new MobileCoinClient(account, network.Description, Patient);
        AccountSnapshot before = await PaymentNetwork.UntilAsync(client, s => s.Balances.GetValueOrDefault(TokenId.Mob) >= 2 * Mob);
        await ServedAsync(leaf);
        await PrepareAsync();

        // The leaf's key is new, and the root's certificate: its key is not.
        await ServedAsync(Replace(first));
        SentPayment sent = await client.SendAsync(new Payment(recipient.Address, new Amount(Mob / 10, TokenId.Mob)), Token);
        Assert.Equal(PaymentState.Appeared, (await client.WaitAsync(sent, Token)).State);

        byte[] state = client.SaveState();
        await ServedAsync(Replace(second));
        MobileCoinException failure = await FailsAsync(ClientError.FogReportInvalid, $"{uri}: the address does not vouch for the root of the chain", PrepareAsync);
        Assert.Contains("Do not pay", failure.Advice, StringComparison.Ordinal);
        Assert.Equal(state, client.SaveState());
        await ServedAsync(Replace(first));
        await PrepareAsync();
        Assert.True(before.Balances[TokenId.Mob] - (Mob / 10) - sent.Draft.Fee.Value <= (await PaymentNetwork.UntilAsync(client, s => s.BlockCount > before.BlockCount)).Balances[TokenId.Mob]);

        Task PrepareAsync() => client.PrepareAsync(new Payment(recipient.Address, new Amount(Mob / 10, TokenId.Mob)), Token);

        byte[] Replace(ReportAuthority authority)
        {
            byte[] made = authority.Certify(chain, key);
            PaymentNetwork.HangUp(server);
            return made;
        }

        // The server reads its database every now and then, and its files when it is told to.
        Task ServedAsync(byte[] expected) => Waiting.UntilAsync(async () =>
        {
            using var connection = new FogReportConnection(uri, new ConnectionOptions { ChainId = DevnetNetwork.ChainId });
            try
            {
                return (await connection.GetReportsAsync(Token)).Chain[0].AsSpan().SequenceEqual(expected);
            }
            catch (ConnectionException e) when (e.Error == ConnectionError.NoReports)
            {
                return false;
            }
        });
    }

    [Theory]
    [InlineData(1, null)]
    [InlineData(-2, ClientError.ClockOff)]
    [InlineData(-24 * 365 * 10, ClientError.ClockOff)]
    [InlineData(24 * 31, ClientError.EvidenceExpired)]
    [InlineData(24 * 365 * 10, ClientError.EvidenceExpired)]
    public async Task AClockThatIsOff_IsNamedBesideTheDates(int hours, ClientError? error)
    {
        using Account account = network.User(Payer), payee = network.User(Payee);
        var time = new OffClock();
        await using var client = new MobileCoinClient(account, network.Description, Patient with { TimeProvider = time });
        AccountSnapshot before = await PaymentNetwork.UntilAsync(client, s => s.Balances.GetValueOrDefault(TokenId.Mob) >= Mob);
        byte[] state = client.SaveState();
        time.Off = TimeSpan.FromHours(hours);
        var payment = new Payment(payee.Address, new Amount(Mob / 100, TokenId.Mob));
        // What is asked anew: sessions that there are do not end because a clock is set.
        await using var fresh = new MobileCoinClient(account, network.Description, Patient with { TimeProvider = time });
        if (error is not { } expected)
        {
            Assert.Equal(before.Balances[TokenId.Mob], (await PaymentNetwork.UntilAsync(fresh, s => s.BlockCount >= before.BlockCount)).Balances[TokenId.Mob]);
            await client.PrepareAsync(payment, Token);
            return;
        }
        const string clock = "and this machine's clock says ";
        MobileCoinException e = await FailsAsync(expected, clock, () => fresh.UpdateAsync(cancellationToken: Token));
        Assert.StartsWith($"{network.Devnet.ViewUri}: its evidence is valid from ", e.Message, StringComparison.Ordinal);
        Assert.Contains("clock", e.Advice, StringComparison.Ordinal);
        Assert.Empty(fresh.Snapshot.Outputs);
        await FailsAsync(expected, clock, () => fresh.GetNetworkStatusAsync(Token));
        await FailsAsync(expected, clock, () => client.SendAsync(payment, Token));
        Assert.Equal(state, client.SaveState());
        time.Off = TimeSpan.Zero;
        Assert.Equal(before.Balances[TokenId.Mob], (await PaymentNetwork.UntilAsync(fresh, s => s.BlockCount >= before.BlockCount)).Balances[TokenId.Mob]);
    }

    [Fact]
    public async Task TlsOfAnotherHostOrOfNobody_IsRefused_InTheTerminalToo()
    {
        using var authority = new TlsAuthority(_folder, "authority");
        string chain = Path.Combine(_folder, "tls.pem"), key = Path.Combine(_folder, "tls-key.pem");
        string serial = authority.Certify(chain, key, "elsewhere.example");
        int port = Ports.Free(), admin = Ports.Free();
        ServiceProcess router = network.Devnet.Service("ledger-router").Process;
        using RunningProgram tls = RunningProgram.Start(
            router.Program,
            [
                "--chain-id", DevnetNetwork.ChainId, "--client-responder-id", $"localhost:{port}", "--client-listen-uri", $"fog-ledger://127.0.0.1:{port}/?tls-chain={chain}&tls-key={key}",
                "--shard-uris", router.Argument("--shard-uris"), "--ledger-db", router.Argument("--ledger-db"), "--watcher-db", router.Argument("--watcher-db"), "--sgx-mode", "SW",
                "--admin-listen-uri", $"insecure-mca://127.0.0.1:{admin}/",
            ],
            _folder);
        await tls.ReadyAsync(admin, Token);
        string keyFile = CopyKeyFile("bob.json"), pinned = Path.Combine(_folder, "pinned.json"), open = Path.Combine(_folder, "open.json");
        (network.Description with { FogLedger = $"fog-ledger://localhost:{port}/?ca-bundle={authority.Bundle}" }).Save(pinned);
        (network.Description with { FogLedger = $"fog-ledger://localhost:{port}/" }).Save(open);

        // Whoever has no outputs, or those of the last block alone, asks the ledger nothing.
        using (Account account = network.User(Payer))
        {
            await using var client = new MobileCoinClient(account, network.Description, Patient);
            AccountSnapshot before = await PaymentNetwork.UntilAsync(client, s => s.Balances.GetValueOrDefault(TokenId.Mob) >= Mob);
            await network.MakeBlocksAsync(1);
            await PaymentNetwork.UntilAsync(client, s => s.BlockCount > before.BlockCount);
        }
        await Waiting.UntilAsync(async () => await TlsAuthority.PresentedAsync(port) == serial);
        string told = await RefusedAsync("balance", keyFile, pinned);
        Assert.Contains("it is for elsewhere.example, and not for localhost", told, StringComparison.Ordinal);
        Assert.Contains("Do not go on.", told, StringComparison.Ordinal);
        // What view said before is kept, and does not count yet.
        Assert.True(File.Exists(keyFile + ".state"));

        serial = authority.Certify(chain, key);
        PaymentNetwork.HangUp(tls);
        await Waiting.UntilAsync(async () => await TlsAuthority.PresentedAsync(port) == serial);
        told = await RefusedAsync("balance", keyFile, open);
        Assert.Contains("'CN=authority', who signed it, is not one that is trusted", told, StringComparison.Ordinal);
        string balance = await RunningProgram.AskAsync("wallet", ["balance", "-k", keyFile, "--network", pinned], cancellationToken: Token);
        Assert.Contains(" MOB\nafter ", balance, StringComparison.Ordinal);
    }

    private async Task<RunningProgram> ServeReportsAsync(FogUri uri, string chainId, string chain, string key)
    {
        int admin = Ports.Free();
        var server = RunningProgram.Start(
            "report_server",
            ["--chain-id", chainId, "--client-listen-uri", uri.ToString(), "--signing-chain", chain, "--signing-key", key, "--admin-listen-uri", $"insecure-mca://127.0.0.1:{admin}/"],
            _folder, new Dictionary<string, string>(StringComparer.Ordinal) { ["MC_RECOVERY_DB"] = network.Devnet.RecoveryFolder });
        try
        {
            await server.ReadyAsync(admin, Token);
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    private string CopyKeyFile(string name)
    {
        string path = Path.Combine(_folder, name);
        File.Copy(network.Devnet.KeyFileOf(Payer), path);
        return path;
    }

    // One line on the terminal, and an exit code that is not 0.
    private static async Task<string> RefusedAsync(string command, string keyFile, string networkFile, params string[] more)
    {
        using RunningProgram wallet = RunningProgram.Start("wallet", [command, "-k", keyFile, "--network", networkFile, .. more]);
        Assert.NotEqual(0, await wallet.WaitAsync(Token));
        Assert.False(File.Exists(keyFile + ".pending"));
        return Assert.Single(wallet.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private static async Task<MobileCoinException> FailsAsync(ClientError error, string why, Func<Task> call)
    {
        MobileCoinException e = await Assert.ThrowsAsync<MobileCoinException>(call);
        Assert.True(e.Error == error, $"{e.Error} instead of {error}: {e}");
        Assert.Contains(why, e.Message, StringComparison.Ordinal);
        Assert.False(e.MayRetry);
        return e;
    }

    // The machine's, and so much off.
    private sealed class OffClock : TimeProvider
    {
        internal TimeSpan Off { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Off;
    }
}
