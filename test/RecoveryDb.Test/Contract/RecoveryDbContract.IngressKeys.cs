using MobileCoin.Curve25519;
using MobileCoin.Transactions;

namespace MobileCoin.RecoveryDb.Test;

public abstract partial class RecoveryDbContract
{
    [Fact]
    public async Task NewIngressKey_StartsWhereAskedOrAfterTheHighestKnownBlock()
    {
        CompressedRistretto first = Sample.Key(), second = Sample.Key(), third = Sample.Key();
        Assert.Null(await Db.GetIngressKeyStatusAsync(first));
        Assert.Equal(123UL, await Db.NewIngressKeyAsync(first, 123));
        Assert.Equal(new IngressPublicKeyStatus(123, 0, Retired: false, Lost: false), await Db.GetIngressKeyStatusAsync(first));
        long run = await Db.NewIngestInvocationAsync(null, first, Sample.EgressKey(), 123);
        await Sample.Add(Db, run, 200);
        Assert.Equal(201UL, await Db.NewIngressKeyAsync(second, 123));
        Assert.Equal(300UL, await Db.NewIngressKeyAsync(third, 300));
    }

    [Fact]
    public async Task NewIngressKey_ThatIsThere_IsRefused()
    {
        CompressedRistretto key = Sample.Key();
        await Db.NewIngressKeyAsync(key, 5);
        await Sample.Throws(RecoveryDbError.IngressKeyUnsuccessfulInsert, () => Db.NewIngressKeyAsync(key, 9));
        Assert.Equal(5UL, (await Db.GetIngressKeyStatusAsync(key))!.Value.StartBlock);
    }

    [Fact]
    public async Task RetireIngressKey_GoesBothWays_AndIsSilentOnAnUnknownKey()
    {
        CompressedRistretto key = Sample.Key();
        await Db.RetireIngressKeyAsync(key, true);
        Assert.Null(await Db.GetIngressKeyStatusAsync(key));
        await Db.NewIngressKeyAsync(key, 0);
        await Db.RetireIngressKeyAsync(key, true);
        Assert.True((await Db.GetIngressKeyStatusAsync(key))!.Value.Retired);
        await Db.RetireIngressKeyAsync(key, false);
        Assert.False((await Db.GetIngressKeyStatusAsync(key))!.Value.Retired);
    }

    [Fact]
    public async Task GetIngressKeyRecords_Filters()
    {
        (CompressedRistretto plain, long run) = await Sample.Ingest(Db);
        await Sample.Add(Db, run, 0, 1, 2);
        await Db.SetReportAsync(plain, "a", new ReportData(run, Sample.Evidence(), 3));
        (CompressedRistretto retired, CompressedRistretto lost, CompressedRistretto late) = (Sample.Key(), Sample.Key(), Sample.Key());
        await Db.NewIngressKeyAsync(retired, 10);
        await Db.RetireIngressKeyAsync(retired, true);
        await Db.NewIngressKeyAsync(lost, 20);
        await Db.ReportLostIngressKeyAsync(lost);
        await Db.NewIngressKeyAsync(late, 30);

        Assert.Equal(Sorted(plain, late), await Keys(0, default));
        Assert.Equal(Sorted(plain, late, retired), await Keys(0, new(IncludeRetired: true)));
        Assert.Equal(Sorted(plain, late, lost), await Keys(0, new(IncludeLost: true)));
        Assert.Equal(Sorted(plain, late, lost, retired), await Keys(0, IngressPublicKeyRecordFilters.All));
        Assert.Equal(Sorted(late, lost), await Keys(20, IngressPublicKeyRecordFilters.All));
        Assert.Empty(await Keys(ulong.MaxValue, IngressPublicKeyRecordFilters.All));
        Assert.Equal([plain], await Keys(0, new(OnlyUnexpired: true)));
        await Sample.Add(Db, run, 3);
        Assert.Empty(await Keys(0, new(OnlyUnexpired: true)));

        IngressPublicKeyRecord record = (await Db.GetIngressKeyRecordsAsync(0, default)).Single(r => r.Key == plain);
        Assert.Equal(new IngressPublicKeyRecord(plain, new IngressPublicKeyStatus(0, 3, Retired: false, Lost: false), 3), record);

        async Task<CompressedRistretto[]> Keys(ulong start, IngressPublicKeyRecordFilters filters) =>
            [.. (await Db.GetIngressKeyRecordsAsync(start, filters)).Select(r => r.Key)];
        static CompressedRistretto[] Sorted(params CompressedRistretto[] keys) => [.. keys.Order()];
    }

    [Fact]
    public async Task ReportLostIngressKey_OfAnUnknownKey_IsRefused() =>
        await Sample.Throws(RecoveryDbError.MissingIngressKey, () => Db.ReportLostIngressKeyAsync(Sample.Key()));

