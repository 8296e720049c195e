// Fact sheet fog §5.7, §8.3: shards are added while the router runs; and what operators are told of them.
using System.Text.Json.Nodes;
using Grpc.Core;
using MobileCoin.FogView;
using MobileCoin.Transactions;
using MobileCoin.ViewEnclave;
using MobileCoin.ViewEnclave.Test;
using MobileCoin.Wire.Uris;

namespace MobileCoin.FogShards.Test;

public sealed class ShardTableTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("insecure-fog-view-store://new.test:1/", null)]
    [InlineData("insecure-fog-view-store://new.test:1/?sharding_strategy=0-1", null)]
    [InlineData("insecure-fog-view-store://new.test:1/?sharding_strategy=default", null)]
    [InlineData("fog-view-store://new.test/", null)]
    [InlineData("", StatusCode.InvalidArgument)]
    [InlineData("new.test:1", StatusCode.InvalidArgument)]
    [InlineData("insecure-fog-view://new.test:1/", StatusCode.InvalidArgument)]
    [InlineData("insecure-key-image-store://new.test:1/", StatusCode.InvalidArgument)]
    [InlineData("insecure-fog-view-store:///", StatusCode.InvalidArgument)]
    [InlineData("insecure-fog-view-store://new.test:1/?sharding_strategy=5", StatusCode.InvalidArgument)]
    [InlineData("insecure-fog-view-store://new.test:1/?sharding_strategy=5-5", StatusCode.InvalidArgument)]
    [InlineData("insecure-fog-view-store://new.test:1/?sharding_strategy=-1-5", StatusCode.InvalidArgument)]
    [InlineData("insecure-fog-view-store://new.test:1/?sharding_strategy=0-18446744073709551616", StatusCode.InvalidArgument)]
    [InlineData("insecure-fog-view-store://new.test:1/?sharding_strategy=epoch", StatusCode.InvalidArgument)]
    [InlineData("insecure-fog-view-store://new.test:1/?responder-id=nobody", StatusCode.InvalidArgument)]
    [InlineData("fog-view-store://new.test:1/?ca-bundle=/none/such.pem", StatusCode.InvalidArgument)]
    [InlineData("insecure-fog-view-store://store0.test:443/", StatusCode.FailedPrecondition)]
    [InlineData("insecure-fog-view-store://store0.test:443/?sharding_strategy=10-20", StatusCode.FailedPrecondition)]
    public async Task AShardIsAdded_OrRefused(string uri, StatusCode? refused)
    {
        using var rig = new ViewRig(ViewRig.All);
        using ShardTable real = ShardTable.Of([FogViewStoreUri.Parse("insecure-fog-view-store://store0.test:443/")], ViewStores.Open);
        using var node = new ViewRouterNode(rig.Enclave, real, ViewRouterNode.Rules, rig.Metrics, TimeProvider.System, rig.Log);
        var service = new ViewRouterAdminService(node);
        var request = new Wire.FogCommon.AddShardRequest { ShardUri = uri };
        if (refused is { } code)
        {
            RpcException e = await ViewRouterTests.RefusedAsync(code, () => service.addShard(request, null!));
            Assert.StartsWith("Add shard: ", e.Status.Detail, StringComparison.Ordinal);
            Assert.Single(node.Shards.Shards);
        }
        else
        {
            await service.addShard(request, null!);
            Assert.Equal(2, node.Shards.Shards.Count);
            await ViewRouterTests.RefusedAsync(StatusCode.FailedPrecondition, () => service.addShard(request, null!));
        }
    }

    [Fact]
    public async Task AShardThatIsAdded_IsAskedFromTheNextQueryOn()
    {
        using var rig = new ViewRig(new BlockRange(0, 10));
        var added = new FakeViewStore("added.test:443", new BlockRange(10, 20), 50);
        rig.Network.Put(added.Address, added);
        added.Enclave.AddRecords([Samples.Record(3)]);
        using Wallet wallet = rig.Wallet();
        Assert.Equal(10ul, (await rig.AskAsync(wallet, Samples.Key(3))).HighestProcessedBlockCount);
        rig.Node.AddShard(ViewRig.Shard(added.Address, added.Range).FullText);
        QueryResponse response = await rig.AskAsync(wallet, Samples.Key(3));
        Assert.Equal((20ul, TxOutSearchResultCode.Found), (response.HighestProcessedBlockCount, response.FixedTxOutSearchResults[0].ResultCode));
    }

    [Fact]
    public void TheSameShardTwice_IsNoTable()
    {
        ShardTableException e = Assert.Throws<ShardTableException>(() => ShardTable.Of([ViewRig.Shard("a.test:1", ViewRig.All), ViewRig.Shard("a.test:1", ViewRig.All)], ViewStores.Open));
        Assert.True(e.IsDuplicate);
    }

    [Fact]
    public async Task Info_TellsOfEachShardHowFarItIs_AndWhatIsWrong()
    {
        var time = new VirtualTime();
        using var rig = new ViewRig(time, ViewRouterNode.Rules, new BlockRange(0, 10), new BlockRange(10, 40), new BlockRange(40, ulong.MaxValue), new BlockRange(60, 70));
        using Wallet wallet = rig.Wallet();
        rig.Stores[1].Untrusted = new UntrustedQueryResponse { HighestProcessedBlockCount = 35, LastKnownBlockCount = 50 };
        rig.Stores[2].Untrusted = new UntrustedQueryResponse { HighestProcessedBlockCount = 45, LastKnownBlockCount = 50 };
        rig.Stores[3].IsReady = false;
        JsonObject[] before = Info(rig);
        Assert.All(before, s => Assert.Equal("unknown", (string?)s["condition"]));
        Assert.All(before, s => Assert.Null(s["last_seen"]));
        await rig.AskAsync(wallet);
        JsonObject[] shards = Info(rig);
        Assert.Equal(["ready", "ready", "ready", "not ready"], shards.Select(s => (string?)s["condition"]));
        Assert.Equal([10ul, 35ul, 45ul, null], shards.Select(s => (ulong?)s["processed_block_count"]));
        Assert.Equal([0ul, 5ul, 5ul, null], shards.Select(s => (ulong?)s["blocks_behind"]));
        Assert.Equal([(0ul, 10ul), (10ul, 40ul), (40ul, ulong.MaxValue), (60ul, 70ul)], shards.Select(s => ((ulong)s["start_block"]!, (ulong)s["end_block"]!)));
        Assert.Equal("1970-01-01T00:00:00.000Z", (string?)shards[0]["last_seen"]);
        Assert.Equal(["store1.test:443"], shards[1]["stores"]!.AsArray().Select(s => (string?)s));
        Assert.Null(shards[1]["last_error"]);
        rig.Stores[1].Instead = (_, _) => throw new IOException("no route");
        await ViewRouterTests.RefusedAsync(StatusCode.Internal, () => rig.AskAsync(wallet));
        Assert.Equal(("failing", "no route", "1970-01-01T00:00:00.000Z"), ((string?)Info(rig)[1]["condition"], (string?)Info(rig)[1]["last_error"], (string?)Info(rig)[1]["last_error_at"]));
        rig.Stores[1].Instead = null;
        await rig.AskAsync(wallet);
        // What was wrong last remains to be read.
        Assert.Equal(("ready", "no route"), ((string?)Info(rig)[1]["condition"], (string?)Info(rig)[1]["last_error"]));
    }

    [Fact]
    public async Task Readiness_IsWhetherAQueryCouldBeAnswered()
    {
        using var rig = new ViewRig(new BlockRange(0, 10), new BlockRange(10, 40));
        Assert.False(rig.Node.IsReady);
        foreach (FakeViewStore store in rig.Stores) store.IsServing = false;
        await rig.Node.ProbeAsync(Token);
        Assert.False(rig.Node.IsReady);
        rig.Stores[0].IsServing = true;
        await rig.Node.ProbeAsync(Token);
        Assert.True(rig.Node.IsReady);
        rig.Network.Put(rig.Stores[1].Address);
        await rig.Node.ProbeAsync(Token);
        Assert.False(rig.Node.IsReady);
        rig.Network.Put(rig.Stores[1].Address, rig.Stores[1]);
        await rig.Node.ProbeAsync(Token);
        Assert.True(rig.Node.IsReady);
    }

    // A store's health says nothing of whether its answers are any good.
    [Fact]
    public async Task AShardThatMisanswers_IsNotBelievedAtOnce()
    {
        var time = new VirtualTime();
        using var rig = new ViewRig(time, ViewRouterNode.Rules, ViewRig.All);
        using Wallet wallet = rig.Wallet();
        await rig.AskAsync(wallet);
        rig.Stores[0].Alter = reply => reply with { Range = new BlockRange(1, 2) };
        await ViewRouterTests.RefusedAsync(StatusCode.Internal, () => rig.AskAsync(wallet));
        await rig.Node.ProbeAsync(Token);
        Assert.False(rig.Node.IsReady);
        await time.RunAsync(() => Task.Delay(TimeSpan.FromMinutes(2), time));
        await rig.Node.ProbeAsync(Token);
        Assert.True(rig.Node.IsReady);
    }

    [Theory]
    [InlineData("insecure-fog-view-store://fog-view-0.fog-view.ns.svc:3225/", "fog-view-0")]
    [InlineData("insecure-fog-view-store://localhost:3225/", "localhost:3225")]
    [InlineData("insecure-fog-view-store://127.0.0.1:3225/", "127.0.0.1:3225")]
    [InlineData("insecure-fog-view-store://[::1]:3225/", "[::1]:3225")]
    public void Metrics_CallAShardByItsSubdomain(string uri, string name) => Assert.Equal(name, ShardUri.SubDomain(FogViewStoreUri.Parse(uri)));

    [Fact]
    public void AReplica_IsTrustedAsItsShardIs()
    {
        FogViewStoreUri shard = FogViewStoreUri.Parse("fog-view-store://balanced.test/?ca-bundle=/a%20b/c.pem&sharding_strategy=0-5&responder-id=x:1&tls-hostname=view.test");
        FogViewStoreUri replica = FogViewStoreUri.Parse(ShardUri.OfReplica(shard, FogViewStoreUri.Parse("fog-view-store://store7.test:444/")));
        Assert.Equal(("store7.test:444", "/a b/c.pem", "view.test", "store7.test:444", true), (replica.Address, replica.CaBundle, replica.TlsHostName, replica.ResponderId, replica.UseTls));
    }

    private static JsonObject[] Info(ViewRig rig) => [.. JsonNode.Parse(ShardTableJson.Of("{\"chain_id\":\"x\"}", rig.Node.Shards))!["shards"]!.AsArray().Select(s => s!.AsObject())];
}
