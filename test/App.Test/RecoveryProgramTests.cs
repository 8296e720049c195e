using MobileCoin.App.Recovery;
using MobileCoin.RecoveryDb;
using MobileCoin.Transactions;

namespace MobileCoin.App.Test;

/// <summary>On an embedded database; PostgreSQL's side is the database's own tests'.</summary>
public sealed class RecoveryProgramTests : IDisposable
{
    private readonly ToolRun _tool = new() { Time = new ManualTime(DateTimeOffset.UtcNow) };

    public void Dispose() => _tool.Dispose();

    [Fact]
    public async Task Migrations_MakeADatabase()
    {
        string path = _tool["db"];
        Assert.Equal("Done migrating Fog recovery DB!\n", await _tool.DoAsync(RecoveryDbMigrations.Program, "--recovery-db", path));
        Assert.True(LmdbRecoveryDb.Exists(path));
        Assert.Equal("Done migrating Fog recovery DB!\n", await _tool.DoAsync(RecoveryDbMigrations.Program, "--recovery-db", path));
        Assert.Contains("DATABASE_URL", await _tool.FailAsync(RecoveryDbMigrations.Program), StringComparison.Ordinal);
        string error = await _tool.FailAsync(RecoveryDbMigrations.Program, "--database-url", "postgres://u:secret@/x?host=/nonexistent", "--postgres-retry-count", "0");
        Assert.Contains("DATABASE_URL: Connection: /nonexistent/x", error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cleanup_EndsWhatWasLongNotActive()
    {
        string path = _tool["db"];
        long old, young;
        await using (LmdbRecoveryDb db = LmdbRecoveryDb.Open(path, new LmdbRecoveryDbOptions { TimeProvider = new ManualTime(_tool.Time.GetUtcNow().AddDays(-3)) }))
        {
            await db.NewIngressKeyAsync(default, 0, TestContext.Current.CancellationToken);
            old = await db.NewIngestInvocationAsync(null, default, new KexRngPubkeyMessage(new byte[32], 0), 0, TestContext.Current.CancellationToken);
        }
        await using (LmdbRecoveryDb db = LmdbRecoveryDb.Open(path, new LmdbRecoveryDbOptions { TimeProvider = _tool.Time }))
        {
            byte[] other = [1, .. new byte[31]];
            young = await db.NewIngestInvocationAsync(null, default, new KexRngPubkeyMessage(other, 0), 0, TestContext.Current.CancellationToken);
        }
        Assert.Empty(await _tool.DoAsync(RecoveryDbCleanup.Program, "--recovery-db", path));
        string dry = await _tool.DoAsync(RecoveryDbCleanup.Program, "--recovery-db", path, "--egress-keys", "--dry-run");
        Assert.StartsWith($"ingest invocation {old}, ", dry, StringComparison.Ordinal);
        Assert.Contains("dry run", dry, StringComparison.Ordinal);
        Assert.EndsWith(": ended\n", await _tool.DoAsync(RecoveryDbCleanup.Program, "--recovery-db", path, "--egress-keys"), StringComparison.Ordinal);
        Assert.Empty(await _tool.DoAsync(RecoveryDbCleanup.Program, "--recovery-db", path, "--egress-keys"));
        await using LmdbRecoveryDb after = LmdbRecoveryDb.Open(path);
        IReadOnlyList<IngestableRange> runs = await after.GetIngestableRangesAsync(TestContext.Current.CancellationToken);
        Assert.Equal([(old, true), (young, false)], runs.Select(r => (r.IngestInvocationId, r.IsDecommissioned)));
    }

    [Fact]
    public async Task WriteBench_SaysWhatItWrote()
    {
        string said = await _tool.DoAsync(RecoveryDbWriteBench.Program, "--recovery-db", _tool["db"], "--duration", "1", "--records", "3", "--blocks", "50");
        Assert.Contains("records/s", said, StringComparison.Ordinal);
        Assert.Contains("read them in", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UploadAndRestore_MakeTheSameDatabase()
    {
        string path = _tool["db"], archive = $"file://{_tool["archive"]}", state = _tool["state", "upload.json"];
        Assert.Equal("--dest is not given: nothing is uploaded\n", await _tool.DoAsync(RecoveryUploadProgram.Program));
        Assert.Equal("--dest is not given: nothing is uploaded\n", await _tool.DoAsync(RecoveryUploadProgram.Program, "--recovery-db", path, "--state-file", state));
        Assert.False(Directory.Exists(path));
        await _tool.DoAsync(RecoveryDbWriteBench.Program, "--recovery-db", path, "--duration", "1", "--records", "3", "--blocks", "50");
        string[] upload = ["--recovery-db", path, "--dest", archive, "--state-file", state, "--once"];
        await _tool.DoAsync(RecoveryUploadProgram.Program, upload);
        int segments = _tool.Files("archive").Count;
        Assert.True(segments > 0 && File.Exists(state));
        await _tool.DoAsync(RecoveryUploadProgram.Program, upload);
        Assert.Equal(segments, _tool.Files("archive").Count);
        Assert.StartsWith("restored ", await _tool.DoAsync(RecoveryRestoreProgram.Program, "--source", archive, "--recovery-db", _tool["back"]), StringComparison.Ordinal);
        await using LmdbRecoveryDb db = LmdbRecoveryDb.Open(path), back = LmdbRecoveryDb.Open(_tool["back"]);
        CancellationToken token = TestContext.Current.CancellationToken;
        Assert.Equal(await db.GetIngressKeyRecordsAsync(0, IngressPublicKeyRecordFilters.All, token), await back.GetIngressKeyRecordsAsync(0, IngressPublicKeyRecordFilters.All, token));

        Assert.Contains("there is something already", await _tool.FailAsync(RecoveryRestoreProgram.Program, "--source", archive, "--recovery-db", _tool["back"]), StringComparison.Ordinal);
        Assert.Contains("there is no recovery database", await _tool.FailAsync(RecoveryRestoreProgram.Program, "--source", $"file://{_tool["no"]}", "--recovery-db", _tool["b"]), StringComparison.Ordinal);
        Assert.Contains("the state of an upload to file://", await _tool.FailAsync(RecoveryUploadProgram.Program, ["--recovery-db", path, "--dest", $"file://{_tool["other"]}", "--state-file", state, "--once"]), StringComparison.Ordinal);
        Assert.Contains("neither --database-url", await _tool.FailAsync(RecoveryUploadProgram.Program, "--dest", archive), StringComparison.Ordinal);
        Assert.Contains("neither file nor s3", await _tool.FailAsync(RecoveryUploadProgram.Program, "--dest", "http://a/b"), StringComparison.Ordinal);
    }
}
