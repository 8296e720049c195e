using MobileCoin.Accounts;
using MobileCoin.Client.Test.Scripted;
using MobileCoin.Transactions;

namespace MobileCoin.Client.Test.Syncing;

public sealed class UpdateTests
{
    [Fact]
    public async Task Update_OfAnEmptyFog_KnowsNothing()
    {
        await using var scene = new Scene();
        AccountSnapshot snapshot = await scene.UpdateAsync();
        Assert.Equal(0UL, snapshot.BlockCount);
        Assert.Empty(snapshot.Balances);
        Assert.Empty(snapshot.History);
        Assert.True(snapshot.KnowsSpent);
    }

    [Fact]
    public async Task Update_FindsWhatCameAndWhatWasSpent()
    {
        await using var scene = new Scene();
        ScriptedIngest ingest = scene.Fog.Start(1, 0);
        IReadOnlyList<ScriptedTxOut> first = scene.Chain.Pay(scene.Key, 10, 20, 30);
        scene.Chain.Add([(scene.Key, SubaddressIndex.Change, new Amount(5, 0), null), (null, 0, new Amount(7, 0), null), (scene.Key, 0, new Amount(8, 6), null)], first[1]);
        for (ulong b = 0; b < 2; b++) scene.Fog.Ingest(ingest, b);
        scene.Fog.CatchUp();
        AccountSnapshot snapshot = await scene.UpdateAsync();
        scene.Expect(snapshot, 2);
        Assert.Equal(45UL, snapshot.BalanceOf(0));
        Assert.Equal(8UL, snapshot.BalanceOf(6));
        Assert.Equal(0UL, snapshot.BalanceOf(1));
        Assert.Equal(5, snapshot.Outputs.Count);
        Assert.Equal(1UL, snapshot.Outputs[1].SpentAt);
        Assert.Equal(first[1].KeyImage, snapshot.Outputs[1].KeyImage);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds((long)ScriptedChain.Time(1)), snapshot.LatestBlockTime);
        Assert.Equal(2UL, snapshot.ConfirmationsOf(snapshot.Outputs[0]));
        Assert.Equal(1UL, snapshot.ConfirmationsOf(snapshot.Outputs[^1]));
    }

    [Fact]
    public async Task FollowUp_WithoutNewBlocks_IsOneQuestion()
    {
        await using var scene = new Scene();
        ScriptedIngest ingest = scene.Fog.Start(1, 0);
        scene.Chain.Pay(scene.Key, 1, 2, 3);
        scene.Fog.Ingest(ingest, 0);
        scene.Fog.CatchUp();
        await scene.UpdateAsync();
        scene.Fog.Log.Clear();
        AccountSnapshot snapshot = await scene.UpdateAsync();
        Assert.Equal("view", Assert.Single(scene.Fog.Log));
        scene.Expect(snapshot, 1);
    }

    [Fact]
    public async Task Search_GrowsItsBatches()
    {
        await using var scene = new Scene(options: new ClientOptions { MaxSearchKeys = 16, MaxKeyImages = 7 });
        ScriptedIngest ingest = scene.Fog.Start(1, 0);
        scene.Chain.Pay(scene.Key, [.. Enumerable.Range(1, 40).Select(i => (ulong)i)]);
        scene.Fog.Ingest(ingest, 0);
        scene.Chain.Add([]);
        scene.Fog.CatchUp();
        scene.Expect(await scene.UpdateAsync(), 2);
        Assert.Equal([2, 4, 8, 16, 16], scene.Fog.KeysPerQuery);
        Assert.Equal(6, scene.Fog.Log.Count(l => l == "images"));
    }

    [Fact]
    public async Task Search_OfManyKeys_StaysWithinItsBound()
    {
        await using var scene = new Scene(options: new ClientOptions { MaxSearchKeys = 4 });
        for (ulong b = 0; b < 11; b++)
        {
            ScriptedIngest ingest = scene.Fog.Start((long)b + 1, b);
            scene.Chain.Pay(scene.Key, b + 1, 100);
            scene.Fog.Ingest(ingest, b);
        }
        scene.Fog.CatchUp();
        scene.Expect(await scene.UpdateAsync(), 11);
        Assert.All(scene.Fog.KeysPerQuery, k => Assert.InRange(k, 1, 4));
    }

    [Fact]
    public async Task OldResults_AreReadWhereThereAreNoNewOnes()
    {
        await using var scene = new Scene();
        scene.Fog.OldResults = true;
        ScriptedIngest ingest = scene.Fog.Start(1, 0);
        scene.Chain.Pay(scene.Key, 1, 2, 3);
        scene.Fog.Ingest(ingest, 0);
        scene.Fog.CatchUp();
        scene.Expect(await scene.UpdateAsync(), 1);
    }

    [Fact]
    public async Task MissedBlocks_AreLookedThrough_OnceTheLedgerHasThem()
    {
        await using var scene = new Scene(options: new ClientOptions { MaxBlocks = 2 });
        ScriptedIngest ingest = scene.Fog.Start(1, 0);
        for (ulong b = 0; b < 9; b++) scene.Chain.Pay(scene.Key, b + 1, 100 * (b + 1));
        scene.Fog.Ingest(ingest, 0);
        scene.Fog.Ingest(ingest, 8);
        scene.Fog.Miss(1, 5);
        scene.Fog.Miss(5, 8);
        scene.Fog.CatchUp();
        scene.Fog.LedgerBlocks = 4;
        AccountSnapshot snapshot = await scene.UpdateAsync();
        scene.Expect(snapshot, 4);
        Assert.Equal([new BlockRange(4, 8)], snapshot.MissedBlocks);
        scene.Fog.CatchUp();
        scene.Expect(await scene.UpdateAsync(), 9);
        scene.Fog.Log.Clear();
        await scene.UpdateAsync();
        Assert.DoesNotContain("blocks", scene.Fog.Log);
    }

    [Fact]
    public async Task MissedBlocks_OfAnAbsurdRange_EndWithTheLedger()
    {
        await using var scene = new Scene();
        scene.Chain.Pay(scene.Key, 1);
        scene.Chain.Pay(scene.Key, 2);
        scene.Fog.Miss(0, ulong.MaxValue);
        scene.Fog.CatchUp();
        scene.Expect(await scene.UpdateAsync(), 2);
    }

    [Fact]
    public async Task BlockCount_IsHeldBackByKeyImages()
    {
        await using var scene = new Scene();
        ScriptedIngest ingest = scene.Fog.Start(1, 0);
        IReadOnlyList<ScriptedTxOut> first = scene.Chain.Pay(scene.Key, 10);
        scene.Chain.Pay(scene.Key, 20);
        scene.Chain.Add([], first[0]);
        scene.Chain.Add([]);
        for (ulong b = 0; b < 4; b++) scene.Fog.Ingest(ingest, b);
        scene.Fog.CatchUp();
        scene.Fog.KeyImageBlocks = 2;
        scene.Expect(await scene.UpdateAsync(), 2);
        scene.Fog.KeyImageBlocks = 4;
        scene.Expect(await scene.UpdateAsync(), 4);
        Assert.Equal(20UL, scene.Client.Snapshot.BalanceOf(0));
    }

    [Fact]
    public async Task AnEgressKeyThatAppearsBetween_HoldsTheCountBack()
    {
        await using var scene = new Scene();
        ScriptedIngest first = scene.Fog.Start(1, 0);
        scene.Chain.Pay(scene.Key, 10);
        scene.Fog.Ingest(first, 0);
        scene.Fog.CatchUp();
        // While the search is on its way, a new run of ingest processes the next block.
        scene.Fog.OnCall = (call, name) =>
        {
            if (call != 1) return Task.CompletedTask;
            ScriptedIngest second = scene.Fog.Start(2, 1);
            scene.Chain.Pay(scene.Key, 20);
            scene.Fog.Ingest(second, 1);
            scene.Fog.CatchUp();
            return Task.CompletedTask;
        };
        scene.Expect(await scene.UpdateAsync(), 1);
        scene.Expect(await scene.UpdateAsync(), 2);
    }

    [Fact]
    public async Task AnEndedRun_IsSearchedOneBlockFurther_AndThenNoMore()
    {
        await using var scene = new Scene();
        ScriptedIngest first = scene.Fog.Start(1, 0);
        scene.Chain.Pay(scene.Key, 10);
        scene.Fog.Ingest(first, 0);
        scene.Fog.End(first, 0);
        ScriptedIngest second = scene.Fog.Start(2, 1);
        scene.Fog.CatchUp();
        scene.Expect(await scene.UpdateAsync(), 1);
        // The first outputs of the block in which the key was drawn anew are the old one's.
        IReadOnlyList<ScriptedTxOut> block = scene.Chain.Pay(scene.Key, 20, 30);
        scene.Fog.Ingest(first, block[0], 1);
        scene.Fog.Ingest(second, block[1], 1);
        scene.Fog.CatchUp();
        scene.Expect(await scene.UpdateAsync(), 2);
        scene.Chain.Pay(scene.Key, 40);
        scene.Fog.Ingest(second, 2);
        scene.Fog.CatchUp();
        scene.Expect(await scene.UpdateAsync(), 3);
        scene.Chain.Add([]);
        scene.Fog.CatchUp();
        scene.Fog.KeysPerQuery.Clear();
        scene.Expect(await scene.UpdateAsync(), 4);
        Assert.Equal([2], scene.Fog.KeysPerQuery);
    }

    [Fact]
    public async Task AnotherSubaddressOfTheApps_IsFoundToo()
    {
        await using var scene = new Scene(options: new ClientOptions { Subaddresses = [7] });
        ScriptedIngest ingest = scene.Fog.Start(1, 0);
        scene.Chain.Add([(scene.Key, 7, new Amount(70, 0), null), (scene.Key, 0, new Amount(1, 0), null), (scene.Key, 1, new Amount(2, 0), null), (scene.Key, SubaddressIndex.GiftCode, new Amount(9, 0), null)]);
        scene.Fog.Ingest(ingest, 0);
        scene.Fog.CatchUp();
        AccountSnapshot snapshot = await scene.UpdateAsync();
        Assert.Equal(73UL, snapshot.BalanceOf(0));
        Assert.Equal([7, 0, 1, SubaddressIndex.GiftCode], snapshot.Outputs.Select(o => o.SubaddressIndex));
    }

    [Fact]
    public async Task ARecordOfAnothersOutput_IsPassedOver()
    {
        await using var scene = new Scene();
        ScriptedIngest ingest = scene.Fog.Start(1, 0);
        IReadOnlyList<ScriptedTxOut> block = scene.Chain.Add([(null, 0, new Amount(5, 0), null), (scene.Key, 0, new Amount(6, 0), null), (scene.Key, 33, new Amount(7, 0), null)]);
        // Senders may write anybody's name on anybody's output.
        scene.Fog.Ingest(ingest, block[0], 0, scene.Key);
        scene.Fog.Ingest(ingest, block[2] with { Subaddress = 0 }, 0, scene.Key);
        scene.Fog.Ingest(ingest, block[1], 0);
        scene.Fog.CatchUp();
        AccountSnapshot snapshot = await scene.UpdateAsync();
        Assert.Equal(6UL, snapshot.BalanceOf(0));
        Assert.Single(snapshot.Outputs);
    }

    [Fact]
    public async Task TheSameOutputUnderTwoKeys_CountsOnce()
    {
        await using var scene = new Scene();
        ScriptedIngest first = scene.Fog.Start(1, 0), second = scene.Fog.Start(2, 0);
        scene.Chain.Pay(scene.Key, 10, 20);
        scene.Fog.Ingest(first, 0);
        scene.Fog.Ingest(second, 0);
        scene.Fog.Miss(0, 1);
        scene.Fog.CatchUp();
        scene.Expect(await scene.UpdateAsync(), 1);
        Assert.Equal(2, scene.Client.Snapshot.Outputs.Count);
    }

    [Fact]
    public async Task AKeyThatIsNone_DoesNotSpoilTheOthers()
    {
        await using var scene = new Scene();
        scene.Fog.Tell(new RngRecord(9, new KexRngPubkeyMessage(new byte[31], 0), 0));
        ScriptedIngest ingest = scene.Fog.Start(1, 0);
        scene.Chain.Pay(scene.Key, 10);
        scene.Fog.Ingest(ingest, 0);
        scene.Fog.CatchUp();
        scene.Expect(await scene.UpdateAsync(), 1);
    }

    [Fact]
    public async Task AKeyOfANewKind_AsksForAnUpdateOfTheApp()
    {
        await using var scene = new Scene();
        scene.Fog.Tell(new RngRecord(9, new KexRngPubkeyMessage(new byte[32], 1), 0));
        scene.Fog.CatchUp();
        Scene.Error(ClientError.UpdateRequired, await Assert.ThrowsAsync<MobileCoinException>(() => scene.UpdateAsync()));
    }

    [Fact]
    public async Task Progress_IsToldInOrder()
    {
        await using var scene = new Scene();
        ScriptedIngest ingest = scene.Fog.Start(1, 0);
        scene.Chain.Pay(scene.Key, 10);
        scene.Chain.Pay(scene.Key, 11);
        scene.Fog.Ingest(ingest, 0);
        scene.Fog.Miss(1, 2);
        scene.Fog.CatchUp();
        var told = new Told();
        await scene.Client.UpdateAsync(told, TestContext.Current.CancellationToken);
        Assert.Equal([SyncStage.Events, SyncStage.Outputs, SyncStage.MissedBlocks, SyncStage.KeyImages, SyncStage.Done], told.Stages.Distinct());
    }

    [Fact]
    public async Task ManyUpdatesAtOnce_WaitForEachOther()
    {
        await using var scene = new Scene();
        ScriptedIngest ingest = scene.Fog.Start(1, 0);
        scene.Chain.Pay(scene.Key, 1, 2, 3);
        scene.Fog.Ingest(ingest, 0);
        scene.Fog.CatchUp();
        CancellationToken token = TestContext.Current.CancellationToken;
        AccountSnapshot[] snapshots = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => scene.Client.UpdateAsync(cancellationToken: token), token)));
        Assert.All(snapshots, s => scene.Expect(s, 1));
    }

    [Fact]
    public async Task ADisposedClient_SaysSo()
    {
        var scene = new Scene();
        await scene.DisposeAsync();
        await scene.Client.DisposeAsync();
        Assert.True(scene.Fog.IsDisposed);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => scene.UpdateAsync());
    }

    private sealed class Told : IProgress<SyncProgress>
    {
        internal List<SyncStage> Stages { get; } = [];

        public void Report(SyncProgress value) => Stages.Add(value.Stage);
    }
}
