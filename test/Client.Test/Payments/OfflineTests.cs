using MobileCoin.Accounts;
using MobileCoin.Client.Test.Testing;
using MobileCoin.Transactions;
using MobileCoin.Transactions.OfflineSigning;
using static MobileCoin.Client.Test.Testing.FakeWorld;

namespace MobileCoin.Client.Test.Payments;

public sealed class OfflineTests
{
    [Fact]
    public async Task ViewOnlyAccount_PaysWithItsOfflineSigner()
    {
        await using var world = new FakeWorld();
        Person alice = await world.PersonAsync(2 * Mob), bob = await world.PersonAsync();
        using Account seeing = alice.Account.ToViewOnly();
        await using MobileCoinClient client = world.Fog.CreateClient(seeing, world.ClientOptions);
        await client.UpdateAsync(cancellationToken: Token);
        var payment = new Payment(bob.Account.Address, new Amount(Mob, 0));
        await FailsAsync(ClientError.InsufficientFunds, () => client.PrepareUnsignedAsync(payment, alice.Account.Address, Token));
        await SyncAsync(client, alice);

        await FailsAsync(ClientError.ViewOnly, () => client.SendAsync(payment, Token));
        await FailsAsync(ClientError.InvalidAddress, () => client.PrepareUnsignedAsync(payment, null, Token));
        await FailsAsync(ClientError.InvalidAddress, () => client.PrepareUnsignedAsync(payment, bob.Account.Address, Token));
        using UnsignedPayment unsigned = await client.PrepareUnsignedAsync(payment, alice.Account.Address, Token);
        byte[] carried = unsigned.Save();
        Assert.Throws<MobileCoinException>(() => seeing.Sign(carried));
        Assert.Equal(ClientError.InvalidPayment, Assert.Throws<MobileCoinException>(() => bob.Account.Sign(carried)).Error);
        Assert.Equal(ClientError.InvalidPayment, Assert.Throws<MobileCoinException>(() => alice.Account.Sign([1, 2, 3])).Error);
        Tx signed = alice.Account.Sign(carried);
        Tx another = (await alice.Client.PrepareAsync(payment, Token)).Tx;
        Assert.Equal(ClientError.InvalidPayment, Assert.Throws<MobileCoinException>(() => unsigned.Complete(another)).Error);

        SentPayment sent = await client.SendAsync(unsigned.Complete(signed), Token);
        Assert.Equal(PaymentState.Appeared, (await client.WaitAsync(sent, Token)).State);
        Assert.Equal(Mob, await bob.BalanceAsync());
        // The signer's own wallet finds the change through Fog.
        Assert.Equal(Mob - Fee, await alice.BalanceAsync());
        Assert.Null(bob.Client.Snapshot.Outputs[0].Memo);
        Assert.IsType<DestinationMemo>(alice.Client.Snapshot.Outputs.Single(o => o.SubaddressIndex == SubaddressIndex.Change).Memo);
        await client.UpdateAsync(cancellationToken: Token);
        await SyncAsync(client, alice);
        Assert.Equal(Mob - Fee, (await client.UpdateAsync(cancellationToken: Token)).BalanceOf(0));
    }

    // The node that is asked for the fees need not be believed: validators hold the payment against their own.
    [Fact]
    public async Task FeesThatAreNotTheNetworks_AreNotPaid()
    {
        await using var world = new FakeWorld();
        Person alice = await world.PersonAsync(2 * Mob), bob = await world.PersonAsync();
        using Account seeing = alice.Account.ToViewOnly();
        var transport = new TamperedTransport(world.Fog.Connect()) { Status = static s => s with { MinimumFees = new FeeMap([new(0, 1000 * Fee)]) } };
        await using var client = new MobileCoinClient(seeing, world.Fog.ChainId, transport, world.ClientOptions with { Trust = world.Fog.Trust });
        await client.UpdateAsync(cancellationToken: Token);
        await SyncAsync(client, alice);
        using UnsignedPayment unsigned = await client.PrepareUnsignedAsync(new Payment(bob.Account.Address, new Amount(Mob, 0)), alice.Account.Address, Token);
        PaymentDraft draft = unsigned.Complete(alice.Account.Sign(unsigned.Save()));
        Assert.Null((await FailsAsync(ClientError.FeesChanged, () => client.SendAsync(draft, Token))).Payment);
        Assert.Equal(2 * Mob, await alice.BalanceAsync());
    }

    // What the offline signer does, by the wallet that has the key.
    private static async Task SyncAsync(MobileCoinClient client, Person signer)
    {
        TxoSyncReq request = client.GetUnsyncedTxOuts();
        var images = signer.Client.Snapshot.Outputs.ToDictionary(o => o.PublicKey, o => o.KeyImage!.Value);
        await client.AddKeyImagesAsync(new TxoSyncResp(request.AccountId, [.. request.Txos.Select(t => new TxoSynced(t.TxOutPublicKey, images[t.TxOutPublicKey]))]), Token);
        await client.UpdateAsync(cancellationToken: Token);
    }
}
