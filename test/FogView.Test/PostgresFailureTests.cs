// A server that goes away and comes back, and rows that no writer of ours made (fact sheet fog §3.1, §5.8).
using MobileCoin.RecoveryDb;
using MobileCoin.Devnet;
using MobileCoin.Transactions;

namespace MobileCoin.FogView.Test;

public sealed class PostgresFailureTests(PostgresCluster cluster)
{
    private readonly Sample _sample = new(8);

    [Fact]
    public async Task RowsThatDoNotDecode_ArePassedOver()
    {
        Assert.SkipWhen(cluster.Missing is not null, cluster.Missing ?? "");
        await using PostgresStore store = await PostgresStore.Create(cluster);
        IRecoveryDb db = await store.Open();
        (_, long run) = await _sample.Ingest(db);
        await _sample.Add(db, run, 0, 1, 2);
        await store.Execute("UPDATE ingested_blocks SET proto_ingested_block_data = '\\x0aff' WHERE block_number = 1");
        // A record with a key of 15 bytes, and one of 300 bytes.
        string longOne = $"0ab502{"0a10"}{Convert.ToHexStringLower(_sample.Bytes(16))}12a002{new string('a', 576)}";
        await store.Execute($"UPDATE ingested_blocks SET proto_ingested_block_data = proto_ingested_block_data || '\\x0a140a0f{new string('7', 30)}120107{longOne}'::bytea WHERE block_number = 2");
        using var rig = new StoreRig(db);
        Assert.Equal((3UL, 3UL), await rig.SettledCounts());
        Assert.Equal((4L, 3L), (rig.Enclave.RecordCount, rig.Counter("bad_rows_count")));
        await _sample.Add(db, run, 3);
        Assert.Equal((4UL, 4UL), await rig.SettledCounts());
    }

    [Fact]
    public async Task ServerIsStoppedAndStarted_AnswersStay_AndItGoesOn()
    {
        Assert.SkipUnless(PrivatePostgres.IsInstalled, "postgresql is not installed");
        await using PrivatePostgres server = await PrivatePostgres.CreateAsync();
        await PostgresMigrations.RunAsync(server.UrlOf("postgres"));
        await using PostgresRecoveryDb db = await PostgresRecoveryDb.OpenAsync(server.UrlOf("postgres"), new PostgresOptions { MaxConnections = 4, RetryCount = 1 });
        (_, long run) = await _sample.Ingest(db);
        ETxOutRecord paid = _sample.Record();
        await db.AddBlockDataAsync(run, Sample.Block(0), [paid]);
        using var rig = new StoreRig(db, StoreRig.NewOptions() with { PollingInterval = TimeSpan.FromMilliseconds(20) });
        using var stop = new CancellationTokenSource();
        Task running = Task.Run(() => rig.Node.RunAsync(stop.Token));
        await Until(() => rig.Node.IsReady, running);
        await server.StopAsync();
        await Until(() => rig.Log.Text.Contains("Warning: the recovery database: Connection", StringComparison.Ordinal), running);
        Assert.Equal(TxOutSearchResultCode.Found, await rig.Find(paid));
        Assert.Equal(1UL, (await rig.Ask(0)).HighestProcessedBlockCount);
        await server.StartAsync();
        await _sample.Add(db, run, 1, 2);
        await Until(() => rig.Node.Counts.HighestProcessedBlockCount == 3, running);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    private static async Task Until(Func<bool> what, Task running)
    {
        for (int i = 0; !what(); i++)
        {
            Assert.True(i < 6000 && !running.IsCompleted, "it never came");
            await Task.Delay(5);
        }
    }
}
