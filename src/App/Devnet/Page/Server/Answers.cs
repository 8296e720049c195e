// How the page answers.
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace MobileCoin.Devnet.Page;

/// <summary>How the page answers.</summary>
internal static class Answers
{
    /// <summary>What every answer tells browsers: run and load what is of here alone, in no frame, and keep nothing.</summary>
    public static void AddSafety(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy =
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
    }

    public static Task WriteAsync<T>(HttpContext http, int status, T value, JsonTypeInfo<T> type) =>
        WriteAsync(http, status, "application/json; charset=utf-8", JsonSerializer.SerializeToUtf8Bytes(value, type));

    public static Task WriteAsync(HttpContext http, PageFile file) => WriteAsync(http, StatusCodes.Status200OK, file.ContentType, file.Content);

    public static Task WriteErrorAsync(HttpContext http, int status, string error, string? field = null) =>
        WriteAsync(http, status, new PageError(error, field), PageJson.Default.PageError);

    private static async Task WriteAsync(HttpContext http, int status, string contentType, byte[] content)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = contentType;
        http.Response.ContentLength = content.Length;
        await http.Response.Body.WriteAsync(content, http.RequestAborted).ConfigureAwait(false);
    }
}
