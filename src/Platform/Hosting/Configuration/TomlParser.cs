// TOML 1.0.0, into the model of configuration files. Dates and times stay texts.
namespace MobileCoin.Hosting;

/// <summary>How a table of a TOML file came to be.</summary>
internal enum TomlTable
{
    /// <summary>As part of a longer header: its own may follow.</summary>
    Implied,

    /// <summary>By a header, or as the whole file.</summary>
    Header,

    /// <summary>By a dotted key.</summary>
    Dotted,

    /// <summary>Between braces; or a list between brackets. Nothing may be added.</summary>
    Inline,

    /// <summary>A list of tables with headers in double brackets.</summary>
    Tables,
}

/// <summary>Reads one TOML file.</summary>
internal sealed partial class TomlParser(ConfigurationSource source)
{
    private const int End = -1;

    private readonly byte[] _text = source.Bytes;
    private readonly ConfigurationNode _root = new(source, 0, null, null, ConfigurationKind.Table) { Origin = TomlTable.Header };
    private int _at;

    private int Next => _at < _text.Length ? _text[_at] : End;

    internal ConfigurationNode Parse()
    {
        ConfigurationNode table = _root;
        while (true)
        {
            SkipBlankLines();
            if (Next == End) return _root;
            if (Next == '[') table = Header();
            else KeyValue(table);
            EndLine();
        }
    }

    /// <summary>A header: [table] or [[one more table of a list]].</summary>
    private ConfigurationNode Header()
    {
        int start = _at++;
        bool several = Next == '[';
        if (several) _at++;
        SkipSpaces();
        List<string> path = Key();
        Expect(']');
        if (several) Expect(']');
        ConfigurationNode table = _root;
        for (int i = 0; i + 1 < path.Count; i++) table = Enter(table, path[i], start);
        string name = path[^1];
        ConfigurationNode? there = table.Members.GetValueOrDefault(name);
        if (several) return Another(table, name, there, start);
        if (there is null) return Added(table, name, new ConfigurationNode(source, start, table, name, ConfigurationKind.Table) { Origin = TomlTable.Header });
        if (there is not { Kind: ConfigurationKind.Table, Origin: TomlTable.Implied }) throw source.Error(start, string.Join('.', path), "the key is there twice");
        there.Origin = TomlTable.Header;
        return there;
    }

    private ConfigurationNode Another(ConfigurationNode table, string name, ConfigurationNode? list, int start)
    {
        list ??= Added(table, name, new ConfigurationNode(source, start, table, name, ConfigurationKind.List) { Origin = TomlTable.Tables });
        if (list is not { Kind: ConfigurationKind.List, Origin: TomlTable.Tables }) throw source.Error(start, list.Path, "is no list of tables to add one to");
        var item = new ConfigurationNode(source, start, list, null, ConfigurationKind.Table) { Origin = TomlTable.Header };
        list.Add(item);
        return item;
    }

    /// <summary>The table that a part of a header's path means; the last one of a list.</summary>
    private ConfigurationNode Enter(ConfigurationNode table, string name, int start)
    {
        if (!table.Members.TryGetValue(name, out ConfigurationNode? there))
        {
            return Added(table, name, new ConfigurationNode(source, start, table, name, ConfigurationKind.Table) { Origin = TomlTable.Implied });
        }
        return there switch
        {
            { Kind: ConfigurationKind.Table, Origin: not TomlTable.Inline } => there,
            { Kind: ConfigurationKind.List, Origin: TomlTable.Tables } => there.Last!,
            _ => throw source.Error(start, there.Path, "is no table that can be added to"),
        };
    }

    private void KeyValue(ConfigurationNode table)
    {
        int start = _at;
        List<string> path = Key();
        Expect('=');
        SkipSpaces();
        for (int i = 0; i + 1 < path.Count; i++)
        {
            if (!table.Members.TryGetValue(path[i], out ConfigurationNode? there))
            {
                there = Added(table, path[i], new ConfigurationNode(source, start, table, path[i], ConfigurationKind.Table) { Origin = TomlTable.Dotted });
            }
            table = there is { Kind: ConfigurationKind.Table, Origin: TomlTable.Dotted } ? there : throw source.Error(start, there.Path, "is defined elsewhere: a dotted key cannot add to it");
        }
        string name = path[^1];
        Added(table, name, Value(table, name));
    }

    private static ConfigurationNode Added(ConfigurationNode table, string name, ConfigurationNode member)
    {
        table.Add(name, member);
        return member;
    }

    private void EndLine()
    {
        SkipSpaces();
        SkipComment();
        if (Next == End || TryNewLine()) return;
        throw Wrong("a new line belongs here");
    }

    private void SkipBlankLines()
    {
        do
        {
            SkipSpaces();
            SkipComment();
        }
        while (TryNewLine());
    }

    private void SkipSpaces()
    {
        while (Next is ' ' or '\t') _at++;
    }

    private void SkipComment()
    {
        if (Next != '#') return;
        while (Next is not ('\n' or End) && !(Next == '\r' && _at + 1 < _text.Length && _text[_at + 1] == '\n'))
        {
            if (IsControl(Next)) throw Wrong("a comment holds a control character");
            _at++;
        }
    }

    private bool TryNewLine()
    {
        if (Next == '\r' && _at + 1 < _text.Length && _text[_at + 1] == '\n') _at++;
        if (Next != '\n') return false;
        _at++;
        return true;
    }

    private void Expect(char wanted)
    {
        if (Next != wanted) throw Wrong($"{wanted} belongs here");
        _at++;
    }

    private HostingException Wrong(string problem) => source.Error(_at, "", Next == End ? $"{problem}, but the file ends" : problem);

    private static bool IsControl(int c) => c is (>= 0 and < ' ' and not '\t') or 0x7f;
}
