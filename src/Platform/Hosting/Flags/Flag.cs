// A setting of a program: a flag of the command line and the environment variable beside it (fact sheets fog §0, §2.2, consensus §4.2).
namespace MobileCoin.Hosting;

/// <summary>A setting of a program, whatever its type.</summary>
/// <param name="Name">The flag without its dashes; for a positional argument, what help calls it.</param>
/// <param name="Variable">The environment variable that gives the value where the flag does not; null: none.</param>
/// <param name="Description">One line for help.</param>
public abstract record Flag(string Name, string? Variable, string Description)
{
    /// <summary>What help calls the value: uri, path, host:port.</summary>
    public string ValueName { get; init; } = "text";

    /// <summary>The unit of a number, for help: s, ms, blocks. Null: none.</summary>
    public string? Unit { get; init; }

    /// <summary>Whether the program refuses to start without a value.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Whether the value must never be shown: not in errors, not in the configuration that the admin port gives out.</summary>
    public bool IsSecret { get; init; }

    /// <summary>Whether the flag is taken for old command lines' sake and does nothing; its use is warned of.</summary>
    public bool IsIgnored { get; init; }

    /// <summary>Whether it is an argument without a flag.</summary>
    public bool IsPositional { get; init; }

    /// <summary>The one letter that the flag is also given by: <c>-k</c>.</summary>
    public char? Letter { get; init; }

    /// <summary>Older names of the flag, without dashes. The name wins over them where both are given.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Older names of the environment variable.</summary>
    public IReadOnlyList<string> VariableAliases { get; init; } = [];

    /// <summary>Names of flags that must be given when this one is.</summary>
    public IReadOnlyList<string> Requires { get; init; } = [];

    /// <summary>Names of flags that must not be given when this one is.</summary>
    public IReadOnlyList<string> ConflictsWith { get; init; } = [];

    /// <summary>Whether the flag may be given several times, and its value hold several, separated by commas.</summary>
    public bool IsList { get; internal init; }

    /// <summary>Whether the flag stands alone, without a value.</summary>
    public bool IsSwitch { get; internal init; }

    /// <summary>How messages name the flag.</summary>
    public string Title => IsPositional ? $"<{Name}>" : "--" + Name;

    /// <summary>The value that holds without flag and variable, for help; null: none.</summary>
    internal abstract string? DefaultText { get; }

    /// <summary>That value itself, boxed; null: none.</summary>
    internal abstract object? DefaultValue { get; }

    /// <summary>Makes the value of texts: one, or any number for a list.</summary>
    /// <exception cref="FlagException">They do not make one.</exception>
    internal abstract object Read(IReadOnlyList<string> texts);

    /// <summary>A value as the configuration shows it: numbers and booleans as they are, URIs without user, password and parameters.</summary>
    internal static object? Show(object? value) => value switch
    {
        null or bool or string or int or long or ulong or double => value,
        TimeSpan span => span.TotalSeconds,
        System.Collections.IEnumerable many => many.Cast<object?>().Select(Show).ToList(),
        _ => value.ToString(),
    };
}

/// <summary>A setting of a program.</summary>
/// <typeparam name="T">The type of the value; of a list, IReadOnlyList of it.</typeparam>
public sealed record Flag<T>(string Name, string? Variable, string Description) : Flag(Name, Variable, Description)
    where T : notnull
{
    private readonly T? _default;
    private readonly bool _hasDefault;

    /// <summary>The value that holds without flag and variable.</summary>
    public T? Default
    {
        get => _default;
        init
        {
            _default = value;
            _hasDefault = value is not null;
        }
    }

    internal Func<IReadOnlyList<string>, T> Reader { get; init; } = static _ => throw new InvalidOperationException("the flag has no reader: make it with Flags");

    internal override string? DefaultText => !_hasDefault ? null : Show(_default) switch
    {
        bool value => value ? "true" : "false",
        List<object?> { Count: 0 } or "" => "empty",
        List<object?> list => string.Join(',', list),
        var other => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{other}"),
    };

    internal override object? DefaultValue => _hasDefault ? _default : null;

    internal override object Read(IReadOnlyList<string> texts) => Reader(texts);
}

/// <summary>A command line or an environment that a program cannot start with. The message names the flag; it does not show secret values.</summary>
public sealed class FlagException : Exception
{
    /// <summary>With what is wrong.</summary>
    public FlagException(string message)
        : base(message)
    {
    }

    /// <summary>With what is wrong and its cause.</summary>
    public FlagException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
