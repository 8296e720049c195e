// Short forms of ./fog conformance (fact sheet fog §7.9).
namespace MobileCoin.Network.Test;

public sealed class ConformanceTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Table_Passes()
    {
        var progress = new StringWriter();
        string what = await ConformanceRun.TableAsync(new ConformanceOptions(), progress, Token);
        Assert.StartsWith("LMDB: every step of the table; 95 wallets", what, StringComparison.Ordinal);
        Assert.Equal(ConformanceTable.Steps.Count, progress.ToString().Count(c => c == '\n'));
    }

    [Fact]
    public async Task ASeed_Passes()
    {
        Assert.SkipWhen(PostgresStore.Missing is not null, PostgresStore.Missing ?? "");
        string what = await ConformanceRun.RandomAsync(new ConformanceOptions { OnPostgres = true, FollowsUp = false }, seed: 101, TextWriter.Null, Token);
        Assert.StartsWith("PostgreSQL: 12 steps", what, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--lmdb --postgres", "--lmdb and --postgres exclude each other")]
    [InlineData("--seed x", "'x' is not a number")]
    [InlineData("--rounds", "--rounds needs a value")]
    [InlineData("--override-remote-wallet-fog-uri mc://a", "is neither fog nor insecure-fog")]
    [InlineData("--shards 3", "unknown option --shards")]
    public async Task CommandLines_ThatCannotBe_AreNamed(string line, string named)
    {
        TextWriter before = Console.Error;
        var error = new StringWriter();
        Console.SetError(error);
        try
        {
            Assert.Equal(2, await ConformanceCommand.RunAsync(line.Split(' ')));
        }
        finally
        {
            Console.SetError(before);
        }
        Assert.Contains(named, error.ToString(), StringComparison.Ordinal);
    }
}
