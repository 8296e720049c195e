// Fact sheet fog §6.3, §6.4: what wallets learn of key images.
using MobileCoin.Attestation;
using MobileCoin.FogEnclave;
using MobileCoin.Transactions;

namespace MobileCoin.LedgerEnclave.Test;

public sealed class KeyImageTests
{
    [Fact]
    public void SpentAndUnspent_AreTold_InTheQuerysOrder()
    {
        using World world = new(new BlockRange(0, 10), new BlockRange(10, 20));
        world.Untrusted[1] = new UntrustedKeyImageQueryResponse(new BlockRange(10, 18), 222, 5, 5);
        world.Stores[0].AddKeyImageData([Samples.Spent(1, 3, ulong.MaxValue), Samples.Spent(2, 0, 0)]);
        world.Stores[1].AddKeyImageData([Samples.Spent(3, 12, 99)]);
        using Wallet wallet = world.Wallet();
        CheckKeyImagesResponse response = world.Check(wallet, 3, 1, 9, 2, 3);
        Assert.Equal((18UL, 222UL, 5u, 5u), (response.NumBlocks, response.GlobalTxoCount, response.LatestBlockVersion, response.MaxBlockVersion));
        Assert.Equal([Result(3, 12, 99), Result(1, 3, ulong.MaxValue), NotSpent(9), Result(2, 0, 0), Result(3, 12, 99)], response.Results);
    }

    [Fact]
    public void SpentAndUnspent_AreOfOneLength_OnEveryWay()
    {
        using World world = World.Single();
        world.Stores[0].AddKeyImageData([Samples.Spent(0, 0, 0), Samples.Spent(1, ulong.MaxValue, 1), Samples.Spent(2, 1000, 1_700_000_000)]);
        using Wallet wallet = world.Wallet();
        var lengths = new HashSet<(int, int)>();
        foreach (int first in (int[])[0, 1, 2, 3, 1000])
        {
            SealedQuery query = world.Router.DecryptAndSealQuery(wallet.Query(first, first + 1));
            ShardKeyImageResponse[] shards = world.AskAll(world.Router.CreateMultiKeyImageStoreQuery(query));
            EnclaveMessage answer = world.Router.CollateShardQueryResponses(query, shards);
            Assert.Equal([1, 2], answer.Aad.ToArray());
            wallet.Decrypt(answer);
            lengths.Add((shards[0].Message.Data.Length, answer.Data.Length));
        }
        Assert.Single(lengths);
    }

    [Theory]
    [InlineData(400, 400)]
    [InlineData(400, 3000)]
    [InlineData(0, 10)]
    public void Loaded_AreFound_AndMoreMayCome(int count, int most)
    {
        using World world = World.Single();
        KeyImageStoreEnclave store = world.Stores[0];
        Assert.Equal(count, store.Load(most, Enumerable.Range(0, count).Select(i => Samples.Spent(i, (ulong)i))));
        store.AddKeyImageData([.. Enumerable.Range(count, 5000).Select(i => Samples.Spent(i, (ulong)i))]);
        Assert.Equal(count + 5000, store.KeyImageCount);
        using Wallet wallet = world.Wallet();
        CheckKeyImagesResponse response = world.Check(wallet, [.. Enumerable.Range(0, count + 5010)]); // more than one batch of the map
        Assert.Equal(
            Enumerable.Range(0, count + 5010).Select(i => i < count + 5000 ? Result(i, (ulong)i, 1234) : NotSpent(i)), response.Results);
        Assert.Throws<InvalidOperationException>(() => store.Load(1, [Samples.Spent(1)]));
    }

    [Fact]
    public void MoreThanAnnounced_OrAskedForTooMany_IsRefused()
    {
        using World world = World.Single();
        Samples.Refused(EnclaveErrorKind.MapOverflow, () => world.Stores[0].Load(2, Enumerable.Range(0, 3).Select(i => Samples.Spent(i))));
        Assert.Equal(0, world.Stores[0].KeyImageCount);
        using Wallet wallet = world.Wallet();
        Samples.Refused(
            EnclaveErrorKind.TooManyKeyImages,
            () => world.Router.DecryptAndSealQuery(wallet.Query(new int[EnclaveConstants.MaxKeyImages + 1])));
        Assert.Empty(world.Check(wallet).Results);
        Assert.Equal((50UL, 100UL, 3u, 4u), world.Check(wallet) is var r ? (r.NumBlocks, r.GlobalTxoCount, r.LatestBlockVersion, r.MaxBlockVersion) : default);
    }

    private static KeyImageResult Result(int number, ulong block, ulong timestamp) =>
        new(Samples.Image(number), block, timestamp, TimestampResultCode.TimestampFound, KeyImageResultCode.Spent);

    private static KeyImageResult NotSpent(int number) =>
        new(Samples.Image(number), 1, ulong.MaxValue, TimestampResultCode.TimestampFound, KeyImageResultCode.NotSpent);
}
