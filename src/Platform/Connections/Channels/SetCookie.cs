// What a Set-Cookie header says, as far as a client of one service needs it (RFC 6265 §5.2; fact sheet fog §8.6).
using System.Globalization;

namespace MobileCoin.Connections;

/// <summary>A cookie: its name and value, and when it ends. Path and domain do not matter, for a jar has one service.</summary>
internal readonly record struct SetCookie(string Name, string Value, TimeSpan? MaxAge, DateTimeOffset? Expires)
{
    /// <summary>Reads a header's value. Attributes that are unknown or malformed are passed over, as browsers do.</summary>
    internal static bool TryParse(string text, out SetCookie cookie)
    {
        cookie = default;
        string[] parts = text.Split(';', StringSplitOptions.TrimEntries);
        if (!TryPair(parts[0], out string name, out string value) || name.Length == 0 || !name.All(IsToken) || !value.All(IsValue)) return false;
        TimeSpan? maxAge = null;
        DateTimeOffset? expires = null;
        foreach (string part in parts.AsSpan(1))
        {
            TryPair(part, out string attribute, out string detail);
            if (attribute.Equals("max-age", StringComparison.OrdinalIgnoreCase)) maxAge = Seconds(detail) ?? maxAge;
            else if (attribute.Equals("expires", StringComparison.OrdinalIgnoreCase)) expires = Date(detail) ?? expires;
        }
        cookie = new SetCookie(name, value, maxAge, expires);
        return true;
    }

    /// <summary>Whether the cookie has ended, which is how a server takes it back. Max-Age counts before Expires.</summary>
    internal bool IsOver(DateTimeOffset now) => MaxAge is { } age ? age <= TimeSpan.Zero : Expires <= now;

    private static bool TryPair(string text, out string name, out string value)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        (name, value) = equals < 0 ? (text, "") : (text[..equals].TrimEnd(), text[(equals + 1)..].TrimStart());
        return equals >= 0;
    }

    private static TimeSpan? Seconds(string text)
    {
        bool negative = text.StartsWith('-');
        ReadOnlySpan<char> digits = text.AsSpan(negative ? 1 : 0);
        if (digits.IsEmpty || digits.ContainsAnyExceptInRange('0', '9')) return null;
        if (negative) return TimeSpan.Zero;
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds) && seconds < TimeSpan.MaxValue.Ticks / TimeSpan.TicksPerSecond
            ? TimeSpan.FromSeconds(seconds)
            : TimeSpan.MaxValue;
    }

    private static DateTimeOffset? Date(string text) =>
        DateTimeOffset.TryParse(text.Trim('"').Replace('-', ' '), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces, out DateTimeOffset date) ? date : null;

    private static bool IsToken(char c) => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal);

    // What may go back to the server in a header of its own. Spaces and commas are taken as they come.
    private static bool IsValue(char c) => c is >= ' ' and <= '~';
}
