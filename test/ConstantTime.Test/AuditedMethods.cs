namespace MobileCoin.ConstantTime.Test;

/// <summary>The methods to audit at a level; the head of audited-methods.txt says what its lines mean.</summary>
internal sealed class AuditedMethods
{
    internal List<MethodPattern> Included { get; } = [];

    internal List<MethodPattern> Excluded { get; } = [];

    internal static AuditedMethods Parse(TextReader reader, string level)
    {
        var methods = new AuditedMethods();
        foreach ((int number, string line) in AllowList.ContentLines(reader))
        {
            string[] fields = [.. line.Split('|').Select(f => f.Trim())];
            bool excluded = fields[0].StartsWith('!');
            if (excluded ? fields is not [_, _, { Length: > 0 }] : fields.Length > 2)
                throw new InvalidDataException($"audited-methods.txt line {number}: expected PATTERN [| LEVELS] or !PATTERN | LEVELS | REASON");
            string[] levels = fields.Length > 1 ? AllowList.Levels(fields[1], number) : ["all"];
            if (!levels.Contains("all", StringComparer.Ordinal) && !levels.Contains(level, StringComparer.Ordinal)) continue;
            (excluded ? methods.Excluded : methods.Included).Add(new MethodPattern(fields[0].TrimStart('!', ' ')));
        }
        return methods;
    }
}
