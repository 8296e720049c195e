using MobileCoin.Attestation;
using MobileCoin.Curve25519;

namespace MobileCoin.RecoveryDb.Test;

public abstract partial class RecoveryDbContract
{
    [Fact]
    public async Task SetReport_IsGivenOutInTheOrderOfTheIds()
    {
        (CompressedRistretto key, long run) = await Sample.Ingest(Db);
        (CompressedRistretto other, _) = await Sample.Ingest(Db);
        var dcap = new DcapEvidence(new Quote3([1, 2, 3]), null, null);
        var epid = Sample.Evidence();
        Assert.Empty(await Db.GetAllReportsAsync());
        Assert.Equal(new IngressPublicKeyStatus(0, 10, Retired: false, Lost: false), await Db.SetReportAsync(key, "b", new ReportData(run, dcap, 10)));
        await Db.SetReportAsync(key, "", new ReportData(null, epid, 11));
        Assert.Equal(
            [new PublishedReport("b", new ReportData(run, dcap, 10)), new PublishedReport("", new ReportData(null, epid, 11))], await Db.GetAllReportsAsync());

        await Db.SetReportAsync(other, "b", new ReportData(null, epid, 12));
        string longest = string.Concat(Enumerable.Repeat("ß😀", 32));
        await Db.SetReportAsync(other, longest, new ReportData(null, epid, 13));
        Assert.Equal(["b", "", longest], (await Db.GetAllReportsAsync()).Select(r => r.FogReportId));
        Assert.Equal(new ReportData(null, epid, 12), (await Db.GetAllReportsAsync())[0].Data);

        await Db.RemoveReportAsync("b");
        await Db.RemoveReportAsync("c");
        Assert.Equal(["", longest], (await Db.GetAllReportsAsync()).Select(r => r.FogReportId));
        await Db.SetReportAsync(key, "b", new ReportData(run, dcap, 14));
        Assert.Equal(["", longest, "b"], (await Db.GetAllReportsAsync()).Select(r => r.FogReportId));
        await Db.RemoveReportAsync(longest);
        await Assert.ThrowsAsync<ArgumentException>(() => Db.SetReportAsync(key, longest + "c", new ReportData(run, dcap, 14)));
        await Assert.ThrowsAsync<ArgumentException>(() => Db.SetReportAsync(key, "a\0", new ReportData(run, dcap, 14)));
        await Assert.ThrowsAsync<ArgumentException>(() => Db.SetReportAsync(key, "\ud800", new ReportData(run, dcap, 14)));
    }

    [Fact]
    public async Task SetReport_RaisesTheExpiryAndNeverLowersIt()
    {
        (CompressedRistretto key, long run) = await Sample.Ingest(Db);
        await Db.SetReportAsync(key, "", new ReportData(run, Sample.Evidence(), 20));
        IngressPublicKeyStatus status = await Db.SetReportAsync(key, "", new ReportData(run, Sample.Evidence(), 15));
        Assert.Equal(20UL, status.PubkeyExpiry);
        Assert.Equal(15UL, (await Db.GetAllReportsAsync())[0].Data.PubkeyExpiry);
        status = await Db.SetReportAsync(key, "", new ReportData(run, Sample.Evidence(), ulong.MaxValue));
        Assert.Equal((ulong)long.MaxValue, status.PubkeyExpiry);
        Assert.Equal(status, await Db.GetIngressKeyStatusAsync(key));
    }

    [Fact]
    public async Task SetReport_OfARetiredKey_WritesNothing()
    {
        (CompressedRistretto key, long run) = await Sample.Ingest(Db);
        await Db.SetReportAsync(key, "", new ReportData(run, Sample.Evidence(), 20));
        await Db.RetireIngressKeyAsync(key, true);
        Assert.Equal(new IngressPublicKeyStatus(0, 20, Retired: true, Lost: false), await Db.SetReportAsync(key, "", new ReportData(run, Sample.Evidence(), 30)));
        await Db.SetReportAsync(key, "new", new ReportData(run, Sample.Evidence(), 30));
        Assert.Equal(20UL, Assert.Single(await Db.GetAllReportsAsync()).Data.PubkeyExpiry);
        await Db.RetireIngressKeyAsync(key, false);
        Assert.Equal(30UL, (await Db.SetReportAsync(key, "", new ReportData(run, Sample.Evidence(), 30))).PubkeyExpiry);
    }

    [Fact]
    public async Task SetReport_OfUnknownKeysAndRuns_IsRefused()
    {
        (CompressedRistretto key, long run) = await Sample.Ingest(Db);
        await Sample.Throws(RecoveryDbError.MissingIngressKey, () => Db.SetReportAsync(Sample.Key(), "", new ReportData(run, Sample.Evidence(), 1)));
        await Sample.Throws(RecoveryDbError.MissingIngestInvocation, () => Db.SetReportAsync(key, "", new ReportData(run + 1, Sample.Evidence(), 1)));
        Assert.Empty(await Db.GetAllReportsAsync());
        Assert.Equal(0UL, (await Db.GetIngressKeyStatusAsync(key))!.Value.PubkeyExpiry);
    }
}
