using MobileCoin.Curve25519;
using MobileCoin.Transactions;

namespace MobileCoin.RecoveryDb.Test;

public abstract partial class RecoveryDbContract
{
    [Fact]
    public async Task AddBlockData_IsReadAgain()
    {
        (CompressedRistretto key, long run) = await Sample.Ingest(Db, 5);
        Assert.Null(await Db.GetHighestKnownBlockIndexAsync());
        Assert.Null(await Db.GetLastScannedBlockIndexAsync(key));
        ETxOutRecord[] records = [.. Sample.Records(3), Sample.Record(0), Sample.Record(20_000)];
        var block = new IngestedBlock(5, 77, ulong.MaxValue);
        Assert.Equal(default, await Db.AddBlockDataAsync(run, block, records));
        Assert.Equal(default, await Db.AddBlockDataAsync(run, Sample.Block(6), []));

        Sample.Same(records, await Db.GetTxOutsByBlockAndKeyAsync(key, 5));
        Assert.Empty((await Db.GetTxOutsByBlockAndKeyAsync(key, 6))!);
        Assert.Null(await Db.GetTxOutsByBlockAndKeyAsync(key, 7));
        Assert.Null(await Db.GetTxOutsByBlockAndKeyAsync(Sample.Key(), 5));
        Assert.Equal(77UL, await Db.GetCumulativeTxoCountForBlockAsync(5));
        Assert.Null(await Db.GetCumulativeTxoCountForBlockAsync(4));
        Assert.Equal(ulong.MaxValue, await Db.GetBlockSignatureTimestampForBlockAsync(5));
        Assert.Null(await Db.GetBlockSignatureTimestampForBlockAsync(7));
        Assert.Equal(run, await Db.GetInvocationIdByBlockAndKeyAsync(key, 5));
        Assert.Null(await Db.GetInvocationIdByBlockAndKeyAsync(key, 7));
        Assert.Equal(6UL, await Db.GetHighestKnownBlockIndexAsync());
        Assert.Equal(6UL, await Db.GetLastScannedBlockIndexAsync(key));
        Assert.Null(await Db.GetLastScannedBlockIndexAsync(Sample.Key()));
        Assert.Equal(block, (await Db.GetTxOutsByBlockRangeAndKeyAsync(key, new BlockRange(5, 6)))[0].Block);
    }

    [Fact]
    public async Task AddBlockData_OfABlockThatWasScanned_WritesNothing()
    {
        (CompressedRistretto key, long run) = await Sample.Ingest(Db);
        long other = await Db.NewIngestInvocationAsync(null, key, Sample.EgressKey(), 0);
        ETxOutRecord[] first = Sample.Records(2), second = Sample.Records(2);
        Assert.Equal(default, await Db.AddBlockDataAsync(run, Sample.Block(0), first));
        Assert.Equal(new AddBlockDataStatus(true, IsOwn: true), await Db.AddBlockDataAsync(run, Sample.Block(0), first));
        Assert.Equal(new AddBlockDataStatus(true), await Db.AddBlockDataAsync(run, Sample.Block(0), second));
        Assert.Equal(new AddBlockDataStatus(true), await Db.AddBlockDataAsync(other, Sample.Block(0), first));
        Assert.Equal(new AddBlockDataStatus(true), await Db.AddBlockDataAsync(run, Sample.Block(0) with { CumulativeTxoCount = 1 }, first));
        Sample.Same(first, await Db.GetTxOutsByBlockAndKeyAsync(key, 0));
        Assert.Equal(run, await Db.GetInvocationIdByBlockAndKeyAsync(key, 0));

        // Another key's ingest enters the block in its turn.
        (CompressedRistretto otherKey, long third) = await Sample.Ingest(Db);
        Assert.Equal(default, await Db.AddBlockDataAsync(third, Sample.Block(0), second));
        Sample.Same(second, await Db.GetTxOutsByBlockAndKeyAsync(otherKey, 0));
        Assert.Equal(1UL, (await Db.GetIngressKeyStatusAsync(otherKey))!.Value.StartBlock);
    }

    [Fact]
    public async Task AddBlockData_OfNoRun_IsRefused()
    {
        await Sample.Throws(RecoveryDbError.MissingIngestInvocation, () => Db.AddBlockDataAsync(1, Sample.Block(0), Sample.Records(1)));
        Assert.Null(await Db.GetHighestKnownBlockIndexAsync());
    }

