// What dies in the middle goes on; what does not belong together is refused, and says what is wrong.
using MobileCoin.LedgerSync.Test;
using MobileCoin.RecoveryDb;
using MobileCoin.RecoveryDb.Rows;
using MobileCoin.RecoveryDb.Test;

namespace MobileCoin.RecoveryDistribution.Test;

public sealed class HostileTests(PostgresCluster cluster) : IAsyncLifetime
{
    private readonly Databases _databases = new(cluster);
    private readonly LogList _log = new();
    private IRecoveryDb _db = null!;
    private long _run;
    private Sample _sample = null!;

    private string StateFile => _databases["state"];

    public async ValueTask InitializeAsync()
    {
        _sample = new Sample(11);
        _db = await _databases.MakeAsync(onPostgres: false);
        (Curve25519.CompressedRistretto key, _run) = await _sample.Ingest(_db);
        await _sample.Add(_db, _run, 0, 1, 2, 3, 4, 5);
        await _db.SetReportAsync(key, "", new ReportData(_run, _sample.Evidence(), 20));
    }

    public ValueTask DisposeAsync() => _databases.DisposeAsync();

    [Theory, InlineData(false), InlineData(true)]
    public async Task DyingInAnyWrite_LosesNothing(bool afterWriting)
    {
        for (int dies = 1; ; dies++)
        {
            using var store = new TestStore { DiesAt = dies, DiesAfter = afterWriting };
            File.Delete(StateFile);
            try
            {
                await UploadAsync(store);
                Assert.True(dies > 3);
                return;
            }
            catch (TestStore.DiedException)
            {
                // A restoration in between takes what is whole, which may be nothing.
                if (!store.Files.Values.Any(f => Segment.Decode(f).IsComplete))
                {
                    RecoveryDistributionException e = await Assert.ThrowsAsync<RecoveryDistributionException>(() => RestoreAsync(store));
                    Assert.Matches("there is no recovery database|the first upload did not end", e.Message);
                }
            }
            if (dies % 2 == 0) File.Delete(StateFile); // lost with the machine
            await UploadAsync(store);
            await SameAsync(store);
        }
    }

    [Fact]
    public async Task OfAnUploadThatDidNotEnd_TheLastWholeOneIsRestored()
    {
        using var store = new TestStore();
        await UploadAsync(store);
        int whole = store.Files.Count;
        string before = await Databases.RowsAsync(_db);
        await _sample.Add(_db, _run, 6, 7, 8, 9);
        (store.DiesAt, store.Writes) = (2, 0);
        await Assert.ThrowsAsync<TestStore.DiedException>(() => UploadAsync(store));
        (IRecoveryDb restored, RestoreResult result) = await RestoreAsync(store);
        Assert.Equal(((ulong)whole, 1ul), (result.Segments, result.LeftOut));
        Assert.Equal(before, await Databases.RowsAsync(restored));
        await UploadAsync(store);
        await SameAsync(store);
    }

