using System.Collections.Frozen;

namespace MobileCoin.Grpc;

/// <summary>The headers of gRPC over HTTP/2.</summary>
internal static class HeaderNames
{
    internal const string Status = "grpc-status";
    internal const string Message = "grpc-message";
    internal const string Encoding = "grpc-encoding";
    internal const string AcceptEncoding = "grpc-accept-encoding";
    internal const string Timeout = "grpc-timeout";
    internal const string StatusDetails = "grpc-status-details-bin";

    /// <summary>Metadata by which code of one side asks its own side for compression; it does not travel. The name is that of other implementations.</summary>
    internal const string EncodingRequest = "grpc-internal-encoding-request";

    internal const string ContentType = "application/grpc";
    internal const string Gzip = "gzip";
    internal const string Identity = "identity";
    internal const string AcceptedEncodings = "identity,gzip";

    // Of the protocol, not of the caller: no metadata.
    private static readonly FrozenSet<string> Own = FrozenSet.ToFrozenSet(
    [
        Status, Message, Encoding, AcceptEncoding, Timeout, EncodingRequest,
        "content-type", "content-length", "content-encoding", "te", "host", "accept-encoding", "transfer-encoding", "connection", "keep-alive",
        "proxy-connection", "upgrade", "trailer", "date",
    ], StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a header is the protocol's own and no metadata.</summary>
    internal static bool IsOwn(string name) => name.StartsWith(':') || Own.Contains(name);

    /// <summary>Whether a content type is gRPC's with protobuf messages.</summary>
    internal static bool IsGrpc(string? contentType)
    {
        if (contentType is null || !contentType.StartsWith(ContentType, StringComparison.OrdinalIgnoreCase)) return false;
        ReadOnlySpan<char> rest = contentType.AsSpan(ContentType.Length);
        if (rest.StartsWith("+proto", StringComparison.OrdinalIgnoreCase)) rest = rest["+proto".Length..];
        return rest.IsEmpty || rest[0] is ';' or ' ';
    }
}
