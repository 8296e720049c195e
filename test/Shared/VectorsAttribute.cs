using System.Reflection;
using System.Text.Json;
using Xunit.Sdk;
using Xunit.v3;

namespace MobileCoin.Testing;

/// <summary>
/// Feeds a theory every case of one vector family, read from the folder that MC_VECTORS names (default: the project's own copy).
/// The house's tests look for this attribute to see that each family present is read by some test.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class VectorsAttribute(string family) : DataAttribute
{
    public string Family { get; } = family;

    /// <summary>The folder that holds the family files, one `family.json` each.</summary>
    public static string Folder => Environment.GetEnvironmentVariable("MC_VECTORS") is { Length: > 0 } folder
        ? folder
        : typeof(VectorsAttribute).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "VectorsFolder").Value!;

    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker)
    {
        string path = Path.Combine(Folder, Family + ".json");
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
        var rows = new List<ITheoryDataRow>();
        foreach (JsonElement json in document.RootElement.GetProperty("cases").EnumerateArray())
        {
            rows.Add(new TheoryDataRow<VectorCase>(new VectorCase(Family, rows.Count, json.Clone())));
        }
        if (rows.Count == 0) throw new InvalidDataException($"{path} holds no cases");
        return ValueTask.FromResult<IReadOnlyCollection<ITheoryDataRow>>(rows);
    }

    public override bool SupportsDiscoveryEnumeration() => false;
}
