using MobileCoin.RecoveryDb.Test;

[assembly: AssemblyFixture(typeof(PostgresCluster))]

namespace MobileCoin.Fog.Test;

public sealed class HistoryTests(PostgresCluster cluster)
{
    /// <summary>Of both databases, three each.</summary>
    [Fact]
    public async Task Histories_GiveEverybodyWhatIsHis()
    {
        for (int seed = 1; seed <= 6; seed++) Succeeds(await FogSoak.RunRoundAsync(seed, Plants.None, cluster));
    }

    [Theory]
    [InlineData(8)]
    [InlineData(9)]
    public async Task History_IsTheSameAgain(int seed)
    {
        RoundResult first = await FogSoak.RunRoundAsync(seed, Plants.None, cluster), again = await FogSoak.RunRoundAsync(seed, Plants.None, cluster);
        Succeeds(first);
        Assert.Equal(first.Trace, again.Trace);
    }

    /// <summary>The seed is one that found it once: when histories change, it is looked for.</summary>
    [Theory]
    [InlineData("an enclave draws the same keys in each of its lives", 6)]
    [InlineData("a search key is used twice", 0)]
    [InlineData("blocks are lost that were said to be stored", 0)]
    [InlineData("users are not told of missed blocks", 30)]
    [InlineData("stores do not see new keys", 48)]
    [InlineData("stores count blocks by old keys", 28)]
    [InlineData("stores tell old events", 2)]
    [InlineData("stores count a block too many", 0)]
    [InlineData("a router drops a shard", 4)]
    [InlineData("a store loses key images", 0)]
    public async Task PlantedBug_IsFound(string bug, int likely)
    {
        Plants plants = bug switch
        {
            "an enclave draws the same keys in each of its lives" => new() { RepeatsRandomness = true },
            "a search key is used twice" => new() { RepeatsSearchKeys = true },
            "blocks are lost that were said to be stored" => new() { LosesBlocks = true },
            "users are not told of missed blocks" => new() { HidesMissedBlocks = true },
            "stores do not see new keys" => new() { HidesNewKeys = true },
            "stores count blocks by old keys" => new() { StaleKeys = true },
            "stores tell old events" => new() { StaleEvents = true },
            "stores count a block too many" => new() { CountsOneTooMany = true },
            "a router drops a shard" => new() { DropsShard = true },
            _ => new() { LosesKeyImages = true },
        };
        foreach (int seed in Enumerable.Range(0, 100).Select(i => 2 * i).Prepend(likely))
        {
            if ((await FogSoak.RunRoundAsync(seed, plants, cluster)).Failure is not { } failure) continue;
            TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}: {failure}");
            return;
        }
        Assert.Fail($"nobody noticed that {bug}");
    }

    private static void Succeeds(RoundResult result) =>
        Assert.True(result.Failure is null, $"{result.Trace}\n{result.Failure}\nagain: ./fog soak fog --rounds 1 --seed {result.Seed}");
}
