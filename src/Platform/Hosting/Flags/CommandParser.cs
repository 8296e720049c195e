using System.CommandLine;
using System.CommandLine.Parsing;

namespace MobileCoin.Hosting;

/// <summary>A program as System.CommandLine has it. All values stay texts: types, environment and defaults are this layer's own.</summary>
internal sealed class CommandParser
{
    private static readonly ParserConfiguration Configuration = new() { EnablePosixBundling = false, ResponseFileTokenReplacer = null };

    private readonly Dictionary<Command, ParsedCommand> _commands = [];
    private readonly Command _root;

    internal CommandParser(ConsoleProgram program)
    {
        Dictionary<string, Option> options = new(StringComparer.Ordinal);
        _root = Add(program, program.Name, [], options);
        _root.Options.Add(Help);
        _root.Options.Add(Version);
    }

    internal Option<bool> Help { get; } = new("--help", "-h", "-?") { Recursive = true };

    internal Option<bool> Version { get; } = new("--version", "-V") { Recursive = true };

    internal ParseResult Parse(IReadOnlyList<string> arguments) => _root.Parse(arguments, Configuration);

    internal ParsedCommand Find(ParseResult parsed) => _commands[parsed.CommandResult.Command];

    // A sub-command has its own options of all flags, also of its program's: recursive ones would be found only in the program's result.
    private Command Add(ConsoleProgram program, string path, IReadOnlyList<Flag> inherited, Dictionary<string, Option> options)
    {
        var command = new Command(program.Name);
        var symbols = new Dictionary<string, Symbol>(StringComparer.Ordinal);
        foreach (Flag flag in inherited) Remember(flag, options, symbols);
        foreach (Flag flag in program.Flags)
        {
            if (flag.IsPositional)
            {
                // The last one takes what is too much, so that it can be said.
                bool takesRest = flag.IsList || flag == program.Flags.Last(f => f.IsPositional);
                Argument argument = takesRest
                    ? new Argument<string[]>(flag.Name) { Arity = ArgumentArity.ZeroOrMore }
                    : new Argument<string>(flag.Name) { Arity = ArgumentArity.ZeroOrOne };
                command.Arguments.Add(argument);
                symbols.Add(flag.Name, argument);
                continue;
            }
            foreach (string name in flag.Aliases.Prepend(flag.Name))
            {
                Option option = flag.IsSwitch
                    ? new Option<bool>("--" + name) { Recursive = true }
                    : new Option<string[]>("--" + name) { Recursive = true, Arity = ArgumentArity.OneOrMore, AllowMultipleArgumentsPerToken = false };
                if (name == flag.Name && flag.Letter is { } letter) option.Aliases.Add($"-{letter}");
                command.Options.Add(option);
                options.Add(name, option);
            }
            Remember(flag, options, symbols);
        }
        List<Flag> flags = [.. inherited, .. program.Flags];
        // Sub-commands may have flags of the same name.
        foreach (ConsoleProgram sub in program.Commands) command.Subcommands.Add(Add(sub, $"{path} {sub.Name}", flags, new(options, StringComparer.Ordinal)));
        _commands.Add(command, new ParsedCommand(path, program, flags, symbols));
        return command;
    }

    private static void Remember(Flag flag, Dictionary<string, Option> options, Dictionary<string, Symbol> symbols)
    {
        foreach (string name in flag.Aliases.Prepend(flag.Name))
        {
            if (options.TryGetValue(name, out Option? option)) symbols.Add(name, option);
        }
    }
}

