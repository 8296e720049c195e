// Floor 1 is pure computation: no I/O, no clock, no randomness of its own, no protobuf, no logging.
using System.Text.Json;

namespace MobileCoin.House.Test;

public sealed class FoundationTests
{
    private static readonly string ListPath = Path.Combine(SourceTree.Root, "src", "Foundation", "BannedSymbols.txt");

    private static IEnumerable<Project> Foundation => SourceTree.Projects("src").Where(p => p.Floor == "Foundation");

    [Theory]
    [InlineData("N:System.IO")]
    [InlineData("N:System.Net")]
    [InlineData("N:Google.Protobuf")]
    [InlineData("N:Microsoft.Extensions.Logging")]
    [InlineData("N:System.Diagnostics.Tracing")]
    [InlineData("T:System.Console")]
    [InlineData("T:System.Diagnostics.Process")]
    [InlineData("T:System.Diagnostics.Stopwatch")]
    [InlineData("T:System.DateTime")]
    [InlineData("T:System.DateTimeOffset")]
    [InlineData("T:System.TimeProvider")]
    [InlineData("P:System.Environment.TickCount")]
    [InlineData("P:System.Environment.TickCount64")]
    [InlineData("T:System.Random")]
    [InlineData("T:System.Security.Cryptography.RandomNumberGenerator")]
    [InlineData("M:System.Guid.NewGuid")]
    public void BannedList_Holds(string symbol) => Assert.Contains(symbol, new BannedSymbols(ListPath).Symbols, StringComparer.Ordinal);

    // The analyzer can be silenced by a pragma; the references of what was built cannot.
    [Fact]
    public void BuiltAssemblies_UseNoBannedSymbol()
    {
        var banned = new BannedSymbols(ListPath);
        List<string> uses = [];
        foreach (string path in Foundation.SelectMany(p => p.Assemblies()))
        {
            using var assembly = new AssemblyMetadata(path);
            uses.AddRange(banned.UsesIn(assembly).Select(use => $"{Path.GetFileNameWithoutExtension(path)} uses {use}"));
        }
        Assert.True(uses.Count == 0, string.Join('\n', uses.Distinct(StringComparer.Ordinal)));
    }

    // This assembly does what Foundation may not, so the check must speak up here.
    [Fact]
    public void BannedUses_InThisAssembly_AreSeen()
    {
        _ = Environment.TickCount64;
        using var assembly = new AssemblyMetadata(typeof(FoundationTests).Assembly.Location);
        string[] uses = [.. new BannedSymbols(ListPath).UsesIn(assembly)];
        Assert.Contains(uses, u => u.StartsWith("System.IO.File:", StringComparison.Ordinal));
        Assert.Contains(uses, u => u.StartsWith("System.Diagnostics.Process:", StringComparison.Ordinal));
        Assert.Contains(uses, u => u.StartsWith("System.Environment.get_TickCount64:", StringComparison.Ordinal));
    }

    [Fact]
    public void Projects_RunTheBannedSymbolAnalyzerOverTheList()
    {
        foreach (Project project in Foundation)
        {
            using JsonDocument evaluated = EvaluatedProject.Evaluate(project);
            JsonElement items = evaluated.RootElement.GetProperty("Items");
            Assert.Contains(ListPath, EvaluatedProject.Values(items, "AdditionalFiles", "FullPath"), StringComparer.Ordinal);
            Assert.Contains("Microsoft.CodeAnalysis.BannedApiAnalyzers", EvaluatedProject.Values(items, "PackageReference", "Identity"), StringComparer.Ordinal);
            string silenced = evaluated.RootElement.GetProperty("Properties").GetProperty("NoWarn").GetString()!;
            Assert.DoesNotContain("RS0030", silenced, StringComparison.Ordinal);
        }
        Assert.NotEmpty(Foundation);
    }
}
