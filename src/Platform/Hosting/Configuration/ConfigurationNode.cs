using System.Text.Json.Nodes;

namespace MobileCoin.Hosting;

/// <summary>What a value of a configuration file is.</summary>
public enum ConfigurationKind
{
    /// <summary>JSON's null.</summary>
    Null,

    /// <summary>Keys with values.</summary>
    Table,

    /// <summary>Values in order.</summary>
    List,

    /// <summary>A text; TOML's dates and times too.</summary>
    Text,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A number with a fraction or an exponent.</summary>
    Float,

    /// <summary>True or false.</summary>
    Boolean,
}

/// <summary>A value of a configuration file: a table, a list, or a single value. Remembers where it stands, for errors.</summary>
public sealed partial class ConfigurationNode
{
    private static readonly Dictionary<string, ConfigurationNode> NoMembers = new(StringComparer.Ordinal);

    private readonly ConfigurationSource _source;
    private readonly ConfigurationNode? _parent;
    private readonly string? _key;
    private readonly object? _value;
    private Dictionary<string, ConfigurationNode>? _members;
    private List<ConfigurationNode>? _items;

    internal ConfigurationNode(ConfigurationSource source, int offset, ConfigurationNode? parent, string? key, ConfigurationKind kind, object? value = null)
    {
        (_source, Offset, _parent, _key, Kind, _value) = (source, offset, parent, key, kind, value);
        Depth = parent is null ? 0 : parent.Depth + 1;
        if (Depth > ConfigurationFile.MaxDepth) throw source.Error(offset, "", $"tables and lists lie more than {ConfigurationFile.MaxDepth} deep in each other");
    }

    /// <summary>What it is.</summary>
    public ConfigurationKind Kind { get; }

    /// <summary>The keys that lead to it, as <c>quorum_set.members[1].args</c>; empty for the whole file.</summary>
    public string Path
    {
        get
        {
            if (_parent is null) return "";
            if (_key is null) return $"{_parent.Path}[{_parent.Items.TakeWhile(i => i != this).Count()}]";
            return _parent._parent is null ? _key : $"{_parent.Path}.{_key}";
        }
    }

    /// <summary>The members of a table by key; none for other values.</summary>
    public IReadOnlyDictionary<string, ConfigurationNode> Members => _members ?? NoMembers;

    /// <summary>The values of a list; none for other values.</summary>
    public IReadOnlyList<ConfigurationNode> Items => _items ?? (IReadOnlyList<ConfigurationNode>)[];

    internal int Depth { get; }

    internal int Offset { get; }

    /// <summary>How a TOML table came to be, which decides what may still be added to it.</summary>
    internal TomlTable Origin { get; set; }

    /// <summary>The value as JSON.</summary>
    public JsonNode? ToJson() => Kind switch
    {
        ConfigurationKind.Table => new JsonObject(Members.Select(m => KeyValuePair.Create(m.Key, m.Value.ToJson()))),
        ConfigurationKind.List => new JsonArray([.. Items.Select(i => i.ToJson())]),
        ConfigurationKind.Text => JsonValue.Create((string)_value!),
        ConfigurationKind.Boolean => JsonValue.Create((bool)_value!),
        ConfigurationKind.Integer => (Int128)_value! is var number && number > long.MaxValue ? JsonValue.Create((ulong)number) : JsonValue.Create((long)number),
        ConfigurationKind.Float when double.IsFinite((double)_value!) => JsonValue.Create((double)_value),
        _ => null,
    };

    /// <summary>An error at this value: file, line, column, key and what is wrong.</summary>
    public HostingException Error(string problem) => _source.Error(Offset, Path, problem);

    internal void Add(string key, ConfigurationNode member)
    {
        _members ??= new Dictionary<string, ConfigurationNode>(StringComparer.Ordinal);
        if (!_members.TryAdd(key, member)) throw member.Error("the key is there twice");
    }

    internal void Add(ConfigurationNode item) => (_items ??= []).Add(item);

    internal ConfigurationNode? Last => _items is { Count: > 0 } items ? items[^1] : null;
}
