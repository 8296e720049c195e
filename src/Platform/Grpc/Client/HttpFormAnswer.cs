// What an answer of the HTTP form says beside its message.
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Grpc.Core;
using MobileCoin.Grpc;

namespace Grpc.Net.Client;

/// <summary>Reads statuses and headers of answers of the HTTP form, and of proxies on the way.</summary>
internal static class HttpFormAnswer
{
    /// <summary>The call's status: of the JSON that failures come with, or else made of the HTTP status, which then is a proxy's.</summary>
    internal static Status StatusOf(HttpResponseMessage response, ReadOnlyMemory<byte> body)
    {
        string? type = HttpFormNames.MediaType(response.Content.Headers.ContentType?.ToString());
        if (response.StatusCode == HttpStatusCode.OK)
        {
            return type is not null and not HttpFormNames.Json
                ? Status.DefaultSuccess
                : new Status(StatusCode.Unknown, $"The answer is no protobuf: its content type is {response.Content.Headers.ContentType?.ToString() ?? "missing"}.");
        }
        if (type == HttpFormNames.Json && TryReadFailure(body, out Status failure)) return failure;
        return new Status(HttpStatusMapping.FromHttp((int)response.StatusCode), $"The answer has HTTP status {(int)response.StatusCode} and is no service's.");
    }

    /// <summary>Cookies, and the metadata that comes behind prefixes. Other headers are HTTP's.</summary>
    internal static void ReadHeaders(HttpHeaders response, out Metadata headers, out Metadata trailers)
    {
        (headers, trailers) = ([], []);
        foreach ((string name, HeaderStringValues values) in response.NonValidated)
        {
            (Metadata to, string key) = name switch
            {
                _ when name.Equals(HttpFormNames.SetCookie, StringComparison.OrdinalIgnoreCase) => (headers, name),
                _ when name.StartsWith(HttpFormNames.MetadataPrefix, StringComparison.OrdinalIgnoreCase) => (headers, name[HttpFormNames.MetadataPrefix.Length..]),
                _ when name.StartsWith(HttpFormNames.TrailerPrefix, StringComparison.OrdinalIgnoreCase) => (trailers, name[HttpFormNames.TrailerPrefix.Length..]),
                _ => (headers, ""),
            };
            if (key.Length == 0 || HeaderNames.IsOwn(key)) continue;
            foreach (string value in values)
            {
                if (!MetadataHeaders.TryAdd(to, key, value)) throw Frames.Malformed($"the header {name} is not base64");
            }
        }
    }

    // {"code": 5, "message": "…", "details": […]}
    private static bool TryReadFailure(ReadOnlyMemory<byte> body, out Status status)
    {
        status = default;
        try
        {
            using JsonDocument json = JsonDocument.Parse(body);
            if (json.RootElement.ValueKind != JsonValueKind.Object
                || !json.RootElement.TryGetProperty("code", out JsonElement code) || code.ValueKind != JsonValueKind.Number || !code.TryGetInt32(out int number)
                || number is <= (int)StatusCode.OK or > (int)StatusCode.Unauthenticated) return false;
            string? detail = json.RootElement.TryGetProperty("message", out JsonElement text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
            status = new Status((StatusCode)number, detail ?? "");
            return true;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // No JSON, or a text with half a surrogate.
            return false;
        }
    }
}
