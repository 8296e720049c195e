namespace MobileCoin.Hosting;

public sealed partial class ConfigurationNode
{
    /// <summary>A member of a table.</summary>
    /// <exception cref="HostingException">This is no table, or has no such key.</exception>
    public ConfigurationNode Get(string key) => Find(key) ?? throw Error($"the key {key} is missing");

    /// <summary>A member of a table; null where there is none, or it is null.</summary>
    /// <exception cref="HostingException">This is no table.</exception>
    public ConfigurationNode? Find(string key)
    {
        Expect(ConfigurationKind.Table, "a table");
        return Members.TryGetValue(key, out ConfigurationNode? member) && member.Kind != ConfigurationKind.Null ? member : null;
    }

    /// <summary>Keys of a table that nobody asked for: often misspelt ones.</summary>
    /// <param name="known">The keys that there are.</param>
    public IEnumerable<ConfigurationNode> Unknown(params string[] known) => Members.Where(m => !known.Contains(m.Key, StringComparer.Ordinal)).Select(m => m.Value);

    /// <summary>The values of a list.</summary>
    /// <exception cref="HostingException">This is no list.</exception>
    public IReadOnlyList<ConfigurationNode> AsList()
    {
        Expect(ConfigurationKind.List, "a list");
        return Items;
    }

    /// <summary>The members of a table.</summary>
    /// <exception cref="HostingException">This is no table.</exception>
    public IReadOnlyDictionary<string, ConfigurationNode> AsTable()
    {
        Expect(ConfigurationKind.Table, "a table");
        return Members;
    }

    /// <summary>The text.</summary>
    /// <exception cref="HostingException">This is no text.</exception>
    public string AsText()
    {
        Expect(ConfigurationKind.Text, "a text");
        return (string)_value!;
    }

    /// <summary>True or false.</summary>
    /// <exception cref="HostingException">This is neither.</exception>
    public bool AsBoolean()
    {
        Expect(ConfigurationKind.Boolean, "true or false");
        return (bool)_value!;
    }

    /// <summary>The whole number.</summary>
    /// <exception cref="HostingException">This is none from 0 to 2^64 - 1.</exception>
    public ulong AsUInt64() => Number(ulong.MaxValue) is var number ? (ulong)number : 0;

    /// <summary>The whole number.</summary>
    /// <exception cref="HostingException">This is none from 0 to 2^32 - 1.</exception>
    public uint AsUInt32() => (uint)Number(uint.MaxValue);

    /// <summary>The value made by a function; what the function refuses with FormatException is an error at this value.</summary>
    /// <exception cref="HostingException">The function refuses.</exception>
    public T As<T>(Func<string, T> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        string text = AsText();
        try
        {
            return read(text);
        }
        catch (FormatException e)
        {
            throw Error(e.Message);
        }
    }

    private Int128 Number(Int128 most)
    {
        Expect(ConfigurationKind.Integer, "a whole number");
        Int128 number = (Int128)_value!;
        return number >= 0 && number <= most ? number : throw Error($"{number} is not a whole number from 0 to {most}");
    }

    private void Expect(ConfigurationKind kind, string name)
    {
        if (Kind != kind) throw Error($"is not {name}, but {KindName()}");
    }

    private string KindName() => Kind switch
    {
        ConfigurationKind.Null => "null",
        ConfigurationKind.Table => "a table",
        ConfigurationKind.List => "a list",
        ConfigurationKind.Text => "a text",
        ConfigurationKind.Integer => "a whole number",
        ConfigurationKind.Float => "a number with a fraction",
        _ => "true or false",
    };
}
