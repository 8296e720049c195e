using System.Globalization;
using System.Numerics;
using MobileCoin.Wire.Uris;

namespace MobileCoin.Hosting;

/// <summary>Makes flags of the types that the programs use. Give the rest with <c>with { … }</c>.</summary>
public static class Flags
{
    /// <summary>Any text.</summary>
    public static Flag<string> Text(string name, string? variable, string description) =>
        One(name, variable, description, static text => text);

    /// <summary>The path of a file or folder, which is not looked at here.</summary>
    public static Flag<string> Path(string name, string? variable, string description) =>
        One(name, variable, description, static text => text.Length > 0 ? text : throw new FlagException("the path is empty")) with { ValueName = "path" };

    /// <summary>A whole number within bounds.</summary>
    public static Flag<T> Number<T>(string name, string? variable, string description, T least, T most)
        where T : struct, IBinaryInteger<T> =>
        One(name, variable, description, text =>
            T.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out T value) && value >= least && value <= most
                ? value
                : throw new FlagException($"is not a whole number from {least} to {most}")) with { ValueName = "number" };

    /// <summary>A time in whole seconds.</summary>
    public static Flag<TimeSpan> Seconds(string name, string? variable, string description) =>
        Span(name, variable, description, TimeSpan.TicksPerSecond) with { Unit = "s" };

    /// <summary>A time in whole milliseconds.</summary>
    public static Flag<TimeSpan> Milliseconds(string name, string? variable, string description) =>
        Span(name, variable, description, TimeSpan.TicksPerMillisecond) with { Unit = "ms" };

    /// <summary>A flag that stands alone, for yes; its variable is <c>true</c>, <c>1</c>, <c>false</c> or <c>0</c>.</summary>
    public static Flag<bool> Switch(string name, string? variable, string description) => One(name, variable, description, static text => text switch
    {
        "1" or "true" => true,
        "0" or "false" => false,
        _ => throw new FlagException("is neither true nor false"),
    }) with { IsSwitch = true, Default = false };

    /// <summary>A URI of a kind.</summary>
    public static Flag<TUri> Uri<TUri>(string name, string? variable, string description)
        where TUri : ServiceUri<TUri>, IServiceUri<TUri> =>
        One(name, variable, description, ReadUri<TUri>) with { ValueName = TUri.Schemes.Secure + " uri" };

    /// <summary>URIs of a kind: repeated flags, or separated by commas.</summary>
    public static Flag<IReadOnlyList<TUri>> UriList<TUri>(string name, string? variable, string description)
        where TUri : ServiceUri<TUri>, IServiceUri<TUri> =>
        List(name, variable, description, ReadUri<TUri>) with { ValueName = TUri.Schemes.Secure + " uri" };

    /// <summary>Texts: repeated flags, or separated by commas.</summary>
    public static Flag<IReadOnlyList<string>> TextList(string name, string? variable, string description) =>
        List(name, variable, description, static text => text);

    /// <summary>The name of an attested end, host:port.</summary>
    public static Flag<string> ResponderId(string name, string? variable, string description) =>
        One(name, variable, description, static text => text.Contains(':', StringComparison.Ordinal) ? text : throw new FlagException("is not host:port"))
            with { ValueName = "host:port" };

    /// <summary>Secret bytes in hex, of one length.</summary>
    public static Flag<SecretText> SecretHex(string name, string? variable, string description, int length) =>
        One(name, variable, description, text =>
        {
            byte[] bytes = new byte[length];
            // The text is not repeated: it may be all but one digit of the secret.
            return text.Length == 2 * length && Convert.FromHexString(text, bytes, out _, out int written) == System.Buffers.OperationStatus.Done && written == length
                ? new SecretText(bytes)
                : throw new FlagException($"is not {2 * length} hex digits");
        }) with { ValueName = "hex", IsSecret = true };

    /// <summary>A value of any type, read from one text.</summary>
    public static Flag<T> One<T>(string name, string? variable, string description, Func<string, T> read)
        where T : notnull => new(name, variable, description) { Reader = texts => read(texts[0]) };

    /// <summary>Values of any type: repeated flags, or separated by commas.</summary>
    public static Flag<IReadOnlyList<T>> List<T>(string name, string? variable, string description, Func<string, T> read) =>
        new(name, variable, description)
        {
            IsList = true,
            Reader = texts => [.. texts.SelectMany(t => t.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Select(read)],
        };

    private static Flag<TimeSpan> Span(string name, string? variable, string description, long ticks) =>
        One(name, variable, description, text =>
            ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong value) && value <= (ulong)(TimeSpan.MaxValue.Ticks / ticks)
                ? TimeSpan.FromTicks((long)value * ticks)
                : throw new FlagException("is not a whole number that makes a time")) with { ValueName = "number" };

    private static TUri ReadUri<TUri>(string text)
        where TUri : ServiceUri<TUri>, IServiceUri<TUri>
    {
        try
        {
            return ServiceUri<TUri>.Parse(text);
        }
        catch (UriException e)
        {
            throw new FlagException(e.Message, e);
        }
    }
}

/// <summary>A secret from the command line. It prints as nothing.</summary>
public sealed class SecretText
{
    private readonly byte[] _bytes;

    /// <summary>Of bytes, which are kept as they are.</summary>
    public SecretText(byte[] bytes) => _bytes = bytes;

    /// <summary>The secret.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>Says that it is secret.</summary>
    public override string ToString() => "(secret)";
}
