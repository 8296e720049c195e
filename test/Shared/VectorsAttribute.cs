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

    /// <summary>The "type"s to feed, in a family whose types belong to several projects: the theories of all of them together run every case.</summary>
    public string[]? Types { get; init; }

    /// <summary>The "type"s to leave to another project's theory.</summary>
    public string[]? TypesElsewhere { get; init; }

    /// <summary>The folder that holds the family files, one `family.json` each.</summary>
    public static string Folder => Environment.GetEnvironmentVariable("MC_VECTORS") is { Length: > 0 } folder
        ? folder
        : typeof(VectorsAttribute).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "VectorsFolder").Value!;

    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker)
    {
        string path = Path.Combine(Folder, Family + ".json");
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
        var rows = new List<ITheoryDataRow>();
        int count = 0;
        foreach (JsonElement json in document.RootElement.GetProperty("cases").EnumerateArray())
        {
            int index = count++;
            if (IsWanted(json)) rows.Add(new TheoryDataRow<VectorCase>(new VectorCase(Family, index, json.Clone())));
        }
        if (count == 0) throw new InvalidDataException($"{path} holds no cases");
        return ValueTask.FromResult<IReadOnlyCollection<ITheoryDataRow>>(rows);
    }

    public override bool SupportsDiscoveryEnumeration() => false;

    private bool IsWanted(JsonElement json)
    {
        if (Types is null && TypesElsewhere is null) return true;
        string type = json.GetProperty("type").GetString()!;
        return Types is null ? !TypesElsewhere!.Contains(type) : Types.Contains(type);
    }
}
