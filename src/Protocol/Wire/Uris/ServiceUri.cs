// Where a service of the network is, and what a client must know to connect (fact sheets crypto §8, fog §8.7).
using System.Globalization;

namespace MobileCoin.Wire.Uris;

/// <summary>
/// A URI such as <c>fog-view://user:password@host:443/?responder-id=name:443</c>. Whether the connection is encrypted is the scheme's to say.
/// Equality and order are those of the whole text; <see cref="ToString"/> leaves user, path and parameters out.
/// </summary>
public abstract class ServiceUri : IEquatable<ServiceUri>, IComparable<ServiceUri>
{
    private readonly UrlText _url;

    private protected ServiceUri(UrlText url, UriScheme scheme)
    {
        _url = url;
        UseTls = url.Scheme == scheme.Secure;
        Port = url.Port ?? (UseTls ? scheme.SecurePort : scheme.InsecurePort);
        // The parser has seen to it that both decode.
        _ = PercentText.TryDecode(url.UserName, out string userName);
        _ = PercentText.TryDecode(url.Password, out string password);
        (UserName, Password) = (userName, password);
    }

    /// <summary>The scheme, in lower case.</summary>
    public string Scheme => _url.Scheme;

    /// <summary>Whether the connection is encrypted and the host's certificate verified.</summary>
    public bool UseTls { get; }

    /// <summary>The host: a name in the case it was written in, or an IPv6 address in brackets.</summary>
    public string Host => _url.Host;

    /// <summary>The port: the scheme's default if the text gives none.</summary>
    public int Port { get; }

    /// <summary>The path, which begins and ends with a slash. Services do not look at it.</summary>
    public string Path => _url.Path;

    /// <summary>The name to authenticate with, or empty.</summary>
    public string UserName { get; }

    /// <summary>The password to authenticate with, or empty: do not log it.</summary>
    public string Password { get; }

    /// <summary>Host and port, always with the port.</summary>
    public string Address => string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}");

    /// <summary>The whole URI with user name, password and parameters: what configuration holds, not what logs do.</summary>
    public string FullText => _url.Text;

    /// <summary>The name by which attested channels know this end: the parameter <c>responder-id</c>, or else <see cref="Address"/>.</summary>
    /// <exception cref="UriException">The parameter holds no colon.</exception>
    public string ResponderId
    {
        get
        {
            string id = Parameter("responder-id") ?? Address;
            return id.Contains(':', StringComparison.Ordinal) ? id
                : throw new UriException(UriError.ResponderId, $"{this}: responder-id is not host:port");
        }
    }

    /// <summary>The name that the server's certificate must be for, if it is not the host's: parameter <c>tls-hostname</c>.</summary>
    public string? TlsHostName => Parameter("tls-hostname");

    /// <summary>The file of certificates that a client trusts, in PEM; null for those of the machine: parameter <c>ca-bundle</c>.</summary>
    public string? CaBundle => Parameter("ca-bundle");

    /// <summary>The file of a listening server's certificates, in PEM: parameter <c>tls-chain</c>.</summary>
    public string? TlsChain => Parameter("tls-chain");

    /// <summary>The file of a listening server's private key, in PEM: parameter <c>tls-key</c>.</summary>
    public string? TlsKey => Parameter("tls-key");

    /// <summary>The first value of a parameter that is not empty; null if there is none.</summary>
    public string? Parameter(string name)
    {
        ReadOnlySpan<char> query = _url.Query;
        foreach (Range range in query.Split('&'))
        {
            ReadOnlySpan<char> pair = query[range];
            int equals = pair.IndexOf('=');
            if (equals < 0 || equals == pair.Length - 1 || PercentText.DecodeForm(pair[..equals]) != name) continue;
            return PercentText.DecodeForm(pair[(equals + 1)..]);
        }
        return null;
    }

    /// <summary>Whether a parameter is <c>1</c> or <c>true</c>.</summary>
    public bool Flag(string name) => Parameter(name) is "1" or "true";

    /// <summary>Scheme, host and port alone, as upstream prints a URI.</summary>
    public sealed override string ToString() => $"{Scheme}://{Address}/";

    /// <inheritdoc/>
    public bool Equals(ServiceUri? other) => other is not null && FullText == other.FullText;

    /// <inheritdoc/>
    public sealed override bool Equals(object? obj) => Equals(obj as ServiceUri);

    /// <inheritdoc/>
    public sealed override int GetHashCode() => StringComparer.Ordinal.GetHashCode(FullText);

    /// <inheritdoc/>
    public int CompareTo(ServiceUri? other) => string.CompareOrdinal(FullText, other?.FullText);
}

/// <summary>The two schemes of a kind of URI: the secure one, and the same with <c>insecure-</c> in front.</summary>
/// <param name="Secure">The scheme with TLS.</param>
/// <param name="SecurePort">The port where a URI with TLS gives none.</param>
/// <param name="InsecurePort">The port where a URI without TLS gives none.</param>
public readonly record struct UriScheme(string Secure, int SecurePort, int InsecurePort)
{
    /// <summary>The scheme without TLS.</summary>
    public string Insecure => "insecure-" + Secure;
}

/// <summary>What a kind of URI says of itself.</summary>
/// <typeparam name="TSelf">The kind.</typeparam>
public interface IServiceUri<TSelf>
    where TSelf : ServiceUri<TSelf>, IServiceUri<TSelf>
{
    /// <summary>The kind's schemes and ports.</summary>
    static abstract UriScheme Schemes { get; }

    /// <summary>A URI of the kind from a URL whose scheme was checked.</summary>
    static abstract TSelf Create(UrlText url);
}

/// <summary>A kind of URI, with its parser.</summary>
/// <typeparam name="TSelf">The kind.</typeparam>
public abstract class ServiceUri<TSelf> : ServiceUri
    where TSelf : ServiceUri<TSelf>, IServiceUri<TSelf>
{
    private protected ServiceUri(UrlText url)
        : base(url, TSelf.Schemes)
    {
    }

    /// <summary>Reads a URI.</summary>
    /// <exception cref="UriException">No URL, no host, another scheme, or user information that is not UTF-8.</exception>
    public static TSelf Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Read(text, out TSelf? uri) is { } wrong ? throw wrong : uri!;
    }

    /// <summary>Reads a URI.</summary>
    public static bool TryParse(string? text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out TSelf? uri)
    {
        uri = null;
        return text is not null && Read(text, out uri) is null;
    }

    /// <summary>The URI of a service that is known by its host and port alone.</summary>
    /// <param name="responderId">host:port</param>
    /// <param name="useTls">Which of the two schemes.</param>
    /// <exception cref="UriException">That makes no URI.</exception>
    public static TSelf FromResponderId(string responderId, bool useTls) =>
        Parse($"{(useTls ? TSelf.Schemes.Secure : TSelf.Schemes.Insecure)}://{responderId}");

    private static UriException? Read(string text, out TSelf? uri)
    {
        uri = null;
        if (UrlText.Read(text, out UrlText? url) is { } wrong) return wrong;
        UriScheme schemes = TSelf.Schemes;
        if (url!.Scheme != schemes.Secure && url.Scheme != schemes.Insecure)
        {
            return new UriException(UriError.UnknownScheme, $"the URI's scheme is neither {schemes.Secure} nor {schemes.Insecure}");
        }
        if (!PercentText.TryDecode(url.UserName, out _) || !PercentText.TryDecode(url.Password, out _))
        {
            return new UriException(UriError.PercentDecoding, "the URI's user name or password is not UTF-8");
        }
        uri = TSelf.Create(url);
        return null;
    }
}
