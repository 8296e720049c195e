// The HTTP form's own names (fact sheet fog §8.6, §8.7).
namespace MobileCoin.Grpc;

/// <summary>Path, headers and media types of the HTTP form, for both sides.</summary>
internal static class HttpFormNames
{
    internal const string Prefix = "/gw/";
    internal const string Json = "application/json";
    internal const string Protobuf = "application/x-protobuf";
    internal const string MetadataPrefix = "Grpc-Metadata-";
    internal const string TrailerPrefix = "Grpc-Trailer-";
    internal const string SetCookie = "set-cookie";

    private static readonly string[] ProtobufTypes = [Protobuf, "application/protobuf", "application/octet-stream"];

    /// <summary>The media type of a message's form, without parameters; null when it is of neither form.</summary>
    internal static string? MediaType(string? contentType)
    {
        string type = (contentType ?? "").Split(';', 2)[0].Trim();
        if (string.Equals(type, Json, StringComparison.OrdinalIgnoreCase)) return Json;
        return Array.Find(ProtobufTypes, t => string.Equals(t, type, StringComparison.OrdinalIgnoreCase));
    }
}
