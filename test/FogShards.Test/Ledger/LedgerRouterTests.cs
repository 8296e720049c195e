// Fact sheet fog §6.3: how the router of key images differs from that of records.
using Grpc.Core;
using MobileCoin.FogLedger;
using MobileCoin.LedgerEnclave;
using MobileCoin.LedgerEnclave.Test;
using MobileCoin.Transactions;
using MobileCoin.Wire.Attest;

namespace MobileCoin.FogShards.Test;

public sealed class LedgerRouterTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    // Genesis and three more, as upstream's test has it; then with overlaps.
    public static TheoryData<ulong[]> Layouts => new([0, 1, 1, 10, 10, 20, 20, 30], [0, 1, 0, 12, 8, 22, 5, 30], [0, 30]);

    [Theory]
    [MemberData(nameof(Layouts))]
    public async Task KeyImages_AreSpentAfterTheirBlock(ulong[] layout)
    {
        BlockRange[] ranges = [.. layout.Chunk(2).Select(r => new BlockRange(r[0], r[1]))];
        using var rig = new LedgerRig(ranges);
        using Wallet wallet = rig.Wallet();
        foreach ((int image, ulong block) in ((int, ulong)[])[(1, 0ul), (2, 9ul), (3, 11ul), (4, 29ul)])
        {
            KeyImageResult before = (await rig.AskAsync(wallet, image)).Results[0];
            Assert.Equal((KeyImageResultCode.NotSpent, (uint)TimestampResultCode.TimestampFound, ulong.MaxValue), (before.KeyImageResultCode, (uint)before.TimestampResultCode, before.Timestamp));
            for (int i = 0; i < ranges.Length; i++)
            {
                if (ranges[i].Contains(block)) rig.Stores[i].Enclave.AddKeyImageData([Samples.Spent(image, block, 1000 + block)]);
            }
            CheckKeyImagesResponse after = await rig.AskAsync(wallet, image, 77);
            Assert.Equal((KeyImageResultCode.Spent, block, 1000 + block), (after.Results[0].KeyImageResultCode, after.Results[0].SpentAt, after.Results[0].Timestamp));
            Assert.Equal((KeyImageResultCode.NotSpent, Samples.Image(77)), (after.Results[1].KeyImageResultCode, after.Results[1].KeyImage));
            Assert.Equal((30ul, 90ul, 3u), (after.NumBlocks, after.GlobalTxoCount, after.LatestBlockVersion));
        }
        Assert.All(rig.Stores, s => Assert.Equal(1, s.Shaken));
    }

    [Fact]
    public async Task QueriesOfOddForms_AreAnswered_OrRefused()
    {
        using var rig = new LedgerRig(new BlockRange(0, 5), new BlockRange(5, 9));
        using Wallet wallet = rig.Wallet();
        Assert.Empty((await rig.AskAsync(wallet)).Results);
        await ViewRouterTests.RefusedAsync(StatusCode.InvalidArgument, () => rig.Node.QueryAsync(wallet.Write([], [0x0a, 9]), Token));
        // A key image of 31 bytes.
        await ViewRouterTests.RefusedAsync(StatusCode.InvalidArgument, () => rig.Node.QueryAsync(wallet.Write([], [0x0a, 35, 0x0a, 33, 0x0a, 31, .. new byte[31]]), Token));
        await ViewRouterTests.RefusedAsync(StatusCode.InvalidArgument, () => rig.Node.QueryAsync(LedgerRig.Query(wallet, Enumerable.Repeat(1, EnclaveConstants.MaxKeyImages + 1)), Token));
        await ViewRouterTests.RefusedAsync(StatusCode.PermissionDenied, () => rig.Node.QueryAsync(new Message(), Token));
        Assert.Equal(2, (await rig.AskAsync(wallet, 1, 1)).Results.Count);
    }

    [Fact]
    public async Task TwoShardsThatAreOneStore_AreNotTwoAnswers()
    {
        using var rig = new LedgerRig(new BlockRange(0, 5), new BlockRange(5, 9));
        rig.Network.Put(LedgerRig.Address(1), rig.Stores[0]);
        using Wallet wallet = rig.Wallet();
        RpcException e = await ViewRouterTests.RefusedAsync(StatusCode.Internal, () => rig.AskAsync(wallet, 1));
        Assert.Contains("store0.test:443", e.Status.Detail, StringComparison.Ordinal);
        rig.Network.Put(LedgerRig.Address(1), rig.Stores[1]);
        Assert.Equal(9ul, (await rig.AskAsync(wallet, 1)).NumBlocks);
    }

    [Fact]
    public async Task Stores_AreKnownByTheResponderIdOfTheirUri()
    {
        using var rig = new LedgerRig(new BlockRange(0, 5));
        FakeKeyImageStore store = rig.Stores[0];
        store.Enclave.Dispose();
        store.Enclave = Samples.Attested(new KeyImageStoreEnclave("other.test:1", 64, Samples.Platform(8)));
        store.Alter = r => r with { StoreUri = store.StoreUri + "?responder-id=other.test:1" };
        using Wallet wallet = rig.Wallet();
        Assert.Equal(5ul, (await rig.AskAsync(wallet, 1)).NumBlocks);
        store.Alter = r => r with { StoreUri = store.StoreUri + "?responder-id=nonsense" };
        await ViewRouterTests.RefusedAsync(StatusCode.Internal, () => rig.AskAsync(wallet, 1));
    }

    [Fact]
    public async Task TheNumberOfTries_IsTheOperators()
    {
        using var rig = new LedgerRig(LedgerRouterNode.Rules with { Tries = 5 }, new BlockRange(0, 5), new BlockRange(5, 9));
        using Wallet wallet = rig.Wallet();
        await rig.AskAsync(wallet, 1);
        int before = rig.Stores[1].Asked;
        rig.Stores[1].Alter = r => r with { Status = StoreStatus.Unknown, Answer = null };
        RpcException e = await ViewRouterTests.RefusedAsync(StatusCode.Internal, () => rig.AskAsync(wallet, 1));
        Assert.Equal(("Query: timed out connecting to key image stores", 5), (e.Status.Detail, rig.Stores[1].Asked - before));
        rig.Stores[1].Alter = r => r with { Status = StoreStatus.InvalidArgument, Answer = null };
        await ViewRouterTests.RefusedAsync(StatusCode.Internal, () => rig.AskAsync(wallet, 1));
        Assert.Equal(6, rig.Stores[1].Asked - before);
        Assert.Contains("fog_ledger_router_bulk_query_requests_count 3", rig.Metrics.ToText(), StringComparison.Ordinal);
        Assert.DoesNotContain("store_query_requests", rig.Metrics.ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithNoShard_TheAnswerIsUnavailable()
    {
        using var rig = new LedgerRig(new BlockRange(0, 5), new BlockRange(5, 9));
        using Wallet wallet = rig.Wallet();
        rig.Network.Put(LedgerRig.Address(0));
        await ViewRouterTests.RefusedAsync(StatusCode.Internal, () => rig.AskAsync(wallet, 1));
        rig.Network.Put(LedgerRig.Address(1));
        await ViewRouterTests.RefusedAsync(StatusCode.Unavailable, () => rig.AskAsync(wallet, 1));
    }

    [Fact]
    public async Task Answers_AreEquallyLong_AndTellHowFarShardsAre()
    {
        using var rig = new LedgerRig(new BlockRange(0, 5), new BlockRange(5, 9));
        rig.Stores[0].Enclave.AddKeyImageData([Samples.Spent(1, 4), Samples.Spent(2, 3)]);
        using Wallet wallet = rig.Wallet();
        HashSet<int> lengths = [];
        foreach (int[] images in (int[][])[[1, 2], [8, 9], [1, 9]])
        {
            Message answer = await rig.Node.QueryAsync(LedgerRig.Query(wallet, images), Token);
            wallet.Read(answer);
            lengths.Add(answer.CalculateSize());
        }
        Assert.Single(lengths);
        Assert.Equal([5ul, 9ul], rig.Node.Shards.Shards.Select(s => s.State.Now.Tip!.Value.ProcessedBlockCount));
    }
}
