using MobileCoin.Accounts;
using MobileCoin.Client.Test.Scripted;
using MobileCoin.Curve25519;
using MobileCoin.Transactions;
using MobileCoin.Transactions.OfflineSigning;

namespace MobileCoin.Client.Test.Syncing;

public sealed class ViewOnlyTests
{
    private static Scene WithHistory()
    {
        var scene = new Scene();
        IReadOnlyList<ScriptedTxOut> paid = scene.Chain.Pay(scene.Key, 10, 20);
        scene.Chain.Add([(scene.Key, SubaddressIndex.Change, new Amount(5, 0), null), (null, 0, new Amount(9, 0), null)], paid[0]);
        scene.Chain.Pay(scene.Key, 40);
        scene.Fog.CatchUp();
        return scene;
    }

    private static TxoSyncResp Sign(Scene scene, TxoSyncReq request) => new(
        request.AccountId, [.. request.Txos.Select(t => new TxoSynced(t.TxOutPublicKey, scene.Chain.TxOuts.Single(o => o.TxOut.PublicKey == t.TxOutPublicKey).KeyImage))]);

    [Fact]
    public async Task ViewOnly_SeesWhatCame_AndWithTheSignersKeyImages_WhatWasSpent()
    {
        await using Scene scene = WithHistory();
        using Account view = scene.Account.ToViewOnly();
        await using var client = new MobileCoinClient(view, Scene.ChainId, scene.Fog, new ClientOptions { MaxBlocks = 2 });
        CancellationToken token = TestContext.Current.CancellationToken;
        AccountSnapshot snapshot = await client.UpdateAsync(cancellationToken: token);
        Assert.Equal(3UL, snapshot.BlockCount);
        Assert.Equal(75UL, snapshot.BalanceOf(0));
        Assert.False(snapshot.KnowsSpent);
        Assert.DoesNotContain("view", scene.Fog.Log);

        TxoSyncReq request = client.GetUnsyncedTxOuts();
        Assert.Equal([0UL, 0, SubaddressIndex.Change, 0], request.Txos.Select(t => t.Subaddress));
        Assert.Equal(4, await client.AddKeyImagesAsync(Sign(scene, request), token));
        Assert.Equal(0, await client.AddKeyImagesAsync(Sign(scene, request), token));
        Assert.Empty(client.GetUnsyncedTxOuts().Txos);
        snapshot = await client.UpdateAsync(cancellationToken: token);
        Assert.True(snapshot.KnowsSpent);
        scene.Expect(snapshot, 3);

        // Nothing is looked through twice, and what comes later is.
        scene.Chain.Pay(scene.Key, 1);
        scene.Fog.CatchUp();
        scene.Fog.Log.Clear();
        snapshot = await client.UpdateAsync(cancellationToken: token);
        Assert.Equal(66UL, snapshot.BalanceOf(0));
        Assert.Single(scene.Fog.Log, l => l == "blocks");
    }

    [Fact]
    public async Task ViewOnlyState_GoesOnWithTheSpendKey_AndBack()
    {
        await using Scene scene = WithHistory();
        using Account view = scene.Account.ToViewOnly();
        await using var client = new MobileCoinClient(view, Scene.ChainId, scene.Fog);
        await client.UpdateAsync(cancellationToken: TestContext.Current.CancellationToken);
        var scanning = new ClientOptions { ScanBlocks = true };
        await using MobileCoinClient full = MobileCoinClient.Restore(scene.Account, Scene.ChainId, scene.Fog, client.SaveState(), scanning);
        scene.Expect(await full.UpdateAsync(cancellationToken: TestContext.Current.CancellationToken), 3);
        await using MobileCoinClient back = MobileCoinClient.Restore(view, Scene.ChainId, scene.Fog, full.SaveState());
        Assert.Equal(full.Snapshot.Balances, back.Snapshot.Balances);
        Assert.True(back.Snapshot.KnowsSpent);
    }

    [Fact]
    public async Task SignersAnswer_ThatIsNotForThisAccount_OrChanges_IsRefused()
    {
        await using Scene scene = WithHistory();
        using Account view = scene.Account.ToViewOnly();
        await using var client = new MobileCoinClient(view, Scene.ChainId, scene.Fog);
        CancellationToken token = TestContext.Current.CancellationToken;
        await client.UpdateAsync(cancellationToken: token);
        TxoSyncResp answer = Sign(scene, client.GetUnsyncedTxOuts());
        MobileCoinException e = await Assert.ThrowsAsync<MobileCoinException>(() => client.AddKeyImagesAsync(answer with { AccountId = new CompressedRistretto(new byte[32]) }, token));
        Assert.Equal(ClientError.StateOfOtherAccount, e.Error);
        await client.AddKeyImagesAsync(answer, token);
        byte[] state = client.SaveState();
        TxoSyncResp other = answer with { Txos = [.. answer.Txos.Select(t => t with { KeyImage = new KeyImage(new byte[32]) })] };
        e = await Assert.ThrowsAsync<MobileCoinException>(() => client.AddKeyImagesAsync(other, token));
        Assert.Equal(ClientError.InconsistentAnswer, e.Error);
        Assert.Equal(state, client.SaveState());
    }
}
