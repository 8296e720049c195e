using MobileCoin.Accounts;
using MobileCoin.Client.Test.Scripted;
using MobileCoin.Transactions;

namespace MobileCoin.Client.Test.Syncing;

/// <summary>Whatever fails, and wherever: what was learnt stays, nothing false is learnt, and the next update goes on.</summary>
public sealed class FailureTests
{
    private static async Task<Scene> WithHistoryAsync(ClientOptions? options = null)
    {
        var scene = new Scene(options: options ?? new ClientOptions { MaxSearchKeys = 8, MaxKeyImages = 3, MaxBlocks = 1 });
        ScriptedIngest first = scene.Fog.Start(1, 0), second = scene.Fog.Start(2, 1);
        IReadOnlyList<ScriptedTxOut> paid = scene.Chain.Pay(scene.Key, 1, 2, 3, 4, 5);
        scene.Chain.Add([(scene.Key, SubaddressIndex.Change, new Amount(6, 0), null), (scene.Key, 0, new Amount(7, 0), null)], paid[0], paid[3]);
        scene.Chain.Pay(scene.Key, 8, 9);
        scene.Chain.Pay(scene.Key, 10);
        scene.Chain.Add([]);
        scene.Fog.Ingest(first, 0);
        scene.Fog.Ingest(second, 1);
        scene.Fog.Miss(2, 4);
        scene.Fog.CatchUp();
        await Task.CompletedTask;
        return scene;
    }

    private static async Task<int> CallsOfAnUpdateAsync()
    {
        await using Scene scene = await WithHistoryAsync();
        await scene.UpdateAsync();
        return scene.Fog.Calls;
    }

    [Fact]
    public async Task AFailureAtAnyCall_LosesNothing()
    {
        int calls = await CallsOfAnUpdateAsync();
        Assert.InRange(calls, 8, 40);
        for (int failing = 0; failing < calls; failing++)
        {
            await using Scene scene = await WithHistoryAsync();
            int at = failing;
            scene.Fog.OnCall = (call, _) => call == at ? Task.FromException(new MobileCoinException(ClientError.ServiceUnavailable, "it is away")) : Task.CompletedTask;
            Scene.Error(ClientError.ServiceUnavailable, await Assert.ThrowsAsync<MobileCoinException>(() => scene.UpdateAsync()));
            AccountSnapshot snapshot = scene.Client.Snapshot;
            Assert.Equal(scene.BalancesAt(snapshot.BlockCount), snapshot.Balances.Where(b => b.Value > 0 || snapshot.BlockCount > 0).ToDictionary());
            if (failing % 2 == 0) scene.Reload();
            scene.Expect(await scene.UpdateAsync(), 5);
            // What was found is not asked for again: only the query that failed is.
            Assert.InRange(scene.Fog.Calls, calls, calls + 4);
        }
    }

