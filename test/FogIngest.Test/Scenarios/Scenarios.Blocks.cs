// Blocks: small ones together, large ones in parts, and what is published with them (fact sheet fog §2.10, §11 items 10, 12, 15).
using MobileCoin.IngestEnclave.Test;
using MobileCoin.RecoveryDb;
using MobileCoin.Wire.IngestCommon;

namespace MobileCoin.FogIngest.Test;

public abstract partial class Scenarios
{
    [Fact]
    public async Task SmallBlocks_AreWorkedOnTogether_WhenTheNodeIsBehind()
    {
        (TestNode node, Wallet user) = await ActiveAsync();
        int calls = node.FaultyEnclave.Calls.Count, stores = node.Faults.CallsOf(nameof(IRecoveryDb.AddManyBlocksDataAsync));
        for (int i = 0; i < 100; i++) World.Pay(node.Key, i % 3 == 0 ? user : null, null);
        await node.RunAsync();
        Assert.InRange(node.FaultyEnclave.Calls.Count - calls, 2, 5);
        Assert.Equal(node.FaultyEnclave.Calls.Count - calls, node.Faults.CallsOf(nameof(IRecoveryDb.AddManyBlocksDataAsync)) - stores);
        await GoesOnAsync(node, user);
        IngressPublicKeyRecord key = Assert.Single(await node.Node.GetIngressKeyRecordsAsync(0, IngressPublicKeyRecordFilters.All));
        Assert.Equal(World.Blocks.Count - 1 + 10, key.Status.PubkeyExpiry);
    }

    [Fact]
    public async Task ABlockWithoutATimestamp_DoesNotKeepThoseBeforeItWaiting()
    {
        (TestNode node, Wallet user) = await ActiveAsync();
        for (int i = 0; i < 10; i++) World.Pay(node.Key, user);
        World.Blocks.WithoutTimestamp = 8;
        while (node.Node.GetStatus().NextBlockIndex < 8) Assert.True(await node.StepAsync());
        Assert.Equal(8UL, node.Node.GetStatus().NextBlockIndex);
        await node.RunAsync();
        await GoesOnAsync(node, user);
    }

    [Fact]
    public async Task TheFirstBlockThatIsThere_IsTheFirstThatIsScanned()
    {
        for (int i = 0; i < 4; i++) World.Blocks.AppendEmpty();
        TestNode node = await World.StartAsync("a.test:1");
        IngestSummary active = await node.Node.ActivateAsync();
        Assert.Equal(5UL, active.NextBlockIndex);
        Assert.False(await node.StepAsync());
        await GoesOnAsync(node, World.NewUser());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(10)]
    public async Task ARetiredKey_ScansUpToItsExpiry_AlsoWhenManyBlocksAreThere(int window)
    {
        (TestNode node, _) = await ActiveAsync(c => c with { PubkeyExpiryWindow = (ulong)window });
        ulong last = World.Blocks.Count - 1, expiry = last + (ulong)window;
        await node.Node.SetRetiredAsync(true);
        World.Blocks.AppendEmpty(30);
        await node.RunAsync();
        Assert.False(node.IsActive);
        Assert.Equal(expiry, await World.Db.GetLastScannedBlockIndexAsync(node.Key.Encoding));
        IngressPublicKeyRecord key = Assert.Single(await node.Node.GetIngressKeyRecordsAsync(0, IngressPublicKeyRecordFilters.All));
        Assert.Equal(expiry, key.Status.PubkeyExpiry);
        Assert.True(Assert.Single(await World.RunsEndedAsync()));
        Assert.Equal(IngestControllerMode.Idle, node.File.Read(sealedKey: true, out _)!.Summary.Mode);
    }

    [Fact]
    public async Task AKeyThatIsUnretired_GoesOn()
    {
        (TestNode node, Wallet user) = await ActiveAsync();
        await node.Node.SetRetiredAsync(true);
        World.Blocks.AppendEmpty(3);
        await node.RunAsync();
        await node.Node.SetRetiredAsync(false);
        World.Blocks.AppendEmpty(20);
        await GoesOnAsync(node, user);
    }

    [Fact]
    public async Task ALargeBlock_GoesThroughInParts_UnderOneKey()
    {
        (TestNode node, Wallet user) = await ActiveAsync(c => c with { MaxTransactions = 16 });
        node.FaultyEnclave.Calls.Clear();
        World.Pay(node.Key, [.. Enumerable.Range(0, 50).Select(i => i % 2 == 0 ? user : null)]);
        await node.RunAsync();
        Assert.Equal([16, 16, 16, 2], node.FaultyEnclave.Calls);
        Assert.Single(await World.RngsAsync());
        await GoesOnAsync(node, user);
    }

    [Fact]
    public async Task AnEgressKeyThatIsUsedUp_EndsWithItsRun_AndNoBlockIsUnderTwo()
    {
        (TestNode node, Wallet user) = await ActiveAsync(c => c with { MaxTransactions = 16, UserCapacity = 100 });
        for (int i = 0; i < 12; i++)
        {
            World.Pay(node.Key, [.. Enumerable.Range(0, 40).Select(n => n % 4 == 0 ? user : null)]);
            await node.RunAsync();
        }
        await GoesOnAsync(node, user);
        List<bool> ended = await World.RunsEndedAsync();
        Assert.InRange(ended.Count, 6, 8);
        Assert.All(ended.SkipLast(1), Assert.True);
        Assert.False(ended[^1]);
        // Of each key the records are where its run says that they are.
        foreach (IngestableRange run in (await World.Db.GetIngestableRangesAsync()).Where(r => r.LastIngestedBlock is not null)) Assert.InRange(run.StartBlock, 0UL, run.LastIngestedBlock!.Value);
    }

    [Fact]
    public async Task ABlockThatIsLargerThanAKeyServes_IsUnderSeveral_AndAllOfItIsFound()
    {
        (TestNode node, Wallet user) = await ActiveAsync(c => c with { UserCapacity = 64 });
        World.Pay(node.Key, [.. Enumerable.Range(0, 200).Select(n => n % 3 == 0 ? user : null)]);
        await node.RunAsync();
        await GoesOnAsync(node, user);
        Assert.True((await World.RngsAsync()).Count >= 4);
    }

    [Fact]
    public async Task OutputsOfAnyKind_HaveARecordEach()
    {
        (TestNode node, Wallet user) = await ActiveAsync();
        World.Blocks.Append([.. Hints.Hostile.Select(kind => Samples.Output(World.Random, Hints.Make(kind, node.Key, user.ViewPublic, World.Random), memo: kind.Length % 2 == 0))]);
        await GoesOnAsync(node, user);
    }

    [Fact]
    public async Task Metrics_TellWhatIsDone()
    {
        (TestNode node, Wallet user) = await ActiveAsync();
        await GoesOnAsync(node, user);
        string text = node.Metrics.ToText();
        foreach (string line in (string[])
        [
            """fog_ingest_gauge{op="last_processed_block_index"} 2""", """fog_ingest{op="blocks_processed_count"} 2""", """fog_ingest_gauge{op="last_published_pubkey_expiry"} 12""",
            """fog_ingest_duration_count{op="process_next_block_time"} 2""", """fog_ingest_duration_count{op="ingest_txs_time"} 2""",
            """fog_ingest_duration_count{op="db_add_block_data_time"} 2""", """fog_ingest_gauge{op="mode_is_idle"} 0""", """fog_ingest_gauge{op="mode_is_active"} 1""",
            """fog_ingest_gauge{op="mode"} 1""",
        ]) Assert.Contains(line, text, StringComparison.Ordinal);
    }
}