/// <summary>A program or sub-command that the command line names, with what it takes.</summary>
internal sealed record ParsedCommand(string Path, ConsoleProgram Program, IReadOnlyList<Flag> Flags, Dictionary<string, Symbol> Symbols)
{
    /// <summary>The value of every flag: of the command line, else of the environment, else its default.</summary>
    /// <exception cref="FlagException">Something is wrong with them.</exception>
    internal FlagValues ReadValues(ParseResult parsed, Func<string, string?> variable)
    {
        Refuse(parsed);
        var values = new FlagValues();
        foreach (Flag flag in Flags)
        {
            GivenText? given = FromCommandLine(flag, parsed, values) ?? FromEnvironment(flag, variable, values);
            if (given is not null && flag.IsIgnored) values.WarningList.Add($"{given.Source} is of an older version and does nothing");
            object? value = given is null ? flag.DefaultValue : Read(flag, given);
            if (value is null && flag.IsRequired) throw new FlagException($"{flag.Title} is missing{(flag.Variable is null ? "" : $" (environment: {flag.Variable})")}");
            values.Set(flag, value, given is not null);
        }
        foreach (Flag flag in Flags.Where(f => values.IsGiven(f.Name)))
        {
            if (flag.Requires.FirstOrDefault(n => !values.IsGiven(n)) is { } absent) throw new FlagException($"{flag.Title} needs --{absent}");
            if (flag.ConflictsWith.FirstOrDefault(values.IsGiven) is { } present) throw new FlagException($"{flag.Title} and --{present} exclude each other");
        }
        foreach (FlagRule rule in Program.Rules)
        {
            if (rule.Check(values.IsGiven) is { } wrong) throw new FlagException(wrong);
        }
        return values;
    }

    // Tokens that nothing takes may be values of a mistyped secret flag: flags are named, without what follows '='.
    private void Refuse(ParseResult parsed)
    {
        List<string> unknown = [.. parsed.UnmatchedTokens.Where(t => t.StartsWith('-')).Select(t => t.Split('=')[0])];
        if (unknown.Count > 0) throw new FlagException($"unknown flag {string.Join(", ", unknown)}");
        if (Program.Commands.Count > 0)
        {
            string commands = string.Join(", ", Program.Commands.Select(c => c.Name));
            throw new FlagException(parsed.UnmatchedTokens.Count > 0 ? $"unknown command {parsed.UnmatchedTokens[0]}; there are {commands}" : $"a command is missing: {commands}");
        }
        if (parsed.UnmatchedTokens.Count > 0) throw new FlagException($"unexpected argument {parsed.UnmatchedTokens[0]}");
        if (parsed.Errors.Count > 0)
        {
            string? option = parsed.Errors.Select(e => (e.SymbolResult as OptionResult)?.Option.Name).FirstOrDefault(n => n is not null);
            throw new FlagException(option is null ? parsed.Errors[0].Message : $"{option} needs a value");
        }
    }

    private GivenText? FromCommandLine(Flag flag, ParseResult parsed, FlagValues values)
    {
        GivenText? found = null;
        foreach (string name in flag.Aliases.Prepend(flag.Name))
        {
            IReadOnlyList<string>? texts = Symbols[name] switch
            {
                Option option when parsed.GetResult(option) is { Implicit: false } result =>
                    flag.IsSwitch ? [result.GetValueOrDefault<bool>() ? "true" : "false"] : [.. result.Tokens.Select(t => t.Value)],
                Argument argument when parsed.GetResult(argument) is { Tokens.Count: > 0 } result => [.. result.Tokens.Select(t => t.Value)],
                _ => null,
            };
            if (texts is null) continue;
            string source = flag.IsPositional ? flag.Title : "--" + name;
            if (!flag.IsList && texts.Count > 1) throw new FlagException($"{source} is given {texts.Count} times");
            found = Prefer(found, new GivenText(source, texts), values);
        }
        return found;
    }

    // A variable that is set to nothing counts as not set.
    private static GivenText? FromEnvironment(Flag flag, Func<string, string?> variable, FlagValues values)
    {
        GivenText? found = null;
        if (flag.Variable is null) return null;
        foreach (string name in flag.VariableAliases.Prepend(flag.Variable))
        {
            if (variable(name) is { Length: > 0 } text) found = Prefer(found, new GivenText(name, [text]), values);
        }
        return found;
    }

    // The newest name wins.
    private static GivenText Prefer(GivenText? found, GivenText older, FlagValues values)
    {
        if (found is null) return older;
        if (!found.Texts.SequenceEqual(older.Texts, StringComparer.Ordinal)) values.WarningList.Add($"{found.Source} and {older.Source} differ: {found.Source} holds");
        return found;
    }

    private static object Read(Flag flag, GivenText given)
    {
        try
        {
            return flag.Read(given.Texts);
        }
        catch (FlagException e)
        {
            throw new FlagException($"{given.Source}: {e.Message}", e);
        }
    }

    private sealed record GivenText(string Source, IReadOnlyList<string> Texts);
}
