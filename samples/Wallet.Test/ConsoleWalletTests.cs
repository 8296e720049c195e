// How an app tests itself: the network is FakeFog, everything else is the app's own.
using MobileCoin.Client;
using MobileCoin.Client.Testing;
using MobileCoin.Transactions;

namespace Wallet.Test;

public sealed class ConsoleWalletTests : IDisposable
{
    private readonly FakeFog _fog = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("wallet-").FullName;
    private readonly StringWriter _output = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _fog.Dispose();
        _output.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task NewWallet_ReceivesAndSends()
    {
        Assert.Equal(0, await RunAsync("new"));
        Assert.Contains("Write these words down", Said(), StringComparison.Ordinal);
        Assert.Equal(1, await RunAsync("new"));
        Said();

        Assert.Equal(0, await RunAsync("address"));
        using (PaymentCode code = PaymentCode.Parse(Said().Split('\n')[0].Trim())) _fog.Fund(code.Address!, new Amount(TokenInfo.Mob.Parse("5"), TokenId.Mob));
        Assert.Equal(0, await RunAsync("balance"));
        Assert.Contains("5 MOB", Said(), StringComparison.Ordinal);

        using Account bob = _fog.CreateAccount();
        using PaymentCode his = PaymentCode.Of(bob.Address);
        Assert.Equal(0, await RunAsync("send", his.ToBase58(), "1.5"));
        Assert.Contains("paid, in block", Said(), StringComparison.Ordinal);
        await using MobileCoinClient bobs = _fog.CreateClient(bob);
        Assert.Equal(TokenInfo.Mob.Parse("1.5"), (await bobs.UpdateAsync(cancellationToken: Token)).BalanceOf(TokenId.Mob));

        Assert.Equal(0, await RunAsync("balance"));
        Assert.Contains("-1.5 MOB  Sent", Said(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatFails_IsTyped()
    {
        await RunAsync("new");
        using Account bob = _fog.CreateAccount();
        using PaymentCode his = PaymentCode.Of(bob.Address);
        Assert.Equal(ClientError.InsufficientFunds, (await Assert.ThrowsAsync<MobileCoinException>(() => RunAsync("send", his.ToBase58(), "1"))).Error);
        Assert.Equal(ClientError.InvalidCode, (await Assert.ThrowsAsync<MobileCoinException>(() => RunAsync("send", "nobody", "1"))).Error);
        Assert.Equal(ClientError.InvalidAmount, (await Assert.ThrowsAsync<MobileCoinException>(() => RunAsync("send", his.ToBase58(), "1,5"))).Error);
        Assert.Equal(2, await RunAsync("spend"));
    }

    // A wallet that is started anew for every command, as on the console.
    private Task<int> RunAsync(params string[] arguments)
    {
        var options = new ClientOptions { Trust = _fog.Trust };
        var wallet = new ConsoleWallet(new WalletFiles(_folder), _fog.FogSettings, _output, (account, state) => state is null
            ? new MobileCoinClient(account, _fog.ChainId, _fog.Connect(), options)
            : MobileCoinClient.Restore(account, _fog.ChainId, _fog.Connect(), state, options));
        return wallet.RunAsync(arguments, Token);
    }

    private string Said()
    {
        string said = _output.ToString();
        _output.GetStringBuilder().Clear();
        return said;
    }
}
