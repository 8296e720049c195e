// What goes wrong: the database, its rows, the enclave's memory (fact sheet fog §5.5, §5.8).
using System.Reflection;
using MobileCoin.Attestation;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.FogEnclave;
using MobileCoin.RecoveryDb;
using MobileCoin.Transactions;
using MobileCoin.ViewEnclave;

namespace MobileCoin.FogView.Test;

public sealed class FailureTests : IAsyncLifetime
{
    private readonly Sample _sample = new(5);
    private readonly LmdbStore _store = new();
    private IRecoveryDb _db = null!;

    public async ValueTask InitializeAsync() => _db = await _store.Open();

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Theory]
    [InlineData(nameof(IRecoveryDb.GetIngressKeyRecordsAsync))]
    [InlineData(nameof(IRecoveryDb.GetTxOutsByBlockRangeAndKeyAsync))]
    [InlineData(nameof(IRecoveryDb.GetTxOutsByBlockAndKeyAsync))]
    [InlineData(nameof(IRecoveryDb.GetCumulativeTxoCountForBlockAsync))]
    [InlineData(nameof(IRecoveryDb.SearchUserEventsAsync))]
    public async Task DatabaseFails_OldAnswersStay_AndNothingIsLost(string failing)
    {
        (_, long run) = await _sample.Ingest(_db);
        await _sample.Add(_db, run, 0, 1, 2);
        bool down = true;
        IRecoveryDb flaky = Intercepted.Of(_db, (method, call) => down && method == failing ? throw new RecoveryDbException(RecoveryDbError.Connection, "gone") : call());
        using var rig = new StoreRig(flaky, StoreRig.NewOptions() with { MinLoadedRecords = 2 });
        for (int i = 0; i < 3; i++) Assert.False(await rig.Node.StepAsync());
        Assert.False(rig.Node.IsReady);
        Assert.Equal(default, rig.Node.Counts);
        Assert.Equal(3, rig.Log.Lines.Count(l => l.StartsWith("Warning: the recovery database: Connection: gone", StringComparison.Ordinal)));
        down = false;
        Assert.Equal((3UL, 3UL), await rig.SettledCounts());
        Assert.True(rig.Node.IsReady);
        down = true;
        await _sample.Add(_db, run, 3);
        await rig.Settle();
        // What was told stays, as a whole, however much came in. Some calls are not needed for a block more.
        bool isNeeded = failing is not (nameof(IRecoveryDb.GetTxOutsByBlockAndKeyAsync) or nameof(IRecoveryDb.GetCumulativeTxoCountForBlockAsync));
        Assert.Equal(isNeeded ? 3UL : 4UL, (await rig.Ask(0)).HighestProcessedBlockCount);
        down = false;
        Assert.Equal((4UL, 4UL), await rig.SettledCounts());
        Assert.Equal(8, rig.Enclave.RecordCount);
    }

    [Fact]
    public async Task DatabaseFailsAmidstTheLoad_NothingIsInTheEnclave_AndItBeginsAnew()
    {
        (_, long run) = await _sample.Ingest(_db);
        ETxOutRecord[] records = _sample.Records(50);
        for (int block = 0; block < 5; block++) await _db.AddBlockDataAsync(run, Sample.Block((ulong)block), records[(10 * block)..(10 * (block + 1))]);
        int reads = 0;
        IRecoveryDb flaky = Intercepted.Of(_db, (method, call) =>
            method == nameof(IRecoveryDb.GetTxOutsByBlockRangeAndKeyAsync) && ++reads == 3 ? throw new RecoveryDbException(RecoveryDbError.Connection, "gone") : call());
        using var rig = new StoreRig(flaky, StoreRig.NewOptions() with { MinLoadedRecords = 2, BlockQueryBatchSize = 1 });
        Assert.False(await rig.Node.StepAsync());
        Assert.Equal((0L, false), (rig.Enclave.RecordCount, rig.Node.IsReady));
        Assert.Equal((5UL, 5UL), await rig.SettledCounts());
        Assert.Equal(50, rig.Enclave.RecordCount);
        Assert.Equal(TxOutSearchResultCode.Found, await rig.Find(records[49]));
    }

    [Fact]
    public async Task QueriesWhileAllIsLoaded_AreAnsweredThatItIsNotReady()
    {
        (_, long run) = await _sample.Ingest(_db);
        for (ulong block = 0; block < 4; block++) await _sample.Add(_db, run, block);
        StoreRig? rig = null;
        int asked = 0;
        IRecoveryDb slow = Intercepted.Of(_db, async (method, call) =>
        {
            if (method == nameof(IRecoveryDb.GetTxOutsByBlockRangeAndKeyAsync))
            {
                Wire.FogView.MultiViewStoreQueryResponse response = await rig!.Node.QueryAsync(rig.Begin(0, Samples.Key(1)).Request);
                Assert.Equal(Wire.FogView.MultiViewStoreQueryResponseStatus.NotReady, response.Status);
                asked++;
            }
            return await call();
        });
        using (rig = new StoreRig(slow, StoreRig.NewOptions() with { MinLoadedRecords = 1, BlockQueryBatchSize = 1 }))
        {
            Assert.Equal((4UL, 4UL), await rig.SettledCounts());
            Assert.Equal(4, asked);
        }
    }

    [Fact]
    public async Task WhatNobodyExpects_EndsTheLoad()
    {
        (_, long run) = await _sample.Ingest(_db);
        await _sample.Add(_db, run, 0, 1);
        IRecoveryDb broken = Intercepted.Of(_db, (method, call) => method == nameof(IRecoveryDb.GetTxOutsByBlockRangeAndKeyAsync) ? throw new NotSupportedException("really") : call());
        using var rig = new StoreRig(broken, StoreRig.NewOptions() with { MinLoadedRecords = 1 });
        await Assert.ThrowsAsync<NotSupportedException>(() => rig.Node.StepAsync());
    }

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(1)]
    public async Task BadRecords_AreLeftOut_AndOthersServed(int minLoaded)
    {
        (_, long run) = await _sample.Ingest(_db);
        ETxOutRecord good = _sample.Record(239);
        await _db.AddBlockDataAsync(
            run, Sample.Block(0),
            [_sample.Record(240), new ETxOutRecord(new byte[16], new byte[9]), good, new ETxOutRecord(_sample.Bytes(16), Array.Empty<byte>())]);
        await _sample.Add(_db, run, 1);
        // The database itself refuses keys of another length; a table that upstream wrote may hold them.
        IRecoveryDb db = Intercepted.Of(_db, async (method, call) =>
        {
            object? answer = await call();
            return answer is IReadOnlyList<IngestedBlockData> blocks
                ? blocks.Select(b => new IngestedBlockData(b.Block, [.. b.Records, new ETxOutRecord(new byte[15] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3, 4, 5, 6 }, new byte[9])])).ToList()
                : answer;
        });
        using var rig = new StoreRig(db, StoreRig.NewOptions() with { MinLoadedRecords = minLoaded });
        Assert.Equal((2UL, 2UL), await rig.SettledCounts());
        Assert.Equal(3, rig.Enclave.RecordCount);
        Assert.Equal(5, rig.Counter("bad_rows_count"));
        Assert.Contains("Error: block 0 of ingress key", rig.Log.Text, StringComparison.Ordinal);
        Assert.Contains("4 of 5 records are none and are left out, the first: record 0: a payload of 240 bytes, expected 1 to 239", rig.Log.Text, StringComparison.Ordinal);
        Assert.Equal(TxOutSearchResultCode.Found, await rig.Find(good));
    }

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(1)]
    public async Task BlockThatDoesNotDecode_IsPassedOver(int minLoaded)
    {
        (_, long run) = await _sample.Ingest(_db);
        await _sample.Add(_db, run, 0, 1, 2, 3);
        IRecoveryDb db = Intercepted.Of(_db, async (method, call) =>
        {
            object? answer = await call();
            return answer is IReadOnlyList<IngestedBlockData> blocks && blocks.Any(b => b.Block.Index == 2) ? throw new RecoveryDbException(RecoveryDbError.Decode, "block 2") : answer;
        });
        using var rig = new StoreRig(db, StoreRig.NewOptions() with { MinLoadedRecords = minLoaded });
        Assert.Equal((4UL, 4UL), await rig.SettledCounts());
        Assert.Equal((6L, 1L), (rig.Enclave.RecordCount, rig.Counter("bad_rows_count")));
        Assert.Contains("Error: block 2 of ingress key", rig.Log.Text, StringComparison.Ordinal);
        Assert.Equal(40UL, rig.Node.Counts.LastKnownBlockCumulativeTxoCount);
    }

    [Fact]
    public async Task QueueIsFull_NothingIsFetchedUntilItIsDrained()
    {
        (_, long run) = await _sample.Ingest(_db);
        for (ulong block = 0; block < 10; block++) await _sample.Add(_db, run, block);
        using var rig = new StoreRig(_db, StoreRig.NewOptions() with { BlockQueryBatchSize = 2, MaxQueuedRecords = 7 });
        Assert.True(await rig.Node.FetchAsync());
        Assert.True(await rig.Node.FetchAsync());
        Assert.True(await rig.Node.FetchAsync());
        Assert.Equal((8.0, 4L), (rig.Gauge("db_fetcher_num_queued_records"), rig.Counter("blocks_fetched_count")));
        Assert.True(rig.Node.Drain());
        Assert.False(rig.Node.Drain());
        Assert.Equal(0, rig.Gauge("db_fetcher_num_queued_records"));
        Assert.Equal(8, rig.Enclave.RecordCount);
        Assert.False(rig.Node.IsReady);
        Assert.Equal((10UL, 10UL), await rig.SettledCounts());
        Assert.Equal((10L, 20L, 10L, 20L), (rig.Counter("blocks_fetched_count"), rig.Counter("txos_fetched_count"), rig.Counter("blocks_added_count"), rig.Counter("txos_added_count")));
        Assert.Equal((10, 10, 100), (rig.Gauge("highest_processed_block_count"), rig.Gauge("last_known_block_count"), rig.Gauge("last_known_block_cumulative_txo_count")));
        Assert.True(rig.Node.IsReady);
    }

    [Fact]
    public async Task NoMoreMemory_WhatIsThereIsServed_AndItIsSaidEveryTenMinutes()
    {
        (CompressedRistretto key, long run) = await _sample.Ingest(_db);
        ETxOutRecord paid = _sample.Record();
        await _db.AddBlockDataAsync(run, Sample.Block(0), [paid]);
        bool isFull = false;
        using var rig = new StoreRig(_db, wrap: e => new Full(e, () => isFull));
        Assert.Equal((1UL, 1UL), await rig.SettledCounts());
        isFull = true;
        await _sample.Add(_db, run, 1, 2);
        for (int i = 0; i < 100; i++)
        {
            Assert.False(await rig.Node.StepAsync());
            rig.Time.Advance(TimeSpan.FromSeconds(13));
        }
        Assert.Equal(3, rig.Log.Lines.Count(l => l.StartsWith("Critical: no memory for more records, 1 are in", StringComparison.Ordinal)));
        Assert.Equal((1UL, 1UL, true), (rig.Node.Counts.HighestProcessedBlockCount, rig.Node.Counts.LastKnownBlockCount, rig.Node.IsReady));
        Assert.Equal(TxOutSearchResultCode.Found, await rig.Find(paid));
        // What can be told is.
        await _db.NewIngestInvocationAsync(run, key, _sample.EgressKey(), 3);
        await rig.Settle();
        Assert.Equal(2, (await rig.Ask(0)).Rngs.Count);
    }

    [Fact]
    public async Task Stuck_IsSaidOnceAMinute_WithTheKeyThatLags()
    {
        CompressedRistretto lagging = _sample.Key();
        await _db.NewIngressKeyAsync(lagging, 0);
        (_, long run) = await _sample.Ingest(_db);
        await _sample.Add(_db, run, 0, 1);
        using var rig = new StoreRig(_db);
        for (int i = 0; i < 30; i++)
        {
            await rig.Settle();
            rig.Time.Advance(TimeSpan.FromSeconds(5));
        }
        Assert.Equal(2, rig.Log.Lines.Count(l => l.Contains("nothing was processed beyond 0 blocks of 2", StringComparison.Ordinal) && l.Contains(lagging.ToString(), StringComparison.Ordinal)));
        await _db.ReportLostIngressKeyAsync(lagging);
        for (int i = 0; i < 13; i++)
        {
            await rig.Settle();
            rig.Time.Advance(TimeSpan.FromSeconds(5));
        }
        Assert.Equal(1, rig.Log.Lines.Count(l => l.StartsWith("Debug: for 60 s there was no block after the 2", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Runs_AtHints_AndEndsWhenTold()
    {
        (_, long run) = await _sample.Ingest(_db);
        await _sample.Add(_db, run, 0);
        using var rig = new StoreRig(_db, StoreRig.NewOptions() with { PollingInterval = TimeSpan.FromHours(1) });
        using var stop = new CancellationTokenSource();
        Task running = Task.Run(() => rig.Node.RunAsync(stop.Token));
        await Until(() => rig.Node.IsReady, running);
        await _sample.Add(_db, run, 1, 2, 3);
        await Until(() => rig.Node.Counts.HighestProcessedBlockCount == 4, running);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    private static async Task Until(Func<bool> what, Task running)
    {
        for (int i = 0; !what(); i++)
        {
            Assert.True(i < 3000 && !running.IsCompleted, "it never came");
            await Task.Delay(10);
        }
    }

    /// <summary>An enclave that may be out of memory.</summary>
    private sealed class Full(IViewStoreEnclave enclave, Func<bool> isFull) : IViewStoreEnclave
    {
        public long RecordCount => enclave.RecordCount;

        public AcceptedSession FrontendAccept(ReadOnlySpan<byte> message) => enclave.FrontendAccept(message);

        public void FrontendClose(ChannelId session) => enclave.FrontendClose(session);

        public long LoadRecords(long most, IEnumerable<ETxOutRecord> records, IProgress<long>? progress = null, CancellationToken cancellation = default) =>
            enclave.LoadRecords(most, records, progress, cancellation);

        public void AddRecords(IReadOnlyList<ETxOutRecord> records)
        {
            if (!isFull())
            {
                enclave.AddRecords(records);
                return;
            }
            object?[] arguments = [EnclaveErrorKind.MapOverflow, "the machine has too little memory", null];
            throw (Exception)Activator.CreateInstance(typeof(EnclaveException), BindingFlags.NonPublic | BindingFlags.Instance, null, arguments, null)!;
        }

        public NonceMessage QueryStore(NonceMessage query, UntrustedQueryResponse untrusted) => enclave.QueryStore(query, untrusted);

        public X25519Public GetIdentity() => enclave.GetIdentity();

        public EnclaveReportDataContents NewReport() => enclave.NewReport();

        public VerificationResult VerifyAttestationEvidence(AttestationEvidence evidence) => enclave.VerifyAttestationEvidence(evidence);

        public AttestationEvidence GetAttestationEvidence() => enclave.GetAttestationEvidence();
    }
}
