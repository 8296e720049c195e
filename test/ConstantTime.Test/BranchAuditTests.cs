// The constant-time audit itself, and the proof that it sees what it is there for.
using MobileCoin.Curve25519;

namespace MobileCoin.ConstantTime.Test;

public sealed class BranchAuditTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("avx512")]
    [InlineData("avx2")]
    [InlineData("plain")]
    public void Kernels_CompiledCode_HoldsNoBranchThatIsNotAllowed(string level)
    {
        SkipUnlessSupported(level);
        BranchAudit audit = Audit(level, AllowedBranches());
        List<Violation> violations = audit.Run(ProbeRun.Listings("kernels", level));
        output.WriteLine($"{level}: {audit.Methods} methods read");
        Assert.True(violations.Count == 0, $"{violations.Count} violations\n\n{string.Join("\n\n", violations)}\n");
    }

    /// <summary>An exercise that could go without a word would take its methods out of the audit.</summary>
    [Fact]
    public void EachExercise_AloneReachesAMethodOnTheList()
    {
        const string Level = "plain";
        ProbeRun.Listings("kernels", Level, out string[] names);
        var reached = new Dictionary<MethodPattern, HashSet<string>>();
        AuditedMethods audited = Audited(Level);
        foreach (string name in names)
        {
            foreach (Listing listing in ProbeRun.Listings(name, Level))
            {
                foreach (MethodPattern pattern in audited.Included.Where(p => p.Matches(listing.Method)))
                {
                    if (!reached.TryGetValue(pattern, out HashSet<string>? by)) reached[pattern] = by = new HashSet<string>(StringComparer.Ordinal);
                    by.Add(name);
                }
            }
        }
        HashSet<string> needed = reached.Values.Where(by => by.Count == 1).SelectMany(by => by).ToHashSet(StringComparer.Ordinal);
        string[] idle = [.. names.Where(n => !needed.Contains(n))];
        Assert.Empty(idle);
    }

    [Theory]
    [InlineData("avx512")]
    [InlineData("avx2")]
    [InlineData("plain")]
    public void PlantedLeaks_AreReportedAndNothingElse(string level)
    {
        SkipUnlessSupported(level);
        using var patterns = new StringReader("MobileCoin.ConstantTime.Probe.MaskedSelect:Lookup\nMobileCoin.ConstantTime.Probe.Planted:*");
        var audit = new BranchAudit(level, AuditedMethods.Parse(patterns, level), AllowedBranches("Probe.MaskedSelect"));
        List<Violation> violations = audit.Run(ProbeRun.Listings("planted", level));
        foreach (Violation violation in violations) output.WriteLine(violation.Text);
        Assert.Equal(
            ["EarlyExit", "FirstHit", "SecretChoice", "SecretDivision", "SecretSwitch"],
            violations.Select(v => MethodPattern.WithoutArguments(v.Subject).Split(':')[^1]).Order(StringComparer.Ordinal),
            StringComparer.Ordinal);
        Assert.Contains(violations, v => v.Text.Contains("jne", StringComparison.Ordinal) && v.Text.Contains("cmp", StringComparison.Ordinal));
        Assert.Contains(violations, v => v.Text.Contains("  div", StringComparison.Ordinal));
        Assert.All(violations, v => Assert.Contains($"| {level} |", v.Text, StringComparison.Ordinal));
    }

    private static void SkipUnlessSupported(string level) =>
        Assert.SkipUnless(Enum.Parse<SimdLevel>(level, ignoreCase: true) <= Simd.Best, $"this machine lacks {level}");

    private static BranchAudit Audit(string level, AllowList allowed) => new(level, Audited(level), allowed);

    private static AuditedMethods Audited(string level)
    {
        using var reader = new StreamReader(Path.Combine(AppContext.BaseDirectory, "audited-methods.txt"));
        return AuditedMethods.Parse(reader, level);
    }

    /// <summary>The allow-list; with a word, its count lines without that word are dropped, since their methods are not in the run.</summary>
    private static AllowList AllowedBranches(string? only = null)
    {
        using var reader = new StreamReader(Path.Combine(AppContext.BaseDirectory, "allowed-branches.txt"));
        AllowList list = AllowList.Parse(reader);
        if (only is not null) list.Counts.RemoveAll(c => !c.Pattern.ToString().Contains(only, StringComparison.Ordinal));
        return list;
    }
}
