// The part of the URL standard that the network's URIs use: schemes that are not special, and no base (fact sheet crypto §8.2).
using System.Buffers;
using System.Globalization;
using System.Text;

namespace MobileCoin.Wire.Uris;

/// <summary>
/// A URL with a host, taken apart. <c>System.Uri</c> is not used because it writes hosts in lower case, and a host as it was written is part
/// of the names by which attested channels know their ends.
/// </summary>
public sealed class UrlText
{
    private static readonly SearchValues<char> NotInHosts = SearchValues.Create("\0\t\n\r #/:<>?@[\\]^|");

    private UrlText(string scheme, string userName, string password, string host, int? port, string path, string? query, string? fragment)
    {
        Scheme = scheme;
        UserName = userName;
        Password = password;
        Host = host;
        Port = port;
        Path = path;
        Query = query;
        Text = Join(scheme, userName, password, host, port, path, query, fragment);
    }

    /// <summary>The scheme, in lower case.</summary>
    internal string Scheme { get; }

    /// <summary>The user name, percent-encoded.</summary>
    internal string UserName { get; }

    /// <summary>The password, percent-encoded.</summary>
    internal string Password { get; }

    /// <summary>The host: a name as it was written, or an IPv6 address with its brackets.</summary>
    internal string Host { get; }

    /// <summary>The port, if the text gives one.</summary>
    internal int? Port { get; }

    /// <summary>The path, which begins and ends with a slash.</summary>
    internal string Path { get; }

    /// <summary>The query after its question mark, percent-encoded; null without one.</summary>
    internal string? Query { get; }

    /// <summary>The whole URL, with user name and password.</summary>
    internal string Text { get; }

    /// <summary>Takes a text apart.</summary>
    /// <returns>What is wrong with it, or null.</returns>
    internal static UriException? Read(string text, out UrlText? url)
    {
        url = null;
        if (!IsUnicode(text)) return NoUrl("it is not Unicode");
        ReadOnlySpan<char> rest = Trim(text).Replace("\t", "", StringComparison.Ordinal)
            .Replace("\n", "", StringComparison.Ordinal).Replace("\r", "", StringComparison.Ordinal);
        int colon = SchemeLength(rest);
        if (colon < 0) return NoUrl("it has no scheme");
        string scheme = rest[..colon].ToString().ToLowerInvariant();
        rest = rest[(colon + 1)..];
        if (!rest.StartsWith("//")) return new UriException(UriError.MissingHost, "the URI has no host");
        rest = rest[2..];

        int end = EndOrLength(rest, "/?#");
        ReadOnlySpan<char> authority = rest[..end];
        rest = rest[end..];
        int at = authority.LastIndexOf('@');
        (string userName, string password) = at < 0 ? ("", "") : UserInfo(authority[..at]);
        ReadOnlySpan<char> hostAndPort = authority[(at + 1)..];
        if (at >= 0 && hostAndPort.IsEmpty) return NoUrl("no host follows the user's name");
        if (ReadHost(hostAndPort, out string host, out int? port) is { } wrong) return wrong;

        end = EndOrLength(rest, "?#");
        string path = NormalisePath(rest[..end]);
        rest = rest[end..];
        end = EndOrLength(rest, "#");
        string? query = end > 0 ? Encoded(rest[1..end], PercentText.Query) : null;
        string? fragment = end < rest.Length ? Encoded(rest[(end + 1)..], PercentText.Fragment) : null;
        url = new UrlText(scheme, userName, password, host, port, path, query, fragment);
        return null;
    }

    private static UriException NoUrl(string why) => new(UriError.UrlParse, $"the text is no URL: {why}");

    private static string Trim(string text)
    {
        int start = 0;
        int end = text.Length;
        while (start < end && text[start] <= ' ') start++;
        while (end > start && text[end - 1] <= ' ') end--;
        return text[start..end];
    }

