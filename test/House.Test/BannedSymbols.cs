namespace MobileCoin.House.Test;

/// <summary>The list that the banned-symbol analyzer reads, for use on built assemblies: lines of KIND:NAME;why.</summary>
internal sealed class BannedSymbols
{
    private readonly Dictionary<string, string> _why = new(StringComparer.Ordinal);

    internal BannedSymbols(string path)
    {
        foreach (string line in File.ReadLines(path).Where(l => l.Length > 0))
        {
            string[] parts = line.Split(';', 2);
            _why[parts[0]] = parts.Length > 1 ? parts[1] : "";
        }
    }

    internal IEnumerable<string> Symbols => _why.Keys;

    /// <summary>The uses of banned symbols in an assembly, pragmas or not.</summary>
    internal IEnumerable<string> UsesIn(AssemblyMetadata assembly)
    {
        foreach (string type in assembly.TypeReferences)
        {
            for (string name = type; name.LastIndexOf('.') is > 0 and int end; name = name[..end])
            {
                if (_why.TryGetValue("T:" + name, out string? why) || _why.TryGetValue("N:" + name[..end], out why)) yield return $"{type}: {why}";
            }
        }
        Dictionary<string, string> members = _why.Where(s => s.Key[0] is 'M' or 'P').ToDictionary(s => MetadataName(s.Key), s => s.Value, StringComparer.Ordinal);
        foreach (string member in assembly.MemberReferences)
        {
            if (members.TryGetValue(member, out string? why)) yield return $"{member}: {why}";
        }
    }

    // P:System.Environment.TickCount is the method get_TickCount in metadata; M: carries an argument list.
    private static string MetadataName(string symbol)
    {
        string name = symbol[2..].Split('(')[0];
        int end = name.LastIndexOf('.') + 1;
        return symbol[0] == 'P' ? $"{name[..end]}get_{name[end..]}" : name;
    }
}