    [Fact]
    public async Task ReportLostIngressKey_NeverPublished_MissesNothing()
    {
        CompressedRistretto key = Sample.Key();
        await Db.NewIngressKeyAsync(key, 10);
        await Db.ReportLostIngressKeyAsync(key);
        await Db.ReportLostIngressKeyAsync(key);
        Assert.True((await Db.GetIngressKeyStatusAsync(key))!.Value.Lost);
        Assert.Empty(await Db.GetMissedBlockRangesAsync());
    }

    [Fact]
    public async Task ReportLostIngressKey_MissesWhatWasPromisedAndNotScanned()
    {
        (CompressedRistretto idle, _) = await Sample.Ingest(Db, 10);
        await Db.SetReportAsync(idle, "", new ReportData(null, Sample.Evidence(), 20));
        await Db.ReportLostIngressKeyAsync(idle);
        (CompressedRistretto behind, long run) = await Sample.Ingest(Db, 30);
        await Sample.Add(Db, run, 30, 31);
        await Db.SetReportAsync(behind, "", new ReportData(run, Sample.Evidence(), 40));
        await Db.ReportLostIngressKeyAsync(behind);
        (CompressedRistretto done, long last) = await Sample.Ingest(Db, 50);
        await Sample.Add(Db, last, 50, 51);
        await Db.SetReportAsync(done, "", new ReportData(last, Sample.Evidence(), 52));
        await Db.ReportLostIngressKeyAsync(done);
        Assert.Equal([new BlockRange(10, 20), new BlockRange(32, 40)], await Db.GetMissedBlockRangesAsync());
        await Sample.Throws(RecoveryDbError.MissedBlocksAlreadyReported, () => Db.ReportLostIngressKeyAsync(behind));
        Assert.Equal(2, (await Db.GetMissedBlockRangesAsync()).Count);
    }

    [Fact]
    public async Task ReportLostIngressKey_OfTwoKeysThatMissTheSameBlocks_LosesBoth_AndTellsOnce()
    {
        CompressedRistretto first = Sample.Key(), second = Sample.Key();
        foreach (CompressedRistretto key in (CompressedRistretto[])[first, second])
        {
            await Db.NewIngressKeyAsync(key, 10);
            await Db.SetReportAsync(key, "", new ReportData(null, Sample.Evidence(), 20));
        }
        await Db.ReportLostIngressKeyAsync(first);
        await Db.ReportLostIngressKeyAsync(second);
        Assert.True((await Db.GetIngressKeyStatusAsync(second))!.Value.Lost);
        Assert.Equal([new BlockRange(10, 20)], await Db.GetMissedBlockRangesAsync());
        await Sample.Throws(RecoveryDbError.MissedBlocksAlreadyReported, () => Db.ReportLostIngressKeyAsync(second));
    }

    [Fact]
    public async Task NumbersThatNoDatabaseHolds_AreRefusedBeforehand()
    {
        (CompressedRistretto key, long run) = await Sample.Ingest(Db);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Db.NewIngressKeyAsync(Sample.Key(), 1UL << 63));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Db.NewIngestInvocationAsync(null, key, Sample.EgressKey(), 1UL << 63));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Db.NewIngestInvocationAsync(null, key, Sample.EgressKey(1U << 31), 0));
        await Assert.ThrowsAsync<ArgumentException>(() => Db.NewIngestInvocationAsync(null, key, new KexRngPubkeyMessage(new byte[31], 0), 0));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Db.AddBlockDataAsync(run, new IngestedBlock(1UL << 63, 0, 0), []));
        await Assert.ThrowsAsync<ArgumentException>(() => Db.AddBlockDataAsync(run, Sample.Block(0), [new ETxOutRecord(new byte[15], default)]));
        await Assert.ThrowsAsync<ArgumentException>(() => Db.AddManyBlocksDataAsync(run, [Sample.Data(1), Sample.Data(1)]));
        Assert.Null(await Db.GetHighestKnownBlockIndexAsync());
        Assert.Null(await Db.GetTxOutsByBlockAndKeyAsync(key, ulong.MaxValue));
        Assert.Null(await Db.GetCumulativeTxoCountForBlockAsync(ulong.MaxValue));
        Assert.Null(await Db.GetBlockSignatureTimestampForBlockAsync(ulong.MaxValue));
        Assert.Null(await Db.GetInvocationIdByBlockAndKeyAsync(key, ulong.MaxValue));
        Assert.Empty(await Db.GetTxOutsByBlockRangeAndKeyAsync(key, new BlockRange(ulong.MaxValue - 1, ulong.MaxValue)));
    }
}
