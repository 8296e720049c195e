// Enclaves are the only code that sees users' secrets: small, on floors 1 and 2 alone, without network, disk, clock, logger or randomness of
// their own.
using System.Text.Json;

namespace MobileCoin.House.Test;

public sealed class EnclaveTests
{
    private const int MostLines = 2500;

    private static readonly string ListPath = Path.Combine(SourceTree.Root, "src", "Enclaves", "BannedSymbols.txt");

    private static readonly string[] LowerFloors = ["Foundation", "Protocol"];

    // What enclaves share is on the floor below them, and part of each that references it.
    private const string Shared = "FogEnclave";

    private static Project[] Enclaves => [.. SourceTree.Projects("src").Where(p => p.Floor == "Enclaves")];

    private static Project SharedProject => SourceTree.Projects("src").Single(p => p.Name == Shared);

    [Theory]
    [InlineData("N:System.IO")]
    [InlineData("N:System.Net")]
    [InlineData("N:Microsoft.Extensions.Logging")]
    [InlineData("N:System.Diagnostics.Tracing")]
    [InlineData("T:System.Console")]
    [InlineData("T:System.Diagnostics.Process")]
    [InlineData("T:System.Diagnostics.Stopwatch")]
    [InlineData("P:System.DateTime.Now")]
    [InlineData("P:System.DateTime.UtcNow")]
    [InlineData("P:System.DateTimeOffset.Now")]
    [InlineData("P:System.DateTimeOffset.UtcNow")]
    [InlineData("P:System.TimeProvider.System")]
    [InlineData("P:System.Environment.TickCount")]
    [InlineData("P:System.Environment.TickCount64")]
    [InlineData("T:System.Random")]
    [InlineData("T:System.Security.Cryptography.RandomNumberGenerator")]
    [InlineData("M:System.Guid.NewGuid")]
    public void BannedList_Holds(string symbol) => Assert.Contains(symbol, new BannedSymbols(ListPath).Symbols, StringComparer.Ordinal);

    [Fact]
    public void BuiltAssemblies_UseNoBannedSymbol()
    {
        Assert.NotEmpty(Enclaves);
        var banned = new BannedSymbols(ListPath);
        List<string> uses = [];
        foreach (string path in Enclaves.Append(SharedProject).SelectMany(p => p.Assemblies()))
        {
            using var assembly = new AssemblyMetadata(path);
            uses.AddRange(banned.UsesIn(assembly).Select(use => $"{Path.GetFileNameWithoutExtension(path)} uses {use}"));
        }
        Assert.True(uses.Count == 0, string.Join('\n', uses.Distinct(StringComparer.Ordinal)));
    }

    // What is neither of the lower floors nor of the framework would be measured, and trusted, with the enclave.
    [Fact]
    public void BuiltAssemblies_ReferenceTheLowerFloorsAndTheFrameworkAlone()
    {
        HashSet<string> allowed = [.. SourceTree.Projects("src").Where(p => LowerFloors.Contains(p.Floor, StringComparer.Ordinal)).Select(p => "MobileCoin." + p.Name)];
        foreach (string path in Enclaves.SelectMany(p => p.Assemblies()))
        {
            using var assembly = new AssemblyMetadata(path);
            Assert.All(assembly.References, r => Assert.True(r.StartsWith("System.", StringComparison.Ordinal) || allowed.Contains(r), $"{path} references {r}"));
        }
    }

    [Fact]
    public void Projects_RunTheBannedSymbolAnalyzerOverTheList()
    {
        foreach (Project project in Enclaves)
        {
            using JsonDocument evaluated = EvaluatedProject.Evaluate(project);
            JsonElement items = evaluated.RootElement.GetProperty("Items");
            Assert.Contains(ListPath, EvaluatedProject.Values(items, "AdditionalFiles", "FullPath"), StringComparer.Ordinal);
            Assert.Contains(
                "Microsoft.CodeAnalysis.BannedApiAnalyzers", EvaluatedProject.Values(items, "PackageReference", "Identity"), StringComparer.Ordinal);
            Assert.DoesNotContain("RS0030", evaluated.RootElement.GetProperty("Properties").GetProperty("NoWarn").GetString()!, StringComparison.Ordinal);
        }
    }

    // Whoever wants to know what an enclave does with secrets reads it in an afternoon.
    [Fact]
    public void Enclaves_AreShortEnoughToBeRead()
    {
        int shared = Lines(SharedProject);
        Assert.Contains(Enclaves, p => p.References.Contains(Shared, StringComparer.Ordinal));
        foreach (Project project in Enclaves)
        {
            int lines = Lines(project) + (project.References.Contains(Shared, StringComparer.Ordinal) ? shared : 0);
            Assert.True(lines is > 0 and < MostLines, $"{project} has {lines} lines, at most {MostLines - 1}");
        }
    }

    private static int Lines(Project project) =>
        SourceTree.Files(Path.GetRelativePath(SourceTree.Root, Path.GetDirectoryName(project.Path)!), "*.cs").Sum(f => File.ReadLines(f).Count());
}
