namespace MobileCoin.RecoveryDb.Test;

public sealed class PostgresMigrationsTests(PostgresCluster cluster) : IAsyncLifetime
{
    private string? _database;

    private string Url => cluster.UrlOf(_database!);

    public async ValueTask InitializeAsync()
    {
        if (cluster.Missing is null) _database = await cluster.CreateBareDatabase();
    }

    public async ValueTask DisposeAsync()
    {
        if (_database is not null) await cluster.DropDatabase(_database);
    }

    [Fact]
    public async Task Run_MakesTheSchemaOnce()
    {
        Require();
        Assert.Equal(PostgresMigrationState.Empty, await PostgresMigrations.FindStateAsync(Url));
        RecoveryDbException e = await Sample.Throws(RecoveryDbError.Schema, () => PostgresRecoveryDb.OpenAsync(Url));
        Assert.Contains("fog-sql-recovery-db-migrations", e.Message, StringComparison.Ordinal);
        IReadOnlyList<string>[] made = await Task.WhenAll(PostgresMigrations.RunAsync(Url), PostgresMigrations.RunAsync(Url));
        Assert.Equal(PostgresMigrations.Names, made.SelectMany(m => m));
        Assert.Equal(PostgresMigrationState.Current, await PostgresMigrations.FindStateAsync(Url));
        Assert.Empty(await PostgresMigrations.RunAsync(Url));
        Assert.Equal(["00000000000000", "20201103203017"], await cluster.Query(_database!, "SELECT version FROM __diesel_schema_migrations ORDER BY 1"));
        await using PostgresRecoveryDb db = await PostgresRecoveryDb.OpenAsync(Url);
        Assert.Null(await db.GetHighestKnownBlockIndexAsync());
    }

    /// <summary>The names that the fact sheet gives, or that PostgreSQL makes where it gives none.</summary>
    [Fact]
    public async Task Run_NamesConstraintsAsUpstream()
    {
        Require();
        await PostgresMigrations.RunAsync(Url);
        List<string> constraints = await cluster.Query(
            _database!, "SELECT conrelid::regclass || ' ' || conname FROM pg_constraint WHERE connamespace = 'public'::regnamespace ORDER BY 1");
        Assert.Equal(
            [
                "__diesel_schema_migrations __diesel_schema_migrations_pkey",
                "ingest_invocations ingest_invocations__fk_ingress_keys",
                "ingest_invocations ingest_invocations_egress_public_key_key",
                "ingest_invocations ingest_invocations_pkey",
                "ingested_blocks ingest_invocations__fk_ingress_keys",
                "ingested_blocks ingested_blocks__fk_ingest_invocation",
                "ingested_blocks ingested_blocks_ingest_invocation_id_block_number_key",
                "ingested_blocks ingested_blocks_ingress_public_key_block_number_key",
                "ingested_blocks ingested_blocks_pkey",
                "ingress_keys ingress_keys_pkey",
                "reports reports__fk_ingest_invocation",
                "reports reports__fk_ingress_key",
                "reports reports_fog_report_id_key",
                "reports reports_pkey",
                "user_events user_events__fk_decommissioned_ingest_invocation",
                "user_events user_events__fk_new_ingest_invocation",
                "user_events user_events_decommission_ingest_invocation_id_key",
                "user_events user_events_missing_blocks_start_missing_blocks_end_key",
                "user_events user_events_new_ingest_invocation_id_key",
                "user_events user_events_pkey",
            ],
            constraints.Order(StringComparer.Ordinal));
        Assert.Equal(
            ["idx_ingested_blocks__block_number", "idx_user_events__event_type__id"],
            await cluster.Query(_database!, "SELECT indexname::text FROM pg_indexes WHERE indexname LIKE 'idx%' ORDER BY 1"));
        Assert.Equal(
            ["ingested_blocks", "user_events"],
            await cluster.Query(_database!, "SELECT relname::text FROM pg_class WHERE 'autovacuum_enabled=false' = ANY (reloptions) AND relkind = 'r' ORDER BY 1"));
    }

    [Fact]
    public async Task Run_GoesOnWhereAnotherStopped()
    {
        Require();
        await cluster.Execute(
            _database!, "CREATE TABLE __diesel_schema_migrations (version varchar(50) PRIMARY KEY, run_on timestamp NOT NULL DEFAULT now()); INSERT INTO __diesel_schema_migrations VALUES ('00000000000000')");
        Assert.Equal(PostgresMigrationState.Pending, await PostgresMigrations.FindStateAsync(Url));
        Assert.Equal([PostgresMigrations.Names[1]], await PostgresMigrations.RunAsync(Url));
    }

    [Theory]
    [InlineData("CREATE TABLE shop (id int)")]
    [InlineData("CREATE TABLE reports (id int)")]
    public async Task ADatabaseOfAnother_IsRefused(string sql)
    {
        Require();
        await cluster.Execute(_database!, sql);
        Assert.Equal(PostgresMigrationState.Foreign, await PostgresMigrations.FindStateAsync(Url));
        await Sample.Throws(RecoveryDbError.Schema, () => PostgresMigrations.RunAsync(Url));
        await Sample.Throws(RecoveryDbError.Schema, () => PostgresRecoveryDb.OpenAsync(Url));
        Assert.Single(await cluster.Query(_database!, "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'"));
    }

    [Theory]
    [InlineData("INSERT INTO __diesel_schema_migrations VALUES ('20300101000000')", "another schema")]
    [InlineData("ALTER TABLE ingress_keys RENAME COLUMN lost TO gone", "ingress_keys.lost bool")]
    [InlineData("ALTER TABLE ingested_blocks ALTER block_number TYPE int", "ingested_blocks.block_number int8")]
    [InlineData("ALTER TABLE ingested_blocks DROP CONSTRAINT ingested_blocks_ingress_public_key_block_number_key", "ingested_blocks (ingress_public_key,block_number) is not unique")]
    [InlineData("DROP TABLE reports", "reports.")]
    public async Task ASchemaThatDiffers_IsRefusedByName(string sql, string named)
    {
        Require();
        await PostgresMigrations.RunAsync(Url);
        await cluster.Execute(_database!, sql);
        RecoveryDbException e = await Sample.Throws(RecoveryDbError.Schema, () => PostgresRecoveryDb.OpenAsync(Url));
        Assert.Contains(named, e.Message, StringComparison.Ordinal);
        Assert.Contains(_database!, e.Message, StringComparison.Ordinal);
    }

    private void Require() => Assert.SkipWhen(cluster.Missing is not null, cluster.Missing ?? "");
}
