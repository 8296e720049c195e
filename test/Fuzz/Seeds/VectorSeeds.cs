// Byte strings and texts of the vector files, as seeds.
using System.Reflection;
using System.Text;
using System.Text.Json;
using MobileCoin.Fuzz.Mutation;

namespace MobileCoin.Fuzz.Seeds;

internal static class VectorSeeds
{
    private const int PerField = 6;
    private const int MostCandidates = 1000;
    private const int LongestCandidate = 48 << 10;

    private static readonly Dictionary<string, List<byte[]>> Fields = Read();

    private static readonly byte[][] Keys =
    [
        .. Fields.Where(f => f.Key.Contains("public", StringComparison.Ordinal) || f.Key is "target_key" or "commitment" or "key_image")
            .SelectMany(f => f.Value).Where(b => b.Length == 32),
    ];

    /// <summary>Byte strings that may be messages, and the messages within them.</summary>
    internal static IReadOnlyList<byte[]> Messages { get; } = WithParts(
        Fields.Where(f => f.Key.Contains("proto", StringComparison.Ordinal) || f.Key.Contains("prost", StringComparison.Ordinal) || f.Key == "bytes")
            .SelectMany(f => f.Value));

    /// <summary>Byte strings that are no messages.</summary>
    internal static IReadOnlyList<byte[]> Strings { get; } =
        [.. Fields.Values.SelectMany(f => f.Take(4)).Where(b => b.Length is > 0 and <= 4096).DistinctBy(Convert.ToHexString, StringComparer.Ordinal)];

    /// <summary>The texts of the fields that hold texts.</summary>
    internal static IReadOnlyList<byte[]> Texts { get; } = [.. Fields.Where(f => f.Key.StartsWith('"')).SelectMany(f => f.Value)];

    /// <summary>An encoded point or scalar, or bytes of another length.</summary>
    internal static byte[] KeyOrBytes(Random random) =>
        random.Next(4) != 0 && Keys.Length > 0 ? Keys[random.Next(Keys.Length)] : Interesting.Bytes(random);

    private static Dictionary<string, List<byte[]>> Read()
    {
        string folder = typeof(VectorSeeds).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "VectorsFolder").Value!;
        var fields = new Dictionary<string, List<byte[]>>(StringComparer.Ordinal);
        foreach (string file in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(file));
            string family = Path.GetFileNameWithoutExtension(file);
            foreach (JsonElement one in document.RootElement.GetProperty("cases").EnumerateArray())
            {
                string op = one.TryGetProperty("op", out JsonElement o) ? o.ToString() : "";
                Walk(one, "", $"{family}.{op}.", fields);
            }
        }
        return fields.SelectMany(f => f.Value.Select(v => (Name: f.Key.Split('|')[1], v)))
            .GroupBy(p => p.Name, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Select(p => p.v).ToList(), StringComparer.Ordinal);
    }

    // A few values of each field of each kind of case: families repeat themselves.
    private static void Walk(JsonElement element, string name, string family, Dictionary<string, List<byte[]>> fields)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (JsonProperty property in element.EnumerateObject()) Walk(property.Value, property.Name, family, fields);
                break;
            case JsonValueKind.Array:
                foreach (JsonElement item in element.EnumerateArray()) Walk(item, name, family, fields);
                break;
            case JsonValueKind.String:
                string text = element.GetString()!;
                bool isHex = text.Length % 2 == 0 && text.All(char.IsAsciiHexDigit) && text.Length <= 2 * LongestCandidate;
                string key = $"{family}|{(isHex ? name : $"\"{name}")}";
                if (!fields.TryGetValue(key, out List<byte[]>? values)) fields.Add(key, values = []);
                if (values.Count < PerField) values.Add(isHex ? Convert.FromHexString(text) : Encoding.UTF8.GetBytes(text));
                break;
        }
    }

    private static List<byte[]> WithParts(IEnumerable<byte[]> messages)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var all = new List<byte[]>();
        foreach (byte[] message in messages)
        {
            Add(message);
            if (ProtoNode.Parse(message) is not { } fields) continue;
            var lists = new List<List<ProtoNode>>();
            ProtoNode.Collect(fields, lists);
            // The first message under each path says as much as all of them.
            foreach (List<ProtoNode> part in lists.Skip(1).Take(24)) Add(ProtoNode.Write(part));
        }
        return all;

        void Add(byte[] bytes)
        {
            if (all.Count < MostCandidates && bytes.Length > 0 && seen.Add(Convert.ToHexString(bytes))) all.Add(bytes);
        }
    }
}