    [Fact]
    public async Task ACancellationAtAnyCall_IsOne()
    {
        int calls = await CallsOfAnUpdateAsync();
        for (int cancelling = 0; cancelling < calls; cancelling++)
        {
            await using Scene scene = await WithHistoryAsync();
            using var cancellation = new CancellationTokenSource();
            int at = cancelling;
            scene.Fog.OnCall = (call, _) => call == at ? cancellation.CancelAsync() : Task.CompletedTask;
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => scene.Client.UpdateAsync(cancellationToken: cancellation.Token));
            scene.Fog.OnCall = null;
            scene.Expect(await scene.UpdateAsync(), 5);
        }
    }

    [Fact]
    public async Task ACancelledWaitForTheTurn_LeavesItToOthers()
    {
        await using Scene scene = await WithHistoryAsync();
        var held = new TaskCompletionSource();
        scene.Fog.OnCall = (call, _) => call == 0 ? held.Task : Task.CompletedTask;
        Task<AccountSnapshot> first = scene.UpdateAsync();
        using var cancellation = new CancellationTokenSource();
        Task<AccountSnapshot> second = scene.Client.UpdateAsync(cancellationToken: cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        held.SetResult();
        scene.Expect(await first, 5);
        scene.Expect(await scene.UpdateAsync(), 5);
    }

    public static TheoryData<string> Lies() =>
    [
        "cursor", "known", "range", "many", "count", "key", "code", "payload", "short-payload", "no-image", "other-image", "other-block", "block-twice", "outputs",
    ];

    [Theory]
    [MemberData(nameof(Lies))]
    public async Task AnAnswerThatContradictsItself_IsNotBelieved_AndChangesNothing(string lie)
    {
        await using Scene scene = await WithHistoryAsync();
        scene.Fog.Processed = scene.Fog.LedgerBlocks = scene.Fog.KeyImageBlocks = 2;
        await scene.UpdateAsync(); // the first two blocks in truth
        scene.Fog.CatchUp();
        scene.Chain.Pay(scene.Key, 50);
        scene.Fog.Ingest(scene.Fog.Start(3, 5), 5);
        scene.Fog.CatchUp();
        byte[] before = scene.Client.SaveState();
        AccountSnapshot known = scene.Client.Snapshot;
        scene.Fog.OnQuery = (query, a) => Lie(lie, query, a);
        scene.Fog.OnKeyImages = a => Lie(lie, a);
        scene.Fog.OnBlocks = blocks => Lie(lie, blocks);
        Scene.Error(ClientError.InconsistentAnswer, await Assert.ThrowsAsync<MobileCoinException>(() => scene.UpdateAsync()));
        Assert.Equal(known.Balances, scene.Client.Snapshot.Balances);
        Assert.True(scene.Client.Snapshot.BlockCount >= known.BlockCount);
        if (lie is "cursor" or "known" or "range" or "many") Assert.Equal(before, scene.Client.SaveState());
        scene.Fog.OnQuery = null;
        scene.Fog.OnKeyImages = null;
        scene.Fog.OnBlocks = null;
        scene.Expect(await scene.UpdateAsync(), 6);
    }

    [Fact]
    public async Task ALedgerThatTakesBack_IsNotBelieved()
    {
        await using Scene scene = await WithHistoryAsync();
        scene.Expect(await scene.UpdateAsync(), 5);
        scene.Chain.Add([]);
        scene.Fog.CatchUp();
        // Spent in a block in which it was not.
        scene.Chain.TxOuts.First(o => o.Amount.Value == 2).SpentAt = 3;
        MobileCoinException e = Scene.Error(ClientError.InconsistentAnswer, await Assert.ThrowsAsync<MobileCoinException>(() => scene.UpdateAsync()));
        Assert.Contains("was not spent in the first 5", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnotherOutputInTheSamePlace_IsNotBelieved()
    {
        await using Scene scene = await WithHistoryAsync();
        await scene.UpdateAsync();
        scene.Fog.Miss(0, 1);
        scene.Fog.OnBlocks = blocks => [.. blocks.Select(b => b with { Outputs = [.. b.Outputs.Reverse()] })];
        Scene.Error(ClientError.InconsistentAnswer, await Assert.ThrowsAsync<MobileCoinException>(() => scene.UpdateAsync()));
    }

    // The next answer is on its way while the records of the last are opened: what follows a record that is not believed is not taken in its place.
    [Fact]
    public async Task ARecordThatIsNotBelieved_IsLookedForAgain()
    {
        await using Scene scene = await WithHistoryAsync(new ClientOptions());
        int searches = 0;
        scene.Fog.OnQuery = (query, a) => query.GetTxos.Count > 0 && searches++ == 0
            ? Results(a, [.. a.FixedTxOutSearchResults.Select((r, i) => i == 0 ? FixedTxOutSearchResult.Found(query.GetTxos[0], new byte[200]) : r)])
            : a;
        Scene.Error(ClientError.InconsistentAnswer, await Assert.ThrowsAsync<MobileCoinException>(() => scene.UpdateAsync()));
        scene.Fog.OnQuery = null;
        scene.Expect(await scene.UpdateAsync(), 5);
    }

    // A key of which Fog view tells late, even when its run is over: what is under it is looked for, also if that failed at first.
    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    [InlineData(false, true)]
    public async Task AKeyThatIsToldOfLate_IsSearched(bool isOver, bool reload)
    {
        await using var scene = new Scene();
        scene.Chain.Pay(scene.Key, 1, 2);
        for (int i = 0; i < 4; i++) scene.Chain.Add([]);
        scene.Fog.Start(1, 0);
        scene.Fog.CatchUp();
        await scene.UpdateAsync();
        ScriptedIngest late = scene.Fog.Start(2, 0);
        scene.Fog.Ingest(late, 0);
        if (isOver) scene.Fog.End(late, 0);
        int first = scene.Fog.Calls;
        scene.Fog.OnCall = (call, _) => call == first + 1 ? Task.FromException(new MobileCoinException(ClientError.ServiceUnavailable, "it is away")) : Task.CompletedTask;
        Scene.Error(ClientError.ServiceUnavailable, await Assert.ThrowsAsync<MobileCoinException>(() => scene.UpdateAsync()));
        if (reload) scene.Reload();
        scene.Expect(await scene.UpdateAsync(), 5);
        Assert.Equal(3UL, scene.Client.Snapshot.BalanceOf(0));
        int calls = scene.Fog.Calls;
        await scene.UpdateAsync();
        Assert.Equal(calls + 1, scene.Fog.Calls);
    }

    // Under every search key there is something, and it is always the same: that is no search that ends.
    [Fact]
    public async Task RecordsThatNeverEnd_AreNotBelieved()
    {
        await using Scene scene = await WithHistoryAsync(new ClientOptions());
        ReadOnlyMemory<byte>? record = null;
        int searches = 0;
        scene.Fog.OnQuery = (query, a) =>
        {
            if (query.GetTxos.Count == 0) return a;
            record ??= a.FixedTxOutSearchResults[0].Payload;
            Assert.InRange(++searches, 1, 50);
            return Results(a, [.. query.GetTxos.Select(key => FixedTxOutSearchResult.Found(key, record.Value.Span))]);
        };
        Scene.Error(ClientError.InconsistentAnswer, await Assert.ThrowsAsync<MobileCoinException>(() => scene.UpdateAsync()));
        scene.Fog.OnQuery = null;
        scene.Expect(await scene.UpdateAsync(), 5);
    }

    // The place in the ledger is what the service says; one output is not counted in two places.
    [Fact]
    public async Task AnOutputInTwoPlaces_IsNotBelieved()
    {
        await using Scene scene = await WithHistoryAsync();
        AccountSnapshot known = await scene.UpdateAsync();
        scene.Chain.Add([]);
        scene.Fog.CatchUp();
        scene.Fog.Miss(0, 1);
        scene.Fog.OnBlocks = blocks => [.. blocks.Select(b => b with { GlobalTxoCount = b.GlobalTxoCount + 1000 })];
        Scene.Error(ClientError.InconsistentAnswer, await Assert.ThrowsAsync<MobileCoinException>(() => scene.UpdateAsync()));
        Assert.Equal(known.Outputs.Count, scene.Client.Snapshot.Outputs.Count);
        scene.Fog.OnBlocks = null;
        scene.Expect(await scene.UpdateAsync(), 6);
    }

    // One that says so of a ledger that is longer than it can be is believed for the blocks that were looked at, and asked again.
    [Fact]
    public async Task AKeyImageThatIsSaidToBeUnspentForEver_IsAskedForAgain()
    {
        await using Scene scene = await WithHistoryAsync();
        scene.Fog.OnKeyImages = a => new CheckKeyImagesResponse { NumBlocks = ulong.MaxValue, GlobalTxoCount = a.GlobalTxoCount, Results = a.Results };
        scene.Expect(await scene.UpdateAsync(), 5);
        scene.Fog.OnKeyImages = null;
        scene.Chain.Add([], scene.Chain.TxOuts.First(o => o.Amount.Value == 2));
        scene.Fog.CatchUp();
        scene.Expect(await scene.UpdateAsync(), 6);
    }

    [Fact]
    public async Task ARateLimit_IsTemporary()
    {
        await using Scene scene = await WithHistoryAsync();
        scene.Fog.OnQuery = (query, a) => Results(a, [.. query.GetTxos.Select(k => FixedTxOutSearchResult.Without(k, TxOutSearchResultCode.RateLimited))]);
        Assert.True((await Assert.ThrowsAsync<MobileCoinException>(() => scene.UpdateAsync())).MayRetry);
    }

    [Fact]
    public async Task AKeyImageThatCouldNotBeLookedUp_HoldsTheCountBack()
    {
        await using Scene scene = await WithHistoryAsync();
        scene.Fog.OnKeyImages = a => new CheckKeyImagesResponse
        {
            NumBlocks = a.NumBlocks, GlobalTxoCount = a.GlobalTxoCount,
            Results = [.. a.Results.Select(r => r with { KeyImageResultCode = KeyImageResultCode.KeyImageError })],
        };
        scene.Expect(await scene.UpdateAsync(), 1);
        scene.Fog.OnKeyImages = null;
        scene.Expect(await scene.UpdateAsync(), 5);
    }

    private static QueryResponse Lie(string lie, QueryRequest query, QueryResponse a)
    {
        bool isSearch = query.GetTxos.Count > 0;
        FixedTxOutSearchResult[] results = [.. a.FixedTxOutSearchResults];
        switch (lie)
        {
            case "cursor" when !isSearch: return With(a, next: 1);
            case "known" when !isSearch: return With(a, known: a.HighestProcessedBlockCount - 1);
            case "range" when !isSearch: return With(a, missed: [new BlockRange(5, 3)]);
            case "many" when !isSearch: return With(a, missed: [.. Enumerable.Range(0, 70_000).Select(i => new BlockRange((ulong)i * 2, (ulong)(i * 2) + 1))]);
            case "count" when isSearch: return Results(a, results[1..]);
            case "key" when isSearch: return Results(a, [.. results.Reverse()]);
            case "code" when isSearch: return Results(a, [FixedTxOutSearchResult.Without(query.GetTxos[0], (TxOutSearchResultCode)77), .. results[1..]]);
            case "payload" when isSearch:
                byte[] payload = new byte[200];
                return Results(a, [FixedTxOutSearchResult.Found(query.GetTxos[0], payload), .. results[1..]]);
            case "short-payload" when isSearch: return Results(a, [new FixedTxOutSearchResult(query.GetTxos[0], TxOutSearchResultCode.Found, new byte[3], 200), .. results[1..]]);
            default: return a;
        }
    }

    private static CheckKeyImagesResponse Lie(string lie, CheckKeyImagesResponse a) => lie switch
    {
        "no-image" => new CheckKeyImagesResponse { NumBlocks = a.NumBlocks, Results = [.. a.Results.Skip(1)] },
        "other-image" => new CheckKeyImagesResponse { NumBlocks = a.NumBlocks, Results = [.. a.Results.Select(r => r with { KeyImage = new KeyImage(new byte[32]) })] },
        _ => a,
    };

    private static IReadOnlyList<FogBlock> Lie(string lie, IReadOnlyList<FogBlock> blocks) => lie switch
    {
        "other-block" => [.. blocks.Select(b => b with { Index = b.Index + 90 })],
        "block-twice" => [.. blocks, .. blocks],
        "outputs" => [.. blocks.Select(b => b with { GlobalTxoCount = 0 })],
        _ => blocks,
    };

    private static QueryResponse Results(QueryResponse a, IReadOnlyList<FixedTxOutSearchResult> results) => With(a, results: results);

    private static QueryResponse With(
        QueryResponse a, long? next = null, ulong? known = null, IReadOnlyList<BlockRange>? missed = null, IReadOnlyList<FixedTxOutSearchResult>? results = null) => new()
    {
        HighestProcessedBlockCount = a.HighestProcessedBlockCount,
        HighestProcessedBlockSignatureTimestamp = a.HighestProcessedBlockSignatureTimestamp,
        NextStartFromUserEventId = next ?? a.NextStartFromUserEventId,
        MissedBlockRanges = missed ?? a.MissedBlockRanges,
        Rngs = a.Rngs,
        DecommissionedIngestInvocations = a.DecommissionedIngestInvocations,
        TxOutSearchResults = a.TxOutSearchResults,
        LastKnownBlockCount = known ?? a.LastKnownBlockCount,
        LastKnownBlockCumulativeTxoCount = a.LastKnownBlockCumulativeTxoCount,
        FixedTxOutSearchResults = results ?? a.FixedTxOutSearchResults,
    };
}
