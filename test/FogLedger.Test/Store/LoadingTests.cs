using MobileCoin.BlockProvider;
using MobileCoin.Transactions;
using MobileCoin.Wire.Uris;

namespace MobileCoin.FogLedger.Test;

/// <summary>Fact sheet fog §6.4: how a store comes up, keeps up, and fails.</summary>
public sealed class LoadingTests : IDisposable
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    private readonly GrowingLedger _ledger = new();

    public void Dispose() => _ledger.Dispose();

    private RunningStore Start(BlockShard? shard = null, IBlockProvider? blocks = null) => new("store.test:443", shard ?? BlockShard.All, blocks ?? _ledger.Provider, _ledger.Time, _ledger.Log);

    [Fact]
    public async Task FarBehind_AllAreLoadedAtOnce_AndThenBlockByBlock()
    {
        _ledger.Grow(600);
        using RunningStore store = Start();
        Assert.False(store.Node.IsReady);
        for (int i = 0; i < 3; i++) // 256 blocks at a time
        {
            Assert.Equal(LoadStep.Advanced, await store.Node.StepAsync(Token));
            Assert.Equal((false, 0L, new BlockRange(0, 0)), (store.Node.IsReady, store.Enclave.KeyImageCount, store.Node.Processed));
        }
        Assert.Equal(LoadStep.Advanced, await store.Node.StepAsync(Token));
        Assert.Equal((true, 600L, new BlockRange(0, 601)), (store.Node.IsReady, store.Enclave.KeyImageCount, store.Node.Processed));
        Assert.Equal(LoadStep.CaughtUp, await store.Node.StepAsync(Token));
        _ledger.Grow(1);
        Assert.Equal(LoadStep.Advanced, await store.Node.StepAsync(Token));
        Assert.Equal(LoadStep.CaughtUp, await store.Node.StepAsync(Token));
        Assert.Equal(new BlockRange(0, 602), store.Node.Processed);
        string metrics = store.Metrics.ToText();
        Assert.Contains("fog_ledger{op=\"blocks_added_count\"} 602\n", metrics, StringComparison.Ordinal);
        Assert.Contains("fog_ledger{op=\"keyimages_fetched_count\"} 601\n", metrics, StringComparison.Ordinal);
        Assert.Contains("fog_ledger_duration_count{op=\"enclave_add_records_time\"} 2\n", metrics, StringComparison.Ordinal);
    }

    // What is known is loaded at once; the rest waits for its time, and the store says that it is not ready.
    [Fact]
    public async Task TheWatcherLyingBehind_EndsTheFirstLoad_AndIsWaitedFor()
    {
        _ledger.Grow(300, isSigned: false);
        _ledger.Sign(120);
        using RunningStore store = Start();
        await _ledger.Time.RunAsync(async () =>
        {
            Assert.Equal(LoadStep.Advanced, await store.Node.StepAsync(Token));
            Assert.Equal((false, new BlockRange(0, 121)), (store.Node.IsReady, store.Node.Processed));
            Task<LoadStep> step = store.Node.StepAsync(Token);
            await Task.Delay(TimeSpan.FromSeconds(6), _ledger.Time, Token);
            Assert.False(step.IsCompleted);
            Assert.Contains("waiting for block 121's time for 5 s", _ledger.Log.Text, StringComparison.Ordinal);
            _ledger.Sign(90);
            while (store.Node.Processed.EndBlock < 211) await Task.Delay(TimeSpan.FromMilliseconds(10), _ledger.Time, Token);
            Assert.True(store.Node.IsReady); // 90 blocks are not many
            _ledger.Sign();
            Assert.Equal(LoadStep.Advanced, await step);
        });
        Assert.Equal((301ul, 300L), (store.Node.Processed.EndBlock, store.Enclave.KeyImageCount));
    }

    [Fact]
    public async Task AReadyStore_ThatFallsBehind_IsNotReady_UntilItHasCaughtUp()
    {
        using RunningStore store = Start();
        await store.CatchUpAsync();
        Assert.True(store.Node.IsReady);
        _ledger.Grow(100, isSigned: false);
        await StepAsync(expected: true);
        _ledger.Grow(1, isSigned: false);
        await StepAsync(expected: false);
        Assert.Contains("Warning: key images: not ready, at block 1 of 102", _ledger.Log.Text, StringComparison.Ordinal);
        _ledger.Sign();
        await store.CatchUpAsync();
        Assert.True(store.Node.IsReady);

        // Stops within the wait for a block's time, and goes on later.
        async Task StepAsync(bool expected)
        {
            using var stop = new CancellationTokenSource();
            Task<LoadStep> step = store.Node.StepAsync(stop.Token);
            Assert.Equal((false, expected), (step.IsCompleted, store.Node.IsReady));
            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => step);
        }
    }

    [Fact]
    public async Task AStore_ThatAWatcherHoldsUp_SeesTheLedgerGrow()
    {
        using RunningStore store = Start();
        await store.CatchUpAsync();
        await _ledger.Time.RunAsync(async () =>
        {
            _ledger.Grow(60, isSigned: false);
            Task<LoadStep> step = store.Node.StepAsync(Token);
            Assert.True(store.Node.IsReady);
            _ledger.Grow(60, isSigned: false);
            while (store.Node.IsReady) await Task.Delay(TimeSpan.FromMilliseconds(100), _ledger.Time, Token);
            _ledger.Sign();
            Assert.Equal(LoadStep.Advanced, await step);
        });
        Assert.Equal((true, new BlockRange(0, 61)), (store.Node.IsReady, store.Node.Processed));
    }

    [Fact]
    public async Task AShard_IsComplete_AndMayBeginLater()
    {
        _ledger.Grow(20);
        using RunningStore store = Start(new BlockShard(5, 10)), later = Start(new BlockShard(30, 40));
        await store.Node.RunAsync(Token);
        Assert.Equal((true, new BlockRange(5, 10), 5L), (store.Node.IsReady, store.Node.Processed, store.Enclave.KeyImageCount));
        Assert.Equal(LoadStep.Complete, await store.Node.StepAsync(Token));
        await later.CatchUpAsync();
        Assert.Equal((true, new BlockRange(30, 30)), (later.Node.IsReady, later.Node.Processed));
        _ledger.Grow(100);
        await later.Node.RunAsync(Token);
        Assert.Equal((true, new BlockRange(30, 40), 10L), (later.Node.IsReady, later.Node.Processed, later.Enclave.KeyImageCount));
    }

    // 1 s after a failure, then fewer blocks at a time, in case that they were too many.
    [Theory]
    [InlineData(50)]
    [InlineData(500)]
    public async Task ASourceThatFails_IsAskedAgain(int blocks)
    {
        _ledger.Grow(blocks);
        var source = new FakeBlocks(_ledger.Provider) { Fault = new BlockProviderException("gone", isTransient: true), Most = 5 };
        using RunningStore store = Start(blocks: source);
        using var stop = new CancellationTokenSource();
        await _ledger.Time.RunAsync(async () =>
        {
            Task run = store.Node.RunAsync(stop.Token);
            await Task.Delay(TimeSpan.FromSeconds(2.5), _ledger.Time, Token);
            Assert.False(store.Node.IsReady);
            Assert.Equal(3, _ledger.Log.Lines.Count(l => l == "Error: key images: the source of blocks: gone"));
            source.Fault = null;
            while (store.Node.Processed.EndBlock <= (ulong)blocks) await Task.Delay(TimeSpan.FromSeconds(1), _ledger.Time, Token);
            source.Fault = new BlockProviderException("gone", isTransient: false);
            await Task.Delay(TimeSpan.FromSeconds(2), _ledger.Time, Token);
            Assert.True(store.Node.IsReady);
            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        });
        Assert.Contains(4, source.Asked);
        Assert.Equal(blocks, store.Enclave.KeyImageCount);
    }

    // The map is full: critical, every five seconds, and routers are served.
    [Theory]
    [InlineData(50)]
    [InlineData(500)]
    public async Task NoRoom_IsCritical_AndTriedAgain_WhileQueriesAreAnswered(int blocks)
    {
        _ledger.Grow(blocks - 1);
        _ledger.Spend(5);
        using RunningStore spare = Start();
        var enclave = new FullEnclave(spare.Enclave) { IsFull = true };
        using var store = new RunningStore("store.test:443", BlockShard.All, _ledger.Provider, _ledger.Time, _ledger.Log, enclave);
        using var router = new TestRouter(store);
        using Wallet wallet = router.Wallet();
        using var stop = new CancellationTokenSource();
        await _ledger.Time.RunAsync(async () =>
        {
            Task run = store.Node.RunAsync(stop.Token);
            await Task.Delay(TimeSpan.FromSeconds(12), _ledger.Time, Token);
            int critical = _ledger.Log.Lines.Count(l => l.StartsWith("Critical: key images: no room for those of block 0", StringComparison.Ordinal));
            Assert.InRange(critical, 2, 3);
            Assert.Equal(KeyImageResultCode.NotSpent, (await router.CheckAsync(wallet, Samples.Image(5))).Results[0].KeyImageResultCode);
            enclave.IsFull = false;
            while (store.Node.Processed.EndBlock <= (ulong)blocks) await Task.Delay(TimeSpan.FromSeconds(1), _ledger.Time, Token);
            CheckKeyImagesResponse response = await router.CheckAsync(wallet, Samples.Image(5));
            Assert.Equal(((ulong)blocks + 1, (ulong)blocks), (response.NumBlocks, response.Results[0].SpentAt));
            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        });
        Assert.Equal(blocks > 100 ? 1 : 0, enclave.Loads);
    }

    [Fact]
    public async Task WithoutAWatcher_NoTimeIsWaitedFor()
    {
        _ledger.Grow(300, isSigned: false);
        await using var blocks = new LocalBlockProvider(_ledger.Ledger, null, _ledger.Time, _ledger.Log);
        using RunningStore store = Start(blocks: blocks);
        await store.CatchUpAsync();
        Assert.Equal((301ul, 300L), (store.Node.Processed.EndBlock, store.Enclave.KeyImageCount));
    }
}
