using System.Text.Json;

namespace MobileCoin.Hosting;

/// <summary>The settings that a program runs with.</summary>
public sealed class FlagValues
{
    private readonly Dictionary<string, object?> _values = new(StringComparer.Ordinal);
    private readonly HashSet<string> _given = new(StringComparer.Ordinal);
    private readonly List<Flag> _flags = [];

    internal FlagValues()
    {
    }

    /// <summary>What to tell the operator about the command line once there is a log: old names, flags that do nothing.</summary>
    public IReadOnlyList<string> Warnings => WarningList;

    internal List<string> WarningList { get; } = [];

    /// <summary>The value of a flag that is required or has a default.</summary>
    /// <exception cref="InvalidOperationException">It has none: ask with <see cref="Find"/>.</exception>
    public T Get<T>(Flag<T> flag)
        where T : notnull => TryFind(flag, out T? value) ? value! : throw new InvalidOperationException($"{flag?.Title} has no value");

    /// <summary>The value of a flag, or the type's default where it has none.</summary>
    public T? Find<T>(Flag<T> flag)
        where T : notnull => TryFind(flag, out T? value) ? value : default;

    /// <summary>Whether the command line or the environment gives the flag.</summary>
    public bool IsGiven(Flag flag)
    {
        ArgumentNullException.ThrowIfNull(flag);
        return IsGiven(flag.Name);
    }

    /// <summary>The settings as JSON, names with underscores as upstream's configurations have them. Of a secret it says whether there is one; user names, passwords and parameters of URIs are left out.</summary>
    public string ToConfigJson()
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            foreach (Flag flag in _flags)
            {
                if (flag.IsIgnored) continue;
                string name = flag.Name.Replace('-', '_');
                object? value = _values[flag.Name];
                if (flag.IsSecret)
                {
                    json.WriteBoolean(name + "_given", value is not null);
                    continue;
                }
                json.WritePropertyName(name);
                Write(json, Flag.Show(value));
            }
            json.WriteEndObject();
        }
        return System.Text.Encoding.UTF8.GetString(bytes.ToArray());
    }

    internal bool IsGiven(string name) => _given.Contains(name);

    internal void Set(Flag flag, object? value, bool given)
    {
        _flags.Add(flag);
        _values.Add(flag.Name, value);
        if (given) _given.Add(flag.Name);
    }

    private bool TryFind<T>(Flag<T> flag, out T? value)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(flag);
        if (!_values.TryGetValue(flag.Name, out object? found)) throw new InvalidOperationException($"{flag.Title} is no flag of this program");
        value = found is T typed ? typed : default;
        return found is not null;
    }

    private static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case List<object?> list:
                json.WriteStartArray();
                foreach (object? item in list) Write(json, item);
                json.WriteEndArray();
                break;
            case null: json.WriteNullValue(); break;
            case bool yes: json.WriteBooleanValue(yes); break;
            case int number: json.WriteNumberValue(number); break;
            case long number: json.WriteNumberValue(number); break;
            case ulong number: json.WriteNumberValue(number); break;
            case double number: json.WriteNumberValue(number); break;
            default: json.WriteStringValue(value.ToString()); break;
        }
    }
}
