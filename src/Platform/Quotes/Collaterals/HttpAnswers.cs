// Reading of what collateral servers serve, and keeping it for a while (fact sheet attestation §2.3, §3.5.2).
using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Logging;

namespace MobileCoin.Quotes;

/// <summary>An answer that was good.</summary>
internal sealed record HttpAnswer(byte[] Body, IReadOnlyDictionary<string, string> Headers, DateTimeOffset Fetched)
{
    /// <summary>The first of some headers that is there.</summary>
    internal string? Header(params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (Headers.TryGetValue(name, out string? value)) return value;
        }
        return null;
    }
}

/// <summary>
/// GET with a cache. An answer is used for as long as its caller says; if the server cannot be reached then, for a week at most, whether it is
/// too old being for those to say who verify.
/// </summary>
internal sealed class HttpAnswers : IDisposable
{
    private const int LargestBody = 16 * 1024 * 1024;
    private const int MostKept = 64;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestUse = TimeSpan.FromDays(7);

    private readonly ConcurrentDictionary<Uri, HttpAnswer> _kept = new();
    private readonly HttpClient _client;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    internal HttpAnswers(HttpMessageHandler handler, TimeProvider time, ILogger logger)
    {
        _client = new HttpClient(handler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = LargestBody };
        (_time, _logger) = (time, logger);
    }

    public void Dispose() => _client.Dispose();

    /// <exception cref="QuoteException">The server cannot be reached or answers something else than 200.</exception>
    internal async Task<HttpAnswer> GetAsync(Uri url, TimeSpan use, CancellationToken cancellationToken)
    {
        if (_kept.TryGetValue(url, out HttpAnswer? kept) && _time.GetUtcNow() - kept.Fetched < use) return kept;
        try
        {
            HttpAnswer fresh = await FetchAsync(url, cancellationToken).ConfigureAwait(false);
            if (_kept.Count >= MostKept) _kept.Clear();
            return _kept[url] = fresh;
        }
        catch (QuoteException e) when (kept is not null && _time.GetUtcNow() - kept.Fetched < LongestUse)
        {
            LogMessages.StaleAnswer(_logger, url, kept.Fetched, e.Message);
            return kept;
        }
    }

    private async Task<HttpAnswer> FetchAsync(Uri url, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            using HttpResponseMessage response = await _client.GetAsync(url, both.Token).ConfigureAwait(false);
            if (response.StatusCode != HttpStatusCode.OK) throw new QuoteException(QuoteError.Collateral, $"{url}: status {(int)response.StatusCode}");
            byte[] body = await response.Content.ReadAsByteArrayAsync(both.Token).ConfigureAwait(false);
            var headers = response.Headers.ToDictionary(h => h.Key, h => string.Join(',', h.Value), StringComparer.OrdinalIgnoreCase);
            return new HttpAnswer(body, headers, _time.GetUtcNow());
        }
        catch (HttpRequestException e)
        {
            throw new QuoteException(QuoteError.Collateral, $"{url}: {e.Message}", e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new QuoteException(QuoteError.Collateral, $"{url}: no answer in {Patience.TotalSeconds} s", e);
        }
    }
}
