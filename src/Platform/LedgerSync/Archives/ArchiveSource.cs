// A published chain: a folder of archive files behind a URL (fact sheet ledger §5.7, §6.3).
using System.Net;

namespace MobileCoin.LedgerSync;

/// <summary>One archive: http, https or file. Reads whole files, none larger than the reader allows.</summary>
internal abstract class ArchiveSource
{
    private protected ArchiveSource(string url) => Url = url;

    /// <summary>The base URL, which ends with a slash.</summary>
    internal string Url { get; }

    /// <summary>An archive of a URL; a missing slash at its end is added.</summary>
    /// <exception cref="ArchiveFetchException">UrlParse: the text is no URL of a kind that is known.</exception>
    internal static ArchiveSource Open(string url, HttpMessageInvoker http, TimeProvider time, TimeSpan timeout)
    {
        string text = url.EndsWith('/') ? url : url + "/";
        if (!ObjectStores.Url.TryParse(text, out Uri? parsed)) throw Wrong(url, "it is no URL");
        if (parsed.Query.Length > 0 || parsed.Fragment.Length > 0) throw Wrong(url, "a parameter or fragment cannot be part of it");
        return parsed.Scheme switch
        {
            "http" or "https" => new HttpArchiveSource(text, parsed, http, time, timeout),
            "file" when parsed.Host.Length == 0 => new FileArchiveSource(text, parsed.LocalPath),
            "file" => throw Wrong(url, "file URLs have no host: file:///path"),
            _ => throw Wrong(url, "the scheme is none of http, https, file"),
        };
    }

    /// <summary>The bytes of a file.</summary>
    /// <param name="path">Its path below the archive.</param>
    /// <param name="most">Most bytes that it may have.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ArchiveFetchException">It cannot be had.</exception>
    internal abstract Task<ReadOnlyMemory<byte>> ReadAsync(string path, long most, CancellationToken cancellationToken);

    private protected ArchiveFetchException TooLarge(string path, long most) =>
        new(ArchiveFetchError.TooLarge, $"{Url}{path}: more than {most} bytes");

    private static ArchiveFetchException Wrong(string url, string why) => new(ArchiveFetchError.UrlParse, $"{url}: {why}");

    private sealed class FileArchiveSource(string url, string folder) : ArchiveSource(url)
    {
        internal override async Task<ReadOnlyMemory<byte>> ReadAsync(string path, long most, CancellationToken cancellationToken)
        {
            string file = Path.Combine(folder, path);
            try
            {
                var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1, FileOptions.Asynchronous);
                await using (stream.ConfigureAwait(false))
                {
                    if (stream.Length > most) throw TooLarge(path, most);
                    return await BoundedBytes.ReadAsync(stream, stream.Length, most, cancellationToken).ConfigureAwait(false) ?? throw TooLarge(path, most);
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new ArchiveFetchException(ArchiveFetchError.IO, $"{Url}{path}: {e.Message}", e)
                {
                    IsAbsent = e is FileNotFoundException or DirectoryNotFoundException,
                };
            }
        }
    }

    private sealed class HttpArchiveSource(string url, Uri uri, HttpMessageInvoker http, TimeProvider time, TimeSpan timeout) : ArchiveSource(url)
    {
        internal override async Task<ReadOnlyMemory<byte>> ReadAsync(string path, long most, CancellationToken cancellationToken)
        {
            using var limit = new CancellationTokenSource(timeout, time);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(uri, path));
                using HttpResponseMessage response = await http.SendAsync(request, both.Token).ConfigureAwait(false);
                if (response.StatusCode != HttpStatusCode.OK)
                {
                    throw new ArchiveFetchException(ArchiveFetchError.Status, $"{Url}{path}: HTTP status {(int)response.StatusCode}")
                    {
                        // Buckets that do not let themselves be listed forbid what is not there.
                        IsAbsent = response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone or HttpStatusCode.Forbidden,
                    };
                }
                long length = response.Content.Headers.ContentLength ?? 0;
                if (length > most) throw TooLarge(path, most);
                Stream stream = await response.Content.ReadAsStreamAsync(both.Token).ConfigureAwait(false);
                await using (stream.ConfigureAwait(false))
                {
                    return await BoundedBytes.ReadAsync(stream, length, most, both.Token).ConfigureAwait(false) ?? throw TooLarge(path, most);
                }
            }
            catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
            {
                throw new ArchiveFetchException(ArchiveFetchError.Transport, $"{Url}{path}: no answer within {timeout.TotalSeconds} s", e);
            }
            catch (Exception e) when (e is HttpRequestException or IOException)
            {
                throw new ArchiveFetchException(ArchiveFetchError.Transport, $"{Url}{path}: {(e.InnerException ?? e).Message}", e);
            }
        }
    }
}
