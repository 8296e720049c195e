using System.Collections.Concurrent;
using System.Text.Json;

namespace MobileCoin.Testing;

/// <summary>A whole vector family, for cases that build on others of their file.</summary>
public static class VectorFile
{
    private static readonly ConcurrentDictionary<string, VectorCase[]> Families = new(StringComparer.Ordinal);

    /// <summary>All cases of a family, in order.</summary>
    public static IReadOnlyList<VectorCase> Cases(string family) => Families.GetOrAdd(family, Read);

    private static VectorCase[] Read(string family)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(VectorsAttribute.Folder, family + ".json")));
        return [.. document.RootElement.GetProperty("cases").EnumerateArray().Select((json, i) => new VectorCase(family, i, json.Clone()))];
    }
}
