using System.Globalization;
using System.Text;

namespace MobileCoin.Hosting;

/// <summary>What --help prints: every flag with its environment variable, default and unit.</summary>
internal static class HelpText
{
    internal static string Of(string path, ConsoleProgram program, IReadOnlyList<Flag> flags)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{program.Description}\n\nusage: {path} [flags]");
        if (program.Commands.Count > 0) text.Append(" <command>");
        foreach (Flag flag in flags.Where(f => f.IsPositional)) text.Append(CultureInfo.InvariantCulture, $" {(flag.IsRequired ? flag.Title : $"[{flag.Title}]")}{(flag.IsList ? "..." : "")}");
        text.Append('\n');
        if (program.Commands.Count > 0)
        {
            text.Append("\ncommands:\n");
            int width = program.Commands.Max(c => c.Name.Length);
            foreach (ConsoleProgram command in program.Commands) text.Append(CultureInfo.InvariantCulture, $"  {command.Name.PadRight(width)}  {command.Description}\n");
        }
        Append(text, "arguments", flags.Where(f => f.IsPositional));
        text.Append("\nflags:\n");
        foreach (Flag flag in flags.Where(f => !f.IsPositional)) Append(text, flag);
        text.Append("  --help, -h\n      this text\n  --version, -V\n      the version\n");
        if (program.Rules.Count > 0) text.Append('\n').AppendJoin('\n', program.Rules.Select(r => r.Description)).Append('\n');
        text.Append("\nA flag on the command line wins over its environment variable. Exit codes: 0 success, 1 failure, 2 wrong usage.\n");
        return text.ToString();
    }

    private static void Append(StringBuilder text, string title, IEnumerable<Flag> flags)
    {
        Flag[] all = [.. flags];
        if (all.Length == 0) return;
        text.Append(CultureInfo.InvariantCulture, $"\n{title}:\n");
        foreach (Flag flag in all) Append(text, flag);
    }

    private static void Append(StringBuilder text, Flag flag)
    {
        text.Append("  ").Append(flag.Title);
        if (flag.Letter is { } letter) text.Append(", -").Append(letter);
        if (!flag.IsSwitch && !flag.IsPositional) text.Append(CultureInfo.InvariantCulture, $" <{flag.ValueName}{(flag.IsList ? ",..." : "")}>");
        if (flag.Variable is not null) text.Append(CultureInfo.InvariantCulture, $"  [{flag.Variable}]");
        text.Append("\n      ").Append(flag.Description);
        List<string> more = [];
        if (flag.IsList) more.Add("may be repeated");
        if (flag.IsRequired) more.Add("required");
        if (flag.DefaultText is { } value && !flag.IsSwitch) more.Add($"default: {Default(flag, value)}");
        else if (flag.Unit is not null) more.Add($"unit: {flag.Unit}");
        if (flag.Aliases.Count > 0) more.Add($"also {string.Join(", ", flag.Aliases.Select(a => "--" + a))}");
        if (flag.VariableAliases.Count > 0) more.Add($"also {string.Join(", ", flag.VariableAliases)}");
        if (flag.IsIgnored) more.Add("does nothing any more");
        if (more.Count > 0) text.Append(CultureInfo.InvariantCulture, $" ({string.Join("; ", more)})");
        text.Append('\n');
    }

    private static string Default(Flag flag, string value)
    {
        if (flag is Flag<TimeSpan> span && flag.Unit == "ms") value = span.Default.TotalMilliseconds.ToString(CultureInfo.InvariantCulture);
        return flag.Unit is null ? value : $"{value} {flag.Unit}";
    }
}
