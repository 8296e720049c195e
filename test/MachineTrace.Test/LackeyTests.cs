// Every instruction and every address of the kernels, for two secrets, at the levels that Valgrind knows.
namespace MobileCoin.MachineTrace.Test;

[Collection("traces")] // one at a time: the processors are few, and ends of other children would disturb the stepping
public sealed class LackeyTests(ITestOutputHelper output)
{
    private static readonly string[] Exercises =
    [
        "multiply", "multiply-base", "multiply-batch", "encode-decode",
        "hint-open", "hint-open-batch", "kex-rng-output", "kex-rng-output-batch", "kex-rng-from-pubkey", "schnorr-sign",
        "select", "sort", "compact",
        "map-find-hits", "map-find-hit-miss", "map-insert-overwrite", "map-key-image", "map-key-image-write", "map-counter",
        "map-batch", "map-batch-write",
    ];

    // Hits against misses and repeated keys; other queries; another shard that has what is asked for, another length of it, another verdict.
    private static readonly string[] FogExercises = ["view-query", "key-image-query", "query-seal", "view-collate", "key-image-collate"];

    [Theory]
    [InlineData("avx2")]
    [InlineData("plain")]
    public void FogEnclaves_TwoQueries_SameInstructionsAndAddresses(string level) => Equal(level, FogExercises);

    [Theory]
    [InlineData("avx2")]
    [InlineData("plain")]
    public void Kernels_TwoSecrets_SameInstructionsAndAddresses(string level) => Equal(level, Exercises);

    [Fact]
    public void PlantedLeaks_AreReportedAndNothingElse()
    {
        SkipIfMissing();
        List<Finding> findings = LackeyGate.Run("plain", ["planted-none", "planted-index", "planted-store", "planted-exit", "planted-none"]);
        foreach (Finding finding in findings) output.WriteLine($"{finding.Exercise}: {finding.Events} events, {finding.Difference ?? "equal"}");
        Assert.Null(findings[0].Difference);
        Assert.True(findings[0].Events > 1000);
        Assert.Contains("LoadAtSecret", findings[1].Difference, StringComparison.Ordinal);
        Assert.Contains("accesses L", findings[1].Difference, StringComparison.Ordinal);
        Assert.Contains("StoreAtSecret", findings[2].Difference, StringComparison.Ordinal);
        Assert.Contains("accesses S", findings[2].Difference, StringComparison.Ordinal);
        Assert.Contains("LeaveAtFirstDifference", findings[3].Difference, StringComparison.Ordinal);
        Assert.Contains("goes on at", findings[3].Difference, StringComparison.Ordinal);
        Assert.Null(findings[4].Difference);
    }

    [Fact]
    public void ACollationThatStopsAtTheFirstHit_IsReported()
    {
        SkipIfMissing();
        Finding finding = Assert.Single(LackeyGate.Run("plain", ["planted-collate"]));
        output.WriteLine($"{finding.Exercise}: {finding.Events} events, {finding.Difference ?? "equal"}");
        Assert.Contains("FirstHit", finding.Difference, StringComparison.Ordinal);
    }

    private void Equal(string level, string[] exercises)
    {
        SkipIfMissing();
        List<Finding> findings = Repeated.Run(exercises, some => LackeyGate.Run(level, some));
        foreach (Finding finding in findings) output.WriteLine($"{level} {finding.Exercise}: {finding.Events} events, {finding.Difference ?? "equal"}");
        Assert.All(findings, f => Assert.True(f.Events > 1000, $"{f.Exercise} did hardly anything"));
        Assert.Empty(findings.Where(f => f.Difference is not null).Select(f => $"{f.Exercise} [{level}] {f.Difference}"));
    }

    private static void SkipIfMissing() => Assert.SkipWhen(LackeyGate.Missing is not null, LackeyGate.Missing ?? "");
}
