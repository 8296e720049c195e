// A field of a network's file, which knows its name for errors.
using System.Text.Json;
using MobileCoin.Attestation;

namespace MobileCoin.Client;

/// <param name="File">What errors call the file.</param>
/// <param name="Json">The field.</param>
/// <param name="Name">Its name, with those of the fields that it is in.</param>
internal readonly record struct NetworkField(string File, JsonElement Json, string Name = "")
{
    internal bool IsText => Json.ValueKind == JsonValueKind.String;

    /// <summary>A field that must be there.</summary>
    internal NetworkField this[string name] => Find(name) ?? throw NetworkUris.Wrong(File, Inner(name), "it is missing");

    internal NetworkField? Find(string name) =>
        Json.TryGetProperty(name, out JsonElement json) && json.ValueKind != JsonValueKind.Null ? new NetworkField(File, json, Inner(name)) : null;

    /// <summary>Refuses fields of other names: a misspelt one would be overlooked.</summary>
    internal void Expect(string[] names)
    {
        if (Json.ValueKind != JsonValueKind.Object) throw Wrong("it is no object {…}");
        foreach (JsonProperty property in Json.EnumerateObject())
        {
            if (!names.Contains(property.Name, StringComparer.Ordinal))
            {
                throw NetworkUris.Wrong(File, Inner(property.Name), $"there is no such field; there are {string.Join(", ", names)}");
            }
        }
    }

    internal string Text() => IsText ? Json.GetString()! : throw Wrong("it is no text in quotes");

    internal bool Flag() => Json.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Wrong("it is neither true nor false"),
    };

    internal byte[] Base64() => IsText && Json.TryGetBytesFromBase64(out byte[]? bytes) ? bytes : throw Wrong("it is no base64");

    internal IEnumerable<NetworkField> Items()
    {
        if (Json.ValueKind != JsonValueKind.Array) throw Wrong("it is no list […]");
        NetworkField list = this;
        return Json.EnumerateArray().Select((json, i) => new NetworkField(list.File, json, $"{list.Name}[{i}]"));
    }

    internal TrustedIdentity Identity()
    {
        try
        {
            return TrustedIdentity.FromJson(Json);
        }
        catch (EvidenceFormatException e)
        {
            throw Wrong(e.Message);
        }
    }

    internal MobileCoinException Wrong(string reason) => NetworkUris.Wrong(File, Name.Length == 0 ? "the whole" : Name, reason);

    private string Inner(string name) => Name.Length == 0 ? name : $"{Name}.{name}";
}