    [Fact]
    public async Task AddBlockData_WithASearchKeyTwice_IsRefused()
    {
        (_, long run) = await Sample.Ingest(Db);
        ETxOutRecord record = Sample.Record();
        ETxOutRecord[] twice = [record, Sample.Record(), new ETxOutRecord(record.SearchKey, Sample.Bytes(9))];
        await Sample.Throws(RecoveryDbError.SearchKeyTwice, () => Db.AddBlockDataAsync(run, Sample.Block(0), twice));
        Assert.Null(await Db.GetHighestKnownBlockIndexAsync());
    }

    [Fact]
    public async Task AddManyBlocksData_WritesAllOrNothing()
    {
        (CompressedRistretto key, long run) = await Sample.Ingest(Db);
        IngestedBlockData[] blocks = [.. Enumerable.Range(0, 20).Select(i => Sample.Data((ulong)i))];
        Assert.Equal(default, await Db.AddManyBlocksDataAsync(run, blocks[..10]));
        Assert.Equal(default, await Db.AddManyBlocksDataAsync(run, []));
        Assert.Equal(new AddBlockDataStatus(true), await Db.AddManyBlocksDataAsync(run, blocks[5..15]));
        Assert.Equal(9UL, await Db.GetLastScannedBlockIndexAsync(key));
        Assert.Equal(new AddBlockDataStatus(true, IsOwn: true), await Db.AddManyBlocksDataAsync(run, blocks[3..6]));
        Assert.Equal(default, await Db.AddManyBlocksDataAsync(run, blocks[10..]));
        IReadOnlyList<IngestedBlockData> all = await Db.GetTxOutsByBlockRangeAndKeyAsync(key, new BlockRange(0, 100));
        Assert.Equal(blocks.Select(b => b.Block), all.Select(b => b.Block));
        for (int i = 0; i < blocks.Length; i++) Sample.Same(blocks[i].Records, all[i].Records);
        Assert.Equal(19UL, (await Db.GetIngestableRangesAsync())[0].LastIngestedBlock);
        await Sample.Throws(RecoveryDbError.MissingIngestInvocation, () => Db.AddManyBlocksDataAsync(run + 1, []));
    }

    [Fact]
    public async Task GetTxOutsByBlockRangeAndKey_GivesWhatHasNoGap()
    {
        (CompressedRistretto key, long run) = await Sample.Ingest(Db, 10);
        (_, long other) = await Sample.Ingest(Db, 10);
        await Sample.Add(Db, run, 10, 11, 12, 14, 15);
        await Sample.Add(Db, other, 10, 11, 12, 13, 14);
        Assert.Equal([10UL, 11, 12], await Range(10, 20));
        Assert.Equal([11UL, 12], await Range(11, 13));
        Assert.Equal(11UL, Assert.Single(await Range(11, 12)));
        Assert.Equal([14UL, 15], await Range(14, ulong.MaxValue));
        Assert.Empty(await Range(13, 20));
        Assert.Empty(await Range(9, 20));
        Assert.Empty(await Range(16, 20));
        Assert.Empty(await Range(12, 12));
        Assert.Empty(await Range(12, 10));

        async Task<ulong[]> Range(ulong start, ulong end) =>
            [.. (await Db.GetTxOutsByBlockRangeAndKeyAsync(key, new BlockRange(start, end))).Select(b => b.Block.Index)];
    }

    [Fact]
    public async Task GetCumulativeTxoCountForBlock_OfIngestsThatDisagree_IsRefused()
    {
        (_, long run) = await Sample.Ingest(Db);
        (_, long other) = await Sample.Ingest(Db);
        (_, long third) = await Sample.Ingest(Db);
        await Db.AddBlockDataAsync(run, new IngestedBlock(0, 5, 1), []);
        await Db.AddBlockDataAsync(other, new IngestedBlock(0, 5, 2), []);
        Assert.Equal(5UL, await Db.GetCumulativeTxoCountForBlockAsync(0));
        Assert.NotNull(await Db.GetBlockSignatureTimestampForBlockAsync(0));
        await Db.AddBlockDataAsync(third, new IngestedBlock(0, 6, 1), []);
        await Sample.Throws(RecoveryDbError.IngestedBlockSchemaViolation, () => Db.GetCumulativeTxoCountForBlockAsync(0));
    }

