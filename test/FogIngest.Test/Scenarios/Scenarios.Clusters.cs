// Upstream's scenarios of clusters (fact sheet fog §7.10).
using MobileCoin.Crypto;
using MobileCoin.IngestEnclave.Test;
using MobileCoin.Wire.IngestCommon;

namespace MobileCoin.FogIngest.Test;

public abstract partial class Scenarios
{
    [Fact]
    public async Task ThreePeers_ShareAKey_UntilItIsRetired_ThreeTimesOnOneDatabase()
    {
        for (int round = 0; round < 3; round++)
        {
            TestNode[] nodes = await World.StartClusterAsync($"round{round}-", 3);
            Assert.Equal(3, nodes.Select(n => n.Key.Encoding).Distinct().Count());
            RistrettoPublic key = nodes[0].Key;
            await nodes[0].Node.ActivateAsync();
            Assert.All(nodes, n => Assert.Equal(key, n.Key));
            Assert.Equal([true, false, false], nodes.Select(n => n.IsActive));
            foreach (TestNode other in nodes[1..]) await RefusedAsync(IngestError.AnotherActivePeer, () => other.Node.ActivateAsync());

            for (int i = 0; i < 10; i++)
            {
                World.Blocks.AppendEmpty();
                Assert.True(await nodes[0].StepAsync());
            }
            await nodes[0].Node.SetRetiredAsync(true);
            Assert.True(nodes[0].IsActive);
            for (int i = 0; i < 10; i++)
            {
                World.Blocks.AppendEmpty();
                Assert.True(await nodes[0].StepAsync());
                Assert.True(nodes[0].IsActive);
                Assert.Equal(World.Blocks.Count, nodes[0].Node.GetStatus().NextBlockIndex);
            }
            World.Blocks.AppendEmpty();
            await nodes[0].StepAsync();
            Assert.False(nodes[0].IsActive);
            Assert.Equal(World.Blocks.Count - 2, await World.Db.GetLastScannedBlockIndexAsync(key.Encoding));
            foreach (TestNode node in nodes)
            {
                IngestException e = await RefusedAsync(IngestError.KeyAlreadyRetired, () => node.Node.ActivateAsync());
                Assert.Contains(key.Encoding.ToString(), e.Message, StringComparison.Ordinal);
            }
            foreach (TestNode node in nodes) node.Dispose();
        }
        Assert.All(await World.RunsEndedAsync(), Assert.True);
    }

    [Fact]
    public async Task NodesThatAreNoPeers_WithOneKey_AreFencedByTheDatabase_AndALoserMayWinLater()
    {
        TestNode[] nodes = [await World.StartAsync("a.test:1"), await World.StartAsync("b.test:1"), await World.StartAsync("c.test:1")];
        foreach (TestNode other in nodes[1..]) await other.Node.SyncKeysFromRemoteAsync(TestNode.UriOf(nodes[0].Id));
        Assert.All(nodes, n => Assert.Equal(nodes[0].Key, n.Key));
        foreach (TestNode node in nodes) await node.Node.ActivateAsync();
        Assert.All(nodes, n => Assert.True(n.IsActive));

        Wallet user = World.NewUser();
        ulong block = World.Blocks.Count;
        World.Pay(nodes[0].Key, user);
        await Task.WhenAll(nodes.Select(n => Task.Run(n.RunAsync)));
        TestNode winner = Assert.Single(nodes, n => n.IsActive);
        long? run = await World.Db.GetInvocationIdByBlockAndKeyAsync(nodes[0].Key.Encoding, block);
        Assert.Equal(winner.Node.GetStatus().IngestInvocationId, run);
        Assert.All(nodes.Where(n => n != winner), n => Assert.Equal(0, n.Node.GetStatus().IngestInvocationId));

        winner.Dispose();
        TestNode next = nodes.First(n => n != winner);
        await next.Node.ActivateAsync();
        World.Pay(nodes[1].Enclave == winner.Enclave ? nodes[2].Key : nodes[1].Key, user, user);
        await next.RunAsync();
        Assert.True(next.IsActive);
        Assert.Equal(next.Node.GetStatus().IngestInvocationId, await World.Db.GetInvocationIdByBlockAndKeyAsync(next.Key.Encoding, block + 1));
        await World.RequireAllFoundAsync();
    }

    [Fact]
    public async Task AnIdleNodeThatLostItsKey_GetsItBack_FromWhoeverIsActivated()
    {
        TestNode[] nodes = await World.StartClusterAsync("node", 5);
        string[] ids = [.. nodes.Select(n => n.Id)];
        await nodes[0].Node.ActivateAsync();
        RistrettoPublic key = nodes[0].Key;
        nodes[0].Dispose();
        File.Delete(nodes[0].File.Path);
        nodes[0] = await World.StartAsync(ids[0], ids);
        Assert.NotEqual(key, nodes[0].Key);
        await nodes[1].Node.ActivateAsync();
        Assert.All(nodes, n => Assert.Equal(key, n.Key));
        foreach (TestNode other in nodes.Where(n => n != nodes[1])) await RefusedAsync(IngestError.AnotherActivePeer, () => other.Node.ActivateAsync());
        Assert.Equal([false, true, false, false, false], nodes.Select(n => n.IsActive));
    }

