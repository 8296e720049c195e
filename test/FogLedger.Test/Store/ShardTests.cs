using MobileCoin.Blockchain;
using MobileCoin.Transactions;
using MobileCoin.Wire.Uris;

namespace MobileCoin.FogLedger.Test;

/// <summary>Fact sheet fog §7.10, "Ledger router": what wallets learn through several stores.</summary>
public sealed class ShardTests : IDisposable
{
    private readonly GrowingLedger _ledger = new();
    private readonly List<RunningStore> _stores = [];

    public void Dispose()
    {
        foreach (RunningStore store in _stores) store.Dispose();
        _ledger.Dispose();
    }

    private RunningStore Start(string shard)
    {
        var store = new RunningStore($"store{_stores.Count}.test:443", BlockShard.Parse(shard), _ledger.Provider, _ledger.Time, _ledger.Log, seed: 2 + _stores.Count);
        _stores.Add(store);
        return store;
    }

    [Theory]
    [InlineData("0-1", "1-4", "4-7", "7-1000")]
    [InlineData("0-1", "0-5", "3-8", "2-1000")]
    [InlineData("0-1", "1-1000", "1-1000", "default")]
    [InlineData("default")]
    public async Task KeyImages_AreUnspentBefore_AndSpentAfterTheirBlock(params string[] shards)
    {
        using var router = new TestRouter([.. shards.Select(Start)]);
        using Wallet wallet = router.Wallet();
        await CheckAsync(router, wallet, 0);
        for (int block = 1; block < 12; block++)
        {
            _ledger.Spend(2 * block, (2 * block) + 1);
            await CheckAsync(router, wallet, block);
        }
        Assert.Equal(shards.Length, router.Handshakes);
    }

    private async Task CheckAsync(TestRouter router, Wallet wallet, int blocks)
    {
        foreach (RunningStore store in _stores) await store.CatchUpAsync();
        Assert.All(_stores, s => Assert.True(s.Node.IsReady));
        CheckKeyImagesResponse response = await router.CheckAsync(wallet, [.. Enumerable.Range(2, 24).Select(Samples.Image)]);
        Block latest = _ledger.Last.Block;
        Assert.Equal((latest.Index + 1, latest.CumulativeTxoCount, latest.Version, BlockVersion.MaxValue), (response.NumBlocks, response.GlobalTxoCount, response.LatestBlockVersion, response.MaxBlockVersion));
        for (int i = 0; i < 24; i++)
        {
            KeyImageResult result = response.Results[i];
            Assert.Equal(Samples.Image(i + 2), result.KeyImage);
            int spentAt = (i + 2) / 2;
            if (spentAt <= blocks) Assert.Equal(((ulong)spentAt, GrowingLedger.TimeOf((ulong)spentAt), KeyImageResultCode.Spent), (result.SpentAt, result.Timestamp, result.KeyImageResultCode));
            else Assert.Equal((ulong.MaxValue, KeyImageResultCode.NotSpent), (result.Timestamp, result.KeyImageResultCode));
            Assert.Equal(TimestampResultCode.TimestampFound, result.TimestampResultCode);
        }
    }

    // Counts end where a shard is missing, or lies behind.
    [Fact]
    public async Task AStoreThatLiesBehind_HoldsTheCountBack()
    {
        RunningStore first = Start("0-3"), second = Start("3-1000");
        using var router = new TestRouter(first, second);
        using Wallet wallet = router.Wallet();
        _ledger.Grow(2);
        await first.CatchUpAsync();
        await second.CatchUpAsync();
        Assert.Equal(3ul, (await router.CheckAsync(wallet)).NumBlocks);
        Assert.Equal(new BlockRange(3, 3), second.Node.Processed);
        _ledger.Spend(77);
        CheckKeyImagesResponse before = await router.CheckAsync(wallet, Samples.Image(77));
        Assert.Equal((3ul, KeyImageResultCode.NotSpent), (before.NumBlocks, before.Results[0].KeyImageResultCode));
        await second.CatchUpAsync();
        CheckKeyImagesResponse after = await router.CheckAsync(wallet, Samples.Image(77));
        Assert.Equal((4ul, 3ul, KeyImageResultCode.Spent), (after.NumBlocks, after.Results[0].SpentAt, after.Results[0].KeyImageResultCode));
    }

    [Fact]
    public async Task AStoreThatBeginsAnew_AnswersAsBefore_AfterAHandshake()
    {
        for (int i = 0; i < 150; i++) _ledger.Spend(i);
        RunningStore store = Start("default");
        await store.CatchUpAsync();
        using var router = new TestRouter(store);
        using Wallet wallet = router.Wallet();
        KeyImage[] images = [.. Enumerable.Range(0, 160).Select(Samples.Image)];
        CheckKeyImagesResponse before = await router.CheckAsync(wallet, images);

        using var again = new RunningStore(store.ResponderId, BlockShard.All, _ledger.Provider, _ledger.Time, _ledger.Log, seed: 50);
        router.Stores[0] = again;
        Assert.Equal(0ul, (await router.CheckAsync(wallet, images)).NumBlocks);
        Assert.False(again.Node.IsReady);
        await again.CatchUpAsync();
        CheckKeyImagesResponse after = await router.CheckAsync(wallet, images);
        Assert.Equal((before.NumBlocks, before.GlobalTxoCount), (after.NumBlocks, after.GlobalTxoCount));
        Assert.Equal(before.Results, after.Results);
        Assert.Equal(2, router.Handshakes);
    }
}
