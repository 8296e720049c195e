using System.Text;

namespace MobileCoin.Hosting;

internal sealed partial class TomlParser
{
    /// <summary>A key of one or more parts, and the spaces behind it.</summary>
    private List<string> Key()
    {
        List<string> parts = [];
        while (true)
        {
            parts.Add(KeyPart());
            if (parts.Count > ConfigurationFile.MaxDepth) throw Wrong($"a key has more than {ConfigurationFile.MaxDepth} parts");
            SkipSpaces();
            if (Next != '.') return parts;
            _at++;
            SkipSpaces();
        }
    }

    private string KeyPart()
    {
        if (Next == '"') return BasicString();
        if (Next == '\'') return LiteralString();
        int start = _at;
        while (Next is >= 'a' and <= 'z' or >= 'A' and <= 'Z' or >= '0' and <= '9' or '_' or '-') _at++;
        if (_at == start) throw Wrong("a key belongs here");
        return Encoding.ASCII.GetString(_text.AsSpan(start.._at));
    }
}
