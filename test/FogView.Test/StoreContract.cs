// A store over each of the databases: what upstream's own tests of fog view have (fact sheet fog §7.10 "View router smoke").
using MobileCoin.Curve25519;
using MobileCoin.RecoveryDb;
using MobileCoin.Transactions;
using MobileCoin.Wire.Uris;

namespace MobileCoin.FogView.Test;

public abstract partial class StoreContract : IAsyncLifetime
{
    private protected Sample Sample { get; } = new(3);

    private protected Store Store { get; private set; } = null!;

    private protected IRecoveryDb Db { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Store = await CreateStore();
        Db = await Store.Open();
    }

    public async ValueTask DisposeAsync()
    {
        if (Store is not null) await Store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected abstract Task<Store> CreateStore();

    [Fact]
    public async Task Smoke_EventsCursorsAndResults()
    {
        (CompressedRistretto key, long first) = await Sample.Ingest(Db);
        await Sample.Add(Db, first, 0, 1, 2);
        await Db.SetReportAsync(key, "", new ReportData(first, Sample.Evidence(), 4));
        await Db.ReportLostIngressKeyAsync(key);
        (_, long second) = await Sample.Ingest(Db, 4);
        await Sample.Add(Db, second, 4);
        ETxOutRecord paid = new(Samples.Key(1), Sample.Bytes(232));
        await Db.AddBlockDataAsync(second, Sample.Block(5), [paid, Sample.Record()]);
        await Db.DecommissionIngestInvocationAsync(first);
        using var rig = new StoreRig(Db);
        Assert.False(rig.Node.IsReady);
        Assert.Equal((6UL, 6UL), await rig.SettledCounts());

        QueryResponse all = await rig.Ask(0);
        Assert.Equal((4L, 2), (all.NextStartFromUserEventId, all.Rngs.Count));
        Assert.Equal(new BlockRange(3, 4), Assert.Single(all.MissedBlockRanges));
        Assert.Equal(new DecommissionedIngestInvocation(first, 2), Assert.Single(all.DecommissionedIngestInvocations));
        Assert.Equal((6UL, 6UL, 60UL), (all.HighestProcessedBlockCount, all.LastKnownBlockCount, all.LastKnownBlockCumulativeTxoCount));
        Assert.Equal(Sample.Block(5).SignatureTimestamp, all.HighestProcessedBlockSignatureTimestamp);
        QueryResponse rest = await rig.Ask(1);
        Assert.Equal((4L, 1), (rest.NextStartFromUserEventId, rest.MissedBlockRanges.Count));
        Assert.Equal(second, Assert.Single(rest.Rngs).IngestInvocationId);
        foreach (long cursor in (long[])[4, 80, long.MaxValue])
        {
            QueryResponse none = await rig.Ask(cursor);
            Assert.Equal((cursor, 0, 0, 0), (none.NextStartFromUserEventId, none.Rngs.Count, none.DecommissionedIngestInvocations.Count, none.MissedBlockRanges.Count));
        }

        QueryResponse found = await rig.Ask(0, Samples.Key(1), Samples.Key(2), [1], new byte[17]);
        Assert.Equal(
            [TxOutSearchResultCode.Found, TxOutSearchResultCode.NotFound, TxOutSearchResultCode.BadSearchKey, TxOutSearchResultCode.BadSearchKey],
            found.FixedTxOutSearchResults.Select(r => r.ResultCode));
        Assert.Equal(232U, found.FixedTxOutSearchResults[0].PayloadLength);
        Assert.Equal(paid.Payload.ToArray(), found.FixedTxOutSearchResults[0].Ciphertext[..232].ToArray());
        Assert.Equal((232, 23), (found.TxOutSearchResults[0].Ciphertext.Length, found.TxOutSearchResults[0].Padding.Length));
    }

    [Fact]
    public async Task OverlappingKeys_TheSlowerOneHoldsBack()
    {
        (_, long a) = await Sample.Ingest(Db);
        await Sample.Add(Db, a, 0, 1, 2, 3, 4);
        (_, long b) = await Sample.Ingest(Db, 10);
        await Sample.Add(Db, b, 10, 11, 12, 13, 14);
        using var rig = new StoreRig(Db);
        Assert.Equal((5UL, 15UL), await rig.SettledCounts());
        await Sample.Add(Db, a, [.. Blocks(5, 20)]);
        Assert.Equal((15UL, 20UL), await rig.SettledCounts());
        await Sample.Add(Db, b, [.. Blocks(15, 30)]);
        Assert.Equal((20UL, 30UL), await rig.SettledCounts());
    }

    [Fact]
    public async Task StartGap_NothingCountsBeforeTheKeysFirstBlock()
    {
        (_, long run) = await Sample.Ingest(Db, 5);
        await Sample.Add(Db, run, 10, 11, 12, 13, 14);
        using var rig = new StoreRig(Db);
        Assert.Equal((0UL, 0UL), await rig.SettledCounts());
        await Sample.Add(Db, run, 5, 6, 7, 8, 9);
        Assert.Equal((15UL, 15UL), await rig.SettledCounts());
    }

    [Fact]
    public async Task LostKey_HoldsNothingBack_AndItsBlocksAreToldOf()
    {
        (CompressedRistretto key, long a) = await Sample.Ingest(Db);
        await Sample.Add(Db, a, 0, 1, 2, 3, 4);
        await Db.SetReportAsync(key, "", new ReportData(a, Sample.Evidence(), 10));
        using var rig = new StoreRig(Db);
        Assert.Equal((5UL, 5UL), await rig.SettledCounts());
        await Db.ReportLostIngressKeyAsync(key);
        (_, long b) = await Sample.Ingest(Db, 10);
        await Sample.Add(Db, b, 10, 11, 12, 13, 14);
        Assert.Equal((15UL, 15UL), await rig.SettledCounts());
        Assert.Equal(new BlockRange(5, 10), Assert.Single((await rig.Ask(0)).MissedBlockRanges));
        await Db.DecommissionIngestInvocationAsync(a);
        Assert.Equal((15UL, 15UL), await rig.SettledCounts());
        Assert.Equal(new DecommissionedIngestInvocation(a, 4), Assert.Single((await rig.Ask(0)).DecommissionedIngestInvocations));
        Assert.Equal(Sample.Block(14).SignatureTimestamp, rig.Node.Counts.HighestProcessedBlockSignatureTimestamp);
    }

    [Fact]
    public async Task LostKeyThatScannedNothing_AndRetiredKeys_HoldNothingBack()
    {
        CompressedRistretto lost = Sample.Key();
        await Db.NewIngressKeyAsync(lost, 0);
        (CompressedRistretto retired, long run) = await Sample.Ingest(Db);
        await Db.SetReportAsync(retired, "", new ReportData(run, Sample.Evidence(), 3));
        await Sample.Add(Db, run, 0, 1);
        using var rig = new StoreRig(Db);
        Assert.Equal((0UL, 2UL), await rig.SettledCounts());
        await Db.ReportLostIngressKeyAsync(lost);
        Assert.Equal((2UL, 2UL), await rig.SettledCounts());
        await Db.RetireIngressKeyAsync(retired, true);
        (_, long next) = await Sample.Ingest(Db, 2);
        await Sample.Add(Db, next, 2, 3, 4);
        // The retired key has still to deliver block 2, and nothing from its expiry on.
        Assert.Equal((2UL, 5UL), await rig.SettledCounts());
        await Sample.Add(Db, run, 2);
        Assert.Equal((5UL, 5UL), await rig.SettledCounts());
    }

    [Fact]
    public async Task Decommission_ByAnotherRunOfTheSameKey_GoesOn()
    {
        (CompressedRistretto key, long first) = await Sample.Ingest(Db);
        await Sample.Add(Db, first, 0, 1, 2);
        using var rig = new StoreRig(Db);
        Assert.Equal((3UL, 3UL), await rig.SettledCounts());
        long second = await Db.NewIngestInvocationAsync(first, key, Sample.EgressKey(), 3);
        await Sample.Add(Db, second, 3, 4);
        Assert.Equal((5UL, 5UL), await rig.SettledCounts());
        Assert.Equal([first, second], (await rig.Ask(0)).Rngs.Select(r => r.IngestInvocationId).Order());
    }

    [Fact]
    public async Task Shards_TakeTheirBlocks_AndPromiseNoOthers()
    {
        (_, long run) = await Sample.Ingest(Db);
        ETxOutRecord[] records = Sample.Records(12);
        for (ulong block = 0; block < 6; block++) await Db.AddBlockDataAsync(run, Sample.Block(block), [records[(int)block]]);
        using var low = new StoreRig(Db, StoreRig.NewOptions(new BlockShard(0, 4)));
        using var high = new StoreRig(Db, StoreRig.NewOptions(new BlockShard(4, 8)));
        using var later = new StoreRig(Db, StoreRig.NewOptions(new BlockShard(8, 12)));
        Assert.Equal((4UL, 6UL), await low.SettledCounts());
        Assert.Equal((6UL, 6UL), await high.SettledCounts());
        Assert.Equal((6UL, 6UL), await later.SettledCounts());
        Assert.Equal((4L, 2L, 0L), (low.Enclave.RecordCount, high.Enclave.RecordCount, later.Enclave.RecordCount));
        Assert.Equal(60UL, low.Node.Counts.LastKnownBlockCumulativeTxoCount);
        Assert.Equal(Sample.Block(3).SignatureTimestamp, low.Node.Counts.HighestProcessedBlockSignatureTimestamp);
        Assert.Equal(TxOutSearchResultCode.Found, await low.Find(records[3]));
        Assert.Equal(TxOutSearchResultCode.NotFound, await low.Find(records[4]));
        Assert.Equal(TxOutSearchResultCode.Found, await high.Find(records[4]));
        // Ready, but of no use yet: a router goes on without it.
        Assert.True(later.Node.IsReady);
        Assert.Equal(Wire.FogView.MultiViewStoreQueryResponseStatus.NotReady, (await later.Node.QueryAsync(later.Begin(0).Request)).Status);

        for (ulong block = 6; block < 12; block++) await Db.AddBlockDataAsync(run, Sample.Block(block), [records[(int)block]]);
        Assert.Equal((4UL, 12UL), await low.SettledCounts());
        Assert.Equal((8UL, 12UL), await high.SettledCounts());
        Assert.Equal((12UL, 12UL), await later.SettledCounts());
        Assert.Equal(TxOutSearchResultCode.Found, await later.Find(records[8]));
    }

    [Fact]
    public async Task Restart_WhileIngestGoesOn_HasEverything()
    {
        (_, long run) = await Sample.Ingest(Db);
        List<ETxOutRecord> paid = [];
        for (ulong start = 0; start < 4; start++)
        {
            using var rig = new StoreRig(Db);
            for (ulong block = 5 * start; block < (5 * start) + 5; block++)
            {
                paid.Add(Sample.Record());
                await Db.AddBlockDataAsync(run, Sample.Block(block), [paid[^1]]);
                if (block % 2 == 0) await rig.Settle();
            }
            Assert.Equal(((5 * start) + 5, (5 * start) + 5), await rig.SettledCounts());
            QueryResponse found = await rig.Ask(0, [.. paid.Select(r => r.SearchKey.ToArray())]);
            Assert.All(found.FixedTxOutSearchResults, r => Assert.Equal(TxOutSearchResultCode.Found, r.ResultCode));
        }
    }

    [Fact]
    public async Task Start_LoadsAllTogether_ThenGoesOnBlockByBlock()
    {
        (CompressedRistretto key, long run) = await Sample.Ingest(Db);
        ETxOutRecord[] records = Sample.Records(70);
        // Ten outputs a block, as the counts say, and a last block with more than they say.
        for (int block = 0; block < 5; block++) await Db.AddBlockDataAsync(run, Sample.Block((ulong)block), records[(10 * block)..(10 * (block + 1))]);
        await Db.AddBlockDataAsync(run, new IngestedBlock(5, 55, 5), records[50..65]);
        using var rig = new StoreRig(Db, StoreRig.NewOptions() with { MinLoadedRecords = 20, BlockQueryBatchSize = 2 });
        Assert.Equal(55, await ViewStoreNode.EstimateAsync(rig.Options, Db, rig.Time, rig.Log));
        Assert.Equal((6UL, 6UL), await rig.SettledCounts());
        Assert.Contains("50 records of 5 blocks loaded", rig.Log.Text, StringComparison.Ordinal);
        Assert.Equal((65L, 65L, 6L), (rig.Enclave.RecordCount, rig.Counter("txos_added_count"), rig.Counter("blocks_added_count")));
        Assert.True(rig.Node.IsReady);
        await Db.AddBlockDataAsync(run, Sample.Block(6), records[65..]);
        Assert.Equal((7UL, 7UL), await rig.SettledCounts());
        foreach (ETxOutRecord record in (ETxOutRecord[])[records[0], records[49], records[50], records[64], records[69]])
        {
            Assert.Equal(TxOutSearchResultCode.Found, await rig.Find(record));
        }
        _ = key;
    }

    [Fact]
    public async Task Start_WithCountsThatMakeNoSense_LoadsBlockByBlock()
    {
        (_, long run) = await Sample.Ingest(Db);
        await Db.AddBlockDataAsync(run, new IngestedBlock(0, 900, 0), Sample.Records(5));
        await Db.AddBlockDataAsync(run, new IngestedBlock(1, 3, 0), Sample.Records(5));
        (_, long other) = await Sample.Ingest(Db, 2);
        await Db.AddBlockDataAsync(other, new IngestedBlock(2, 1UL << 62, 0), Sample.Records(5));
        await Db.AddBlockDataAsync(other, new IngestedBlock(3, (1UL << 62) + (1UL << 61), 0), Sample.Records(5));
        using var rig = new StoreRig(Db, StoreRig.NewOptions() with { MinLoadedRecords = 1 });
        await rig.Settle();
        Assert.Equal(20, rig.Enclave.RecordCount);
        Assert.True(rig.Node.IsReady);
        Assert.Contains("could not be loaded together", rig.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_AreNeverOlderThanTheCounts()
    {
        (CompressedRistretto key, long run) = await Sample.Ingest(Db);
        await Sample.Add(Db, run, 0);
        // While the store reads a block, another run begins and a block of it comes.
        bool once = true;
        long second = 0;
        IRecoveryDb racing = Intercepted.Of(Db, async (method, call) =>
        {
            object? answer = await call();
            if (method != nameof(IRecoveryDb.GetTxOutsByBlockRangeAndKeyAsync) || !once) return answer;
            once = false;
            second = await Db.NewIngestInvocationAsync(run, key, Sample.EgressKey(), 1);
            await Sample.Add(Db, second, 1);
            return answer;
        });
        using var rig = new StoreRig(racing);
        await rig.Node.StepAsync();
        Assert.Equal(1UL, rig.Node.Counts.HighestProcessedBlockCount);
        Assert.Equal(second, (await rig.Ask(0)).Rngs.Max(r => r.IngestInvocationId));
        Assert.Equal((2UL, 2UL), await rig.SettledCounts());
    }

    [Fact]
    public async Task KeyEnteredWhileBlocksAreRead_HoldsBackWhatItDidNotDeliver()
    {
        (_, long run) = await Sample.Ingest(Db);
        await Sample.Add(Db, run, 0);
        bool once = true;
        IRecoveryDb racing = Intercepted.Of(Db, async (method, call) =>
        {
            if (method == nameof(IRecoveryDb.GetTxOutsByBlockRangeAndKeyAsync) && once)
            {
                once = false;
                await Sample.Ingest(Db); // from block 1 on
                await Sample.Add(Db, run, 1, 2);
            }
            return await call();
        });
        using var rig = new StoreRig(racing, StoreRig.NewOptions() with { BlockQueryBatchSize = 10 });
        Assert.Equal((1UL, 3UL), await rig.SettledCounts());
    }

    private static IEnumerable<ulong> Blocks(ulong start, ulong end)
    {
        for (ulong block = start; block < end; block++) yield return block;
    }
}

public sealed class LmdbStoreTests : StoreContract
{
    private protected override Task<Store> CreateStore() => Task.FromResult<Store>(new LmdbStore());
}

public sealed class PostgresStoreTests(PostgresCluster cluster) : StoreContract
{
    private protected override async Task<Store> CreateStore()
    {
        Assert.SkipWhen(cluster.Missing is not null, cluster.Missing ?? "");
        return await PostgresStore.Create(cluster);
    }
}
