// What Valgrind does not know: AVX-512, a few operations of it, since each instruction costs two switches between processes.
using MobileCoin.Curve25519;

namespace MobileCoin.MachineTrace.Test;

[Collection("traces")] // one at a time: the processors are few, and ends of other children would disturb the stepping
public sealed class StepTests(ITestOutputHelper output)
{
    private static readonly string[] Exercises =
        ["select", "sort", "map-find-hit-miss", "map-insert-overwrite", "map-counter", "kex-rng-output", "multiply"];

    [Fact]
    public void Avx512Kernels_TwoSecrets_SameInstructionsAndAddresses()
    {
        Assert.SkipUnless(Simd.Best >= SimdLevel.Avx512, "this machine lacks avx512");
        List<Finding> findings = Repeated.Run(Exercises, some => Run(NativeProbe.Avx512, "avx512", [.. some]));
        Assert.All(findings, f => Assert.True(f.Events > 1000, $"{f.Exercise} did hardly anything"));
        Assert.Empty(findings.Where(f => f.Difference is not null).Select(f => $"{f.Exercise} {f.Difference}"));
    }

    [Fact]
    public void PlantedLeaks_AreReportedAndNothingElse()
    {
        List<Finding> findings = Run(NativeProbe.Avx2, "plain", ["planted-none", "planted-index", "planted-store", "planted-exit", "planted-none"]);
        Assert.Null(findings[0].Difference);
        Assert.True(findings[0].Events > 1000);
        Assert.Contains("LoadAtSecret", findings[1].Difference, StringComparison.Ordinal);
        Assert.Contains("accesses", findings[1].Difference, StringComparison.Ordinal);
        Assert.Contains("StoreAtSecret", findings[2].Difference, StringComparison.Ordinal);
        Assert.Contains("accesses", findings[2].Difference, StringComparison.Ordinal);
        Assert.Contains("LeaveAtFirstDifference", findings[3].Difference, StringComparison.Ordinal);
        Assert.Contains("goes on at", findings[3].Difference, StringComparison.Ordinal);
        Assert.Null(findings[4].Difference);
    }

    private List<Finding> Run(Lazy<NativeProbe> probe, string level, string[] exercises)
    {
        Assert.SkipWhen(NativeProbe.Missing is not null, NativeProbe.Missing ?? "");
        List<Finding> findings;
        try
        {
            findings = StepGate.Run(probe.Value, level, exercises);
        }
        catch (PtraceForbiddenException e)
        {
            Assert.Skip(e.Message);
            throw;
        }
        foreach (Finding finding in findings) output.WriteLine($"{level} {finding.Exercise}: {finding.Events} events, {finding.Difference ?? "equal"}");
        return findings;
    }
}
