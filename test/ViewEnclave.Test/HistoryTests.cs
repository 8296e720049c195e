// Blocks and queries in any order, and at once, against a dictionary.
using FsCheck;
using FsCheck.Fluent;
using MobileCoin.Transactions;

namespace MobileCoin.ViewEnclave.Test;

public sealed class HistoryTests
{
    private const int Shards = 3, Numbers = 60;

    // A block for a shard (0 to 2), or a query (3).
    private static readonly Gen<(int What, int[] Numbers)[]> Steps =
        (from what in Gen.Choose(0, Shards) from numbers in Gen.Choose(0, Numbers).ListOf().Select(l => l.ToArray()) select (what, numbers))
        .ListOf().Select(l => l.ToArray());

    [Fact]
    public void EveryQuery_FindsWhatWasAddedBefore()
    {
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(20), Prop.ForAll(Steps.ToArbitrary(), steps =>
        {
            using World world = new(new BlockRange(0, 10), new BlockRange(10, 20), new BlockRange(20, 30));
            using Wallet wallet = world.Wallet();
            var model = new Dictionary<int, byte[]>();
            int made = 0;
            foreach ((int what, int[] numbers) in steps.Append((Shards, [.. Enumerable.Range(0, Numbers + 1)])))
            {
                if (what < Shards)
                {
                    // A number stays with its shard, as a search key is used once.
                    int[] own = [.. numbers.Where(n => n % Shards == what)];
                    world.Stores[what].AddRecords([.. own.Select(n => new ETxOutRecord(Samples.Key(n), model[n] = Samples.Payload(++made, 1 + (made % 239))))]);
                    continue;
                }
                QueryResponse response = world.Query(wallet, [.. numbers.Select(Samples.Key)]);
                for (int i = 0; i < numbers.Length; i++)
                {
                    FixedTxOutSearchResult result = response.FixedTxOutSearchResults[i];
                    bool there = model.TryGetValue(numbers[i], out byte[]? payload);
                    Assert.Equal(there ? TxOutSearchResultCode.Found : TxOutSearchResultCode.NotFound, result.ResultCode);
                    if (there) Assert.Equal(payload, result.Payload.ToArray());
                }
            }
        }));
    }

    [Fact]
    public async Task ManyWallets_WhileBlocksCome_AllFindTheirs()
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        using World world = World.Single();
        world.Stores[0].Load(100, Enumerable.Range(0, 100).Select(i => Samples.Record(i)));
        Task blocks = Task.Run(() =>
        {
            for (int i = 100; i < 3000; i += 20) world.Stores[0].AddRecords([.. Enumerable.Range(i, 20).Select(n => Samples.Record(n))]);
        }, cancellation);
        Task[] wallets = [.. Enumerable.Range(0, 4).Select(w => Task.Run(() =>
        {
            using Wallet wallet = world.Wallet(100 + w);
            for (int i = 0; i < 25; i++)
            {
                int number = (w * 25) + i;
                QueryResponse response = world.Query(wallet, Samples.Key(number), Samples.Key(1_000_000 + number));
                Assert.Equal(Samples.Payload(number), response.FixedTxOutSearchResults[0].Payload.ToArray());
                Assert.Equal(TxOutSearchResultCode.NotFound, response.FixedTxOutSearchResults[1].ResultCode);
            }
        }, cancellation))];
        await Task.WhenAll([blocks, .. wallets]);
        Assert.Equal(3000, world.Stores[0].RecordCount);
    }
}
