// What fails on the way, and that users find everything all the same: no gap before a record, no search key twice (fact sheet fog §11 item 13).
using MobileCoin.Crypto;
using MobileCoin.IngestEnclave.Test;
using MobileCoin.RecoveryDb;
using MobileCoin.Wire.IngestCommon;

namespace MobileCoin.FogIngest.Test;

public abstract partial class Scenarios
{
    private async Task<(TestNode Node, Wallet User)> ActiveAsync(Func<IngestConfig, IngestConfig>? change = null)
    {
        TestNode node = await World.StartAsync("a.test:1", change: change);
        await node.Node.ActivateAsync();
        Wallet user = World.NewUser();
        World.Pay(node.Key, user, null, user);
        await node.RunAsync();
        return (node, user);
    }

    private async Task GoesOnAsync(TestNode node, Wallet user)
    {
        World.Pay(node.Key, user, user);
        await node.RunAsync();
        Assert.True(node.IsActive);
        Assert.Equal(World.Blocks.Count, node.Node.GetStatus().NextBlockIndex);
        await World.RequireAllFoundAsync();
    }

    [Theory]
    [InlineData(nameof(IRecoveryDb.AddManyBlocksDataAsync), true)]
    [InlineData(nameof(IRecoveryDb.AddManyBlocksDataAsync), false)]
    [InlineData(nameof(IRecoveryDb.SetReportAsync), true)]
    [InlineData(nameof(IRecoveryDb.SetReportAsync), false)]
    public async Task AnAnswerThatIsLost_IsAskedForAgain_AndNobodyElseHasWon(string method, bool afterwards)
    {
        (TestNode node, Wallet user) = await ActiveAsync();
        long run = node.Node.GetStatus().IngestInvocationId;
        node.Faults.Fail(method, 3, afterwards);
        World.Pay(node.Key, user);
        TimeSpan before = World.Time.Elapsed;
        await node.RunAsync();
        Assert.Equal(TimeSpan.FromSeconds(1 + 2 + 3), World.Time.Elapsed - before);
        Assert.Equal(run, node.Node.GetStatus().IngestInvocationId);
        await GoesOnAsync(node, user);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ARunThatMayBeEntered_IsFound_OrEntered(bool afterwards)
    {
        TestNode node = await World.StartAsync("a.test:1");
        await node.Node.ActivateAsync();
        Wallet user = World.NewUser();
        node.Faults.Fail(nameof(IRecoveryDb.NewIngestInvocationAsync), 2, afterwards);
        await GoesOnAsync(node, user);
        Assert.Single(await World.RunsEndedAsync());
    }

    [Fact]
    public async Task PausesGrow_UpToHalfAMinute()
    {
        (TestNode node, Wallet user) = await ActiveAsync();
        node.Faults.Fail(nameof(IRecoveryDb.AddManyBlocksDataAsync), 35);
        World.Pay(node.Key, user);
        TimeSpan before = World.Time.Elapsed;
        await node.RunAsync();
        Assert.Equal(TimeSpan.FromSeconds((30 * 31 / 2) + (5 * 30)), World.Time.Elapsed - before);
        await GoesOnAsync(node, user);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AStoreThatIsGivenUp_EndsTheRun_AndWhatWasStoredAfterAllIsNotScannedAgain(bool wasStored)
    {
        (TestNode node, Wallet user) = await ActiveAsync();
        World.Pay(node.Key, user, user);
        using var stop = new CancellationTokenSource();
        void Stop(string name)
        {
            if (name != nameof(IRecoveryDb.AddManyBlocksDataAsync)) return;
            stop.Cancel();
            throw FaultyDb.Gone();
        }
        if (wasStored) node.Faults.After = Stop;
        else node.Faults.Before = Stop;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => World.Time.RunAsync(() => node.Node.StepAsync(stop.Token)));
        (node.Faults.Before, node.Faults.After) = (static _ => { }, static _ => { });
        RistrettoPublic egress = node.Enclave.GetKexRngPubkey().PublicKey;
        await GoesOnAsync(node, user);
        Assert.NotEqual(egress, node.Enclave.GetKexRngPubkey().PublicKey);
        Assert.Equal<bool>([true, false], await World.RunsEndedAsync());
    }

    [Fact]
    public async Task AStoreThatIsRefusedForGood_EndsTheRun()
    {
        (TestNode node, Wallet user) = await ActiveAsync();
        node.Faults.Fail(nameof(IRecoveryDb.AddManyBlocksDataAsync), 1, with: static () => new RecoveryDbException(RecoveryDbError.SearchKeyTwice, "it is there"));
        World.Pay(node.Key, user);
        Assert.Equal(IngestNode.TurnOutcome.Failed, await World.Time.RunAsync(() => node.Node.TurnAsync(default)));
        Assert.True(node.IsActive);
        Assert.Equal(0, node.Node.GetStatus().IngestInvocationId);
        await GoesOnAsync(node, user);
        Assert.Equal<bool>([true, false], await World.RunsEndedAsync());
    }

    [Theory]
    [InlineData(RecoveryDbError.Schema)]
    [InlineData(RecoveryDbError.Orm)]
    public async Task AStoreThatOnlyAnOperatorCanMend_HasOneEgressKeyForAllAttempts(RecoveryDbError error)
    {
        (TestNode node, Wallet user) = await ActiveAsync();
        node.Faults.Fail(nameof(IRecoveryDb.AddManyBlocksDataAsync), 5, with: () => new RecoveryDbException(error, "another version"));
        World.Pay(node.Key, user);
        await node.RunAsync();
        await GoesOnAsync(node, user);
        Assert.Equal<bool>([false], await World.RunsEndedAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AnEnclaveThatRefuses_HasAnotherEgressKeyAfterwards(bool afterItsWork)
    {
        (TestNode node, Wallet user) = await ActiveAsync();
        KexRngPubkey egress = node.Enclave.GetKexRngPubkey();
        bool fails = true;
        void Refuse()
        {
            if (!fails) return;
            fails = false;
            node.Enclave.PeerConnect(new MobileCoin.Blockchain.ResponderId("nobody:1"), []);
        }
        if (afterItsWork) node.FaultyEnclave.AfterIngest = answers =>
        {
            Refuse();
            return answers;
        };
        else node.FaultyEnclave.BeforeIngest = _ => Refuse();
        World.Pay(node.Key, user);
        Assert.Equal(IngestNode.TurnOutcome.Failed, await World.Time.RunAsync(() => node.Node.TurnAsync(default)));
        Assert.False(fails);
        Assert.NotEqual(egress.PublicKey, node.Enclave.GetKexRngPubkey().PublicKey);
        await GoesOnAsync(node, user);
        Assert.Equal<bool>([true, false], await World.RunsEndedAsync());
    }

    [Fact]
    public async Task ARunThatTheOperatorEnded_IsNotMissed()
    {
        (TestNode node, Wallet user) = await ActiveAsync();
        await World.Db.DecommissionIngestInvocationAsync(node.Node.GetStatus().IngestInvocationId);
        node.FaultyEnclave.BeforeIngest = _ =>
        {
            node.FaultyEnclave.BeforeIngest = static _ => { };
            throw new InvalidOperationException("dies within the step");
        };
        World.Pay(node.Key, user);
        await Assert.ThrowsAsync<InvalidOperationException>(() => World.Time.RunAsync(() => node.Node.StepAsync()));
        await GoesOnAsync(node, user);
    }

    [Fact]
    public async Task ANodeThatDiesBetweenStoreAndStateFile_IsActiveAgain_AndGoesOnAfterTheBlock()
    {
        (TestNode node, Wallet user) = await ActiveAsync();
        byte[] before = File.ReadAllBytes(node.File.Path);
        World.Pay(node.Key, user);
        await node.RunAsync();
        node.Dispose();
        File.WriteAllBytes(node.File.Path, before);
        TestNode again = await World.StartAsync(node.Id);
        Assert.True(again.IsActive);
        Assert.Equal(World.Blocks.Count, again.Node.GetStatus().NextBlockIndex);
        await GoesOnAsync(again, user);
    }

    [Fact]
    public async Task ARestartedNode_WaitsForPeersThatCannotBeReached_AndIsIdleIfOneTookOver()
    {
        TestNode[] nodes = await World.StartClusterAsync("node", 2);
        string[] ids = [.. nodes.Select(n => n.Id)];
        await nodes[0].Node.ActivateAsync();
        nodes[0].Dispose();
        nodes[1].Dispose();
        // Its clock leaps from try to try.
        Task<TestNode> starting = Task.Run(() => World.StartAsync(ids[0], ids));
        TestNode backup = await World.StartAsync(ids[1], ids);
        TestNode active = await starting;
        Assert.True(active.IsActive);
        Assert.False(backup.IsActive);

        active.Dispose();
        World.Network.Nodes[ids[0]] = await IdleAsync();
        await backup.Node.ActivateAsync();
        Assert.True(backup.IsActive);
        Assert.False((await World.StartAsync(ids[0], ids)).IsActive);

        // Whoever is reached at the first node's address; it takes the key.
        async Task<IngestNode> IdleAsync()
        {
            byte[] state = File.ReadAllBytes(active.File.Path);
            File.Delete(active.File.Path);
            TestNode idle = await World.StartAsync(ids[0], ids);
            File.WriteAllBytes(active.File.Path, state);
            return idle.Node;
        }
    }

    [Theory]
    [InlineData("key")]
    [InlineData("peers")]
    [InlineData("own")]
    public async Task ASavedStateThatIsNotWhatIsThere_LeavesTheNodeIdle(string what)
    {
        (TestNode node, _) = await ActiveAsync();
        IngestSummary saved = node.Node.GetStatus();
        node.Dispose();
        switch (what)
        {
            case "key": saved.IngressPubkey.Data = Google.Protobuf.ByteString.CopyFrom(new byte[32]); break;
            case "peers": saved.Peers.Add("no uri"); break;
            case "own": saved.Peers.Clear(); break;
        }
        TestNode other = await World.StartAsync("b.test:1");
        await other.Node.RestoreAsync(saved);
        Assert.False(other.IsActive);
        Assert.Equal(["insecure-igp://b.test:1/"], other.Node.GetStatus().Peers);
    }

    [Fact]
    public async Task WhileTheDatabaseIsAway_TheNodeAnswers()
    {
        (TestNode node, Wallet user) = await ActiveAsync();
        var gate = new TaskCompletionSource();
        node.Faults.Gate = gate.Task;
        World.Pay(node.Key, user);
        Task<bool> step = node.Node.StepAsync();
        Assert.Equal(IngestControllerMode.Active, node.Node.GetStatus().Mode);
        await RefusedAsync(IngestError.ServerNotIdle, () => node.Node.NewKeysAsync());
        await RefusedAsync(IngestError.ServerNotIdle, () => node.Node.SyncKeysFromRemoteAsync("insecure-igp://b.test:1/"));
        Assert.Equal(IngestControllerMode.Active, (await node.Node.ActivateAsync()).Mode);
        node.Node.SetPeers(["insecure-igp://a.test:1/?responder-id=a.test:1"]);
        Assert.Equal(20UL, node.Node.SetPubkeyExpiryWindow(20).PubkeyExpiryWindow);
        Assert.Throws<IngestException>(() => node.Node.SetPubkeyExpiryWindow(19));
        Assert.False(step.IsCompleted);
        gate.SetResult();
        Assert.True(await step);
        await GoesOnAsync(node, user);
    }

    [Fact]
    public async Task ALostRace_MakesIdle_AndTheLosersKeyIsNotUsedAgain()
    {
        (TestNode node, Wallet user) = await ActiveAsync();
        TestNode rival = await World.StartAsync("b.test:1");
        await rival.Node.SyncKeysFromRemoteAsync(TestNode.UriOf(node.Id));
        await rival.Node.ActivateAsync();
        World.Pay(node.Key, user, user);
        await rival.RunAsync();
        KexRngPubkey egress = node.Enclave.GetKexRngPubkey();
        await node.RunAsync();
        Assert.False(node.IsActive);
        Assert.NotEqual(egress.PublicKey, node.Enclave.GetKexRngPubkey().PublicKey);
        Assert.Equal<bool>([true, false], await World.RunsEndedAsync());
        Assert.Equal(IngestControllerMode.Idle, node.File.Read(sealedKey: true, out _)!.Summary.Mode);
        await GoesOnAsync(rival, user);
    }

    [Fact]
    public async Task TheSourceOfBlocksFails_AndComesBack()
    {
        (TestNode node, Wallet user) = await ActiveAsync();
        World.Pay(node.Key, user);
        World.Blocks.Failure = new BlockProvider.BlockProviderException("gone", isTransient: true);
        Assert.False(await node.StepAsync());
        World.Blocks.Failure = null;
        await GoesOnAsync(node, user);
    }

    [Fact]
    public async Task AnActivationThatFails_LeavesTheNodeIdle_AndMayBeTriedAgain()
    {
        TestNode node = await World.StartAsync("a.test:1");
        node.Evidence.Fails = true;
        await RefusedAsync(IngestError.Evidence, () => node.Node.ActivateAsync());
        node.Evidence.Fails = false;
        foreach (string method in (string[])[nameof(IRecoveryDb.GetIngressKeyStatusAsync), nameof(IRecoveryDb.NewIngressKeyAsync), nameof(IRecoveryDb.SetReportAsync)])
        {
            node.Faults.Fail(method, 1, afterwards: true);
            await RefusedAsync(IngestError.RecoveryDb, () => node.Node.ActivateAsync());
            Assert.False(node.IsActive);
        }
        World.Blocks.Failure = new BlockProvider.BlockProviderException("gone", isTransient: true);
        TestNode other = await World.StartAsync("b.test:1");
        await RefusedAsync(IngestError.BlockProvider, () => other.Node.ActivateAsync());
        World.Blocks.Failure = null;
        other.Faults.Fail(nameof(IRecoveryDb.NewIngressKeyAsync), 1, with: static () => new RecoveryDbException(RecoveryDbError.IngressKeyUnsuccessfulInsert, "there"));
        await RefusedAsync(IngestError.CreatingNewIngressKey, () => other.Node.ActivateAsync());
        await node.Node.ActivateAsync();
        await GoesOnAsync(node, World.NewUser());
    }

    [Fact]
    public async Task AKeyIsNeverPublishedWithEvidenceOfAnother()
    {
        TestNode node = await World.StartAsync("a.test:1");
        node.Evidence.IsStale = true;
        await node.Node.NewKeysAsync();
        await RefusedAsync(IngestError.Evidence, () => node.Node.ActivateAsync());
        Assert.Empty(await World.Db.GetAllReportsAsync());
        node.Evidence.IsStale = false;
        await node.Node.ActivateAsync();
        PublishedReport report = Assert.Single(await World.Db.GetAllReportsAsync());
        Assert.Equal(node.Key.ToBytes(), report.Data.Evidence.ReportData!.CustomIdentity.ToArray());
    }

    [Fact]
    public async Task AStateFileThatCannotBeWritten_KeepsTheNodeFromBeingActivated_ButNotFromGoingOn()
    {
        TestNode node = await World.StartAsync("a.test:1");
        Directory.CreateDirectory(node.File.Path + ".new");
        await RefusedAsync(IngestError.StateFile, () => node.Node.NewKeysAsync());
        await RefusedAsync(IngestError.StateFile, () => node.Node.ActivateAsync());
        Assert.False(node.IsActive);
        Assert.Empty(await World.Db.GetAllReportsAsync());
        Directory.Delete(node.File.Path + ".new");
        await node.Node.ActivateAsync();
        Directory.CreateDirectory(node.File.Path + ".new");
        Wallet user = World.NewUser();
        await GoesOnAsync(node, user);
        Directory.Delete(node.File.Path + ".new");
        await GoesOnAsync(node, user);
        Assert.Equal(World.Blocks.Count, node.File.Read(sealedKey: true, out _)!.Summary.NextBlockIndex);
    }
}
