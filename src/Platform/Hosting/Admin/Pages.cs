// What pages over HTTP have in common.
using System.Text;
using Microsoft.AspNetCore.Http;

namespace MobileCoin.Hosting;

/// <summary>Answers to requests over HTTP.</summary>
public static class Pages
{
    /// <summary>Writes an answer; without its body to HEAD.</summary>
    /// <param name="context">The request.</param>
    /// <param name="status">The status.</param>
    /// <param name="type">The content type; of text/… without a character set, UTF-8 is said.</param>
    /// <param name="text">The body.</param>
    public static Task WriteAsync(HttpContext context, int status, string type, string text)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(type);
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        context.Response.StatusCode = status;
        context.Response.ContentType = type.Contains(';', StringComparison.Ordinal) || type == "application/json" ? type : type + "; charset=utf-8";
        context.Response.ContentLength = bytes.Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.Body.WriteAsync(bytes, context.RequestAborted).AsTask();
    }

    /// <summary>Whether a browser says that the request is another site's, which must change nothing.</summary>
    public static bool IsOfAnotherSite(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Headers.Origin.ToString() is { Length: > 0 } origin && (!Uri.TryCreate(origin, UriKind.Absolute, out Uri? from) || from.Authority != request.Host.Value);
    }
}
