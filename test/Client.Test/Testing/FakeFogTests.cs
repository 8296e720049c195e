using MobileCoin.Client.Testing;
using MobileCoin.Transactions;
using static MobileCoin.Client.Test.Testing.FakeWorld;

namespace MobileCoin.Client.Test.Testing;

public sealed class FakeFogTests
{
    [Fact]
    public async Task LostIngressKey_IsSurvived()
    {
        await using var world = new FakeWorld();
        Person alice = await world.PersonAsync(Mob), bob = await world.PersonAsync();
        var payment = new Payment(bob.Account.Address, new Amount(Mob / 10, 0)) { TombstoneBlocks = 5 };
        world.Fog.Faults.ReportExpiry = world.Fog.BlockCount + 3;
        PaymentDraft before = await alice.Client.PrepareAsync(payment, Token);
        world.Fog.LoseIngressKey();
        // Its hint is for the lost key: nobody but the owner can find it, in the block itself.
        await alice.Client.SendAsync(before, Token);
        Assert.Equal(Mob / 10, await bob.BalanceAsync());
        world.Fog.Faults.ReportExpiry = null;
        await alice.BalanceAsync();
        await alice.Client.SendAsync(payment, Token);
        world.Fog.MakeBlocks(3);
        Assert.Equal(2 * Mob / 10, await bob.BalanceAsync());
        world.Fog.RotateEgressKey();
        await alice.BalanceAsync();
        await alice.Client.SendAsync(payment, Token);
        Assert.Equal(3 * Mob / 10, await bob.BalanceAsync());
        world.Fog.LoseIngressKey(missedBlocks: 2);
        await alice.BalanceAsync();
        await alice.Client.SendAsync(payment, Token);
        Assert.Equal(4 * Mob / 10, await bob.BalanceAsync());
        Assert.Equal((Mob * 6 / 10) - (4 * Fee), await alice.BalanceAsync());
        Assert.Equal(4, bob.Client.Snapshot.Outputs.Count);

        // A wallet that begins now finds the same.
        await using MobileCoinClient again = world.Fog.CreateClient(bob.Account, world.ClientOptions);
        Assert.Equal(4 * Mob / 10, (await again.UpdateAsync(cancellationToken: Token)).BalanceOf(0));
    }

    [Fact]
    public async Task IngestThatIsDown_HoldsViewBack()
    {
        await using var world = new FakeWorld();
        Person alice = await world.PersonAsync(Mob);
        ulong count = alice.Client.Snapshot.BlockCount;
        world.Fog.Faults.IngestDown = true;
        world.Fog.Fund(alice.Account.Address, new Amount(Mob, 0));
        Assert.Equal((Mob, count), (await alice.BalanceAsync(), alice.Client.Snapshot.BlockCount));
        world.Fog.Faults.IngestDown = false;
        Assert.Equal((2 * Mob, count + 1), (await alice.BalanceAsync(), alice.Client.Snapshot.BlockCount));
    }

    [Fact]
    public async Task ServicesThatAreBehind_TellLess_AndNothingWrong()
    {
        await using var world = new FakeWorld();
        Person alice = await world.PersonAsync(Mob), bob = await world.PersonAsync();
        await alice.Client.SendAsync(new Payment(bob.Account.Address, new Amount(Mob / 2, 0)), Token);
        world.Fog.Faults.ViewLag = 1;
        Assert.Equal((0UL, world.Fog.BlockCount - 1), (await bob.BalanceAsync(), bob.Client.Snapshot.BlockCount));
        world.Fog.Faults.ViewLag = 0;
        world.Fog.Faults.KeyImageLag = 1;
        Assert.Equal((Mob, world.Fog.BlockCount - 1), (await alice.BalanceAsync(), alice.Client.Snapshot.BlockCount));
        world.Fog.Faults.KeyImageLag = 0;
        Assert.Equal((Mob / 2) - Fee, await alice.BalanceAsync());
        Assert.Equal(Mob / 2, await bob.BalanceAsync());
    }