    [Fact]
    public async Task GetTxOuts_LooksEverywhere()
    {
        (_, long run) = await Sample.Ingest(Db);
        (_, long other) = await Sample.Ingest(Db);
        ETxOutRecord early = Sample.Record(), late = Sample.Record(), large = Sample.Record(300);
        await Db.AddBlockDataAsync(run, Sample.Block(0), [Sample.Record(), early]);
        await Db.AddBlockDataAsync(other, Sample.Block(3), [late, large]);
        ReadOnlyMemory<byte>[] keys = [late.SearchKey, Sample.Bytes(16), early.SearchKey, Sample.Bytes(15), large.SearchKey, late.SearchKey];
        IReadOnlyList<FixedTxOutSearchResult> all = await Db.GetTxOutsAsync(0, keys);
        Assert.Equal(keys.Select(k => k.ToArray()), all.Select(r => r.SearchKey.ToArray()));
        Assert.Equal(
            [
                TxOutSearchResultCode.Found, TxOutSearchResultCode.NotFound, TxOutSearchResultCode.Found, TxOutSearchResultCode.BadSearchKey,
                TxOutSearchResultCode.InternalError, TxOutSearchResultCode.Found,
            ],
            all.Select(r => r.ResultCode));
        Assert.Equal(late.Payload.ToArray(), all[0].Payload.ToArray());
        Assert.Equal(TxOutSearchResultCode.NotFound, (await Db.GetTxOutsAsync(1, keys))[2].ResultCode);
        Assert.Equal(TxOutSearchResultCode.NotFound, (await Db.GetTxOutsAsync(ulong.MaxValue, keys))[0].ResultCode);
    }

    [Fact]
    public async Task AddBlockData_BySeveralAtATime_TakesEachBlockOnce()
    {
        const int blocks = 15;
        CompressedRistretto key = Sample.Key();
        await Db.NewIngressKeyAsync(key, 0);
        IRecoveryDb[] openings = [Db, await Store.Open(), await Store.Open()];
        long[] runs = [.. await Task.WhenAll(openings.Select(d => d.NewIngestInvocationAsync(null, key, new Sample(d.GetHashCode()).EgressKey(), 0)))];
        (int Who, bool Won, ulong Block)[][] outcomes = await Task.WhenAll(openings.Select((db, who) => Task.Run(async () =>
        {
            var sample = new Sample(who);
            List<(int, bool, ulong)> mine = [];
            for (ulong i = 0; i < blocks; i++)
            {
                AddBlockDataStatus status = await db.AddBlockDataAsync(runs[who], Sample.Block(i), sample.Records(2));
                Assert.False(status.IsOwn);
                mine.Add((who, !status.BlockAlreadyScannedWithThisKey, i));
            }
            return mine.ToArray();
        })));
        for (ulong i = 0; i < blocks; i++)
        {
            (int who, _, _) = Assert.Single(outcomes.SelectMany(o => o), o => o.Won && o.Block == i);
            Assert.Equal(runs[who], await Db.GetInvocationIdByBlockAndKeyAsync(key, i));
        }
    }

    [Fact]
    public async Task NewIngestInvocation_BySeveralAtATime_IsSeenInOrderByAReader()
    {
        const int each = 8;
        CompressedRistretto key = Sample.Key();
        await Db.NewIngressKeyAsync(key, 0);
        IRecoveryDb[] writers = [await Store.Open(), await Store.Open(), await Store.Open()];
        Task writing = Task.WhenAll(writers.Select((db, who) => Task.Run(async () =>
        {
            var sample = new Sample(100 + who);
            for (int i = 0; i < each; i++) await db.NewIngestInvocationAsync(null, key, sample.EgressKey(), (ulong)i);
        })));
        HashSet<long> seen = [];
        long cursor = 0;
        bool last;
        do
        {
            last = writing.IsCompleted;
            UserEvents events = await Db.SearchUserEventsAsync(cursor);
            foreach (UserEvent told in events.Events) Assert.True(seen.Add(((UserEvent.NewRngRecord)told).Record.IngestInvocationId));
            cursor = events.NextStartFromUserEventId;
        }
        while (!last);
        await writing;
        Assert.Equal(writers.Length * each, seen.Count);
    }

    [Fact]
    public async Task Watch_HintsAtWhatAnotherWrote()
    {
        (_, long run) = await Sample.Ingest(Db);
        IRecoveryDb other = await Store.Open();
        await using IRecoveryDbWatch watch = Db.Watch();
        if (WatchBeginsWithAHint) Assert.True(await watch.WaitAsync(TimeSpan.FromMinutes(1)));
        Assert.False(await watch.WaitAsync(TimeSpan.Zero));
        Task<bool> waiting = watch.WaitAsync(TimeSpan.FromMinutes(1));
        await Sample.Add(other, run, 0);
        Assert.True(await waiting);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watch.WaitAsync(TimeSpan.FromMinutes(1), cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Db.GetHighestKnownBlockIndexAsync(cancelled.Token));
    }
}