    [Fact]
    public async Task ABackupWithNewKeys_GetsTheSharedKeyBack_AtTheNextCheckup()
    {
        TestNode[] nodes = await World.StartClusterAsync("node", 3);
        await nodes[0].Node.ActivateAsync();
        RistrettoPublic key = nodes[0].Key;
        IngestSummary changed = await nodes[1].Node.NewKeysAsync();
        Assert.NotEqual(key, nodes[1].Key);
        Assert.Equal(nodes[1].Key.ToBytes(), changed.IngressPubkey.Data.ToByteArray());
        await nodes[0].Node.CheckPeersAsync();
        Assert.All(nodes, n => Assert.Equal(key, n.Key));
        await RefusedAsync(IngestError.ServerNotIdle, () => nodes[0].Node.NewKeysAsync());
        Assert.Equal(key, nodes[0].Key);
        // The backup's file has the shared key too.
        nodes[1].Dispose();
        TestNode again = await World.StartAsync(nodes[1].Id, [.. nodes.Select(n => n.Id)]);
        Assert.Equal(key, again.Key);
    }

    [Fact]
    public async Task ABackupWithOtherPeers_GetsThePeers_AtTheNextCheckup()
    {
        TestNode[] nodes = await World.StartClusterAsync("node", 3);
        await nodes[0].Node.ActivateAsync();
        nodes[1].Node.SetPeers([TestNode.UriOf(nodes[1].Id), TestNode.UriOf("elsewhere.test:1")]);
        await nodes[0].Node.CheckPeersAsync();
        Assert.Equal(nodes[0].Node.GetStatus().Peers, nodes[1].Node.GetStatus().Peers);
    }

    [Fact]
    public async Task TheKey_IsThatOfTheStateFile_AndAnotherWithoutIt()
    {
        TestNode first = await World.StartAsync("a.test:1");
        RistrettoPublic key = first.Key, egress = first.Enclave.GetKexRngPubkey().PublicKey;
        first.Dispose();
        TestNode second = await World.StartAsync("a.test:1");
        Assert.Equal(key, second.Key);
        Assert.NotEqual(egress, second.Enclave.GetKexRngPubkey().PublicKey);
        second.Dispose();
        File.Delete(second.File.Path);
        Assert.NotEqual(key, (await World.StartAsync("a.test:1")).Key);
    }

    [Fact]
    public async Task UsersRecoverAllOutputs_AcrossThreeRestarts()
    {
        Wallet[] users = [.. Enumerable.Range(0, 8).Select(_ => World.NewUser())];
        var random = new Random(7);
        TestNode node = await World.StartAsync("a.test:1");
        await node.Node.ActivateAsync();
        for (int start = 0; start < 4; start++)
        {
            if (start > 0)
            {
                node.Dispose();
                node = await World.StartAsync("a.test:1");
                Assert.True(node.IsActive);
            }
            for (int i = 0; i < 5; i++)
            {
                World.Pay(node.Key, [.. Enumerable.Range(0, random.Next(1, 12)).Select(_ => random.Next(4) == 0 ? null : users[random.Next(users.Length)])]);
                if (random.Next(2) == 0) await node.RunAsync();
            }
        }
        await node.RunAsync();
        Assert.Equal(4, (await World.RngsAsync()).Count);
        await World.RequireAllFoundAsync();
    }

    [Fact]
    public async Task NodesThatAreActivatedAtOnce_DoNotWaitForEachOther_AndAtMostOneIsActive()
    {
        TestNode[] nodes = await World.StartClusterAsync("node", 2);
        Task<IngestSummary>[] activations = [.. nodes.Select(n => Task.Run(() => n.Node.ActivateAsync()))];
        await Task.WhenAll(activations).ContinueWith(static _ => { }, TaskScheduler.Default).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.InRange(nodes.Count(n => n.IsActive), 0, 1);
    }

    [Fact]
    public async Task Activation_NeedsEveryPeer()
    {
        TestNode[] nodes = await World.StartClusterAsync("node", 3);
        nodes[2].Dispose();
        await RefusedAsync(IngestError.PeerConnection, () => nodes[0].Node.ActivateAsync());
        Assert.False(nodes[0].IsActive);
        Assert.NotEqual(nodes[0].Key, nodes[1].Key);
    }

    [Fact]
    public async Task ALostKey_LeavesUsersToldWhatWasMissed_AndANewOneGoesOn()
    {
        Wallet user = World.NewUser();
        TestNode lost = await World.StartAsync("a.test:1");
        await lost.Node.ActivateAsync();
        World.Pay(lost.Key, user);
        await lost.RunAsync();
        RistrettoPublic key = lost.Key;
        lost.Dispose();
        File.Delete(lost.File.Path);
        TestNode next = await World.StartAsync("a.test:1");
        await next.Node.ActivateAsync();
        await next.Node.ReportLostIngressKeyAsync(key.ToBytes());
        // Scanned block 1, promised up to block 1 + 10.
        Assert.Equal([new(2, 11)], await next.Node.GetMissedBlockRangesAsync());
        await RefusedAsync(IngestError.RecoveryDb, () => next.Node.ReportLostIngressKeyAsync(key.ToBytes()));
        World.Pay(next.Key, user, user);
        await next.RunAsync();
        await World.RequireAllFoundAsync();
    }
}