    private static bool IsUnicode(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1])) return false;
            i++;
        }
        return true;
    }

    private static int SchemeLength(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || !char.IsAsciiLetter(text[0])) return -1;
        int i = 1;
        while (i < text.Length && (char.IsAsciiLetterOrDigit(text[i]) || text[i] is '+' or '-' or '.')) i++;
        return i < text.Length && text[i] == ':' ? i : -1;
    }

    private static int EndOrLength(ReadOnlySpan<char> text, string delimiters)
    {
        int end = text.IndexOfAny(delimiters);
        return end < 0 ? text.Length : end;
    }

    private static (string UserName, string Password) UserInfo(ReadOnlySpan<char> text)
    {
        int colon = text.IndexOf(':');
        return colon < 0
            ? (Encoded(text, PercentText.UserInfo), "")
            : (Encoded(text[..colon], PercentText.UserInfo), Encoded(text[(colon + 1)..], PercentText.UserInfo));
    }

    private static UriException? ReadHost(ReadOnlySpan<char> text, out string host, out int? port)
    {
        host = "";
        port = null;
        int bracket = text is ['[', ..] ? text.IndexOf(']') : -1;
        int colon = text[(bracket + 1)..].IndexOf(':');
        int end = colon < 0 ? text.Length : bracket + 1 + colon;
        ReadOnlySpan<char> name = text[..end];
        if (name.IsEmpty) return colon < 0 ? new UriException(UriError.MissingHost, "the URI's host is empty") : NoUrl("a port without a host");
        if (name[0] == '[')
        {
            if (name[^1] != ']' || !Ipv6Text.TryNormalise(name[1..^1], out string address)) return NoUrl("the host is no IPv6 address");
            host = $"[{address}]";
        }
        else
        {
            if (name.IndexOfAny(NotInHosts) >= 0) return NoUrl("the host holds a character that hosts do not have");
            host = Encoded(name, PercentText.Host);
        }
        return colon < 0 ? null : ReadPort(text[(end + 1)..], out port);
    }

    private static UriException? ReadPort(ReadOnlySpan<char> text, out int? port)
    {
        port = null;
        int value = 0;
        foreach (char c in text)
        {
            if (!char.IsAsciiDigit(c)) return NoUrl("the port is no number");
            value = (value * 10) + (c - '0');
            if (value > ushort.MaxValue) return NoUrl($"the port is beyond {ushort.MaxValue}");
        }
        if (!text.IsEmpty) port = value;
        return null;
    }

    // Dots that stand for folders go, and the network's URIs all get a slash at their end.
    private static string NormalisePath(ReadOnlySpan<char> text)
    {
        List<string> segments = [];
        if (!text.IsEmpty) text = text[1..];
        foreach (Range range in text.Split('/'))
        {
            string segment = Encoded(text[range], PercentText.Path);
            bool last = range.End.GetOffset(text.Length) == text.Length;
            switch (segment.Replace("%2e", ".", StringComparison.OrdinalIgnoreCase))
            {
                case "..":
                    if (segments.Count > 0) segments.RemoveAt(segments.Count - 1);
                    if (last) segments.Add("");
                    break;
                case ".":
                    if (last) segments.Add("");
                    break;
                default:
                    segments.Add(segment);
                    break;
            }
        }
        string path = "/" + string.Join('/', segments);
        return path.EndsWith('/') ? path : path + "/";
    }

    private static string Encoded(ReadOnlySpan<char> text, string set)
    {
        var encoded = new StringBuilder(text.Length);
        PercentText.Encode(encoded, text, set);
        return encoded.ToString();
    }

    private static string Join(
        string scheme, string userName, string password, string host, int? port, string path, string? query, string? fragment)
    {
        StringBuilder text = new StringBuilder(scheme).Append("://").Append(userName);
        if (password.Length > 0) text.Append(':').Append(password);
        if (userName.Length + password.Length > 0) text.Append('@');
        text.Append(host);
        if (port is { } number) text.Append(CultureInfo.InvariantCulture, $":{number}");
        text.Append(path);
        if (query is not null) text.Append('?').Append(query);
        if (fragment is not null) text.Append('#').Append(fragment);
        return text.ToString();
    }
}
