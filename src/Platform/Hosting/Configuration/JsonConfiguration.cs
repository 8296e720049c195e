using System.Globalization;
using System.Text.Json;

namespace MobileCoin.Hosting;

/// <summary>JSON as a configuration.</summary>
internal static class JsonConfiguration
{
    internal static ConfigurationNode Parse(ConfigurationSource source)
    {
        // One deeper than allowed, so that the error that says so is ours and names the place.
        var reader = new Utf8JsonReader(source.Bytes, new JsonReaderOptions { MaxDepth = ConfigurationFile.MaxDepth + 2 });
        int at = 0;
        try
        {
            ConfigurationNode? root = null;
            ConfigurationNode? open = null;
            var path = new Stack<ConfigurationNode>();
            string? key = null;
            while (reader.Read())
            {
                at = (int)reader.TokenStartIndex;
                if (reader.TokenType == JsonTokenType.PropertyName)
                {
                    key = Text(source, ref reader);
                    continue;
                }
                if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
                {
                    path.Pop();
                    open = path.Count > 0 ? path.Peek() : null;
                    continue;
                }
                ConfigurationNode node = Node(source, ref reader, open, open?.Kind == ConfigurationKind.Table ? key : null);
                if (open is null) root = node;
                else if (open.Kind == ConfigurationKind.Table) open.Add(key!, node);
                else open.Add(node);
                if (node.Kind is not (ConfigurationKind.Table or ConfigurationKind.List)) continue;
                path.Push(node);
                open = node;
            }
            return root is { Kind: ConfigurationKind.Table } ? root : throw source.Error(0, "", "the file is no JSON object");
        }
        catch (JsonException e)
        {
            // The exception's own position counts from zero and in bytes.
            throw source.Error(Offset(source, e) ?? at, "", $"not JSON: {Reason(e)}");
        }
    }

    private static ConfigurationNode Node(ConfigurationSource source, ref Utf8JsonReader reader, ConfigurationNode? parent, string? key)
    {
        int at = (int)reader.TokenStartIndex;
        return reader.TokenType switch
        {
            JsonTokenType.StartObject => new(source, at, parent, key, ConfigurationKind.Table),
            JsonTokenType.StartArray => new(source, at, parent, key, ConfigurationKind.List),
            JsonTokenType.String => new(source, at, parent, key, ConfigurationKind.Text, Text(source, ref reader)),
            JsonTokenType.True or JsonTokenType.False => new(source, at, parent, key, ConfigurationKind.Boolean, reader.TokenType == JsonTokenType.True),
            JsonTokenType.Number => Number(source, ref reader, parent, key),
            _ => new(source, at, parent, key, ConfigurationKind.Null),
        };
    }

    private static ConfigurationNode Number(ConfigurationSource source, ref Utf8JsonReader reader, ConfigurationNode? parent, string? key)
    {
        int at = (int)reader.TokenStartIndex;
        if (reader.TryGetInt64(out long signed)) return new(source, at, parent, key, ConfigurationKind.Integer, (Int128)signed);
        if (reader.TryGetUInt64(out ulong unsigned)) return new(source, at, parent, key, ConfigurationKind.Integer, (Int128)unsigned);
        if (reader.ValueSpan.IndexOfAny(".eE"u8) < 0) throw source.Error(at, key ?? "", "the number has more than 64 bits");
        _ = double.TryParse(reader.ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture, out double value);
        return new(source, at, parent, key, ConfigurationKind.Float, value);
    }

    private static string Text(ConfigurationSource source, ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw source.Error((int)reader.TokenStartIndex, "", "the text holds half a surrogate pair");
        }
    }

    private static int? Offset(ConfigurationSource source, JsonException e)
    {
        if (e.LineNumber is not { } line || e.BytePositionInLine is not { } column) return null;
        int start = 0;
        for (long i = 0; i < line; i++) start += source.Bytes.AsSpan(start).IndexOf((byte)'\n') + 1;
        return (int)Math.Min(start + column, source.Bytes.Length);
    }

    private static string Reason(JsonException e)
    {
        int end = e.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        string message = end < 0 ? e.Message : e.Message[..end];
        return message.TrimEnd('.');
    }
}
