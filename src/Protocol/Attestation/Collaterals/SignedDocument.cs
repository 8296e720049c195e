// Intel's signed JSON: one inner object and the signature over its very text (fact sheet attestation §2.3, §2.6).
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace MobileCoin.Attestation;

/// <summary>The parts of a signed document, and typed reading of the inner object.</summary>
internal sealed class SignedDocument
{
    private const int SignatureSize = 64;

    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    private readonly string _name;

    private SignedDocument(string name, JsonElement inner, byte[] signature)
    {
        _name = name;
        Inner = inner;
        Signed = Encoding.UTF8.GetBytes(inner.GetRawText());
        Signature = signature;
    }

    internal JsonElement Inner { get; }

    /// <summary>The inner object's text as it came, UTF-8.</summary>
    internal byte[] Signed { get; }

    /// <summary>r and s.</summary>
    internal byte[] Signature { get; }

    /// <exception cref="EvidenceFormatException">Not such a document; no property may come twice.</exception>
    internal static T Parse<T>(string text, string name, Func<SignedDocument, T> read)
    {
        try
        {
            using var json = JsonDocument.Parse(text, Options);
            JsonElement inner = Property(json.RootElement, name, name);
            if (inner.ValueKind != JsonValueKind.Object) throw new EvidenceFormatException($"{name}: not an object");
            byte[] signature = Hex(Property(json.RootElement, "signature", name), SignatureSize, name, "signature");
            return read(new SignedDocument(name, inner, signature));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new EvidenceFormatException($"{name}: {e.Message}", e);
        }
    }

    internal string Text(JsonElement element, string property) => Property(element, property, _name).GetString() ?? throw Wrong(property);

    internal int Integer(JsonElement element, string property, int most)
    {
        JsonElement value = Property(element, property, _name);
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) && number >= 0
            && number <= most ? number : throw Wrong(property);
    }

    internal byte[] Bytes(JsonElement element, string property, int size) => Hex(Property(element, property, _name), size, _name, property);

    internal DateTimeOffset Time(string property) =>
        DateTimeOffset.TryParseExact(
            Text(Inner, property), "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset time)
            ? time
            : throw Wrong(property);

    internal JsonElement Property(JsonElement element, string property) => Property(element, property, _name);

    internal IEnumerable<JsonElement> Items(JsonElement element, string property) => Property(element, property, _name).EnumerateArray();

    /// <summary>Status and advisories of a level.</summary>
    internal TcbStanding Standing(JsonElement level)
    {
        string text = Text(level, "tcbStatus");
        if (!Enum.TryParse(text, out TcbStatus status) || status.ToString() != text) throw Wrong("tcbStatus");
        string[] advisories = level.TryGetProperty("advisoryIDs", out JsonElement ids)
            ? [.. ids.EnumerateArray().Select(i => i.GetString() ?? throw Wrong("advisoryIDs"))]
            : [];
        return new TcbStanding(status, advisories);
    }

    internal EvidenceFormatException Wrong(string property) => new($"{_name}: {property} has another form");

    private static JsonElement Property(JsonElement element, string property, string document) =>
        element.TryGetProperty(property, out JsonElement value) ? value : throw new EvidenceFormatException($"{document}: no {property}");

    private static byte[] Hex(JsonElement value, int size, string document, string property)
    {
        string? text = value.GetString();
        return text is not null && text.Length == 2 * size
            ? Convert.FromHexString(text)
            : throw new EvidenceFormatException($"{document}: {property} is not {size} bytes of hex");
    }
}
