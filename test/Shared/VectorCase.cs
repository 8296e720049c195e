// One case of an interoperability vector file: byte strings are lower-case hex, 64-bit integers decimal strings.
using System.Globalization;
using System.Text.Json;

namespace MobileCoin.Testing;

/// <summary>One case of a vector family, with typed access to its fields; a missing field fails the test by name.</summary>
public sealed class VectorCase(string family, int index, JsonElement json)
{
    public string Family { get; } = family;

    public int Index { get; } = index;

    public JsonElement Json { get; } = json;

    /// <summary>The case's "op", or the empty string in families that have one kind of case only.</summary>
    public string Op => Json.TryGetProperty("op", out JsonElement op) ? op.GetString()! : "";

    public bool Has(string field) => Json.TryGetProperty(field, out _);

    public bool IsNull(string field) => Json.TryGetProperty(field, out JsonElement e) && e.ValueKind == JsonValueKind.Null;

    public byte[] Hex(string field) => Convert.FromHexString(Text(field));

    public string Text(string field) => Field(field).GetString()
        ?? throw new InvalidDataException($"{this}: field '{field}' is null");

    public bool Flag(string field) => Field(field).GetBoolean();

    public ulong UInt64(string field)
    {
        JsonElement e = Field(field);
        return e.ValueKind == JsonValueKind.String ? ulong.Parse(e.GetString()!, CultureInfo.InvariantCulture) : e.GetUInt64();
    }

    /// <summary>The items of an array field, each as a case of its own.</summary>
    public IEnumerable<VectorCase> Items(string field)
    {
        int i = 0;
        foreach (JsonElement item in Field(field).EnumerateArray())
        {
            yield return new VectorCase($"{Family}[{Index}].{field}", i++, item);
        }
    }

    public JsonElement Field(string field) => Json.TryGetProperty(field, out JsonElement e)
        ? e
        : throw new InvalidDataException($"{this}: field '{field}' is missing");

    public override string ToString() => Op.Length == 0 ? $"{Family}[{Index}]" : $"{Family}[{Index}] {Op}";
}