    [Fact]
    public async Task Damage_IsSaid_ByFile()
    {
        using var store = new TestStore();
        await UploadAsync(store);
        Assert.True(store.Files.Count >= 3);
        string second = Segment.PathOf(2);
        byte[] sound = store.Files[second];
        foreach (int at in (int[])[0, 8, sound.Length / 2, sound.Length - 1])
        {
            byte[] damaged = [.. sound];
            damaged[at] ^= 1;
            await Refused(store, second, damaged, at == 0 ? "no segment of a recovery database" : "the checksum is wrong");
        }
        await Refused(store, second, sound[..^1], "the checksum is wrong");
        await Refused(store, second, [], "no segment of a recovery database");
        await Refused(store, second, store.Files[Segment.PathOf(3)], "the segment says that it is number 3");
        // Another archive's, and one of the same archive that was made anew.
        using var other = new TestStore();
        File.Delete(StateFile);
        await UploadAsync(other);
        await Refused(store, second, other.Files[second], "is of another archive");
        Segment segment = Segment.Decode(sound);
        byte[] anew = new Segment
        {
            ArchiveId = segment.ArchiveId, Number = 2, Previous = segment.Previous, Positions = segment.Positions, Rows = new RowBatch { Blocks = [.. segment.Rows.Blocks.Skip(1)] },
        }.Encode();
        await Refused(store, second, anew, null, "does not follow the segment before it");
        store.Files.TryRemove(second, out _);
        RecoveryDistributionException e = await Assert.ThrowsAsync<RecoveryDistributionException>(() => RestoreAsync(store));
        Assert.Contains($"{second} is missing, and there are segments up to", e.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_databases["restored0"]));
    }

    [Fact]
    public async Task StateFilesOfOthers_AreRefused()
    {
        using TestStore store = new(), other = new();
        await UploadAsync(store);
        RecoveryDistributionException e = await Assert.ThrowsAsync<RecoveryDistributionException>(() => UploadAsync(other));
        Assert.Contains("has no segment", e.Message, StringComparison.Ordinal);
        string state = await File.ReadAllTextAsync(StateFile);
        File.Delete(StateFile);
        await UploadAsync(other);
        await File.WriteAllTextAsync(StateFile, state);
        e = await Assert.ThrowsAsync<RecoveryDistributionException>(() => UploadAsync(other));
        Assert.Contains("is another than the one that was uploaded", e.Message, StringComparison.Ordinal);
        e = await Assert.ThrowsAsync<RecoveryDistributionException>(() => UploadAsync(store, destination: "s3://b/c"));
        Assert.Contains("the state of an upload to memory, and this one is to s3://b/c", e.Message, StringComparison.Ordinal);
        foreach (string text in (string[])["", "{}", "{\"next_block\":7}", state.Replace("\"format\":1", "\"format\":2", StringComparison.Ordinal), state[..^5]])
        {
            await File.WriteAllTextAsync(StateFile, text);
            e = await Assert.ThrowsAsync<RecoveryDistributionException>(() => UploadAsync(store));
            Assert.StartsWith(StateFile + ": ", e.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task AnotherDatabase_IsNotMixedIn()
    {
        using var store = new TestStore();
        await UploadAsync(store);
        int files = store.Files.Count;
        IRecoveryDb other = await _databases.MakeAsync(onPostgres: false);
        foreach (bool withState in (bool[])[true, false])
        {
            if (!withState) File.Delete(StateFile);
            RecoveryDistributionException e = await Assert.ThrowsAsync<RecoveryDistributionException>(() => UploadAsync(store, other));
            Assert.Contains("the recovery database is another than the one that was uploaded there, or older", e.Message, StringComparison.Ordinal);
            var sample = new Sample(withState ? 98 : 99);
            (_, long run) = await sample.Ingest(other);
            await sample.Add(other, run, 0, 1, 2);
            await sample.Ingest(other);
        }
        Assert.Equal(files, store.Files.Count);
    }

    [Fact]
    public async Task TwoUploadsToOneArchive_AreNoticed()
    {
        using var store = new TestStore();
        using RecoveryUpload first = Make(store, _db, null), second = Make(store, _db, null);
        await first.RunOnceAsync(default);
        await second.RunOnceAsync(default);
        await _sample.Add(_db, _run, 6);
        RecoveryDistributionException e = await Assert.ThrowsAsync<RecoveryDistributionException>(() => first.RunOnceAsync(default));
        Assert.Contains("another upload goes to the same archive", e.Message, StringComparison.Ordinal);
        await second.RunOnceAsync(default);
        await SameAsync(store);
    }

    [Fact]
    public async Task BlocksThatComeInBehindOthers_AreFound()
    {
        using var store = new TestStore { IsListable = false };
        await _sample.Add(_db, _run, 9);
        await UploadAsync(store);
        await _sample.Add(_db, _run, 7);
        await UploadAsync(store);
        await SameAsync(store);
    }

    private RecoveryUpload Make(TestStore store, IRecoveryDb db, string? stateFile, string destination = "memory") =>
        new((IRowSource)db, store, destination, stateFile, _log, TimeProvider.System) { SegmentBytes = 1000 };

    private async Task UploadAsync(TestStore store, IRecoveryDb? db = null, string destination = "memory")
    {
        using RecoveryUpload upload = Make(store, db ?? _db, StateFile, destination);
        await upload.RunOnceAsync(default);
    }

    private async Task<(IRecoveryDb Db, RestoreResult Result)> RestoreAsync(TestStore store)
    {
        (Func<Task<IRowTarget>> target, Func<Task<IRecoveryDb>> open) = await _databases.PlaceAsync(onPostgres: false);
        RestoreResult result = await RecoveryRestore.RunAsync(store, target, _log, default);
        return (await open(), result);
    }

    private async Task SameAsync(TestStore store) => Assert.Equal(await Databases.RowsAsync(_db), await Databases.RowsAsync((await RestoreAsync(store)).Db));

    private async Task Refused(TestStore store, string path, byte[] bytes, string? why, string? orElse = null)
    {
        byte[] sound = store.Files[path];
        store.Files[path] = bytes;
        RecoveryDistributionException e = await Assert.ThrowsAsync<RecoveryDistributionException>(() => RestoreAsync(store));
        Assert.Contains(why ?? orElse!, e.Message, StringComparison.Ordinal);
        if (why is not null) Assert.Contains(path, e.Message, StringComparison.Ordinal);
        store.Files[path] = sound;
    }
}
