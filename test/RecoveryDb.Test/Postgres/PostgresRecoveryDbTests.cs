using MobileCoin.Curve25519;

namespace MobileCoin.RecoveryDb.Test;

public sealed class PostgresRecoveryDbTests(PostgresCluster cluster)
{
    [Fact]
    public async Task Connections_ThatTheServerEnded_AreMadeAnew()
    {
        await using PostgresStore store = await Create();
        await using PostgresRecoveryDb db = await PostgresRecoveryDb.OpenAsync(store.Url);
        var sample = new Sample(1);
        (_, long run) = await sample.Ingest(db);
        for (ulong i = 0; i < 5; i++)
        {
            await store.Execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
            await sample.Add(db, run, i);
        }
        Assert.Equal(4UL, await db.GetHighestKnownBlockIndexAsync());
    }

    [Fact]
    public async Task Watch_OfAConnectionThatTheServerEnded_ListensAgain()
    {
        await using PostgresStore store = await Create();
        IRecoveryDb db = await store.Open();
        await using IRecoveryDbWatch watch = db.Watch();
        Assert.True(await watch.WaitAsync(TimeSpan.FromMinutes(1)));
        await store.Execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
        Assert.True(await watch.WaitAsync(TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public async Task AReplica_IsReadAndRefusesToBeWritten()
    {
        await using PostgresStore store = await Create();
        store.IsSpoiled = true;
        IRecoveryDb writer = await store.Open();
        var sample = new Sample(1);
        (CompressedRistretto key, long run) = await sample.Ingest(writer);
        await store.Execute($"ALTER DATABASE {new Npgsql.NpgsqlConnectionStringBuilder(PostgresUrl.Parse(store.Url).ConnectionString).Database} SET default_transaction_read_only = on");
        await using PostgresRecoveryDb db = await PostgresRecoveryDb.OpenAsync(store.Url);
        RecoveryDbException e = await Sample.Throws(RecoveryDbError.ReadOnly, () => db.AddBlockDataAsync(run, Sample.Block(0), []));
        Assert.True(e.IsTransient);
        Assert.NotNull(await db.GetIngressKeyStatusAsync(key));
        await Sample.Throws(RecoveryDbError.ReadOnly, () => db.DecommissionIngestInvocationAsync(run));
        await sample.Add(writer, run, 0);
    }

    [Theory]
    [InlineData("host=/nonexistent dbname=fog", true)]
    [InlineData("postgres://localhost:1/fog?connect_timeout=1", true)]
    [InlineData("mysql://localhost/fog", false)]
    [InlineData("", false)]
    public async Task AServerThatIsNotThere_IsNamed(string url, bool transient)
    {
        RecoveryDbException e = await Sample.Throws(RecoveryDbError.Connection, () => PostgresRecoveryDb.OpenAsync(url, new PostgresOptions { RetryCount = 1 }));
        Assert.Equal(transient, e.IsTransient);
    }

    [Fact]
    public async Task ADatabaseThatIsNotThere_IsNamed()
    {
        await using PostgresStore store = await Create();
        RecoveryDbException e = await Sample.Throws(RecoveryDbError.Connection, () => PostgresRecoveryDb.OpenAsync(cluster.UrlOf("nothing_there")));
        Assert.Contains("nothing_there", e.Message, StringComparison.Ordinal);
        Assert.False(e.IsTransient);
    }

    /// <summary>As if the connection had failed after the server had done its work: not taken for another ingest's, nor for a failure.</summary>
    [Fact]
    public async Task WorkWhoseAnswerWasLost_IsRecognised()
    {
        await using PostgresStore store = await Create();
        IRecoveryDb db = await store.Open();
        var sample = new Sample(1);
        (CompressedRistretto key, long run) = await sample.Ingest(db);
        await db.SetReportAsync(key, "", new ReportData(run, sample.Evidence(), 10));
        await using var losing = await PostgresRecoveryDb.OpenAsync(store.Url, new PostgresOptions { RetryBackoff = TimeSpan.Zero });
        losing.LoseNextAnswer();
        Assert.Equal(default, await losing.AddBlockDataAsync(run, Sample.Block(0), sample.Records(2)));
        losing.LoseNextAnswer();
        long next = await losing.NewIngestInvocationAsync(run, key, sample.EgressKey(), 1);
        losing.LoseNextAnswer();
        await losing.DecommissionIngestInvocationAsync(next);
        losing.LoseNextAnswer();
        await losing.ReportLostIngressKeyAsync(key);
        Assert.Equal([run, next], (await db.GetIngestableRangesAsync()).Select(r => r.IngestInvocationId));
        Assert.Equal(5, (await db.SearchUserEventsAsync(0)).Events.Count);
        await Sample.Throws(RecoveryDbError.AlreadyDecommissioned, () => losing.DecommissionIngestInvocationAsync(next));
    }

    [Fact]
    public async Task AFullPool_IsTransient()
    {
        await using PostgresStore store = await Create();
        await using PostgresRecoveryDb db = await PostgresRecoveryDb.OpenAsync(
            store.Url, new PostgresOptions { ConnectionTimeout = TimeSpan.FromSeconds(1), RetryCount = 0 });
        var sample = new Sample(1);
        (_, long run) = await sample.Ingest(db);
        // Somebody holds the run's row: the one connection waits for it.
        await using var source = Npgsql.NpgsqlDataSource.Create(PostgresUrl.Parse(store.Url));
        await using Npgsql.NpgsqlConnection connection = await source.OpenConnectionAsync();
        await using Npgsql.NpgsqlTransaction transaction = await connection.BeginTransactionAsync();
        await using var command = new Npgsql.NpgsqlCommand("SELECT * FROM ingest_invocations FOR UPDATE", connection);
        await command.ExecuteNonQueryAsync();
        Task<AddBlockDataStatus> waiting = db.AddBlockDataAsync(run, Sample.Block(0), []);
        Assert.True((await Sample.Throws(RecoveryDbError.R2d2, () => db.GetHighestKnownBlockIndexAsync())).IsTransient);
        await transaction.RollbackAsync();
        Assert.Equal(default, await waiting);
    }

    [Fact]
    public async Task RowsThatAreNone_AreRefusedByName()
    {
        await using PostgresStore store = await Create();
        IRecoveryDb db = await store.Open();
        var sample = new Sample(1);
        (CompressedRistretto key, long run) = await sample.Ingest(db);
        await sample.Add(db, run, 0);
        await store.Execute("UPDATE ingested_blocks SET proto_ingested_block_data = '\\x0a7f'");
        await Sample.Throws(RecoveryDbError.Decode, () => db.GetTxOutsByBlockAndKeyAsync(key, 0));
        await store.Execute("INSERT INTO user_events (event_type, missing_blocks_start) VALUES ('missing_blocks', 3)");
        RecoveryDbException e = await Sample.Throws(RecoveryDbError.UserEventSchemaViolation, () => db.SearchUserEventsAsync(0));
        Assert.Contains("2: the column missing_blocks_end is empty", e.Message, StringComparison.Ordinal);
        await Sample.Throws(RecoveryDbError.UserEventSchemaViolation, () => db.GetMissedBlockRangesAsync());
        await store.Execute("UPDATE user_events SET new_ingest_invocation_id = NULL WHERE id = 1");
        await Sample.Throws(RecoveryDbError.UserEventSchemaViolation, () => db.SearchUserEventsAsync(0));
        await store.Execute("INSERT INTO ingress_keys (ingress_public_key, start_block) VALUES ('\\x01', 0)");
        await Sample.Throws(RecoveryDbError.IngressKeysSchemaViolation, () => db.GetIngressKeyRecordsAsync(0, default));
        await store.Execute("INSERT INTO reports (ingress_public_key, fog_report_id, report, pubkey_expiry) VALUES ('\\x01', 'x', '\\x0a7f', 0)");
        Assert.Contains("'x'", (await Sample.Throws(RecoveryDbError.Decode, () => db.GetAllReportsAsync())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ATimestampBeyondTheColumn_IsMinusOne()
    {
        await using PostgresStore store = await Create();
        IRecoveryDb db = await store.Open();
        (_, long run) = await new Sample(1).Ingest(db);
        await db.AddBlockDataAsync(run, new IngestedBlock(0, 1, ulong.MaxValue), []);
        Assert.Equal("-1", Assert.Single(await cluster.Query(store.Database, "SELECT block_signature_timestamp::text FROM ingested_blocks")));
        Assert.Equal("new_ingest_invocation 1", Assert.Single(await cluster.Query(store.Database, "SELECT event_type || ' ' || new_ingest_invocation_id FROM user_events")));
    }

    private async Task<PostgresStore> Create()
    {
        Assert.SkipWhen(cluster.Missing is not null, cluster.Missing ?? "");
        return await PostgresStore.Create(cluster);
    }
}
