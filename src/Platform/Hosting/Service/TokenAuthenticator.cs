// Tokens of clients in HTTP's basic authentication (fact sheets fog §8.4, consensus §4.10).
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace MobileCoin.Hosting;

/// <summary>Makes and checks tokens: <c>user:seconds:mac</c>, with the first 10 bytes of HMAC-SHA-256 over <c>user:seconds</c> in hex.</summary>
public sealed class TokenAuthenticator : IDisposable
{
    /// <summary>The bytes of the secret.</summary>
    public const int SecretLength = 32;

    private const int MacLength = 10;
    private const string Scheme = "Basic ";

    private readonly byte[] _secret;
    private readonly TimeSpan _lifetime;
    private readonly TimeProvider _time;

    /// <summary>With the secret that tokens are made of.</summary>
    /// <param name="secret">32 bytes.</param>
    /// <param name="lifetime">A token is refused when its time is this far from now, into the past or the future.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="ArgumentException">The secret's length is wrong.</exception>
    public TokenAuthenticator(ReadOnlySpan<byte> secret, TimeSpan lifetime, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        if (secret.Length != SecretLength) throw new ArgumentException($"the secret must be {SecretLength} bytes, not {secret.Length}", nameof(secret));
        _secret = secret.ToArray();
        _lifetime = lifetime;
        _time = time;
    }

    /// <summary>A token for a user, of now: the password of the user's calls.</summary>
    /// <exception cref="ArgumentException">The name holds a colon, which separates the token's parts.</exception>
    public string MakeToken(string user)
    {
        ArgumentNullException.ThrowIfNull(user);
        if (user.Contains(':', StringComparison.Ordinal)) throw new ArgumentException("a user name holds no colon", nameof(user));
        string named = string.Create(CultureInfo.InvariantCulture, $"{user}:{_time.GetUtcNow().ToUnixTimeSeconds()}");
        return $"{named}:{Convert.ToHexStringLower(Mac(named))}";
    }

    /// <summary>Checks the authorization header of a call.</summary>
    /// <param name="header">Its value; null: there is none.</param>
    /// <returns>What is wrong, in upstream's words; null: nothing.</returns>
    public string? Objection(string? header)
    {
        if (header is null) return "Unauthenticated";
        if (!header.StartsWith(Scheme, StringComparison.Ordinal)) return "Authorization header error: the scheme is not Basic";
        byte[] bytes = new byte[header.Length];
        if (!Convert.TryFromBase64String(header[Scheme.Length..], bytes, out int written)) return "Authorization header error: the credentials are not base64";
        string credentials;
        try
        {
            credentials = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes, 0, written);
        }
        catch (DecoderFallbackException)
        {
            return "Authorization header error: the credentials are not UTF-8";
        }
        int colon = credentials.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0) return "Authorization header error: the credentials hold no colon";
        return TokenObjection(credentials[..colon], credentials[(colon + 1)..]);
    }

    /// <summary>Wipes the secret.</summary>
    public void Dispose() => CryptographicOperations.ZeroMemory(_secret);

    private string? TokenObjection(string user, string token)
    {
        const string Invalid = "Invalid user authorization token";
        string[] parts = token.Split(':');
        if (parts.Length != 3 || parts[0] != user) return Invalid;
        if (!ulong.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out ulong seconds)) return Invalid;
        byte[] given = new byte[MacLength];
        if (parts[2].Length != 2 * MacLength || Convert.FromHexString(parts[2], given, out _, out _) != System.Buffers.OperationStatus.Done) return Invalid;
        if (!CryptographicOperations.FixedTimeEquals(given, Mac($"{parts[0]}:{parts[1]}"))) return Invalid;
        ulong now = (ulong)Math.Max(0, _time.GetUtcNow().ToUnixTimeSeconds());
        ulong distance = now > seconds ? now - seconds : seconds - now;
        return distance < _lifetime.TotalSeconds ? null : "Expired user authorization token";
    }

    private byte[] Mac(string text) => HMACSHA256.HashData(_secret, Encoding.UTF8.GetBytes(text))[..MacLength];
}
