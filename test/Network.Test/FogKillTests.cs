namespace MobileCoin.Network.Test;

/// <summary>A short form of <c>./fog soak fog-processes</c>: each program is killed once.</summary>
public sealed class FogKillTests
{
    [Theory]
    [InlineData(false, 11)]
    [InlineData(true, 12)]
    public async Task Kills_LoseNothing(bool onPostgres, int seed)
    {
        Assert.SkipWhen(onPostgres && PostgresStore.Missing is not null, PostgresStore.Missing ?? "");
        string what = await FogProcessesSoak.RunAsync(new FogPlan { OnPostgres = onPostgres }, kills: 6, seed, TestContext.Current.CancellationToken);
        Assert.StartsWith("6 kills", what, StringComparison.Ordinal);
    }
}
