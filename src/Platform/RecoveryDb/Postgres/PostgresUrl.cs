// DATABASE_URL as PostgreSQL's own library reads it: a URI, or words of the form name=value (fact sheet fog §3.1).
using System.Globalization;
using System.Text;
using Npgsql;

namespace MobileCoin.RecoveryDb;

/// <summary>A database's address, which may hold a password: it is not shown.</summary>
public static class PostgresUrl
{
    private static readonly string[] Schemes = ["postgres://", "postgresql://"];

    /// <summary>Reads an address.</summary>
    /// <exception cref="FormatException">It is none. The message does not repeat it.</exception>
    public static NpgsqlConnectionStringBuilder Parse(string url)
    {
        ArgumentNullException.ThrowIfNull(url);
        var builder = new NpgsqlConnectionStringBuilder { Host = "localhost", ApplicationName = "mobilecoin" };
        string? scheme = Array.Find(Schemes, s => url.StartsWith(s, StringComparison.Ordinal));
        try
        {
            if (scheme is null) ReadWords(builder, url);
            else ReadUri(builder, url[scheme.Length..]);
        }
        catch (Exception e) when (e is ArgumentException or OverflowException or KeyNotFoundException)
        {
            throw new FormatException($"the database's address is not valid: {e.Message}", e);
        }
        return builder;
    }

    private static void ReadUri(NpgsqlConnectionStringBuilder builder, string rest)
    {
        int query = rest.IndexOf('?', StringComparison.Ordinal);
        string parameters = query < 0 ? "" : rest[(query + 1)..];
        if (query >= 0) rest = rest[..query];
        int slash = rest.IndexOf('/', StringComparison.Ordinal);
        string authority = slash < 0 ? rest : rest[..slash];
        if (slash >= 0 && slash + 1 < rest.Length) Set(builder, "dbname", Unescape(rest[(slash + 1)..]));
        int at = authority.LastIndexOf('@');
        if (at >= 0)
        {
            string[] user = authority[..at].Split(':', 2);
            if (user[0].Length > 0) Set(builder, "user", Unescape(user[0]));
            if (user.Length > 1) Set(builder, "password", Unescape(user[1]));
        }
        ReadHosts(builder, authority[(at + 1)..]);
        foreach (string pair in parameters.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] parts = pair.Split('=', 2);
            if (parts.Length != 2) throw new FormatException($"the database's address is not valid: the parameter '{parts[0]}' has no value");
            Set(builder, Unescape(parts[0]), Unescape(parts[1]));
        }
    }

    private static void ReadHosts(NpgsqlConnectionStringBuilder builder, string hosts)
    {
        if (hosts.Length == 0) return;
        string[] all = hosts.Split(',');
        if (all.Length == 1)
        {
            (string host, string port) = SplitPort(all[0]);
            if (host.Length > 0) Set(builder, "host", Unescape(host));
            if (port.Length > 0) Set(builder, "port", port);
            return;
        }
        // Several: each has its port with it, as the driver has them.
        builder.Host = string.Join(',', all.Select(Unescape));
    }

    private static (string Host, string Port) SplitPort(string host)
    {
        int colon = host.LastIndexOf(':');
        if (colon < 0 || host.EndsWith(']')) return (host.Trim('[', ']'), "");
        return (host[..colon].Trim('[', ']'), host[(colon + 1)..]);
    }

    private static void ReadWords(NpgsqlConnectionStringBuilder builder, string text)
    {
        int at = 0;
        if (text.AsSpan().Trim().IsEmpty) throw new FormatException("the database's address is empty");
        while (true)
        {
            while (at < text.Length && char.IsWhiteSpace(text[at])) at++;
            if (at == text.Length) return;
            int equals = text.IndexOf('=', at);
            if (equals < 0) throw new FormatException("the database's address is neither postgres://… nor words of the form name=value");
            string name = text[at..equals].Trim();
            at = equals + 1;
            while (at < text.Length && char.IsWhiteSpace(text[at])) at++;
            Set(builder, name, ReadValue(text, ref at));
        }
    }

    private static string ReadValue(string text, ref int at)
    {
        var value = new StringBuilder();
        bool quoted = at < text.Length && text[at] == '\'';
        if (quoted) at++;
        while (at < text.Length && (quoted ? text[at] != '\'' : !char.IsWhiteSpace(text[at])))
        {
            if (text[at] == '\\' && at + 1 < text.Length) at++;
            value.Append(text[at++]);
        }
        if (!quoted) return value.ToString();
        if (at == text.Length) throw new FormatException("the database's address is not valid: a quote is not closed");
        at++;
        return value.ToString();
    }

    private static void Set(NpgsqlConnectionStringBuilder builder, string name, string value)
    {
        switch (name)
        {
            case "host" or "hostaddr": builder.Host = value; break;
            case "port": builder.Port = Number(name, value, 65535); break;
            case "dbname": builder.Database = value; break;
            case "user": builder.Username = value; break;
            case "password": builder.Password = value; break;
            case "passfile": builder.Passfile = value; break;
            case "application_name" or "fallback_application_name": builder.ApplicationName = value; break;
            case "connect_timeout": builder.Timeout = Math.Min(Number(name, value, int.MaxValue), 1024); break;
            case "options": builder.Options = value; break;
            case "client_encoding": builder.ClientEncoding = value; break;
            case "sslmode": builder.SslMode = Mode(value); break;
            case "sslrootcert": builder.RootCertificate = value; break;
            case "sslcert": builder.SslCertificate = value; break;
            case "sslkey": builder.SslKey = value; break;
            case "sslpassword": builder.SslPassword = value; break;
            case "channel_binding": builder.ChannelBinding = Enum.Parse<ChannelBinding>(value, ignoreCase: true); break;
            case "target_session_attrs": builder.TargetSessionAttributes = value; break;
            case "keepalives" or "keepalives_idle" or "keepalives_interval" or "keepalives_count" or "tcp_user_timeout" or "gssencmode" or "sslcompression" or "sslcrl" or "sslsni":
                break; // nothing like it, or nothing to do
            default: throw new FormatException($"the database's address is not valid: there is no parameter '{name}'");
        }
    }

    private static SslMode Mode(string value) => value switch
    {
        "disable" => SslMode.Disable,
        "allow" => SslMode.Allow,
        "prefer" => SslMode.Prefer,
        "require" => SslMode.Require,
        "verify-ca" => SslMode.VerifyCA,
        "verify-full" => SslMode.VerifyFull,
        _ => throw new FormatException($"the database's address is not valid: there is no sslmode '{value}'"),
    };

    private static int Number(string name, string value, int most) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number <= most
            ? number
            : throw new FormatException($"the database's address is not valid: the {name} is not a number up to {most}");

    private static string Unescape(string text) => Uri.UnescapeDataString(text);
}
