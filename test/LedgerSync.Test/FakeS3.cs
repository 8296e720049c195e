using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace MobileCoin.LedgerSync.Test;

/// <summary>As much of a bucket as the distribution uses. Refuses requests whose signature is not that of the key (AWS signature version 4).</summary>
internal sealed class FakeS3
{
    internal const string KeyId = "AKIDEXAMPLE", Secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", Region = "eu-west-2", Bucket = "ledger.example.com";

    internal ConcurrentDictionary<string, byte[]> Objects { get; } = new(StringComparer.Ordinal);

    internal ConcurrentDictionary<string, string> Acls { get; } = new(StringComparer.Ordinal);

    internal ConcurrentQueue<string> Asked { get; } = [];

    internal int PageSize { get; set; } = 1000;

    internal bool ForbidsListing { get; set; }

    /// <summary>How many requests are answered 503 before the next one that is not.</summary>
    internal int Failures { get; set; }

    internal string? Objection { get; private set; }

    internal async Task AnswerAsync(HttpContext context)
    {
        HttpRequest request = context.Request;
        Asked.Enqueue($"{request.Method} {request.Path}");
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, context.RequestAborted);
        if (SignatureObjection(request, body.ToArray()) is { } objection)
        {
            Objection = objection;
            await FailAsync(context, HttpStatusCode.Forbidden, "SignatureDoesNotMatch");
            return;
        }
        if (Failures-- > 0)
        {
            await FailAsync(context, HttpStatusCode.ServiceUnavailable, "SlowDown");
            return;
        }
        string[] parts = Uri.UnescapeDataString(request.Path.Value!).TrimStart('/').Split('/', 2);
        string key = parts.Length > 1 ? parts[1] : "";
        if (parts[0] != Bucket) await FailAsync(context, HttpStatusCode.NotFound, "NoSuchBucket");
        else if (request.Method == "PUT")
        {
            Objects[key] = body.ToArray();
            Acls[key] = request.Headers["x-amz-acl"].ToString();
#pragma warning disable CA5351 // An ETag is what S3 says it is.
            context.Response.Headers.ETag = "\"" + Convert.ToHexStringLower(MD5.HashData(body.ToArray())) + "\"";
#pragma warning restore CA5351
        }
        else if (request.Method == "HEAD")
        {
            context.Response.StatusCode = Objects.ContainsKey(key) ? 200 : 404;
        }
        else if (request.Method == "GET" && key.Length > 0)
        {
            if (Objects.TryGetValue(key, out byte[]? bytes)) await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
            else await FailAsync(context, HttpStatusCode.NotFound, "NoSuchKey");
        }
        else if (ForbidsListing)
        {
            await FailAsync(context, HttpStatusCode.Forbidden, "AccessDenied");
        }
        else
        {
            await ListAsync(context, request.Query["prefix"].ToString(), request.Query["continuation-token"].ToString());
        }
    }

    private async Task ListAsync(HttpContext context, string prefix, string after)
    {
        string[] names = [.. Objects.Keys.Where(k => k.StartsWith(prefix, StringComparison.Ordinal)).Select(k => Child(k, prefix)).Distinct()
            .Where(n => string.CompareOrdinal(n, after) > 0).Order(StringComparer.Ordinal)];
        string[] page = names[..Math.Min(PageSize, names.Length)];
        bool isTruncated = page.Length < names.Length;
        XNamespace s3 = "http://s3.amazonaws.com/doc/2006-03-01/";
        var answer = new XElement(
            s3 + "ListBucketResult", new XElement(s3 + "Prefix", prefix), new XElement(s3 + "IsTruncated", isTruncated ? "true" : "false"),
            isTruncated ? new XElement(s3 + "NextContinuationToken", page[^1]) : null,
            page.Where(n => !n.EndsWith('/')).Select(n => new XElement(
                s3 + "Contents", new XElement(s3 + "Key", n), new XElement(s3 + "LastModified", "2024-01-01T00:00:00.000Z"), new XElement(s3 + "Size", 1))),
            page.Where(n => n.EndsWith('/')).Select(n => new XElement(s3 + "CommonPrefixes", new XElement(s3 + "Prefix", n))));
        context.Response.ContentType = "application/xml";
        await context.Response.WriteAsync(answer.ToString(), context.RequestAborted);

        static string Child(string key, string prefix)
        {
            int slash = key.IndexOf('/', prefix.Length);
            return slash < 0 ? key : key[..(slash + 1)];
        }
    }

    private static Task FailAsync(HttpContext context, HttpStatusCode status, string code)
    {
        context.Response.StatusCode = (int)status;
        context.Response.ContentType = "application/xml";
        return context.Request.Method == "HEAD" ? Task.CompletedTask
            : context.Response.WriteAsync($"<Error><Code>{code}</Code><Message>{code}!</Message></Error>", context.RequestAborted);
    }

    private static string? SignatureObjection(HttpRequest request, byte[] body)
    {
        string authorization = request.Headers.Authorization.ToString(), date = request.Headers["x-amz-date"].ToString();
        const string Scheme = "AWS4-HMAC-SHA256";
        if (!authorization.StartsWith(Scheme + " ", StringComparison.Ordinal)) return "no signature";
        Dictionary<string, string> fields = authorization[(Scheme.Length + 1)..].Split(',').Select(f => f.Trim().Split('=', 2)).ToDictionary(f => f[0], f => f[1], StringComparer.Ordinal);
        string scope = $"{date[..8]}/{Region}/s3/aws4_request";
        if (fields["Credential"] != $"{KeyId}/{scope}") return $"credential {fields["Credential"]}";
        string hash = request.Headers["x-amz-content-sha256"].ToString();
        if (hash != "UNSIGNED-PAYLOAD" && hash != Convert.ToHexStringLower(SHA256.HashData(body))) return $"content hash {hash}";
        string[] signed = fields["SignedHeaders"].Split(';');
        if (!signed.Contains("host") || (request.Method == "PUT" && !signed.Contains("x-amz-acl") && request.Headers.ContainsKey("x-amz-acl"))) return "unsigned headers";
        string query = string.Join('&', request.Query.OrderBy(q => q.Key, StringComparer.Ordinal).Select(q => $"{Uri.EscapeDataString(q.Key)}={Uri.EscapeDataString(q.Value.ToString())}"));
        string path = new Uri(request.GetEncodedUrl()).AbsolutePath;
        string canonical = string.Join('\n', [
            request.Method, path, query, .. signed.Select(h => $"{h}:{request.Headers[h].ToString().Trim()}"), "", fields["SignedHeaders"], hash]);
        string toSign = string.Join('\n', Scheme, date, scope, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical))));
        byte[] key = Encoding.UTF8.GetBytes("AWS4" + Secret);
        foreach (string part in scope.Split('/')) key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        return Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(toSign))) == fields["Signature"] ? null
            : string.Create(CultureInfo.InvariantCulture, $"the signature is another than that of\n{canonical}");
    }
}
