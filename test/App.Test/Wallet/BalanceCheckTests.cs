// Fact sheet fog §7.7, §7.8: balance_check and the remote wallet on a network in memory.
using Grpc.Core;
using Grpc.Net.Client;
using MobileCoin.Api;
using MobileCoin.App.Wallet;
using MobileCoin.Client;
using MobileCoin.Hosting;
using MobileCoin.Transactions;
using MobileCoin.Wire.RemoteWallet;
using MobileCoin.Wire.Uris;

namespace MobileCoin.App.Test;

public sealed partial class BalanceCheckTests : IDisposable
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    private readonly FakeWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task BalanceCheck_PrintsALineForEachByte_UntilDOrTheEnd()
    {
        string key = _world.MakeKeyFile("alice.json");
        _world.Fund(key, new Amount(12, 0), new Amount(34, 1));
        ConsoleProgram program = BalanceCheck.Make(_world.Maker);
        string[] flags = ["--keyfile", key, "--network", _world.NetworkFile];
        string line = $$"""{"balance":{"0":12,"1":34},"block_count":{{_world.Fog.BlockCount}}}""" + "\n";
        Assert.Equal(line, await _world.Run.DoAsync(program, flags));
        _world.Run.Input = new StringReader("x\nd");
        Assert.Equal(line + line + line, await _world.Run.DoAsync(program, flags));
        Assert.Contains("12 of token 0", _world.Run.Error, StringComparison.Ordinal);
        Assert.Equal(line, await _world.Run.DoAsync(program, "--keyfile", key, "--chain-id", "fake", "--allow-simulated", "--view-uri", "insecure-fog-view://127.0.0.1:1/", "--ledger-uri", "insecure-fog-ledger://127.0.0.1:1/"));

        Assert.Contains("nothing says which enclaves", await _world.Run.FailAsync(program, "--keyfile", key, "--chain-id", "fake", "--view-uri", "insecure-fog-view://127.0.0.1:1/", "--ledger-uri", "insecure-fog-ledger://127.0.0.1:1/"), StringComparison.Ordinal);
        Assert.Contains("--ledger-uri is missing", await _world.Run.FailAsync(program, "--keyfile", key, "--chain-id", "fake", "--allow-simulated", "--view-uri", "insecure-fog-view://127.0.0.1:1/"), StringComparison.Ordinal);
        Assert.Contains("is no URI of Fog view", await _world.Run.FailAsync(program, "--keyfile", key, "--view-uri", "fog://a/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RemoteWallet_ServesWalletsByNumber()
    {
        using Account alice = Account.Create(_world.Fog.FogSettings, out string words);
        _world.Fog.Fund(alice.Address, new Amount(12, 0));
        List<MobileCoinNetwork> networks = [];
        ClientMaker maker = (account, network, state, options) =>
        {
            networks.Add(network);
            return _world.Maker(account, network, state, options);
        };
        var surroundings = new TestSurroundings();
        Task<int> program = CommandLine.RunAsync(RemoteWalletProgram.Make(maker), ["--listen-uri", "insecure-remote-wallet://127.0.0.1:0/", "--allow-simulated"], surroundings.Make());
        string? port = null;
        while ((port = Listening().Match(surroundings.Output) is { Success: true } match ? match.Groups["port"].Value : null) is null)
        {
            Assert.False(program.IsCompleted, surroundings.Error + surroundings.Output);
            await Task.Delay(5, Token);
        }
        using (GrpcChannel channel = ServiceChannel.Open(RemoteWalletUri.Parse($"insecure-remote-wallet://127.0.0.1:{port}/")))
        {
            var client = new RemoteWalletApi.RemoteWalletApiClient(channel.CreateCallInvoker());
            var fresh = new FreshBalanceCheckRequest { Mnemonic = words, FogUri = "insecure-fog://localhost:8200", ChainId = "local" };
            BalanceCheckResponse first = await client.FreshBalanceCheckAsync(fresh, cancellationToken: Token);
            Assert.Equal((12ul, _world.Fog.BlockCount), (first.Balance, first.BlockCount));
            Assert.Equal(("insecure-fog-view://localhost:8200", "insecure-fog-ledger://localhost:8200", "local"), (networks[0].FogView, networks[0].FogLedger, networks[0].ChainId));
            BalanceCheckResponse second = await client.FreshBalanceCheckAsync(fresh, cancellationToken: Token);
            Assert.NotEqual(first.ClientId, second.ClientId);

            _world.Fog.Fund(alice.Address, new Amount(30, 0));
            BalanceCheckResponse later = await client.FollowupBalanceCheckAsync(new FollowupBalanceCheckRequest { ClientId = first.ClientId }, cancellationToken: Token);
            Assert.Equal((first.ClientId, 42ul, first.BlockCount + 1), (later.ClientId, later.Balance, later.BlockCount));
            Assert.Contains("30 of token 0", (await client.DebugAsync(new DebugRequest { ClientId = first.ClientId }, cancellationToken: Token)).DebugInfo, StringComparison.Ordinal);

            await client.StopAsync(new StopRequest { ClientId = first.ClientId }, cancellationToken: Token);
            await RefusedAsync(() => client.FollowupBalanceCheckAsync(new FollowupBalanceCheckRequest { ClientId = first.ClientId }, cancellationToken: Token).ResponseAsync);
            await RefusedAsync(() => client.StopAsync(new StopRequest { ClientId = first.ClientId }, cancellationToken: Token).ResponseAsync);
            await client.ResetAsync(new Google.Protobuf.WellKnownTypes.Empty(), cancellationToken: Token);
            await RefusedAsync(() => client.DebugAsync(new DebugRequest { ClientId = second.ClientId }, cancellationToken: Token).ResponseAsync);
            await RefusedAsync(() => client.FreshBalanceCheckAsync(new FreshBalanceCheckRequest { Mnemonic = "no words", FogUri = fresh.FogUri }, cancellationToken: Token).ResponseAsync);
            await RefusedAsync(() => client.FreshBalanceCheckAsync(new FreshBalanceCheckRequest { Mnemonic = words, FogUri = "http://localhost" }, cancellationToken: Token).ResponseAsync);

            _world.Fog.Faults.Unavailable = Client.Testing.FakeServices.View;
            RpcException e = await Assert.ThrowsAsync<RpcException>(() => client.FreshBalanceCheckAsync(fresh, cancellationToken: Token).ResponseAsync);
            Assert.Equal(StatusCode.Internal, e.StatusCode);
        }
        await surroundings.Stop.CancelAsync();
        Assert.Equal(0, await program);

        static async Task RefusedAsync(Func<Task> call) => Assert.Equal(StatusCode.InvalidArgument, (await Assert.ThrowsAsync<RpcException>(call)).StatusCode);
    }

    [System.Text.RegularExpressions.GeneratedRegex("listens on insecure-remote-wallet://[0-9.]+:(?<port>[0-9]+)/", System.Text.RegularExpressions.RegexOptions.NonBacktracking | System.Text.RegularExpressions.RegexOptions.ExplicitCapture)]
    private static partial System.Text.RegularExpressions.Regex Listening();
}