    [Theory]
    [InlineData(FakeServices.View)]
    [InlineData(FakeServices.KeyImages)]
    [InlineData(FakeServices.All)]
    public async Task ServicesThatAreAway_SaySo(FakeServices services)
    {
        await using var world = new FakeWorld();
        Person alice = await world.PersonAsync(Mob);
        world.Fog.Fund(alice.Account.Address, new Amount(1, 0));
        world.Fog.Faults.Unavailable = services;
        MobileCoinException e = await FailsAsync(ClientError.ServiceUnavailable, () => alice.Client.UpdateAsync(cancellationToken: Token));
        Assert.True(e.MayRetry);
        world.Fog.Faults.Unavailable = FakeServices.None;
        Assert.Equal(Mob + 1, await alice.BalanceAsync());
    }

    [Fact]
    public async Task Transactions_ThatAreForged_AreRefused()
    {
        await using var world = new FakeWorld();
        Person alice = await world.PersonAsync(Mob), bob = await world.PersonAsync();
        Tx tx = (await alice.Client.PrepareAsync(new Payment(bob.Account.Address, new Amount(Mob / 2, 0)), Token)).Tx;
        IFogTransport transport = world.Fog.Connect();
        TxPrefix prefix = tx.Prefix;
        Tx[] forged =
        [
            new(new TxPrefix(prefix.Inputs, prefix.Outputs, new Amount(Fee - 128, 0), prefix.TombstoneBlock), tx.Signature, []),
            new(new TxPrefix(prefix.Inputs, prefix.Outputs, prefix.Fee, prefix.TombstoneBlock + 1), tx.Signature, []),
            new(new TxPrefix(prefix.Inputs, [.. prefix.Outputs.Reverse()], prefix.Fee, prefix.TombstoneBlock), tx.Signature, []),
            new(new TxPrefix(prefix.Inputs, prefix.Outputs, new Amount(Fee, 5), prefix.TombstoneBlock), tx.Signature, []),
            new(prefix, tx.Signature, new byte[32]),
        ];
        TxProposalResult[] results = [.. (await Task.WhenAll(forged.Select(t => transport.ProposeAsync(t, Token)))).Select(p => p.Result)];
        Assert.Equal(
            [
                TxProposalResult.InvalidTransactionSignature, TxProposalResult.InvalidTransactionSignature, TxProposalResult.InvalidTransactionSignature,
                TxProposalResult.TokenNotYetConfigured, TxProposalResult.FeeMapDigestMismatch,
            ],
            results);
        Assert.Equal(TxProposalResult.Ok, (await transport.ProposeAsync(tx, Token)).Result);
        Assert.Equal(TxProposalResult.ContainsSpentKeyImage, (await transport.ProposeAsync(tx, Token)).Result);
    }

    [Fact]
    public async Task BlocksOnDemand_HoldOneOfTwoThatSpendTheSame()
    {
        await using var world = new FakeWorld(new FakeFogOptions { Blocks = FakeBlocks.OnDemand });
        Person alice = await world.PersonAsync(Mob), bob = await world.PersonAsync();
        Assert.Equal(0UL, await alice.BalanceAsync());
        Assert.Equal(1UL, world.Fog.MakeBlock());
        Assert.Equal(Mob, await alice.BalanceAsync());
        IFogTransport transport = world.Fog.Connect();
        var payment = new Payment(bob.Account.Address, new Amount(Mob / 2, 0));
        PaymentDraft one = await alice.Client.PrepareAsync(payment, Token), two = await alice.Client.PrepareAsync(payment, Token);
        Assert.Equal(TxProposalResult.Ok, (await transport.ProposeAsync(one.Tx, Token)).Result);
        Assert.Equal(TxProposalResult.Ok, (await transport.ProposeAsync(two.Tx, Token)).Result);
        Assert.Equal(2, world.Fog.PendingTransactions);
        world.Fog.MakeBlock();
        Assert.Equal(0, world.Fog.PendingTransactions);
        Assert.Equal(Mob / 2, await bob.BalanceAsync());
        Assert.Equal(PaymentState.Appeared, (await alice.Client.GetStatusAsync(new SentPayment(one), Token)).State);
        Assert.Equal(PaymentState.Unknown, (await alice.Client.GetStatusAsync(new SentPayment(two), Token)).State);
    }
}
