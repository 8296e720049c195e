// Who may ask the page: a browser tab that shows it, and programs of this machine. Not another site that the same browser shows.
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace MobileCoin.Devnet.Page;

/// <summary>
/// Keeps other sites away. A name that resolves to this machine does not help them, because the page answers to loopback's names alone; a form or a
/// script of theirs does not, because a request to pay shows a token that only the page itself could read.
/// </summary>
internal sealed class RequestGuard
{
    /// <summary>The header that shows the token.</summary>
    public const string TokenHeader = "X-Devnet-Token";

    private readonly byte[] _token;

    public RequestGuard()
    {
        Token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        _token = Encoding.ASCII.GetBytes(Token);
    }

    /// <summary>Another for every start.</summary>
    public string Token { get; }

    /// <summary>Why a request is refused; null when it is not.</summary>
    public string? Refuses(HttpRequest request)
    {
        // Any port: a tunnel may lead here from another one.
        if (request.Host.Host is not ("127.0.0.1" or "localhost")) return "This page answers to http://127.0.0.1 and http://localhost only.";
        string origin = request.Headers.Origin.ToString();
        if (origin.Length > 0 && !string.Equals(origin, $"http://{request.Host}", StringComparison.OrdinalIgnoreCase)) return "Another site may not ask this one.";
        bool leadsHere = HttpMethods.IsGet(request.Method) && !request.Path.StartsWithSegments("/api", StringComparison.Ordinal);
        if (!leadsHere && request.Headers["Sec-Fetch-Site"].ToString() is not ("" or "same-origin" or "none")) return "Another site may not ask this one.";
        if (HttpMethods.IsPost(request.Method) && !Shows(request.Headers[TokenHeader].ToString()))
            return $"The header {TokenHeader} does not show the token that /api/state tells. If the devnet has started again since, load the page again.";
        return null;
    }

    private bool Shows(string token) =>
        token.Length == _token.Length && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token), _token);
}
