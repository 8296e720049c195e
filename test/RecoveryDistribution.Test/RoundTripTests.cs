// What is restored is what was uploaded, whichever the databases and the archive are (fact sheet fog §3.3-3.5 survives).
using Microsoft.Extensions.Logging;
using MobileCoin.LedgerSync.Test;
using MobileCoin.ObjectStores;
using MobileCoin.RecoveryDb;
using MobileCoin.RecoveryDb.Rows;
using MobileCoin.RecoveryDb.Test;

namespace MobileCoin.RecoveryDistribution.Test;

public sealed class RoundTripTests(PostgresCluster cluster) : IAsyncLifetime
{
    private readonly Databases _databases = new(cluster);
    private readonly LogList _log = new();

    public ValueTask InitializeAsync()
    {
        Assert.SkipWhen(cluster.Missing is not null, cluster.Missing ?? "");
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _databases.DisposeAsync();

    // Uploads in the middle of histories, small segments, restorations of what there is by then; and what was restored goes on as the other would.
    [Theory]
    [InlineData(false, false, 1)]
    [InlineData(false, true, 2)]
    [InlineData(true, false, 3)]
    [InlineData(true, true, 4)]
    public async Task RandomHistories_SurviveTheRoundTrip(bool fromPostgres, bool toPostgres, int seed)
    {
        for (int i = 0; i < 3; i++)
        {
            var history = new RandomHistory((seed * 1000) + i);
            IRecoveryDb db = await _databases.MakeAsync(fromPostgres);
            using var store = new TestStore();
            string stateFile = _databases[$"state{seed}-{i}"];
            for (int part = 0; part < 4; part++)
            {
                await history.RunAsync(db, 25);
                using var upload = new RecoveryUpload((IRowSource)db, store, "memory", part == 2 ? null : stateFile, _log, TimeProvider.System) { SegmentBytes = 3000 };
                await upload.RunOnceAsync(default);
                int files = store.Files.Count;
                Assert.Equal(0, await upload.RunOnceAsync(default));
                Assert.Equal(files, store.Files.Count);
                if (part == 2) File.Delete(stateFile); // the next one finds the archive's end
            }
            (Func<Task<IRowTarget>> target, Func<Task<IRecoveryDb>> open) = await _databases.PlaceAsync(toPostgres);
            RestoreResult result = await RecoveryRestore.RunAsync(store, target, _log, default);
            Assert.Equal((ulong)store.Files.Count, result.Segments);
            IRecoveryDb restored = await open();
            await history.Model.Check(restored);
            Assert.Equal(await Databases.RowsAsync(db), await Databases.RowsAsync(restored));
            Assert.Equal((await db.SearchUserEventsAsync(0)).NextStartFromUserEventId, (await restored.SearchUserEventsAsync(0)).NextStartFromUserEventId);
            await history.RunAsync(restored, 25);
            await history.Model.Check(restored);
        }
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task ToAFolderAndToABucket_AndBack(bool toBucket)
    {
        var s3 = new FakeS3 { PageSize = 2 };
        await using ArchiveServer server = await ArchiveServer.StartAsync(s3.AnswerAsync);
        DistributionUri uri = DistributionUri.Parse(
            toBucket ? $"s3://{FakeS3.Bucket}/fog/recovery?region={FakeS3.Region}&endpoint={Uri.EscapeDataString(server.Url)}" : $"file://{_databases["archive"]}", isPublicByDefault: false);
        IRecoveryDb db = await _databases.MakeAsync(onPostgres: toBucket);
        var history = new RandomHistory(77);
        await history.RunAsync(db, 120);
        using (var upload = new RecoveryUpload(db, uri, _databases["state"], Variable, _log, TimeProvider.System) { SegmentBytes = 4000 })
        {
            Assert.True(await upload.RunOnceAsync(default) > 1);
            await history.RunAsync(db, 20);
            Assert.True(await upload.RunOnceAsync(default) > 0);
        }
        Assert.Null(s3.Objection);
        Assert.All(s3.Acls.Values, a => Assert.Equal("", a)); // not for everyone
        Assert.Equal(toBucket, s3.Objects.ContainsKey("fog/recovery/" + Segment.PathOf(1)));
        string path = _databases["back"];
        RestoreResult result = await RecoveryRestore.ToFolderAsync(uri, path, Variable, _log);
        Assert.Equal(0ul, result.LeftOut);
        await using LmdbRecoveryDb restored = LmdbRecoveryDb.Open(path);
        Assert.Equal(await Databases.RowsAsync(db), await Databases.RowsAsync(restored));
        RecoveryDbException e = await Assert.ThrowsAsync<RecoveryDbException>(() => RecoveryRestore.ToFolderAsync(uri, path, Variable, _log));
        Assert.Contains("there is something already", e.Message, StringComparison.Ordinal);
    }

    // What there is to lose in a round trip, by name.
    [Theory, InlineData(false), InlineData(true)]
    public async Task NullsFlagsTimesAndGaps_AreKept(bool toPostgres)
    {
        var sample = new Sample(5);
        IRecoveryDb db = await _databases.MakeAsync(onPostgres: true);
        (Curve25519.CompressedRistretto key, long run) = await sample.Ingest(db, 3);
        await Sample.Throws(RecoveryDbError.EgressKeyAlreadyUsed, async () =>
        {
            var egress = sample.EgressKey();
            await db.NewIngestInvocationAsync(null, key, egress, 3);
            await db.NewIngestInvocationAsync(null, key, egress, 3); // takes an id, and gives none back
        });
        (Curve25519.CompressedRistretto lost, _) = await sample.Ingest(db);
        await db.AddBlockDataAsync(run, new IngestedBlock(3, 10, ulong.MaxValue), []);
        await db.SetReportAsync(key, "none", new ReportData(null, sample.Evidence(), 9));
        await db.SetReportAsync(key, "", new ReportData(run, sample.Evidence(), 9));
        await db.SetReportAsync(lost, "lost", new ReportData(null, sample.Evidence(), 50));
        await db.RetireIngressKeyAsync(key, true);
        await db.ReportLostIngressKeyAsync(lost);
        await db.DecommissionIngestInvocationAsync(run);
        using var store = new TestStore();
        using var upload = new RecoveryUpload((IRowSource)db, store, "memory", null, _log, TimeProvider.System);
        Assert.Equal(1, await upload.RunOnceAsync(default));
        (Func<Task<IRowTarget>> target, Func<Task<IRecoveryDb>> open) = await _databases.PlaceAsync(toPostgres);
        await RecoveryRestore.RunAsync(store, target, _log, default);
        IRecoveryDb restored = await open();
        Assert.Equal(await db.GetIngressKeyRecordsAsync(0, IngressPublicKeyRecordFilters.All), await restored.GetIngressKeyRecordsAsync(0, IngressPublicKeyRecordFilters.All));
        Assert.Equal(await db.GetAllReportsAsync(), await restored.GetAllReportsAsync());
        Assert.Equal(ulong.MaxValue, await restored.GetBlockSignatureTimestampForBlockAsync(3));
        Assert.Equal(
            (await db.GetExpiredInvocationsAsync(DateTimeOffset.MaxValue)).Select(i => (i.IngestInvocationId, i.LastActiveAt.ToUnixTimeMilliseconds())),
            (await restored.GetExpiredInvocationsAsync(DateTimeOffset.MaxValue)).Select(i => (i.IngestInvocationId, i.LastActiveAt.ToUnixTimeMilliseconds())));
        Assert.Equal(Texts(await db.SearchUserEventsAsync(1)), Texts(await restored.SearchUserEventsAsync(1)));
        // The constraints hold for what comes.
        await Sample.Throws(RecoveryDbError.AlreadyDecommissioned, () => restored.DecommissionIngestInvocationAsync(run));
        await Sample.Throws(RecoveryDbError.MissedBlocksAlreadyReported, () => restored.ReportLostIngressKeyAsync(lost));
        Assert.True((await restored.AddBlockDataAsync(run, Sample.Block(3), [])).BlockAlreadyScannedWithThisKey);
        long next = await restored.NewIngestInvocationAsync(null, key, sample.EgressKey(), 4);
        Assert.True(next > run);
        Assert.True((await db.SearchUserEventsAsync(0)).NextStartFromUserEventId < (await restored.SearchUserEventsAsync(0)).NextStartFromUserEventId);
    }

    [Fact]
    public async Task OnlyWhatIsNew_IsUploaded()
    {
        var sample = new Sample(6);
        IRecoveryDb db = await _databases.MakeAsync(onPostgres: false);
        using var store = new TestStore();
        using var upload = new RecoveryUpload((IRowSource)db, store, "memory", _databases["state"], _log, TimeProvider.System);
        Assert.Equal(0, await upload.RunOnceAsync(default)); // nothing at all
        (Curve25519.CompressedRistretto key, long run) = await sample.Ingest(db);
        (_, long other) = await sample.Ingest(db);
        await sample.Add(db, other, 0, 1, 2);
        await db.SetReportAsync(key, "", new ReportData(run, sample.Evidence(), 9));
        Assert.Equal(1, await upload.RunOnceAsync(default));
        await sample.Add(db, run, 0);
        Assert.Equal(1, await upload.RunOnceAsync(default));
        Segment second = store.At(2);
        Assert.Equal((1, 1, 0, 0, false), (second.Rows.Blocks.Count, second.Rows.Invocations.Count, second.Rows.Keys.Count, second.Rows.Events.Count, second.HasReports));
        await db.RetireIngressKeyAsync(key, true);
        using (var again = new RecoveryUpload((IRowSource)db, store, "memory", _databases["state"], _log, TimeProvider.System)) Assert.Equal(1, await again.RunOnceAsync(default));
        Segment third = store.At(3);
        Assert.Equal((0, 0, 1, 0, false), (third.Rows.Blocks.Count, third.Rows.Invocations.Count, third.Rows.Keys.Count, third.Rows.Events.Count, third.HasReports));
        await db.RemoveReportAsync("");
        using (var again = new RecoveryUpload((IRowSource)db, store, "memory", _databases["state"], _log, TimeProvider.System)) Assert.Equal(1, await again.RunOnceAsync(default));
        Assert.True(store.At(4).HasReports);
        Assert.Empty(store.At(4).Rows.Reports);
    }

    [Fact]
    public async Task TheLoop_LooksAgain_AndWaitsForWhatIsAway()
    {
        var sample = new Sample(6);
        IRecoveryDb db = await _databases.MakeAsync(onPostgres: false);
        (_, long run) = await sample.Ingest(db);
        var time = new VirtualTime();
        using var stop = new CancellationTokenSource();
        using var store = new TestStore { Failures = 2 };
        using var upload = new RecoveryUpload((IRowSource)db, store, "memory", _databases["state"], new Ending(_log, stop, store), time);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => time.RunAsync(() => upload.RunAsync(TimeSpan.FromSeconds(60), stop.Token)));
        Assert.Equal(TimeSpan.FromMinutes(2), time.Elapsed);
        Assert.Equal(2, _log.Lines.Count(l => l.Contains("not uploaded, trying again: away", StringComparison.Ordinal)));
    }

    private static string[] Texts(UserEvents events) =>
        [.. events.Events.Select(e => e is UserEvent.NewRngRecord { Record: var r } ? $"{r.IngestInvocationId} {Convert.ToHexString(r.Pubkey.PublicKey.Span)} {r.StartBlock}" : e.ToString()!)];

    private static string? Variable(string name) => name switch
    {
        "AWS_ACCESS_KEY_ID" => FakeS3.KeyId,
        "AWS_SECRET_ACCESS_KEY" => FakeS3.Secret,
        _ => null,
    };

    /// <summary>A log that ends the loop with the first segment.</summary>
    private sealed class Ending(LogList log, CancellationTokenSource stop, TestStore store) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            ((ILogger)log).Log(logLevel, eventId, state, exception, formatter);
            if (!store.Files.IsEmpty) stop.Cancel();
        }
    }
}
