// A balancer's cookies, by which a session's calls reach the process that holds the session (fact sheet fog §8.6).
using Grpc.Core;

namespace MobileCoin.Connections;

/// <summary>
/// Keeps what set-cookie entries of answers and trailers say, and says it again with each call, one entry a cookie. What it keeps of a
/// service is bounded. For any number of threads.
/// </summary>
internal sealed class CookieJar(TimeProvider time)
{
    private const int MaxCookies = 32;
    private const int MaxLength = 4096;

    private readonly Dictionary<string, string> _cookies = new(StringComparer.Ordinal);

    internal void Collect(Metadata metadata)
    {
        foreach (Metadata.Entry entry in metadata.GetAll("set-cookie"))
        {
            if (entry.Value.Length <= MaxLength && SetCookie.TryParse(entry.Value, out SetCookie cookie)) Keep(cookie);
        }
    }

    internal void AddTo(Metadata headers)
    {
        lock (_cookies)
        {
            foreach ((string name, string value) in _cookies) headers.Add("cookie", $"{name}={value}");
        }
    }

    internal void Clear()
    {
        lock (_cookies) _cookies.Clear();
    }

    private void Keep(SetCookie cookie)
    {
        lock (_cookies)
        {
            if (cookie.IsOver(time.GetUtcNow())) _cookies.Remove(cookie.Name);
            else if (_cookies.Count < MaxCookies || _cookies.ContainsKey(cookie.Name)) _cookies[cookie.Name] = cookie.Value;
        }
    }
}
