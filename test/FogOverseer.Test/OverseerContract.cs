// Fact sheet fog §7.2: what the overseer does, with three nodes on each database.
using MobileCoin.Curve25519;
using MobileCoin.Hosting;
using MobileCoin.RecoveryDb;
using MobileCoin.RecoveryDb.Test;
using MobileCoin.Transactions;

namespace MobileCoin.FogOverseer.Test;

public abstract class OverseerContract : IAsyncLifetime
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    private readonly VirtualTime _time = new();
    private readonly MetricRegistry _metrics = new();
    private readonly LogList _log = new();
    private readonly List<FakeIngestNode> _nodes = [];
    private Store _store = null!;
    private IRecoveryDb _db = null!;
    private OverseerNode _overseer = null!;

    private FakeIngestNode A => _nodes[0];

    private FakeIngestNode B => _nodes[1];

    private FakeIngestNode C => _nodes[2];

    public async ValueTask InitializeAsync()
    {
        _store = await CreateStore();
        _db = await _store.Open();
        var sample = new Sample(3);
        foreach (string name in (string[])["a", "b", "c"]) _nodes.Add(new FakeIngestNode($"insecure-fog-ingest://{name}:3226/", _db, sample, _nodes));
        _overseer = new OverseerNode(_nodes, _db, _time, _metrics, _log);
    }

    public async ValueTask DisposeAsync()
    {
        if (_store is not null) await _store.DisposeAsync();
        _metrics.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task OneActiveNode_IsLeftAlone()
    {
        await A.ActivateAsync(Token);
        await A.ScanAsync(3);
        (byte[] key, string rows) = (A.Key.ToBytes(), await Rows());
        _overseer.Enable();
        for (int i = 0; i < 10; i++) Assert.Equal(OverseerCycle.OneActive, await Step());
        Assert.Equal(["a activate"], Calls());
        Assert.Equal(key, A.Key.ToBytes());
        Assert.Equal(rows, await Rows());
    }

    [Fact]
    public async Task Disabled_ItDoesNothing_AndItBeginsDisabled()
    {
        Assert.Equal(OverseerCycle.Disabled, await Step());
        Assert.Equal(0, A.Asked);
        Assert.True(_overseer.Enable());
        Assert.False(_overseer.Enable());
        Assert.True(_overseer.Disable());
        Assert.False(_overseer.Disable());
        Assert.Equal(OverseerCycle.Disabled, await Step());
        Assert.Empty(_nodes.SelectMany(n => n.Calls));
    }

    [Fact]
    public async Task AKeyThatIdleNodesHold_IsGoneOnWith()
    {
        await A.ActivateAsync(Token);
        await A.ScanAsync(3);
        CompressedRistretto key = A.Key;
        A.Restart(keepsKey: false);
        _overseer.Enable();
        Assert.Equal(OverseerCycle.ActivatedHolder, await Step());
        Assert.Equal((true, false), (B.IsActive, C.IsActive));
        Assert.Equal((key, 8ul), (B.Key, B.Next));
        Assert.Equal((false, false), await LostAndRetired(key));
        Assert.Equal(OverseerCycle.OneActive, await Step());
        Assert.DoesNotContain("new-keys", _nodes.SelectMany(n => n.Calls));
        Assert.Empty(await _db.GetMissedBlockRangesAsync());
    }

    [Fact]
    public async Task OfTheHolders_TheFirstThatCan_BecomesActive()
    {
        await A.ActivateAsync(Token);
        await A.ScanAsync(3);
        A.Restart(keepsKey: true);
        (A.FailingActivations, B.FailingActivations) = (1, 1);
        _overseer.Enable();
        Assert.Equal(OverseerCycle.ActivatedHolder, await Step());
        Assert.Equal((false, false, true), (A.IsActive, B.IsActive, C.IsActive));
        C.Restart(keepsKey: true);
        (A.FailingActivations, B.FailingActivations, C.FailingActivations) = (1, 1, 1);
        await Assert.ThrowsAsync<IngestNodeException>(Step);
        Assert.Equal(OverseerCycle.ActivatedHolder, await Step()); // the next cycle
        Assert.True(A.IsActive);
    }

    [Fact]
    public async Task AKeyThatNobodyHolds_IsLost_AndAnotherTakesItsPlace()
    {
        await A.ActivateAsync(Token);
        await A.ScanAsync(3); // blocks 5 to 7, promised up to 17
        CompressedRistretto key = A.Key;
        foreach (FakeIngestNode node in _nodes) node.Restart(keepsKey: false);
        _overseer.Enable();
        Assert.Equal(OverseerCycle.ActivatedNewKey, await Step());
        Assert.Equal((true, false), await LostAndRetired(key));
        Assert.Equal([new BlockRange(8, 17)], await _db.GetMissedBlockRangesAsync());
        FakeIngestNode active = Assert.Single(_nodes, n => n.IsActive);
        Assert.NotEqual(key, active.Key);
        Assert.Equal(8ul, active.Next);
        Assert.Equal((false, false), await LostAndRetired(active.Key));
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task ARetiredKeyThatIsScannedToItsEnd_GivesWay(bool areSame)
    {
        await A.ActivateAsync(Token);
        await A.ScanAsync(3);
        await _db.RetireIngressKeyAsync(A.Key, true);
        await A.ScanAsync(10); // beyond block 17, its expiry
        CompressedRistretto key = A.Key;
        A.Restart(keepsKey: true);
        if (!areSame) foreach (FakeIngestNode node in _nodes) node.Restart(keepsKey: false);
        _overseer.Enable();
        Assert.Equal(OverseerCycle.ActivatedNewKey, await Step());
        FakeIngestNode active = Assert.Single(_nodes, n => n.IsActive);
        Assert.NotEqual(key, active.Key);
        Assert.Equal((false, true), await LostAndRetired(key));
        Assert.Empty(await _db.GetMissedBlockRangesAsync());
    }

    [Fact]
    public async Task ARetiredKeyThatIsNotScannedToItsEnd_IsGoneOnWith()
    {
        await A.ActivateAsync(Token);
        await A.ScanAsync(3);
        await _db.RetireIngressKeyAsync(A.Key, true);
        A.Restart(keepsKey: true);
        _overseer.Enable();
        Assert.Equal(OverseerCycle.ActivatedHolder, await Step());
        Assert.True(A.IsActive);
    }

    [Fact]
    public async Task OnPartOfTheNews_NothingIsDone()
    {
        await A.ActivateAsync(Token);
        await A.ScanAsync(3);
        A.Restart(keepsKey: true);
        (B.IsSilent, C.IsSilent) = (true, true);
        _overseer.Enable();
        string rows = await Rows();
        Assert.Equal(OverseerCycle.Unresponsive, await Step());
        Assert.Equal(["a activate"], Calls());
        Assert.Equal(rows, await Rows());
        Assert.Contains("fog_overseer{op=\"unresponsive_node_count\"} 2", _metrics.ToText(), StringComparison.Ordinal);
        (B.IsSilent, C.IsSilent) = (false, false);
        Assert.Equal(OverseerCycle.ActivatedHolder, await Step());
    }

    [Fact]
    public async Task SeveralOutstandingKeys_NeedAHuman()
    {
        await A.ActivateAsync(Token);
        await A.ScanAsync(3);
        A.Restart(keepsKey: false);
        await A.ActivateAsync(Token);
        await A.ScanAsync(1);
        A.Restart(keepsKey: true);
        _overseer.Enable();
        string rows = await Rows();
        Assert.Equal(OverseerCycle.SeveralOutstanding, await Step());
        Assert.False(_overseer.IsEnabled);
        Assert.Equal(rows, await Rows());
        Assert.Equal(["activate", "activate"], _nodes.SelectMany(n => n.Calls));
        Assert.Equal(OverseerCycle.Disabled, await Step());
    }

    [Fact]
    public async Task SeveralActiveNodes_AreTheDatabasesAffair()
    {
        await A.ActivateAsync(Token);
        var other = new List<FakeIngestNode>();
        other.Add(new FakeIngestNode("d", _db, new Sample(9), other));
        await other[0].ActivateAsync(Token);
        var overseer = new OverseerNode([A, other[0]], _db, _time, new MetricRegistry(), _log);
        overseer.Enable();
        Assert.Equal(OverseerCycle.SeveralActive, await overseer.StepAsync(Token));
        Assert.Equal(["activate"], A.Calls);
    }

    [Fact]
    public async Task NewKeys_AreTriedThreeTimes_ThenOnTheNextNode()
    {
        (A.FailingNewKeys, B.FailingNewKeys, B.FailingActivations) = (3, 2, 2);
        _overseer.Enable();
        TimeSpan before = _time.Elapsed;
        Assert.Equal(OverseerCycle.ActivatedNewKey, await _time.RunAsync(() => _overseer.StepAsync(Token)));
        Assert.Equal(["new-keys", "new-keys", "new-keys"], A.Calls);
        Assert.Equal(["new-keys", "new-keys", "new-keys", "activate", "activate", "activate"], B.Calls);
        Assert.True(B.IsActive);
        Assert.Equal(TimeSpan.FromMilliseconds(6 * 200), _time.Elapsed - before);
    }

    [Fact]
    public async Task WithoutANodeThatCan_TheCycleFails_AndTheNextTriesAgain()
    {
        foreach (FakeIngestNode node in _nodes) node.FailingNewKeys = 3;
        _overseer.Enable();
        await Assert.ThrowsAsync<IngestNodeException>(() => _time.RunAsync(() => _overseer.StepAsync(Token)));
        Assert.All(_nodes, n => Assert.Equal(3, n.Calls.Count));
        A.FailingActivations = 3;
        await Assert.ThrowsAsync<IngestNodeException>(() => _time.RunAsync(() => _overseer.StepAsync(Token)));
        Assert.Equal(OverseerCycle.ActivatedNewKey, await Step());
    }

    // An activation that entered its key and then failed: the key is used, not left behind for view to wait for.
    [Fact]
    public async Task AKeyThatWasEntered_IsFinishedWith()
    {
        await B.EnterAsync();
        CompressedRistretto key = B.Key;
        _overseer.Enable();
        Assert.Equal(OverseerCycle.ActivatedHolder, await Step());
        Assert.True(B.IsActive);
        Assert.Equal(key, B.Key);
        B.Restart(keepsKey: false);
        foreach (FakeIngestNode node in _nodes) node.Restart(keepsKey: false);
        // It was published and no block was scanned: all that was promised is missed.
        Assert.Equal(OverseerCycle.ActivatedNewKey, await Step());
        Assert.Equal((true, false), await LostAndRetired(key));
        Assert.Equal([new BlockRange(5, 15)], await _db.GetMissedBlockRangesAsync());
    }

    [Fact]
    public async Task AKeyThatNobodyPublishedAndNobodyHolds_IsLost()
    {
        await B.EnterAsync();
        CompressedRistretto key = B.Key;
        B.Restart(keepsKey: false);
        _overseer.Enable();
        Assert.Equal(OverseerCycle.ActivatedNewKey, await Step());
        Assert.Equal((true, false), await LostAndRetired(key));
        Assert.Empty(await _db.GetMissedBlockRangesAsync());
    }

    [Fact]
    public async Task DisabledInTheMiddle_ItMakesNoFurtherCall()
    {
        A.OnNewKeys = () => _overseer.Disable();
        _overseer.Enable();
        Assert.Equal(OverseerCycle.Disabled, await Step());
        Assert.Equal(["new-keys"], _nodes.SelectMany(n => n.Calls));
        Assert.Empty(await _db.GetIngressKeyRecordsAsync(0, IngressPublicKeyRecordFilters.All));
    }

    [Fact]
    public async Task Metrics_TellWhatTheLastCycleSaw()
    {
        await A.ActivateAsync(Token);
        B.Key = new Sample(77).Key();
        _overseer.Enable();
        await Step();
        string text = _metrics.ToText();
        foreach ((string op, int value) in ((string, int)[])[("ingress_key_count", 2), ("egress_key_count", 3), ("active_node_count", 1), ("idle_node_count", 2)])
        {
            Assert.Contains($"fog_overseer_gauge{{op=\"{op}\"}} {value}\n", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task TheWorker_CyclesEveryFiveSeconds_AndSurvivesFailures()
    {
        using var stop = new CancellationTokenSource();
        foreach (FakeIngestNode node in _nodes) node.FailingNewKeys = 3;
        A.OnStatus = () =>
        {
            if (A.Asked == 3) stop.Cancel();
        };
        _overseer.Enable();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _time.RunAsync(() => _overseer.RunAsync(stop.Token)));
        Assert.Equal(3, A.Asked);
        Assert.True(A.IsActive);
        // Two periods, and the pauses between nine failing attempts, of which the last on each node has none.
        Assert.Equal(TimeSpan.FromSeconds(10) + TimeSpan.FromMilliseconds(6 * 200), _time.Elapsed);
        Assert.Contains(_log.Lines, l => l.Contains("the fail-over did not succeed", StringComparison.Ordinal));
    }

    private protected abstract Task<Store> CreateStore();

    private Task<OverseerCycle> Step() => _time.RunAsync(() => _overseer.StepAsync(Token));

    private async Task<(bool Lost, bool Retired)> LostAndRetired(CompressedRistretto key)
    {
        IngressPublicKeyStatus status = (await _db.GetIngressKeyStatusAsync(key))!.Value;
        return (status.Lost, status.Retired);
    }

    private string[] Calls() => [.. _nodes.SelectMany((n, i) => n.Calls.Select(c => $"{(char)('a' + i)} {c}"))];

    private async Task<string> Rows() => string.Join('\n', await _db.GetIngressKeyRecordsAsync(0, IngressPublicKeyRecordFilters.All));
}

public sealed class LmdbOverseerTests : OverseerContract
{
    private protected override Task<Store> CreateStore() => Task.FromResult<Store>(new LmdbStore());
}

public sealed class PostgresOverseerTests(PostgresCluster cluster) : OverseerContract
{
    private protected override async Task<Store> CreateStore()
    {
        Assert.SkipWhen(cluster.Missing is not null, cluster.Missing ?? "");
        return await PostgresStore.Create(cluster);
    }
}
